namespace ClaimScrubber.Loops;

/// <summary>What kind of payer a claim is sent to, as far as policies tell payers apart.</summary>
internal enum PayerKind
{
    /// <summary>The file leaves it open. Never to be guessed.</summary>
    NotStated,

    Medicare,

    Other,
}
