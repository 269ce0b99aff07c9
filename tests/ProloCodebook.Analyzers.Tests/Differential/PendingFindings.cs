namespace ProloCodebook.Tests.Differential;

/// <summary>Disagreements that are known to be the engine's, and are passed over until it is right. Each is to become false, and then to go.</summary>
internal static class PendingFindings
{
    /// <summary>The engine keeps what matters and what is handed on for each code, not for each decision.</summary>
    public static readonly bool DecisionsOfOneCodeAreOne = Environment.GetEnvironmentVariable("PROLOCODEBOOK_PENDING") != "0";

    /// <summary>A code that was chosen by a decision counts as a decision that was handed on.</summary>
    public static readonly bool ChosenCodesAreHandedOn = Environment.GetEnvironmentVariable("PROLOCODEBOOK_PENDING") != "0";
}
