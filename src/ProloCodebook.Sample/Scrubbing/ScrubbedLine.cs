using ClaimScrubber.Loops;
using ProloCodebook;

namespace ClaimScrubber.Scrubbing;

/// <summary>A service line and what the policy says about it.</summary>
/// <param name="Decision">Null where the line was not evaluated.</param>
/// <param name="NotEvaluatedBecause">Null where it was.</param>
internal sealed record ScrubbedLine(ClaimServiceLine Line, Payer Payer, PolicyDecision? Decision, string? NotEvaluatedBecause)
{
    /// <summary>Whether somebody must look at the line before the claim goes out.</summary>
    public bool NeedsAttention => Decision is { IsGoverned: true };
}
