using ClaimScrubber.Loops;
using ProloCodebook;

namespace ClaimScrubber.Scrubbing;

/// <summary>Asks the policy about service lines.</summary>
internal sealed class Scrubber(IPolicyEvaluator policy)
{
    public ScrubbedLine Scrub(ClaimServiceLine line)
    {
        var payer = PayerOf(line.Claim.Payer.Kind);
        if (line.ReasonNotToEvaluate is { } reason)
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

    private static Payer PayerOf(PayerKind kind) => kind switch
    {
        PayerKind.Medicare => Payer.Medicare,
        PayerKind.Other => Payer.Other,
        _ => Payer.Unknown,
    };
}
