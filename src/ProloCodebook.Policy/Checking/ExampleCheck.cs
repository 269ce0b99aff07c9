using System.Globalization;

namespace ProloCodebook.Policy;

/// <summary>Runs examples by the interpreter.</summary>
internal static class ExampleCheck
{
    /// <summary>What is wrong with an example: a key of it, and a message. Null where it holds.</summary>
    public static (string Key, string Message)? Run(PolicySet policies, PolicyExample example)
    {
        var date = example.ServiceDate is null ? (DateTime?)null : DateTime.ParseExact(example.ServiceDate, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var decision = PolicyInterpreter.Decide(policies, example.Code, example.Payer, example.Description, date, example.Agents, example.Products);
        if (decision.Outcome != example.Outcome)
        {
            return ("outcome", $"This example gives {decision.Outcome} (rule '{decision.Rule}'), not {example.Outcome}. Correct the example or the rules.");
        }

        if (example.Rule is not null && example.Rule != decision.Rule)
        {
            return ("rule", $"Rule '{decision.Rule}' decides this example, not '{ShortText.Of(example.Rule)}'.");
        }

        return example.Missing is { } missing && !new HashSet<string>(missing, StringComparer.Ordinal).SetEquals(decision.Missing)
            ? ("missing", decision.Missing.Count == 0 ? "Nothing is missing in this example." : $"In this example {ShortText.List(decision.Missing)} is missing.")
            : null;
    }

    public static void Check(PolicyDraft draft, PayerPolicy policy, ProblemList problems, CancellationToken cancellation)
    {
        var policies = PolicySet.Merge([policy]);
        for (var i = 0; i < draft.Examples.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (IsResolved(draft, draft.Examples[i]) && Run(policies, draft.Examples[i]) is var (key, message))
            {
                problems.Add(PolicyProblemKinds.Example, draft.At($"examples/{i}/{key}"), message);
            }
        }
    }

    /// <summary>What an example with a misspelled payer or rule gives is no news.</summary>
    private static bool IsResolved(PolicyDraft draft, PolicyExample example)
        => (example.Payer == Payer.Unknown || draft.Declared.Contains(DefinitionKind.Payer, example.Payer))
            && example.Agents.All(agent => agent is AgentMatcher.Other or AgentMatcher.Unknown || draft.Declared.Contains(DefinitionKind.Agent, agent))
            && example.Products.All(product => product == AgentMatcher.Unknown || draft.Declared.Contains(DefinitionKind.Product, product))
            && (example.Rule is null || PolicyInterpreter.IsBuiltIn(example.Rule) || draft.Declared.Contains(DefinitionKind.Rule, example.Rule));
}
