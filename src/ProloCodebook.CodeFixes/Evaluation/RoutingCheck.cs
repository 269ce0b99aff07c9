using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ProloCodebook.References;
using ProloCodebook.Rules;

namespace ProloCodebook.CodeFixes.Evaluation;

/// <summary>One state of the tree that is being fixed, with what the compiler and PCB1001 say about it.</summary>
internal sealed class RoutingCheck
{
    private readonly AnalyzerOptions _options;
    private readonly ImmutableArray<GuardedCode> _codes;
    private CompilationWithAnalyzers? _analysis;

    public RoutingCheck(Compilation compilation, SyntaxTree tree, AnalyzerOptions options, ImmutableArray<GuardedCode> codes)
    {
        Compilation = compilation;
        Tree = tree;
        Model = compilation.GetSemanticModel(tree);
        _options = options;
        _codes = codes;
    }

    public Compilation Compilation { get; }

    public SyntaxTree Tree { get; }

    public SemanticModel Model { get; }

    /// <summary>The same after an edit of the tree.</summary>
    public RoutingCheck With(SyntaxNode root)
    {
        var tree = Tree.WithRootAndOptions(root, Tree.Options);
        return new RoutingCheck(Compilation.ReplaceSyntaxTree(Tree, tree), tree, _options, _codes);
    }

    /// <summary>The expression that carries the annotation, and what now stands for it.</summary>
    public ExpressionSyntax? Find(SyntaxAnnotation reference, CancellationToken cancellationToken)
        => Tree.GetRoot(cancellationToken).GetAnnotatedNodes(reference).OfType<ExpressionSyntax>().FirstOrDefault();

    /// <summary>The declaration that an edit changes; the whole file where statements stand at its top.</summary>
    public static SyntaxNode MemberOf(SyntaxNode node)
        => node.AncestorsAndSelf().FirstOrDefault(n => n is MemberDeclarationSyntax and not GlobalStatementSyntax and not BaseTypeDeclarationSyntax and not BaseNamespaceDeclarationSyntax)
            ?? node.SyntaxTree.GetRoot();

    /// <summary>The compiler has something to say about the member that it did not say before.</summary>
    public bool HasNewProblems(SyntaxNode member, RoutingCheck before, SyntaxNode memberBefore, CancellationToken cancellationToken)
    {
        var known = before.Problems(memberBefore, cancellationToken).GroupBy(d => d.Id).ToDictionary(g => g.Key, g => g.Count());
        return Problems(member, cancellationToken).GroupBy(d => d.Id).Any(g => !known.TryGetValue(g.Key, out var count) || g.Count() > count);
    }

    /// <summary>The reference, or something that was put into its member, is reported.</summary>
    public async Task<bool> IsReportedAsync(ExpressionSyntax reference, string code, CancellationToken cancellationToken)
    {
        var member = MemberOf(reference);
        var inserted = member.GetAnnotatedNodes(PlanWriter.Inserted).Select(node => node.Span).ToList();
        foreach (var diagnostic in await AnalyzeAsync(member, cancellationToken).ConfigureAwait(false))
        {
            var span = diagnostic.Location.SourceSpan;
            if (diagnostic.Id == RuleIdentifiers.UnroutedReference
                ? (reference.Span.Contains(span) && diagnostic.Properties[UnroutedReferenceAnalyzer.CodeProperty] == code) || inserted.Any(s => s.Contains(span))
                : diagnostic.Id != RuleIdentifiers.LiteralInsteadOfConstant)
            {
                // (The last: an analysis that failed shows nothing.)
                return true;
            }
        }

        return false;
    }

    private IEnumerable<Diagnostic> Problems(SyntaxNode member, CancellationToken cancellationToken)
        => Model.GetDiagnostics(member.Span, cancellationToken).Where(d => d is { Severity: >= DiagnosticSeverity.Warning, IsSuppressed: false });

    private Task<ImmutableArray<Diagnostic>> AnalyzeAsync(SyntaxNode member, CancellationToken cancellationToken)
    {
        _analysis ??= Compilation.WithAnalyzers(
            ImmutableArray.Create<DiagnosticAnalyzer>(new UnroutedReferenceAnalyzer(_codes)),
            new CompilationWithAnalyzersOptions(_options, onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true));
        return _analysis.GetAnalyzerSemanticDiagnosticsAsync(Model, member.FullSpan, cancellationToken);
    }
}
