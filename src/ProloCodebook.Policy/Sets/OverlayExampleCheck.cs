namespace ProloCodebook.Policy;

/// <summary>The ids in the examples of an overlay, which mean things of the policy that it refines: a misspelled payer would silently be <c>Other</c>.</summary>
internal static class OverlayExampleCheck
{
    /// <summary>What dangles: the key of the example with the id, and a message.</summary>
    public static IEnumerable<(string Key, string Message)> Dangling(PolicySet set, string refined, PolicyExample example)
    {
        var revisions = set.Policies.Where(policy => policy.Id == refined).ToList();
        var agents = Ids(revisions, policy => policy.Agents.Select(agent => agent.Id)).Concat([AgentMatcher.Other, AgentMatcher.Unknown]).ToList();
        var products = Ids(revisions, policy => policy.Products.Select(product => product.Id)).Concat([AgentMatcher.Unknown]).ToList();
        var payers = Ids(revisions, policy => policy.Payers.Select(payer => payer.Id)).Concat([Payer.Unknown]).ToList();
        var used = new List<(string Key, string What, string Id, List<string> Known)> { ("payer", "payer", example.Payer, payers) };
        used.AddRange(example.Agents.Select(agent => ($"agents/{agent}", "agent", agent, agents)));
        used.AddRange(example.Products.Select(product => ($"products/{product}", "product", product, products)));
        if (example.Rule is { } rule && !PolicyInterpreter.IsBuiltIn(rule))
        {
            used.Add(("rule", "rule", rule, Ids(revisions, policy => policy.Rules.Select(known => known.Id))));
        }

        foreach (var (key, what, id, known) in used.Where(use => !use.Known.Contains(use.Id)))
        {
            yield return (key, $"'{ShortText.Of(id)}' is no {what} of this overlay or of policy '{refined}'.{Suggestion.For(id, known)} There are {ShortText.List(known)}.");
        }
    }

    private static List<string> Ids(IEnumerable<PayerPolicy> revisions, Func<PayerPolicy, IEnumerable<string>> ids) => revisions.SelectMany(ids).Distinct(StringComparer.Ordinal).ToList();
}
