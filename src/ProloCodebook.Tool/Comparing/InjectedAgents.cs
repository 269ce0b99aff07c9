using ProloCodebook.Policy;
using ProloCodebook.Tool.Explaining;

namespace ProloCodebook.Tool.Comparing;

/// <summary>Agents and products that every rule of both sides treats alike, each injected alone. (Of several the first in a policy's order is meant, so nothing else can come out but by another order.)</summary>
/// <param name="Names">In words.</param>
internal sealed record InjectedAgents(IReadOnlyList<string> Names, IReadOnlyList<string> ExampleAgents, IReadOnlyList<string> ExampleProducts)
{
    public static IReadOnlyList<InjectedAgents> Of(IReadOnlyList<PayerPolicy> policies)
    {
        List<InjectedAgents> each =
        [
            .. policies.SelectMany(policy => policy.Agents).Select(agent => agent.Id).Distinct(StringComparer.Ordinal).Select(agent => new InjectedAgents([agent], [agent], [])),
            .. policies.SelectMany(policy => policy.Products).Select(product => product.Id).Distinct(StringComparer.Ordinal).Select(product => new InjectedAgents([product], [], [product])),
            new([PolicyWording.OfInjected(AgentMatcher.Other)], [AgentMatcher.Other], []),
            new([PolicyWording.OfInjected(AgentMatcher.Unknown)], [], []),
        ];
        return
        [
            .. each.GroupBy(one => string.Concat(policies.SelectMany(policy => TakenBy(policy, one))), StringComparer.Ordinal)
                .Select(group => new InjectedAgents([.. group.SelectMany(one => one.Names)], group.First().ExampleAgents, group.First().ExampleProducts)),
        ];
    }

    /// <summary>Some of <paramref name="all"/> in words; nothing where it is all of them.</summary>
    public static string Describe(IReadOnlyList<InjectedAgents> some, IReadOnlyList<InjectedAgents> all)
        => some.Count == all.Count ? "" : "injected: " + string.Join(", ", some.SelectMany(one => one.Names));

    private static IEnumerable<char> TakenBy(PayerPolicy policy, InjectedAgents one)
    {
        var value = AgentMatcher.Match(policy, one.ExampleAgents, one.ExampleProducts);
        return policy.Rules.Select(rule => AgentMatcher.Applies(rule, value) ? '1' : '0');
    }
}
