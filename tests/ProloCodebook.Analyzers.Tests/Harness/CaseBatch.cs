using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ProloCodebook.Tests.Harness;

/// <summary>Cases as the files of one project, each in a namespace of its own: what is said of one must not depend on what stands beside it.</summary>
internal sealed class CaseBatch
{
    private const string Opening = "\n{\n";

    /// <summary>The number of batches grows by so many, and then all cases are dealt out anew.</summary>
    private const int Step = 50;

    private readonly ImmutableArray<(RoutingCase Case, MarkedSource Marked, string FileName)> _files;

    private CaseBatch(IEnumerable<RoutingCase> cases)
    {
        _files = [.. cases.Select((item, number) => (item, InNamespace(item.Project.Marked, $"Case{number}"), $"Case{number}.cs"))];
    }

    /// <summary>
    /// Dealt out by their names, so that each stands beside cases of all tables, and a new one changes but one batch; without those that implement the prelude's interface or call it, for that may
    /// well depend on the implementations.
    /// </summary>
    /// <param name="size">About as many in each, at most.</param>
    public static IReadOnlyList<CaseBatch> Of(IEnumerable<RoutingCase> cases, int size)
    {
        var able = cases.Where(item => CanStandInNamespace(item.Project.Marked.Text) && !item.Markup.Contains("IBiller", StringComparison.Ordinal)).ToList();
        var number = (able.Count / size / Step + 1) * Step;
        return [.. able.GroupBy(item => PlaceOf(item.ToString()) % number).OrderBy(batch => batch.Key).Select(batch => new CaseBatch(batch))];
    }

    /// <summary>FNV-1a: the same in each process.</summary>
    private static uint PlaceOf(string name) => name.Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619u));

    /// <summary>Runs <paramref name="analyzers"/> once, and compares the diagnostics in each case with its marks, both ways.</summary>
    public async Task VerifyAsync(DiagnosticAnalyzer[] analyzers, params string[]? ids)
    {
        var project = new TestProject("") { OtherFiles = [(CasePrelude.FileName, CasePrelude.Source), .. _files.Select(file => (file.FileName, file.Marked.Text))] };
        var found = (await project.AnalyzeAsync(analyzers)).ToLookup(diagnostic => Path.GetFileName(diagnostic.Location.SourceTree?.FilePath));
        foreach (var (item, marked, name) in _files)
        {
            AnalyzerRun.Compare(marked, [.. found[name]], name, $"{item}\n{item.Markup}", ids);
        }
    }

    /// <summary>No directives, usings, attributes of the assembly or statements at its top, and no namespace that hides another within one.</summary>
    public static bool CanStandInNamespace(string text)
    {
        var unit = CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot();
        return unit.Usings.Count == 0 && unit.AttributeLists.Count == 0 && unit.Externs.Count == 0
            && !unit.Members.Any(SyntaxKind.GlobalStatement) && !unit.Members.Any(SyntaxKind.FileScopedNamespaceDeclaration)
            && !unit.Members.OfType<NamespaceDeclarationSyntax>().Any(member => member.Name.ToString().StartsWith("System", StringComparison.Ordinal))
            && !unit.DescendantTrivia().Any(trivia => trivia.IsDirective);
    }

    public static MarkedSource InNamespace(MarkedSource source, string name)
    {
        var before = $"namespace {name}{Opening}";
        return new MarkedSource($"{before}{source.Text}\n}}\n", [.. source.Marks.Select(mark => (mark.Id, new TextSpan(mark.Span.Start + before.Length, mark.Span.Length)))]);
    }
}
