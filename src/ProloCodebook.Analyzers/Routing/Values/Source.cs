using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ProloCodebook.References;

namespace ProloCodebook.Routing;

/// <summary>Members from an object inwards: where inside a value something sits.</summary>
internal sealed class MemberPath : IEquatable<MemberPath>
{
    /// <summary>Deeper than this, the rest is taken together. Keeps recursive types finite.</summary>
    private const int MaxLength = 4;

    /// <summary>Up to this length a path says exactly where something sits.</summary>
    public const int MaxExact = MaxLength - 1;

    public static readonly MemberPath Empty = new(ImmutableArray<Member>.Empty);

    private readonly ImmutableArray<Member> _members;

    private MemberPath(ImmutableArray<Member> members) => _members = members;

    public int Length => _members.Length;

    public bool IsExact => Length <= MaxExact;

    public Member this[int index] => _members[index];

    /// <summary>It is as long as paths get: the rest of a longer one is left out.</summary>
    public bool IsFull => _members.Length >= MaxLength;

    /// <summary>It leads through collections only.</summary>
    public bool IsElements => _members.All(member => member == Member.Elements);

    /// <summary>The innermost member with a name, of which the rest are elements; null where there is none.</summary>
    public ISymbol? LastNamed => _members.LastOrDefault(member => member != Member.Elements)?.Symbol;

    /// <summary>The same, of a name that speaks of all elements.</summary>
    public MemberPath OfElements => _members.Contains(Member.Each) ? new(_members.Replace(Member.Each, Member.Elements)) : this;

    /// <summary>To the text of which a part sits here.</summary>
    public MemberPath ToText => _members.Length > 0 && _members[_members.Length - 1] == Member.Elements ? new(_members.RemoveAt(_members.Length - 1)) : this;

    public MemberPath Append(Member member) => _members.Length >= MaxLength ? this : new(_members.Add(member));

    /// <summary>What lies below the first members.</summary>
    public MemberPath From(int start) => start == 0 ? this : new(_members.RemoveRange(0, start));

    /// <summary>What sits here in a value.</summary>
    public ValueKey From(ValueKey owner) => _members.Aggregate(owner, (key, member) => new MemberKey(key, member));

    public MemberPath Prepend(Member member) => new(_members.Length >= MaxLength ? _members.RemoveAt(_members.Length - 1).Insert(0, member) : _members.Insert(0, member));

    public MemberPath Append(MemberPath path) => path._members.Aggregate(this, (all, member) => all.Append(member));

    /// <summary>All but the innermost member.</summary>
    public MemberPath WithoutLast() => _members.IsEmpty ? this : new(_members.RemoveAt(_members.Length - 1));

    /// <summary>It leads to <paramref name="place"/>, or on from there.</summary>
    public bool IsAtOrBelow(MemberPath place)
    {
        if (Length < place.Length)
        {
            return false;
        }

        for (var i = 0; i < place.Length; i++)
        {
            if (!_members[i].Equals(place[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What is left of this path below <paramref name="prefix"/>; null where they part.</summary>
    public MemberPath? After(MemberPath prefix)
    {
        var shared = Math.Min(Length, prefix.Length);
        for (var i = 0; i < shared; i++)
        {
            if (!_members[i].Equals(prefix[i]))
            {
                return null;
            }
        }

        if (Length < prefix.Length && prefix[Length].IsKeyOfEntry)
        {
            // The value of an entry sits where the entry sits.
            return null;
        }

        // Read deeper than where it sits: a part of the value itself.
        return Length <= prefix.Length ? Empty : new(_members.Skip(prefix.Length).ToImmutableArray());
    }

    public bool Equals(MemberPath? other) => other is not null && _members.SequenceEqual(other._members);

    public override bool Equals(object? obj) => Equals(obj as MemberPath);

    public override int GetHashCode() => _members.Aggregate(Length, (hash, member) => unchecked((hash * 31) + member.GetHashCode()));

    public override string ToString() => string.Join(".", _members.Select(member => member.Name));
}

/// <summary>Where a value that is followed comes from, as seen from inside one method.</summary>
internal abstract record Source
{
    /// <summary>Where it comes from in the end.</summary>
    public static Source Origin(Source source) => source is CopiedSource copied ? copied.Original : source;

    /// <summary>The same origin, seen from a member of the value.</summary>
    public virtual Source Of(Member member) => this;
}

/// <summary>A reference to a guarded code in this method.</summary>
internal sealed record ReferenceSource(SyntaxNode Syntax, GuardedCode Code) : Source
{
    /// <summary>A text with two codes is one value, whichever of them is looked at.</summary>
    public bool Equals(ReferenceSource? other) => other is not null && Syntax == other.Syntax;

    public override int GetHashCode() => Syntax.GetHashCode();
}

/// <summary>The code of a service line that came in, read back here: a reference, where the line was built from a guarded code.</summary>
internal sealed record ReadBackSource(SyntaxNode Syntax) : Source;

/// <summary>
/// Something that comes in from outside the method: a parameter, the instance, a field, or what a method gave back.
/// <paramref name="Path"/> tells which part of it.
/// </summary>
internal sealed record IncomingSource(IncomingKind Kind, ISymbol Symbol, MemberPath Path) : Source
{
    public override Source Of(Member member) => this with { Path = Path.Append(member) };

    /// <summary>The innermost member of the path; null where there is none.</summary>
    public Member? Last => Path.Length == 0 ? null : Path[Path.Length - 1];

    /// <summary>It is an element of a collection that a member holds.</summary>
    public bool IsElementOfMember => Kind == IncomingKind.Field && Path.Length == 1 && Path[0] == Member.Elements;

    /// <summary>What holds the innermost member.</summary>
    public IncomingSource WithoutLast() => this with { Path = Path.WithoutLast() };

    /// <summary>Where something that was there on entry came in; null for what was made since.</summary>
    public static IncomingSource? At(ValueKey key) => key switch
    {
        SymbolKey { Symbol: IParameterSymbol parameter } => new IncomingSource(IncomingKind.Parameter, parameter, MemberPath.Empty),
        SymbolKey { Symbol: INamedTypeSymbol type } => new IncomingSource(IncomingKind.This, type, MemberPath.Empty),
        MemberKey member => At(member.Owner) is { } owner ? owner with { Path = owner.Path.Append(member.Member) } : null,
        _ => null,
    };

    /// <summary>The same, and of an element, as which it sits in each field and property on the way there, whoever put it there.</summary>
    public static IEnumerable<Source> AllAt(ValueKey key)
    {
        if (At(key) is not { } at)
        {
            yield break;
        }

        yield return at;
        for (var i = 0; MemberKey.IsElement(key) && i < at.Path.Length - 1; i++)
        {
            if (at.Path[i].Symbol is IFieldSymbol or IPropertySymbol)
            {
                yield return new IncomingSource(IncomingKind.Field, at.Path[i].Symbol!, at.Path.From(i + 1));
            }
        }
    }

    /// <summary>The value that a source stands for: what came in, whatever has been made of it since.</summary>
    public static ValueKey? KeyOf(Source source)
    {
        if (source is not IncomingSource incoming)
        {
            return null;
        }

        // Of a member only where it is the same whoever reads it.
        ValueKey? key = incoming.Kind switch
        {
            IncomingKind.Parameter or IncomingKind.This => new SymbolKey(incoming.Symbol),
            IncomingKind.Field when incoming.Symbol is { IsStatic: true, ContainingType: { } type } => new MemberKey(new SymbolKey(type.OriginalDefinition), Member.Of(incoming.Symbol)),
            _ => null,
        };
        for (var i = 0; key is not null && i < incoming.Path.Length; i++)
        {
            key = new MemberKey(key, incoming.Path[i]);
        }

        return key;
    }

    /// <summary>The same in every run.</summary>
    public static IOrderedEnumerable<IncomingSource> InOrder(IEnumerable<IncomingSource> sources)
        => sources.OrderBy(source => source.Kind).ThenBy(source => source.Symbol.Name, StringComparer.Ordinal).ThenBy(source => source.Path.ToString(), StringComparer.Ordinal);

    public bool Equals(IncomingSource? other)
        => other is not null && Kind == other.Kind && SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol) && Path.Equals(other.Path);

    public override int GetHashCode() => unchecked((SymbolEqualityComparer.Default.GetHashCode(Symbol) * 31) + Path.GetHashCode() + (int)Kind);
}

/// <summary>
/// A value that was copied under a test of a decision (<c>if (!denied) codes.Add(code);</c>): where that copy was routed, so is
/// what becomes of it.
/// </summary>
internal sealed record CopiedSource(Source Original, SyntaxNode At) : Source
{
    /// <summary>Of a copy made on a way from one block to another: of what it is the value.</summary>
    public object? Location { get; init; }

    /// <summary>The copy that this one was made of, for a call that a decision has a part in: where that was routed, this is, too.</summary>
    public CopiedSource? Before { get; init; }

    /// <summary>Somebody had asked about what was copied.</summary>
    public bool IsAsked { get; init; }

    /// <summary>Where in what was copied it sits.</summary>
    public MemberPath Inside { get; init; } = MemberPath.Empty;

    /// <summary>What in the copied object was let through by a decision before the copy was made, whichever code it is.</summary>
    public MemberPaths LetThrough { get; init; } = MemberPaths.Empty;

    /// <summary>The same source, of whose members some have been let through.</summary>
    public static CopiedSource Through(Source source, SyntaxNode at, MemberPaths members)
        => source is CopiedSource copied ? copied with { LetThrough = copied.LetThrough.Union(members.In(copied.Inside)) } : new CopiedSource(source, at) { LetThrough = members };

    /// <summary>What sits at a path in this has been let through.</summary>
    public bool IsLetThrough(MemberPath rest) => !LetThrough.IsEmpty && LetThrough.Covers(Inside.Append(rest));

    public override Source Of(Member member) => this with { Original = Original.Of(member), Inside = Inside.Append(member) };
}

/// <summary>How a value comes into a method.</summary>
internal enum IncomingKind
{
    /// <summary>A parameter's value.</summary>
    Parameter,

    /// <summary>The instance that a method was called on; the symbol is the containing type.</summary>
    This,

    /// <summary>A field, property or captured parameter that only this compilation can read.</summary>
    Field,

    /// <summary>What a call of a method, or a property, gave back.</summary>
    Return,

    /// <summary>What a call left in an argument, or in the object that it was made on; the symbol is the parameter, or the method.</summary>
    Out,
}
