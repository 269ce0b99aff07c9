using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <summary>What happens where a comparison matches that is the condition of a test: where that is nothing, the match cannot bill.</summary>
internal static class MatchEnds
{
    /// <summary>A comparison is the condition of a test, and no block that only runs where it matches does anything.</summary>
    public static bool DoesNothingOnMatch(FlowPoint point, SyntaxNode comparison)
    {
        if (BranchesOf(point, comparison) is not { } branches)
        {
            return false;
        }

        var elsewhere = BlocksFrom(branches.Other);
        return BlocksFrom(branches.Match).Except(elsewhere).All(only => DoesNothing(point.Flow.Graph.Blocks[only]));

        static HashSet<int> BlocksFrom(ControlFlowBranch? branch)
        {
            var found = new HashSet<int>();
            var queue = new Queue<BasicBlock?>();
            queue.Enqueue(branch?.Destination);
            while (queue.Count > 0)
            {
                if (queue.Dequeue() is { } next && found.Add(next.Ordinal))
                {
                    queue.Enqueue(next.FallThroughSuccessor?.Destination);
                    queue.Enqueue(next.ConditionalSuccessor?.Destination);
                }
            }

            return found;
        }
    }

    /// <summary>A comparison is the condition of a test, and where it matches nothing happens any more: the body ends, or the next of the elements is looked at of which the compared value is one.</summary>
    public static bool EndsOnMatch(FlowPoint point, SyntaxNode comparison, ImmutableHashSet<ValueKey> groups, RoutingBudget budget)
    {
        if (BranchesOf(point, comparison) is not { } branches)
        {
            return false;
        }

        var found = new HashSet<int>();
        var queue = new Queue<BasicBlock?>();
        queue.Enqueue(branches.Match?.Destination);
        while (queue.Count > 0)
        {
            if (queue.Dequeue() is not { } block || !found.Add(block.Ordinal))
            {
                continue;
            }

            budget.Spend(1);
            if (point.Flow.Blocks[block.Ordinal].Turn is { } turn && groups.Contains(turn.SoFar))
            {
                var more = turn.MoreWhen == (block.ConditionKind == ControlFlowConditionKind.WhenTrue);
                queue.Enqueue((more ? block.FallThroughSuccessor : block.ConditionalSuccessor)?.Destination);
                continue;
            }

            // What is given back may be what was found: `return denied;`
            if (!DoesNothing(block) || block.BranchValue is ILocalReferenceOperation or IParameterReferenceOperation)
            {
                return false;
            }

            queue.Enqueue(block.FallThroughSuccessor?.Destination);
            queue.Enqueue(block.ConditionalSuccessor?.Destination);
        }

        return true;
    }

    /// <summary>The ways out of the test whose condition a comparison is; null where it is none.</summary>
    private static (ControlFlowBranch? Match, ControlFlowBranch? Other)? BranchesOf(FlowPoint point, SyntaxNode comparison)
    {
        var block = point.Flow.Graph.Blocks[point.Block];
        if (point.Flow.Blocks[point.Block].Condition is not { } condition || block.BranchValue?.Syntax.FullSpan.Contains(comparison.FullSpan) != true
            || condition.Comparisons.Where(told => told.Syntax == comparison).Select(told => told.Outcome).Distinct().ToList() is not [{ } outcome])
        {
            return null;
        }

        return outcome == (block.ConditionKind == ControlFlowConditionKind.WhenTrue) ? (block.ConditionalSuccessor, block.FallThroughSuccessor) : (block.FallThroughSuccessor, block.ConditionalSuccessor);
    }

    private static bool DoesNothing(BasicBlock block)
        => block.Operations.IsEmpty && block.BranchValue is null or { ConstantValue.HasValue: true } or ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation;
}
