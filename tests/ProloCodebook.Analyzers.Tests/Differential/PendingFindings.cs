namespace ProloCodebook.Tests.Differential;

/// <summary>Disagreements that are known to be the engine's, and are passed over until it is right. Each is to become false, and then to go.</summary>
/// <remarks><c>PROLOCODEBOOK_FIXED=D6,D7</c> looks at them again.</remarks>
internal static class PendingFindings
{
    /// <summary>A code that a helper chose by a decision, passed to a call, counts as a decision that was handed on.</summary>
    public static readonly bool ChosenCodesAreHandedOn = IsPending("D1b");

    /// <summary>A captured decision that is tested in a local function or lambda, which throws, guards nothing.</summary>
    public static readonly bool FunctionsDoNotGuardByCaptures = IsPending("D6");

    /// <summary>A test in a <c>finally</c> guards what came before it.</summary>
    public static readonly bool FinallyGuardsBackwards = IsPending("D7");

    /// <summary>A helper's decision about one of two codes, made and handed on after the bill, routes it.</summary>
    public static readonly bool DecisionsAfterTheBillRoute = IsPending("D8");

    /// <summary>A helper with a <c>ref</c> parameter that it does not always write loses the value.</summary>
    public static readonly bool UnwrittenRefsAreLost = IsPending("D9");

    private static bool IsPending(string finding)
        => Environment.GetEnvironmentVariable("PROLOCODEBOOK_FIXED")?.Split(',').Contains(finding) != true;
}
