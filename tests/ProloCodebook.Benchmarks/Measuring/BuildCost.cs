using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProloCodebook.Benchmarks.CodeBases;
using ProloCodebook.Benchmarks.Hosting;
using ProloCodebook.Rules;

namespace ProloCodebook.Benchmarks.Measuring;

/// <summary>
/// What analyzers add to a build: the processor time of each, on one thread, next to the time that the same thread takes to parse and
/// emit the same program.
/// </summary>
internal static class BuildCost
{
    // The compiler and the analyzers are warm after that, as in a build server.
    private const int FilesToWarmUp = 100;
    private const int ReferencesToWarmUp = 400;

    public static async Task RunAsync(int files, int linesPerFile, IEnumerable<int> references, int runs)
    {
        await new Program(Math.Min(files, FilesToWarmUp), linesPerFile, ReferencesToWarmUp).MeasureAsync(3);
        var rows = new List<object[]>();
        foreach (var count in references)
        {
            var measured = await new Program(files, linesPerFile, count).MeasureAsync(runs);
            rows.Add(
            [
                count, measured.Compile, measured.Ours.Time, Table.Percent(measured.Ours.Time, measured.Compile), measured.Banned.Time, Table.Percent(measured.Banned.Time, measured.Compile),
                measured.Ours.Time / measured.Banned.Time, measured.Ours.Whole, measured.Banned.Whole,
            ]);
            Table.Write(
                $"Each analyzer, {count} references",
                ["analyzer", "time", "of it its share of the garbage collections", "MB", "calls"],
                measured.Ours.Each.Concat(measured.Banned.Each).Select(each => new object[] { each.Name, each.Time, each.Collecting, each.Allocated / 1_000_000, each.Calls }));
        }

        Table.Write(
            $"Build: {files:N0} files, {files * linesPerFile:N0} lines, processor time",
            ["references", "parse and emit", "ours", "of it", "BannedApi", "of it", "ours / BannedApi", "parsing, binding and analysis: with ours", "with BannedApi"],
            rows);
    }

    /// <summary>What a group of analyzers cost.</summary>
    /// <param name="Time">Within them, with their share of the garbage collections: that of the bytes that they allocated.</param>
    /// <param name="Whole">With all the compiler does for them.</param>
    private sealed record Cost(TimeSpan Time, TimeSpan Whole, IReadOnlyList<AnalyzerCost> Each);

    /// <summary>What one analyzer cost.</summary>
    /// <param name="Time">With its share of the garbage collections.</param>
    /// <param name="Collecting">That share.</param>
    /// <param name="Allocated">In bytes.</param>
    private sealed record AnalyzerCost(string Name, TimeSpan Time, TimeSpan Collecting, long Allocated, long Calls);

    private sealed class Program(int files, int linesPerFile, int references)
    {
        private readonly List<(string Name, string Text)> _texts
            = CodeBase.Create(files, linesPerFile, references).Select(tree => (Path.GetFileName(tree.FilePath), tree.GetText().ToString())).ToList();

        /// <summary>The two groups take turns, so that what disturbs the machine disturbs both alike.</summary>
        public async Task<(TimeSpan Compile, Cost Ours, Cost Banned)> MeasureAsync(int runs)
        {
            var compile = new List<TimeSpan>();
            var ours = new List<Cost>();
            var banned = new List<Cost>();
            for (var round = 0; round < runs; round++)
            {
                compile.Add(Emit());
                ours.Add(await AnalyzeAsync(Analyzers.Ours(), HostFile.Prolotherapy, (references + 2) / 3));
                banned.Add(await AnalyzeAsync(Analyzers.Banned(), [Analyzers.BannedSymbols], 0));
            }

            return (Median.Of(compile), MedianOf(ours), MedianOf(banned));
        }

        private static Cost MedianOf(List<Cost> costs) => costs.OrderBy(cost => cost.Time).ElementAt(costs.Count / 2) with { Whole = Median.Of(costs.Select(cost => cost.Whole)) };

        private TimeSpan Emit()
        {
            GC.Collect();
            var collections = new GarbageCollections();
            var start = ProcessorClock.Now;
            var result = Compile().Emit(Stream.Null);
            var elapsed = ProcessorClock.Since(start) + (GarbageCollections.AreOnTheAllocatingThread ? TimeSpan.Zero : collections.Paused);
            return result.Success ? elapsed : throw new InvalidOperationException(string.Join("\n", result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5)));
        }

        private async Task<Cost> AnalyzeAsync(ImmutableArray<DiagnosticAnalyzer> analyzers, ImmutableArray<AdditionalText> additional, int expected)
        {
            GC.Collect();
            var metered = analyzers.Select(analyzer => new MeteredAnalyzer(analyzer)).ToList();
            var collections = new GarbageCollections();
            var start = Environment.CpuUsage.TotalTime;
            var run = (await AnalysisHost.RunAsync(Compile(), [.. metered], additional, isConcurrent: false, TimeSpan.FromMinutes(60))).Checked();
            var whole = Environment.CpuUsage.TotalTime - start;
            var costs = metered.Select(analyzer => CostOf(analyzer, collections.ShareOf(analyzer.Allocated))).ToList();
            var reported = run.Diagnostics.Count(diagnostic => diagnostic.Id == RuleIdentifiers.UnroutedReference);
            if (reported != expected)
            {
                throw new InvalidOperationException($"{reported} references were reported instead of {expected}: every third one.");
            }

            return new Cost(
                costs.Aggregate(TimeSpan.Zero, (sum, each) => sum + each.Time),
                whole,
                [.. costs.Where(each => each.Calls > 0).OrderBy(each => each.Name, StringComparer.Ordinal)]);
        }

        private static AnalyzerCost CostOf(MeteredAnalyzer analyzer, TimeSpan collecting)
            => new(analyzer.Wrapped.GetType().Name, analyzer.Time + collecting, collecting, analyzer.Allocated, analyzer.Calls);

        // New trees each time, as a build has them: what is known of a file is kept with its tree.
        private Compilation Compile() => CodeBase.Compile(_texts.Select(file => CodeBase.Parse(file.Name, file.Text)).ToList());
    }
}
