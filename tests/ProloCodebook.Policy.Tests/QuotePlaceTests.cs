namespace ProloCodebook.Policy.Tests;

/// <summary>A reading says where its sections and quotes stand.</summary>
public sealed class QuotePlaceTests
{
    private readonly SourceTextReading _source = PolicyReader.Read(Readme.Yaml, [new PolicySourceText("needling.txt", Readme.Source)]).Source!;

    [Fact]
    public void Every_quote_stands_where_it_is_said_to()
    {
        Assert.NotEmpty(_source.Quotes);
        Assert.All(_source.Quotes, quote =>
        {
            Assert.Equal(quote.Citation.Quote, _source.Text[quote.Start..quote.End]);
            var section = Assert.Single(_source.Sections, section => section.Section == quote.Citation.Section);
            Assert.True(section.Start <= quote.Start && quote.End <= section.End);
        });
    }

    [Fact]
    public void Sections_follow_each_other_to_the_end_of_the_text()
    {
        Assert.Equal(["overview", "codes", "evidence", "medicare"], _source.Sections.Select(section => section.Section));
        Assert.Equal(0, _source.Sections[0].Start);
        Assert.All(Enumerable.Range(1, 3), i => Assert.Equal(_source.Sections[i - 1].End, _source.Sections[i].Start));
        Assert.Equal(_source.Text.Length, _source.Sections[3].End);
        Assert.Equal("Codes", _source.Text.Substring(_source.Sections[1].Start, 5));
    }

    [Theory]
    [InlineData("The Manual #35 – 13 says joint sclerother apy.", "#35-13 says joint sclerotherapy", "#35 – 13 says joint sclerother apy")]
    [InlineData("They say “not\ncovered…” here.", "\"not covered...\"", "“not\ncovered…”")]
    public void A_damaged_passage_is_given_as_it_stands(string text, string quote, string passage)
    {
        var index = new SourceTextIndex(text);
        var at = index.Find(quote, 0);

        Assert.Equal(passage, text[index.OriginOf(at)..(index.OriginOf(at + SourceTextIndex.LengthOf(quote) - 1) + 1)]);
    }

    [Fact]
    public void A_quote_that_is_not_there_has_no_place()
        => Assert.DoesNotContain(
            PolicyReader.Read(Readme.Yaml.Replace("quote: Dry needling is not covered.", "quote: It is covered."), [new PolicySourceText("needling.txt", Readme.Source)]).Source!.Quotes,
            quote => quote.Citation.Section == "medicare");
}
