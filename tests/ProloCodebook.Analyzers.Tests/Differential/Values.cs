using System.Collections.Immutable;

namespace ProloCodebook.Tests.Differential;

/// <summary>One evaluator call that completed on one path.</summary>
/// <param name="Site">The call, with the calls that led to it.</param>
/// <param name="Turn">How often the site had been passed before.</param>
/// <param name="Through">How the code came to the call: <see cref="CodeValue.Through"/>.</param>
internal sealed record Evaluation(string Site, int Turn, string Code, int Origin, string? Through)
{
    public string Key => Site + "#" + Turn;
}

/// <summary>A list that is only ever put in front of, so that a snapshot of it costs nothing.</summary>
internal sealed record Past<T>(T Last, Past<T>? Before)
{
    public static IEnumerable<T> Of(Past<T>? past)
    {
        for (; past is not null; past = past.Before)
        {
            yield return past.Last;
        }
    }
}

/// <summary>A place that a value came by, with what had happened until then.</summary>
/// <param name="Turn">How often the place had been passed before.</param>
internal sealed record Point(string Place, int Turn, Past<Evaluation>? Completed, Past<Evaluation>? HandedOn);

internal abstract record Value;

/// <summary>A code, and where it comes from.</summary>
/// <param name="Origin">The number of the literal.</param>
/// <param name="Way">The places where it was written or copied.</param>
/// <param name="Through">
/// Of an argument: the call; of what a call returned: that call with <see cref="Returned"/> before it. Inside a method nobody has to know which
/// code a parameter holds, nor outside which one comes back.
/// </param>
internal sealed record CodeValue(string Code, int Origin, Past<Point>? Way, string? Through) : Value
{
    public const string Returned = "returned by ";

    /// <summary>A field may hold whatever any method stores in it.</summary>
    public static string ReadFrom(string field) => Returned + "field " + field;

    public static bool IsOfField(string through) => through.StartsWith(ReadFrom(""), StringComparison.Ordinal);
}

/// <param name="IsOpaque">It came from a condition that nothing is known of.</param>
/// <param name="DecidedBy">The evaluations whose decisions it was read from.</param>
/// <param name="TestedFor">The evaluations that were tested on the way to it: <c>denied || Flag()</c>.</param>
internal sealed record BoolValue(bool Value, bool IsOpaque, ImmutableHashSet<Evaluation> DecidedBy, ImmutableHashSet<Evaluation> TestedFor) : Value
{
    public static BoolValue Known(bool value) => new(value, IsOpaque: false, [], []);
}

internal sealed record DecisionValue(Evaluation Evaluation) : Value;

/// <summary>An array or a tuple.</summary>
internal sealed record CompositeValue(ImmutableArray<CodeValue> Items) : Value;

/// <summary>A local function or a lambda, with the variables it sees.</summary>
internal sealed record FunctionValue(DeclareFunction Function, Frame Frame) : Value;

/// <summary>A variable; passed by reference it is shared.</summary>
internal sealed class Slot
{
    public Value? Value { get; set; }
}

/// <summary>The variables of one call.</summary>
internal sealed class Frame(Frame? outer)
{
    private readonly Dictionary<string, Slot> _slots = [];

    public Slot Declare(string name, Slot? slot = null) => _slots[name] = slot ?? new Slot();

    public Slot Find(string name)
    {
        for (var frame = this; frame is not null; frame = frame.Outer)
        {
            if (frame._slots.TryGetValue(name, out var slot))
            {
                return slot;
            }
        }

        throw new KeyNotFoundException(name);
    }

    public Frame? Outer { get; } = outer;
}
