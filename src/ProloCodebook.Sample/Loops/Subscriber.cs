namespace ClaimScrubber.Loops;

/// <summary>A subscriber (loop 2000B) while it is read: who pays for the claims below it.</summary>
/// <param name="level">HL01.</param>
internal sealed class Subscriber(string level)
{
    /// <summary>Where the HL segment is missing.</summary>
    public const string UnknownLevel = "";

    /// <summary>A subscriber of whom nothing is known, the payer included.</summary>
    public static Subscriber Unreadable() => new(UnknownLevel) { ClaimFilingIndicator = "" };

    public string Level { get; } = level;

    /// <summary>SBR09; null before SBR.</summary>
    public string? ClaimFilingIndicator { get; set; }

    /// <summary>NM103 of loop 2010BB.</summary>
    public string PayerName { get; set; } = "";

    public DestinationPayer Payer => new(PayerName, ClaimFilingIndicator ?? "");
}
