using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <content>
/// What is known of all elements of a collection: each was asked about in a loop, or by a lambda, or those that a decision spoke against were
/// taken out.
/// </content>
internal sealed partial class FlowAnalysis
{
    private readonly List<Removal> _removals = [];

    // What the lambdas of the last call of the base library gave back.
    private List<AbstractValue> _gave = [];

    /// <summary>The blocks that end by asking an enumerator for one more. To be asked once the flow is finished.</summary>
    public IEnumerable<(int Block, Turn Turn)> Turns
    {
        get
        {
            for (var i = 0; i < _blocks.Length; i++)
            {
                if (_blocks[i].Turn is { } turn)
                {
                    yield return (i, turn);
                }
            }
        }
    }

    /// <summary>The names of all elements of collections, and of what is left of them, that loops and tests speak of. To be asked once the flow is finished.</summary>
    public IEnumerable<ValueKey> NamesOfAll()
        => Turns.SelectMany(turn => turn.Turn.All.Concat(turn.Turn.All.Concat(turn.Turn.Picked.Select(picked => picked.From)).OfType<MemberKey>().Where(all => all.Member == Member.Each).Select(all => all.Left())))
            .Concat(_blocks.Where(block => block.Condition is { IsDecision: true }).SelectMany(block => block.Condition!.DecidedAbout.Concat(AllAsked(block.Condition!.DecidedAbout))).Where(name => MemberKey.IsGroup(name) && MemberKey.TurnsIn(name) is null));

    /// <summary>Where elements are taken out of collections. To be asked once the flow is finished.</summary>
    public IReadOnlyList<Removal> Removals => _removals;

    /// <summary>The collections of which a value holds all elements: itself, and those that it is a copy of.</summary>
    private ImmutableHashSet<ValueKey> WholeOf(AbstractValue collection)
        => collection.Objects.Count == 1 ? NameOfAll(collection, collection.Objects.First()) is { } all ? WholeOf(collection.Objects.First()).Add(all) : WholeOf(collection.Objects.First())
            : ChosenOf(collection) is { } chosen ? WholeOf(chosen).Add(MemberKey.AllOf(chosen))
            : ImmutableHashSet<ValueKey>.Empty;

    /// <summary>All elements of a collection, as a name. One that is an element itself goes by the name of that, since one and the same object in this analysis stands for all there.</summary>
    private static ValueKey? NameOfAll(AbstractValue collection, ValueKey o)
        => !MemberKey.IsElement(o) ? MemberKey.AllOf(o) : collection.Key is { Depth: < 4 } name && !name.Equals(o) ? MemberKey.AllOf(name) : null;

    /// <summary>The same, and of a collection that is in each element given so far: those of all these.</summary>
    private ImmutableHashSet<ValueKey> WholeOfEach(AbstractValue collection)
    {
        var inside = collection.Groups.Where(group => group.Depth < MaxGroupDepth && MemberKey.TurnsIn(group) is not null && !MemberKey.IsInsideTurns(group)).Select(group => (ValueKey)new MemberKey(group, Member.Elements)).ToList();
        if (inside.Count == 0)
        {
            return WholeOf(collection);
        }

        _context.AsksInside = true;
        return WholeOf(collection).Union(inside);
    }

    private ImmutableHashSet<ValueKey> WholeOf(ValueKey o) => _state.Heap.TryGetValue((o, Member.Whole), out var whole) ? whole.Groups : ImmutableHashSet<ValueKey>.Empty;

    /// <summary>
    /// The name of a collection that is one of several (<c>strict ? one : other</c>): what is known of the elements of whichever it is goes by that name.
    /// Null of any other.
    /// </summary>
    private ValueKey? ChosenOf(AbstractValue collection)
    {
        if (collection is not { Objects.Count: > 1, Key: { } name } || name is not (PhiKey or OperationKey))
        {
            return null;
        }

        _context.Chosen[name] = _context.Chosen.TryGetValue(name, out var known) ? known.Union(collection.Objects) : collection.Objects;
        return name;
    }

    /// <summary>All names under which a collection may be known to which something happens.</summary>
    private IReadOnlyList<ValueKey> NamesOf(AbstractValue collection)
    {
        if (_context.Chosen.Count == 0)
        {
            return [.. collection.Objects];
        }

        _context.Budget.Spend(_context.Chosen.Count);
        return [.. collection.Objects.Union(_context.Chosen.Where(chosen => chosen.Value.Overlaps(collection.Objects)).Select(chosen => chosen.Key))];
    }

    /// <summary>A new collection, or an enumerator, gives all elements of another.</summary>
    private void CopiedWhole(ValueKey copy, AbstractValue original)
    {
        if (CalleesOf(original) is { IsEmpty: false } callees)
        {
            SetCallees(copy, callees);
        }

        if (WholeOf(original) is { IsEmpty: false } whole)
        {
            SetWhole(copy, whole);
        }

        if (PickedFrom(original) is { } picked)
        {
            _context.Copies.Add(copy);
            _state = _state.Set(copy, Member.Picked, picked);
        }
    }

    private void SetWhole(ValueKey copy, ImmutableHashSet<ValueKey> whole)
    {
        _context.Copies.Add(copy);
        _state = _state.Set(copy, Member.Whole, new AbstractValue { Groups = whole });
    }

    /// <summary><c>codes.Select(c => Evaluate(c, payer))</c>: of each element a decision, so to ask those is to ask about these.</summary>
    private void DecidedEach(ValueKey decisions, AbstractValue each, AbstractValue collection)
    {
        var turns = each.DecidedAbout.Where(each.Evaluated.Anyway.Contains).Select(MemberKey.TurnsIn).OfType<ValueKey>().ToList();
        if (turns.Count > 0 && WholeOf(collection) is { IsEmpty: false } whole)
        {
            SetWhole(decisions, whole.Union(turns));
        }
    }

    /// <summary><c>foreach (var c in codes) tasks.Add(EvaluateAsync(c, payer));</c>: the same, once all have been given.</summary>
    private void NoteDecidedEach(AbstractValue decisions, AbstractValue decision)
    {
        if (decisions.Objects.Count != 1 || decisions.Objects.First() is not { } o || !IsOwned(o) || !decision.IsDecision)
        {
            return;
        }

        foreach (var turns in decision.DecidedAbout.Where(decision.Evaluated.Anyway.Contains).Select(MemberKey.TurnsIn).OfType<MemberKey>().Distinct().ToList())
        {
            _state = _state with { Completed = _state.Completed.Add(_context.AddedTo(turns, o)) };
        }
    }

    private FlowState? WithDecidedEach(FlowState? state, Turn ended)
    {
        foreach (var (collection, added) in state is null ? [] : _context.AddedOf(ended.SoFar).Where(pair => state.Completed.Contains(pair.Added)).ToList())
        {
            _context.Copies.Add(collection);
            var before = state!.Heap.TryGetValue((collection, Member.Whole), out var whole) ? whole.Groups : ImmutableHashSet<ValueKey>.Empty;
            state = state.Set(collection, Member.Whole, new AbstractValue { Groups = before.Union(ended.All).Add(ended.SoFar) });
        }

        return state;
    }

    /// <summary><c>pairs.Select(pair => pair.Value)</c>: a part of each of a collection, so all of them by the name of that part.</summary>
    private void SelectedFromAll(ValueKey selected, AbstractValue each, AbstractValue collection)
    {
        if (!each.Groups.IsEmpty && !each.Groups.Any(group => group is MemberKey { Member.Symbol: IPropertySymbol property } && KnownLibrary.IsEntry(property)) && WholeOf(collection) is { IsEmpty: false } whole
            && each.Groups.Where(group => MemberKey.TurnsIn(group) is null && whole.Any(all => MemberKey.IsWithin(group, all))).ToImmutableHashSet() is { IsEmpty: false } parts)
        {
            SetWhole(selected, parts);
        }
    }

    /// <summary><c>var i = codes.IndexOf("M0076");</c>: what stands there has matched.</summary>
    private void NoteFound(ValueKey position, AbstractValue collection, IEnumerable<Match> matched)
    {
        if (matched.ToImmutableHashSet() is { IsEmpty: false } matches && collection.Key is { } key)
        {
            _context.Positions.Add(position);
            _state = _state.Set(position, Member.Found, new AbstractValue { Key = key, Matched = matches });
        }
    }

    /// <summary>What is read from a collection at a position that was found in it.</summary>
    private AbstractValue FoundAt(AbstractValue element, AbstractValue collection, ValueKey? position)
        => position is not null && _context.Positions.Contains(position) && _state.Heap.TryGetValue((position, Member.Found), out var found) && IsOf(collection, found) ? element with { Matched = element.Matched.Union(found.Matched) } : element;

    private static bool IsOf(AbstractValue collection, AbstractValue found) => found.Key is { } key && (key.Equals(collection.Key) || collection.Objects.Contains(key));

    /// <summary>Begins to give the elements of a collection: so far none, so all of those have been looked at.</summary>
    private void StartTurns(ValueKey enumerator)
    {
        var turns = new MemberKey(enumerator, Member.Turns);
        Forget(turns);
        _context.NoteBeforeTurns(turns, _state.Heap);
        var past = _state.Completed.Keys.OfType<PastTurnsKey>().Where(key => turns.Equals(MemberKey.TurnsIn(key.Turns)));
        _state = _state with { Completed = past.Aggregate(_state.Completed, (left, key) => left.Remove(key)).Add(new PastTurnsKey(turns)) };
        _state = _state with { Completed = PickedOf(turns).Aggregate(_state.Completed.Add(turns), (all, picked) => all.Add(picked.TakenOut)) };
        Happens(FlowEventKind.Guarded, turns);
    }

    private ImmutableArray<(MemberKey From, MemberKey TakenOut)> PickedOf(MemberKey turns)
        => _state.Heap.TryGetValue((turns.Owner, Member.Picked), out var picked) ? picked.Groups.OfType<MemberKey>().Select(from => (from, _context.TakenOut(turns, from))).ToImmutableArray() : ImmutableArray<(MemberKey, MemberKey)>.Empty;

    /// <summary>A condition says something of each element that was given, and so of all.</summary>
    public bool IsAskedOfAll(AbstractValue condition, ValueKey all) => MemberKey.IsGroup(all) && AllAsked(condition.DecidedAbout).Contains(all);

    /// <summary>All elements of the collections of which names speak element by element.</summary>
    private IEnumerable<ValueKey> AllAsked(IEnumerable<ValueKey> names)
    {
        foreach (var name in names)
        {
            if (MemberKey.TurnsIn(name) is { } soFar && _context.GivenAll.TryGetValue(soFar, out var all))
            {
                foreach (var asked in all.Where(MemberKey.IsWhole).Select(each => MemberKey.Moved(name, soFar, each)!))
                {
                    yield return asked;
                    foreach (var outer in MemberKey.IsInsideTurns(asked) && !soFar.Equals(MemberKey.TurnsIn(asked)) ? AllAsked([asked]) : [])
                    {
                        yield return outer;
                    }
                }
            }
        }
    }

    /// <summary>The base library has run a lambda on all elements of a collection, one after the other: what is evaluated, and matters, at the end of each run.</summary>
    private void RanOnAll(AbstractValue collection, IReadOnlyList<AbstractValue> given, KeySet completed, IReadOnlyCollection<FlowEvent> happened)
    {
        if (WholeOfEach(collection) is not { IsEmpty: false } whole)
        {
            return;
        }

        foreach (var soFar in given.SelectMany(value => TurnsOf(value)).Select(MemberKey.TurnsIn).OfType<ValueKey>().Distinct().Where(turns => given.Any(value => turns is MemberKey { Owner: var owner } && owner.Equals(value.Key))))
        {
            _context.GivenAll[soFar] = whole;
            foreach (var key in completed.Keys.Where(key => soFar.Equals(MemberKey.TurnsIn(key))).ToList())
            {
                foreach (var all in whole.Where(MemberKey.IsWhole).Select(all => MemberKey.Moved(key, soFar, all)!))
                {
                    _state = _state with { Completed = _state.Completed.Add(all) };
                    foreach (var e in happened.Where(e => e.Key.Equals(key) && e.Kind is FlowEventKind.Completed or FlowEventKind.Guarded))
                    {
                        Happens(e.Kind, all, e.Call);
                    }
                }
            }
        }
    }

    /// <summary>The turns that a value is of: to ask about it is to ask about what they gave last.</summary>
    private static IEnumerable<ValueKey> TurnsOf(AbstractValue value) => value.Groups.Where(group => MemberKey.TurnsIn(group) is not null && !MemberKey.IsInsideTurns(group));

    /// <summary>
    /// What a question put to the elements until one answers it tells of all: <c>codes.Any(c => Evaluate(c, payer).IsGoverned)</c> is false where
    /// each was asked about.
    /// </summary>
    /// <param name="each">What the lambda gives back.</param>
    private AbstractValue OfAll(AbstractValue answer, AbstractValue each, AbstractValue collection, IMethodSymbol method, List<Argument> arguments)
    {
        if (!each.IsDecision || KnownLibrary.AsksAllWhen(method) is not { } when)
        {
            return answer;
        }

        var asked = AskedOfAll(each, when.Each is { } outcome ? each.Evaluated.When(outcome) : each.Evaluated.Anyway, collection, arguments);
        if (asked.IsEmpty)
        {
            return answer;
        }

        NoteAsked(asked);
        var more = KeySet.Of(asked);
        var evaluated = answer.Evaluated;
        return answer with
        {
            DecidedAbout = answer.DecidedAbout.Union(asked),
            DecidedBy = answer.DecidedBy.Or(each.DecidedBy),
            Evaluated = when.Answer switch
            {
                AnswerOfAll.True => evaluated with { WhenTrue = evaluated.WhenTrue.Union(more) },
                AnswerOfAll.False => evaluated with { WhenFalse = evaluated.WhenFalse.Union(more) },
                AnswerOfAll.None => evaluated with { WhenNeither = evaluated.WhenNeither.Union(more) },
                _ => evaluated.With(more),
            },
        };
    }

    /// <summary>An answer speaks of all elements of collections: it is past once something is put into one of them.</summary>
    private void NoteAsked(IEnumerable<ValueKey> names)
    {
        foreach (var name in names)
        {
            if (MemberKey.EachIn(name) is { } all)
            {
                _context.AskedOf.Add(all);
                _context.AsksMembersOfAll |= !all.Equals(name);
            }
        }
    }

    /// <summary>Of what a lambda asks of each element it is given, the names that speak of all elements of the collection.</summary>
    private ImmutableHashSet<ValueKey> AskedOfAll(AbstractValue each, KeySet evaluated, AbstractValue collection, IReadOnlyList<Argument> arguments)
    {
        var whole = WholeOfEach(collection);
        return whole.IsEmpty ? whole : each.DecidedAbout.Where(evaluated.Contains)
            .Select(key => (Key: key, Turns: MemberKey.TurnsIn(key)!)).Where(asked => asked.Turns is { } turns && (whole.Contains(turns) || InsideParameter(turns.Owner, arguments) is not null))
            .SelectMany(asked => asked.Key is MemberKey { Member.About: { } about } ? [about] : whole.Where(MemberKey.IsWhole).Select(all => MemberKey.Moved(asked.Key, asked.Turns, all)!)).ToImmutableHashSet();
    }

    /// <summary><c>codes.Where(c => Evaluate(c, payer).IsGoverned)</c>: how many come through says what the decisions about all of them say.</summary>
    private void SizedBy(ValueKey filtered, AbstractValue each, AbstractValue collection, IReadOnlyList<Argument> arguments, bool isDeferred)
    {
        if (SizeOfAll(each, collection, arguments, isDeferred) is { IsDecision: true } size)
        {
            _state = _state.Set(filtered, Member.Size, size);
            PickedBy(filtered, size.DecidedAbout, each.DecidedBy);
        }
    }

    /// <summary>What a number says that depends on what a lambda says of all elements of a collection.</summary>
    /// <param name="isDeferred">They are looked at one by one, and not all of them where there is one.</param>
    private AbstractValue SizeOfAll(AbstractValue each, AbstractValue collection, IReadOnlyList<Argument> arguments, bool isDeferred)
    {
        var asked = AskedOfAll(each, each.Evaluated.Anyway, collection, arguments);
        if (asked.IsEmpty)
        {
            return AbstractValue.Unknown;
        }

        NoteAsked(asked);
        var size = new AbstractValue { DecidedAbout = asked, DecidedBy = each.DecidedBy, Evaluated = new(KeySet.Empty, KeySet.Of(asked), KeySet.Of(asked)) };
        return isDeferred ? size : AfterCounting(size);
    }

    /// <summary>The number of those that came through a filter, all of which have been counted: each was asked about, whatever the number is.</summary>
    private static AbstractValue AfterCounting(AbstractValue size) => size.IsDecision ? size with { Evaluated = Evaluated.Always(size.Evaluated.WhenTrue.Union(size.Evaluated.WhenFalse)) } : size;

    /// <summary><c>codes.RemoveAll(c => Evaluate(c, payer).IsGoverned)</c>: what is left was asked about.</summary>
    /// <param name="left">What is left in it, as far as nobody asked about it.</param>
    /// <param name="members">The members of its elements that were asked about.</param>
    private void Sorted(AbstractValue collection, AbstractValue left, IReadOnlyList<MemberPath>? members = null)
    {
        ValueKey o;
        if (collection.Objects.Count == 1)
        {
            o = collection.Objects.First();
            _state = _state.Set(o, Member.Elements, left);
        }
        else if (ChosenOf(collection) is { } chosen)
        {
            o = chosen;
        }
        else
        {
            return;
        }

        foreach (var member in members ?? [])
        {
            var asked = member.From(new MemberKey(o, Member.Kept));
            _state = _state with { Completed = _state.Completed.Add(asked) };
            Happens(FlowEventKind.Guarded, asked);
        }

        if (left.Sources.IsEmpty && left.Objects.IsEmpty)
        {
            var kept = new MemberKey(o, Member.Kept);
            _state = _state with { Completed = _state.Completed.Add(kept) };
            Happens(FlowEventKind.Guarded, kept);
        }
    }
}
