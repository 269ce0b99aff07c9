namespace ProloCodebook.Benchmarks.Hosting;

/// <summary>
/// The garbage collections since it was made. Whose allocation sets one off is chance, so each bears its share of all of them: that of the bytes that it allocated.
/// </summary>
internal sealed class GarbageCollections
{
    private readonly TimeSpan _paused = GC.GetTotalPauseDuration();
    private readonly long _allocated = GC.GetTotalAllocatedBytes(precise: true);

    /// <summary>What of the time since then is due to one who allocated so many bytes.</summary>
    public TimeSpan ShareOf(long bytes)
        => (GC.GetTotalPauseDuration() - _paused) * ((double)bytes / Math.Max(1, GC.GetTotalAllocatedBytes(precise: true) - _allocated));
}
