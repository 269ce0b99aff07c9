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
    /// <returns>The time is that of the processor, not of the clock: others may be at work on the machine.</returns>
    public static (TimeSpan Time, long AllocatedBytes) MeasureProcessor<T>(int runs, Func<T> prepare, Action<T> work)
        => Measure(runs, prepare, work, () => Environment.CpuUsage.TotalTime);

    public static (TimeSpan Time, long AllocatedBytes) Measure<T>(int runs, Func<T> prepare, Action<T> work)
    {
        var start = Stopwatch.GetTimestamp();
        return Measure(runs, prepare, work, () => Stopwatch.GetElapsedTime(start));
    }

    private static (TimeSpan Time, long AllocatedBytes) Measure<T>(int runs, Func<T> prepare, Action<T> work, Func<TimeSpan> now)
    {
        work(prepare());
        var times = new List<TimeSpan>();
        var bytes = new List<long>();
        for (var run = 0; run < runs; run++)
        {
            var prepared = prepare();
            GC.Collect();
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var start = now();
            work(prepared);
            times.Add(now() - start);
            bytes.Add(GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        bytes.Sort();
        return (Of(times), bytes[bytes.Count / 2]);
    }
}
