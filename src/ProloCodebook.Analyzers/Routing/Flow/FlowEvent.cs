using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <summary>What can happen to what is known about a value.</summary>
internal enum FlowEventKind
{
    /// <summary>An evaluator call about it has completed.</summary>
    Completed,

    /// <summary>A decision about it, or something read from one, was handed on.</summary>
    HandedOn,

    /// <summary>A call has evaluated it and went on only on some outcomes.</summary>
    Guarded,

    /// <summary>A service line was built from it, for the evaluator; no decision has been made.</summary>
    PutInLine,

    /// <summary>It is no longer where it was, and nothing followed is there instead.</summary>
    Replaced,

    /// <summary>It is made anew.</summary>
    Forgotten,

    /// <summary>An enumerator is asked for one more of them.</summary>
    Turned,

    /// <summary>In a <c>try</c>: a call begins, and may fail; about no value.</summary>
    Begins,

    /// <summary>In a <c>try</c>: a call has ended, one way or the other.</summary>
    Ends,
}

/// <summary>Something that happens in a block.</summary>
/// <param name="Call">Of an evaluation, a beginning and an end: the call; of a hand-on: the call whose decision it was, where there is one.</param>
/// <param name="ChosenBy">Of the hand-on of a value that the path taken chose: the calls of which one must have been made on it. Of a guard that got the decision: the calls that made it.</param>
internal readonly record struct FlowEvent(int Position, FlowEventKind Kind, ValueKey Key, SyntaxNode? Call = null, ImmutableHashSet<SyntaxNode>? ChosenBy = null)
{
    /// <summary>A hand-on by giving back: of a lambda or local function to those around it, who may drop it.</summary>
    public bool IsGivenBack { get; init; }
}

/// <summary>An enumerator is asked for one more: where there is none, all that it has given is all there is.</summary>
/// <param name="SoFar">The elements that it has given so far.</param>
/// <param name="All">The collections that it has then given all of.</param>
internal sealed record Turn(ValueKey SoFar, ImmutableHashSet<ValueKey> All)
{
    /// <summary>The answer where there is one more.</summary>
    public bool MoreWhen { get; init; } = true;

    /// <summary>The collections from which all those it gives were picked, and the name of their having been taken out.</summary>
    public ImmutableArray<(MemberKey From, MemberKey TakenOut)> Picked { get; init; } = ImmutableArray<(MemberKey, MemberKey)>.Empty;

    /// <summary>The variable that is asked; null of an enumerator.</summary>
    public Counter? Counter { get; init; }

    /// <summary>What that variable holds in this turn.</summary>
    public ValueKey? Place { get; init; }
}

/// <summary>An element of a collection is taken out of it.</summary>
/// <param name="From">All elements of the collection.</param>
/// <param name="Element">The names of the element.</param>
internal readonly record struct Removal(int Block, ValueKey From, ImmutableHashSet<ValueKey> Element);

/// <summary>What the flow of a method left behind in one block, for questions asked afterwards.</summary>
internal sealed class BlockTrace
{
    public FlowState? Start { get; set; }

    /// <summary>What holds along each way out; null where it is not taken.</summary>
    public FlowState? FallThrough { get; set; }

    public FlowState? Conditional { get; set; }

    /// <summary>Inside a <c>try</c>: what holds after each statement, where an exception may leave the block.</summary>
    public List<FlowState> Between { get; } = [];

    /// <summary>The condition, where the block ends in one.</summary>
    public AbstractValue? Condition { get; set; }

    public List<FlowEvent> Events { get; } = [];

    /// <summary>Where the block ends by asking an enumerator for one more: what its end tells.</summary>
    public Turn? Turn { get; set; }

    public bool IsReached => Start is not null;
}
