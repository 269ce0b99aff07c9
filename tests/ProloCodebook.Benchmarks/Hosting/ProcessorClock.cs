using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ProloCodebook.Benchmarks.Hosting;

/// <summary>
/// How long the current thread has had a processor. The time by the clock says little on a machine that others use. Where the system has no such
/// count for a thread that is cheap to read, it is the clock after all.
/// </summary>
internal static class ProcessorClock
{
    private const int ThreadCpuTime = 3;

    private static readonly bool s_isCounted = OperatingSystem.IsLinux();

    /// <summary>What it costs to read it, in nanoseconds: a measured stretch holds that once.</summary>
    public static double Cost { get; } = Calibrate();

    /// <summary>In nanoseconds. Only differences on the same thread mean something.</summary>
    public static long Now
        => s_isCounted && ClockGetTime(ThreadCpuTime, out var time) == 0
            ? (time.Seconds * 1_000_000_000) + time.Nanoseconds
            : (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));

    public static TimeSpan Since(long start) => TimeSpan.FromMicroseconds((Now - start) / 1000.0);

    private static double Calibrate()
    {
        const int Times = 20_000;
        var best = double.MaxValue;
        for (var round = 0; round < 20; round++)
        {
            var start = Now;
            for (var i = 0; i < Times; i++)
            {
                _ = Now;
            }

            best = Math.Min(best, (Now - start) / (double)Times);
        }

        return best;
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ClockGetTime(int clock, out TimeSpecification time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpecification
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
