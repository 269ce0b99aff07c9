using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProloCodebook.Routing;
using ProloCodebook.Rules;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.Robustness;

/// <summary>
/// Many cases of the tables as the files of one project, each in a namespace of its own, with a policy file that has a problem:
/// enough work, spread over enough files, for threads to meet and for a cancellation to fall into.
/// </summary>
internal sealed class AllCases
{
    private readonly ImmutableArray<AdditionalText> _files;
    private readonly AnalyzerConfigOptionsProvider _options;

    private AllCases(CSharpCompilation compilation, ImmutableArray<AdditionalText> files, AnalyzerConfigOptionsProvider options)
    {
        Compilation = compilation;
        _files = files;
        _options = options;
    }

    public CSharpCompilation Compilation { get; }

    /// <summary>The policies and their source text.</summary>
    public ImmutableArray<AdditionalText> Files => _files;

    /// <param name="every">Takes one case of so many.</param>
    /// <param name="folder">Where the files stand, ending in a slash.</param>
    /// <param name="change">Changes the text of each file, the policy's too.</param>
    public static AllCases Create(int every = 1, string folder = EditorConfigOptions.Directory, Func<string, string>? change = null)
    {
        change ??= text => text;
        var parse = new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.Diagnose);
        var trees = CaseFile.ReadFolder("Routing/Cases")
            .Where((_, number) => number % every == 0)
            .Select((item, number) => (item.Project.Marked, Name: $"Case{number}"))
            .Where(item => CaseBatch.CanStandInNamespace(item.Marked.Text))
            .Select(item => (item.Name + ".cs", CaseBatch.InNamespace(item.Marked, item.Name).Text))
            .Append((CasePrelude.FileName, CasePrelude.Source))
            .Append((ContractStub.FileName, ContractStub.Source))
            .Select(file => CSharpSyntaxTree.ParseText(SourceText.From(change(file.Item2)), parse, folder + file.Item1));
        var compilation = CSharpCompilation.Create(
            "AllCases",
            trees,
            [
                .. Net100.References.All,
                MetadataReference.CreateFromFile(typeof(Microsoft.Extensions.Logging.ILogger).Assembly.Location),
                MetadataReference.CreateFromFile(typeof(Microsoft.Extensions.Localization.IStringLocalizer).Assembly.Location),
            ],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        AdditionalText[] files =
        [
            new TextFile(folder + "prolotherapy.yaml", change(PolicyText("prolotherapy.yaml"))),
            new TextFile(folder + "broken.yaml", change(PolicyText("prolotherapy.yaml").Replace("outcome: NotCovered", "outcome: NotCoverd", StringComparison.Ordinal))),
            new TextFile(folder + "prolotherapy.txt", change(PolicyText("prolotherapy.txt"))),
        ];
        var options = new EditorConfigOptions(
            string.Empty,
            ImmutableDictionary<string, string>.Empty,
            path => ImmutableDictionary<string, string>.Empty.Add("build_metadata.AdditionalFiles.ProloCodebookKind", path.EndsWith(".txt", StringComparison.Ordinal) ? "source" : "policy"));
        return new AllCases(compilation, [.. files], options);
    }

    /// <summary>The shipped analyzers, with states of their own, over the one compilation.</summary>
    public CompilationWithAnalyzers Analysis(bool isConcurrent)
        => Analysis(isConcurrent, new UnroutedReferenceAnalyzer(), new IgnoredDecisionAnalyzer(), new ExemptionWithoutReasonAnalyzer(), new PolicyFileAnalyzer());

    public CompilationWithAnalyzers Analysis(bool isConcurrent, params DiagnosticAnalyzer[] analyzers)
        => Compilation.WithAnalyzers(
            [.. analyzers],
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions(_files, _options),
                // What an analyzer throws becomes AD0001, which no expected answer has.
                onAnalyzerException: null,
                concurrentAnalysis: isConcurrent,
                logAnalyzerExecutionTime: false,
                reportSuppressedDiagnostics: true));

    /// <summary>The same project, whose options and files come from a host that cancels on the n-th question.</summary>
    public AllCases AskedThrough(Action onQuestion)
        => new(Compilation, [.. _files.Select(file => (AdditionalText)new CountingText(file, onQuestion))], new CountingOptions(_options, onQuestion));

    /// <summary>What a complete run says, to be compared.</summary>
    public async Task<IReadOnlyList<string>> AnalyzeAsync(bool isConcurrent)
        => await AnswerAsync(Analysis(isConcurrent));

    public static async Task<IReadOnlyList<string>> AnswerAsync(CompilationWithAnalyzers analysis, CancellationToken cancellationToken = default)
        // Patience is for what hangs, and cancels nothing.
        => Text(await Task.Run(() => analysis.GetAnalyzerDiagnosticsAsync(cancellationToken), CancellationToken.None).WaitAsync(RobustnessRun.Patience, CancellationToken.None));

    public static IReadOnlyList<string> Text(IEnumerable<Diagnostic> diagnostics)
        => [.. diagnostics
            .Select(diagnostic => $"{diagnostic} [{string.Join(", ", diagnostic.AdditionalLocations)}] {string.Join(", ", diagnostic.Properties.OrderBy(pair => pair.Key, StringComparer.Ordinal))}")
            .Order(StringComparer.Ordinal)];

    /// <summary>An answer that is worth comparing: of every kind, and without an error of our own.</summary>
    public static void AssertTells(IReadOnlyList<string> answer)
    {
        Assert.Contains(answer, line => line.Contains("PCB1001", StringComparison.Ordinal));
        Assert.Contains(answer, line => line.Contains("PCB2", StringComparison.Ordinal));
        Assert.DoesNotContain(answer, line => line.Contains("AD0001", StringComparison.Ordinal) || line.Contains(RoutingAnalysis.InternalError, StringComparison.Ordinal));
    }

    private static string PolicyText(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "policy", name));

    private sealed class TextFile(string path, string text) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(text);

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }

    private sealed class CountingText(AdditionalText inner, Action onQuestion) : AdditionalText
    {
        public override string Path => inner.Path;

        public override SourceText? GetText(CancellationToken cancellationToken = default)
        {
            onQuestion();
            return inner.GetText(cancellationToken);
        }
    }

    private sealed class CountingOptions(AnalyzerConfigOptionsProvider inner, Action onQuestion) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions
        {
            get
            {
                onQuestion();
                return inner.GlobalOptions;
            }
        }

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree)
        {
            onQuestion();
            return inner.GetOptions(tree);
        }

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile)
        {
            onQuestion();
            return inner.GetOptions(textFile);
        }
    }
}
