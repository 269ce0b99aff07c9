using System.Collections.Immutable;

namespace ProloCodebook.Routing;

/// <summary>
/// The library's questions, without an enumerator on the heap: nearly all sets of the flow are empty or hold one element, and each value is asked several times.
/// The nearer namespace wins, so that they are taken wherever a set is known as one.
/// </summary>
internal static class ImmutableSets
{
    public static bool Any<T>(this ImmutableHashSet<T> set, Func<T, bool> predicate)
    {
        foreach (var item in set)
        {
            if (predicate(item))
            {
                return true;
            }
        }

        return false;
    }

    public static bool All<T>(this ImmutableHashSet<T> set, Func<T, bool> predicate)
    {
        foreach (var item in set)
        {
            if (!predicate(item))
            {
                return false;
            }
        }

        return true;
    }

    public static IEnumerable<T> Where<T>(this ImmutableHashSet<T> set, Func<T, bool> predicate) => set.IsEmpty ? [] : Enumerable.Where(set, predicate);

    public static IEnumerable<TResult> Select<T, TResult>(this ImmutableHashSet<T> set, Func<T, TResult> selector) => set.IsEmpty ? [] : Enumerable.Select(set, selector);

    public static IEnumerable<TResult> SelectMany<T, TResult>(this ImmutableHashSet<T> set, Func<T, IEnumerable<TResult>> selector) => set.IsEmpty ? [] : Enumerable.SelectMany(set, selector);

    public static IEnumerable<TResult> OfType<TResult>(this ImmutableHashSet<Source> set) => set.IsEmpty ? [] : Enumerable.OfType<TResult>(set);

    public static IEnumerable<TResult> OfType<TResult>(this ImmutableHashSet<ValueKey> set) => set.IsEmpty ? [] : Enumerable.OfType<TResult>(set);
}
