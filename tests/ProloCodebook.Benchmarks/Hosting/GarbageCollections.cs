using System.Runtime;

namespace ProloCodebook.Benchmarks.Hosting;

/// <summary>
/// The garbage collections since it was made. Whose allocation sets one off is chance, so each bears its share of all of them: that of the bytes that it allocated.
/// </summary>
internal sealed class GarbageCollections
{
    /// <summary>Whether the thread that allocates also collects: its processor time then holds that. The server's collector, which the compiler runs with, has threads of its own.</summary>
    public static bool AreOnTheAllocatingThread => !GCSettings.IsServerGC;

    private readonly TimeSpan _paused = GC.GetTotalPauseDuration();
    private readonly long _allocated = GC.GetTotalAllocatedBytes(precise: true);

    /// <summary>All of them.</summary>
    public TimeSpan Paused => GC.GetTotalPauseDuration() - _paused;

    /// <summary>What of the time since then is due to one who allocated so many bytes.</summary>
    public TimeSpan ShareOf(long bytes)
        => Paused * ((double)bytes / Math.Max(1, GC.GetTotalAllocatedBytes(precise: true) - _allocated));
}
