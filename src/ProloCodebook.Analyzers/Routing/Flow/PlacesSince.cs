namespace ProloCodebook.Routing;

/// <summary>What was known of places (a field, all elements of a list) where a lambda was made, and where it is called need no longer hold.</summary>
internal static class PlacesSince
{
    /// <summary>Those of the names that mean where a lambda is called what they meant where it was made: no place is among them in which something else may be by then.</summary>
    /// <param name="called">Null where others call it, whenever they like.</param>
    public static IReadOnlyCollection<ValueKey> Same(FlowPoint made, FlowPoint? called, IReadOnlyCollection<ValueKey> names, RoutingBudget budget)
    {
        if (!names.Any(name => name is MemberKey && made.Flow.MayForget(name)))
        {
            return names;
        }

        var on = called is { } point && point.Flow == made.Flow ? EvaluationQuery.BlocksBefore(made.Flow, point.Block, budget) : null;
        return names.Where(name => !(name is MemberKey && made.Flow.MayForget(name) && IsChangedSince(made, called, on, name, budget))).ToList();
    }

    /// <summary>On some way from where a lambda was made something is put into a place, and the lambda called after that.</summary>
    /// <param name="on">The blocks from which a way leads to the call; null where any may.</param>
    private static bool IsChangedSince(FlowPoint made, FlowPoint? called, HashSet<int>? on, ValueKey place, RoutingBudget budget)
    {
        var seen = new HashSet<int>();
        var queue = new Queue<(int Block, bool IsFirst)>();
        queue.Enqueue((made.Block, true));
        while (queue.Count > 0)
        {
            var (block, isFirst) = queue.Dequeue();
            budget.Spend(1);

            // Where the lambda is made anew the way of this one ends.
            var isAgain = block == made.Block && !isFirst;
            var isOver = false;
            foreach (var e in made.Flow.Blocks[block].Events)
            {
                if (e.Kind != FlowEventKind.Forgotten || (isFirst && e.Position < made.Position) || (isAgain && e.Position >= made.Position))
                {
                    continue;
                }

                if (e.Key is not MemberKey)
                {
                    // What the place is in is made anew: that is another.
                    isOver |= MemberKey.IsWithin(place, e.Key);
                }
                else if (!isOver && (place.Equals(e.Key) || (MemberKey.IsGroup(place) && MemberKey.IsTouched(place, e.Key)))
                    && (on is null || on.Contains(block) || (block == called!.Value.Block && e.Position < called.Value.Position)))
                {
                    return true;
                }
            }

            foreach (var next in isOver || isAgain ? [] : made.Flow.Edges.NextOf(block))
            {
                if (seen.Add(next))
                {
                    queue.Enqueue((next, false));
                }
            }
        }

        return false;
    }
}
