namespace ProloCodebook.Policy;

/// <summary>What a service line is found to inject: a product of the policy, one of its agents, another substance, or nothing that is known.</summary>
/// <param name="Agent">The id of an agent, <see cref="AgentMatcher.Other"/> or <see cref="AgentMatcher.Unknown"/>.</param>
/// <param name="Product">The id of a product; <see cref="AgentMatcher.Unknown"/> where the line names none of the policy's.</param>
public readonly record struct LineAgent(string Agent, string Product)
{
    /// <inheritdoc/>
    public override string ToString() => Product == AgentMatcher.Unknown ? $"agent '{Agent}'" : $"product '{Product}'";
}

/// <summary>
/// Tells which of the substances that a service line names decides. The rules are those of "Agents" in policy/README.md;
/// the generated evaluator follows the same ones, and a test holds the two together.
/// </summary>
public static class AgentMatcher
{
    /// <summary>Substances are named, and none of them is the policy's.</summary>
    public const string Other = "Other";

    /// <summary>No substance is named. Never a default: a rule for it can only ask.</summary>
    public const string Unknown = "Unknown";

    /// <summary>What a line can inject, from what is meant first to what is meant last: each agent after its products, then <see cref="Other"/>, then <see cref="Unknown"/>.</summary>
    public static IReadOnlyList<LineAgent> Values(IEnumerable<PolicyAgent> agents, IEnumerable<PolicyProduct> products)
    {
        var productsOf = products.ToLookup(product => product.Agent, product => product.Id, StringComparer.Ordinal);
        return agents
            .SelectMany(agent => productsOf[agent.Id].Append(Unknown).Select(product => new LineAgent(agent.Id, product)))
            .Concat([new LineAgent(Other, Unknown), new LineAgent(Unknown, Unknown)])
            .Distinct()
            .ToList();
    }

    /// <summary>What a line with these agents and products injects. Of several the first in the policy's order is meant.</summary>
    /// <param name="agents">Ids of agents, of this policy or another one, or <see cref="Other"/>; <see cref="Unknown"/> says nothing.</param>
    /// <param name="products">Ids of products, of this policy or another one; <see cref="Unknown"/> says nothing.</param>
    public static LineAgent Match(PayerPolicy policy, IReadOnlyCollection<string> agents, IReadOnlyCollection<string> products)
    {
        foreach (var value in Values(policy.Agents, policy.Products))
        {
            var isNamed = value switch
            {
                { Product: not Unknown } => products.Contains(value.Product),
                { Agent: Other } => agents.Concat(products).Any(id => id != Unknown),
                { Agent: Unknown } => true,
                _ => agents.Contains(value.Agent),
            };
            if (isNamed)
            {
                return value;
            }
        }

        return new LineAgent(Unknown, Unknown);
    }

    /// <summary>Whether the rule's condition takes <paramref name="value"/>.</summary>
    public static bool Applies(PolicyRule rule, LineAgent value)
        => (rule.Agents.Count == 0 || rule.Agents.Contains(value.Agent, StringComparer.Ordinal))
            && (rule.Products.Count == 0 || rule.Products.Contains(value.Product, StringComparer.Ordinal));
}
