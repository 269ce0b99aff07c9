using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <summary>What leaves a method: by its return value, or by a <c>ref</c> or <c>out</c> parameter.</summary>
/// <param name="Carried">What came in and sits in it now: where, and from where.</param>
/// <param name="HasOwn">Something followed that did not come in through a parameter is in it.</param>
/// <param name="DecidedAbout">It says what a decision about these values says, on every normal return.</param>
/// <param name="DecidedIfAny">It does so where it is anything at all: other returns give null.</param>
/// <param name="Comparisons">The comparisons of something followed that matched by its outcome, all by the same one.</param>
internal sealed record Outflow(
    ImmutableArray<CarriedValue> Carried,
    bool HasOwn,
    ImmutableHashSet<ValueKey> DecidedAbout,
    ImmutableHashSet<ValueKey> DecidedIfAny,
    ValueKey? Key,
    ImmutableHashSet<DelegateTarget> Methods,
    ImmutableHashSet<ComparisonOutcome> Comparisons)
{
    /// <summary>Of a delegate: what the lambda knows that made it, by the parameters of the method that did.</summary>
    public ImmutableArray<(IParameterSymbol Parameter, ValueKey Key)> Captured { get; init; } = ImmutableArray<(IParameterSymbol, ValueKey)>.Empty;

    /// <summary>Of something that says what decisions say: about which values each of its members does.</summary>
    public ImmutableDictionary<Member, ImmutableHashSet<ValueKey>> Members { get; init; } = ImmutableDictionary<Member, ImmutableHashSet<ValueKey>>.Empty;

    /// <summary>It is a copy of these, made member by member: what is written to the one is not in the other.</summary>
    public ImmutableHashSet<IncomingSource> CopyOf { get; init; } = ImmutableHashSet<IncomingSource>.Empty;

    /// <summary>The members of such a copy that the method wrote.</summary>
    public ImmutableHashSet<Member> Rewritten { get; init; } = ImmutableHashSet<Member>.Empty;

    /// <summary>The comparisons by which a filter of the method let it through, and those of its elements.</summary>
    public (ImmutableHashSet<Match> Itself, ImmutableHashSet<Match> Elements) Matched { get; init; } = (ImmutableHashSet<Match>.Empty, ImmutableHashSet<Match>.Empty);

    /// <summary>It may be the default value: of a decision's type, one that nobody made.</summary>
    public bool MayBeDefault { get; init; }

    /// <summary>It is never null.</summary>
    public bool IsAlwaysThere { get; init; }

    /// <summary>It gives all elements of these collections.</summary>
    public ImmutableHashSet<ValueKey> Whole { get; init; } = ImmutableHashSet<ValueKey>.Empty;

    /// <summary>Of those that it says something of: it does so only by the codes that are in it.</summary>
    public ImmutableHashSet<ValueKey> ByChoice { get; init; } = ImmutableHashSet<ValueKey>.Empty;

    /// <summary>What it says by its outcome: what a decision says about other values where it is true, say, than where it is false.</summary>
    public Evaluated Decided { get; init; } = Evaluated.Nothing;

    /// <summary>The groups in it, by where they are, whose key says what the decisions say about the elements of that very group, or about those members of each.</summary>
    public ImmutableArray<(MemberPath At, MemberPath Asked)> Groups { get; init; } = ImmutableArray<(MemberPath, MemberPath)>.Empty;

    public bool Same(Outflow other)
        => HasOwn == other.HasOwn
            && MayBeDefault == other.MayBeDefault
            && IsAlwaysThere == other.IsAlwaysThere
            && CopyOf.SetEquals(other.CopyOf)
            && Rewritten.SetEquals(other.Rewritten)
            && Captured.SequenceEqual(other.Captured)
            && Groups.SequenceEqual(other.Groups)
            && Members.Count == other.Members.Count
            && Members.All(pair => other.Members.TryGetValue(pair.Key, out var theirs) && pair.Value.SetEquals(theirs))
            && Equals(Key, other.Key)
            && DecidedAbout.SetEquals(other.DecidedAbout)
            && DecidedIfAny.SetEquals(other.DecidedIfAny)
            && Decided.Equals(other.Decided)
            && Whole.SetEquals(other.Whole)
            && ByChoice.SetEquals(other.ByChoice)
            && Methods.SetEquals(other.Methods)
            && Comparisons.SetEquals(other.Comparisons)
            && Matched.Itself.SetEquals(other.Matched.Itself)
            && Matched.Elements.SetEquals(other.Matched.Elements)
            && Carried.ToImmutableHashSet().SetEquals(other.Carried);

    public static readonly Outflow Nothing = new(ImmutableArray<CarriedValue>.Empty, false, ImmutableHashSet<ValueKey>.Empty, ImmutableHashSet<ValueKey>.Empty, null, ImmutableHashSet<DelegateTarget>.Empty, ImmutableHashSet<ComparisonOutcome>.Empty);
}

/// <summary>Something that came in, and what a decision has let through of its members: that is routed where it is handed on.</summary>
/// <param name="Path">Where it sits in what the method gives back.</param>
internal sealed record CarriedValue(MemberPath Path, IncomingSource From, MemberPaths LetThrough);

/// <summary>The same where it is left in something else that came in.</summary>
internal sealed record StoredValue(IncomingSource Into, IncomingSource From, MemberPaths LetThrough);

/// <summary>A member of what came in that holds something read from a decision.</summary>
/// <param name="About">What that is about.</param>
/// <param name="Decided">What it says of all elements of a collection by its outcome: <c>if (Evaluate(c, payer).IsGoverned) { claim.Held = true; return; }</c></param>
internal sealed record MarkedMember(IncomingSource Into, ImmutableHashSet<ValueKey> About, Evaluated Decided)
{
    public bool Same(MarkedMember other) => Into.Equals(other.Into) && About.SetEquals(other.About) && Decided.Equals(other.Decided);
}

/// <summary>What a call of a method does, in the method's own terms. One per method and compilation.</summary>
/// <param name="Completed">Evaluated on every normal return.</param>
/// <param name="Guarded">Evaluated, and it returns only on some outcomes.</param>
/// <param name="Stored">What it leaves in its parameters and its instance: in which, where in it, from where.</param>
/// <param name="Callbacks">By parameter that is a delegate and only gets called: what is evaluated, and matters, at every call; everything where there is none.</param>
internal sealed record MethodSummary(
    bool NeverReturns,
    ImmutableHashSet<ValueKey> Completed,
    ImmutableHashSet<ValueKey> Guarded,
    Outflow Returned,
    ImmutableDictionary<int, Outflow> Outs,
    ImmutableArray<StoredValue> Stored,
    ImmutableDictionary<int, KeySet> Callbacks)
{
    /// <summary>Why there is none.</summary>
    public string? GaveUp { get; init; }

    /// <summary>The members of its parameters and its instance that hold something read from a decision where it returns, and what that is about.</summary>
    public ImmutableArray<MarkedMember> Marked { get; init; } = ImmutableArray<MarkedMember>.Empty;

    /// <summary>By parameter that is a truth value: the one with which it never returns normally.</summary>
    public ImmutableDictionary<int, bool> FailsWhen { get; init; } = ImmutableDictionary<int, bool>.Empty;

    private static readonly ImmutableDictionary<int, KeySet> s_noCallbacks = ImmutableDictionary<int, KeySet>.Empty;

    /// <summary>Of what is no method.</summary>
    public static readonly MethodSummary None = new(false, ImmutableHashSet<ValueKey>.Empty, ImmutableHashSet<ValueKey>.Empty, Outflow.Nothing, ImmutableDictionary<int, Outflow>.Empty, ImmutableArray<StoredValue>.Empty, s_noCallbacks);

    /// <summary>Of a body that cannot be looked into now (it is under way, or was given up): anything it gets may be what it gives back.</summary>
    public static MethodSummary Unknown(IMethodSymbol method) => new(
        false,
        ImmutableHashSet<ValueKey>.Empty,
        ImmutableHashSet<ValueKey>.Empty,
        Outflow.Nothing with
        {
            Carried = KnownTypes.CanCarry(method.ReturnType)
                ? method.Parameters.Select(p => new CarriedValue(MemberPath.Empty, new IncomingSource(IncomingKind.Parameter, p, MemberPath.Empty), MemberPaths.Empty)).ToImmutableArray()
                : ImmutableArray<CarriedValue>.Empty,
        },
        ImmutableDictionary<int, Outflow>.Empty,
        ImmutableArray<StoredValue>.Empty,
        s_noCallbacks);

    /// <summary>Of a body that is under way, at first: nothing comes of a call of it.</summary>
    public static MethodSummary Unreached(ISymbol owner) => None with
    {
        NeverReturns = true,
        Callbacks = owner is IMethodSymbol method ? method.Parameters.ToImmutableDictionary(parameter => parameter.Ordinal, _ => KeySet.Everything) : s_noCallbacks,
    };

    /// <summary>Reads a finished flow.</summary>
    public static MethodSummary Of(IMethodSymbol method, FlowAnalysis flow)
    {
        if (flow.Exit is not { } exit)
        {
            return Unknown(method) with { NeverReturns = !KnownTypes.IsIterator(method) && !method.IsAsync, Returned = Outflow.Nothing, Callbacks = flow.CallbacksOf(method, ImmutableArray<StoredValue>.Empty) };
        }

        var outs = ImmutableDictionary.CreateBuilder<int, Outflow>();
        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind is RefKind.Out or RefKind.Ref && exit.Locations.TryGetValue(parameter, out var left))
            {
                outs.Add(parameter.Ordinal, flow.OutflowOf(left, exit));
            }
        }

        // An iterator has done nothing yet when it returns.
        var runs = !KnownTypes.IsIterator(method);
        var candidates = runs ? flow.Blocks.Where(b => b.IsReached).SelectMany(b => b.Events).Where(e => e.Kind is FlowEventKind.Completed or FlowEventKind.Guarded).Select(e => e.Key).Concat(flow.NamesOfAll()).Concat(flow.Context.Asked.Select(asked => asked.About)).Concat(flow.StoredKeysTested()).Concat(exit.Completed.IsEverything ? [] : exit.Completed.Keys.OfType<LinedKey>()).Append(AnyKey.Instance).ToImmutableHashSet() : ImmutableHashSet<ValueKey>.Empty;
        var completed = candidates.Where(exit.Completed.Contains).ToImmutableHashSet();
        var stored = Bounded(flow.StoredIn(exit));
        return new MethodSummary(
            false,
            completed,
            candidates.Where(key => EvaluationQuery.IsGuardedAtExit(flow, key, flow.Context.Budget)).ToImmutableHashSet(),
            flow.OutflowOf(flow.Returned, exit) with { MayBeDefault = flow.ReturnsDefault },
            outs.ToImmutable(),
            stored,
            flow.CallbacksOf(method, stored))
        {
            Marked = runs ? flow.MarkedIn(exit) : ImmutableArray<MarkedMember>.Empty,
            FailsWhen = FailingConditions.Of(method, flow),
        };
    }

    /// <summary>Of a member's initializer: what it leaves in a new object.</summary>
    public static MethodSummary OfInitializer(FlowAnalysis flow) => flow.Exit is { } exit ? None with { Stored = Bounded(flow.StoredIn(exit)) } : None;

    /// <summary>More than this, and the method is given up: what it does to its arguments would multiply from caller to caller.</summary>
    private const int MaxStored = 200;

    private static ImmutableArray<StoredValue> Bounded(IEnumerable<StoredValue> stored)
    {
        var all = stored.Distinct().Take(MaxStored + 1).ToImmutableArray();
        return all.Length <= MaxStored ? all : throw new RoutingBudgetException();
    }

    /// <summary>What of it counts where a delegate is called that came in from elsewhere: what is evaluated. Where its arguments get to is followed without it.</summary>
    public MethodSummary OfDelegate() => this with
    {
        Returned = Outflow.Nothing with { DecidedAbout = Returned.DecidedAbout, Decided = Returned.Decided },
        Outs = ImmutableDictionary<int, Outflow>.Empty,
        Stored = ImmutableArray<StoredValue>.Empty,
        Callbacks = s_noCallbacks,
        Marked = ImmutableArray<MarkedMember>.Empty,
    };

    /// <summary>Says the same as another.</summary>
    public bool Same(MethodSummary other)
        => NeverReturns == other.NeverReturns
            && Completed.SetEquals(other.Completed)
            && Guarded.SetEquals(other.Guarded)
            && Returned.Same(other.Returned)
            && Outs.Count == other.Outs.Count
            && Outs.All(pair => other.Outs.TryGetValue(pair.Key, out var theirs) && pair.Value.Same(theirs))
            && Stored.ToImmutableHashSet().SetEquals(other.Stored)
            && FailsWhen.Count == other.FailsWhen.Count
            && FailsWhen.All(pair => other.FailsWhen.TryGetValue(pair.Key, out var theirs) && pair.Value == theirs)
            && Marked.Length == other.Marked.Length
            && Marked.All(mark => other.Marked.Any(theirs => mark.Same(theirs)))
            && Callbacks.Count == other.Callbacks.Count
            && Callbacks.All(pair => other.Callbacks.TryGetValue(pair.Key, out var theirs) && pair.Value.Equals(theirs));

    /// <summary>Of two bodies that both run (the initializers of a primary constructor).</summary>
    public MethodSummary And(MethodSummary other) => new(
        NeverReturns || other.NeverReturns,
        Completed.Union(other.Completed),
        Guarded.Union(other.Guarded),
        Returned,
        Outs,
        Stored.Union(other.Stored).ToImmutableArray(),
        CallbacksOfBoth(other)) { Marked = Marked.AddRange(other.Marked) };

    private ImmutableDictionary<int, KeySet> CallbacksOfBoth(MethodSummary other)
        => Callbacks.Where(pair => other.Callbacks.ContainsKey(pair.Key)).ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Intersect(other.Callbacks[pair.Key]));
}
