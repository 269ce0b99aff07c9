using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <summary>
/// Which value it is, for facts that must hold about one and the same value ("this value has been evaluated").
/// Two expressions with equal keys have the same value; different keys say nothing.
/// </summary>
internal abstract record ValueKey
{
    /// <summary>How many members deep the key is; bounded, so that a loop over a linked list ends.</summary>
    public virtual int Depth => 0;
}

/// <summary>The guarded code itself. All its spellings are one value.</summary>
internal sealed record CodeKey(string Code) : ValueKey;

/// <summary>Any other constant.</summary>
internal sealed record ConstantKey(object? Value) : ValueKey
{
    public static readonly ConstantKey Null = new((object?)null);
}

/// <summary>What a stored decision is about, when nobody can tell: "as good as the call that made it".</summary>
internal sealed record AnyKey : ValueKey
{
    public static readonly AnyKey Instance = new();
}

/// <summary>Of a table of decisions: what an entry stands for, whichever that is. Its key is that, or is read from it.</summary>
internal sealed record EntryKey : ValueKey
{
    public static readonly EntryKey Instance = new();
}

/// <summary>Of a member of an object: that what was there before is there no longer, and nothing followed is there instead.</summary>
internal sealed record ReplacedKey(MemberKey Place) : ValueKey
{
    /// <summary>Something followed is put into this member of some object.</summary>
    public static ReplacedKey AnyOf(Member member) => new(new MemberKey(AnyKey.Instance, member));

    /// <summary>It no longer holds once <paramref name="key"/> is made anew.</summary>
    public bool IsPast(ValueKey key) => key is ReplacedKey { Place: { Owner: AnyKey, Member: var member } } ? Place.Member.Equals(member) : MemberKey.IsWithin(Place, key);
}

/// <summary>The value that an operation made when it last ran.</summary>
internal sealed record OperationKey(SyntaxNode Syntax, OperationKind Kind, int Part = 0) : ValueKey;

/// <summary>Whatever a comparison in a filter matched and the filter let through.</summary>
internal sealed record MatchedKey(SyntaxNode Comparison) : ValueKey;

/// <summary>Of a decision about a value: that it is kept in a member, until something else is put there.</summary>
internal sealed record StoredKey(ValueKey Place, ValueKey About) : ValueKey;

/// <summary>
/// That a value is not a certain constant, as a name among those of which one must hold: on a path where the same comparison has been made before and did not match, it
/// does not match now.
/// </summary>
internal sealed record UnequalKey(ValueKey Value, ValueKey Code, string Constant) : ValueKey;

/// <summary>A place counted from the end of a collection.</summary>
internal sealed record FromEndKey(ValueKey Count) : ValueKey;

/// <summary>What a delegate is given at a position, wherever it is called.</summary>
internal sealed record GivenKey(int Position) : ValueKey;

/// <summary>What the decisions are about that a value says something of: whether a delegate is called depends on a test of that value.</summary>
internal sealed record TestedKey(ValueKey Part) : ValueKey;

/// <summary>Evaluated by the end of a task, whatever becomes of the decision.</summary>
internal sealed record FinishedKey(ValueKey About) : ValueKey;

/// <summary>A service line has been built from it, for the evaluator: of what came in, or what a filter let through.</summary>
internal sealed record LinedKey(ValueKey About) : ValueKey;

/// <summary>
/// Those of the elements given so far that were given before the last one, or a member of each. Where a value says something of them, an answer about one element of a
/// collection has not been overwritten by that about the next.
/// </summary>
internal sealed record PastTurnsKey(ValueKey Turns) : ValueKey;

/// <summary>A lambda or method that a collection of delegates certainly holds.</summary>
internal sealed record CalleeKey(DelegateTarget Target) : ValueKey;

/// <summary>The opposite of a truth value.</summary>
internal sealed record NotKey(ValueKey Value) : ValueKey
{
    public override int Depth => Value.Depth;

    public static ValueKey Of(ValueKey value) => value is NotKey not ? not.Value : new NotKey(value);
}

/// <summary>Whether a value is a certain constant.</summary>
internal sealed record EqualKey(ValueKey Value, ConstantKey Constant) : ValueKey
{
    public override int Depth => Value.Depth;
}

/// <summary>A parameter's value on entry, or the instance (the symbol is the containing type).</summary>
internal sealed record SymbolKey(ISymbol Symbol) : ValueKey;

/// <summary>What a location holds where several paths meet.</summary>
internal sealed record PhiKey(SyntaxNode Body, int Block, object Location) : ValueKey
{
    /// <summary>Of <c>code?.Trim()</c> and <c>code ?? ""</c>: the one of the two values that is not empty. It belongs to the name and tells it from no other.</summary>
    public ValueKey? Present { get; init; }

    public bool Equals(PhiKey? other) => other is not null && Body == other.Body && Block == other.Block && Location.Equals(other.Location);

    public override int GetHashCode() => (Location.GetHashCode() * 31) + Block;
}

/// <summary>A member of another value.</summary>
internal sealed record MemberKey(ValueKey Owner, Member Member) : ValueKey
{
    public override int Depth { get; } = Owner.Depth + 1;

    /// <summary>All elements of a collection, as one name: what is known of it is known of each.</summary>
    public static MemberKey AllOf(ValueKey collection) => new(collection, Member.Each);

    /// <summary>Of all elements of a collection: those that are left in it.</summary>
    public ValueKey Left() => new MemberKey(Owner, Member.Kept);

    /// <summary>A name of a group of values, and not of one.</summary>
    public static bool IsGroup(ValueKey value) => value is MemberKey member && (member.Member == Member.Each || member.Member == Member.Kept || member.Member == Member.Turns || IsGroup(member.Owner));

    /// <summary>It is <paramref name="key"/>, or a member of it at any depth.</summary>
    public static bool IsWithin(ValueKey value, ValueKey key) => value.Equals(key) || (value is MemberKey member && IsWithin(member.Owner, key));

    /// <summary>An element of a collection, or in one.</summary>
    public static bool IsElement(ValueKey? key) => key is MemberKey member && (member.Member == Member.Elements || IsElement(member.Owner));

    /// <summary>What happens to <paramref name="key"/> happens to the group: to the collection, or to a member that is written in some object.</summary>
    public static bool IsTouched(ValueKey group, ValueKey key)
        => IsWithin(group, key) || (key is MemberKey { Owner: AnyKey } written && group is MemberKey member && (member.Member.Equals(written.Member) || IsTouched(member.Owner, key)));

    /// <summary>The same member, at any depth, of <paramref name="to"/> instead of <paramref name="from"/>; null where it is none of that.</summary>
    public static ValueKey? Moved(ValueKey value, ValueKey from, ValueKey to)
        => value.Equals(from) ? to : value is MemberKey member && Moved(member.Owner, from, to) is { } owner ? new MemberKey(owner, member.Member) : null;

    /// <summary>The element of a collection, known by its index, that a name speaks of, or of something in it; null of any other.</summary>
    public static ElementKey? ElementIn(ValueKey? value) => value is MemberKey member ? ElementIn(member.Owner) : value as ElementKey;

    /// <summary>It speaks of the elements of collections that are in the elements given so far, all of them together: <c>foreach (var claim in claims) foreach (var line in claim.Lines)</c>.</summary>
    public static bool IsInsideTurns(ValueKey value) => value is MemberKey member && member.Member != Member.Turns && (member.Member == Member.Elements ? TurnsIn(member.Owner) is not null : IsInsideTurns(member.Owner));

    /// <summary>It speaks of all elements of a collection, or of those of a collection in each that was given so far.</summary>
    public static bool IsWhole(ValueKey value) => TurnsIn(value) is null || IsInsideTurns(value);

    /// <summary>All elements of a collection, as one name, of which a name speaks or of whose members; null of any other.</summary>
    public static MemberKey? EachIn(ValueKey value) => value is not MemberKey member ? null : member.Member == Member.Each ? member : EachIn(member.Owner);

    /// <summary>The elements given so far that a name speaks of; null where it speaks of none.</summary>
    public static MemberKey? TurnsIn(ValueKey value)
        => value is not MemberKey member ? null : member.Member == Member.Turns ? member : TurnsIn(member.Owner);
}

/// <summary>The element of a collection at an index.</summary>
internal sealed record ElementKey(ValueKey Collection, ValueKey Index) : ValueKey
{
    public override int Depth { get; } = Math.Max(Collection.Depth, Index.Depth) + 1;
}

/// <summary>What stood at an index of a collection before something else may stand there.</summary>
internal sealed record StoodAtKey(ElementKey Element) : ValueKey
{
    public override int Depth => Element.Depth;
}

/// <summary>A place inside an object: a field, a property, a captured primary-constructor parameter, a tuple element, or the elements of a collection taken together.</summary>
internal sealed record Member(string Name, ISymbol? Symbol)
{
    /// <summary>All elements, keys and values of a collection, and the text of a builder.</summary>
    public static readonly Member Elements = new("[]", null);

    /// <summary>How many elements a collection has, where a decision says so.</summary>
    public static readonly Member Size = new("#", null);

    /// <summary>Each element of a collection, as one name for all of them.</summary>
    public static readonly Member Each = new("[*]", null);

    /// <summary>Of a reader: the row it stands on.</summary>
    public static readonly Member Row = new("[row]", null);

    /// <summary>Of an enumerator that is moved by hand: the element that it stands on.</summary>
    public static readonly Member Standing = new("[at]", null);

    /// <summary>Of a collection: which others it holds all of (a copy of them).</summary>
    public static readonly Member Whole = new("[all]", null);

    /// <summary>Of a collection: what is left in it once those that a decision spoke against were taken out.</summary>
    public static readonly Member Kept = new("[kept]", null);

    /// <summary>Of a collection: the others from which it holds those elements for which a decision had an outcome.</summary>
    public static readonly Member Picked = new("[picked]", null);

    /// <summary>Of an enumerator, or of a lambda's parameter: the elements that it has given so far.</summary>
    public static readonly Member Turns = new("[..]", null);

    /// <summary>Of a position: the collection in which it was found, and what matched there.</summary>
    public static readonly Member Found = new("[found]", null);

    /// <summary>Of a group: what its elements have in common.</summary>
    public static readonly Member GroupKey = new("[key]", null);

    /// <summary>Of a delegate: the object on which it calls a method.</summary>
    public static readonly Member Receiver = new("[on]", null);

    /// <summary>Of a collection of delegates: those that it certainly holds.</summary>
    public static readonly Member Callees = new("[calls]", null);

    /// <summary>Of a table of decisions: what each of them is about.</summary>
    public static readonly Member Answers = new("[answers]", null);

    /// <summary>Of a table of decisions: what those are about that were put there under a key of which nobody knows which it is.</summary>
    public static readonly Member AnswersElsewhere = new("[answers elsewhere]", null);

    /// <summary>Of decisions about the elements of a collection, in the order of those: what each is about, and the collection.</summary>
    public static readonly Member Beside = new("[beside]", null);

    /// <summary>What calling a delegate gives back.</summary>
    public static readonly Member Result = new("()", null);

    /// <summary>Of the delegates that an enumerator has given so far: the value about which one of them asks.</summary>
    public ValueKey? About { get; init; }

    /// <summary>What it holds, where a symbol tells.</summary>
    public ITypeSymbol? Type => Symbol switch
    {
        IFieldSymbol stored => stored.Type,
        IPropertySymbol property => property.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };

    /// <summary>What calling a delegate leaves in a <c>ref</c> or <c>out</c> argument, or puts into the object that it is given.</summary>
    public static Member Left(int ordinal) => new("(" + ordinal + ")", null);

    /// <summary>Calling a delegate gives it, one way or the other.</summary>
    public bool IsOfCall => Symbol is null && Name.StartsWith("(", StringComparison.Ordinal);

    /// <summary>The key of an entry of a table.</summary>
    public bool IsKeyOfEntry => Symbol is IPropertySymbol { Name: "Key", ContainingType: { Name: "KeyValuePair", IsGenericType: true } } && KnownLibrary.IsLibrary(Symbol);

    public bool IsTupleElement => Symbol is { ContainingType.IsTupleType: true } || (Symbol is null && Name.StartsWith("Item", StringComparison.Ordinal));

    public static Member AskedAbout(ValueKey key) => new("[asks]", null) { About = key };

    /// <summary>Of a table of decisions: what the one is about that was put there under a constant key; null where the key is none.</summary>
    public static Member? AnswerAt(ValueKey? key) => key switch
    {
        CodeKey code => new("[answer at " + code.Code + "]", null),
        ConstantKey { Value: { } value } => new("[answer at " + System.Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) + "]", null),
        _ => null,
    };

    public static Member TupleElement(int index) => new("Item" + (index + 1), null);

    public static Member Of(ISymbol symbol)
    {
        if (symbol is IFieldSymbol { ContainingType.IsTupleType: true } element)
        {
            return new Member((element.CorrespondingTupleField ?? element).Name, null);
        }

        // Overrides and constructed generics are one place in memory.
        while (symbol is IPropertySymbol { OverriddenProperty: { } overridden })
        {
            symbol = overridden;
        }

        return new Member(symbol.Name, PartialMembers.DeclarationOf(symbol.OriginalDefinition));
    }

    public bool Equals(Member? other)
        => other is not null && Name == other.Name && SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);
}
