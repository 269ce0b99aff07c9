using System.Collections.Immutable;

namespace ProloCodebook.Routing;

/// <summary>Members of a value, at any depth: a set, equal to any other with the same in it.</summary>
internal sealed class MemberPaths : IEquatable<MemberPaths>
{
    public static readonly MemberPaths Empty = new(ImmutableHashSet<MemberPath>.Empty);

    private readonly ImmutableHashSet<MemberPath> _paths;

    private MemberPaths(ImmutableHashSet<MemberPath> paths) => _paths = paths;

    public bool IsEmpty => _paths.IsEmpty;

    /// <summary>A path that may have been cut short speaks of more than it says, and is left out.</summary>
    public static MemberPaths Of(IEnumerable<MemberPath> paths)
        => paths.Where(path => path.IsExact).ToImmutableHashSet() is { IsEmpty: false } all ? new(all) : Empty;

    /// <summary>What sits at a path is one of these members, or sits in one.</summary>
    public bool Covers(MemberPath path) => _paths.Any(path.IsAtOrBelow);

    public MemberPaths Union(MemberPaths other) => other.IsEmpty ? this : IsEmpty ? other : new(_paths.Union(other._paths));

    public MemberPaths Intersect(MemberPaths other) => Of(_paths.Where(other.Covers).Concat(other._paths.Where(Covers)));

    /// <summary>The same, seen from what holds the value.</summary>
    public MemberPaths In(MemberPath place) => place.Length == 0 ? this : Of(_paths.Where(path => place.Length + path.Length <= MemberPath.MaxExact).Select(place.Append));

    /// <summary>Those that sit below a place, seen from there.</summary>
    public MemberPaths Below(MemberPath place) => place.Length == 0 ? this : Of(_paths.Where(path => path.Length > place.Length && path.IsAtOrBelow(place)).Select(path => path.From(place.Length)));

    public bool Equals(MemberPaths? other) => ReferenceEquals(this, other) || (other is not null && _paths.SetEquals(other._paths));

    public override bool Equals(object? obj) => Equals(obj as MemberPaths);

    public override int GetHashCode() => _paths.Count;
}
