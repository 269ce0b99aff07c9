using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProloCodebook.Benchmarks.CodeBases;
using ProloCodebook.Benchmarks.Hosting;
using ProloCodebook.Rules;

namespace ProloCodebook.Benchmarks.Measuring;

/// <summary>
/// What analyzers add to a build: the compiler's own times of each, on one thread, next to the time that the same thread takes to parse and
/// emit the same program.
/// </summary>
internal static class BuildCost
{
    public static async Task RunAsync(int files, int linesPerFile, IEnumerable<int> references, int runs)
    {
        var rows = new List<object[]>();
        foreach (var count in references)
        {
            var texts = CodeBase.Create(files, linesPerFile, count).Select(tree => (Name: Path.GetFileName(tree.FilePath), Text: tree.GetText().ToString())).ToList();
            var compile = new List<TimeSpan>();
            var ours = new List<AnalysisRun>();
            var banned = new List<AnalysisRun>();
            var nothing = new List<AnalysisRun>();

            // The first round warms up; the others take turns, so that what disturbs the machine disturbs all alike.
            for (var round = 0; round <= runs; round++)
            {
                var start = Stopwatch.GetTimestamp();
                var result = CodeBase.Compile(texts.Select(file => CodeBase.Parse(file.Name, file.Text))).Emit(Stream.Null);
                var elapsed = Stopwatch.GetElapsedTime(start);
                if (!result.Success)
                {
                    throw new InvalidOperationException(string.Join("\n", result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5)));
                }

                var own = await RunAsync(texts, Analyzers.Ours(), HostFile.Prolotherapy);
                var reported = own.Diagnostics.Count(diagnostic => diagnostic.Id == RuleIdentifiers.UnroutedReference);
                if (reported != (count + 1) / 2 && count > 0)
                {
                    throw new InvalidOperationException($"{reported} of {count} methods were reported instead of every other one.");
                }

                var other = await RunAsync(texts, Analyzers.Banned(), [Analyzers.BannedSymbols]);
                var none = await RunAsync(texts, [new OperationsOnly()], []);
                if (round > 0)
                {
                    compile.Add(elapsed);
                    ours.Add(own);
                    banned.Add(other);
                    nothing.Add(none);
                }
            }

            var whole = Median.Of(compile);
            var oursIn = Median.Of(ours.Select(Sum));
            var bannedIn = Median.Of(banned.Select(Sum));
            rows.Add(
            [
                count, whole, oursIn, Table.Percent(oursIn, whole), bannedIn, Table.Percent(bannedIn, whole), oursIn / bannedIn,
                Median.Of(ours.Select(run => run.Elapsed)), Median.Of(banned.Select(run => run.Elapsed)), Median.Of(nothing.Select(run => run.Elapsed)),
            ]);

            Table.Write(
                $"Each analyzer, {count} references",
                ["analyzer", "time"],
                ours[^1].Times.Concat(banned[^1].Times).OrderBy(pair => pair.Key.GetType().Name, StringComparer.Ordinal).Select(pair => new object[] { pair.Key.GetType().Name, pair.Value }));
        }

        Table.Write(
            $"Build: {files:N0} files, {files * linesPerFile:N0} lines",
            ["references", "parse and emit", "ours", "of it", "BannedApi", "of it", "ours / BannedApi", "analysis by the clock: ours", "BannedApi", "an analyzer that only looks at operations"],
            rows);
    }

    private static async Task<AnalysisRun> RunAsync(IEnumerable<(string Name, string Text)> texts, ImmutableArray<DiagnosticAnalyzer> analyzers, ImmutableArray<AdditionalText> files)
    {
        // New trees, as a build has them: what is known of a file is kept with its tree.
        var run = await AnalysisHost.RunAsync(CodeBase.Compile(texts.Select(file => CodeBase.Parse(file.Name, file.Text)).ToList()), analyzers, files, isConcurrent: false, TimeSpan.FromMinutes(30));
        return run.Checked();
    }

    private static TimeSpan Sum(AnalysisRun run) => run.Times.Values.Aggregate(TimeSpan.Zero, (sum, time) => sum + time);
}
