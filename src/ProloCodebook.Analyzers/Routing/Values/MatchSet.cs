using System.Collections.Immutable;

namespace ProloCodebook.Routing;

/// <summary>
/// The comparisons that may have matched on some way to a point. Where two ways meet it says what a flag tells of them: after
/// <c>if (code == "M0076") found = true;</c> the flag is true where that matched, for on the other way it did not.
/// </summary>
internal sealed class MatchSet : IEquatable<MatchSet>
{
    public static readonly MatchSet Empty = new(ImmutableHashSet<ComparisonOutcome>.Empty, false);

    /// <summary>With more than these, any may have matched.</summary>
    private const int MaxCount = 32;

    private static readonly MatchSet s_everything = new(ImmutableHashSet<ComparisonOutcome>.Empty, true);

    private readonly ImmutableHashSet<ComparisonOutcome> _comparisons;
    private readonly bool _isEverything;

    private MatchSet(ImmutableHashSet<ComparisonOutcome> comparisons, bool isEverything)
    {
        _comparisons = comparisons;
        _isEverything = isEverything;
    }

    public MatchSet Add(ComparisonOutcome comparison) => _isEverything ? this : Of(_comparisons.Add(comparison.Itself()));

    /// <summary>It was made, and did not match.</summary>
    public MatchSet Remove(ComparisonOutcome comparison) => _isEverything || _comparisons.IsEmpty ? this : Of(_comparisons.Remove(comparison.Itself()));

    /// <summary>A value is made anew: the comparisons with the last one are past.</summary>
    public MatchSet Without(ValueKey key)
        => _isEverything || _comparisons.IsEmpty || !_comparisons.Any(comparison => IsWith(comparison, key)) ? this : Of(_comparisons.Where(comparison => !IsWith(comparison, key)).ToImmutableHashSet());

    public MatchSet Union(MatchSet other)
        => ReferenceEquals(this, other) || _isEverything || (!other._isEverything && other._comparisons.IsEmpty) ? this
            : other._isEverything || _comparisons.IsEmpty ? other
            : Of(_comparisons.Union(other._comparisons));

    public bool Equals(MatchSet? other) => ReferenceEquals(this, other) || (other is not null && _isEverything == other._isEverything && _comparisons.SetEquals(other._comparisons));

    public override bool Equals(object? obj) => Equals(obj as MatchSet);

    public override int GetHashCode() => _comparisons.Count;

    /// <summary>What a value that is <paramref name="left"/> on one way and <paramref name="right"/> on the other tells of the comparisons on either.</summary>
    public static ImmutableHashSet<ComparisonOutcome> Told(AbstractValue left, MatchSet onLeft, AbstractValue right, MatchSet onRight)
    {
        var told = ComparisonOutcome.Either(left.Comparisons, right.Comparisons).GroupBy(comparison => comparison.Itself()).ToDictionary(same => same.Key, same => same.Key with { Outcome = Agreed(same.Select(comparison => comparison.Outcome)), Proof = Agreed(same.Select(comparison => comparison.Proof)) });
        foreach (var comparison in onLeft._comparisons.Union(onRight._comparisons))
        {
            var (mine, theirs) = (By(left, comparison), By(right, comparison));
            var (mayMine, mayTheirs) = (onLeft.Contains(comparison), onRight.Contains(comparison));
            bool? outcome = !mayMine ? theirs.Outcome : !mayTheirs || mine.Outcome == theirs.Outcome ? mine.Outcome : null;
            bool? proof = mine.Proof == theirs.Proof || IsOpposite(right.Truth, mine.Proof) ? mine.Proof : IsOpposite(left.Truth, theirs.Proof) ? theirs.Proof : null;
            told[comparison] = comparison with { Outcome = outcome, Proof = proof };
        }

        return told.Values.Where(comparison => comparison.Outcome is not null || comparison.Proof is not null || comparison.Number != NumberMeaning.None).ToImmutableHashSet();

        // Where the value is known on one way, the other proof cannot have come by it.
        static bool IsOpposite(bool? truth, bool? proof) => truth is { } known && known == !proof;

        static (bool? Outcome, bool? Proof) By(AbstractValue value, ComparisonOutcome comparison)
        {
            var known = value.Comparisons.Where(other => other.Itself().Equals(comparison)).ToList();
            return (value.Truth ?? Agreed(known.Select(other => other.Outcome)), Agreed(known.Select(other => other.Proof)));
        }

        static bool? Agreed(IEnumerable<bool?> told) => told.Where(one => one is not null).Distinct().ToList() is [var only] ? only : null;
    }

    private static MatchSet Of(ImmutableHashSet<ComparisonOutcome> comparisons)
        => comparisons.Count > MaxCount ? s_everything : comparisons.IsEmpty ? Empty : new MatchSet(comparisons, false);

    private bool Contains(ComparisonOutcome comparison) => _isEverything || _comparisons.Contains(comparison);

    private static bool IsWith(ComparisonOutcome comparison, ValueKey key) => IsOf(comparison.Left, key) || IsOf(comparison.Right, key);

    private static bool IsOf(ValueKey? value, ValueKey key) => value switch
    {
        null => false,
        MemberKey member when !key.Equals(member) => IsOf(member.Owner, key),
        _ => value.Equals(key),
    };
}
