using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <content>
/// Enumerators that are moved by hand, and queues of which somebody looks at the next: <c>while (e.MoveNext()) { if (Evaluate(e.Current, payer).IsGoverned) continue; Bill(e.Current); }</c>. What they stand on has one
/// name from one move to the next.
/// </content>
internal sealed partial class FlowAnalysis
{
    /// <summary>What an enumerator gives.</summary>
    private AbstractValue Current(AbstractValue read, AbstractValue owner, ValueKey enumerator)
    {
        var turns = new MemberKey(enumerator, Member.Turns);
        if (StandsOn(owner) is { Key: { } element } at)
        {
            read = read with { Key = element };
            if (at.Groups.Contains(element))
            {
                // Read before, and not moved since.
                return read.In([turns]);
            }

            SetStanding(owner.Objects.First(), element, isRead: true);
        }

        // One more: not all that it has given so far has been looked at, and what was put into members of those says nothing of this one.
        ForgetAnswersIn(read);
        Forget(turns);
        _state = PickedOf(turns).Aggregate(_state, (state, picked) => state.Forget(picked.TakenOut));
        foreach (var (_, about) in _context.Asked.Where(asked => asked.Turns.Equals(turns)).ToList())
        {
            Forget(new MemberKey(turns, Member.AskedAbout(about)));
        }

        return AboutTurn(read, owner, turns).In([turns]);
    }

    /// <summary>
    /// <c>foreach (var decision in codes.Select(c => Evaluate(c, payer))) if (decision.IsGoverned) return;</c>: each decision is about one of the codes, so to be given one more is to have asked about one more.
    /// </summary>
    private AbstractValue AboutTurn(AbstractValue decision, AbstractValue enumerator, MemberKey turns)
    {
        if (!decision.IsDecision)
        {
            return decision;
        }

        ImmutableHashSet<ValueKey>? whole = null;
        var about = decision.DecidedAbout;
        foreach (var name in decision.DecidedAbout)
        {
            if (MemberKey.TurnsIn(name) is { } asked && !asked.Equals(turns) && decision.Evaluated.Anyway.Contains(name) && (whole ??= WholeOf(enumerator)).Contains(asked))
            {
                about = about.Add(MemberKey.Moved(name, asked, turns)!);
            }
        }

        var more = about.Except(decision.DecidedAbout);
        if (more.IsEmpty)
        {
            return decision;
        }

        if (!decision.IsPending)
        {
            Complete(more, decision.DecidedBy);
        }

        return decision with { DecidedAbout = about, Evaluated = decision.Evaluated.With(KeySet.Of(more)) };
    }

    /// <summary>
    /// Of the members of elements that came in, those that hold nothing but what a decision about another element says, or what was there before. What a method is known
    /// to put into each of them (<c>line.Review(payer)</c>) stays, and what says something of all.
    /// </summary>
    private void ForgetAnswersIn(AbstractValue element)
    {
        foreach (var o in element.Objects.Where(MemberKey.IsElement))
        {
            foreach (var (member, value) in _state.Heap.Of(o).Where(pair => KnownTypes.IsFlat(pair.Key.Type)).Select(pair => (pair.Key, pair.Value)).ToList())
            {
                var before = IncomingSource.At(new MemberKey(o, member));
                if (before is not null && value.IsDecision && value.Key is not MemberKey && !value.DecidedAbout.Any(MemberKey.IsGroup) && value.Delegates.IsEmpty && value.Sources.All(before.Equals))
                {
                    _state = _state with { Heap = _state.Heap.Remove((o, member)) };
                }
            }
        }
    }

    private AbstractValue? StandsOn(AbstractValue enumerator)
        => enumerator.Objects.Count == 1 && _state.Heap.TryGetValue((enumerator.Objects.First(), Member.Standing), out var at) ? at : null;

    private void SetStanding(ValueKey enumerator, ValueKey element, bool isRead = false)
        => _state = _state.Set(enumerator, Member.Standing, new AbstractValue { Key = element, Groups = isRead ? ImmutableHashSet.Create(element) : ImmutableHashSet<ValueKey>.Empty });

    /// <summary>An enumerator is moved, by a call that stands in the code.</summary>
    private void Move(IOperation operation, AbstractValue enumerator)
    {
        if (operation.IsImplicit || !_context.MovesByHand)
        {
            return;
        }

        var element = Fresh(operation, 5);
        foreach (var o in enumerator.Objects)
        {
            _context.Moved.Add(o);
            SetStanding(o, element);
        }
    }

    /// <summary><c>if (Evaluate(queue.Peek(), payer).IsGoverned) return; Bill(queue.Dequeue());</c>: what comes next in a queue has one name until it is taken out.</summary>
    private AbstractValue Next(IOperation operation, IMethodSymbol method, AbstractValue queue, AbstractValue next, List<Argument> arguments)
    {
        if (!_context.MovesByHand || queue.Objects.Count != 1)
        {
            return next;
        }

        var o = queue.Objects.First();
        var taken = StandsOn(queue)?.Key ?? Fresh(operation, 5);
        var name = taken;
        foreach (var argument in arguments.Where(argument => argument.Parameter is { RefKind: RefKind.Out } parameter && !KnownLibrary.IsPriority(parameter)))
        {
            Assign(argument.Operation, Evaluate(argument.Operation) with { Key = taken });
        }

        _context.Moved.Add(o);
        if (KnownLibrary.IsRemoval(method))
        {
            // In a loop that is the name of what has just been taken out, too, and what was asked about that is still to be tested.
            name = KeyOf(operation, 6);
            ForgetName(name);
        }

        SetStanding(o, name);
        return next with { Key = next.Key is null || IsBoolean(operation) ? next.Key : taken };
    }

    /// <summary>A call may move the enumerators that it is given, and those that others have, too.</summary>
    /// <param name="isOutside">It runs other code than the base library's.</param>
    private void MayMove(IOperation operation, AbstractValue receiver, IReadOnlyList<Argument> arguments, bool isOutside)
    {
        if (_context.Moved.Count == 0)
        {
            return;
        }

        var given = arguments.SelectMany(argument => Holders(argument.Value)).Concat(Holders(receiver)).ToList();
        var runsOthers = isOutside && given.Exists(found => !found.Holder.Delegates.IsEmpty);
        var other = Fresh(operation, 6);
        foreach (var o in _context.Moved)
        {
            _context.Budget.Spend(1);
            if (_state.Heap.ContainsKey((o, Member.Standing)) && (runsOthers || (isOutside && (!IsOwned(o) || _context.Stored.Contains(o))) || given.Exists(found => found.Holder.Objects.Contains(o))))
            {
                SetStanding(o, other);
            }
        }
    }

    /// <summary>Something is stored in an object: an enumerator in there may be moved by whoever has that.</summary>
    private void NoteStored(AbstractValue value)
    {
        if (!value.Objects.IsEmpty && _context.MovesByHand)
        {
            _context.Stored.UnionWith(value.Objects);
        }
    }
}
