using System.Collections.Concurrent;
using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ProloCodebook.Tests.Harness;

/// <summary>
/// A C# project in memory, as the package's user would have it: the sources, the contract's types, current .NET, logging and
/// localization. Records, so that a test says only what is special: <c>new TestProject(text) { EditorConfig = "…" }</c>.
/// </summary>
/// <param name="Source">May hold marks (<see cref="MarkedSource"/>).</param>
internal sealed record TestProject(string Source)
{
    /// <summary>What every test project references.</summary>
    public static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(Microsoft.Extensions.DependencyInjection.IServiceCollection).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Microsoft.Extensions.Logging.ILogger).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Microsoft.Extensions.Localization.IStringLocalizer).Assembly.Location),
    ];

    /// <summary>
    /// The mutants are tried on the same cases over and over, and these were seen to compile; looking again, and beginning anew each time, would
    /// take most of the time. Null elsewhere.
    /// </summary>
    private static readonly ConcurrentDictionary<string, CSharpCompilation>? s_kept = Environment.GetEnvironmentVariable("PROLOCODEBOOK_KEEP_COMPILATIONS") == "1" ? new() : null;

    /// <summary>The prelude and the contract: a tree may be part of many compilations.</summary>
    private static readonly ConcurrentDictionary<(string Text, LanguageVersion Version), SyntaxTree> s_sameInAll = new();

    public const string SourceFileName = "Test.cs";

    public LanguageVersion LanguageVersion { get; init; } = LanguageVersion.CSharp14;

    /// <summary>What stands in the project's .editorconfig; with or without a section.</summary>
    public string EditorConfig { get; init; } = "";

    /// <summary>MSBuild properties that the compiler sees, such as <c>IsTestProject</c>.</summary>
    public ImmutableDictionary<string, string> BuildProperties { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Further files of the project: name and text.</summary>
    public ImmutableArray<(string Name, string Text)> OtherFiles { get; init; } = [];

    /// <summary>Policy files and the like, with their <c>ProloCodebookKind</c>.</summary>
    public ImmutableArray<(string Name, string Text, string Kind)> AdditionalFiles { get; init; } = [];

    public ImmutableArray<MetadataReference> OtherReferences { get; init; } = [];

    /// <summary>The contract's types: part of the project unless a test brings its own.</summary>
    public string Contract { get; init; } = ContractStub.Source;

    public MarkedSource Marked => MarkedSource.Parse(Source);

    public EditorConfigOptions Options => new(EditorConfig, BuildProperties, MetadataOf);

    /// <summary>The compilation, which has no errors: a case that does not compile shows nothing.</summary>
    public CSharpCompilation Compile()
    {
        if (s_kept is not null && OtherReferences.IsEmpty)
        {
            string[] parts = [LanguageVersion.ToString(), EditorConfig, Contract, Source, .. OtherFiles.SelectMany(file => new[] { file.Name, file.Text })];
            return s_kept.GetOrAdd(string.Join('\0', parts), _ => CompileWithErrors());
        }

        var compilation = CompileWithErrors();

        // The prelude and the contract are the same in thousands of tests. They come first: where a name is declared twice, the second has the error.
        var errors = compilation.SyntaxTrees.Where(tree => !s_sameInAll.Values.Contains(tree))
            .SelectMany(tree => compilation.GetSemanticModel(tree).GetDiagnostics())
            .Where(d => d.Severity == DiagnosticSeverity.Error)
            .ToList();
        Assert.True(errors.Count == 0, "The test's source does not compile:\n" + string.Join("\n", errors));
        return compilation;
    }

    /// <summary>The compilation, whatever state it is in: as an editor has it between two key strokes.</summary>
    public CSharpCompilation CompileWithErrors()
    {
        var parseOptions = new CSharpParseOptions(LanguageVersion, DocumentationMode.Diagnose);
        var files = OtherFiles.Add((SourceFileName, Marked.Text));
        if (Contract.Length > 0)
        {
            files = files.Insert(0, (ContractStub.FileName, Contract));
        }

        var compilation = CSharpCompilation.Create(
            "Test",
            files.Select(Parse),
            References.AddRange(OtherReferences),
            new CSharpCompilationOptions(OutputKindOf(Marked.Text, parseOptions)).WithSyntaxTreeOptionsProvider(Options.Severities));
        return compilation;

        SyntaxTree Parse((string Name, string Text) file)
            => file is (CasePrelude.FileName, CasePrelude.Source) or (ContractStub.FileName, ContractStub.Source)
                ? s_sameInAll.GetOrAdd((file.Text, LanguageVersion), _ => ParseAnew(file))
                : ParseAnew(file);

        SyntaxTree ParseAnew((string Name, string Text) file) => CSharpSyntaxTree.ParseText(SourceText.From(file.Text), parseOptions, EditorConfigOptions.Directory + file.Name);
    }

    public AnalyzerOptions AnalyzerOptions
        => new([.. AdditionalFiles.Select(f => (AdditionalText)new InMemoryText(EditorConfigOptions.Directory + f.Name, f.Text))], Options);

    /// <summary>
    /// What <paramref name="analyzers"/> report, in the order of the source. An analyzer that throws (AD0001) fails the test here,
    /// so no test can pass because its analyzer died.
    /// </summary>
    public Task<ImmutableArray<Diagnostic>> AnalyzeAsync(params DiagnosticAnalyzer[] analyzers) => AnalyzeAsync(Compile(), analyzers);

    /// <inheritdoc cref="AnalyzeAsync(DiagnosticAnalyzer[])"/>
    public Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Compilation compilation, params DiagnosticAnalyzer[] analyzers) => AnalyzerRun.RunAsync(compilation, AnalyzerOptions, analyzers);

    /// <summary>
    /// Runs <paramref name="analyzers"/> and compares the diagnostics in <see cref="Source"/> with its marks, both ways.
    /// </summary>
    /// <param name="ids">The ids that are compared; null: all.</param>
    public async Task VerifyAsync(DiagnosticAnalyzer[] analyzers, params string[]? ids)
        => AnalyzerRun.Compare(Marked, await AnalyzeAsync(analyzers), SourceFileName, Source, ids);

    private ImmutableDictionary<string, string> MetadataOf(string path)
    {
        var file = AdditionalFiles.FirstOrDefault(f => EditorConfigOptions.Directory + f.Name == path);
        return file.Kind is null
            ? ImmutableDictionary<string, string>.Empty
            : ImmutableDictionary<string, string>.Empty.Add("build_metadata.AdditionalFiles.ProloCodebookKind", file.Kind);
    }

    // Top-level statements ask for an executable.
    private static OutputKind OutputKindOf(string text, CSharpParseOptions options)
        => CSharpSyntaxTree.ParseText(text, options).GetCompilationUnitRoot().Members.Any(SyntaxKind.GlobalStatement)
            ? OutputKind.ConsoleApplication
            : OutputKind.DynamicallyLinkedLibrary;

    private sealed class InMemoryText(string path, string text) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(text);

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }
}
