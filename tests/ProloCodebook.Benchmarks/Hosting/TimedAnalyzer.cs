using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProloCodebook.Benchmarks.Hosting;

/// <summary>What one member cost.</summary>
internal sealed record BlockCost(ISymbol Member, Location Place, TimeSpan Elapsed, long AllocatedBytes);

#pragma warning disable RS1001, RS1036, RS1038, RS1041 // No host loads it.

/// <summary>Measures each member that another analyzer looks at, to find those that take long.</summary>
internal sealed class TimedAnalyzer(DiagnosticAnalyzer analyzer, TimeSpan threshold) : WrappedAnalyzer(analyzer)
{
    private readonly ConcurrentQueue<BlockCost> _costs = new();
    private readonly ConcurrentDictionary<int, BlockCost> _underWay = new();

    /// <summary>The members that took longer than the threshold.</summary>
    public IReadOnlyCollection<BlockCost> Costs => _costs;

    /// <summary>The members that have not come to an end.</summary>
    public IReadOnlyCollection<BlockCost> UnderWay => [.. _underWay.Values];

    protected override void Run<TContext>(Action<TContext> action, TContext context)
    {
        if (context is OperationBlockAnalysisContext block)
        {
            Measure(() => action(context), block);
        }
        else
        {
            action(context);
        }
    }

    private void Measure(Action action, OperationBlockAnalysisContext context)
    {
        var thread = Environment.CurrentManagedThreadId;
        var cost = new BlockCost(context.OwningSymbol, context.OperationBlocks[0].Syntax.GetLocation(), TimeSpan.Zero, 0);
        _underWay[thread] = cost;
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        try
        {
            action();
        }
        finally
        {
            var elapsed = Stopwatch.GetElapsedTime(start);
            _underWay.TryRemove(thread, out _);
            if (elapsed > threshold)
            {
                _costs.Enqueue(cost with { Elapsed = elapsed, AllocatedBytes = GC.GetAllocatedBytesForCurrentThread() - bytes });
            }
        }
    }
}
