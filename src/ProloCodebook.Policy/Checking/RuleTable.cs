namespace ProloCodebook.Policy;

/// <summary>The rules of a policy as a <see cref="DecisionTable"/>: what the service is, who pays and, where a condition asks for it, what is injected.</summary>
internal static class RuleTable
{
    /// <summary>No value of any dimension: a condition that nothing fits.</summary>
    private const string Never = "";

    /// <param name="services">What a line can turn out to be about.</param>
    /// <param name="payers">Without <c>Unknown</c>, which is always there.</param>
    public static DecisionTable Of(IReadOnlyCollection<PolicyRule> rules, IReadOnlyList<string> services, IEnumerable<PolicyPayer> payers, IEnumerable<PolicyAgent> agents, IEnumerable<PolicyProduct> products)
    {
        var dimensions = new List<TableDimension>
        {
            new("service", services),
            new("payer", payers.Select(payer => payer.Id).Concat([Payer.Unknown]).ToList()),
        };
        if (!rules.Any(HasAgents))
        {
            return new DecisionTable(dimensions, rules.Select(rule => new IReadOnlyCollection<string>[] { rule.Services, rule.Payers }));
        }

        var values = AgentMatcher.Values(agents, products);
        dimensions.Add(new TableDimension("agent", values.Select(value => value.ToString()).ToList()));
        return new DecisionTable(dimensions, rules.Select(rule => new IReadOnlyCollection<string>[] { rule.Services, rule.Payers, Agents(rule, values) }));
    }

    /// <summary>All that a description can turn out to be.</summary>
    public static List<string> Services(IEnumerable<PolicyService> services)
        => services.Select(service => service.Id).Concat([DescriptionMatcher.Other, DescriptionMatcher.Undescribed]).ToList();

    /// <summary>Whether the condition asks what is injected.</summary>
    public static bool HasAgents(PolicyRule rule) => rule.Agents.Count > 0 || rule.Products.Count > 0;

    /// <summary>A combination in words; what is injected is left out where none of <paramref name="rules"/>, those that it is about, asks for it.</summary>
    public static string Describe(IReadOnlyList<string> combination, params PolicyRule[] rules)
        => $"service '{combination[0]}' with payer '{combination[1]}'" + (combination.Count > 2 && rules.Any(HasAgents) ? $" and {combination[2]}" : string.Empty);

    /// <summary>The rules that take the service and the payer of a combination, whatever is injected.</summary>
    public static PolicyRule[] Near(IEnumerable<PolicyRule> rules, IReadOnlyList<string> combination)
        => rules.Where(rule => (rule.Services.Count == 0 || rule.Services.Contains(combination[0])) && (rule.Payers.Count == 0 || rule.Payers.Contains(combination[1]))).ToArray();

    private static IReadOnlyCollection<string> Agents(PolicyRule rule, IReadOnlyList<LineAgent> values)
    {
        var taken = HasAgents(rule) ? values.Where(value => AgentMatcher.Applies(rule, value)).Select(value => value.ToString()).ToList() : [];
        return taken.Count == 0 && HasAgents(rule) ? [Never] : taken;
    }
}
