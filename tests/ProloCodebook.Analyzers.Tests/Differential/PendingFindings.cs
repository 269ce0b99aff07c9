namespace ProloCodebook.Tests.Differential;

/// <summary>Disagreements that are known to be the engine's, and are passed over until it is right. Each is to become false, and then to go.</summary>
/// <remarks><c>PROLOCODEBOOK_FIXED=D1b,D3</c> (numbers of findings) looks at them again.</remarks>
internal static class PendingFindings
{
    /// <summary>A code that a helper chose by a decision, passed to a call, counts as a decision that was handed on.</summary>
    public static readonly bool ChosenCodesAreHandedOn = IsPending("D1b");

    /// <summary>
    /// An amount that on some paths follows from a decision counts for a decision about the same code that was dropped:
    /// <c>bool b = Flag() || Evaluate(c).IsGoverned; Evaluate(c); Charge(c, b ? 0m : 120m);</c>.
    /// </summary>
    public static readonly bool AmountsSpeakForTheCode = IsPending("D3");

    /// <summary>What held before two nested <c>finally</c> is lost in the inner one.</summary>
    public static readonly bool NestedFinallyForgets = IsPending("D10");

    /// <summary>A hand-on in a <c>try</c> counts for what is billed before it, though the <c>catch</c> swallows.</summary>
    public static readonly bool HandOnsInTriesAlwaysHappen = IsPending("D11");

    /// <summary>A <c>try</c> that rethrows makes a guard of the branch that it stands in.</summary>
    public static readonly bool RethrowsGuard = IsPending("D12");

    private static bool IsPending(string finding)
        => Environment.GetEnvironmentVariable("PROLOCODEBOOK_FIXED")?.Split(',').Contains(finding) != true;
}
