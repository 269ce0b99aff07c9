namespace ClaimScrubber.Loops;

/// <summary>A claim (loop 2300) as far as its service lines need it.</summary>
internal sealed class Claim
{
    public const string UnknownId = "(unreadable)";

    /// <summary>CLM01, the provider's own number for the claim.</summary>
    public required string Id { get; init; }

    public required DestinationPayer Payer { get; init; }

    /// <summary>The claim's additional information (2300 NTE*ADD); empty where there is none.</summary>
    public string Note { get; set; } = "";

    /// <summary>The segment that makes the claim unreadable; null for a good claim. Its lines are not evaluated: what was lost may have been about any of them.</summary>
    public int? DamagedAt { get; set; }
}
