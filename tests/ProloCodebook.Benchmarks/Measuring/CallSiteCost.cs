using ProloCodebook.Benchmarks.CodeBases;
using ProloCodebook.Benchmarks.Hosting;
using ProloCodebook.Rules;

namespace ProloCodebook.Benchmarks.Measuring;

/// <summary>Thousands of call sites of one helper: the time for each has to stay the same.</summary>
internal static class CallSiteCost
{
    public static async Task RunAsync(IEnumerable<int> counts, int runs)
    {
        var rows = new List<object[]>();
        foreach (var isPrivate in new[] { false, true })
        {
            foreach (var count in counts)
            {
                var trees = CallSites.Create(count, isPrivate);
                var times = new List<TimeSpan>();
                var reported = 0;
                for (var run = 0; run <= runs; run++)
                {
                    var routing = new MeteredAnalyzer(new UnroutedReferenceAnalyzer());
                    var collections = new GarbageCollections();
                    var result = (await AnalysisHost.RunAsync(CodeBase.Compile(trees), [routing], HostFile.Prolotherapy, isConcurrent: false, TimeSpan.FromMinutes(30))).Checked();
                    reported = result.Diagnostics.Count(diagnostic => diagnostic.Id == RuleIdentifiers.UnroutedReference);
                    if (run > 0)
                    {
                        times.Add(routing.Time + collections.ShareOf(routing.Allocated));
                    }
                }

                var time = Median.Of(times);
                rows.Add([isPrivate ? "in private methods" : "in public methods", count, reported, time, (time / count).TotalMicroseconds]);
            }
        }

        Table.Write("Call sites of one helper", ["call sites", "count", "reported", "routing analyzer (processor time)", "µs for each"], rows);
    }
}
