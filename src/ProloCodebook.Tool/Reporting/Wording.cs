using ProloCodebook.Policy;

namespace ProloCodebook.Tool.Reporting;

/// <summary>The words that the page has for what a policy file writes as names.</summary>
internal static class Wording
{
    public const string NotStated = "Not stated";

    /// <summary>The roles of agents, in the order of the matrix; what <see cref="Role"/> does not know goes by its own name.</summary>
    public static IReadOnlyList<string> Roles { get; } = ["ProlotherapyAgent", "CombinationAgent", "Adjunct", "TendinopathySclerosant", "NotStated"];

    public static IReadOnlyList<string> FdaStatuses { get; } = ["ApprovedForOtherUse", "NotStated"];

    /// <summary>The kinds of statements, in the order of the page.</summary>
    public static IReadOnlyList<string> StatementKinds { get; } = ["medicare", "evidence", "position", "regulatory", "background"];

    public static string OutcomeMeaning(string outcome) => outcome switch
    {
        Policy.Outcome.NotCovered => "The payer does not cover it.",
        Policy.Outcome.EvidenceInsufficient => "The text calls the evidence insufficient and states no criteria for coverage.",
        Policy.Outcome.InformationNeeded => "The policy cannot decide before something is known.",
        Policy.Outcome.RelatedPolicy => "Another policy of the payer governs it.",
        _ => "The policy says nothing about it. That is no promise of payment.",
    };

    public static string Missing(string missing) => missing switch
    {
        Policy.Missing.Description => "description",
        Policy.Missing.Payer => "payer",
        Policy.Missing.ServiceDate => "service date",
        _ => missing,
    };

    public static string Role(string role) => role switch
    {
        "ProlotherapyAgent" => "Prolotherapy agent",
        "CombinationAgent" => "Only in combination",
        "Adjunct" => "Adjunct, no agent itself",
        "TendinopathySclerosant" => "Sclerosant for tendinopathy",
        "NotStated" => NotStated,
        _ => role,
    };

    public static string FdaStatus(string status) => status switch
    {
        "ApprovedForOtherUse" => "Approved for another use",
        "NotStated" => NotStated,
        _ => status,
    };

    public static string Stance(string stance) => stance switch
    {
        "NotCovered" => "Not covered",
        "NotStated" => NotStated,
        _ => stance,
    };

    public static string StatementKind(string kind) => kind switch
    {
        "medicare" => "Medicare’s stance",
        "evidence" => "Evidence",
        "position" => "Positions of societies",
        "regulatory" => "Regulatory status",
        "background" => "Background",
        _ => kind,
    };

    /// <summary>When a revision governs; null where it has no dates.</summary>
    public static string? Dates(PayerPolicy policy) => (policy.EffectiveFrom, policy.EffectiveTo) switch
    {
        (null, null) => null,
        ({ } from, null) => $"from {from} on",
        (null, { } to) => $"until {to}",
        ({ } from, { } to) => $"from {from} to {to}",
    };

    /// <summary><c>a, b or c</c>.</summary>
    public static string Or(IReadOnlyList<string> items)
        => items.Count < 2 ? string.Concat(items) : $"{string.Join(", ", items.Take(items.Count - 1))} or {items[^1]}";
}
