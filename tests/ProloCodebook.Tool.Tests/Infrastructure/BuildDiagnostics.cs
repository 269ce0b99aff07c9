using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProloCodebook.Rules;

namespace ProloCodebook.Tool.Tests.Infrastructure;

/// <summary>A problem as both the build and the tool report it. Lines and columns count from 1.</summary>
internal sealed record Finding(string Id, string Severity, string Message, string File, int StartLine, int StartColumn, int EndLine, int EndColumn);

/// <summary>What the compiler reports about policy files.</summary>
internal static class BuildDiagnostics
{
    /// <param name="files">Paths of policy files and of source texts (.txt).</param>
    public static IReadOnlyList<Finding> Of(params string[] files)
    {
        ImmutableArray<AdditionalText> texts = [.. files.Select(file => new FileText(file))];
        var compilation = CSharpCompilation.Create("Billing", options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .WithAnalyzers([new PolicyFileAnalyzer()], new AnalyzerOptions(texts, new Kinds()));
        return
        [
            .. compilation.GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult().Select(diagnostic =>
            {
                var place = diagnostic.Location.GetLineSpan();
                return new Finding(
                    diagnostic.Id,
                    diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning",
                    diagnostic.GetMessage(),
                    place.Path,
                    place.StartLinePosition.Line + 1,
                    place.StartLinePosition.Character + 1,
                    place.EndLinePosition.Line + 1,
                    place.EndLinePosition.Character + 1);
            }),
        ];
    }

    private sealed class FileText(string path) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(File.ReadAllText(path));

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }

    /// <summary>Tells the analyzer, as the package's targets do, which file is what.</summary>
    private sealed class Kinds : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options([]);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options([]);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile)
            => new Options(new() { ["build_metadata.AdditionalFiles.ProloCodebookKind"] = textFile.Path.EndsWith(".txt", StringComparison.Ordinal) ? "source" : "policy" });
    }

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            var found = values.TryGetValue(key, out var known);
            value = known ?? "";
            return found;
        }
    }
}
