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

    public ImmutableHashSet<ValueKey> Keys => _keys;

    /// <summary>What it says of the elements given so far, it says of those given before the next one.</summary>
    public KeySet PastOf(ValueKey turns)
    {
        var past = this;
        foreach (var key in _keys)
        {
            // Of all before the next one, where it says so of the last and of those before that.
            if (turns.Equals(MemberKey.TurnsIn(key)) || (key is PastTurnsKey { Turns: var before } && turns.Equals(MemberKey.TurnsIn(before)) && !_keys.Contains(before)))
            {
                past = past.Remove(key);
            }
        }

        return past;
    }

    /// <summary>What it says of the last element given and of those before it, and so of all elements of the collections.</summary>
    public KeySet OfAll(ValueKey turns, IEnumerable<ValueKey> all)
        => _keys.Count == 0 ? Empty : Of(_keys.Where(key => turns.Equals(MemberKey.TurnsIn(key)) && _keys.Contains(new PastTurnsKey(key))).SelectMany(key => all.Select(each => MemberKey.Moved(key, turns, each)!)));

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

    public KeySet Where(Func<ValueKey, bool> isKept) => IsEverything || _keys.All(isKept) ? this : Of(_keys.Where(isKept));

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
        {
            foreach (var key in members._keys)
            {
                var member = key is PastTurnsKey past ? past.Turns : key;
                if (MemberKey.EachIn(member) is { } all && !all.Equals(member))
                {
                    // The same where the collection had none at all.
                    if (none._keys.Contains(all) && !members._keys.Contains(all))
                    {
                        yield return key;
                    }

                    continue;
                }

                if (MemberKey.TurnsIn(member) is not { } turns || turns.Equals(member))
                {
                    continue;
                }

                var wasNone = none._keys.Contains(new PastTurnsKey(turns));
                if (key is PastTurnsKey ? wasNone : none._keys.Contains(turns) && !members._keys.Contains(turns))
                {
                    yield return key;
                    if (key is not PastTurnsKey && wasNone && members._keys.Contains(new PastTurnsKey(turns)))
                    {
                        // Before the second one.
                        yield return new PastTurnsKey(key);
                    }
                }
            }
        }
    }

    /// <summary>What is in both, and nothing that follows from them.</summary>
    public KeySet Both(KeySet other) => IsEverything || ReferenceEquals(this, other) ? other : other.IsEverything ? this : Where(other.Contains);

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

    /// <summary>Of a value that is neither a truth value nor null, by the constants that it may be; null where nothing more is known than <see cref="WhenNotNull"/>.</summary>
    public EvaluatedByConstant? ByConstant { get; init; }

    public static Evaluated Always(KeySet keys) => keys.IsEmpty ? Nothing : new(keys, keys, keys);

    /// <summary>Known to be a certain constant, so the other outcomes cannot happen.</summary>
    public static Evaluated Constant(object? value) => value switch
    {
        true => new(KeySet.Empty, KeySet.Everything, KeySet.Everything),
        false => new(KeySet.Everything, KeySet.Empty, KeySet.Everything),
        null => new(KeySet.Everything, KeySet.Everything, KeySet.Empty),
        _ => Present with { ByConstant = EvaluatedByConstant.Only(value) },
    };

    /// <summary>Whatever the outcome is.</summary>
    public KeySet Anyway => WhenTrue.Intersect(WhenFalse).Intersect(WhenNeither);

    /// <summary>Where it has a value at all.</summary>
    public KeySet WhenNotNull => WhenTrue.Intersect(WhenFalse);

    public Evaluated Not() => new(WhenFalse, WhenTrue, WhenNeither);

    public KeySet When(bool outcome) => outcome ? WhenTrue : WhenFalse;

    public Evaluated With(KeySet more) => more.IsEmpty ? this : new(WhenTrue.Union(more), WhenFalse.Union(more), WhenNeither.Union(more)) { ByConstant = ByConstant?.Select(keys => keys.Union(more)) };

    /// <summary>More where there is a value at all.</summary>
    public Evaluated WithIfAny(KeySet more) => more.IsEmpty ? this : With(more) with { WhenNeither = WhenNeither };

    /// <summary>It is known to be true, or false.</summary>
    public bool IsKnownTruth => WhenTrue.IsEverything != WhenFalse.IsEverything && WhenNeither.IsEverything;

    /// <summary>The same, known to be true or false.</summary>
    public Evaluated Known(bool outcome) => new(outcome ? WhenTrue : KeySet.Everything, outcome ? KeySet.Everything : WhenFalse, KeySet.Everything);

    public Evaluated Without(ValueKey key) => new(WhenTrue.Remove(key), WhenFalse.Remove(key), WhenNeither.Remove(key)) { ByConstant = ByConstant?.Select(keys => keys.Remove(key)) };

    public Evaluated Intersect(Evaluated other)
        => ReferenceEquals(this, other) ? this : new(WhenTrue.Intersect(other.WhenTrue), WhenFalse.Intersect(other.WhenFalse), WhenNeither.Intersect(other.WhenNeither))
        {
            ByConstant = ByConstant is null && other.ByConstant is null ? null : Constants.Intersect(other.Constants).Simplified(),
        };

    /// <summary>What both tell of each outcome.</summary>
    public Evaluated Both(Evaluated other) => Equals(other) ? this : new(WhenTrue.Both(other.WhenTrue), WhenFalse.Both(other.WhenFalse), WhenNeither.Both(other.WhenNeither));

    /// <summary>The same of other sets.</summary>
    public Evaluated Select(Func<KeySet, KeySet> change) => new(change(WhenTrue), change(WhenFalse), change(WhenNeither)) { ByConstant = ByConstant?.Select(change).Simplified() };

    /// <summary>All that some outcome tells.</summary>
    public IEnumerable<ValueKey> Any => WhenTrue.Keys.Concat(WhenFalse.Keys).Concat(WhenNeither.Keys).Concat(ByConstant?.Any ?? []);

    /// <summary>The value is computed from both, whatever they are.</summary>
    public Evaluated Combine(Evaluated other) => Always(Anyway.Union(other.Anyway));

    /// <summary>What it tells that a constant, neither a truth value nor null, satisfies a test that null fails.</summary>
    public Evaluated Where(Func<object, bool?> test) => new(Constants.Where(test, true), Constants.Where(test, false).Intersect(WhenNeither), KeySet.Everything);

    /// <summary>What it tells that it is a constant, neither a truth value nor null.</summary>
    public Evaluated WhereEqual(object constant) => new(Constants.EqualTo(constant), Constants.OtherThan(constant).Intersect(WhenNeither), KeySet.Everything);

    private EvaluatedByConstant Constants => ByConstant ?? EvaluatedByConstant.Whichever(WhenNotNull);
}

/// <summary>
/// What has certainly been evaluated where a value is one of some constants, and where it is anything else: <c>status</c> after
/// <c>try { status = denied ? Status.Held : Status.Ready; } catch { status = Status.Failed; }</c>
/// </summary>
internal sealed class EvaluatedByConstant : IEquatable<EvaluatedByConstant>
{
    /// <summary>More constants than these are not told apart.</summary>
    private const int MaxConstants = 16;

    private readonly ImmutableDictionary<object, KeySet> _constants;
    private readonly KeySet _otherwise;

    private EvaluatedByConstant(ImmutableDictionary<object, KeySet> constants, KeySet otherwise)
    {
        _constants = constants;
        _otherwise = otherwise;
    }

    public static EvaluatedByConstant Only(object constant) => new(ImmutableDictionary<object, KeySet>.Empty.Add(constant, KeySet.Empty), KeySet.Everything);

    public static EvaluatedByConstant Whichever(KeySet keys) => new(ImmutableDictionary<object, KeySet>.Empty, keys);

    public KeySet OtherThan(object constant) => _constants.Where(pair => !pair.Key.Equals(constant)).Aggregate(_otherwise, (all, pair) => all.Intersect(pair.Value));

    /// <summary>Equal to a constant, which one of another type may be, too: 1 is 1L.</summary>
    public KeySet EqualTo(object constant)
        => _constants.Keys.All(other => other.GetType() == constant.GetType()) ? Of(constant) : _constants.Where(pair => pair.Key.GetType() != constant.GetType() || pair.Key.Equals(constant)).Aggregate(_otherwise, (all, pair) => all.Intersect(pair.Value));

    /// <summary>What else it may be than one of the constants may have either outcome, and so may a constant of which the test cannot tell.</summary>
    public KeySet Where(Func<object, bool?> test, bool outcome) => _constants.Where(pair => test(pair.Key) != !outcome).Aggregate(_otherwise, (all, pair) => all.Intersect(pair.Value));

    private KeySet Of(object constant) => _constants.TryGetValue(constant, out var keys) ? keys : _otherwise;

    public IEnumerable<ValueKey> Any => _constants.Values.SelectMany(keys => keys.Keys).Concat(_otherwise.Keys);

    public EvaluatedByConstant Select(Func<KeySet, KeySet> change) => new(_constants.ToImmutableDictionary(pair => pair.Key, pair => change(pair.Value)), change(_otherwise));

    public EvaluatedByConstant Intersect(EvaluatedByConstant other)
        => new(_constants.Keys.Union(other._constants.Keys).ToImmutableDictionary(constant => constant, constant => Of(constant).Intersect(other.Of(constant))), _otherwise.Intersect(other._otherwise));

    /// <summary>Null where the constants tell nothing.</summary>
    public EvaluatedByConstant? Simplified() => _constants.Count > MaxConstants || _constants.Values.All(_otherwise.Equals) ? null : this;

    public bool Equals(EvaluatedByConstant? other)
        => ReferenceEquals(this, other)
            || (other is not null && _otherwise.Equals(other._otherwise) && _constants.Count == other._constants.Count && _constants.All(pair => other._constants.TryGetValue(pair.Key, out var keys) && pair.Value.Equals(keys)));

    public override bool Equals(object? obj) => Equals(obj as EvaluatedByConstant);

    public override int GetHashCode() => _constants.Count;
}
