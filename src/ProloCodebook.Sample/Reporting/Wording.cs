using ClaimScrubber.Loops;
using ClaimScrubber.Scrubbing;
using ProloCodebook;

namespace ClaimScrubber.Reporting;

/// <summary>How the report says what the policy's types mean.</summary>
internal static class Wording
{
    public const string NotEvaluated = "Not evaluated";

    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.NotGoverned => "Not governed",
        Outcome.NotCovered => "Not covered",
        Outcome.EvidenceInsufficient => "Evidence insufficient",
        Outcome.InformationNeeded => "Information needed",
        Outcome.RelatedPolicy => "Related policy",
        _ => outcome.ToString(),
    };

    public static string Of(MissingInformation missing) => missing switch
    {
        MissingInformation.Description => "a description of the service (SV101-7 or NTE)",
        MissingInformation.Payer => "who pays (SBR09)",
        MissingInformation.ServiceDate => "the date of service (DTP*472)",
        _ => missing.ToString(),
    };

    public static string Of(FileProblem problem) => problem.SegmentNumber > 0 ? $"Segment {problem.SegmentNumber}: {problem.Message}" : problem.Message;

    public static string Of(PolicyCitation citation) => $"{citation.Section}: “{citation.Quote}”";

    public static string Of(PolicyStatement contrary)
        => contrary.Population is null ? $"Contrary evidence: {contrary.Text}" : $"Contrary evidence ({contrary.Population}): {contrary.Text}";

    /// <summary>Why the line came out as it did, and what is missing.</summary>
    public static string Reason(ScrubbedLine scrubbed)
    {
        if (scrubbed.Decision is not { } decision)
        {
            return scrubbed.NotEvaluatedBecause ?? "";
        }

        return Lines(
        [
            .. decision.Reasons.Select(r => $"{r.Text} [{r.RuleId}]"),
            .. decision.MissingInformation.Select(m => $"Needed: {Of(m)}."),
            .. decision.ContraryEvidence.Take(1).Select(_ => $"There is contrary evidence, {RuleNotes.Place}."),
        ]);
    }

    /// <summary>The first place of the policy that the decision rests on; the rest is in the notes, lest every line repeat a page of quotations.</summary>
    public static string Citation(ScrubbedLine scrubbed)
    {
        PolicyCitation[] citations = scrubbed.Decision is { } decision ? [.. decision.Reasons.SelectMany(r => r.Citations)] : [];
        return citations switch
        {
            [] => "",
            [var only] => Of(only),
            [var first, ..] => $"{Of(first)}\nand {citations.Length - 1} more, {RuleNotes.Place}",
        };
    }

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
}
