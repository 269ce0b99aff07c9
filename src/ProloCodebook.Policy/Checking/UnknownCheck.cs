namespace ProloCodebook.Policy;

/// <summary>Where the payer decides, or what is injected, and that is not known, it is missing information; any other outcome would be a guess.</summary>
internal static class UnknownCheck
{
    /// <summary>The rules that decide although something is not known that matters, and what to do instead.</summary>
    /// <param name="rules">The first that applies decides; each case has one.</param>
    /// <param name="payers">Without <c>Unknown</c>.</param>
    public static IEnumerable<(PolicyRule Rule, string Message)> Find(IReadOnlyList<PolicyRule> rules, IReadOnlyList<string> services, IReadOnlyList<string> payers, IReadOnlyList<LineAgent> agents)
    {
        var grids = new RuleGrids(rules, [.. payers, Payer.Unknown], rules.Any(RuleTable.HasAgents) ? agents : agents.Skip(agents.Count - 1).ToList());
        var seen = new HashSet<RuleGrid>();
        foreach (var service in services)
        {
            var grid = grids.Of(service);
            if (!seen.Add(grid))
            {
                continue;
            }

            var unknownPayer = grid.RowOf(Payer.Unknown);
            for (var column = 0; column < grid.Agents.Count; column++)
            {
                var guess = grid.Rule(unknownPayer, column);
                var row = guess is null || guess.Missing.Contains(Missing.Payer) ? -1 : FirstOther(grid.Payers.Count, other => grid.Rule(other, column), guess);
                if (row >= 0)
                {
                    yield return (guess!, $"Rule '{guess!.Id}' decides {guess.Outcome} for service '{service}' although the payer is 'Unknown', and payer '{grid.Payers[row][0]}' gets {grid.Rule(row, column)!.Outcome}. Where the payer decides, 'Unknown' must get InformationNeeded with 'missing: [payer]': add a rule for it.");
                    break;
                }
            }

            var unknownAgent = grid.ColumnOf(new LineAgent(AgentMatcher.Unknown, AgentMatcher.Unknown));
            for (var row = 0; row < grid.Payers.Count; row++)
            {
                var guess = grid.Rule(row, unknownAgent);
                var column = guess is null || guess.Missing.Contains(Missing.Agents) ? -1 : FirstOther(grid.Agents.Count, other => grid.Rule(row, other), guess);
                if (column >= 0)
                {
                    yield return (guess!, $"Rule '{guess!.Id}' decides {guess.Outcome} for service '{service}' with payer '{grid.Payers[row][0]}' although no agent is known, and {grid.Agents[column][0]} gets {grid.Rule(row, column)!.Outcome}. Where the agent decides, 'Unknown' must get InformationNeeded with 'missing: [agents]': add a rule for it.");
                    break;
                }
            }
        }
    }

    /// <summary>The first place with another outcome; negative where there is none.</summary>
    private static int FirstOther(int count, Func<int, PolicyRule?> ruleAt, PolicyRule guess)
    {
        for (var place = 0; place < count; place++)
        {
            if (ruleAt(place) is { } rule && rule.Outcome != guess.Outcome)
            {
                return place;
            }
        }

        return -1;
    }
}
