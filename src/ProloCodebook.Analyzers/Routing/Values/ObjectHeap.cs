using System.Collections.Immutable;

namespace ProloCodebook.Routing;

/// <summary>What the members of objects hold, by object, so that an object is looked through without touching the others.</summary>
internal sealed class ObjectHeap
{
    public static readonly ObjectHeap Empty = new(ImmutableDictionary<ValueKey, ImmutableDictionary<Member, AbstractValue>>.Empty);

    private static readonly ImmutableDictionary<Member, AbstractValue> s_none = ImmutableDictionary<Member, AbstractValue>.Empty;

    private readonly ImmutableDictionary<ValueKey, ImmutableDictionary<Member, AbstractValue>> _objects;

    private ObjectHeap(ImmutableDictionary<ValueKey, ImmutableDictionary<Member, AbstractValue>> objects) => _objects = objects;

    public bool IsEmpty => _objects.IsEmpty;

    public IEnumerable<ValueKey> Objects => _objects.Keys;

    public ImmutableDictionary<Member, AbstractValue> Of(ValueKey key) => _objects.TryGetValue(key, out var members) ? members : s_none;

    public bool ContainsKey((ValueKey Object, Member Member) slot) => Of(slot.Object).ContainsKey(slot.Member);

    public bool TryGetValue((ValueKey Object, Member Member) slot, out AbstractValue value) => Of(slot.Object).TryGetValue(slot.Member, out value!);

    public ObjectHeap SetItem((ValueKey Object, Member Member) slot, AbstractValue value)
    {
        var members = Of(slot.Object);
        return members.TryGetValue(slot.Member, out var old) && ReferenceEquals(old, value) ? this : new(_objects.SetItem(slot.Object, members.SetItem(slot.Member, value)));
    }

    public ObjectHeap Remove((ValueKey Object, Member Member) slot)
        => Of(slot.Object) is var members && members.ContainsKey(slot.Member) ? new(_objects.SetItem(slot.Object, members.Remove(slot.Member))) : this;

    /// <summary>Where two paths meet.</summary>
    /// <param name="onOne">Of a member that was written on one path only: whether on this one.</param>
    public ObjectHeap MergedWith(
        ObjectHeap other,
        Func<(ValueKey Object, Member Member), AbstractValue, AbstractValue, AbstractValue> merge,
        Func<(ValueKey Object, Member Member), AbstractValue, bool, AbstractValue> onOne)
    {
        if (ReferenceEquals(_objects, other._objects))
        {
            return this;
        }

        var merged = _objects.ToBuilder();
        foreach (var key in _objects.Keys.Union(other._objects.Keys))
        {
            var (mine, theirs) = (Of(key), other.Of(key));
            if (!ReferenceEquals(mine, theirs))
            {
                merged[key] = Merge(key, mine, theirs, merge, onOne);
            }
        }

        return new ObjectHeap(merged.ToImmutable());
    }

    /// <summary>It was there before the method began.</summary>
    public static bool IsFromBefore(ValueKey key) => key is SymbolKey || (key is MemberKey { Owner: var owner } && IsFromBefore(owner));

    public bool Same(ObjectHeap other)
        => ReferenceEquals(_objects, other._objects)
            || (_objects.Count == other._objects.Count && _objects.All(pair => other._objects.TryGetValue(pair.Key, out var theirs) && Same(pair.Value, theirs)));

    private static ImmutableDictionary<Member, AbstractValue> Merge(
        ValueKey key,
        ImmutableDictionary<Member, AbstractValue> left,
        ImmutableDictionary<Member, AbstractValue> right,
        Func<(ValueKey Object, Member Member), AbstractValue, AbstractValue, AbstractValue> merge,
        Func<(ValueKey Object, Member Member), AbstractValue, bool, AbstractValue> onOne)
    {
        var merged = left.ToBuilder();
        foreach (var pair in left)
        {
            if (!right.ContainsKey(pair.Key))
            {
                merged[pair.Key] = onOne((key, pair.Key), pair.Value, true);
            }
        }

        foreach (var pair in right)
        {
            if (!left.TryGetValue(pair.Key, out var mine))
            {
                merged[pair.Key] = onOne((key, pair.Key), pair.Value, false);
            }
            else if (!ReferenceEquals(mine, pair.Value) && !mine.Equals(pair.Value))
            {
                merged[pair.Key] = merge((key, pair.Key), mine, pair.Value);
            }
        }

        return merged.ToImmutable();
    }

    private static bool Same(ImmutableDictionary<Member, AbstractValue> left, ImmutableDictionary<Member, AbstractValue> right)
        => ReferenceEquals(left, right)
            || (left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var theirs) && pair.Value.Equals(theirs)));
}
