using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <summary>
/// R2 and R3 as questions to a finished flow: on every path from the entry to a point, has an evaluation about a value
/// completed and mattered? On every path from a point to the end, does one follow?
/// </summary>
internal static class EvaluationQuery
{
    private const ulong Mixed = 1UL << 63;

    /// <summary>What an answer rests on.</summary>
    public enum Answer
    {
        No,

        /// <summary>Yes, if it holds on entry to the method of one of the names that are kept until then.</summary>
        IfOnEntry,

        Yes,
    }

    /// <summary>Evaluated before <paramref name="point"/>, and the decision matters to what happens there.</summary>
    /// <param name="keys">The value, under every name it has.</param>
    public static Answer Before(FlowPoint point, IReadOnlyCollection<ValueKey> keys, RoutingBudget budget) => Before(point, keys, ImmutableHashSet<DelegateUses>.Empty, budget);

    /// <summary>The same where a delegate is called by the methods it is given to.</summary>
    public static Answer Before(DelegateUses uses, IReadOnlyCollection<ValueKey> keys, RoutingBudget budget) => AtHandOvers(uses, keys, ImmutableHashSet<DelegateUses>.Empty, budget);

    /// <param name="asked">The delegates whose callers are being asked: one that hands itself over says nothing of itself.</param>
    private static Answer Before(FlowPoint point, IReadOnlyCollection<ValueKey> keys, ImmutableHashSet<DelegateUses> asked, RoutingBudget budget)
    {
        var names = WithEquals(point, keys);
        if (Holds(point, names, onEntry: false, handOns: true, budget))
        {
            return Answer.Yes;
        }

        if (point.Flow.Entry is { } entry)
        {
            var kept = names.Where(name => IsKeptInBody(point, name, budget)).ToList();
            if (entry.PickedBy is { } decided && IsDecidedBy(decided, entry.Point, kept, budget))
            {
                return Answer.Yes;
            }

            // "A lambda starts with what held where it was created", and knows what holds at every call of it.
            var called = Before(entry.Point, point.Flow.IsRunByOthers ? PlacesSince.Same(entry.Point, null, kept, budget) : kept, asked, budget);
            if (called != Answer.Yes && entry.Made is { } made && Before(made, PlacesSince.Same(made, entry.Point, kept, budget), asked, budget) is var created && created > called)
            {
                called = created;
            }

            if (called != Answer.Yes && entry.Uses is { } uses && AtHandOvers(uses, kept, asked, budget) is var handed && handed > called)
            {
                called = handed;
            }

            return called != Answer.Yes && HandedOnAfter(point, names, budget) == Answer.Yes ? Answer.Yes : called;
        }

        return HandedOnAfter(point, names, budget) == Answer.Yes ? Answer.Yes : Answer.IfOnEntry;
    }

    /// <summary>A name means at a point, on every path to it, what it meant where the method was called: nothing was put in its place since, nor into the collection that it speaks of.</summary>
    public static bool IsKept(FlowPoint point, ValueKey name, RoutingBudget budget)
        => IsKeptInBody(point, name, budget) && (point.Flow.Entry is not { } entry || IsKept(entry.Point, name, budget));

    private static bool IsKeptInBody(FlowPoint point, ValueKey name, RoutingBudget budget)
        => !point.Flow.MayForget(name) || Holds(point, [name], onEntry: true, handOns: true, budget);

    /// <summary>"Non-escaping lambdas do use the intersection over their call sites", those in the methods that they are given to included.</summary>
    private static Answer AtHandOvers(DelegateUses uses, IReadOnlyCollection<ValueKey> keys, ImmutableHashSet<DelegateUses> asked, RoutingBudget budget)
    {
        if (!uses.IsOnlyHandedOver || asked.Contains(uses))
        {
            return Answer.No;
        }

        var all = Answer.Yes;
        foreach (var handOver in uses.HandOvers)
        {
            budget.Spend(1);
            var here = handOver.Evaluated.Contains(AnyKey.Instance) || handOver.Evaluated.ContainsAny(keys) ? Answer.Yes : Before(handOver.Point, keys, asked.Add(uses), budget);
            all = here < all ? here : all;
            if (all == Answer.No)
            {
                break;
            }
        }

        return all;
    }

    /// <summary>An evaluation has completed on every path to <paramref name="point"/>, whether it matters or not.</summary>
    public static bool IsCompleted(FlowPoint point, IReadOnlyCollection<ValueKey> keys)
    {
        var trace = point.Flow.Blocks[point.Block];
        if (trace.Start is not { } start)
        {
            return false;
        }

        // One name can be made anew (that of a text the value is put into) while another still holds.
        var completed = new HashSet<ValueKey>(keys.Where(start.Completed.Contains));
        foreach (var e in trace.Events)
        {
            if (e.Position >= point.Position)
            {
                break;
            }

            if (e.Kind == FlowEventKind.Forgotten)
            {
                completed.Remove(e.Key);
            }
            else if (e.Kind == FlowEventKind.Completed && keys.Contains(e.Key))
            {
                completed.Add(e.Key);
            }
        }

        return completed.Count > 0;
    }

    /// <summary>An evaluation has completed on every path to <paramref name="point"/>, and its decision is not just dropped or logged: something in the body tests it or hands it on.</summary>
    public static bool IsAskedBefore(FlowPoint point, ValueKey about)
        => IsCompleted(point, [about])
            && point.Flow.Blocks.Any(block => block.IsReached && (block.Condition?.DecidedAbout.Contains(about) == true || block.Events.Any(e => e.Kind == FlowEventKind.HandedOn && e.Key.Equals(about))));

    /// <summary>"An argument of the same call is computed from the decision": from one made on every path to the call, not just from another about the same code.</summary>
    public static bool IsDecidedBy(DecidedArguments others, FlowPoint point, IReadOnlyCollection<ValueKey> keys, RoutingBudget budget)
        => others.About.Contains(AnyKey.Instance)
            || (others.About.ContainsAny(keys)
                && IsMade(point, keys, others.Calls, budget));

    /// <summary>On every path to a point one of these calls has evaluated one of the values. Of calls elsewhere that is taken to be so.</summary>
    private static bool IsMade(FlowPoint point, IReadOnlyCollection<ValueKey> keys, ImmutableHashSet<SyntaxNode> calls, RoutingBudget budget)
        => calls.IsEmpty || calls.Any(call => !point.Flow.Completions.Contains(call)) || Holds(point, keys, onEntry: false, handOns: false, [], calls, ImmutableHashSet<SyntaxNode>.Empty, null, budget);

    /// <summary>The body ends normally only on some outcomes of an evaluation: a call of it is a guard.</summary>
    public static bool IsGuardedAtExit(FlowAnalysis flow, ValueKey key, RoutingBudget budget)
        => flow.Exit is not null && Holds(new FlowPoint(flow, flow.Blocks.Count - 1, 0), [key, AnyKey.Instance], onEntry: false, handOns: false, budget);

    /// <summary>About what a decision is handed on, by whichever of its evaluations, on every normal path through a body.</summary>
    public static IEnumerable<(ValueKey Key, SyntaxNode? Call)> HandedOnInAll(FlowAnalysis flow, RoutingBudget budget)
    {
        foreach (var (key, call) in flow.Blocks.SelectMany(block => block.Events).Where(e => e is { Kind: FlowEventKind.HandedOn, IsGivenBack: false }).Select(e => (e.Key, e.Call)).Distinct())
        {
            if (AfterFrom(flow, 0, 0, [key], (_, e) => e is { Kind: FlowEventKind.HandedOn, IsGivenBack: false } && e.Call == call, null, budget))
            {
                yield return (key, call);
            }
        }
    }

    /// <summary>"The hand-on may follow the reference where every normal path reaches it."</summary>
    private static Answer HandedOnAfter(FlowPoint point, IReadOnlyCollection<ValueKey> keys, RoutingBudget budget)
    {
        if (!point.Flow.Evaluates)
        {
            return Answer.No;
        }

        var before = new Lazy<HashSet<int>>(() => BlocksBefore(point.Flow, point.Block, budget));
        var again = new Dictionary<SyntaxNode, HashSet<(int Block, int Position)>>();

        // Where no path goes on normally nothing is handed on.
        var isHandedOn = false;
        var isCompleted = IsCompleted(point, keys);
        return AfterFrom(point.Flow, point.Block, point.Position, WithStored(point.Flow, [.. keys, AnyKey.Instance]), IsHandOn, null, budget) && isHandedOn ? Answer.Yes : Answer.No;

        bool IsHandOn(int block, FlowEvent e)
        {
            // A decision that nobody here made was there before.
            var about = e.Key is StoredKey stored ? stored.About : e.Key;
            var isBefore = isCompleted ? keys.Contains(about) : about is AnyKey || e is { Call: null, ChosenBy: null };
            if (e.Kind != FlowEventKind.HandedOn || !isBefore || (e.Call is { } call && (!MayBeMadeBefore(call) || IsMadeAgain(call, block, e.Position))) || !IsMadeBefore(point.Flow, block, e, budget))
            {
                return false;
            }

            isHandedOn = true;
            return true;
        }

        // The decision of an evaluation that only comes after the point says nothing about it.
        bool MayBeMadeBefore(SyntaxNode call)
            => !point.Flow.Completions.Contains(call)
                || point.Flow.Completions[call].Any(made => before.Value.Contains(made.Block) || (made.Block == point.Block && made.Position < point.Position));

        // In a loop the call comes again, and what is handed on then may be another decision than the one made before.
        bool IsMadeAgain(SyntaxNode call, int block, int position)
        {
            if (!again.TryGetValue(call, out var places))
            {
                again.Add(call, places = PlacesAfterAgain(point, call, budget));
            }

            return places.Contains((block, position));
        }
    }

    /// <summary>The hand-ons of a call's decision, by block and position, to which a way leads from a point on which the call is made once more and nothing it gave before is handed on.</summary>
    private static HashSet<(int Block, int Position)> PlacesAfterAgain(FlowPoint point, SyntaxNode call, RoutingBudget budget)
    {
        var found = new HashSet<(int Block, int Position)>();
        if (!point.Flow.Completions.Contains(call))
        {
            return found;
        }

        var seen = new HashSet<(int Block, bool IsMade)>();
        var queue = new Queue<(int Block, int From, bool IsMade)>();
        queue.Enqueue((point.Block, point.Position, false));
        while (queue.Count > 0)
        {
            var (block, from, isMade) = queue.Dequeue();
            budget.Spend(1);
            var isOver = false;
            foreach (var e in point.Flow.Blocks[block].Events.Where(e => e.Position >= from))
            {
                // What it gave the last time is forgotten where it is made, not where a task of it is waited for.
                isMade |= e is { Kind: FlowEventKind.Forgotten, Key: OperationKey made } && made.Syntax == call;
                if (e.Kind != FlowEventKind.HandedOn || !call.Equals(e.Call))
                {
                    continue;
                }

                if (!isMade)
                {
                    isOver = true;
                    break;
                }

                found.Add((block, e.Position));
            }

            foreach (var next in isOver ? [] : point.Flow.Edges.DependentsOf(block))
            {
                if (seen.Add((next, isMade)))
                {
                    queue.Enqueue((next, 0, isMade));
                }
            }
        }

        return found;
    }

    private static bool IsMadeBefore(FlowAnalysis flow, int block, FlowEvent handOn, RoutingBudget budget)
        => handOn.ChosenBy is not { } calls || IsMade(new FlowPoint(flow, block, handOn.Position), [handOn.Key is StoredKey stored ? stored.About : handOn.Key], calls, budget);

    /// <summary>The blocks from which a way leads to a block.</summary>
    public static HashSet<int> BlocksBefore(FlowAnalysis flow, int to, RoutingBudget budget)
    {
        var found = new HashSet<int>();
        var queue = new Queue<int>();
        queue.Enqueue(to);
        while (queue.Count > 0)
        {
            budget.Spend(1);
            foreach (var edge in flow.Edges.Into(queue.Dequeue()))
            {
                if (found.Add(edge.Source))
                {
                    queue.Enqueue(edge.Source);
                }

                // A `finally` on the way runs before, too.
                foreach (var region in edge.Finally)
                {
                    found.UnionWith(FlowEdges.BlocksOf(region));
                }
            }
        }

        return found;
    }

    /// <summary>
    /// R3: every path from a match to the end reaches an evaluator call about the compared value, or throws. <see cref="Answer.IfOnEntry"/> where some end the body, and what that gives back
    /// tells of the match: then it is for those who call it.
    /// </summary>
    /// <param name="groups">What matched is one of these: once all of them have been asked about, so has it.</param>
    public static Answer EvaluatedAfterMatch(FlowPoint point, IReadOnlyCollection<ValueKey> keys, SyntaxNode comparison, ImmutableHashSet<ValueKey> groups, RoutingBudget budget)
    {
        var match = new SoughtMatch(comparison, groups.Where(group => IsKeptFrom(point, group)).ToList());
        return !AfterFrom(point.Flow, point.Block, point.Position, keys, (_, e) => e.Kind is FlowEventKind.Completed or FlowEventKind.Guarded or FlowEventKind.PutInLine, match, budget) ? Answer.No
            : match.IsGivenBack ? Answer.IfOnEntry
            : Answer.Yes;
    }

    /// <summary>All elements of a collection, or a member of each, that have not been asked about yet and of which none is taken out.</summary>
    private static bool IsKeptFrom(FlowPoint point, ValueKey group)
    {
        for (var part = group; part is MemberKey { Owner: var owner, Member: var member }; part = owner)
        {
            if (member == Member.Kept)
            {
                // Those that are left: where a loop ends, that alone says nothing of what was asked.
                return false;
            }
        }

        for (FlowPoint? at = point; at is { } here; at = here.Flow.Entry?.Point)
        {
            if (here.Flow.Blocks[here.Block].Start?.Completed.Contains(group) == true || here.Flow.Removals.Any(removal => MemberKey.IsWithin(group, removal.From)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Of what a method gives back: its outcome, or that there is any, tells of a match.</summary>
    public static bool Tells(ComparisonOutcome comparison)
        => comparison is { Outcome: not null, Number: NumberMeaning.None } or { Number: NumberMeaning.Position or NumberMeaning.Order or NumberMeaning.Amount or NumberMeaning.Presence };

    /// <summary>A comparison of which the paths are followed where it matches.</summary>
    private sealed class SoughtMatch(SyntaxNode comparison, IReadOnlyList<ValueKey> groups)
    {
        public SyntaxNode Comparison { get; } = comparison;

        public IReadOnlyList<ValueKey> Groups { get; } = groups;

        /// <summary>Some of them end the body, which gives back whether it matched.</summary>
        public bool IsGivenBack { get; set; }
    }

    /// <summary>Also by the names of the decisions about a value that are stored in members.</summary>
    private static IReadOnlyCollection<ValueKey> WithStored(FlowAnalysis flow, IReadOnlyCollection<ValueKey> keys)
        => flow.Stored.Count == 0 ? keys : [.. keys, .. flow.Stored.Where(stored => keys.Contains(stored.About))];

    private static IReadOnlyCollection<ValueKey> WithEquals(FlowPoint point, IReadOnlyCollection<ValueKey> keys)
    {
        var names = new HashSet<ValueKey>(keys) { AnyKey.Instance };
        if (point.Flow.Blocks[point.Block].Start is { } start)
        {
            foreach (var (value, code) in start.Equal)
            {
                if (names.Contains(code))
                {
                    names.Add(value);
                }
            }
        }

        foreach (var key in keys)
        {
            if (point.Flow.Context.Listed.TryGetValue(key, out var lists))
            {
                names.UnionWith(lists);
            }
        }

        return names;
    }

    /// <summary>On every path to a point one of the values has been evaluated, and the decision matters.</summary>
    private static bool Holds(FlowPoint point, IReadOnlyCollection<ValueKey> keys, bool onEntry, bool handOns, RoutingBudget budget)
    {
        var flow = point.Flow;
        var blocks = flow.Blocks;
        if (blocks[point.Block].Start is not { } here)
        {
            return true;
        }

        if (!onEntry && !flow.Evaluates)
        {
            return false;
        }

        var tests = TestsMattering(flow, point.Block, here, budget);
        if (point.Edge is not null)
        {
            tests.Add(point.Block);
        }

        tests.UnionWith(TestsReplacing(flow, keys));
        var loops = LoopsOver(flow, keys);
        IReadOnlyCollection<ValueKey> names = [.. keys, .. keys.Select(BeforeMoved).OfType<ValueKey>(), .. loops.Select(loop => loop.SoFar)];
        var calls = CallsMattering(flow, tests, names);
        calls.UnionWith(CallsGuarded(point, keys, budget));

        // A test of what was asked so far, which in a loop may be all but the one that is there now.
        var callsOfAll = names.Any(MemberKey.IsGroup) ? new HashSet<SyntaxNode>(calls.Except(CallsMattering(flow, tests, names.Where(name => !MemberKey.IsGroup(name))).Concat(CallsGuarded(point, keys, budget)))) : [];
        var turns = loops.Count == 0 ? null : new LoopTurns(flow, loops, handOns, loop => loop.IsSorting || flow.Replacements.Contains(loop.SoFar) ? CallsMattering(flow, [.. tests, .. TestsSorting(flow, loop), .. TestsReplacing(flow, [loop.SoFar])], [loop.SoFar]) : calls, (block, e) => IsMadeBefore(flow, block, e, budget), budget);
        return Holds(point, handOns ? WithStored(flow, keys) : keys, onEntry, handOns, tests, calls, callsOfAll, turns, budget);
    }

    /// <summary>
    /// A must-analysis over the graph. Of each path it keeps which of the value's names hold (a bit each), since a name
    /// can be forgotten while another still holds; <see cref="Mixed"/> where each path has one, but not the same.
    /// </summary>
    private static bool Holds(FlowPoint point, IReadOnlyCollection<ValueKey> keys, bool onEntry, bool handOns, HashSet<int> tests, ISet<SyntaxNode> calls, ISet<SyntaxNode> callsOfAll, LoopTurns? turns, RoutingBudget budget)
    {
        var flow = point.Flow;
        var blocks = flow.Blocks;
        var bits = new Dictionary<ValueKey, ulong>();
        foreach (var key in keys)
        {
            bits[key] = 1UL << Math.Min(bits.Count, 61);
        }

        var start = new ulong[blocks.Count];
        for (var i = 1; i < start.Length; i++)
        {
            start[i] = ulong.MaxValue;
        }

        start[0] = onEntry ? bits.Values.Aggregate((all, bit) => all | bit) : 0;
        var groups = bits.Keys.Where(MemberKey.IsGroup).ToList();
        var stored = bits.Keys.OfType<StoredKey>().ToList();
        var replaced = bits.Keys.OfType<ReplacedKey>().ToList();
        var unequals = bits.Keys.OfType<UnequalKey>().ToList();
        bool changed;
        var rounds = 0;
        do
        {
            changed = false;
            for (var block = 1; block < blocks.Count; block++)
            {
                if (!blocks[block].IsReached || start[block] == 0)
                {
                    continue;
                }

                budget.Spend(1);
                var into = ulong.MaxValue;
                foreach (var edge in flow.Edges.Into(block))
                {
                    into = Meet(into, Along(edge));
                }

                if (into != start[block])
                {
                    start[block] = into;
                    changed = true;
                }
            }
        }
        while (changed && ++rounds < blocks.Count + 8);

        return (point.Edge is { } way ? Along(way) : Through(point.Block, start[point.Block], point.Position)) != 0;

        ulong Along(FlowEdge edge)
        {
            var source = blocks[edge.Source];
            if (!source.IsReached || start[edge.Source] == ulong.MaxValue)
            {
                // No path comes from there, or none so far.
                return ulong.MaxValue;
            }

            if (edge.IsException)
            {
                return start[edge.Source];
            }

            var state = edge.IsConditional ? source.Conditional : source.FallThrough;
            if (state is null || edge.Finally.Any(region => !blocks[region.FirstBlockOrdinal].IsReached))
            {
                return ulong.MaxValue;
            }

            var holds = Through(edge.Source, start[edge.Source], int.MaxValue);
            if (source.Condition is { } condition && tests.Contains(edge.Source))
            {
                var evaluated = condition.Evaluated.When(edge.IsConditional == (flow.Graph.Blocks[edge.Source].ConditionKind == ControlFlowConditionKind.WhenTrue));
                foreach (var pair in bits)
                {
                    if ((condition.DecidedAbout.Contains(pair.Key) || flow.IsAskedOfAll(condition, pair.Key) || turns?.Loops.Any(loop => loop.Name.Equals(pair.Key) && condition.DecidedAbout.Contains(loop.SoFar)) == true) && !evaluated.IsEverything && evaluated.Contains(pair.Key))
                    {
                        holds |= pair.Value;
                    }
                }
            }

            if (source.Condition is { Comparisons.IsEmpty: false } compared && flow.Graph.Blocks[edge.Source].ConditionKind != ControlFlowConditionKind.None)
            {
                var outcome = edge.IsConditional == (flow.Graph.Blocks[edge.Source].ConditionKind == ControlFlowConditionKind.WhenTrue);
                foreach (var unequal in unequals)
                {
                    holds |= compared.Comparisons.Any(comparison => comparison.Outcome == !outcome && comparison is { IsPartial: false, Number: NumberMeaning.None } && IsSame(flow, comparison, unequal, budget.CancellationToken)) ? bits[unequal] : 0;
                }
            }

            if (turns is not null)
            {
                foreach (var name in turns.EndedAlong(edge))
                {
                    if (bits.TryGetValue(name, out var bit))
                    {
                        holds |= bit;
                    }
                }
            }

            // "finally adds": what every run through it establishes.
            return edge.Finally.Aggregate(holds, (all, region) => all | Added(region));
        }

        ulong Added(ControlFlowRegion region)
        {
            var added = ulong.MaxValue;
            foreach (var block in FlowEdges.EndsOf(flow.Graph, region))
            {
                if (blocks[block.Ordinal].IsReached)
                {
                    added = Meet(added, Through(block.Ordinal, start[block.Ordinal], int.MaxValue));
                }
            }

            return added == ulong.MaxValue ? 0 : added;
        }

        ulong Through(int block, ulong holds, int end)
        {
            foreach (var e in blocks[block].Events)
            {
                if (e.Position >= end)
                {
                    break;
                }

                if (e.Kind == FlowEventKind.Forgotten)
                {
                    // With the collection, or what it is read from, all that is in it is made anew.
                    foreach (var group in groups)
                    {
                        holds &= MemberKey.IsTouched(group, e.Key) ? ~bits[group] : ulong.MaxValue;
                    }

                    foreach (var place in replaced)
                    {
                        holds &= place.IsPast(e.Key) ? ~bits[place] : ulong.MaxValue;
                    }

                    foreach (var kept in stored)
                    {
                        holds &= kept.About.Equals(e.Key) ? ~bits[kept] : ulong.MaxValue;
                    }

                    foreach (var unequal in unequals)
                    {
                        holds &= unequal.Value.Equals(e.Key) ? ~bits[unequal] : ulong.MaxValue;
                    }
                }

                if (bits.TryGetValue(e.Key, out var bit))
                {
                    holds = e.Kind switch
                    {
                        FlowEventKind.HandedOn when handOns && IsMadeBefore(flow, block, e, budget) => holds | bit,
                        FlowEventKind.Guarded or FlowEventKind.Replaced => holds | bit,
                        FlowEventKind.Completed when e.Call is not null && calls.Contains(e.Call) && (!callsOfAll.Contains(e.Call) || MemberKey.IsGroup(e.Key)) => holds | bit,
                        FlowEventKind.Forgotten => holds & ~bit,
                        _ => holds,
                    };
                }
            }

            return holds;
        }
    }

    /// <summary>
    /// <c>"M0076" when Evaluate(c, payer).IsGoverned => …, "M0076" => …</c>: a comparison that can match only where the same one matched before, and the value was asked
    /// about with an outcome that leads here. A call may compare in its own way, and is none of these.
    /// </summary>
    public static bool IsReachedThroughTests(FlowPoint point, SyntaxNode comparison, ValueKey value, ValueKey code, RoutingBudget budget)
        => ConstantIn(point.Flow, comparison, budget.CancellationToken) is { } constant && Holds(point, [value, AnyKey.Instance, new UnequalKey(value, code, constant)], onEntry: false, handOns: false, budget);

    private static bool IsSame(FlowAnalysis flow, ComparisonOutcome comparison, UnequalKey unequal, CancellationToken cancellationToken)
        => ((unequal.Value.Equals(comparison.Left) && unequal.Code.Equals(comparison.Right)) || (unequal.Value.Equals(comparison.Right) && unequal.Code.Equals(comparison.Left)))
            && unequal.Constant == ConstantIn(flow, comparison.Syntax, cancellationToken);

    /// <summary>The text of a constant that a pattern or an operator compares with, as it is spelt.</summary>
    private static string? ConstantIn(FlowAnalysis flow, SyntaxNode comparison, CancellationToken cancellationToken)
    {
        var model = flow.Context.Analysis.Bodies.ModelOf(comparison.SyntaxTree);
        return Text(comparison) ?? (model.GetOperation(comparison, cancellationToken) is IBinaryOperation { OperatorMethod: null or { ContainingType.SpecialType: SpecialType.System_String }, LeftOperand.Syntax: var left, RightOperand.Syntax: var right } ? Text(left) ?? Text(right) : null);

        string? Text(SyntaxNode node) => model.GetConstantValue(node, cancellationToken) is { HasValue: true, Value: { } value } ? System.Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    /// <summary>The loops that, once they have ended, have looked at all elements of a collection that one of the names speaks of.</summary>
    private static IReadOnlyList<Loop> LoopsOver(FlowAnalysis flow, IReadOnlyCollection<ValueKey> keys)
    {
        List<Loop>? loops = null;
        foreach (var (block, turn) in flow.Turns)
        {
            foreach (var (from, taken) in turn.Picked)
            {
                loops = Add(loops, keys.Select(key => (Key: key, SoFar: MemberKey.Moved(key, from.Left(), taken)!)).Where(loop => loop.SoFar is not null).Select(loop => new Loop(block, loop.SoFar, loop.Key, from)));
            }

            foreach (var key in keys)
            {
                if (flow.Context.Asked.Contains((turn.SoFar, key)))
                {
                    (loops ??= []).Add(new Loop(block, new MemberKey(turn.SoFar, Member.AskedAbout(key)), key, turn.SoFar));
                }
            }

            foreach (var all in turn.All)
            {
                foreach (var key in keys)
                {
                    if (MemberKey.Moved(key, all, turn.SoFar) is { } soFar)
                    {
                        (loops ??= []).Add(new Loop(block, soFar, key, all));
                    }
                    else if (all is MemberKey { Member: var member } each && member == Member.Each && MemberKey.Moved(key, each.Left(), turn.SoFar) is { } left)
                    {
                        (loops ??= []).Add(new Loop(block, left, key, all) { IsSorting = true });
                    }
                }
            }
        }

        return loops ?? (IReadOnlyList<Loop>)[];
    }

    private static List<Loop>? Add(List<Loop>? loops, IEnumerable<Loop> more)
    {
        foreach (var loop in more)
        {
            (loops ??= []).Add(loop);
        }

        return loops;
    }

    /// <summary>The tests in such a loop by which elements are taken out of the collection.</summary>
    private static IEnumerable<int> TestsSorting(FlowAnalysis flow, Loop loop)
        => flow.Removals.Where(removal => loop.All.Equals(removal.From) && removal.Element.Any(element => MemberKey.TurnsIn(element) is { } turns && turns.Equals(MemberKey.TurnsIn(loop.SoFar))))
            .SelectMany(removal => flow.Dependence.TestsOf(removal.Block));

    /// <summary>The tests on whose outcome it depends whether something else is put where a value was.</summary>
    private static IEnumerable<int> TestsReplacing(FlowAnalysis flow, IEnumerable<ValueKey> keys)
        => flow.Replacements.Count == 0 ? [] : keys.SelectMany(key => flow.Replacements[key]).SelectMany(flow.Dependence.TestsOf);

    /// <summary>The tests on whose outcome it depends whether a block runs, and, for a path through a <c>finally</c>, whether that ends.</summary>
    private static HashSet<int> TestsMattering(FlowAnalysis flow, int block, FlowState here, RoutingBudget budget)
    {
        var tests = new HashSet<int>(flow.Dependence.TestsOf(block));

        // The condition of a loop: it is left on one outcome only, however often it is asked.
        var body = flow.Context.BodyOf(flow.Graph);
        tests.UnionWith(here.Tests.Where(pair => pair.Value is TestOutcomes.True or TestOutcomes.False && pair.Key.Body == body && flow.Blocks[pair.Key.Block] is { Conditional: not null, FallThrough: not null, Condition: { DecidedAbout.IsEmpty: false } } && !IdleLoops.IsAt(flow, pair.Key.Block, budget)).Select(pair => pair.Key.Block));
        return tests;
    }

    /// <summary>Of what stood at an index of a collection: the name under which it was tested as long as it did.</summary>
    private static ValueKey? BeforeMoved(ValueKey key) => key switch
    {
        StoodAtKey stood => stood.Element,
        MemberKey member => BeforeMoved(member.Owner) is { } owner ? new MemberKey(owner, member.Member) : null,
        _ => null,
    };

    /// <summary>The evaluator calls whose decision one of those tests looks at.</summary>
    private static HashSet<SyntaxNode> CallsMattering(FlowAnalysis flow, HashSet<int> tests, IEnumerable<ValueKey> keys)
    {
        var calls = new HashSet<SyntaxNode>();
        foreach (var test in tests)
        {
            if (test < flow.Blocks.Count && flow.Blocks[test].Condition is { } condition && keys.Any(key => (condition.DecidedAbout.Contains(key) && condition.Evaluated.Anyway.Contains(key)) || flow.IsAskedOfAll(condition, key)))
            {
                calls.UnionWith(condition.DecidedBy);
            }
        }

        return calls;
    }

    /// <summary>
    /// The evaluator calls whose decision a call on the way looks at, which ends only on some outcomes: <c>if (strict) { Ensure(decision); }</c>. Where
    /// the exception lands in this body the way may go on.
    /// </summary>
    private static HashSet<SyntaxNode> CallsGuarded(FlowPoint point, IEnumerable<ValueKey> keys, RoutingBudget budget)
    {
        var calls = new HashSet<SyntaxNode>();
        HashSet<int>? before = null;
        for (var block = 0; block < point.Flow.Blocks.Count; block++)
        {
            foreach (var e in point.Flow.Blocks[block].Events)
            {
                if (e is { Kind: FlowEventKind.Guarded, ChosenBy: { } tested } && keys.Contains(e.Key) && !point.Flow.Edges.MayThrow(block)
                    && ((block == point.Block && e.Position < point.Position) || (before ??= BlocksBefore(point.Flow, point.Block, budget)).Contains(block)))
                {
                    calls.UnionWith(tested);
                }
            }
        }

        return calls;
    }

    /// <summary>A call that begins after a point fails before something else happens.</summary>
    private static bool MayFail(IReadOnlyList<FlowEvent> events, int from, int before)
    {
        var begun = new HashSet<SyntaxNode>();
        for (var i = 0; i < (before < 0 ? events.Count : before); i++)
        {
            if (events[i] is { Kind: FlowEventKind.Begins, Call: { } call } && events[i].Position >= from)
            {
                begun.Add(call);
            }
            else if (events[i] is { Kind: FlowEventKind.Ends, Call: { } ended } && begun.Contains(ended))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Where in a block one of the values goes somewhere first. What stands there as a code is a reference of its own, and to keep what failed (<c>catch { _failed.Add(code); }</c>) is not to bill it.
    /// </summary>
    private static int? UseIn(FlowAnalysis flow, int block, int from, IReadOnlyCollection<ValueKey> keys)
    {
        int? first = null;
        var isInHandler = FlowEdges.RegionsAround(flow.Graph, flow.Graph.Blocks[block]).Any(around => around.Region.Kind == ControlFlowRegionKind.Catch);
        foreach (var arrival in flow.Context.Record.Arrivals)
        {
            if (arrival.Point.Flow == flow && arrival.Point.Block == block && arrival.Point.Position >= from && arrival.Key is not (null or CodeKey) && arrival.Place is not ComparisonPlace && keys.Contains(arrival.Key)
                && (!isInHandler || arrival.Place is EscapePlace) && !(first <= arrival.Point.Position))
            {
                first = arrival.Point.Position;
            }
        }

        return first;
    }

    private static ulong Meet(ulong left, ulong right)
        => left == 0 || right == 0 ? 0 : (left & right) != 0 ? left & right : Mixed;

    /// <summary>Every normal path from a place to the end of the body meets an event about one of the values.</summary>
    /// <param name="match">Only those paths on which it matched.</param>
    private static bool AfterFrom(FlowAnalysis flow, int first, int position, IReadOnlyCollection<ValueKey> keys, Func<int, FlowEvent, bool> isWanted, SoughtMatch? match, RoutingBudget budget)
    {
        var blocks = flow.Blocks;
        // Of a path that took something out of a filtered sequence, the end of the sequence does not say that nothing matched.
        var seen = new HashSet<(int Block, bool HasTaken, bool HasFailed)>();
        var queue = new Queue<(int Block, int From, bool HasTaken, bool HasFailed)>();
        queue.Enqueue((first, position, false, false));
        while (queue.Count > 0)
        {
            var (block, from, hasTaken, hasFailed) = queue.Dequeue();
            budget.Spend(1);
            var trace = blocks[block];
            if (!trace.IsReached)
            {
                continue;
            }

            var basic = flow.Graph.Blocks[block];
            var wanted = trace.Events.FindIndex(e => e.Position >= from && keys.Contains(e.Key) && isWanted(block, e));
            if (match is null && MayFail(trace.Events, from, wanted))
            {
                Fail(basic);
            }

            if (hasFailed && UseIn(flow, block, from, keys) is { } use && (wanted < 0 || use < trace.Events[wanted].Position))
            {
                return false;
            }

            if (wanted >= 0)
            {
                if (match is not null && trace.Events[wanted].Kind == FlowEventKind.Completed && flow.Edges.MayThrow(block))
                {
                    // "A swallowing catch loses what the try established."
                    Fail(basic, hasFailed: true);
                }

                continue;
            }

            if (hasFailed && (block == blocks.Count - 1 || trace.Events.Exists(e => e.Kind == FlowEventKind.Forgotten && e.Key is not CodeKey && keys.Contains(e.Key))))
            {
                // Nothing was done with what matched.
                continue;
            }

            if (block == blocks.Count - 1 && match is not null)
            {
                var given = flow.Returned.Comparisons.Where(comparison => comparison.Syntax == match.Comparison).ToList();
                if (given.Count > 0 && flow.Entry is { } entry)
                {
                    // `codes.Any(x => x == "M0076")`: whoever runs the lambda learns of the match.
                    return AfterFrom(entry.Point.Flow, entry.Point.Block, entry.Point.Position, keys, isWanted, match, budget);
                }

                if (flow.Entry is null && (given.Exists(Tells) || flow.GivesBackMatched(match.Comparison)))
                {
                    // `bool IsProlo(string code) => code == "M0076";`: whoever calls it does.
                    match.IsGivenBack = true;
                    continue;
                }
            }

            if (block == blocks.Count - 1 || basic.FallThroughSuccessor is { Semantics: ControlFlowBranchSemantics.StructuredExceptionHandling })
            {
                // The end of the body, or of the finally that was asked about.
                return false;
            }

            if (!Follow(basic.FallThroughSuccessor, trace.FallThrough) || !Follow(basic.ConditionalSuccessor, trace.Conditional))
            {
                return false;
            }

            bool Follow(ControlFlowBranch? branch, FlowState? state)
            {
                if (branch is null || state is null)
                {
                    return true;
                }

                var jumps = basic.ConditionKind == ControlFlowConditionKind.WhenTrue;
                var outcome = branch.IsConditionalSuccessor ? jumps : !jumps;
                var takes = hasTaken;
                if (basic.ConditionKind != ControlFlowConditionKind.None && match is not null && trace.Condition is { } condition
                    && condition.Comparisons.Where(comparison => comparison.Syntax == match.Comparison).ToList() is { Count: > 0 } told)
                {
                    if (told.Any(comparison => comparison.Outcome == !outcome && !(hasTaken && comparison.Number is NumberMeaning.Turn or NumberMeaning.Round)))
                    {
                        // Here it did not match.
                        return true;
                    }

                    takes |= told.Any(comparison => comparison.Outcome == outcome && comparison.Number == NumberMeaning.Turn);
                }

                if (basic.ConditionKind != ControlFlowConditionKind.None && trace.Condition is { } test && match is not null
                    && test.Evaluated.When(outcome) is { IsEverything: false } certain && (certain.ContainsAny(keys) || certain.ContainsAny(match.Groups)))
                {
                    return true;
                }

                if (match?.Groups.Count > 0 && trace.Turn is { } turn && outcome != turn.MoreWhen && state.Completed.ContainsAny(match.Groups))
                {
                    // A loop over all of them has ended, and asked about each.
                    return true;
                }

                foreach (var region in branch.FinallyRegions)
                {
                    if (AfterFrom(flow, region.FirstBlockOrdinal, 0, keys, isWanted, match, budget))
                    {
                        return true;
                    }

                    if (match is null && FlowEdges.BlocksOf(region).Any(inside => MayFail(blocks[inside].Events, 0, -1)))
                    {
                        Fail(flow.Graph.Blocks[region.FirstBlockOrdinal]);
                    }
                }

                if (branch.Destination is { } destination)
                {
                    // A match that comes round again in a loop is a new one.
                    Enqueue(destination.Ordinal, takes, hasFailed);
                }
                else if (match is null && branch.Semantics is ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow)
                {
                    Fail(basic);
                }

                return true;
            }
        }

        return true;

        // An exception that a `catch` of this body swallows: the way goes on there.
        void Fail(BasicBlock block, bool hasFailed = false)
        {
            foreach (var (region, outer) in FlowEdges.RegionsAround(flow.Graph, block))
            {
                if (region.Kind != ControlFlowRegionKind.Try)
                {
                    continue;
                }

                if (outer.Kind == ControlFlowRegionKind.TryAndFinally)
                {
                    if (AfterFrom(flow, outer.NestedRegions[1].FirstBlockOrdinal, 0, keys, isWanted, match, budget))
                    {
                        return;
                    }

                    continue;
                }

                foreach (var handler in outer.NestedRegions.Skip(1))
                {
                    Enqueue((handler.Kind == ControlFlowRegionKind.FilterAndHandler ? handler.NestedRegions[1] : handler).FirstBlockOrdinal, hasFailed: hasFailed);
                    if (handler is { Kind: ControlFlowRegionKind.Catch, ExceptionType: null or { SpecialType: SpecialType.System_Object } or { Name: "Exception", ContainingNamespace.Name: "System" } })
                    {
                        return;
                    }
                }
            }
        }

        void Enqueue(int block, bool hasTaken = false, bool hasFailed = false)
        {
            if (seen.Add((block, hasTaken, hasFailed)))
            {
                queue.Enqueue((block, 0, hasTaken, hasFailed));
            }
        }
    }
}
