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
    // The runtime compiles our methods anew, on a thread of its own, until they have run some thirty times; its time counts as the program's.
    private const int RunsToWarmUp = 40;

    public static void Run(int files, int linesPerFile, int runs)
    {
        var trees = CodeBase.Create(files, linesPerFile, references: 0);
        var compilation = CodeBase.Compile(trees);
        compilation.GetDiagnostics();
        var old = trees.Single(tree => tree.FilePath.EndsWith("/" + CodeBase.FileName(0), StringComparison.Ordinal));
        var stroke = 0;
        var rows = new List<object[]>();
        foreach (var references in new[] { 0, 10 })
        {
            var edited = CodeBase.Service(0, linesPerFile, 0, references);

            // An editor keeps its analyzers; only the compilation is new.
            var none = new Group([new OperationsOnly()], []);
            var ours = new Group(Analyzers.Ours(), HostFile.Prolotherapy);
            var banned = new Group(Analyzers.Banned(), [Analyzers.BannedSymbols]);
            for (var run = 0; run < RunsToWarmUp + runs; run++)
            {
                // They take turns, so that what disturbs the machine disturbs all alike.
                foreach (var group in new[] { none, ours, banned })
                {
                    var tree = old.WithChangedText(SourceText.From(edited + "// stroke " + stroke++, System.Text.Encoding.UTF8));
                    group.Measure(compilation.ReplaceSyntaxTree(old, tree), tree, counts: run >= RunsToWarmUp);
                }
            }

            rows.Add(
            [
                references, Median.Of(none.Times), Median.Of(ours.Times), Median.Of(banned.Times), Median.Of(ours.Inside), Median.Of(banned.Inside), ours.Bytes - none.Bytes,
            ]);
        }

        Table.Write(
            $"Editor: one edited file of {files:N0} ({linesPerFile} lines each), processor time",
            ["references in the file", "diagnostics without ours", "with ours", "with BannedApi", "in our analyzers", "in BannedApi", "bytes added by ours"],
            rows);
    }

    /// <summary>The analyzers that one editor has.</summary>
    private sealed class Group(ImmutableArray<DiagnosticAnalyzer> analyzers, ImmutableArray<AdditionalText> additional)
    {
        private readonly ImmutableArray<MeteredAnalyzer> _analyzers = [.. analyzers.Select(analyzer => new MeteredAnalyzer(analyzer))];
        private readonly List<long> _bytes = [];

        /// <summary>For all of the file's diagnostics.</summary>
        public List<TimeSpan> Times { get; } = [];

        /// <summary>Within the analyzers.</summary>
        public List<TimeSpan> Inside { get; } = [];

        public long Bytes => _bytes.Order().ElementAt(_bytes.Count / 2);

        public void Measure(Compilation compilation, SyntaxTree tree, bool counts)
        {
            GC.Collect();
            var bytes = GC.GetTotalAllocatedBytes(precise: true);
            var collections = new GarbageCollections();
            var (inside, allocated) = (TimeInside(), AllocatedInside());
            var start = Environment.CpuUsage.TotalTime;
            var with = compilation.WithAnalyzers([.. _analyzers], new CompilationWithAnalyzersOptions(new AnalyzerOptions(additional, HostOptions.Instance), onAnalyzerException: (exception, _, _) => throw exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
            var diagnostics = with.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), filterSpan: null, CancellationToken.None).GetAwaiter().GetResult();
            if (diagnostics.FirstOrDefault(diagnostic => diagnostic.Id == "AD0001") is { } thrown)
            {
                throw new InvalidOperationException(thrown.ToString());
            }

            if (counts)
            {
                Times.Add(Environment.CpuUsage.TotalTime - start);
                Inside.Add(TimeInside() - inside + collections.ShareOf(AllocatedInside() - allocated));
                _bytes.Add(GC.GetTotalAllocatedBytes(precise: true) - bytes);
            }
        }

        private long AllocatedInside() => _analyzers.Sum(analyzer => analyzer.Allocated);

        private TimeSpan TimeInside() => _analyzers.Aggregate(TimeSpan.Zero, (sum, analyzer) => sum + analyzer.Time);
    }
}
