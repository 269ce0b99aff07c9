namespace ClaimScrubber.Loops;

/// <summary>The payer the claim is sent to (loops 2000B and 2010BB), not one that it is coordinated with (loop 2320).</summary>
/// <param name="Name">NM103; empty where it is missing.</param>
/// <param name="ClaimFilingIndicator">SBR09, which says what kind of payer it is; empty where it is missing.</param>
internal sealed record DestinationPayer(string Name, string ClaimFilingIndicator);
