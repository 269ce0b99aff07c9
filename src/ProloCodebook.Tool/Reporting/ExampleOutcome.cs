using System.Globalization;
using ProloCodebook.Policy;
using ProloCodebook.Tool.Policies;

namespace ProloCodebook.Tool.Reporting;

/// <summary>An example and what the interpreter makes of it.</summary>
/// <param name="Failure">What is wrong with it; null where it holds.</param>
internal sealed record ExampleOutcome(PolicyExample Example, InterpretedDecision Decision, string? Failure)
{
    /// <summary>Runs the examples of a file as the build does: a policy's own by its file alone, an overlay's by all that were read together.</summary>
    public static IReadOnlyList<ExampleOutcome> Of(PolicyFile file, PolicySet all)
    {
        var set = file.Reading.Policy is { Refines: null } policy ? PolicySet.Merge([policy]) : all;
        return [.. file.Reading.Examples.Select(example => Run(example, set))];
    }

    private static ExampleOutcome Run(PolicyExample example, PolicySet set)
    {
        var date = example.ServiceDate is { } text ? DateTime.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : (DateTime?)null;
        return new ExampleOutcome(
            example,
            PolicyInterpreter.Decide(set, example.Code, example.Payer, example.Description, date),
            ExampleCheck.Run(set, example)?.Message);
    }
}
