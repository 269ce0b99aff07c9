using System.Diagnostics;

namespace ProloCodebook.Benchmarks.Measuring;

/// <summary>The middle of several runs: one that something else disturbed does not count.</summary>
internal static class Median
{
    public static TimeSpan Of(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>Runs <paramref name="work"/> once to warm up, then <paramref name="runs"/> times, each with what <paramref name="prepare"/> makes, which is not counted.</summary>
    public static (TimeSpan Time, long AllocatedBytes) Measure<T>(int runs, Func<T> prepare, Action<T> work)
    {
        work(prepare());
        var times = new List<TimeSpan>();
        var bytes = new List<long>();
        for (var run = 0; run < runs; run++)
        {
            var prepared = prepare();
            GC.Collect();
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var start = Stopwatch.GetTimestamp();
            work(prepared);
            times.Add(Stopwatch.GetElapsedTime(start));
            bytes.Add(GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        bytes.Sort();
        return (Of(times), bytes[bytes.Count / 2]);
    }
}
