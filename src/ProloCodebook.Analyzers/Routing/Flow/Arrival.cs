using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <summary>A point between two things that happen in a block.</summary>
internal readonly record struct FlowPoint(FlowAnalysis Flow, int Block, int Position)
{
    /// <summary>Of a point behind the test that ends the block: by which way out.</summary>
    public FlowEdge? Edge { get; init; }
}

/// <summary>A place that a followed value reaches.</summary>
internal abstract record Place;

/// <summary>It gets away: to code we do not see, to something others can read, into a table keyed by it.</summary>
/// <param name="How">For the message: "is passed to 'Submit'".</param>
internal sealed record EscapePlace(string How) : Place;

/// <summary>It becomes a parameter (or the instance) of a method whose body is in the compilation.</summary>
/// <param name="Parameter">The parameter; the containing type for the instance.</param>
internal sealed record ParameterPlace(IMethodSymbol Method, IncomingKind Kind, ISymbol Parameter, MemberPath Path) : Place
{
    /// <summary>The flow did not look into the method: what comes of the value by the call is still to be asked.</summary>
    public bool IsUnseen { get; init; }
}

/// <summary>It is stored where only this compilation can read it.</summary>
internal sealed record FieldPlace(ISymbol Field, MemberPath Path) : Place
{
    /// <summary>It is put into the object that the field holds already.</summary>
    public bool IsFilled { get; init; }

    /// <summary>The object that has the field is given to others, who can ask it for what it shows.</summary>
    public bool IsShown { get; init; }
}

/// <summary>It is what the method gives back.</summary>
internal sealed record ReturnPlace(IMethodSymbol Method, MemberPath Path) : Place;

/// <summary>It is left in a <c>ref</c> or <c>out</c> parameter.</summary>
internal sealed record OutPlace(IParameterSymbol Parameter, MemberPath Path) : Place;

/// <summary>It is left in the object that the method was called on, or in the new one whose member is initialized.</summary>
/// <param name="Owner">The method, or the member.</param>
internal sealed record InstancePlace(ISymbol Owner, MemberPath Path) : Place;

/// <summary>It is passed to a delegate that came in from elsewhere in the compilation.</summary>
internal sealed record DelegatePlace(IReadOnlyList<IncomingSource> Delegates, int Position, MemberPath Path) : Place
{
    /// <summary>It is given the object that raises the event: handlers that nobody here knows read nothing of it that is not theirs already.</summary>
    public bool IsSender { get; init; }
}

/// <summary>It is shown to the handlers of an event of the collection that holds it: as the sender, or as one of the items that have changed.</summary>
internal sealed record HandlerPlace(DelegateParts Handlers, int Position, MemberPath Path) : Place;

/// <summary>A delegate given to a parameter, or stored in a field or an event, that only this compilation can reach.</summary>
internal sealed record DelegateBinding(IncomingSource Into, DelegateParts Parts);

/// <summary>It is compared (R3).</summary>
/// <param name="With">The value on the other side.</param>
/// <param name="IsTableKey">It is the key of a table: only an evaluation before it counts.</param>
internal sealed record ComparisonPlace(SyntaxNode Syntax, ValueKey? With, bool IsTableKey) : Place
{
    /// <summary>The groups that the value on the other side is one of, or that its elements are, if it is a collection.</summary>
    public ImmutableHashSet<ValueKey> Groups { get; init; } = ImmutableHashSet<ValueKey>.Empty;
}

/// <summary>What the other arguments of a call are computed from.</summary>
/// <param name="About">The values that those decisions are about.</param>
/// <param name="Calls">The calls that made them.</param>
internal sealed record DecidedArguments(KeySet About, ImmutableHashSet<SyntaxNode> Calls)
{
    public static readonly DecidedArguments None = new(KeySet.Empty, ImmutableHashSet<SyntaxNode>.Empty);

    public static DecidedArguments Of(AbstractValue value) => new(KeySet.Of(value.DecidedAbout.Where(value.Evaluated.Anyway.Contains)), value.DecidedBy);

    public DecidedArguments And(DecidedArguments other) => ReferenceEquals(this, None) ? other : ReferenceEquals(other, None) ? this : new(About.Union(other.About), Calls.Union(other.Calls));

    /// <summary>Of either of two values: what both say.</summary>
    public DecidedArguments Or(DecidedArguments other) => Equals(other) ? this : About.Intersect(other.About) is { IsEmpty: false } both ? new(both, Calls.Union(other.Calls)) : None;

    public bool Equals(DecidedArguments? other) => ReferenceEquals(this, other) || (other is not null && About.Equals(other.About) && Calls.SetEquals(other.Calls));

    public override int GetHashCode() => Calls.Count;
}

/// <summary>A followed value reaching a place.</summary>
/// <param name="Source">Where it comes from, in this method's terms.</param>
/// <param name="Inside">Where in the value that arrives the followed one sits.</param>
/// <param name="Key">Which value it sits in.</param>
/// <param name="Part">Which value that one was made of.</param>
internal sealed record Arrival(Source Source, MemberPath Inside, Place Place, SyntaxNode Syntax, FlowPoint Point, ValueKey? Key, ValueKey? Part, DecidedArguments Others)
{
    /// <summary>It sits in a service line, by which it has been handed to the evaluator: of interest only to who reads the line's code back.</summary>
    public bool IsInLine { get; init; }

    /// <summary>The groups that it is one of.</summary>
    public ImmutableHashSet<ValueKey> Groups { get; init; } = ImmutableHashSet<ValueKey>.Empty;

    /// <summary>What arrives as a whole, and holds it.</summary>
    public ValueKey? Root { get; init; }
}

/// <summary>A reference as the flow came by it.</summary>
internal sealed record ReferenceVisit(SyntaxNode Syntax, FlowPoint Point);

/// <summary>A copy made under a test of a decision.</summary>
/// <param name="Others">Of one made for a call: what else in the call is computed from decisions.</param>
internal sealed record CopyVisit(SyntaxNode Syntax, FlowPoint Point, ValueKey? Key, DecidedArguments Others)
{
    /// <summary>Of a copy made on a way from one block to another: of what it is the value.</summary>
    public object? Location { get; init; }

    /// <summary>The groups that what was copied is one of.</summary>
    public ImmutableHashSet<ValueKey> Groups { get; init; } = ImmutableHashSet<ValueKey>.Empty;

    /// <summary>What comes from there was copied here.</summary>
    public bool IsOf(CopiedSource copied) => Syntax == copied.At && Equals(Location, copied.Location);
}

/// <summary>A call of a method of the compilation.</summary>
/// <param name="Arguments">By the parameter's place: which value it is given; null where nobody can tell.</param>
/// <param name="By">Of a delegate that a method calls which got it: what becomes of that delegate.</param>
/// <param name="PickedBy">Where decisions say which of several methods is called: those.</param>
internal sealed record CallVisit(IMethodSymbol Method, FlowPoint Point, ImmutableDictionary<int, ValueKey?> Arguments, DelegateUses? By = null, DecidedArguments? PickedBy = null)
{
    /// <summary>The call; null where the method is only made a delegate of.</summary>
    public SyntaxNode? Syntax { get; init; }

    /// <summary>Which value it is called on.</summary>
    public ValueKey? Receiver { get; init; }
}

/// <summary>A reference that is no constant: <c>line.Code</c> read back from a service line built from a guarded code.</summary>
internal sealed record DerivedReference(SyntaxNode Syntax, References.GuardedCode Code);

/// <summary>The code of a service line that came in is read back.</summary>
internal sealed record ReadBack(SyntaxNode Syntax, IncomingSource From);

/// <summary>What following the values of one body brought to light.</summary>
internal sealed class FlowRecord
{
    public List<Arrival> Arrivals { get; } = [];

    public List<ReferenceVisit> References { get; } = [];

    public List<CopyVisit> Copies { get; } = [];

    public List<CallVisit> Calls { get; } = [];

    /// <summary>What followed values are put into which collections.</summary>
    public List<(ValueKey Collection, ValueKey Element, FlowPoint Point)> Added { get; } = [];

    public List<DelegateBinding> Bindings { get; } = [];

    public List<DelegateCall> DelegateCalls { get; } = [];

    /// <summary>What the collections of delegates certainly hold that are stored in members.</summary>
    public List<(ISymbol Member, IReadOnlyList<DelegateTarget> Callees)> Rows { get; } = [];

    /// <summary>What becomes of the lambdas, local functions and methods that the body makes delegates of.</summary>
    public Dictionary<DelegateTarget, DelegateUses> Uses { get; } = [];

    /// <summary>Where the body makes delegates of methods.</summary>
    public List<CallVisit> MethodGroups { get; } = [];

    public List<DerivedReference> DerivedReferences { get; } = [];

    public List<ReadBack> ReadBacks { get; } = [];

    /// <summary>Why the analysis stopped early; null where it did not.</summary>
    public string? GaveUp { get; set; }

    public DelegateUses UsesOf(DelegateTarget target)
    {
        if (!Uses.TryGetValue(target, out var uses))
        {
            Uses.Add(target, uses = new DelegateUses());
        }

        return uses;
    }
}
