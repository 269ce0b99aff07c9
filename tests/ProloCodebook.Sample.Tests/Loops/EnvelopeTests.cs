using static ClaimScrubber.Tests.ClaimFileText;

namespace ClaimScrubber.Tests.Loops;

/// <summary>What the control segments give away. The claims between them are read all the same.</summary>
public sealed class EnvelopeTests
{
    private static readonly string Whole = Of(BillingProvider, MedicareSubscriber, Claim("A", "SV1*HC:M0076*180*UN*1***1"));

    [Theory]
    [InlineData("SE*15*0001", "SE*14*0001", "SE01 states 14 segments, but 15 were read")]
    [InlineData("SE*15*0001", "SE*X*0001", "SE01 states X segments")]
    [InlineData("SE*15*0001", "SE*15*0002", "SE02 is 0002, but the transaction set was opened as 0001")]
    [InlineData("GE*1*42", "GE*2*42", "GE01 states 2 transaction sets, but 1 were read")]
    [InlineData("GE*1*42", "GE*1*43", "GE02 is 43")]
    [InlineData("IEA*1*000000042", "IEA*3*000000042", "IEA01 states 3 functional groups")]
    [InlineData("IEA*1*000000042", "IEA*1*000000043", "IEA02 is 000000043")]
    public void Totals_and_control_numbers_are_compared(string whole, string changed, string message)
    {
        Assert.Contains(whole, Whole);
        var text = Whole.Replace(whole, changed);

        var reading = ClaimFileReading.Of(text);

        reading.AssertOnlyProblem(text, changed, message);
        Assert.Equal("M0076", Assert.Single(reading.Lines).Code);
    }

    [Theory]
    [InlineData("SE*15*0001~\n", "SE is missing")]
    [InlineData("GE*1*42~\n", "GE is missing")]
    [InlineData("ST*837*0001*005010X222A1~\n", "ST is missing")]
    public void A_missing_control_segment_is_reported_and_the_claims_are_read(string lost, string message)
    {
        var reading = ClaimFileReading.Of(Whole.Replace(lost, ""));

        Assert.Contains(reading.Problems, p => p.Message.Contains(message));
        Assert.Equal("M0076", Assert.Single(reading.Lines).Code);
    }

    [Theory]
    [InlineData("SE*15", "before SE, GE, IEA")]
    [InlineData("GE*1", "before GE, IEA")]
    [InlineData("IEA*1", "before IEA")]
    public void A_file_that_is_cut_off_is_reported_with_what_is_missing(string from, string message)
    {
        var problem = Assert.Single(ClaimFileReading.Of(Whole[..Whole.IndexOf(from, StringComparison.Ordinal)]).Problems);

        Assert.Contains("cut off", problem.Message);
        Assert.Contains(message, problem.Message);
    }

    [Fact]
    public void A_file_that_is_cut_off_in_a_line_yields_the_lines_before()
    {
        var text = Of(BillingProvider, MedicareSubscriber, Claim("A", "SV1*HC:99213*130*UN*1***1", "SV1*HC:M0076*180*UN*1***1"));
        text = text[..(text.IndexOf("M0076", StringComparison.Ordinal) + 3)];

        var reading = ClaimFileReading.Of(text);

        Assert.Contains(reading.Problems, p => p.Message.Contains("the file ends inside the segment"));
        Assert.Equal([false, true], reading.Lines.Select(l => l.DamagedAt is not null));
    }

    [Fact]
    public void A_whole_file_has_no_problems() => Assert.Empty(ClaimFileReading.Of(Whole).Problems);

    [Fact]
    public void An_empty_file_is_a_problem() => Assert.Equal("the file is empty", Assert.Single(ClaimFileReading.Of("").Problems).Message);

    [Fact]
    public void An_acknowledgment_between_interchange_and_group_is_none_of_ours()
        => Assert.Empty(ClaimFileReading.Of(Whole.Replace("GS*", "TA1*000000042*260316*0915*A*000~\nGS*")).Problems);
}
