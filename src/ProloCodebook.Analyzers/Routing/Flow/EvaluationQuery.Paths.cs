using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace ProloCodebook.Routing;

/// <content>R2: what holds on every path from the entry to a point.</content>
internal static partial class EvaluationQuery
{
    private const ulong Mixed = 1UL << 63;

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

        var tests = TestsMattering(flow, point.Block, here);
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
        var turns = loops.Count == 0 ? null : new LoopTurns(flow, loops, handOns, loop => loop.IsSorting || flow.Replacements.Contains(loop.SoFar) ? CallsMattering(flow, [.. tests, .. TestsSorting(flow, loop), .. TestsReplacing(flow, [loop.SoFar])], [loop.SoFar]) : calls, (block, e) => IsMadeBefore(flow, block, e, budget), tests, budget);
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

        var groups = bits.Keys.Where(MemberKey.IsGroup).ToList();
        var stored = bits.Keys.OfType<StoredKey>().ToList();
        var replaced = bits.Keys.OfType<ReplacedKey>().ToList();
        var unequals = bits.Keys.OfType<UnequalKey>().ToList();
        var entry = onEntry ? bits.Values.Aggregate((all, bit) => all | bit) : 0;
        var facts = new FactsOnEveryPath(flow, entry, Meet, Happens, Taken, budget);
        return (point.Edge is { } way ? facts.Along(way) : facts.At(point.Block, point.Position)) != 0;

        ulong Taken(FlowEdge edge, ulong holds)
        {
            var source = blocks[edge.Source];
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

            return holds;
        }

        ulong Happens(int block, int at, ulong holds)
        {
            var e = blocks[block].Events[at];
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

            return !bits.TryGetValue(e.Key, out var bit) ? holds : e.Kind switch
            {
                FlowEventKind.HandedOn when handOns && IsMadeBefore(flow, block, e, budget) => holds | bit,
                FlowEventKind.Guarded or FlowEventKind.Replaced => holds | bit,
                FlowEventKind.Completed when e.Call is not null && calls.Contains(e.Call) && (!callsOfAll.Contains(e.Call) || MemberKey.IsGroup(e.Key)) => holds | bit,
                FlowEventKind.Forgotten => holds & ~bit,
                _ => holds,
            };
        }
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

        if (loops is not null && loops.Select(loop => loop.SoFar).Where(soFar => MemberKey.IsInsideTurns(soFar) && !keys.Contains(soFar)).Distinct().ToList() is { Count: > 0 } inside)
        {
            // `foreach (var claim in claims) foreach (var line in claim.Lines)`: what an inner loop has looked at, where it ends.
            loops.AddRange(LoopsOver(flow, inside));
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
    private static HashSet<int> TestsMattering(FlowAnalysis flow, int block, FlowState here)
    {
        var tests = new HashSet<int>(flow.Dependence.TestsOf(block));

        // The condition of a loop: it is left on one outcome only, however often it is asked.
        var body = flow.Context.BodyOf(flow.Graph);
        tests.UnionWith(here.Tests.Where(pair => pair.Value is TestOutcomes.True or TestOutcomes.False && !pair.Key.IsIdle && pair.Key.Body == body && flow.Blocks[pair.Key.Block] is { Conditional: not null, FallThrough: not null, Condition: { DecidedAbout.IsEmpty: false } }).Select(pair => pair.Key.Block));
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

    private static ulong Meet(ulong left, ulong right)
        => left == 0 || right == 0 ? 0 : (left & right) != 0 ? left & right : Mixed;
}
