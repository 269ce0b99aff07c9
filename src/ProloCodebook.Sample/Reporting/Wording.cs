using ClaimScrubber.Claims;
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

    /// <summary>Why the line came out as it did, what is missing, and what speaks against it: one line of text each.</summary>
    public static string Reason(ScrubbedLine scrubbed)
    {
        if (scrubbed.Decision is not { } decision)
        {
            return scrubbed.NotEvaluatedBecause ?? "";
        }

        return Lines(
        [
            .. decision.Reasons.Select(r => r.RuleId.Length > 0 ? $"{r.Text} [{r.RuleId}]" : r.Text),
            .. decision.MissingInformation.Select(m => $"Needed: {Of(m)}."),
            .. decision.ContraryEvidence.Select(e => e.Population is null ? $"Contrary: {e.Text}" : $"Contrary ({e.Population}): {e.Text}"),
        ]);
    }

    /// <summary>The places of the policy that the decision rests on, then those that speak against it.</summary>
    public static string Citation(ScrubbedLine scrubbed)
    {
        if (scrubbed.Decision is not { } decision)
        {
            return "";
        }

        return Lines(
        [
            .. decision.Reasons.SelectMany(r => r.Citations).Select(c => Quote(c)),
            .. decision.ContraryEvidence.SelectMany(e => e.Citations).Select(c => $"Contrary: {Quote(c)}"),
        ]);
    }

    private static string Quote(PolicyCitation citation) => $"{citation.Section}: “{citation.Quote}”";

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines.Distinct());
}
