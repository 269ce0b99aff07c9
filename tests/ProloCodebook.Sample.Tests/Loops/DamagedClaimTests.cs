using ClaimScrubber.Loops;
using static ClaimScrubber.Tests.ClaimFileText;

namespace ClaimScrubber.Tests.Loops;

/// <summary>What a damaged or lost segment costs: the line or claim it stands in, and never a wrong payer or description for another.</summary>
public sealed class DamagedClaimTests
{
    private const string Prolotherapy = "SV1*HC:M0076*180*UN*1***1";
    private const string UnknownClaim = ClaimScrubber.Loops.Claim.UnknownId;
    private const string OfficeVisit = "SV1*HC:99213*130*UN*1***1";

    [Theory]
    [InlineData("SV#*HC:M0076*180*UN*1***1", "SV#", "no segment identifier")]
    [InlineData("SV9*HC:M0076*180*UN*1***1", "SV9", "no such segment")]
    [InlineData("SV1**180*UN*1***1", "SV1**180", "SV101")]
    [InlineData("SV1*HC*180*UN*1***1", "SV1*HC*180", "SV101")]
    [InlineData("SV1*M0076*180*UN*1***1", "SV1*M0076", "SV101")]
    [InlineData("SV1*HC:20999::::::PROLOTHERAPY*180*UN*1***1", "SV1*HC:20999", "more than 7 components")]
    [InlineData("SV1*HC:M0076*18O*UN*1***1", "SV1*HC:M0076", "SV102")]
    [InlineData("SV1*HC:M0076*99999999999999999999*UN*1***1", "SV1*HC:M0076", "SV102")]
    [InlineData("SV1*HC:M0076", "SV1*HC:M0076", "SV102")]
    [InlineData("SV1*HC:M0076*180*UN*1***1\nDTP*472*D8*20260231", "DTP*472", "DTP03")]
    [InlineData("SV1*HC:M0076*180*UN*1***1\nDTP*472*RD8*20260303-20260302", "DTP*472", "DTP03")]
    [InlineData("SV1*HC:M0076*180*UN*1***1\nDTP*472*D8", "DTP*472", "DTP03")]
    [InlineData("SV1*HC:M0076*180*UN*1***1\nNTE*ADD", "NTE*ADD", "NTE02")]
    [InlineData("SV1*HC:M0076*180*UN*1***1\nNTE*ADD*KNEE*SV1*HC:20999*240", "NTE*ADD*KNEE", "NTE has at most 2")]
    [InlineData("SV1*HC:M0076*180*UN*1***1\nN?E*ADD*KNEE", "N?E", "no segment identifier")]
    public void Damage_in_a_line_costs_that_line_only(string line, string segmentStart, string message)
    {
        var text = Of(BillingProvider, MedicareSubscriber, Claim("A", OfficeVisit, line, OfficeVisit), Claim("B", OfficeVisit));

        var reading = ClaimFileReading.Of(text);

        reading.AssertOnlyProblem(text, segmentStart, message);
        Assert.Equal(["A1", "A2", "A3", "B1"], reading.Lines.Select(Name));
        Assert.Equal([null, reading.Problems[0].SegmentNumber, null, null], reading.Lines.Select(l => l.DamagedAt));
        Assert.All(reading.Lines, l => Assert.Null(l.Claim.DamagedAt));
    }

    [Fact]
    public void A_line_without_a_service_is_listed_as_damaged()
    {
        var text = Of(BillingProvider, MedicareSubscriber, Claim("A", "DTP*472*D8*20260302", OfficeVisit));

        var reading = ClaimFileReading.Of(text);

        reading.AssertOnlyProblem(text, "LX*1", "has no SV1");
        Assert.Equal([true, false], reading.Lines.Select(l => l.DamagedAt is not null));
    }

    [Theory]
    [InlineData("HI*ABK:M5450", "HI\u0001*ABK:M5450", "HI")]
    [InlineData("HI*ABK:M5450", "N?E*ADD*PROLOTHERAPY", "N?E")]
    [InlineData("HI*ABK:M5450", "NTE*ADD", "NTE*ADD")]
    [InlineData("CLM*A*100", "CLM**100", "CLM**100")]
    [InlineData("CLM*A*100", "CLM*A*1OO", "CLM*A*1OO")]
    public void Damage_in_a_claim_costs_all_its_lines_and_no_other_claims(string whole, string damaged, string segmentStart)
    {
        var text = Of(BillingProvider, MedicareSubscriber, Claim("A", OfficeVisit, Prolotherapy).Replace(whole, damaged), Claim("B", OfficeVisit));

        var reading = ClaimFileReading.Of(text);

        reading.AssertOnlyProblem(text, segmentStart, "");
        Assert.Equal(3, reading.Lines.Count);
        Assert.Equal([reading.Problems[0].SegmentNumber, reading.Problems[0].SegmentNumber, null], reading.Lines.Select(l => l.Claim.DamagedAt));
        Assert.Equal("B1", Name(reading.Lines[2]));
    }

    [Theory]
    [InlineData("HI*ABK:M5450")]
    [InlineData("NTE*ADD*KNEE\nHI*ABK:M5450")]
    [InlineData("")]
    public void Lines_of_a_claim_whose_CLM_is_lost_are_not_given_to_the_claim_before(string restOfClaim)
    {
        var reading = ClaimFileReading.Of(Of(BillingProvider, CommercialSubscriber, Claim("A", OfficeVisit), "C\u0001M*B*180", restOfClaim, "LX*1", Prolotherapy, Claim("C", Prolotherapy)));

        Assert.Collection(reading.Problems,
            p => Assert.Contains("no segment identifier", p.Message),
            p => Assert.Contains("CLM is missing", p.Message));
        Assert.Equal(["A1", UnknownClaim + "1", "C1"], reading.Lines.Select(Name));
        Assert.Equal([false, true, false], reading.Lines.Select(l => l.Claim.DamagedAt is not null));
        Assert.All(reading.Lines, l => Assert.Equal("CI", l.Claim.Payer.ClaimFilingIndicator));
    }

    [Fact]
    public void A_line_whose_LX_is_lost_is_a_line_of_its_own()
    {
        var text = Of(BillingProvider, MedicareSubscriber, Claim("A", $"{OfficeVisit}\n{Prolotherapy}", OfficeVisit).Replace("LX*2", "LX*3"));

        var reading = ClaimFileReading.Of(text);

        reading.AssertOnlyProblem(text, Prolotherapy, "LX is missing");
        Assert.Equal(["A1 99213", "A2 M0076", "A3 99213"], reading.Lines.Select(l => $"{Name(l)} {l.Code}"));
    }

    [Fact]
    public void A_line_that_is_missing_whole_shows_in_the_numbers()
    {
        var text = Of(BillingProvider, MedicareSubscriber, Claim("A", OfficeVisit, OfficeVisit).Replace("LX*2", "LX*3"));

        ClaimFileReading.Of(text).AssertOnlyProblem(text, "LX*3", "LX 2 is due");
    }

    [Fact]
    public void A_line_number_that_is_none_costs_its_line()
    {
        var text = Of(BillingProvider, MedicareSubscriber, Claim("A", OfficeVisit, Prolotherapy).Replace("LX*2", "LX*X"));

        var reading = ClaimFileReading.Of(text);

        reading.AssertOnlyProblem(text, "LX*X", "LX01");
        Assert.Equal([false, true], reading.Lines.Select(l => l.DamagedAt is not null));
    }

    [Fact]
    public void A_claim_without_lines_is_reported()
    {
        var text = Of(BillingProvider, MedicareSubscriber, Claim("A"), Claim("B", OfficeVisit));

        ClaimFileReading.Of(text).AssertOnlyProblem(text, "CLM*A", "has no service line");
    }

    [Theory]
    [InlineData("H?*3*1*22*0")]
    [InlineData("")]
    public void The_payer_of_a_subscriber_whose_HL_is_lost_comes_from_its_own_SBR(string lost)
    {
        var reading = ClaimFileReading.Of(Of(BillingProvider, MedicareSubscriber, Claim("A", OfficeVisit),
            CommercialSubscriber.Replace("HL*3*1*22*0", lost), Claim("B", Prolotherapy)));

        Assert.Contains(reading.Problems, p => p.Message.Contains("HL is missing"));
        Assert.Equal(["MB", "CI"], reading.Lines.Select(l => l.Claim.Payer.ClaimFilingIndicator));
        Assert.Equal("CASCADE MUTUAL HEALTH PLAN", reading.Lines[1].Claim.Payer.Name);
    }

    [Theory]
    [InlineData("NM1*IL*1*VANCE*TERESA****MI*CMH00447120")]
    [InlineData("PAT*19")]
    [InlineData("NM1*QC*1*VANCE*LUKAS")]
    public void Where_neither_HL_nor_SBR_is_left_the_payer_of_the_subscriber_before_is_not_taken(string first)
    {
        var text = Of(BillingProvider, MedicareSubscriber, Claim("A", OfficeVisit), first, Claim("B", Prolotherapy));

        var reading = ClaimFileReading.Of(text);

        reading.AssertOnlyProblem(text, first, "who pays");
        Assert.Equal(["MB", ""], reading.Lines.Select(l => l.Claim.Payer.ClaimFilingIndicator));
        Assert.Equal("", reading.Lines[1].Claim.Payer.Name);
    }

    [Fact]
    public void A_subscriber_whose_SBR_is_damaged_has_no_known_payer_and_its_claims_are_read()
    {
        var reading = ClaimFileReading.Of(Of(BillingProvider, MedicareSubscriber, Claim("A", OfficeVisit),
            CommercialSubscriber.Replace("SBR", "S%R"), Claim("B", Prolotherapy), Claim("C", Prolotherapy)));

        Assert.Collection(reading.Problems,
            p => Assert.Contains("S%R", p.Message),
            p => Assert.Contains("SBR is missing", p.Message));
        Assert.Equal(["MB", "", ""], reading.Lines.Select(l => l.Claim.Payer.ClaimFilingIndicator));
        Assert.All(reading.Lines, l => Assert.Null(l.Claim.DamagedAt));
    }

    [Fact]
    public void A_patient_of_another_subscriber_than_the_one_before_has_no_known_payer()
    {
        var text = Of(BillingProvider, MedicareSubscriber, "HL*4*9*23*0\nPAT*19", Claim("A", Prolotherapy));

        var reading = ClaimFileReading.Of(text);

        reading.AssertOnlyProblem(text, "HL*4*9*23", "not the subscriber before it");
        Assert.Equal("", Assert.Single(reading.Lines).Claim.Payer.ClaimFilingIndicator);
    }

    [Fact]
    public void A_hierarchical_level_of_no_known_kind_does_not_keep_the_payer_before()
    {
        var text = Of(BillingProvider, MedicareSubscriber, Claim("A", OfficeVisit), "HL*3*1*2Z*0", Claim("B", Prolotherapy));

        var reading = ClaimFileReading.Of(text);

        Assert.Contains(reading.Problems, p => p.Message.Contains("HL03 is '2Z'"));
        Assert.Equal(["MB", ""], reading.Lines.Select(l => l.Claim.Payer.ClaimFilingIndicator));
    }

    [Fact]
    public void The_excerpt_of_a_damaged_segment_holds_nothing_that_a_terminal_would_obey()
    {
        var problem = Assert.Single(ClaimFileReading.Of(Of(BillingProvider, MedicareSubscriber, Claim("A", "SV1*HC:\u001b[2JM0076*180"))).Problems);

        Assert.DoesNotContain('\u001b', problem.Message);
        Assert.Contains("SV1*HC:\uFFFD[2JM0076*180", problem.Message);
    }

    private static string Name(ClaimServiceLine line) => $"{line.Claim.Id}{line.Number}";
}
