using ProloCodebook;

namespace ClaimScrubber.Scrubbing;

/// <summary>What kind of payer a claim filing indicator (SBR09) names, in the policy's terms.</summary>
internal static class ClaimFilingIndicators
{
    /// <summary>The payer that decides; <see cref="Payer.Unknown"/> wherever the file leaves it open, never a guess.</summary>
    public static Payer PayerOf(string claimFilingIndicator) => claimFilingIndicator.ToUpperInvariant() switch
    {
        "MA" or "MB" => Payer.Medicare,

        // Medicare Advantage (16) and Medicaid (MC) too: the policy's Medicare statement does not speak of them.
        "11" or "12" or "13" or "14" or "15" or "16" or "17" or "AM" or "BL" or "CH" or "CI" or "DS" or "FI" or "HM" or "LM" or "MC" or "OF" or "TV" or "VA" or "WC" => Payer.Other,

        // ZZ is mutually defined: what it means is in a contract, not in the file.
        _ => Payer.Unknown,
    };
}
