using ProloCodebook;

namespace ClaimScrubber.Billing;

/// <summary>The same with the policy asked first: what is billed depends on the decision, so nothing is reported here. Which outcomes to bill is the biller's choice.</summary>
/// <seealso cref="UnroutedBilling"/>
internal sealed class RoutedBilling(IPolicyEvaluator policy)
{
    /// <summary>Adds prolotherapy to what is billed, unless the payer states that it does not cover it.</summary>
    public PolicyDecision AddProlotherapy(ICollection<string> procedureCodes, Payer payer)
    {
        var decision = policy.Evaluate(Codes.HcpcsM0076, payer);
        if (decision.Outcome != Outcome.NotCovered)
        {
            procedureCodes.Add(CodeText.HcpcsM0076);
        }

        return decision;
    }

    /// <summary>Writes an unlisted procedure, unless its description shows that the policy has something to say about it.</summary>
    public PolicyDecision WriteUnlistedProcedure(TextWriter claim, Payer payer, string description, decimal charge)
    {
        var decision = policy.Evaluate(Codes.Cpt20999, payer, description);
        if (!decision.IsGoverned)
        {
            claim.Write(FormattableString.Invariant($"SV1*HC:{Codes.Cpt20999}:::::{description}*{charge}*UN*1***1~"));
        }

        return decision;
    }
}
