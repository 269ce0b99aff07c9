using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <content>
/// Loops by index, or from node to node: like an enumerator, the variable gives the elements of a collection one after the other. Its name stands for the
/// enumerator, and what is kept of the collection under that name shrinks when something is put into the collection meanwhile.
/// </content>
internal sealed partial class FlowAnalysis
{
    private IReadOnlyDictionary<ILocalSymbol, Counter> Counters => _context.CountersOf(_graph, _context.Budget);

    /// <summary>The number of elements, of which collections.</summary>
    private void Measured(ValueKey number, AbstractValue collection)
    {
        if (Counters.Count > 0)
        {
            CopiedWhole(number, collection);
        }
    }

    /// <summary><c>codes.Count - 1</c>: the last index.</summary>
    private void MeasuredLast(ValueKey last, AbstractValue number)
    {
        if (number.Key is { } key && _state.Heap.TryGetValue((key, Member.Whole), out var whole))
        {
            SetWhole(new MemberKey(last, Member.Size), whole.Groups);
        }
    }

    private void StartCounting(ISimpleAssignmentOperation assignment, AbstractValue value)
    {
        if (assignment.Target is not ILocalReferenceOperation { Local: var local } || !Counters.TryGetValue(local, out var counter) || counter.Start != assignment)
        {
            return;
        }

        StartTurns(counter.Loop);
        var whole = counter.Kind switch
        {
            CounterKind.Down when value.Key is { } last && _state.Heap.TryGetValue((new MemberKey(last, Member.Size), Member.Whole), out var measured) => measured,
            CounterKind.Nodes when assignment.Value is IPropertyReferenceOperation { Instance: ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation } first => new AbstractValue { Groups = WholeOf(Evaluate(first.Instance)) },
            CounterKind.Up => null,
            _ => AbstractValue.Unknown,
        };
        var slot = (counter.Loop, Member.Whole);
        _state = _state with { Heap = whole is null ? _state.Heap.Remove(slot) : _state.Heap.SetItem(slot, whole) };
        _context.Copies.Add(counter.Loop);
    }

    /// <summary>The variable is asked whether it stands at one more.</summary>
    private Turn? CountedTurn(BasicBlock block)
    {
        foreach (var counter in Counters.Values)
        {
            if (counter.Block == block.Ordinal && _state.Locations.TryGetValue(counter.Local, out var at))
            {
                var kept = _state.Heap.TryGetValue((counter.Loop, Member.Whole), out var before) ? before.Groups : null;
                var whole = counter.Kind == CounterKind.Up ? WholeOfBound(block.BranchValue) : kept ?? ImmutableHashSet<ValueKey>.Empty;
                whole = kept is null ? whole : whole.Intersect(kept);
                _context.Counting[counter.Loop] = counter;
                _context.GivenAll[counter.SoFar] = whole;
                return new Turn(counter.SoFar, whole) { MoreWhen = counter.MoreWhen, Counter = counter, Place = at.Key };
            }
        }

        return null;
    }

    private ImmutableHashSet<ValueKey> WholeOfBound(IOperation? condition)
    {
        var (left, right) = _compared;
        var bound = condition is IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThan } ? left : right;
        var key = condition is IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThanOrEqual } && bound.Key is { } last ? new MemberKey(last, Member.Size) : bound.Key;
        return key is not null && _state.Heap.TryGetValue((key, Member.Whole), out var whole) ? whole.Groups : ImmutableHashSet<ValueKey>.Empty;
    }

    /// <summary>What holds where there is one more: that one has not been looked at yet.</summary>
    private FlowState? OneMore(FlowState? state, Turn turn)
    {
        state = OfAnswers(state, turn.SoFar, value => value.BeforeTurn(turn.SoFar));
        state = state is null ? null : state with { Completed = state.Completed.PastOf(turn.SoFar) };
        return turn.Counter is not { } counter || state is null ? state
            : state.Forget(counter.SoFar) with { Heap = state.Heap.SetItem((counter.Loop, Member.Whole), new AbstractValue { Groups = turn.All }).SetItem((counter.Loop, Member.Row), new AbstractValue { Key = turn.Place }) };
    }

    /// <summary>What holds where there is none: an answer that each turn overwrites is that about the last element.</summary>
    private FlowState? NoMore(FlowState? state, Turn turn)
    {
        var inner = _context.AsksInside ? _context.GivenAll.Where(given => given.Value.Any(each => MemberKey.IsInsideTurns(each) && turn.SoFar.Equals(MemberKey.TurnsIn(each)))).Select(given => given.Key).ToImmutableHashSet() : ImmutableHashSet<ValueKey>.Empty;
        return OfAnswers(state, turn.SoFar, After);

        AbstractValue After(AbstractValue value)
        {
            // What only tells of the last one, and so only of what is in that, says nothing of what is in all.
            var after = value.AfterTurns(turn.SoFar, turn.All);
            return inner.IsEmpty || !value.IsAboutTurns(turn.SoFar) || after.IsAboutTurns(turn.SoFar) ? after
                : after with { DecidedAbout = after.DecidedAbout.Where(about => MemberKey.TurnsIn(about) is not { } turns || !inner.Contains(turns)).ToImmutableHashSet() };
        }
    }

    /// <summary>Changes the answers that variables, and members of objects that were there before the loop, hold.</summary>
    private FlowState? OfAnswers(FlowState? state, ValueKey soFar, Func<AbstractValue, AbstractValue> change)
    {
        if (state is null)
        {
            return state;
        }

        _context.Budget.Spend(1 + (state.Locations.Count / 8));
        foreach (var pair in state.Locations.Where(pair => pair.Key is ISymbol && pair.Value.IsDecision).ToList())
        {
            state = state.Set(pair.Key, change(pair.Value));
        }

        var before = _context.BeforeTurns.TryGetValue(soFar, out var known) ? known : [];
        foreach (var o in state.Heap.Objects.Where(o => before.Contains(o) || (ObjectHeap.IsFromBefore(o) && !MemberKey.IsElement(o))).ToList())
        {
            _context.Budget.Spend(1);
            foreach (var pair in state.Heap.Of(o).Where(pair => pair.Value.IsDecision && (pair.Key.Symbol is not null || pair.Key == Member.Size)).ToList())
            {
                state = state.Set(o, pair.Key, change(pair.Value));
            }
        }

        foreach (var o in state.Locations.Where(pair => pair.Key is ISymbol).SelectMany(pair => pair.Value.Objects).Where(o => !before.Contains(o) && state.Heap.ContainsKey((o, Member.Size))).Distinct().ToList())
        {
            // `errors = new List<string>();` in each turn.
            state = state.Set(o, Member.Size, change(state.Heap.Of(o)[Member.Size]));
        }

        return state;
    }

    /// <summary>An element read at the place where such a variable stands is the one it gives.</summary>
    private AbstractValue Counted(AbstractValue element, AbstractValue collection, ValueKey? place)
    {
        foreach (var counter in _context.Counting.Values)
        {
            if (place is not null && _state.Heap.TryGetValue((counter.Loop, Member.Row), out var at) && place.Equals(at.Key) && IsOver(counter, collection))
            {
                return AboutTurn(element, collection, counter.SoFar).In([counter.SoFar]);
            }
        }

        return element;
    }

    private bool IsOver(Counter counter, AbstractValue collection)
        => _state.Heap.TryGetValue((counter.Loop, Member.Whole), out var whole) && (counter.Kind == CounterKind.Nodes || WholeOf(collection).Overlaps(whole.Groups));

    /// <summary>Something is taken out of a collection: the next one moves to the place of the one before, and is passed over.</summary>
    private void PassedOver(ValueKey all)
    {
        foreach (var counter in _context.Counting.Values.Where(counter => counter.Kind != CounterKind.Down))
        {
            if (_state.Heap.TryGetValue((counter.Loop, Member.Whole), out var whole) && whole.Groups.Contains(all))
            {
                _state = _state.Set(counter.Loop, Member.Whole, new AbstractValue { Groups = whole.Groups.Remove(all) });
            }
        }
    }
}
