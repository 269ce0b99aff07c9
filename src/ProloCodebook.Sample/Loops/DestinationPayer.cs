namespace ClaimScrubber.Loops;

/// <summary>The payer the claim is sent to (loops 2000B and 2010BB), not one that it is coordinated with (loop 2320).</summary>
/// <param name="Name">NM103; empty where it is missing.</param>
/// <param name="ClaimFilingIndicator">SBR09, which says what kind of payer it is; empty where it is missing.</param>
internal sealed record DestinationPayer(string Name, string ClaimFilingIndicator)
{
    public PayerKind Kind => ClaimFilingIndicator.ToUpperInvariant() switch
    {
        "MA" or "MB" => PayerKind.Medicare,

        // Medicare Advantage (16) and Medicaid (MC) too: the policy's Medicare statement does not speak of them.
        "11" or "12" or "13" or "14" or "15" or "16" or "17" or "AM" or "BL" or "CH" or "CI" or "DS" or "FI" or "HM" or "LM" or "MC" or "OF" or "TV" or "VA" or "WC" => PayerKind.Other,

        // ZZ is mutually defined: what it means is in a contract, not in the file.
        _ => PayerKind.NotStated,
    };
}
