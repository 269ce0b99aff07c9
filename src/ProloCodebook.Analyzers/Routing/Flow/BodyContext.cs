using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.Exemptions;
using CallExemptions = ProloCodebook.Exemptions.Exemptions;
using ProloCodebook.References;
using ProloCodebook.Rules;

namespace ProloCodebook.Routing;

/// <summary>What the flows of one body (a method with its lambdas and local functions) share.</summary>
internal sealed class BodyContext
{
    /// <summary>Functions within functions deeper than this are not followed.</summary>
    private const int MaxNesting = 12;

    private static readonly string[] s_moves = ["MoveNext", "MoveNextAsync", "Peek", "TryPeek"];

    private readonly Dictionary<ControlFlowGraph, FlowEdges> _edges = [];
    private readonly Dictionary<ControlFlowGraph, IReadOnlyDictionary<ILocalSymbol, Counter>> _counters = [];
    private readonly Dictionary<ValueKey, Member> _taken = [];
    private readonly Dictionary<(ValueKey Turns, ValueKey Collection), Member> _added = [];
    private readonly Dictionary<DecisionTest, AbstractValue> _conditions = [];
    private readonly Dictionary<object, AbstractValue> _assigned = [];
    private readonly HashSet<DelegateTarget> _active = [];
    private readonly MethodSummary _assumed;
    private readonly Lazy<bool> _movesByHand;
    private readonly IReadOnlyDictionary<SyntaxNode, CodeReference> _references;

    public BodyContext(RoutingAnalysis analysis, RoutingSession session, ISymbol owner, SyntaxNode body, IReadOnlyDictionary<SyntaxNode, CodeReference> references, MethodSummary assumed)
    {
        _assumed = assumed;
        Analysis = analysis;
        Session = session;
        Owner = owner;
        Body = body;
        _references = references;
        Budget = new RoutingBudget(session.CancellationToken);
        _movesByHand = new(FindMoves);
    }

    public RoutingAnalysis Analysis { get; }

    public RoutingSession Session { get; }

    public PolicySymbols Symbols => Analysis.Symbols;

    public CallExemptions Exemptions => Analysis.Exemptions;

    /// <summary>The method, property or field that the body belongs to.</summary>
    public ISymbol Owner { get; }

    public SyntaxNode Body { get; }

    public FlowRecord Record { get; } = new();

    /// <summary>By what it gave back, how to look into a call into which nothing goes: only where something is put into what it gave.</summary>
    public Dictionary<ValueKey, Func<AbstractValue>> UnseenCalls { get; } = [];

    /// <summary>By the delegate that a call gave back: what gave it.</summary>
    public Dictionary<ValueKey, IReadOnlyList<IncomingSource>> DelegatesGiven { get; } = [];

    /// <summary>Objects that others have, too.</summary>
    public SharedObjects Shared { get; } = new();

    public RoutingBudget Budget { get; }

    /// <summary>Of whoever asks now. A finished flow is kept longer than the session in which it was followed.</summary>
    public CancellationToken CancellationToken
    {
        get => Budget.CancellationToken;
        set => Budget.CancellationToken = value;
    }

    public Dictionary<DelegateTarget, LambdaCreation> Lambdas { get; } = [];

    /// <summary>What each <c>ref</c> local is another name of.</summary>
    public Dictionary<ILocalSymbol, IOperation> Aliases { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The objects made in the body whose classes are the compilation's own.</summary>
    public HashSet<ValueKey> OwnObjects { get; } = [];

    /// <summary>The linked lists that have given a node.</summary>
    public HashSet<ValueKey> LinkedLists { get; } = [];

    /// <summary>By the enumerator of a span: the span, through which what it stands on can be overwritten.</summary>
    public Dictionary<ValueKey, AbstractValue> Spans { get; } = [];

    /// <summary>By collection: what was asked for of it and is only looked up once somebody enumerates it, so that it has what is put in meanwhile.</summary>
    public Dictionary<ValueKey, ImmutableHashSet<ValueKey>> Deferred { get; } = [];

    /// <summary>By member that is another name of a variable: which variables it may be one of.</summary>
    public Dictionary<(ValueKey Object, Member Member), ImmutableHashSet<ISymbol>> Referring { get; } = [];

    /// <summary>The calls whose result says something of a value only by the codes that are in it.</summary>
    public HashSet<(SyntaxNode Call, ValueKey About)> ByChoice { get; } = [];

    /// <summary>There are lambdas or local functions in the body.</summary>
    public bool HasFunctions { get; init; }

    /// <summary>The variables of the body that its lambdas and local functions assign; null as long as nobody has asked.</summary>
    public HashSet<ISymbol>? AssignedByFunctions { get; set; }

    /// <summary>A service line is built in the body.</summary>
    public bool BuildsLines { get; set; }

    /// <summary>The collections that are copies of others, or hold what was picked from others.</summary>
    public HashSet<ValueKey> Copies { get; } = [];

    /// <summary>The positions of what was found in a collection.</summary>
    public HashSet<ValueKey> Positions { get; } = [];

    /// <summary>The objects that were made as copies of others, member by member: of which.</summary>
    public Dictionary<ValueKey, AbstractValue> Clones { get; } = [];

    /// <summary>By the name of what a filter let through: the objects that are there still the same.</summary>
    public Dictionary<ValueKey, ImmutableHashSet<ValueKey>> PassedObjects { get; } = [];

    /// <summary>By the name of a collection that is one of several: those.</summary>
    public Dictionary<ValueKey, ImmutableHashSet<ValueKey>> Chosen { get; } = [];

    /// <summary>Enumerators are moved by calls that stand in the body, and in none of its lambdas, of which nobody knows when they run.</summary>
    public bool MovesByHand => _movesByHand.Value;

    /// <summary>Those enumerators.</summary>
    public HashSet<ValueKey> Moved { get; } = [];

    /// <summary>Where enumerators are moved by hand: the objects that are stored in others.</summary>
    public HashSet<ValueKey> Stored { get; } = [];

    /// <summary>A member of each element of some collection was asked about.</summary>
    public bool AsksMembersOfAll { get; set; }

    /// <summary>Collections that are made in each turn of a loop, where that of the turn before is still held, which goes by the same name: how many there are in either says nothing.</summary>
    public HashSet<ValueKey> HeldOver { get; } = [];

    /// <summary>All elements of collections in the elements of another are looked at.</summary>
    public bool AsksInside { get; set; }

    /// <summary>What those ask about of which an enumerator, or a library method, gives one after the other.</summary>
    public HashSet<(ValueKey Turns, ValueKey About)> Asked { get; } = [];

    /// <summary>By the answer of an enumerator that was asked for one more: what its end tells.</summary>
    public Dictionary<ValueKey, Turn> Turns { get; } = [];

    /// <summary>By the name of the elements given so far, the collections that are given as a whole.</summary>
    public Dictionary<ValueKey, ImmutableHashSet<ValueKey>> GivenAll { get; } = [];

    /// <summary>By the name of the elements given so far, the objects that were known before the first was.</summary>
    public Dictionary<ValueKey, HashSet<ValueKey>> BeforeTurns { get; } = [];

    /// <summary>The collections, by the name of all their elements, of which some answer speaks.</summary>
    public HashSet<ValueKey> AskedOf { get; } = [];

    /// <summary>A lambda is being run for what it leaves in the variables around it.</summary>
    public bool IsRunningForEffects { get; set; }

    /// <summary>So many levels of callees were looked into.</summary>
    public int Depth { get; private set; }

    /// <summary>What was found depends on how deep callees were looked into.</summary>
    public void Cut() => Depth = BodyFlow.CutDepth;

    /// <summary>A callee was looked into.</summary>
    public void Deepen(BodyFlow callee) => Depth = Math.Max(Depth, callee.IsCut ? BodyFlow.CutDepth : callee.Depth + 1);

    /// <summary>By code: the lists without a name in which it stands, as the name of all their elements.</summary>
    public Dictionary<ValueKey, ImmutableHashSet<ValueKey>> Listed { get; } = [];

    public void NoteListed(CodeKey code, ValueKey all)
        => Listed[code] = Listed.TryGetValue(code, out var known) ? known.Add(all) : ImmutableHashSet.Create(all);

    /// <summary>A loop begins. What it makes itself is not there before its first turn.</summary>
    public void NoteBeforeTurns(ValueKey turns, ObjectHeap heap)
    {
        if (!BeforeTurns.ContainsKey(turns))
        {
            BeforeTurns.Add(turns, [.. heap.Objects]);
        }
    }

    private bool FindMoves()
    {
        var tree = Body.SyntaxTree;
        var moves = s_moves.Where(move => WordFilter.Of(tree).MayHold(WordFilter.HashOf(move))).SelectMany(TreeIndex.Of(tree).MentionsOf).Where(mention => Body.Span.Contains(mention.SpanStart)).ToList();
        return moves.Count > 0 && !moves.Exists(move => Analysis.Bodies.ModelOf(tree).GetEnclosingSymbol(move.SpanStart, CancellationToken) is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction });
    }

    /// <summary>What an operation makes, and an evaluator call was about, or about something in it.</summary>
    public HashSet<OperationKey> AskedAbout { get; } = [];

    /// <summary>It calls, on another object, what only this body implements.</summary>
    public bool PassesOn { get; set; }

    /// <summary>All ways of the body lead into such a call, so that there must be another implementation, which is not here.</summary>
    public bool IsEndless { get; init; }

    /// <summary>The body calls itself.</summary>
    public bool IsRecursive { get; private set; }

    /// <summary>Looks up what delegates from elsewhere may be. It is as seen from this deep, and so is then all that is found of the body.</summary>
    public KnownDelegates LookUpDelegates()
    {
        Cut();
        return Analysis.KnownDelegates;
    }

    /// <summary>What a call of the body by itself is taken to do.</summary>
    public MethodSummary AssumeSelf()
    {
        IsRecursive = true;
        return _assumed;
    }

    public FlowEdges EdgesOf(ControlFlowGraph graph)
    {
        if (!_edges.TryGetValue(graph, out var edges))
        {
            _edges.Add(graph, edges = new FlowEdges(graph));
        }

        return edges;
    }

    /// <summary>The variables that go through collections in a graph.</summary>
    public IReadOnlyDictionary<ILocalSymbol, Counter> CountersOf(ControlFlowGraph graph, RoutingBudget budget)
    {
        // Asked of finished flows, too, by many threads.
        lock (_counters)
        {
            if (!_counters.TryGetValue(graph, out var counters))
            {
                _counters.Add(graph, counters = CountedLoops.In(graph, EdgesOf(graph), budget));
            }

            return counters;
        }
    }

    /// <summary>Of the elements given so far, as a name: that each was taken out of a collection.</summary>
    public MemberKey TakenOut(ValueKey turns, ValueKey all)
    {
        if (!_taken.TryGetValue(all, out var member))
        {
            _taken.Add(all, member = new Member("[taken " + _taken.Count + "]", null));
        }

        return new MemberKey(turns, member);
    }

    /// <summary>Of the elements given so far, as a name: that for each of them a decision about it was put into a collection.</summary>
    public MemberKey AddedTo(ValueKey turns, ValueKey collection)
    {
        if (!_added.TryGetValue((turns, collection), out var member))
        {
            _added.Add((turns, collection), member = new Member("[added " + _added.Count + "]", null));
        }

        return new MemberKey(turns, member);
    }

    /// <summary>The collections into which a decision about an element was put, with the name of that.</summary>
    public IEnumerable<(ValueKey Collection, MemberKey Added)> AddedOf(ValueKey turns) => _added.Where(pair => pair.Key.Turns.Equals(turns)).Select(pair => (pair.Key.Collection, new MemberKey(turns, pair.Value)));

    /// <summary>Those that have been asked for one more, by their name.</summary>
    public Dictionary<ValueKey, Counter> Counting { get; } = [];

    public SyntaxNode BodyOf(ControlFlowGraph graph) => graph.OriginalOperation?.Syntax ?? Body;

    public bool TryGetReference(IOperation operation, out CodeReference reference)
    {
        reference = null!;
        return _references.Count > 0
            && ((_references.TryGetValue(operation.Syntax, out reference!) && IsIt(operation, reference.Operation)) || IsPartOfReference(operation, out reference));
    }

    /// <summary>A graph has operations of its own, of the syntax that they are made from.</summary>
    private static bool IsIt(IOperation operation, IOperation reference)
        => operation.Kind == reference.Kind || (operation.ConstantValue.HasValue && reference is not IInterpolatedStringOperation);

    /// <summary>A part of an interpolated string that is the reference, and that a handler takes part by part.</summary>
    private bool IsPartOfReference(IOperation operation, out CodeReference reference)
    {
        reference = null!;
        return operation is ILiteralOperation { ConstantValue: { HasValue: true, Value: string }, Syntax.Parent: { } whole }
            && _references.TryGetValue(whole, out reference!) && reference.Operation is IInterpolatedStringOperation;
    }

    public void EnsureStack() => RuntimeHelpers.EnsureSufficientExecutionStack();

    public void GiveUp(string why) => Record.GaveUp ??= why;

    public void Remember(DecisionTest test, AbstractValue condition)
        => _conditions[test] = _conditions.TryGetValue(test, out var old) ? old with { DecidedAbout = old.DecidedAbout.Union(condition.DecidedAbout) } : condition;

    public AbstractValue? ConditionOf(DecisionTest test) => _conditions.TryGetValue(test, out var condition) ? condition : null;

    public void NoteAssigned(object location, AbstractValue value)
        => _assigned[location] = _assigned.TryGetValue(location, out var old) ? old.MergedWith(value, () => new PhiKey(Body, -1, location)) : value;

    /// <summary>Where the body has lambdas: what is put into objects that are made in it.</summary>
    public List<(ValueKey Object, Member Member, AbstractValue Value, FlowPoint Point)> Puts { get; } = [];

    /// <summary>A lambda that runs later may find in the objects that it captured what was put there after it was made.</summary>
    public FlowState WithLaterPuts(FlowState state, FlowPoint made)
    {
        if (Puts.Count == 0 || made.Flow is null)
        {
            return state;
        }

        var known = new HashSet<ValueKey>(state.Heap.Objects.Concat(state.Locations.Values.SelectMany(value => value.Objects)));
        foreach (var (o, member, value, point) in Puts)
        {
            Budget.Spend(1);
            if (known.Contains(o) && SharedObjects.MayFollow(made, point, o, Budget))
            {
                state = state.Set(o, member, state.Heap.TryGetValue((o, member), out var old) ? old.MergedWith(value, () => new PhiKey(Body, -1, (o, member))) : value);
                known.UnionWith(value.Objects);
            }
        }

        return state;
    }

    /// <summary>A lambda that runs later may find other values in the variables it captured.</summary>
    public FlowState WithLaterAssignments(FlowState state)
    {
        foreach (var pair in _assigned)
        {
            if (state.Locations.TryGetValue(pair.Key, out var value))
            {
                state = state.Set(pair.Key, value.MergedWith(pair.Value, () => new PhiKey(Body, -1, pair.Key)));
            }
        }

        return state;
    }

    /// <summary>Starts a function; false where it is under way already (recursion), or nested too deeply to be followed.</summary>
    public bool Enter(DelegateTarget target)
    {
        if (_active.Count >= MaxNesting && !_active.Contains(target))
        {
            GiveUp("functions are nested too deeply in it");
            return false;
        }

        return _active.Add(target);
    }

    public void Leave(DelegateTarget target) => _active.Remove(target);
}
