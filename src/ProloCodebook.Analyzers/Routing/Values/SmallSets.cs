using System.Collections.Immutable;

namespace ProloCodebook.Routing;

/// <summary>Union and intersection for sets of which one is nearly always empty: the library's own make an enumerator even then.</summary>
internal static class SmallSets
{
    public static ImmutableHashSet<T> Or<T>(this ImmutableHashSet<T> left, ImmutableHashSet<T> right)
        => right.IsEmpty || ReferenceEquals(left, right) ? left : left.IsEmpty ? right : left.Union(right);

    public static ImmutableHashSet<T> And<T>(this ImmutableHashSet<T> left, ImmutableHashSet<T> right)
        => left.IsEmpty || ReferenceEquals(left, right) ? left : right.IsEmpty ? right : left.Intersect(right);
}
