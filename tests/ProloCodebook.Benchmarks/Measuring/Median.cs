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

    /// <summary>Runs both in turn and gives the least processor time of each: what others do on the machine, and the runtime's own compiling, only ever adds to it.</summary>
    public static (TimeSpan One, TimeSpan Other) LeastOf(int runs, Action one, Action other)
    {
        var least = (One: TimeSpan.MaxValue, Other: TimeSpan.MaxValue);
        for (var run = 0; run <= runs; run++)
        {
            var (first, second) = (Time(one), Time(other));
            least = (first < least.One ? first : least.One, second < least.Other ? second : least.Other);
        }

        return least;

        static TimeSpan Time(Action work)
        {
            GC.Collect();
            var start = Environment.CpuUsage.TotalTime;
            work();
            return Environment.CpuUsage.TotalTime - start;
        }
    }

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
