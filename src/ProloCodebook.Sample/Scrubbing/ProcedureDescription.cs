using ClaimScrubber.Claims;

namespace ClaimScrubber.Scrubbing;

/// <summary>What a claim says in words about a line. An unlisted code is known by nothing else.</summary>
internal static class ProcedureDescription
{
    /// <summary>What the line says itself: SV101-7 and its own note.</summary>
    public static string OfLine(ClaimServiceLine line) => Join(line.Description, line.Note);

    public static string OfLineAndClaim(ClaimServiceLine line) => Join(line.Description, line.Note, line.Claim.Note);

    // The semicolon keeps a "not" at the end of one text from denying the next.
    private static string Join(params string[] texts) => string.Join("; ", texts.Where(t => t.Length > 0));
}
