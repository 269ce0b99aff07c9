using ProloCodebook.Policy;
using ProloCodebook.Tool.Explaining;

namespace ProloCodebook.Tool.Policies;

/// <summary>What a shell may offer while somebody types: the names that the packaged policy uses.</summary>
internal static class PolicyCompletions
{
    public static IEnumerable<string> Codes() => Of(set => set.Policies.SelectMany(policy => policy.Codes).Select(code => code.Value));

    public static IEnumerable<string> Payers() => Of(PolicyNames.PayersOf);

    public static IEnumerable<string> Agents() => Of(set => set.Policies.SelectMany(policy => policy.Agents).Select(agent => agent.Id));

    private static IEnumerable<string> Of(Func<PolicySet, IEnumerable<string>> names) => names(PolicyLoader.Load([], [], useDefaultPolicy: true).Set);
}
