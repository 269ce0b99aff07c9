using ProloCodebook.Policy;

namespace ProloCodebook.Tool.Comparing;

/// <summary>Lines that two editions decide differently, in the same way.</summary>
/// <param name="Groups">Which lines.</param>
internal sealed record Change(InterpretedDecision Before, InterpretedDecision After, IReadOnlyList<LineGroup> Groups)
{
    /// <summary>Whether the outcome itself is another; if not, its rule, reason, quotes or what is missing are.</summary>
    public bool IsOfOutcome => Before.Outcome != After.Outcome;
}

/// <summary>Every line with one of the codes, one of the payers, one of the descriptions and one of the dates.</summary>
/// <param name="Descriptions">In words; empty: any.</param>
/// <param name="Dates">In words; empty: any.</param>
/// <param name="Agents">In words; empty: any.</param>
internal sealed record LineGroup(IReadOnlyList<string> Codes, IReadOnlyList<string> Payers, string Descriptions, string Dates, string Agents);

/// <summary>Asks both editions about every line that either tells apart.</summary>
internal static class OutcomeComparison
{
    /// <returns>Changes of outcome first, from the strictest new outcome on.</returns>
    public static IReadOnlyList<Change> Compare(PolicySet before, PolicySet after)
    {
        var changes = new Dictionary<string, (InterpretedDecision Before, InterpretedDecision After, List<LineGroup> Groups)>(StringComparer.Ordinal);
        foreach (var cases in Cases.Of(before, after))
        {
            foreach (var same in Differences(cases, before, after).GroupBy(difference => difference.Key))
            {
                var (_, _, old, current) = same.First();
                if (!changes.TryGetValue(same.Key, out var change))
                {
                    changes.Add(same.Key, change = (old, current, []));
                }

                change.Groups.AddRange(Join(cases, [.. same.Select(difference => difference.Cell)]));
            }
        }

        return
        [
            .. changes.Values.Select(change => new Change(change.Before, change.After, change.Groups))
                .OrderByDescending(change => change.IsOfOutcome)
                .ThenBy(change => Explaining.PolicyWording.StrictnessOf(change.After.Outcome))
                .ThenBy(change => change.After.Rule, StringComparer.Ordinal)
                .ThenBy(change => change.Before.Rule, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<(string Key, Cell Cell, InterpretedDecision Before, InterpretedDecision After)> Differences(Cases cases, PolicySet before, PolicySet after)
        => from dates in cases.Dates
           from payers in cases.Payers
           from descriptions in cases.Descriptions
           from agents in cases.Agents
           let old = PolicyInterpreter.Decide(before, cases.Codes[0], payers[0], descriptions.Example, dates.Example, agents.ExampleAgents, agents.ExampleProducts)
           let current = PolicyInterpreter.Decide(after, cases.Codes[0], payers[0], descriptions.Example, dates.Example, agents.ExampleAgents, agents.ExampleProducts)
           let key = (Before: KeyOf(old), After: KeyOf(current))
           where key.Before != key.After
           select ($"{key.Before}\n{key.After}", new Cell(payers, descriptions, dates, agents), old, current);

    /// <summary>What a decision says. The policy's revision and hash differ between any two editions.</summary>
    private static string KeyOf(InterpretedDecision decision) => string.Join('\u001F',
    [
        decision.Outcome, decision.Rule, decision.Reason, decision.PolicyId ?? "", string.Join(' ', decision.Missing),
        .. decision.Citations.Select(citation => $"{citation.Section}: {citation.Quote}"),
        .. decision.Contrary.Select(statement => $"{statement.Id}: {statement.Text}"),
    ]);

    /// <summary>Joins cells that differ in one thing alone, one thing after the other.</summary>
    private static IEnumerable<LineGroup> Join(Cases cases, List<Cell> cells)
        => cells
            .GroupBy(cell => (cell.Payers, cell.Descriptions, cell.Dates))
            .Select(group => (group.Key.Payers, group.Key.Descriptions, group.Key.Dates, Agents: InjectedAgents.Describe([.. group.Select(cell => cell.Agents)], cases.Agents)))
            .GroupBy(cell => (cell.Payers, cell.Descriptions, cell.Agents))
            .Select(group => (group.Key.Payers, group.Key.Descriptions, group.Key.Agents, Dates: ServiceDates.Describe([.. group.Select(cell => cell.Dates)], cases.Dates)))
            .GroupBy(item => (item.Payers, item.Dates, item.Agents))
            .Select(group => (group.Key.Payers, group.Key.Dates, group.Key.Agents, Descriptions: Descriptions.Describe([.. group.Select(item => item.Descriptions)], cases.Descriptions)))
            .GroupBy(item => (item.Dates, item.Descriptions, item.Agents))
            .Select(group => new LineGroup(cases.Codes, [.. group.SelectMany(item => item.Payers)], group.Key.Descriptions, group.Key.Dates, group.Key.Agents));

    /// <summary>The smallest set of lines that can be told from others.</summary>
    private sealed record Cell(IReadOnlyList<string> Payers, Descriptions Descriptions, ServiceDates Dates, InjectedAgents Agents);
}
