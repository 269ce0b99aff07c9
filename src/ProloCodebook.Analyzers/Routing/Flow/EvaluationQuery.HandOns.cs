using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <content>Where a decision is handed on: in all of a body, or behind a point of it.</content>
internal static partial class EvaluationQuery
{
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

            foreach (var next in isOver ? [] : point.Flow.Edges.NextOf(block))
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
    {
        if (handOn.ChosenBy is not { } calls)
        {
            return true;
        }

        // A sum of many is handed on as the decision of each of their calls, chosen by all of them: that is one question, asked for every reference of the body.
        var question = (block, handOn.Position, handOn.Key is StoredKey stored ? stored.About : handOn.Key, calls);
        return flow.MadeBefore.TryGetValue(question, out var known) ? known
            : flow.MadeBefore.GetOrAdd(question, IsMade(new FlowPoint(flow, block, handOn.Position), [question.Item3], calls, budget));
    }

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
}
