using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ProloCodebook.Tests.Harness;

/// <summary>Runs analyzers on a compilation, and compares what they report with the marks in its source.</summary>
internal static class AnalyzerRun
{
    /// <summary>
    /// What <paramref name="analyzers"/> report, in the order of the source. An analyzer that throws (AD0001) fails the test here,
    /// so no test can pass because its analyzer died.
    /// </summary>
    public static async Task<ImmutableArray<Diagnostic>> RunAsync(Compilation compilation, AnalyzerOptions options, DiagnosticAnalyzer[] analyzers)
    {
        Exception? thrown = null;
        var withAnalyzers = compilation.WithAnalyzers(
            [.. analyzers],
            new CompilationWithAnalyzersOptions(
                options,
                onAnalyzerException: (e, _, _) => thrown ??= e,
                concurrentAnalysis: true,
                logAnalyzerExecutionTime: false,
                reportSuppressedDiagnostics: false));
        var diagnostics = await withAnalyzers.GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        Assert.True(thrown is null, $"An analyzer threw: {thrown}");
        Assert.DoesNotContain(diagnostics, d => d.Id == "AD0001");
        Assert.DoesNotContain(diagnostics, d => d.GetMessage().Contains(ProloCodebook.Routing.RoutingAnalysis.InternalError, StringComparison.Ordinal));
        return [.. diagnostics.OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal)];
    }

    /// <summary>Compares the diagnostics in a file with its marks, both ways.</summary>
    /// <param name="ids">The ids that are compared; null: all.</param>
    public static void Compare(MarkedSource marked, ImmutableArray<Diagnostic> all, string fileName, string source, string[]? ids)
    {
        bool Counts(string id) => ids is null or { Length: 0 } || ids.Contains(id);
        var actual = all.Where(d => Counts(d.Id)).ToList();
        var elsewhere = actual.Where(d => d.Location.SourceTree?.FilePath != EditorConfigOptions.Directory + fileName).ToList();
        var here = actual.Except(elsewhere).ToList();
        var twice = here.GroupBy(d => (d.Id, d.Location.SourceSpan, d.GetMessage())).Where(g => g.Count() > 1).Select(g => g.First()).ToList();
        var found = here.Select(d => (d.Id, d.Location.SourceSpan)).Distinct().ToList();
        var expected = marked.Marks.Where(m => Counts(m.Id)).ToList();
        var missed = expected.Except(found).ToList();
        var excess = found.Except(expected).ToList();
        if (missed.Count + excess.Count + elsewhere.Count + twice.Count > 0)
        {
            Assert.Fail(
                "not reported:" + Describe(missed) + "\nreported without a mark:" + Describe(excess) + "\nreported in other files or twice:"
                + string.Concat(elsewhere.Concat(twice).Select(d => "\n  " + d))
                + "\nin:\n" + source);
        }

        string Describe(IEnumerable<(string Id, TextSpan Span)> items)
            => string.Concat(items.Select(i => $"\n  {i.Id} on {marked.Text.Substring(i.Span.Start, i.Span.Length)} (line {SourceText.From(marked.Text).Lines.GetLineFromPosition(i.Span.Start).LineNumber + 1})"));
    }
}
