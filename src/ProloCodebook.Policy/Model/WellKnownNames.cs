namespace ProloCodebook.Policy;

/// <summary>The names of the generated enum Outcome.</summary>
public static class Outcome
{
    public const string NotGoverned = nameof(NotGoverned);
    public const string NotCovered = nameof(NotCovered);
    public const string EvidenceInsufficient = nameof(EvidenceInsufficient);
    public const string InformationNeeded = nameof(InformationNeeded);
    public const string RelatedPolicy = nameof(RelatedPolicy);
}

/// <summary>Payers that are always there.</summary>
public static class Payer
{
    /// <summary>It is not known who pays. Never listed in a policy file.</summary>
    public const string Unknown = nameof(Unknown);

    /// <summary>Every payer that the policy does not tell apart. Every policy lists it.</summary>
    public const string Other = nameof(Other);
}

/// <summary>What a decision may lack.</summary>
public static class Missing
{
    public const string Description = "description";
    public const string Payer = "payer";
    public const string ServiceDate = "serviceDate";
    public const string Agents = "agents";
}
