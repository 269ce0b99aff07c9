using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <content>What the members of a value hold, and by which names that goes.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary>What the number of a collection's elements says.</summary>
    private AbstractValue SizeOf(AbstractValue collection)
    {
        var said = AbstractValue.Unknown;
        foreach (var o in collection.Objects)
        {
            if (_state.Heap.TryGetValue((o, Member.Size), out var size) && !_context.HeldOver.Contains(o))
            {
                said = said.CombinedWith(size);
            }
        }

        return said;
    }

    private AbstractValue ReadMember(AbstractValue owner, Member member)
    {
        AbstractValue? found = null;
        var missing = owner.Objects.IsEmpty;
        var isUnset = false;
        var differs = false;
        foreach (var o in owner.Objects)
        {
            if (_state.Heap.TryGetValue((o, member), out var value))
            {
                value = owner.Objects.Count > 1 ? OfWhichever(value, owner, o) : value;
                differs |= found is not null && !found.Equals(value) && !IsMadeAlike(found.Key, value.Key);

                // One and the same member of one and the same value, whichever object that is.
                found = found is null ? value : found.MergedWith(value, () => owner.Key is { Depth: < 4 } of ? new MemberKey(of, member) : new PhiKey(_context.Body, _block, (o, member)));
            }
            else
            {
                missing = true;
                isUnset |= o is OperationKey { Kind: OperationKind.ObjectCreation };
            }
        }

        if (isUnset && found is { IsDecision: true } && KnownTypes.IsFlat(member.Type))
        {
            // A flag that was never set in one of them: whichever it is, it need not say anything.
            found = found with { Evaluated = found.Evaluated.Intersect(Evaluated.Nothing) };
        }

        var matched = MatchedIn(owner, member);
        var original = owner.Objects.Count > 1 ? NameInOriginal(owner, member) : null;
        if (differs && original is not null)
        {
            found = found! with { Key = original };
        }
        else if (differs && found!.IsDecision && owner is { IsDecision: true, IsPending: false })
        {
            // The same where one of them says something of itself.
            found = found with { DecidedAbout = found.DecidedAbout.Union(owner.DecidedAbout), DecidedBy = found.DecidedBy.Union(owner.DecidedBy), Evaluated = found.Evaluated.With(owner.Evaluated.Anyway) };
        }
        else if (differs && !found!.IsDecision)
        {
            // Which of the objects it is, a decision said; so it says what is in it.
            found = found.DecidedAs(owner);
        }

        var only = owner.Objects.Count == 1 ? owner.Objects.First() : null;
        var collection = only ?? (member == Member.Elements ? ChosenOf(owner) : null);
        var groups = GroupsOf(collection, owner, member);
        if (member == Member.Elements && only is not null && owner.Key is { Depth: < MaxGroupDepth } group && _state.Heap.ContainsKey((only, Member.GroupKey)))
        {
            // Which of the groups it is, its own name tells.
            groups = groups.Append(MemberKey.AllOf(group));
        }

        if (member == Member.Elements && collection is not null && new MemberKey(collection, Member.Kept) is var kept && _state.Completed.Contains(kept))
        {
            // Read now, after some were taken out.
            groups = groups.Append(kept);
        }

        if (found is not null && only is not null)
        {
            found = OfThis(found, owner, only, member);
        }

        if (found is not null && !(missing && !owner.Sources.IsEmpty))
        {
            return (matched.IsEmpty ? found : found with { Matched = found.Matched.Union(matched) }).In(groups).Inside(owner);
        }

        var sources = owner.Sources.IsEmpty || !KnownTypes.CanHoldCode(member.Type) ? ImmutableHashSet<Source>.Empty : owner.Sources.Select(source => source.Of(member)).ToImmutableHashSet();
        var key = original ?? (owner.Key is null ? null : owner.Key.Depth >= 4 ? owner.Key : new MemberKey(owner.Key, member));
        var unseen = (key is null ? AbstractValue.Unknown : AbstractValue.Of(key)) with
        {
            Objects = ObjectsIn(owner, member, key),
            Sources = sources,
            DecidedAbout = owner.DecidedAbout,
            DecidedBy = owner.DecidedBy,
            Evaluated = Evaluated.Always(owner.Evaluated.Anyway),
            Matched = matched,
        };
        return (found is null ? unseen : found.MergedWith(unseen, () => key ?? new PhiKey(_context.Body, _block, member))).In(groups).Inside(owner);
    }

    /// <summary>What sits in a member into which nothing has been put here: an object of each of those made here that it may be read from, by whichever name that goes.</summary>
    private ImmutableHashSet<ValueKey> ObjectsIn(AbstractValue owner, Member member, ValueKey? name)
    {
        var named = name is null ? ImmutableHashSet<ValueKey>.Empty : ImmutableHashSet.Create(name);
        return KnownTypes.IsFlat(member.Type) ? named : named.Union(owner.Objects.Where(o => o.Depth < 4 && IsInMade(o) && !_state.Heap.ContainsKey((o, member))).Select(o => new MemberKey(o, member)));
    }

    /// <summary><c>lines[0].Code = "99213";</c>: the elements of a collection go by one name here, and what is put into one of them is not in the others. A loop over all puts it into each.</summary>
    private static bool IsOneOfMany(AbstractValue owner) => owner.Groups.Any(MemberKey.IsGroup) && !TurnsOf(owner).Any();

    /// <summary>A text, a number or the like in which a code can be, and no object in which one can sit.</summary>
    private static bool IsCode(Member member) => KnownTypes.IsFlat(member.Type) && KnownTypes.CanHoldCode(member.Type);

    /// <summary>It sits in an object that is created here, and not in one that a call gave.</summary>
    private static bool IsInMade(ValueKey o) => o switch
    {
        MemberKey member => IsInMade(member.Owner),
        OperationKey made => made.Kind is OperationKind.ObjectCreation or OperationKind.ArrayCreation or OperationKind.AnonymousObjectCreation,
        _ => false,
    };

    /// <summary><c>var made = denied ? line with { Units = 0 } : line;</c>: of a line or a copy of it, what the copy holds as the line does goes by the line's name.</summary>
    private ValueKey? NameInOriginal(AbstractValue owner, Member member)
    {
        foreach (var clone in owner.Objects)
        {
            if (_context.Clones.TryGetValue(clone, out var original) && original.Key is { Depth: < 4 } key && new MemberKey(key, member) is var name
                && _state.Heap.TryGetValue((clone, member), out var held) && name.Equals(held.Key) && owner.Objects.Remove(clone).SetEquals(original.Objects))
            {
                return name;
            }
        }

        return null;
    }

    /// <summary><c>denied ? (true, Flag()) : (false, Flag())</c>: asked once more by the same words, what comes out has nothing to do with which of the two it is.</summary>
    private static bool IsMadeAlike(ValueKey? left, ValueKey? right)
        => left is OperationKey mine && right is OperationKey theirs && mine.Kind == theirs.Kind && (mine.Syntax == theirs.Syntax || mine.Syntax.IsEquivalentTo(theirs.Syntax));

    /// <summary>
    /// One and the same object in this analysis stands for all that are made at one place: what a member of one element of a collection holds goes by the
    /// name of that element, where the elements need not hold the same.
    /// </summary>
    private AbstractValue OfThis(AbstractValue found, AbstractValue owner, ValueKey o, Member member)
    {
        if (owner.Groups.IsEmpty || owner.Key is not { Depth: < 4 } element || element.Equals(o) || (member.Symbol is null && !member.IsTupleElement))
        {
            return found;
        }

        if (found.IsDecision)
        {
            // `(c, PolicyEvaluator.Evaluate(c, payer))`: of each element the one says something of the other.
            foreach (var beside in _state.Heap.Of(o).Where(pair => MayDiffer(pair.Value.Key)))
            {
                found = found.AlsoAbout(beside.Value.Key!, new MemberKey(element, beside.Key));
            }
        }

        return MayDiffer(found.Key) ? found with { Key = new MemberKey(element, member) } : found;
    }

    /// <summary><c>foreach (var line in new[] { Make("M0076"), Make("99213") }) if (line.Denied) …</c>: whichever object it is, its members say something of one another.</summary>
    private AbstractValue OfWhichever(AbstractValue value, AbstractValue owner, ValueKey o)
        => !value.IsDecision || owner.Key is not { Depth: < 4 } name ? value
            : _state.Heap.Of(o).Where(beside => beside.Value.Key is not null && value.DecidedAbout.Contains(beside.Value.Key)).Aggregate(value, (said, beside) => said.AlsoAbout(beside.Value.Key!, new MemberKey(name, beside.Key)));

    /// <summary>It may be another value each time that the place is passed where it was made. So may what a lambda is given, or a method that the base library runs on each element.</summary>
    private bool MayDiffer(ValueKey? key) => key switch
    {
        OperationKey or PhiKey or ElementKey => true,
        SymbolKey { Symbol: IParameterSymbol { ContainingSymbol: IMethodSymbol owner } } => !SymbolEqualityComparer.Default.Equals(owner, _context.Owner),
        MemberKey member => MayDiffer(member.Owner),
        _ => false,
    };

    /// <summary>What is known to have matched of a value's member.</summary>
    private static ImmutableHashSet<Match> MatchedIn(AbstractValue owner, Member member)
        => owner.Matched.IsEmpty ? owner.Matched : owner.Matched.Where(match => match.Inside.Length > 0 && match.Inside[0].Equals(member)).Select(match => match with { Inside = match.Inside.From(1) }).ToImmutableHashSet();
}
