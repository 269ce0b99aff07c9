using ClaimScrubber.Loops;
using ProloCodebook;

namespace ClaimScrubber.Scrubbing;

/// <summary>Asks the policy about service lines.</summary>
internal sealed class Scrubber(IPolicyEvaluator policy)
{
    private const string ProcedureCodes = "HC";

    public ScrubbedLine Scrub(ClaimServiceLine line)
    {
        var payer = ClaimFilingIndicators.PayerOf(line.Claim.Payer.ClaimFilingIndicator);
        if (ReasonNotToEvaluate(line) is { } reason)
        {
            return new ScrubbedLine(line, payer, null, reason);
        }

        var description = ProcedureDescription.Of(
            [line.Description, line.Note],
            line.Claim.Note,
            text => !Evaluate(line, payer, text).MissingInformation.Contains(MissingInformation.Description));
        return new ScrubbedLine(line, payer, Evaluate(line, payer, description), null);
    }

    private PolicyDecision Evaluate(ClaimServiceLine line, Payer payer, string description) => policy.Evaluate(new ServiceLine(
        line.Code,
        payer,
        description,
        serviceDate: line.ServiceDate?.ToDateTime(TimeOnly.MinValue),
        modifiers: line.Modifiers));

    private static string? ReasonNotToEvaluate(ClaimServiceLine line)
    {
        if (line.DamagedAt is { } segment)
        {
            return $"Segment {segment} of this line is damaged.";
        }

        if (line.Claim.DamagedAt is { } claimSegment)
        {
            return $"Segment {claimSegment} of this claim is damaged.";
        }

        // ER, IV and WK are code sets of their own; the same characters mean something else there.
        return string.Equals(line.CodeQualifier, ProcedureCodes, StringComparison.OrdinalIgnoreCase)
            ? null
            : $"SV101-1 is {line.CodeQualifier}: no HCPCS or CPT code.";
    }
}
