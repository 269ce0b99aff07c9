using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace ProloCodebook.Routing;

/// <summary>Which outcomes of a test lead here.</summary>
[Flags]
internal enum TestOutcomes
{
    None = 0,
    True = 1,
    False = 2,
    Both = True | False,
}

/// <summary>A conditional branch whose condition says what a decision says.</summary>
internal sealed record DecisionTest(SyntaxNode Body, int Block)
{
    /// <summary>It is that of a loop that only logs: whether anything runs does not depend on it.</summary>
    public bool IsIdle { get; init; }
}

/// <summary>What holds at one point of a method.</summary>
internal sealed record FlowState
{
    public static readonly FlowState Start = new();

    /// <summary>What each local, parameter and capture holds.</summary>
    public ImmutableDictionary<object, AbstractValue> Locations { get; init; } = ImmutableDictionary<object, AbstractValue>.Empty;

    /// <summary>What the members of objects hold, where this method has seen it.</summary>
    public ObjectHeap Heap { get; init; } = ObjectHeap.Empty;

    /// <summary>Values about which an evaluator call has completed on every path to here.</summary>
    public KeySet Completed { get; init; } = KeySet.Empty;

    /// <summary>By test of a decision, which of its outcomes lead here.</summary>
    public ImmutableDictionary<DecisionTest, TestOutcomes> Tests { get; init; } = ImmutableDictionary<DecisionTest, TestOutcomes>.Empty;

    /// <summary>Values that on every path to here equal a code.</summary>
    public ImmutableHashSet<(ValueKey Value, ValueKey Code)> Equal { get; init; } = ImmutableHashSet<(ValueKey, ValueKey)>.Empty;

    /// <summary>What was read off a decision and has been tested, by the outcome that every path to here has taken.</summary>
    public ImmutableDictionary<ValueKey, bool> Known { get; init; } = ImmutableDictionary<ValueKey, bool>.Empty;

    /// <summary>The comparisons that on some path to here may have matched: not those that were made and had the other outcome.</summary>
    public MatchSet MayMatch { get; init; } = MatchSet.Empty;

    /// <summary>The members in which a decision has been stored, or what one says, and that nobody else can have read since.</summary>
    public ImmutableHashSet<MemberKey> Unread { get; init; } = ImmutableHashSet<MemberKey>.Empty;

    /// <summary>Structs and tuples of which there may be copies that are still the same object here.</summary>
    public ImmutableHashSet<ValueKey> Copied { get; init; } = ImmutableHashSet<ValueKey>.Empty;

    /// <summary>Some test of a decision on which something may depend has had its outcome.</summary>
    public bool HasTestedDecision => Tests.Any(test => test.Value is TestOutcomes.True or TestOutcomes.False && !test.Key.IsIdle);

    public FlowState Set(object location, AbstractValue value)
        => Locations.TryGetValue(location, out var old) && old.Equals(value) ? this : this with { Locations = Locations.SetItem(location, value) };

    /// <summary>Puts a value into a member of an object.</summary>
    public FlowState Set(ValueKey o, Member member, AbstractValue value) => this with { Heap = Heap.SetItem((o, member), value) };

    public FlowState Complete(KeySet keys) => keys.IsEmpty || keys.IsEverything ? this : this with { Completed = Completed.Union(keys) };

    /// <summary>A value is made anew (the next turn of a loop): what was known of the last one no longer holds.</summary>
    public FlowState Forget(ValueKey key)
    {
        var state = MayMatch.Without(key) is var matches && ReferenceEquals(matches, MayMatch) ? this : this with { MayMatch = matches };
        if (!Known.IsEmpty && Known.RemoveRange(Known.Keys.Where(known => IsAbout(known, key))) is var left && !ReferenceEquals(left, Known))
        {
            state = state with { Known = left };
        }

        return !Completed.IsEverything && Completed.Contains(key) ? state with { Completed = Completed.Remove(key) } : state;
    }

    private static bool IsAbout(ValueKey known, ValueKey key) => known is EqualKey { Value: var compared } ? IsAbout(compared, key) : MemberKey.IsWithin(known, key);

    /// <summary>The outcome that a truth value has wherever a way leads here; null where it may have either.</summary>
    public bool? KnownOutcome(ValueKey? key)
        => Known.IsEmpty || key is null ? null : key is NotKey { Value: var opposite } ? !KnownOutcome(opposite) : Known.TryGetValue(key, out var outcome) ? outcome : null;

    public bool Same(FlowState other)
        => ReferenceEquals(this, other)
            || (Completed.Equals(other.Completed)
                && Same(Locations, other.Locations)
                && Heap.Same(other.Heap)
                && Same(Tests, other.Tests)
                && Same(Known, other.Known)
                && MayMatch.Equals(other.MayMatch)
                && (ReferenceEquals(Copied, other.Copied) || Copied.SetEquals(other.Copied))
                && (ReferenceEquals(Unread, other.Unread) || Unread.SetEquals(other.Unread))
                && (ReferenceEquals(Equal, other.Equal) || Equal.SetEquals(other.Equal)));

    private static bool Same<TKey, TValue>(ImmutableDictionary<TKey, TValue> left, ImmutableDictionary<TKey, TValue> right)
        where TKey : notnull
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        if (left.Count != right.Count)
        {
            return false;
        }

        foreach (var pair in left)
        {
            if (!right.TryGetValue(pair.Key, out var value) || !EqualityComparer<TValue>.Default.Equals(pair.Value, value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The same, where nothing is certain that was not before. (What is known of an answer may depend on itself in a loop, and have no end.)</summary>
    public FlowState NoMoreThan(FlowState before)
    {
        var locations = Locations;
        foreach (var pair in Locations)
        {
            locations = before.Locations.TryGetValue(pair.Key, out var old) && !ReferenceEquals(old, pair.Value) ? locations.SetItem(pair.Key, pair.Value.NoMoreThan(old)) : locations;
        }

        var heap = Heap;
        foreach (var o in ReferenceEquals(Heap, before.Heap) ? [] : Heap.Objects.ToList())
        {
            foreach (var pair in Heap.Of(o))
            {
                heap = before.Heap.TryGetValue((o, pair.Key), out var old) && !ReferenceEquals(old, pair.Value) ? heap.SetItem((o, pair.Key), pair.Value.NoMoreThan(old)) : heap;
            }
        }

        return this with { Locations = locations, Heap = heap, Completed = Completed.Both(before.Completed) };
    }

    /// <summary>Where several paths meet: what may hold is united, what must hold is intersected.</summary>
    /// <param name="decidedBy">What a test of a decision is about; a value that differs by the test's outcome is computed from the decision.</param>
    public static FlowState Merge(IReadOnlyList<FlowState> states, SyntaxNode body, int block, Func<DecisionTest, AbstractValue?> decidedBy)
    {
        var merged = states[0];
        for (var i = 1; i < states.Count; i++)
        {
            merged = Merge(merged, states[i], body, block, decidedBy);
        }

        return merged;
    }

    private static FlowState Merge(FlowState left, FlowState right, SyntaxNode body, int block, Func<DecisionTest, AbstractValue?> decidedBy)
    {
        if (ReferenceEquals(left, right))
        {
            return left;
        }

        var separating = Separating(left, right, decidedBy);
        var locations = left.Locations;
        if (!ReferenceEquals(left.Locations, right.Locations))
        {
            foreach (var pair in right.Locations)
            {
                if (!left.Locations.TryGetValue(pair.Key, out var mine))
                {
                    locations = locations.SetItem(pair.Key, pair.Value);
                }
                else if (!ReferenceEquals(mine, pair.Value) && !mine.Equals(pair.Value))
                {
                    locations = locations.SetItem(pair.Key, Phi(mine, pair.Value, left, right, separating, () => (pair.Key is CaptureId ? ReadThroughNull(mine, pair.Value) : null) ?? new PhiKey(body, block, pair.Key) { Present = PresentOf(mine, pair.Value) }));
                }
            }
        }

        var heap = left.Heap.MergedWith(right.Heap, (slot, mine, theirs) => Phi(mine, theirs, left, right, separating, () => new PhiKey(body, block, slot)), (slot, value, onLeft) => OnOnePath(slot, value, onLeft ? left : right, onLeft ? right : left, separating, body, block));
        var tests = left.Tests;
        foreach (var pair in right.Tests)
        {
            tests = tests.SetItem(pair.Key, tests.TryGetValue(pair.Key, out var mine) ? mine | pair.Value : pair.Value);
        }

        return new FlowState
        {
            Locations = locations,
            Heap = WithSizes(heap, left, right, WithTurn(separating, left, right, new DecisionTest(body, block), decidedBy), body, block),
            Completed = left.Completed.Intersect(right.Completed),
            Tests = tests,
            Equal = left.Equal.Intersect(right.Equal),
            Known = ReferenceEquals(left.Known, right.Known) || left.Known.IsEmpty ? left.Known : left.Known.RemoveRange(left.Known.Where(known => !right.Known.TryGetValue(known.Key, out var outcome) || outcome != known.Value).Select(known => known.Key)),
            MayMatch = left.MayMatch.Union(right.MayMatch),
            Copied = left.Copied.Or(right.Copied),
            Unread = ReferenceEquals(left.Unread, right.Unread) ? left.Unread : left.Unread.Intersect(right.Unread),
        };
    }

    /// <summary>A member written on one of two paths only: that value, or what was in it before.</summary>
    private static AbstractValue OnOnePath((ValueKey Object, Member Member) slot, AbstractValue value, FlowState state, FlowState other, IReadOnlyList<AbstractValue> separating, SyntaxNode body, int block)
    {
        if (slot.Member == Member.Callees)
        {
            // Certain on one path only, where the collection is on both.
            return other.Heap.Of(slot.Object).IsEmpty && !ObjectHeap.IsFromBefore(slot.Object) ? value : AbstractValue.Unknown;
        }

        if (separating.Count > 0 && ObjectHeap.IsFromBefore(slot.Object) && (KnownTypes.IsFlat(slot.Member.Type) || slot.Member == Member.Size))
        {
            // `if (denied) _blocked = true;`: whatever was in it before, now it says what the decision says.
            return Phi(value, InFrom(slot), state, other, separating, () => new PhiKey(body, block, slot));
        }

        if (value.IsDecision)
        {
            // `if (_denied == null) _denied = Evaluate(code, payer).IsGoverned;`: there may have been an answer about another code.
            var mayBeOfAnother = ObjectHeap.IsFromBefore(slot.Object) && KnownTypes.IsFlat(slot.Member.Type) && value.DecidedAbout.Any(about => about is not (CodeKey or ConstantKey or AnyKey) && !MemberKey.IsWithin(about, slot.Object));

            // A decision may have been stored before; of a flag nobody knows where it comes from, unless on the other path there is no such object.
            return (!mayBeOfAnother && KnownTypes.CanHoldDecision(slot.Member.Type) && slot.Member != Member.Size) || (slot.Member.Symbol is not null && !IsKnown(slot.Object, other)) ? value
                : value with { Evaluated = ObjectHeap.IsFromBefore(slot.Object) ? Evaluated.Nothing : value.Evaluated.Intersect(Evaluated.Always(other.Completed)) };
        }

        if (value.Truth is not null || !value.Comparisons.IsEmpty)
        {
            // A flag. What it was before does not matter where the comparison that sets it has not matched.
            value = value with { Comparisons = MatchSet.Told(value, state.MayMatch, AbstractValue.Unknown, other.MayMatch), Evaluated = Evaluated.Nothing };
        }

        if (ObjectHeap.IsFromBefore(slot.Object))
        {
            if (!KnownTypes.IsNeverNull(slot.Member.Type) && value.Evaluated.WhenNeither.IsEverything)
            {
                // There may have been nothing before.
                value = value with { Evaluated = value.Evaluated with { WhenNeither = KeySet.Empty } };
            }

            var either = value.Key is null ? value : value with
            {
                Key = new PhiKey(body, block, slot),
                Sources = value.Sources.Union(Before(slot)),
            };

            // `if (denied) line.Units = 0;`: how many there are says what the decision says, whatever they were before.
            return separating.Count == 0 || !KnownTypes.IsFlat(slot.Member.Type) ? either : Phi(either, AbstractValue.Unknown, state, other, separating, () => either.Key ?? new PhiKey(body, block, slot));
        }

        if (new MemberKey(slot.Object, slot.Member).Equals(value.Key))
        {
            // `if (denied) claim.Problems.Add(…);`: nothing else was put into the member, it was only read from.
            return value;
        }

        // `if (denied) result.Valid = false;`: the member says what the decision says. What is in a collection says it by its number.
        return separating.Count == 0 || slot.Member == Member.Elements || !IsKnown(slot.Object, other) ? value : Phi(value, AbstractValue.Unknown, state, other, separating, () => value.Key ?? new PhiKey(body, block, slot));
    }

    /// <summary>What was in a member before the method began.</summary>
    private static AbstractValue InFrom((ValueKey Object, Member Member) slot)
        => AbstractValue.Of(new MemberKey(slot.Object, slot.Member)) with
        {
            Sources = Before(slot).ToImmutableHashSet(),
        };

    /// <summary>Where a code that was in a member before the method began may come from.</summary>
    private static IEnumerable<Source> Before((ValueKey Object, Member Member) slot)
        => KnownTypes.CanHoldCode(slot.Member.Type) ? IncomingSource.AllAt(new MemberKey(slot.Object, slot.Member)) : [];

    /// <summary>An object that one path makes is on the other none at all: which one it is may say something, what is in it does not.</summary>
    private static bool IsKnown(ValueKey key, FlowState state)
        => key is not OperationKey || !state.Heap.Of(key).IsEmpty
            || state.Locations.Values.Any(value => value.Objects.Contains(key)) || state.Heap.Objects.Any(o => state.Heap.Of(o).Values.Any(value => value.Objects.Contains(key)));

    /// <summary><c>foreach (var reason in decision.Reasons) text.Append(reason.Text);</c>: whether something has been put in there a decision says at the head of a loop, too, to which one of the ways comes round.</summary>
    private static IReadOnlyList<AbstractValue> WithTurn(IReadOnlyList<AbstractValue> separating, FlowState left, FlowState right, DecisionTest head, Func<DecisionTest, AbstractValue?> decidedBy)
        => left.Tests.ContainsKey(head) != right.Tests.ContainsKey(head) && decidedBy(head) is { IsDecision: true } more ? [.. separating, more] : separating;

    /// <summary><c>if (denied) errors.Add(…);</c>: whether there is something in the collection says what the decision says.</summary>
    private static ObjectHeap WithSizes(ObjectHeap heap, FlowState left, FlowState right, IReadOnlyList<AbstractValue> separating, SyntaxNode body, int block)
    {
        if (separating.Count == 0 || ReferenceEquals(left.Heap, right.Heap))
        {
            return heap;
        }

        foreach (var o in left.Heap.Objects.Union(right.Heap.Objects))
        {
            left.Heap.TryGetValue((o, Member.Elements), out var mine);
            right.Heap.TryGetValue((o, Member.Elements), out var theirs);
            if (!Equals(mine, theirs))
            {
                left.Heap.TryGetValue((o, Member.Size), out var before);
                right.Heap.TryGetValue((o, Member.Size), out var after);
                heap = heap.SetItem((o, Member.Size), Phi(before ?? AbstractValue.Unknown, after ?? AbstractValue.Unknown, left, right, separating, () => new PhiKey(body, block, (o, Member.Size))));
            }
        }

        return heap;
    }

    private static AbstractValue Phi(AbstractValue left, AbstractValue right, FlowState leftState, FlowState rightState, IReadOnlyList<AbstractValue> separating, Func<ValueKey> key)
    {
        // What is certain on the whole path is certain of a constant that comes along it. A decision speaks for itself.
        var merged = Along(left, leftState).MergedWith(Along(right, rightState), key);
        if (left.Truth is not null || right.Truth is not null || !merged.Comparisons.IsEmpty)
        {
            merged = merged with { Comparisons = MatchSet.Told(left, leftState.MayMatch, right, rightState.MayMatch) };
        }

        foreach (var condition in separating)
        {
            merged = merged with { DecidedAbout = merged.DecidedAbout.Union(condition.DecidedAbout), DecidedBy = merged.DecidedBy.Union(condition.DecidedBy) };
            if (!left.IsDecision || !right.IsDecision || IsMadeOf(left, right) || IsMadeOf(right, left))
            {
                // `if (denied) bad = true;`, where it says something of another decision already. Two decisions speak for themselves.
                merged = merged with { Evaluated = merged.Evaluated.With(KeySet.Of(condition.DecidedAbout.Where(about => leftState.Completed.Contains(about) && rightState.Completed.Contains(about)))) };
            }
        }

        return separating.Count == 0 || left.Objects.IsEmpty || right.Objects.IsEmpty || Overlap(left.Objects, right.Objects) ? merged : merged with { PickedBy = PickedBy(separating, leftState, rightState) };
    }

    /// <summary><c>(denied ? held : ok).Add(code)</c>: which of the two it is, those decisions say that were made on either path.</summary>
    private static DecidedArguments PickedBy(IReadOnlyList<AbstractValue> separating, FlowState left, FlowState right)
        => separating.Aggregate(DecidedArguments.None, (all, condition) => KeySet.Of(condition.DecidedAbout.Where(about => left.Completed.Contains(about) && right.Completed.Contains(about))) is { IsEmpty: false } about ? all.And(new DecidedArguments(about, condition.DecidedBy)) : all);

    private static bool Overlap(ImmutableHashSet<ValueKey> left, ImmutableHashSet<ValueKey> right)
    {
        foreach (var o in left)
        {
            if (right.Contains(o))
            {
                return true;
            }
        }

        return false;
    }

    private static ValueKey? PresentOf(AbstractValue left, AbstractValue right)
        => (left.Key, right.Key) switch
        {
            (ConstantKey { Value: null or "" }, not ConstantKey) => right.Key,
            (not ConstantKey, ConstantKey { Value: null or "" }) => left.Key,
            _ => null,
        };

    /// <summary>Of <c>line?.Code</c>: where it is anything, it is <c>line.Code</c>.</summary>
    private static ValueKey? ReadThroughNull(AbstractValue left, AbstractValue right)
        => (left.Key, right.Key) switch
        {
            (MemberKey member, ConstantKey { Value: null }) => member,
            (ConstantKey { Value: null }, MemberKey member) => member,
            _ => null,
        };

    /// <summary><c>error ??= "held"</c>: the one says all that the other does.</summary>
    private static bool IsMadeOf(AbstractValue value, AbstractValue other) => !other.DecidedBy.IsEmpty && other.DecidedBy.IsSubsetOf(value.DecidedBy);

    private static AbstractValue Along(AbstractValue value, FlowState state)
        => value with { Evaluated = value.Evaluated.With(value.IsDecision ? KeySet.Of(state.Completed.Keys.Where(key => key is PastTurnsKey)) : state.Completed) };

    private static IReadOnlyList<AbstractValue> Separating(FlowState left, FlowState right, Func<DecisionTest, AbstractValue?> decidedBy)
    {
        List<AbstractValue>? conditions = null;
        foreach (var pair in left.Tests)
        {
            if (right.Tests.TryGetValue(pair.Key, out var other) && pair.Value != other && decidedBy(pair.Key) is { } condition)
            {
                (conditions ??= []).Add(condition);
            }
        }

        return conditions ?? (IReadOnlyList<AbstractValue>)[];
    }
}
