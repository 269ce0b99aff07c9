namespace ProloCodebook.Rules;

/// <summary>The ids of the rules about billing code. Those about policy files (PCB2xxx) are in ProloCodebook.Policy.</summary>
internal static class RuleIdentifiers
{
    public const string UnroutedReference = "PCB1001";
    public const string IgnoredDecision = "PCB1002";
    public const string LiteralInsteadOfConstant = "PCB1003";
    public const string PossibleReference = "PCB1004";
    public const string ExemptionWithoutReason = "PCB1005";
}
