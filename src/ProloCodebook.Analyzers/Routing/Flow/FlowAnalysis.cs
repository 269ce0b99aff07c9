using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.References;

namespace ProloCodebook.Routing;

/// <summary>Where a nested body (a lambda, a local function) is entered from.</summary>
/// <param name="Point">Where it is called, or where nobody here calls it, made.</param>
/// <param name="Made">Of a lambda that is called: where it was made.</param>
/// <param name="Uses">Of one that others call: who those are.</param>
/// <param name="PickedBy">Where decisions say which of several is called: those.</param>
internal sealed record FlowEntry(FlowPoint Point, FlowPoint? Made = null, DelegateUses? Uses = null, DecidedArguments? PickedBy = null);

/// <summary>
/// Follows every value of interest through one control-flow graph: abstract interpretation to a fixpoint, then one
/// more pass that writes down what happens where. May-facts (where a value can come from) are united where paths
/// meet, must-facts (what has been evaluated) are intersected.
/// </summary>
internal sealed partial class FlowAnalysis
{
    /// <summary>A loop needs a few rounds; a body that needs more than this is given up.</summary>
    private const int MaxRounds = 40;

    /// <summary>From this round on what is certain only gets less, so that what would come and go by turns goes.</summary>
    private const int NarrowingRound = 20;

    /// <summary>Where more ways than these meet, it is not looked into what only one of them has put into objects.</summary>
    private const int MaxWaysCompared = 16;

    private static readonly object ReturnSlot = new();

    private readonly BodyContext _context;
    private readonly ControlFlowGraph _graph;
    private readonly FlowEdges _edges;
    private readonly FlowEntry? _entry;
    private readonly IMethodSymbol? _function;
    private readonly BlockTrace[] _blocks;
    private readonly Lazy<ControlDependence> _dependence;
    private readonly Lazy<ILookup<SyntaxNode, (int Block, int Position)>> _completions;
    private readonly Lazy<bool> _evaluates;
    private readonly Lazy<HashSet<ValueKey>> _forgotten;
    private readonly Lazy<IReadOnlyList<StoredKey>> _stored;
    private readonly Lazy<ILookup<ValueKey, int>> _replacements;
    private readonly Dictionary<int, bool> _idle = [];
    private ConcurrentDictionary<(int Block, int Position, ValueKey About, ImmutableHashSet<SyntaxNode> Calls), bool>? _madeBefore;
    private readonly Dictionary<CaptureId, ImmutableList<IOperation>> _captured = [];
    private readonly List<LambdaCreation> _created = [];
    private readonly Dictionary<(int Block, bool IsConditional, SyntaxNode At, object? Location), (FlowEdge Edge, ValueKey? Key)> _broughtAlong = [];
    private FlowState _state = FlowState.Start;
    private int _block;
    private int _position;
    private bool _recording;
    private bool _isArriving;
    private DelegateUses? _calledBy;
    private DecidedArguments? _pickedBy;
    private bool _dead;
    private ValueKey? _making;
    private (AbstractValue Left, AbstractValue Right) _compared = (AbstractValue.Unknown, AbstractValue.Unknown);

    public FlowAnalysis(BodyContext context, ControlFlowGraph graph, IMethodSymbol? function, FlowEntry? entry)
    {
        _context = context;
        _graph = graph;
        _function = function;
        _entry = entry;
        _edges = context.EdgesOf(graph);
        _dependence = new(() => new ControlDependence(_graph, _blocks!));
        _completions = new(() => _blocks!
            .SelectMany((block, ordinal) => block.Events.Where(e => e is { Kind: FlowEventKind.Completed, Call: not null }).Select(e => (Call: e.Call!, ordinal, e.Position)))
            .ToLookup(completion => completion.Call, completion => (completion.ordinal, completion.Position)));
        _stored = new(() => _blocks!.SelectMany(block => block.Events).Where(e => e.Kind == FlowEventKind.HandedOn).Select(e => e.Key).OfType<StoredKey>().Distinct().ToList());
        _replacements = new(() => _blocks!.SelectMany((block, ordinal) => block.Events.Where(e => e.Kind == FlowEventKind.Replaced).Select(e => (e.Key, ordinal))).ToLookup(found => found.Key, found => found.ordinal));
        _forgotten = new(() => [.. _blocks!.SelectMany(block => block.Events).Where(e => e.Kind == FlowEventKind.Forgotten).Select(e => e.Key)]);
        _evaluates = new(() => _blocks!.Any(block => block.Condition is { IsDecision: true } || block.Events.Any(e => e.Kind is FlowEventKind.Completed or FlowEventKind.Guarded or FlowEventKind.HandedOn)));
        _blocks = new BlockTrace[graph.Blocks.Length];
        for (var i = 0; i < _blocks.Length; i++)
        {
            _blocks[i] = new BlockTrace();
        }
    }

    /// <summary>Null at the top.</summary>
    public FlowEntry? Entry => _entry;

    /// <summary>A lambda that got away: it runs whenever somebody else calls it.</summary>
    public bool IsRunByOthers => _function is { MethodKind: MethodKind.AnonymousFunction } && _entry is { Made: null };

    public BodyContext Context => _context;

    public ControlFlowGraph Graph => _graph;

    public IReadOnlyList<BlockTrace> Blocks => _blocks;

    public FlowEdges Edges => _edges;

    /// <summary>Which tests each block runs because of. To be asked once the flow is finished.</summary>
    public ControlDependence Dependence => _dependence.Value;

    /// <summary>Something in this body speaks of an evaluation. To be asked once the flow is finished.</summary>
    public bool Evaluates => _evaluates.Value;

    /// <summary>On some path a name comes to stand for something else. To be asked once the flow is finished.</summary>
    public bool MayForget(ValueKey name) => _forgotten.Value.Contains(name) || (MemberKey.IsGroup(name) && _forgotten.Value.Any(key => MemberKey.IsTouched(name, key)));

    /// <summary>The decisions that this body stores in members. To be asked once the flow is finished.</summary>
    public IReadOnlyList<StoredKey> Stored => _stored.Value;

    /// <summary>Where each evaluation of this body completes, by its call. To be asked once the flow is finished.</summary>
    public ILookup<SyntaxNode, (int Block, int Position)> Completions => _completions.Value;

    /// <summary>By place, value and calls: one of these calls has been made before. To be asked once the flow is finished, by many threads.</summary>
    public ConcurrentDictionary<(int Block, int Position, ValueKey About, ImmutableHashSet<SyntaxNode> Calls), bool> MadeBefore
        => LazyInitializer.EnsureInitialized(ref _madeBefore, () => new())!;

    /// <summary>What holds where the body ends normally; null where it never does.</summary>
    public FlowState? Exit => _blocks[_blocks.Length - 1].Start;

    /// <summary>What the body gives back.</summary>
    public AbstractValue Returned => Exit is { } exit && exit.Locations.TryGetValue(ReturnSlot, out var value) ? value : AbstractValue.Unknown;

    /// <summary>On some path it gives back a default value.</summary>
    public bool ReturnsDefault { get; private set; }

    /// <summary>Runs to the fixpoint, and where <paramref name="record"/> says so writes down what happens.</summary>
    public void Run(FlowState start, bool record)
    {
        _madeBefore = null;
        if (record && _edges.OnlyLeadOn && !_context.HasFunctions)
        {
            RunOnce(start);
            return;
        }

        RunToFixpoint(start, 0, _blocks.Length - 1);
        if (!record)
        {
            return;
        }

        _recording = true;
        for (var block = 0; block < _blocks.Length; block++)
        {
            if (_blocks[block].IsReached)
            {
                _blocks[block].Events.Clear();
                Transfer(block, _blocks[block]);
            }
        }

        RecordCopies();
        RunLambdas();
        _recording = false;
    }

    /// <summary>Without loops each block is looked at once, when all that leads to it is known; without lambdas nothing that comes later in the text is known before.</summary>
    private void RunOnce(FlowState start)
    {
        _recording = true;
        for (var block = 0; block < _blocks.Length; block++)
        {
            if (StateInto(block, 0, _blocks.Length - 1, block == 0 ? start : null) is { } into)
            {
                _blocks[block].Start = into;
                Transfer(block, _blocks[block]);
            }
        }

        RecordCopies();
        _recording = false;
    }

    /// <param name="first">The first of the blocks to be run, at which it begins.</param>
    /// <param name="last">The last of them.</param>
    private void RunToFixpoint(FlowState start, int first, int last)
    {
        var dirty = new bool[_blocks.Length];
        dirty[first] = true;
        var round = 0;
        bool changed;
        do
        {
            changed = false;
            for (var block = first; block <= last; block++)
            {
                if (!dirty[block])
                {
                    continue;
                }

                dirty[block] = false;
                var into = StateInto(block, first, last, block == first ? start : null);
                var trace = _blocks[block];
                into = round < NarrowingRound || trace.Start is not { } held ? into : into?.NoMoreThan(held);
                if (into is null || (trace.Start is { } before && before.Same(into)))
                {
                    continue;
                }

                trace.Start = into;
                Transfer(block, trace);
                changed = true;
                foreach (var dependent in _edges.DependentsOf(block))
                {
                    dirty[dependent] = true;
                }
            }
        }
        while (changed && ++round < MaxRounds);

        if (changed)
        {
            _context.GiveUp("the method's loops need too many rounds");
        }
    }

    /// <param name="first">The first of the blocks that it may come from.</param>
    /// <param name="last">The last of them.</param>
    /// <param name="start">What holds where it is entered from elsewhere, if it is.</param>
    private FlowState? StateInto(int block, int first, int last, FlowState? start)
    {
        List<FlowState>? states = null;
        List<FlowEdge> edges = [];
        foreach (var edge in _edges.Into(block))
        {
            if (edge.Source < first || edge.Source > last)
            {
                continue;
            }

            foreach (var state in StatesAlong(edge))
            {
                (states ??= []).Add(state);
                edges.Add(edge);
            }
        }

        if (states is null)
        {
            return start;
        }

        if (states.Count > 1)
        {
            TellApart(states, edges);
        }

        if (start is not null)
        {
            states.Add(start);
        }

        return FlowState.Merge(states, _context.Body, block, ConditionOf);
    }

    /// <summary>What only one of the ways that meet brings along is followed as a copy of its own, where a decision may have let it through.</summary>
    private void TellApart(List<FlowState> states, List<FlowEdge> edges)
    {
        for (var i = 0; i < states.Count; i++)
        {
            if (IsOutcome(edges[i]) && _blocks[edges[i].Source].Condition is { IsDecision: true })
            {
                states[i] = OnlyAlong(edges[i], states, i);
            }
        }

        if (states.Count > MaxWaysCompared)
        {
            return;
        }

        for (var i = 0; i < states.Count; i++)
        {
            states[i] = WithUnwritten(edges[i], states, i);
        }

        for (var i = 0; i < states.Count; i++)
        {
            if (IsOutcome(edges[i]) && !states[i].Completed.IsEmpty)
            {
                states[i] = AskedAlong(edges[i], states, i);
            }
        }

        for (var i = 0; i < states.Count; i++)
        {
            if (IsOutcome(edges[i]) && states[i].HasTestedDecision)
            {
                states[i] = WithMembersOnlyAlong(edges[i], states, i);
            }
        }

        // `if (denied) continue; }`: either outcome leads here.
        bool IsOutcome(FlowEdge edge)
            => !edge.IsException && !(_graph.Blocks[edge.Source] is { ConditionalSuccessor.Destination: { } either, FallThroughSuccessor.Destination: { } other } && either == other);
    }

    private IEnumerable<FlowState> StatesAlong(FlowEdge edge)
    {
        var source = _blocks[edge.Source];
        if (edge.IsException)
        {
            // It may have thrown before anything in the block happened, or after all of it.
            if (source.Start is { } start)
            {
                yield return start;
                foreach (var between in source.Between)
                {
                    yield return between;
                }

                if (source.FallThrough is { } after)
                {
                    yield return after;
                }

                if (source.Conditional is { } afterConditional)
                {
                    yield return afterConditional;
                }
            }

            yield break;
        }

        var state = edge.IsConditional ? source.Conditional : source.FallThrough;
        foreach (var region in edge.Finally)
        {
            state = state is null ? null : After(region, state);
        }

        if (state is not null)
        {
            yield return state;
        }
    }

    /// <summary>
    /// What holds once a <c>finally</c> has run, that is entered with what held before on one of the ways through it. Its blocks are run for each of them; what is known of them otherwise,
    /// which is what all ways have in common, stays as it is.
    /// </summary>
    private FlowState? After(ControlFlowRegion region, FlowState before)
    {
        var (first, last, recording) = (region.FirstBlockOrdinal, region.LastBlockOrdinal, _recording);
        var known = _blocks.AsSpan(first, last - first + 1).ToArray();
        _recording = false;
        for (var block = first; block <= last; block++)
        {
            _blocks[block] = new BlockTrace();
        }

        RunToFixpoint(before, first, last);
        FlowState? exit = null;
        foreach (var block in FlowEdges.EndsOf(_graph, region))
        {
            if (_blocks[block.Ordinal].FallThrough is { } end)
            {
                exit = exit is null ? end : FlowState.Merge([exit, end], _context.Body, block.Ordinal, ConditionOf);
            }
        }

        known.CopyTo(_blocks, first);
        _recording = recording;
        return exit;
    }

    private AbstractValue? ConditionOf(DecisionTest test) => _context.ConditionOf(test);

    /// <summary>Runs one block from its start.</summary>
    private void Transfer(int ordinal, BlockTrace trace)
    {
        var block = _graph.Blocks[ordinal];
        _context.Budget.Spend(block.Operations.Length + 1);
        _block = ordinal;
        _position = 0;
        _dead = false;
        _state = trace.Start!;
        trace.Between.Clear();
        var noted = _state;
        foreach (var operation in block.Operations)
        {
            Evaluate(operation);
            if (_edges.MayThrow(ordinal) && !(ReferenceEquals(_state.Locations, noted.Locations) && ReferenceEquals(_state.Heap, noted.Heap)) && !IsOfUnfinished(operation))
            {
                trace.Between.Add(noted = _state);
            }

            if (_dead)
            {
                trace.FallThrough = trace.Conditional = null;
                return;
            }
        }

        var value = block.BranchValue is { } branchValue ? Evaluate(branchValue) : AbstractValue.Unknown;
        trace.Condition = null;
        if (_dead)
        {
            trace.FallThrough = trace.Conditional = null;
        }
        else if (block.ConditionalSuccessor is not null)
        {
            Branch(block, trace, value);
        }
        else if (block.FallThroughSuccessor is { Semantics: ControlFlowBranchSemantics.Return })
        {
            if (block.BranchValue is { } returned)
            {
                Return(returned, value);
            }

            trace.FallThrough = _state;
        }
        else
        {
            // A throw has no destination: only its handlers' edges lead on.
            trace.FallThrough = _state;
        }
    }

    /// <summary>It fills an object that nobody has before the statement has ended: <c>line = line with { Code = "99213" }</c>. No handler ever sees it half done.</summary>
    private static bool IsOfUnfinished(IOperation operation) => operation is IFlowCaptureOperation
        or ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: IFlowCaptureReferenceOperation } }
        or IInvocationOperation { Instance: IFlowCaptureReferenceOperation };

    private void Branch(BasicBlock block, BlockTrace trace, AbstractValue condition)
    {
        var jumpsWhen = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        trace.Condition = condition;
        trace.Turn = condition.Key is { } answer && _context.Turns.TryGetValue(answer, out var turn) ? turn : CountedTurn(block);
        var constant = ConstantOf(block.BranchValue) ?? (trace.Turn is null ? KnownOutcome(block.BranchValue, condition) : null);
        trace.Conditional = constant is null || constant == jumpsWhen ? Assume(condition, jumpsWhen) : null;
        trace.FallThrough = constant is null || constant != jumpsWhen ? Assume(condition, !jumpsWhen) : null;
        if (trace.Turn is { } ended)
        {
            // No more: what holds of those so far holds of all, and of what is left of them.
            var all = KeySet.Of(ended.All.OfType<MemberKey>().Where(key => key.Member == Member.Each || MemberKey.IsInsideTurns(key)).SelectMany(key => (_state.Completed.Contains(ended.SoFar) ? new ValueKey[] { key } : []).Concat(key.Member == Member.Each ? [key.Left()] : [])));
            all = all.Union(KeySet.Of(_state.Completed.Keys.Where(key => !key.Equals(ended.SoFar) && ended.SoFar.Equals(MemberKey.TurnsIn(key))).SelectMany(key => ended.All.Where(MemberKey.IsWhole).Select(each => MemberKey.Moved(key, ended.SoFar, each)!))));
            all = all.Union(KeySet.Of(ended.Picked.Where(picked => _state.Completed.Contains(picked.TakenOut)).Select(picked => picked.From.Left())));
            (trace.Conditional, trace.FallThrough) = jumpsWhen == ended.MoreWhen
                ? (OneMore(trace.Conditional, ended), WithDecidedEach(NoMore(trace.FallThrough, ended)?.Complete(all), ended))
                : (WithDecidedEach(NoMore(trace.Conditional, ended)?.Complete(all), ended), OneMore(trace.FallThrough, ended));
        }
    }

    /// <summary>The outcome that the compiler can prove: <c>switch (6)</c> never takes <c>case 7</c>.</summary>
    private static bool? ConstantOf(IOperation? condition) => condition switch
    {
        { ConstantValue: { HasValue: true, Value: bool known } } => known,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, LeftOperand.ConstantValue: { HasValue: true } left, RightOperand.ConstantValue: { HasValue: true } right } binary
            => Equals(left.Value, right.Value) == (binary.OperatorKind == BinaryOperatorKind.Equals),
        IIsPatternOperation { Value.ConstantValue: { HasValue: true } value, Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true } constant } } => Equals(value.Value, constant.Value),
        IIsTypeOperation { IsNegated: false, ValueOperand.Type: { IsValueType: true } type, TypeOperand: var tested } when SymbolEqualityComparer.Default.Equals(type, tested) => true,
        IIsPatternOperation { Pattern: IDiscardPatternOperation or IDeclarationPatternOperation { MatchesNull: true } } => true,
        _ => null,
    };

    /// <summary>The state where a condition has had an outcome.</summary>
    private FlowState Assume(AbstractValue condition, bool outcome)
    {
        var state = _state.Complete(condition.Evaluated.When(outcome));
        if (condition.IsDecision)
        {
            var test = new DecisionTest(_context.BodyOf(_graph), _block) { IsIdle = IsIdle(_block) };
            _context.Remember(test, condition);
            state = state with { Tests = state.Tests.SetItem(test, outcome ? TestOutcomes.True : TestOutcomes.False) };
            if (IsReadOff(condition.Key))
            {
                state = state with { Known = condition.Key is NotKey { Value: var opposite } ? state.Known.SetItem(opposite, !outcome) : state.Known.SetItem(condition.Key!, outcome) };
            }

            foreach (var pair in state.Locations.Where(pair => pair.Key is ISymbol && pair.Value.IsDecision && pair.Value.Key is { } key && key.Equals(condition.Key)).ToList())
            {
                // `if (bad) break;`
                state = state.Set(pair.Key, pair.Value with { Evaluated = pair.Value.Evaluated.Known(outcome) });
            }
        }

        return AssumeCompared(state, condition, outcome);
    }

    /// <summary>The test is that of a loop on which nothing depends.</summary>
    private bool IsIdle(int block) => !_edges.OnlyLeadOn && (_idle.TryGetValue(block, out var known) ? known : _idle[block] = IdleLoops.IsAt(this, block, _context.Budget));

    private static FlowState AssumeCompared(FlowState state, AbstractValue condition, bool outcome)
    {
        foreach (var comparison in condition.Comparisons)
        {
            if (comparison.Outcome == !outcome && comparison.Number == NumberMeaning.None)
            {
                state = state with { MayMatch = state.MayMatch.Remove(comparison) };
            }

            if (comparison.Proof == outcome && comparison is { Left: { } left, Right: { } right })
            {
                if (left is CodeKey)
                {
                    state = state with { Equal = state.Equal.Add((right, left)) };
                }
                else if (right is CodeKey)
                {
                    state = state with { Equal = state.Equal.Add((left, right)) };
                }
            }
        }

        return state;
    }

    private FlowPoint Here => new(this, _block, _position);

    private void Happens(FlowEventKind kind, ValueKey key, SyntaxNode? call = null, ImmutableHashSet<SyntaxNode>? chosenBy = null)
    {
        if (_recording)
        {
            _blocks[_block].Events.Add(new FlowEvent(_position++, kind, key, call, chosenBy));
        }
    }

    private void Complete(IEnumerable<ValueKey> keys, IEnumerable<SyntaxNode> calls)
    {
        foreach (var key in keys)
        {
            if (OperationIn(key) is { } made)
            {
                _context.AskedAbout.Add(made);
            }

            _state = _state with { Completed = _state.Completed.Add(key) };
            Happens(FlowEventKind.Completed, key);
            foreach (var call in calls)
            {
                Happens(FlowEventKind.Completed, key, call);
            }
        }
    }

    /// <param name="place">The member in which it is stored; null where it is handed on in another way.</param>
    private void HandOn(AbstractValue value, MemberKey? place = null)
    {
        foreach (var key in value.Beside.About.Keys)
        {
            // `writer.WriteLine($"{code},{decision.Outcome}")`
            foreach (var call in value.Beside.Calls)
            {
                Happens(FlowEventKind.HandedOn, key, call);
            }
        }

        // A task has not completed, and a code that a decision chose says nothing of the decision.
        if (value.IsPending || value.Sources.Any(source => Source.Origin(source) is ReferenceSource or IncomingSource { Kind: IncomingKind.Return, Symbol: IMethodSymbol { ReturnType.SpecialType: not SpecialType.None } }))
        {
            return;
        }

        foreach (var key in value.DecidedAbout)
        {
            if (!value.Evaluated.Anyway.Contains(key) || (place is not null && MemberKey.TurnsIn(key) is { } turns && !value.DecidedAbout.Contains(new PastTurnsKey(turns))))
            {
                // The next turn overwrites it.
                continue;
            }

            var name = place is null || MemberKey.IsGroup(key) ? key : new StoredKey(place, key);
            if (value.DecidedBy.IsEmpty)
            {
                Happens(FlowEventKind.HandedOn, name);
            }

            foreach (var call in value.DecidedBy.Where(call => !(_context.ByChoice.Contains((call, key)) && value.Objects.Any(o => IsIn(o, call)))))
            {
                Happens(FlowEventKind.HandedOn, name, call, value.Key is PhiKey ? value.DecidedBy : null);
            }
        }
    }

    /// <summary>It is what a call gave, or sits in that.</summary>
    private static bool IsIn(ValueKey o, SyntaxNode call) => o switch
    {
        OperationKey made => made.Syntax == call,
        MemberKey member => IsIn(member.Owner, call),
        _ => false,
    };

    /// <summary>The value an operation makes when it runs; what was known of the last one it made is forgotten.</summary>
    private ValueKey Fresh(IOperation operation, int part = 0)
    {
        var key = KeyOf(operation, part);
        Forget(key);
        if (!_state.Unread.IsEmpty)
        {
            // A new object: what was stored in the last one is still there.
            _state = _state with { Unread = _state.Unread.Except(_state.Unread.Where(place => place.Owner.Equals(key))) };
        }

        return key;
    }

    /// <summary>The same, by name only. <c>foreach</c> calls on the collection's own syntax.</summary>
    private static ValueKey KeyOf(IOperation operation, int part) => new OperationKey(operation.Syntax, operation.Kind, operation.IsImplicit ? ~part : part);

    private void Forget(ValueKey key)
    {
        if (key is OperationKey made && _context.AskedAbout.Contains(made))
        {
            ForgetDecisionsAbout(made);
        }

        ForgetName(key);
    }

    /// <summary>The same, where a variable may hold a decision about what went by the name.</summary>
    private void ForgetName(ValueKey key)
    {
        _state = _state.Forget(key);
        Happens(FlowEventKind.Forgotten, key);
    }

    /// <summary>In the next turn of a loop a variable may still hold the decision about what was there in the last one: that says nothing of what is there now.</summary>
    private void ForgetDecisionsAbout(OperationKey made)
    {
        foreach (var (location, value) in _state.Locations.Where(pair => pair.Value.IsDecision).Select(pair => (pair.Key, pair.Value)).ToList())
        {
            var left = value.NotAbout(made);
            if (!ReferenceEquals(left, value))
            {
                _state = _state.Set(location, left);
            }
        }

        foreach (var (o, member, value) in _state.Heap.Objects.SelectMany(o => _state.Heap.Of(o).Where(pair => pair.Value.IsDecision && pair.Key.Symbol is not null).Select(pair => (o, pair.Key, pair.Value))).ToList())
        {
            var left = value.NotAbout(made);
            if (!ReferenceEquals(left, value))
            {
                _state = _state.Set(o, member, left);
            }
        }
    }

    private static OperationKey? OperationIn(ValueKey key) => key is MemberKey member ? OperationIn(member.Owner) : key as OperationKey;
}
