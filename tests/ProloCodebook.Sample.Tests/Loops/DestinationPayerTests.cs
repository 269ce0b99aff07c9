using ClaimScrubber.Loops;

namespace ClaimScrubber.Tests.Loops;

public sealed class DestinationPayerTests
{
    [Theory]
    [InlineData("MB")]
    [InlineData("MA")]
    [InlineData("mb")]
    public void Medicare_is_Part_A_and_Part_B(string indicator) => Assert.Equal(PayerKind.Medicare, KindOf(indicator));

    [Theory]
    [InlineData("")]
    [InlineData("ZZ")]
    [InlineData("XX")]
    [InlineData("MEDICARE")]
    public void What_names_no_kind_of_payer_is_unknown(string indicator) => Assert.Equal(PayerKind.NotStated, KindOf(indicator));

    [Theory]
    [InlineData("CI")]
    [InlineData("BL")]
    [InlineData("MC")]
    [InlineData("16")]
    [InlineData("WC")]
    [InlineData("FI")]
    [InlineData("VA")]
    public void Others_include_Medicaid_and_Medicare_Advantage(string indicator) => Assert.Equal(PayerKind.Other, KindOf(indicator));

    private static PayerKind KindOf(string indicator) => new DestinationPayer("", indicator).Kind;
}
