using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace ProloCodebook.Routing;

/// <summary>A loop over all elements of a collection.</summary>
/// <param name="Block">Where it asks for one more.</param>
/// <param name="SoFar">What it has been given so far.</param>
/// <param name="Name">What is known, once it has ended, if that holds of all it was given.</param>
/// <param name="All">All elements of the collection.</param>
internal sealed record Loop(int Block, ValueKey SoFar, ValueKey Name, ValueKey All)
{
    /// <summary>It takes elements out of the collection, and the name speaks of what is left in it.</summary>
    public bool IsSorting { get; init; }
}

/// <summary>
/// Which loops have, where they end, asked about each element and let the decision matter: <c>foreach (var c in codes) if (Evaluate(c, payer).IsGoverned) return;</c>
/// A must-analysis like that of <see cref="EvaluationQuery"/>, with a bit for each loop: "all that it has given so far".
/// </summary>
internal sealed class LoopTurns
{
    private const int MaxLoops = 64;

    private readonly FlowAnalysis _flow;
    private readonly IReadOnlyList<Loop> _loops;
    private readonly bool _handOns;
    private readonly List<ISet<SyntaxNode>> _calls;
    private readonly Func<int, FlowEvent, bool> _isMadeBefore;
    private readonly FactsOnEveryPath _facts;
    private readonly HashSet<int> _tests;
    private readonly bool _isNested;

    public LoopTurns(FlowAnalysis flow, IReadOnlyList<Loop> loops, bool handOns, Func<Loop, ISet<SyntaxNode>> calls, Func<int, FlowEvent, bool> isMadeBefore, HashSet<int> tests, RoutingBudget budget)
    {
        _flow = flow;
        _loops = loops.Take(MaxLoops).ToList();
        _handOns = handOns;
        _tests = tests;
        _isNested = _loops.Any(loop => MemberKey.IsInsideTurns(loop.SoFar));
        _calls = _loops.Select(calls).ToList();
        _isMadeBefore = isMadeBefore;
        _facts = new FactsOnEveryPath(flow, 0, static (left, right) => left & right, Happens, Taken, budget);
    }

    public IReadOnlyList<Loop> Loops => _loops;

    /// <summary>What is known because a loop ends along an edge.</summary>
    public IEnumerable<ValueKey> EndedAlong(FlowEdge edge)
    {
        if (edge.IsException || _flow.Blocks[edge.Source].Turn is not { } turn || IsMore(edge, turn))
        {
            yield break;
        }

        for (var i = 0; i < _loops.Count; i++)
        {
            if (_loops[i].Block == edge.Source && (_facts.AtEndOf(edge.Source) & (1UL << i)) != 0)
            {
                yield return _loops[i].Name;
            }
        }
    }

    private ulong Taken(FlowEdge edge, ulong holds)
    {
        if (_isNested)
        {
            holds = WithInner(edge, holds);
        }

        // One more: it has not been looked at yet.
        return _flow.Blocks[edge.Source].Turn is { } turn && IsMore(edge, turn) ? Without(holds, turn.SoFar) : holds;
    }

    /// <summary>An inner loop ends, or a test tells of all that one of its collections holds: that has been looked at.</summary>
    private ulong WithInner(FlowEdge edge, ulong holds)
    {
        var source = _flow.Blocks[edge.Source];
        for (var i = 0; i < _loops.Count; i++)
        {
            if (!MemberKey.IsInsideTurns(_loops[i].SoFar))
            {
                continue;
            }

            if (source.Turn is { } turn && !IsMore(edge, turn))
            {
                for (var inner = 0; inner < _loops.Count; inner++)
                {
                    holds |= _loops[inner].Block == edge.Source && _loops[inner].Name.Equals(_loops[i].SoFar) && (holds & (1UL << inner)) != 0 ? 1UL << i : 0;
                }
            }

            if (source.Condition is { IsDecision: true } condition && _tests.Contains(edge.Source) && condition.DecidedAbout.Contains(_loops[i].SoFar)
                && condition.Evaluated.When(edge.IsConditional == (_flow.Graph.Blocks[edge.Source].ConditionKind == ControlFlowConditionKind.WhenTrue)) is { IsEverything: false } evaluated && evaluated.Contains(_loops[i].SoFar))
            {
                holds |= 1UL << i;
            }
        }

        return holds;
    }

    private bool IsMore(FlowEdge edge, Turn turn) => (edge.IsConditional == (_flow.Graph.Blocks[edge.Source].ConditionKind == ControlFlowConditionKind.WhenTrue)) == turn.MoreWhen;

    private ulong Without(ulong holds, ValueKey soFar)
    {
        for (var i = 0; i < _loops.Count; i++)
        {
            holds &= MemberKey.IsWithin(_loops[i].SoFar, soFar) ? ~(1UL << i) : ulong.MaxValue;
        }

        return holds;
    }

    private ulong Happens(int block, int at, ulong holds)
    {
        var trace = _flow.Blocks[block];
        var e = trace.Events[at];
        if (e.Kind == FlowEventKind.Turned && !(trace.Turn is { } turn && turn.SoFar.Equals(e.Key) && !trace.Events.Skip(at + 1).Any(later => later.Kind == FlowEventKind.Turned)))
        {
            // Nobody looks at the answer.
            holds = Without(holds, e.Key);
        }

        for (var i = 0; i < _loops.Count; i++)
        {
            var soFar = _loops[i].SoFar;
            var bit = 1UL << i;
            if (e.Kind is FlowEventKind.Forgotten or FlowEventKind.Guarded && MemberKey.IsTouched(soFar, e.Key))
            {
                holds = e.Kind == FlowEventKind.Guarded ? holds | bit : holds & ~bit;
            }
            else if (soFar.Equals(e.Key) && (e.Kind == FlowEventKind.Replaced || (e.Kind == FlowEventKind.HandedOn && _handOns && _isMadeBefore(block, e)) || (e.Kind == FlowEventKind.Completed && e.Call is not null && _calls[i].Contains(e.Call))))
            {
                holds |= bit;
            }
        }

        return holds;
    }
}
