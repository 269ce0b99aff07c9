using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <summary>
/// R2 and R3 as questions to a finished flow: on every path from the entry to a point, has an evaluation about a value
/// completed and mattered? On every path from a point to the end, does one follow?
/// </summary>
internal static partial class EvaluationQuery
{
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
}
