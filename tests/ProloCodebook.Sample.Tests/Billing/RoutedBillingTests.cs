using ClaimScrubber.Billing;
using ProloCodebook;

namespace ClaimScrubber.Tests.Billing;

public sealed class RoutedBillingTests
{
    private static readonly RoutedBilling Billing = new(PolicyEvaluator.Instance);

    [Theory]
    [InlineData(nameof(Payer.Medicare), false)]
    [InlineData(nameof(Payer.Other), true)]
    public void Prolotherapy_is_billed_unless_the_payer_does_not_cover_it(string payer, bool isBilled)
    {
        var procedureCodes = new List<string>();

        var decision = Billing.AddProlotherapy(procedureCodes, Enum.Parse<Payer>(payer));

        Assert.Equal(isBilled, procedureCodes.Contains("M0076"));
        Assert.Equal(isBilled, decision.Outcome != Outcome.NotCovered);
    }

    [Theory]
    [InlineData("REMOVAL OF SUTURE ANCHOR", "SV1*HC:20999:::::REMOVAL OF SUTURE ANCHOR*1150.5*UN*1***1~")]
    [InlineData("PROLOTHERAPY", "")]
    [InlineData("", "")]
    public void An_unlisted_procedure_is_written_where_the_policy_has_nothing_to_say(string description, string expected)
    {
        var claim = new StringWriter();

        Billing.WriteUnlistedProcedure(claim, Payer.Medicare, description, 1150.5m);

        Assert.Equal(expected, claim.ToString());
    }
}
