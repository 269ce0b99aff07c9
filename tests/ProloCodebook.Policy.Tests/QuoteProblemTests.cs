namespace ProloCodebook.Policy.Tests;

/// <summary>Quotes against the source text: PCB2012, PCB2013, PCB2014, PCB2020.</summary>
public class QuoteProblemTests
{
    private const string Quote = "quote: For chronic neck pain the evidence is not sufficient.";

    [Fact]
    public void A_quote_that_is_not_there_with_the_nearest_passage()
        => Expect.Problems(
            Expect.Example((Quote, "quote: {|PCB2012:For chronic neck pain the evidence is sufficient.|}")),
            "The nearest passage is \"For chronic neck pain the evidence is not sufficient\"");

    [Theory]
    [InlineData("Dry needling is not payable", "Dry needling is not covered")]
    [InlineData("Wet needling is not covered", "Dry needling is not covered")]
    [InlineData("Dry needling is covered", "Dry needling is not covered")]
    [InlineData("This survey is for members.", "This overview is for members")]
    public void The_nearest_passage_shows_what_the_text_has_instead(string quote, string passage)
        => Assert.Equal(passage, new SourceTextIndex(Readme.Source).NearestPassage(quote));

    [Fact]
    public void A_quote_that_is_like_nothing()
        => Expect.Problems(Expect.Example((Quote, "quote: {|PCB2012:Lorem ipsum dolor sit amet|}")), "Nothing there is like it.");

    [Theory]
    [InlineData("quote: {|PCB2012:for chronic neck pain|}")]
    [InlineData("quote: {|PCB2012:'chronic neck pain, the evidence'|}")]
    [InlineData("quote: {|PCB2012:hronic neck pain|}")]
    [InlineData("quote: {|PCB2012:chronic neck pai|}")]
    public void Case_commas_and_the_borders_of_words_count(string quote) => Expect.Problems(Expect.Example((Quote, quote)));

    [Theory]
    [InlineData("quote: chronic neck pain")]
    [InlineData("quote: sufficient.")]
    [InlineData("quote: \"For   chronic\\n neck pain\"")]
    [InlineData("quote: >\n          For chronic neck pain\n          the evidence")]
    public void White_space_does_not_count(string quote)
        => Expect.Problems(Expect.Example(("    citations: [{ section: evidence, " + Quote + " }]", "    citations:\n      - section: evidence\n        " + quote)));

    [Theory]
    [InlineData("sepa rate policy", "separate policy")]
    [InlineData("separate policy", "sepa rate policy")]
    [InlineData("well – understood", "well-understood")]
    [InlineData("the evidence includessmall trials", "the evidence includes small trials")]
    [InlineData("dextrose , glycerin", "dextrose, glycerin")]
    [InlineData("“…prolotherapy should”", "\"...prolotherapy should\"")]
    [InlineData("don’t show", "don't show")]
    [InlineData("e\uFB03cacy", "efficacy")]
    [InlineData("over\u00ADlooked", "overlooked")]
    [InlineData("over\u200Blooked", "overlooked")]
    [InlineData("over\u200Dlooked", "overlooked")]
    [InlineData("over\u2060looked", "overlooked")]
    [InlineData("over\uFEFFlooked", "overlooked")]
    [InlineData("\uFB00ect", "ffect")]
    [InlineData("pro\uFB01le", "profile")]
    [InlineData("\uFB02ow", "flow")]
    [InlineData("wa\uFB04e", "waffle")]
    [InlineData("5\u22123", "5-3")]
    [InlineData("„so“", "\"so\"")]
    [InlineData("«so»", "‟so”")]
    [InlineData("‘so’", "'so'")]
    [InlineData("‚so‛", "`so´")]
    [InlineData("non\u2011breaking\u00A0space", "non-breaking space")]
    public void Damage_of_the_text_is_mended(string source, string quote)
        => Assert.True(new SourceTextIndex($"It says: {source} indeed").Find(quote, 0) >= 0);

    [Fact]
    public void A_text_without_a_word_is_like_nothing()
    {
        Assert.Null(new SourceTextIndex(Readme.Source).NearestPassage("***"));
        Assert.Null(new SourceTextIndex("***").NearestPassage("Dry needling"));
    }

    [Fact]
    public void Only_so_many_nearest_passages_are_looked_for()
    {
        var quotes = string.Concat(Enumerable.Range(0, 22).Select(i => $"      - {{ section: codes, quote: \"Dry needling {i}\" }}\n"));
        var problems = PolicyReader.Read(
            Expect.Example(("      - { section: codes, quote: Dry needling is also called intramuscular stimulation. }\n", quotes)),
            [new PolicySourceText("needling.txt", Readme.Source)]).Problems;
        Assert.Equal(22, problems.Count);
        Assert.All(problems.Take(20), problem => Assert.Contains("The nearest passage is", problem.Message));
        Assert.All(problems.Skip(20), problem => Assert.Equal("This quote is not in the source text.", problem.Message));
    }

    [Fact]
    public void A_quote_from_another_section()
        => Expect.Problems(
            Expect.Example(("section: evidence, " + Quote, "section: {|PCB2012:medicare|}, " + Quote)),
            "it stands in 'evidence'");

    [Fact]
    public void Words_of_two_sections_are_a_quote_of_neither()
        => Expect.Problems(Expect.Example((Quote, "quote: {|PCB2012:not sufficient. Medicare Dry|}")).Replace("section: evidence, quote: {|PCB2012:not sufficient. Medicare Dry|}", "section: {|PCB2012:evidence|}, quote: not sufficient. Medicare Dry", StringComparison.Ordinal), "nor within any other section");

    [Fact]
    public void A_section_that_is_not_there_and_no_noise_about_its_quotes()
        => Expect.Problems(
            Expect.Example(("{ id: evidence, heading: Evidence }", "{ id: evidence, heading: {|PCB2013:Summary of Evidence|} }"), (Quote, "quote: whatever")),
            "Write in 'startsWith' the words that the section begins with.");

    [Fact]
    public void Sections_out_of_order()
        => Expect.Problems(
            Expect.Example(("  - { id: medicare, heading: Medicare }\n", string.Empty), ("  - { id: evidence, heading: Evidence }", "  - { id: medicare, heading: Medicare }\n  - { id: evidence, heading: x, startsWith: {|PCB2013:Evidence|} }")),
            "List the sections in the order of the text.");

    [Fact]
    public void A_heading_in_the_middle_of_a_paragraph_is_found_and_one_alone_in_a_line_is_preferred()
    {
        var index = new SourceTextIndex("See Medicare below.\nEvidence\nAs for Medicare it says no.\nMedicare\nNo.");
        Assert.Equal(index.Find("MedicareNo.", 0), index.FindSection("Medicare", 0));
        Assert.Equal(index.Find("Medicare it says", 0), index.FindSection("Medicare it", 0));

        // One that begins a line is preferred to one in the middle, and the first of several is taken.
        var beginning = new SourceTextIndex("See Medicare below.\nMedicare says no.\nMedicare says so.");
        Assert.Equal(beginning.Find("Medicare says no.", 0), beginning.FindSection("Medicare", 0));
        var middle = new SourceTextIndex("See Medicare below, or Medicare above.");
        Assert.Equal(middle.Find("Medicare below", 0), middle.FindSection("Medicare", 0));

        // At the end of the text it is alone in its line as well.
        var end = new SourceTextIndex("Medicare says no.\r\n Medicare");
        Assert.Equal(end.Find("Medicare", 1), end.FindSection("Medicare", 0));
    }

    [Theory]
    [InlineData("cites: [medicare]\n  - id: other-payer", "cites: [medicare, {|PCB2014:popular|}]\n  - id: other-payer")]
    [InlineData("cites: [medicare]\n  - id: other-payer", "cites: [medicare]\n    contrary: [{|PCB2014:popular|}]\n  - id: other-payer")]
    public void A_rule_cannot_rest_on_a_section_that_is_no_criteria(string old, string @new)
        => Expect.Problems(
            Expect.Example(("statements:\n", "statements:\n  - { id: popular, kind: background, text: x, citations: [{ section: overview, quote: Dry needling is popular. }] }\n"), (old, @new)),
            "'popular' quotes section 'overview', which is no coverage criteria");

    [Fact]
    public void Nor_by_naming_another_section_for_the_same_words()
        => Expect.Problems(
            Expect.Example(("section: evidence, " + Quote, "section: {|PCB2012:codes|}, quote: Dry needling is popular.")),
            "it stands in 'overview'");

    [Fact]
    public void A_source_text_that_is_not_there()
        => Expect.Problems(Expect.Example(("file: needling.txt", "file: {|PCB2020:needing.txt|}")), "Did you mean 'needling.txt'?", "beside the policy file");

    [Fact]
    public void A_source_text_with_a_folder()
        => Expect.Problems(Expect.Example(("file: needling.txt", "file: {|PCB2020:texts/needling.txt|}")), "file name alone");

    [Theory]
    [InlineData(" \n", "is empty")]
    [InlineData(null, "1048577 characters")]
    public void A_source_text_that_is_empty_or_too_large(string? source, string message)
        => Expect.Problems(Expect.Example(("file: needling.txt", "file: {|PCB2020:needling.txt|}")), source ?? new string('a', 1_048_577), [message]);

    [Fact]
    public void Of_several_source_texts_with_one_name_the_one_beside_the_policy_is_meant()
    {
        PolicySourceText[] sources = [new("a/needling.txt", "Something else"), new("b/needling.txt", Readme.Source), new("c/needling.txt", "Something else again")];
        Assert.Empty(PolicyReader.Read(Readme.Yaml, "b/needling.yaml", sources).Problems);
        Assert.Empty(PolicyReader.Read(Readme.Yaml, "B\\needling.yaml", sources).Problems);

        var ambiguous = Assert.Single(PolicyReader.Read(Readme.Yaml, "d/needling.yaml", sources).Problems);
        Assert.Equal(("PCB2020", 7), (ambiguous.Id, ambiguous.Span.StartLine));
        Assert.Contains("3 source texts are called 'needling.txt'", ambiguous.Message);

        Assert.Empty(PolicyReader.Read(Readme.Yaml, "d/needling.yaml", [sources[1]]).Problems);
    }

    [Fact]
    public void A_source_text_that_is_not_utf8()
        => Expect.Problems(Expect.Example(("file: needling.txt", "file: {|PCB2020:needling.txt|}")), "Proth\uFFFDse", ["Save it as UTF-8"]);
}
