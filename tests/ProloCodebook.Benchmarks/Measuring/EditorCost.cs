using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProloCodebook.Benchmarks.CodeBases;
using ProloCodebook.Benchmarks.Hosting;

namespace ProloCodebook.Benchmarks.Measuring;

/// <summary>
/// An editor after a key stroke: one file of a large program is new, and its diagnostics are asked for. The whole program is a new
/// compilation, so nothing that was found out about the last one can be used.
/// </summary>
internal static class EditorCost
{
    public static void Run(int files, int linesPerFile, int runs)
    {
        var rows = new List<object[]>();
        foreach (var references in new[] { 0, 10 })
        {
            var trees = CodeBase.Create(files, linesPerFile, references: 0);
            var edited = CodeBase.Service(0, linesPerFile, 0, references);
            var compilation = CodeBase.Compile(trees);
            compilation.GetDiagnostics();
            var old = trees.Single(tree => tree.FilePath.EndsWith("/" + CodeBase.FileName(0), StringComparison.Ordinal));
            var stroke = 0;

            var none = Measure(() => [new OperationsOnly()], []);
            var ours = Measure(Analyzers.Ours, HostFile.Prolotherapy);
            var banned = Measure(Analyzers.Banned, [Analyzers.BannedSymbols]);
            rows.Add([references, none.Time, ours.Time, ours.Time - none.Time, ours.Bytes - none.Bytes, ours.InAnalyzers, banned.Time - none.Time, banned.InAnalyzers]);

            (TimeSpan Time, long Bytes, TimeSpan InAnalyzers) Measure(Func<ImmutableArray<DiagnosticAnalyzer>> analyzers, ImmutableArray<AdditionalText> additional)
            {
                // An editor keeps its analyzers; only the compilation is new.
                var kept = analyzers();
                var inside = new List<TimeSpan>();
                var (time, bytes) = Median.MeasureProcessor(
                    runs,
                    () => Edit(edited + "// stroke " + stroke++),
                    edit =>
                    {
                        var with = edit.Compilation.WithAnalyzers(kept, new CompilationWithAnalyzersOptions(new AnalyzerOptions(additional, HostOptions.Instance), onAnalyzerException: (exception, _, _) => throw exception, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
                        var diagnostics = with.GetAnalyzerSemanticDiagnosticsAsync(edit.Compilation.GetSemanticModel(edit.Tree), filterSpan: null, CancellationToken.None).GetAwaiter().GetResult();
                        if (diagnostics.Any(diagnostic => diagnostic.Id == "AD0001"))
                        {
                            throw new InvalidOperationException(diagnostics.First(diagnostic => diagnostic.Id == "AD0001").ToString());
                        }

                        inside.Add(kept.Aggregate(TimeSpan.Zero, (sum, analyzer) => sum + with.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None).GetAwaiter().GetResult().ExecutionTime));
                    });
                return (time, bytes, Median.Of(inside.Skip(1)));
            }

            (CSharpCompilation Compilation, SyntaxTree Tree) Edit(string text)
            {
                var tree = old.WithChangedText(SourceText.From(text, System.Text.Encoding.UTF8));
                return (compilation.ReplaceSyntaxTree(old, tree), tree);
            }
        }

        Table.Write(
            $"Editor: one edited file of {files:N0} ({linesPerFile} lines each)",
            ["references in the file", "diagnostics without ours (processor time)", "with ours", "added", "bytes added", "in our analyzers by the clock", "added by BannedApi", "in its analyzers by the clock"],
            rows);
    }
}
