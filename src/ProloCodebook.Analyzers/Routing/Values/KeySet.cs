using System.Collections.Immutable;

namespace ProloCodebook.Routing;

/// <summary>A set of values of which something certainly holds. <see cref="Everything"/> stands for a path that cannot be taken.</summary>
internal sealed class KeySet : IEquatable<KeySet>
{
    public static readonly KeySet Empty = new(ImmutableHashSet<ValueKey>.Empty, false);
    public static readonly KeySet Everything = new(ImmutableHashSet<ValueKey>.Empty, true);

    private readonly ImmutableHashSet<ValueKey> _keys;

    private KeySet(ImmutableHashSet<ValueKey> keys, bool isEverything)
    {
        _keys = keys;
        IsEverything = isEverything;
    }

    public bool IsEverything { get; }

    public IEnumerable<ValueKey> Keys => _keys;

    public bool IsEmpty => !IsEverything && _keys.IsEmpty;

    public static KeySet Of(IEnumerable<ValueKey> keys)
    {
        var set = ImmutableHashSet.CreateRange(keys);
        return set.IsEmpty ? Empty : new KeySet(set, false);
    }

    public bool Contains(ValueKey key) => IsEverything || _keys.Contains(key);

    public bool ContainsAny(IEnumerable<ValueKey> keys) => IsEverything || (!_keys.IsEmpty && keys.Any(_keys.Contains));

    public KeySet Add(ValueKey key) => Contains(key) ? this : new KeySet(_keys.Add(key), false);

    public KeySet Remove(ValueKey key) => IsEverything || !_keys.Contains(key) ? this : new KeySet(_keys.Remove(key), false);

    public KeySet Union(KeySet other)
    {
        if (IsEverything || other.IsEmpty)
        {
            return this;
        }

        return other.IsEverything || IsEmpty ? other : new KeySet(_keys.Union(other._keys), false);
    }

    public KeySet Intersect(KeySet other)
    {
        if (IsEverything || ReferenceEquals(this, other))
        {
            return other;
        }

        if (other.IsEverything)
        {
            return this;
        }

        // What a stored decision is about nobody can tell; it may be what the other side is about.
        return Contains(AnyKey.Instance) ? other.Contains(AnyKey.Instance) ? new KeySet(_keys.Union(other._keys), false) : other
            : other.Contains(AnyKey.Instance) ? this
            : IsEmpty || other.IsEmpty ? Empty : new KeySet(_keys.Intersect(other._keys).Union(OfNone(this, other)).Union(OfNone(other, this)), false);

        // Before the first element of a collection is given, all that have been given were asked about; and so was each member of them.
        static IEnumerable<ValueKey> OfNone(KeySet members, KeySet none)
            => members._keys.Where(key => MemberKey.TurnsIn(key) is { } turns && !turns.Equals(key) && none._keys.Contains(turns) && !members._keys.Contains(turns));
    }

    public bool Equals(KeySet? other)
        => ReferenceEquals(this, other)
            || (other is not null && IsEverything == other.IsEverything && _keys.Count == other._keys.Count && _keys.SetEquals(other._keys));

    public override bool Equals(object? obj) => Equals(obj as KeySet);

    public override int GetHashCode() => _keys.Count;
}

/// <summary>
/// Which values have certainly been evaluated where a value is true, where it is false, and where it is neither
/// (null). This is how a saved <c>bool</c> remembers what stood behind it: in <c>x &amp;&amp; !Evaluate(c).IsGoverned</c>
/// the call has run where the whole is true, and perhaps not where it is false.
/// </summary>
internal sealed record Evaluated(KeySet WhenTrue, KeySet WhenFalse, KeySet WhenNeither)
{
    public static readonly Evaluated Nothing = new(KeySet.Empty, KeySet.Empty, KeySet.Empty);

    /// <summary>There is a value, whichever.</summary>
    public static readonly Evaluated Present = new(KeySet.Empty, KeySet.Empty, KeySet.Everything);

    public static Evaluated Always(KeySet keys) => keys.IsEmpty ? Nothing : new(keys, keys, keys);

    /// <summary>Known to be a certain constant, so the other outcomes cannot happen.</summary>
    public static Evaluated Constant(object? value) => value switch
    {
        true => new(KeySet.Empty, KeySet.Everything, KeySet.Everything),
        false => new(KeySet.Everything, KeySet.Empty, KeySet.Everything),
        null => new(KeySet.Everything, KeySet.Everything, KeySet.Empty),
        _ => Present,
    };

    /// <summary>Whatever the outcome is.</summary>
    public KeySet Anyway => WhenTrue.Intersect(WhenFalse).Intersect(WhenNeither);

    /// <summary>Where it has a value at all.</summary>
    public KeySet WhenNotNull => WhenTrue.Intersect(WhenFalse);

    public Evaluated Not() => new(WhenFalse, WhenTrue, WhenNeither);

    public KeySet When(bool outcome) => outcome ? WhenTrue : WhenFalse;

    public Evaluated With(KeySet more) => more.IsEmpty ? this : new(WhenTrue.Union(more), WhenFalse.Union(more), WhenNeither.Union(more));

    public Evaluated Intersect(Evaluated other)
        => ReferenceEquals(this, other) ? this : new(WhenTrue.Intersect(other.WhenTrue), WhenFalse.Intersect(other.WhenFalse), WhenNeither.Intersect(other.WhenNeither));

    /// <summary>The value is computed from both, whatever they are.</summary>
    public Evaluated Combine(Evaluated other) => Always(Anyway.Union(other.Anyway));
}
