namespace ClaimScrubber.Scrubbing;

/// <summary>What a claim says in words about a line. An unlisted code is known by nothing else.</summary>
internal static class ProcedureDescription
{
    /// <param name="lineTexts">The line's own: SV101-7 and its note.</param>
    /// <param name="claimNote">It may be about another line, so it counts only where the line's own texts say nothing.</param>
    /// <param name="describes">Whether a text says anything; "unlisted procedure" and "see note" do not.</param>
    public static string Of(IEnumerable<string> lineTexts, string claimNote, Func<string, bool> describes)
    {
        string[] own = [.. lineTexts.Where(describes)];

        // The semicolon keeps a "not" at the end of one text from denying the next.
        return own.Length > 0 ? string.Join("; ", own) : claimNote;
    }
}
