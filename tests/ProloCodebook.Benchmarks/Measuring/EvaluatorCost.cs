using ProloCodebook.Benchmarks.Evaluating;

namespace ProloCodebook.Benchmarks.Measuring;

/// <summary>The rows of <see cref="EvaluatorBenchmarks"/> by processor time, for a machine on which others are at work: all ways in turn, again and again, and of each the quickest round.</summary>
internal static class EvaluatorCost
{
    private const int Calls = 100_000;

    public static void Run(int rounds)
    {
        var rows = new List<object[]>();
        foreach (var line in EvaluatorBenchmarks.Lines)
        {
            var ways = new EvaluatorBenchmarks { Line = line };
            ways.SetUp();
            Func<Outcome>[] all = [() => Outcome.NotCovered, ways.Generated, ways.Switch, ways.Frozen, ways.Search, ways.Regex, ways.Rules];
            var best = Enumerable.Repeat(double.MaxValue, all.Length).ToArray();
            var bytes = new long[all.Length];
            for (var round = 0; round < rounds; round++)
            {
                for (var way = 0; way < all.Length; way++)
                {
                    // RulesEngine takes a thousand times as long as a switch.
                    var calls = way == all.Length - 1 ? Calls / 100 : Calls;
                    var before = GC.GetAllocatedBytesForCurrentThread();
                    var start = Environment.CpuUsage.TotalTime;
                    for (var call = 0; call < calls; call++)
                    {
                        all[way]();
                    }

                    best[way] = Math.Min(best[way], (Environment.CpuUsage.TotalTime - start).TotalNanoseconds / calls);
                    bytes[way] = (GC.GetAllocatedBytesForCurrentThread() - before) / calls;
                }
            }

            // What the loop and the call of a delegate take is in all of them.
            var times = best.Skip(1).Select(time => Math.Max(0, time - best[0])).ToArray();
            rows.Add([line, .. times.Cast<object>(), times[0] / times[1], bytes[1]]);
        }

        Table.Write(
            "Evaluator, ns of processor time",
            ["line", "generated evaluator", "switch by hand", "FrozenDictionary", "SearchValues<string>", "compiled Regex", "RulesEngine", "generated / switch", "bytes of the generated one"],
            rows);
    }
}
