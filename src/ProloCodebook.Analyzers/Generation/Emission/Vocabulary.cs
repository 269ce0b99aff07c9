namespace ProloCodebook.Generation.Emission;

/// <summary>The words of the policy language that become enum members, and what they mean.</summary>
internal static class Vocabulary
{
    public static readonly IReadOnlyList<(string Name, string Summary)> Outcomes =
    [
        ("NotGoverned", "The policies say nothing about this line."),
        ("NotCovered", "The payer states that it does not cover the service."),
        ("EvidenceInsufficient", "The policy finds the evidence insufficient to tell the effects on health outcomes."),
        ("InformationNeeded", "The line does not tell enough to decide; <see cref=\"PolicyDecision.MissingInformation\"/> says what is missing."),
        ("RelatedPolicy", "The service is another one, which a related policy governs."),
    ];

    public static readonly IReadOnlyList<(string Name, string Summary)> MedicareStances =
    [
        ("NotStated", "The policy does not state it."),
        ("NotCovered", "Medicare does not cover it."),
    ];

    public static readonly IReadOnlyList<(string Name, string Summary)> FdaStatuses =
    [
        ("NotStated", "The policy does not state it."),
        ("ApprovedForOtherUse", "Approved by the U.S. Food and Drug Administration for another use than this one."),
    ];

    public static readonly IReadOnlyList<(string Name, string Summary)> AgentRoles =
    [
        ("NotStated", "The policy does not state a use."),
        ("ProlotherapyAgent", "Used with prolotherapy, alone or with others."),
        ("CombinationAgent", "Used with prolotherapy in combination with others; of its use alone the policy states nothing."),
        ("Adjunct", "Combined with the agents of prolotherapy; none itself."),
        ("TendinopathySclerosant", "A vascular sclerosant, used to sclerose areas of high intratendinous blood flow that go with tendinopathies."),
    ];

    public static readonly IReadOnlyList<(string Name, string Summary)> CodeSystems =
    [
        ("Unknown", "The text is no code of a known system."),
        ("Hcpcs", "Healthcare Common Procedure Coding System, Level II: a letter and four digits."),
        ("Cpt", "Current Procedural Terminology (HCPCS Level I): five characters that start with a digit."),
    ];

    /// <summary>What would have to be known to decide: the key in a policy, the enum member, its meaning.</summary>
    public static readonly IReadOnlyList<(string Key, string Name, string Summary)> MissingInformation =
    [
        ("description", "Description", "The description of the service: the code is unlisted and says nothing by itself."),
        ("payer", "Payer", "Who is billed."),
        ("serviceDate", "ServiceDate", "The date of service: the policy has several revisions."),
        ("agents", "Agents", "The substances injected, as agents or products."),
    ];
}
