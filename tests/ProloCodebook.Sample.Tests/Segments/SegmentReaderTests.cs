using ClaimScrubber.Segments;

namespace ClaimScrubber.Tests.Segments;

public sealed class SegmentReaderTests
{
    private static Segment[] Read(string text) => [.. new SegmentReader(new StringReader(text)).ReadAll()];

    [Theory]
    [InlineData('*', ':', '^', '~', "")]
    [InlineData('*', ':', '^', '~', "\n")]
    [InlineData('*', ':', '^', '~', "\r\n")]
    [InlineData('|', '>', '!', '\'', "\r\n")]
    [InlineData('*', '<', '^', '\n', "")]
    [InlineData('*', '<', '^', '\r', "\n")]
    [InlineData('\u001D', '\u001F', '\u001E', '\u001C', "")]
    [InlineData('.', '$', '(', '?', "")]
    public void Delimiters_are_taken_from_the_ISA_segment(char element, char component, char repetition, char terminator, string afterTerminator)
    {
        var delimiters = new Delimiters(element, component, repetition, terminator);

        var segments = Read(ClaimFileText.Write(delimiters, afterTerminator, "SV1*HC:20999:LT::::KNEE*240*UN*1***1:2", "DTP*472*D8*20260302"));

        Assert.Equal(["ISA", "SV1", "DTP"], segments.Select(s => s.Tag));
        Assert.All(segments, s => Assert.Null(s.Damage));
        Assert.Equal([1, 2, 3], segments.Select(s => s.Number));
        Assert.Equal("20999", segments[1].Component(1, 2));
        Assert.Equal("KNEE", segments[1].Component(1, 7));
        Assert.Equal("240", segments[1][2]);
        Assert.Equal("20260302", segments[2][3]);
    }

    [Fact]
    public void The_next_interchange_declares_its_own_delimiters()
    {
        var first = ClaimFileText.Write(ClaimFileText.Usual, "\n", "IEA*0*000000042");
        var second = ClaimFileText.Write(new Delimiters('|', '>', '!', '\''), "", "SV1*HC:M0076*180");

        var segments = Read(first + "   \r\n\r\n" + second);

        Assert.Equal(["ISA", "IEA", "ISA", "SV1"], segments.Select(s => s.Tag));
        Assert.Equal("M0076", segments[3].Component(1, 2));
    }

    [Fact]
    public void What_the_next_interchange_lacks_is_not_taken_from_the_one_before()
    {
        var segments = Read(ClaimFileText.Write(ClaimFileText.Usual, "\n", "IEA*0*000000042") + "ISA*00*too short~");

        Assert.Equal(3, segments.Length);
        Assert.Contains("ends inside the ISA segment", segments[2].Damage);
    }

    [Fact]
    public void Elements_and_components_that_are_empty_or_past_the_end_are_empty()
    {
        var segment = Read(ClaimFileText.Write(ClaimFileText.Usual, "", "SV1*HC:M0076:::*180***"))[1];

        Assert.Equal("", segment[3]);
        Assert.Equal("", segment[99]);
        Assert.Equal("", segment.Component(1, 4));
        Assert.Equal("", segment.Component(1, 99));
        Assert.Equal("", segment.Component(99, 1));
        Assert.Equal(5, segment.ElementCount);
    }

    [Fact]
    public void A_byte_order_mark_and_blank_lines_before_the_ISA_segment_are_skipped()
        => Assert.Equal("ISA", Assert.Single(Read("\uFEFF\r\n  " + ClaimFileText.Isa(ClaimFileText.Usual))).Tag);

    [Fact]
    public void A_file_of_nothing_has_no_segments() => Assert.Empty(Read(" \r\n"));

    [Theory]
    [InlineData("%PDF-1.7\n%some binary")]
    [InlineData("HC")]
    [InlineData("\0\0\0\0")]
    [InlineData("GS*HC*A*B~ST*837*0001~")]
    [InlineData("<?xml version=\"1.0\"?>")]
    public void What_does_not_begin_with_ISA_is_no_X12_file(string text)
    {
        var segment = Assert.Single(Read(text));

        Assert.Equal(1, segment.Number);
        Assert.Contains("no X12 file", segment.Damage);
    }

    [Theory]
    [InlineData("ISA*00*          *00*", "ends inside the ISA segment")]
    [InlineData("ISA*00**00**ZZ*A*ZZ*B*260316*0915*^*00501*000000042*0*T*:~GS*HC*HARBORBILL*EXAMPLECLEAR*20260316*0915*42*X*005010X222A1~", "padded to their fixed width")]
    public void An_ISA_segment_of_another_width_gives_no_delimiters(string text, string message)
        => Assert.Contains(message, Assert.Single(Read(text)).Damage);

    [Fact]
    public void An_interchange_of_another_version_is_named()
        => Assert.Contains("version 00401", Assert.Single(Read(ClaimFileText.Isa(ClaimFileText.Usual).Replace("00501", "00401"))).Damage);

    [Theory]
    [InlineData('*', '*', '^', '~', "the same character")]
    [InlineData('*', ':', '^', ':', "the same character")]
    [InlineData('*', ':', 'U', '~', "a letter, a digit or a space")]
    [InlineData('*', ' ', '^', '~', "a letter, a digit or a space")]
    public void Delimiters_that_could_be_text_or_each_other_are_refused(char element, char component, char repetition, char terminator, string message)
        => Assert.Contains(message, Assert.Single(Read(ClaimFileText.Isa(new Delimiters(element, component, repetition, terminator)))).Damage);

    [Fact]
    public void A_segment_that_the_end_of_the_file_cuts_off_is_damaged()
    {
        var segments = Read(ClaimFileText.Write(ClaimFileText.Usual, "\n", "LX*1") + "SV1*HC:M00");

        Assert.Equal(3, segments.Length);
        Assert.Equal("SV1*HC:M00", segments[2].Text);
        Assert.Contains("the file ends inside the segment", segments[2].Damage);
    }

    [Fact]
    public void A_line_break_inside_a_segment_ends_it_as_damaged_and_the_next_one_is_whole()
    {
        var segments = Read(ClaimFileText.Isa(ClaimFileText.Usual) + "\nSV1*HC:20999*240*UN*1***1\nNTE*ADD*PROLOTHERAPY~\n");

        Assert.Contains("terminator is missing", segments[1].Damage);
        Assert.Equal("NTE", segments[2].Tag);
        Assert.Null(segments[2].Damage);
    }

    [Fact]
    public void Damage_is_still_found_where_carriage_returns_and_line_feeds_end_segments()
    {
        var segments = Read(ClaimFileText.Write(new Delimiters('*', ':', '^', '\n'), "", "LX*1", "SV?*HC:M0076", "LX*2"));

        Assert.NotNull(segments[2].Damage);
        Assert.Null(segments[3].Damage);
    }

    [Theory]
    [InlineData("SV#*HC:M0076*180", "no segment identifier")]
    [InlineData("sv1*HC:M0076*180", "no segment identifier")]
    [InlineData("SVC1*HC:M0076*180", "no segment identifier")]
    [InlineData("1V1*HC:M0076*180", "no segment identifier")]
    [InlineData("*HC:M0076*180", "no segment identifier")]
    [InlineData("SV1*HC:M0\u00001076*180", "control character U+0000")]
    [InlineData("SV1*HC:M0076*180\u001b[2J", "control character U+001B")]
    public void A_segment_that_cannot_be_one_is_damaged(string segment, string message)
    {
        var segments = Read(ClaimFileText.Isa(ClaimFileText.Usual) + segment + "~LX*2~");

        Assert.Contains(message, segments[1].Damage);
        Assert.Equal(2, segments[1].Number);
        Assert.Null(segments[2].Damage);
    }

    [Fact]
    public void A_segment_without_end_is_damaged_and_not_kept_in_memory()
    {
        var segments = Read(ClaimFileText.Isa(ClaimFileText.Usual) + "NTE*ADD*" + new string('A', 1_000_000) + "~LX*1~");

        Assert.Equal(SegmentReader.MaxLength, segments[1].Text.Length);
        Assert.Contains("terminator is missing", segments[1].Damage);
        Assert.Equal("LX", segments[2].Tag);
    }

    [Fact]
    public void A_segment_of_the_greatest_length_is_whole()
    {
        var text = ("NTE*ADD*" + new string('A', SegmentReader.MaxLength))[..SegmentReader.MaxLength];

        var segment = Read(ClaimFileText.Isa(ClaimFileText.Usual) + text + "~")[1];

        Assert.Null(segment.Damage);
        Assert.Equal(text, segment.Text);
    }

    [Fact]
    public void Segments_are_read_one_at_a_time()
    {
        var file = new EndlessFile(ClaimFileText.Isa(ClaimFileText.Usual), "LX*1~");

        Assert.Equal(1000, new SegmentReader(file).ReadAll().Take(1000).Last().Number);
    }
}
