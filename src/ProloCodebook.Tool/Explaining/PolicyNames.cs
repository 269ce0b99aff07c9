using ProloCodebook.Policy;
using ProloCodebook.Tool.CommandLine;

namespace ProloCodebook.Tool.Explaining;

/// <summary>Finds what a policy file defines by what somebody typed: an id or the name that the policy's text uses, in any case.</summary>
internal static class PolicyNames
{
    /// <summary>The payers that can be asked about; <c>Unknown</c> comes last.</summary>
    public static IReadOnlyList<string> PayersOf(PolicySet policies)
        => [.. policies.Policies.SelectMany(policy => policy.Payers).Select(payer => payer.Id).Distinct(), Payer.Unknown];

    /// <exception cref="ToolException">No policy tells apart such a payer. It is not taken for any other payer: that might be a slip of the hand.</exception>
    public static string PayerOf(PolicySet policies, string typed)
    {
        var named = policies.Policies.SelectMany(policy => policy.Payers).Select(payer => (payer.Id, payer.Title)).Append((Payer.Unknown, Payer.Unknown));
        return Find(typed, named)
            ?? throw NotFound("payer", typed, PayersOf(policies), $" 'Other' is every payer that the policies do not tell apart.");
    }

    /// <exception cref="ToolException">No policy names such an agent.</exception>
    public static PolicyAgent AgentOf(PolicySet policies, string typed)
    {
        var agents = policies.Policies.SelectMany(policy => policy.Agents).DistinctBy(agent => agent.Id).ToList();
        return Find(typed, agents.Select(agent => (agent.Id, agent.Name))) is { } id
            ? agents.First(agent => agent.Id == id)
            : throw NotFound("agent", typed, agents.ConvertAll(agent => agent.Id), "");
    }

    private static string? Find(string typed, IEnumerable<(string Id, string Name)> named)
        => named.FirstOrDefault(item => IsSame(item.Id, typed) || IsSame(item.Name, typed)).Id;

    private static bool IsSame(string name, string typed) => string.Equals(name, typed.Trim(), StringComparison.OrdinalIgnoreCase);

    private static ToolException NotFound(string what, string typed, IReadOnlyList<string> ids, string more)
        => new($"No policy names the {what} '{ShortText.Of(typed)}'.{Suggestion.For(typed, ids)} There are {(ids.Count == 0 ? "none" : ShortText.List(ids, most: 20))}.{more}", ExitCode.Usage);
}
