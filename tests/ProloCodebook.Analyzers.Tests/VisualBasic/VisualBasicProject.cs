using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Microsoft.CodeAnalysis.VisualBasic;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.VisualBasic;

/// <summary>
/// A Visual Basic project in memory, as one that references a C# project with <c>ProloCodebookVisibility=public</c>: that project holds the
/// contract's types and what stands for code whose body we do not see.
/// </summary>
/// <param name="Source">May hold marks (<see cref="MarkedSource"/>).</param>
internal sealed record VisualBasicProject(string Source)
{
    public const string SourceFileName = "Test.vb";

    private static readonly Lazy<MetadataReference> s_contract = new(CompileContract);

    // The imports of a project made by "dotnet new", and those that the C# cases have in their prelude.
    private static readonly VisualBasicCompilationOptions s_options = new(
        OutputKind.DynamicallyLinkedLibrary,
        globalImports: GlobalImport.Parse("Microsoft.VisualBasic", "System", "System.Collections", "System.Collections.Generic", "System.Diagnostics", "System.Linq", "System.Xml.Linq", "System.Threading.Tasks", "ProloCodebook", "Outside"),
        optionInfer: true);

    /// <summary>What stands in the project's .editorconfig under <c>[*.vb]</c>.</summary>
    public string EditorConfig { get; init; } = "";

    public ImmutableDictionary<string, string> BuildProperties { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The project with the public evaluator is referenced.</summary>
    public bool HasEvaluator { get; init; } = true;

    public string FileName { get; init; } = SourceFileName;

    public MarkedSource Marked => MarkedSource.Parse(Source);

    private EditorConfigOptions Options => new("[*.vb]\n" + EditorConfig, BuildProperties);

    /// <summary>The compilation, which has no errors: a case that does not compile shows nothing.</summary>
    public VisualBasicCompilation Compile()
    {
        var compilation = CompileWithErrors();
        var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(errors.Count == 0, "The test's source does not compile:\n" + string.Join("\n", errors) + "\nin:\n" + Source);
        return compilation;
    }

    /// <summary>The compilation, whatever state it is in: as an editor has it between two key strokes.</summary>
    public VisualBasicCompilation CompileWithErrors()
        => VisualBasicCompilation.Create(
            "Test",
            [VisualBasicSyntaxTree.ParseText(SourceText.From(Marked.Text), VisualBasicParseOptions.Default, EditorConfigOptions.Directory + FileName)],
            HasEvaluator ? TestProject.References.Add(s_contract.Value) : TestProject.References,
            (HasEvaluator ? s_options : s_options.WithGlobalImports(s_options.GlobalImports.Where(import => import.Name is not ("ProloCodebook" or "Outside"))))
                .WithSyntaxTreeOptionsProvider(Options.Severities));

    public AnalyzerOptions AnalyzerOptions => new([], Options);

    public Task<ImmutableArray<Diagnostic>> AnalyzeAsync(params DiagnosticAnalyzer[] analyzers) => AnalyzerRun.RunAsync(Compile(), AnalyzerOptions, analyzers);

    /// <inheritdoc cref="TestProject.VerifyAsync"/>
    public async Task VerifyAsync(DiagnosticAnalyzer[] analyzers, params string[]? ids)
        => AnalyzerRun.Compare(Marked, await AnalyzeAsync(analyzers), FileName, Source, ids);

    private static MetadataReference CompileContract()
    {
        var sources = new[] { ContractStub.Source, CasePrelude.Source }.Select(source => CSharpSyntaxTree.ParseText(source.Replace("internal ", "public ", StringComparison.Ordinal)));
        var compilation = CSharpCompilation.Create("Contract", sources, TestProject.References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
