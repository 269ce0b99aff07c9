using Microsoft.CodeAnalysis.Diagnostics;

namespace ProloCodebook.Benchmarks.Hosting;

#pragma warning disable RS1001, RS1036, RS1038, RS1041 // No host loads it.

/// <summary>
/// Adds up the processor time of everything that the compiler calls in another analyzer. (The compiler's own count is by the clock: on a busy machine it
/// counts the time of others, too.)
/// </summary>
internal sealed class MeteredAnalyzer(DiagnosticAnalyzer analyzer) : WrappedAnalyzer(analyzer)
{
    private long _nanoseconds;
    private long _calls;

    /// <summary>Without what the measuring itself costs.</summary>
    public TimeSpan Time => TimeSpan.FromMicroseconds(Math.Max(0, _nanoseconds - (_calls * ProcessorClock.Cost)) / 1000);

    public long Calls => _calls;

    protected override void Run<TContext>(Action<TContext> action, TContext context)
    {
        var start = ProcessorClock.Now;
        try
        {
            action(context);
        }
        finally
        {
            Interlocked.Add(ref _nanoseconds, ProcessorClock.Now - start);
            Interlocked.Increment(ref _calls);
        }
    }
}
