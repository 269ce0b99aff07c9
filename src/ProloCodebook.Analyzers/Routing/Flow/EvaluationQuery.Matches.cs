using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <content>R3: what follows a match, on every path to the end.</content>
internal static partial class EvaluationQuery
{
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
