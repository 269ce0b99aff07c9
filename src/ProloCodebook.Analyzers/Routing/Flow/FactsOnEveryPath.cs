using Microsoft.CodeAnalysis.FlowAnalysis;

namespace ProloCodebook.Routing;

/// <summary>
/// A must-analysis over the ways through a body that has been followed: facts are bits, and those are kept that hold on every way. A <c>finally</c> adds and takes away on each way through it;
/// an exception may leave a block before anything in it has happened, and after each part of it.
/// </summary>
internal sealed class FactsOnEveryPath
{
    /// <summary>No way leads there, or none that is known so far.</summary>
    public const ulong NoPath = ulong.MaxValue;

    private readonly FlowAnalysis _flow;
    private readonly Func<ulong, ulong, ulong> _meet;
    private readonly Func<int, int, ulong, ulong> _happens;
    private readonly Func<FlowEdge, ulong, ulong> _taken;
    private readonly RoutingBudget _budget;
    private readonly ulong[] _start;

    /// <param name="entry">What holds where the body begins.</param>
    /// <param name="meet">What holds where two ways meet. With nothing it gives nothing, with <see cref="NoPath"/> the other.</param>
    /// <param name="happens">What holds behind an event, by its block and number, where that held before it.</param>
    /// <param name="taken">What holds along a way out of a block, where that holds at the block's end. Not asked of exceptions.</param>
    public FactsOnEveryPath(FlowAnalysis flow, ulong entry, Func<ulong, ulong, ulong> meet, Func<int, int, ulong, ulong> happens, Func<FlowEdge, ulong, ulong> taken, RoutingBudget budget)
    {
        _flow = flow;
        _meet = meet;
        _happens = happens;
        _taken = taken;
        _budget = budget;
        _start = new ulong[flow.Blocks.Count];
        Solve(0, _start.Length - 1, entry);
    }

    /// <summary>What holds before a position of a block.</summary>
    public ulong At(int block, int position) => Through(block, _start[block], position);

    public ulong AtEndOf(int block) => At(block, int.MaxValue);

    public ulong Along(FlowEdge edge)
    {
        var source = _flow.Blocks[edge.Source];
        var holds = _start[edge.Source];
        if (!source.IsReached || holds == NoPath)
        {
            return NoPath;
        }

        if (edge.IsException)
        {
            return AnywhereIn(edge.Source, holds);
        }

        if ((edge.IsConditional ? source.Conditional : source.FallThrough) is null)
        {
            return NoPath;
        }

        holds = _taken(edge, Through(edge.Source, holds, int.MaxValue));
        foreach (var region in edge.Finally)
        {
            holds = After(region, holds);
        }

        return holds;
    }

    /// <summary>Fills in what holds at the start of blocks.</summary>
    /// <param name="entry">What holds where the first of them is entered from elsewhere.</param>
    private void Solve(int first, int last, ulong entry)
    {
        for (var block = first; block <= last; block++)
        {
            _start[block] = NoPath;
        }

        _start[first] = entry;
        bool changed;
        var rounds = 0;
        do
        {
            changed = false;
            for (var block = first; block <= last; block++)
            {
                if (!_flow.Blocks[block].IsReached || _start[block] == 0)
                {
                    continue;
                }

                _budget.Spend(1);
                var into = block == first ? entry : NoPath;
                foreach (var edge in _flow.Edges.Into(block))
                {
                    if (edge.Source >= first && edge.Source <= last)
                    {
                        into = _meet(into, Along(edge));
                    }
                }

                changed |= into != _start[block];
                _start[block] = into;
            }
        }
        while (changed && ++rounds < _start.Length + 8);
    }

    /// <summary>What holds once a <c>finally</c> has run, that is entered with what held before on one of the ways through it.</summary>
    private ulong After(ControlFlowRegion region, ulong holds)
    {
        var (first, last) = (region.FirstBlockOrdinal, region.LastBlockOrdinal);
        var known = _start.AsSpan(first, last - first + 1).ToArray();
        Solve(first, last, holds);
        var left = NoPath;
        foreach (var end in FlowEdges.EndsOf(_flow.Graph, region))
        {
            if (_flow.Blocks[end.Ordinal].IsReached && _start[end.Ordinal] != NoPath)
            {
                left = _meet(left, AtEndOf(end.Ordinal));
            }
        }

        known.CopyTo(_start, first);
        return left;
    }

    private ulong Through(int block, ulong holds, int position)
    {
        var events = _flow.Blocks[block].Events;
        for (var i = 0; i < events.Count && events[i].Position < position; i++)
        {
            holds = _happens(block, i, holds);
        }

        return holds;
    }

    private ulong AnywhereIn(int block, ulong holds)
    {
        var least = holds;
        for (var i = 0; i < _flow.Blocks[block].Events.Count; i++)
        {
            holds = _happens(block, i, holds);
            least = _meet(least, holds);
        }

        return least;
    }
}
