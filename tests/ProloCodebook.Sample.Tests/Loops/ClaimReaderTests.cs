using ClaimScrubber.Loops;
using static ClaimScrubber.Tests.ClaimFileText;

namespace ClaimScrubber.Tests.Loops;

public sealed class ClaimReaderTests
{
    private const string SelfPaidLine = "SV1*HC:M0076*180*UN*1***1";

    [Fact]
    public void A_service_line_is_read_with_all_that_decides_about_it()
    {
        var line = ClaimFileReading.Of(Of(BillingProvider, MedicareSubscriber,
            """
            CLM*RSS-1*240***11:B:1*Y*A*Y*Y
            NTE*ADD*SEE OPERATIVE NOTE
            HI*ABK:M533
            NM1*82*1*SAMPLE*ROWAN****XX*1999999984
            LX*1
            SV1*HC:20999:LT:59:::PROLOTHERAPY TO SACROILIAC LIGAMENTS*240.50*UN*1***1
            DTP*472*RD8*20260302-20260303
            REF*6R*L1
            NTE*ADD*SERIES 2 OF 4
            """)).OnlyLine();

        Assert.Equal("RSS-1", line.Claim.Id);
        Assert.Equal("SEE OPERATIVE NOTE", line.Claim.Note);
        Assert.Equal(new DestinationPayer("MEDICARE PART B", "MB"), line.Claim.Payer);
        Assert.Equal(1, line.Number);
        Assert.Equal("HC", line.CodeQualifier);
        Assert.Equal("20999", line.Code);
        Assert.Equal(["LT", "59"], line.Modifiers);
        Assert.Equal("PROLOTHERAPY TO SACROILIAC LIGAMENTS", line.Description);
        Assert.Equal(240.50m, line.Charge);
        Assert.Equal(new DateOnly(2026, 3, 2), line.ServiceDate);
        Assert.Equal("SERIES 2 OF 4", line.Note);
        Assert.Null(line.DamagedAt);
    }

    [Fact]
    public void Claims_and_lines_come_in_the_order_of_the_file_each_with_its_subscribers_payer()
    {
        var reading = ClaimFileReading.Of(Of(
            BillingProvider,
            MedicareSubscriber, Claim("A", "SV1*HC:99213*130*UN*1***1", SelfPaidLine), Claim("B", SelfPaidLine),
            CommercialSubscriber, Claim("C", SelfPaidLine)));

        Assert.Empty(reading.Problems);
        Assert.Equal(["A 1 99213 MB", "A 2 M0076 MB", "B 1 M0076 MB", "C 1 M0076 CI"],
            reading.Lines.Select(l => $"{l.Claim.Id} {l.Number} {l.Code} {l.Claim.Payer.ClaimFilingIndicator}"));
        Assert.Same(reading.Lines[0].Claim, reading.Lines[1].Claim);
    }

    [Fact]
    public void A_patients_claim_goes_to_the_subscribers_payer()
    {
        var line = ClaimFileReading.Of(Of(BillingProvider, CommercialSubscriber.Replace("*22*0", "*22*1"),
            """
            HL*4*3*23*0
            PAT*19
            NM1*QC*1*VANCE*LUKAS
            DMG*D8*20090117*M
            """, Claim("A", SelfPaidLine))).OnlyLine();

        Assert.Equal("CASCADE MUTUAL HEALTH PLAN", line.Claim.Payer.Name);
        Assert.Equal("CI", line.Claim.Payer.ClaimFilingIndicator);
    }

    [Fact]
    public void A_payer_that_the_claim_is_coordinated_with_is_not_the_one_it_goes_to()
    {
        var line = ClaimFileReading.Of(Of(BillingProvider, CommercialSubscriber,
            """
            CLM*A*180***11:B:1*Y*A*Y*Y
            HI*ABK:M1711
            SBR*S*18**47****MB
            OI***Y***Y
            NM1*IL*1*VANCE*TERESA****MI*1EG4TE5MK75
            NM1*PR*2*MEDICARE PART B*****PI*99901
            LX*1
            SV1*HC:M0076*180*UN*1***1
            """)).OnlyLine();

        Assert.Equal(new DestinationPayer("CASCADE MUTUAL HEALTH PLAN", "CI"), line.Claim.Payer);
    }

    [Fact]
    public void A_missing_claim_filing_indicator_is_no_damage()
    {
        var line = ClaimFileReading.Of(Of(BillingProvider, MedicareSubscriber.Replace("*******MB", ""), Claim("A", SelfPaidLine))).OnlyLine();

        Assert.Equal("", line.Claim.Payer.ClaimFilingIndicator);
    }

    [Fact]
    public void A_claims_note_is_not_handed_to_the_next_claim()
    {
        var reading = ClaimFileReading.Of(Of(BillingProvider, MedicareSubscriber,
            Claim("A", SelfPaidLine + "\nNTE*ADD*OF THE LINE").Replace("HI*", "NTE*ADD*OF THE CLAIM\nHI*"), Claim("B", SelfPaidLine, SelfPaidLine)));

        Assert.Equal(["OF THE CLAIM", "", ""], reading.Lines.Select(l => l.Claim.Note));
        Assert.Equal(["OF THE LINE", "", ""], reading.Lines.Select(l => l.Note));
    }

    [Theory]
    [InlineData("CER")]
    [InlineData("DCP")]
    [InlineData("DGN")]
    [InlineData("TPO")]
    public void Notes_that_say_something_else_than_what_was_done_are_left_out(string kind)
    {
        var reading = ClaimFileReading.Of(Of(BillingProvider, MedicareSubscriber,
            Claim("A", $"{SelfPaidLine}\nNTE*{kind}*PROLOTHERAPY").Replace("HI*", $"NTE*{kind}*PROLOTHERAPY\nHI*")));

        Assert.Equal("", reading.OnlyLine().Note);
        Assert.Equal("", reading.OnlyLine().Claim.Note);
    }

    [Fact]
    public void Several_transaction_sets_groups_and_interchanges_are_read()
    {
        string[] set = ["BHT*0019*00*1*20260316*0915*CH", "HL*1**20*1", "HL*2*1*22*0", "SBR*P*18*******MB", "CLM*A*180***11:B:1", "LX*1", SelfPaidLine];
        string[] group = ["GS*HC*A*B*20260316*0915*42*X*005010X222A1", "ST*837*0001*005010X222A1", .. set, "SE*9*0001", "ST*837*0002*005010X222A1", .. set, "SE*9*0002", "GE*2*42"];
        var interchange = Write(Usual, "\n", [.. group, .. group, "IEA*2*000000042"]);

        var reading = ClaimFileReading.Of(interchange + interchange);

        Assert.Empty(reading.Problems);
        Assert.Equal(8, reading.Lines.Count);
    }

    [Fact]
    public void A_payer_does_not_outlive_its_transaction_set()
    {
        var text = Write(Usual, "\n",
            "GS*HC*A*B*20260316*0915*42*X*005010X222A1",
            "ST*837*0001*005010X222A1", "HL*1**20*1", "HL*2*1*22*0", "SBR*P*18*******MB", "SE*5*0001",
            "ST*837*0002*005010X222A1", "CLM*A*180***11:B:1", "LX*1", SelfPaidLine, "SE*5*0002",
            "GE*2*42", "IEA*1*000000042");

        var reading = ClaimFileReading.Of(text);

        reading.AssertOnlyProblem(text, "CLM*A", "SBR is missing");
        Assert.Equal("", Assert.Single(reading.Lines).Claim.Payer.ClaimFilingIndicator);
    }

    [Fact]
    public void A_transaction_set_of_another_kind_is_named_and_skipped_and_the_next_is_read()
    {
        var text = Write(Usual, "\n",
            "GS*HC*A*B*20260316*0915*42*X*005010X223A2",
            "ST*837*0001*005010X223A2", "CLM*A*180***11:B:1", "CL1*1*7*30", "LX*1", "SV2*0360*HC:M0076*180", "SE*6*0001",
            "ST*837*0002*005010X222A1", "HL*1**20*1", "HL*2*1*22*0", "SBR*P*18*******MB", "CLM*B*180***11:B:1", "LX*1", SelfPaidLine, "SE*8*0002",
            "GE*2*42", "IEA*1*000000042");

        var reading = ClaimFileReading.Of(text);

        reading.AssertOnlyProblem(text, "ST*837*0001", "837 005010X223A2");
        Assert.Equal("B", Assert.Single(reading.Lines).Claim.Id);
    }

    [Fact]
    public void The_first_version_of_the_implementation_guide_is_read_too()
        => Assert.Equal("M0076", ClaimFileReading.Of(Of(BillingProvider, MedicareSubscriber, Claim("A", SelfPaidLine)).Replace("X222A1", "X222")).OnlyLine().Code);
}
