using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <summary>
/// Objects of one body that others have, too: <c>_lines = new(); _lines.Add(code);</c>. What is put into such an object after it
/// was shared gets to where the object went. To be asked once the flows of the body are finished.
/// </summary>
internal sealed class SharedObjects
{
    private readonly List<Sharing> _sharings = [];
    private readonly List<Write> _writes = [];

    /// <summary>An object gets to a place, or came from one that others know.</summary>
    /// <param name="Inside">Where in what arrived there the object sits.</param>
    /// <param name="Except">Sources of which the callers are told instead.</param>
    private sealed record Sharing(ValueKey Object, FlowPoint Point, MemberPath Inside, Func<MemberPath, Place> Place, Func<Source, bool>? Except);

    private sealed record Write(ValueKey Object, Member Member, FlowPoint Point, SyntaxNode Syntax, IReadOnlyList<(MemberPath Inside, AbstractValue Holder)> Content);

    public void Share(ValueKey key, FlowPoint point, MemberPath inside, Func<MemberPath, Place> place, Func<Source, bool>? except)
        => _sharings.Add(new Sharing(key, point, inside, place, except));

    public void Written(ValueKey key, Member member, FlowPoint point, SyntaxNode syntax, IReadOnlyList<(MemberPath Inside, AbstractValue Holder)> content)
        => _writes.Add(new Write(key, member, point, syntax, content));

    /// <summary>What gets to a place because it is put into an object that is there already.</summary>
    /// <param name="bind">Told of delegates that get into a collection in a field.</param>
    public IEnumerable<Arrival> LateArrivals(RoutingBudget budget, Action<FieldPlace, AbstractValue> bind)
    {
        if (_sharings.Count == 0 || _writes.Count == 0)
        {
            yield break;
        }

        var writes = _writes.SelectMany(write => Holders(write.Object).Select(holder => (holder.Object, holder.Path, Write: write))).ToLookup(write => write.Object);
        var seen = new HashSet<(ValueKey, MemberPath, FlowPoint, Func<MemberPath, Place>)>();
        var queue = new Queue<Sharing>(_sharings);
        while (queue.Count > 0)
        {
            var sharing = queue.Dequeue();
            if (!seen.Add((sharing.Object, sharing.Inside, sharing.Point, sharing.Place)))
            {
                continue;
            }

            foreach (var (_, path, write) in writes[sharing.Object])
            {
                budget.Spend(1);
                if (!MayFollow(sharing.Point, write.Point, sharing.Object, budget))
                {
                    continue;
                }

                var at = sharing.Inside.Append(path).Append(write.Member);
                foreach (var (inside, holder) in write.Content)
                {
                    // What is in there may be in many objects, and those in one another.
                    budget.Spend(1 + holder.Sources.Count + holder.Objects.Count);
                    var place = at.Append(inside);
                    if (!holder.Delegates.IsEmpty && sharing.Place(place) is FieldPlace into)
                    {
                        bind(into, holder);
                    }

                    foreach (var source in holder.Sources)
                    {
                        if (sharing.Except?.Invoke(source) != true)
                        {
                            yield return new Arrival(source, inside, sharing.Place(place), write.Syntax, write.Point, holder.Key, holder.PartOf(source), DecidedArguments.None);
                        }
                    }

                    foreach (var part in holder.Objects)
                    {
                        queue.Enqueue(new Sharing(part, write.Point, place, sharing.Place, sharing.Except));
                    }
                }
            }
        }
    }

    /// <summary>An object, and those that it was read out of.</summary>
    private static IEnumerable<(ValueKey Object, MemberPath Path)> Holders(ValueKey key)
    {
        var path = MemberPath.Empty;
        yield return (key, path);
        while (key is MemberKey member)
        {
            path = path.Prepend(member.Member);
            key = member.Owner;
            yield return (key, path);
        }
    }

    /// <summary>A way leads from one point to the other on which the object is not made anew.</summary>
    public static bool MayFollow(FlowPoint from, FlowPoint to, ValueKey key, RoutingBudget budget)
    {
        for (FlowPoint? outer = from; outer is { } start; outer = start.Flow.Entry?.Point)
        {
            for (FlowPoint? inner = to; inner is { } end; inner = end.Flow.Entry?.Point)
            {
                if (start.Flow == end.Flow)
                {
                    return Reaches(start, end, key, budget);
                }

                // A lambda that others call may run at any time.
                if (end.Flow.IsRunByOthers)
                {
                    return true;
                }
            }
        }

        return true;
    }

    private static bool Reaches(FlowPoint from, FlowPoint to, ValueKey key, RoutingBudget budget)
    {
        var seen = new HashSet<int>();
        var queue = new Queue<(int Block, int Position)>();
        queue.Enqueue((from.Block, from.Position));
        while (queue.Count > 0)
        {
            var (block, position) = queue.Dequeue();
            budget.Spend(1);
            var events = from.Flow.Blocks[block].Events;
            var anew = events.FindIndex(e => e.Kind == FlowEventKind.Forgotten && e.Position >= position && e.Key.Equals(key));
            if (block == to.Block && to.Position >= position && (anew < 0 || events[anew].Position >= to.Position))
            {
                return true;
            }

            if (anew >= 0)
            {
                continue;
            }

            foreach (var next in from.Flow.Edges.NextOf(block))
            {
                if (seen.Add(next))
                {
                    queue.Enqueue((next, 0));
                }
            }
        }

        return false;
    }
}
