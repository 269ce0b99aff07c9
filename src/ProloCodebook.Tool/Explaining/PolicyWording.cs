using ProloCodebook.Policy;
using Spectre.Console;

namespace ProloCodebook.Tool.Explaining;

/// <summary>How the tool says what the values of a policy mean.</summary>
internal static class PolicyWording
{
    private static readonly string[] s_fromStrictest =
        [Outcome.NotCovered, Outcome.EvidenceInsufficient, Outcome.InformationNeeded, Outcome.RelatedPolicy, Outcome.NotGoverned];

    public static string OfOutcome(string outcome) => outcome switch
    {
        Outcome.NotGoverned => "Not governed",
        Outcome.NotCovered => "Not covered",
        Outcome.EvidenceInsufficient => "Evidence insufficient",
        Outcome.InformationNeeded => "Information needed",
        Outcome.RelatedPolicy => "Related policy",
        _ => outcome,
    };

    /// <summary>From the outcome that keeps most from being billed to the one that keeps nothing.</summary>
    public static int StrictnessOf(string outcome) => Array.IndexOf(s_fromStrictest, outcome);

    /// <summary>The stricter, the warmer.</summary>
    public static Color ColorOf(string outcome) => outcome switch
    {
        Outcome.NotCovered => Color.Red,
        Outcome.EvidenceInsufficient => Color.Yellow,
        Outcome.InformationNeeded => Color.Aqua,
        Outcome.RelatedPolicy => Color.Fuchsia,
        _ => Color.Grey,
    };

    public static string OfPayer(string id) => id switch
    {
        Payer.Unknown => "payer not known",
        Payer.Other => "any other payer",
        _ => id,
    };

    /// <summary>An agent or a product, or what stands for none of the policy's.</summary>
    public static string OfInjected(string id) => id switch
    {
        AgentMatcher.Other => "another substance",
        AgentMatcher.Unknown => "not known what",
        _ => id,
    };

    public static string OfMissing(string missing) => missing switch
    {
        Missing.Description => "a description of the service: the code is unlisted and says nothing by itself",
        Missing.Payer => "who pays",
        Missing.ServiceDate => "the date of service: it decides which revision of the policy governs the line",
        _ => missing,
    };

    /// <summary>What a line turned out to be about.</summary>
    public static string OfService(PayerPolicy policy, string id) => id switch
    {
        DescriptionMatcher.Other => "none that the policy names",
        DescriptionMatcher.Undescribed => "not described",
        _ => TitleOf(policy, id),
    };

    /// <summary>A service as the condition of a rule, after "for".</summary>
    public static string OfCondition(PayerPolicy policy, string id) => id switch
    {
        DescriptionMatcher.Other => "a service that the policy does not name",
        DescriptionMatcher.Undescribed => "an unlisted code without a description",
        _ => TitleOf(policy, id),
    };

    private static string TitleOf(PayerPolicy policy, string id) => policy.Services.FirstOrDefault(service => service.Id == id)?.Title ?? id;

    public static string OfRole(PolicyAgent agent) => agent.Role switch
    {
        "ProlotherapyAgent" => "used as an agent of prolotherapy",
        "CombinationAgent" => $"used in combination with {string.Join(" and ", agent.CombinedWith)}; of its use alone the policy states nothing",
        "Adjunct" => "given together with an agent; none itself",
        "TendinopathySclerosant" => "a vascular sclerosant, used for tendinopathies",
        _ => "no use is stated",
    };

    public static string OfFdaStatus(string status) => status switch
    {
        "ApprovedForOtherUse" => "FDA: approved for another use",
        "NotStated" => "FDA status: not stated",
        _ => $"FDA status: {status}",
    };
}
