using Microsoft.CodeAnalysis.Diagnostics;

namespace ProloCodebook.Benchmarks.Hosting;

#pragma warning disable RS1001, RS1036, RS1038, RS1041 // No host loads it.

/// <summary>
/// Adds up the processor time and the bytes of everything that the compiler calls in another analyzer. (The compiler's own count is by the clock: on a busy
/// machine it counts the time of others, too.)
/// </summary>
internal sealed class MeteredAnalyzer(DiagnosticAnalyzer analyzer) : WrappedAnalyzer(analyzer)
{
    private long _nanoseconds;
    private long _bytes;
    private long _calls;

    /// <summary>
    /// Without what the measuring itself costs, and without the garbage collections that happened to begin here: they clear the whole heap, most of which is
    /// the compiler's. <see cref="GarbageCollections"/> knows this analyzer's share in them.
    /// </summary>
    public TimeSpan Time => TimeSpan.FromMicroseconds(Math.Max(0, _nanoseconds - (_calls * ProcessorClock.Cost)) / 1000);

    /// <summary>In bytes.</summary>
    public long Allocated => _bytes;

    public long Calls => _calls;

    protected override void Run<TContext>(Action<TContext> action, TContext context)
    {
        // All other counts are read outside of what the clock measures.
        var collections = GarbageCollections.AreOnTheAllocatingThread ? GC.GetTotalPauseDuration() : TimeSpan.Zero;
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = ProcessorClock.Now;
        try
        {
            action(context);
        }
        finally
        {
            var elapsed = ProcessorClock.Now - start;
            Interlocked.Add(ref _bytes, GC.GetAllocatedBytesForCurrentThread() - bytes);
            var collecting = GarbageCollections.AreOnTheAllocatingThread ? GC.GetTotalPauseDuration() - collections : TimeSpan.Zero;
            Interlocked.Add(ref _nanoseconds, Math.Max(0, elapsed - (long)collecting.TotalNanoseconds));
            Interlocked.Increment(ref _calls);
        }
    }
}
