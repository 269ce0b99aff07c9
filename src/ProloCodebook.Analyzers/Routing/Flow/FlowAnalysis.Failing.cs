using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <content>Calls that throw by a truth value they are given: <c>Guard.Against(code == "M0076", "…");</c> From there on it had the other outcome.</content>
internal sealed partial class FlowAnalysis
{
    private readonly List<(int Block, IOperation Condition, bool When)> _failing = [];

    /// <summary>A block calls a method that fails where a parameter of this one has that value. To be asked once the flow is finished.</summary>
    public bool FailsIn(int block, IParameterSymbol parameter, bool value)
        => _failing.Exists(call => call.Block == block && FailingConditions.OutcomeOf(call.Condition, parameter, value) == call.When);

    private void FailByArguments(IReadOnlyList<(IMethodSymbol Body, MethodSummary Summary)> callees, List<Argument> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { Type.SpecialType: SpecialType.System_Boolean, Ordinal: var ordinal } && FailsWhen(ordinal) is { } when)
            {
                Fail(argument, when);
            }
        }

        bool? FailsWhen(int ordinal)
            => callees.Select(callee => callee.Summary).Where(summary => !summary.NeverReturns).Select(summary => summary.FailsWhen.TryGetValue(ordinal, out var when) ? when : (bool?)null).Distinct().ToList() is [{ } all] ? all : null;
    }

    private void FailByAttributes(List<Argument> arguments)
    {
        foreach (var argument in arguments)
        {
            if (FailingConditions.ByAttribute(argument.Parameter) is { } when)
            {
                Fail(argument, when);
            }
        }
    }

    private void Fail(Argument argument, bool when)
    {
        if (_recording)
        {
            _failing.Add((_block, argument.Operation, when));
        }

        var condition = argument.Value;
        foreach (var comparison in condition.Comparisons.Where(comparison => comparison.Outcome == when && comparison.Number == NumberMeaning.None))
        {
            // What matched does not come back.
            Happens(FlowEventKind.Guarded, new MatchedKey(comparison.Syntax));
        }

        if (condition is { IsDecision: true, IsPending: false } && condition.Evaluated.When(!when) is { IsEverything: false } asked)
        {
            foreach (var key in condition.DecidedAbout.Where(asked.Contains))
            {
                Happens(FlowEventKind.Guarded, key, chosenBy: condition.DecidedBy);
            }
        }

        _state = AssumeCompared(_state.Complete(condition.Evaluated.When(!when)), condition, !when);
    }
}
