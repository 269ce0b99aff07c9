using AngleSharp.Dom;

namespace ProloCodebook.Tool.Tests.Reporting;

/// <summary>What the page says about the packaged policy.</summary>
public sealed class ReportTests
{
    private readonly ReportedPage _page = ReportedPage.OfPackagedPolicy();

    [Fact]
    public void Every_link_has_its_target_and_every_id_is_given_once()
    {
        var ids = _page.Document.QuerySelectorAll("[id]").Select(element => element.Id!).ToList();
        var links = _page.Document.QuerySelectorAll("[href]").Select(link => link.GetAttribute("href")!).ToList();

        Assert.Equal(ids.Distinct(), ids);
        Assert.True(links.Count > 300);
        Assert.All(links.Distinct(), link => Assert.Contains(link[1..], ids));
        Assert.All(_page.Document.QuerySelectorAll("[aria-labelledby]"), element => Assert.Contains(element.GetAttribute("aria-labelledby"), ids));
    }

    [Fact]
    public void The_same_files_give_the_same_page() => Assert.Equal(_page.Html, ReportedPage.OfPackagedPolicy().Html);

    [Fact]
    public void The_page_holds_the_whole_source_text_unchanged()
    {
        var source = File.ReadAllText(Path.Combine(Infrastructure.ToolProcess.RepositoryFolder, "policy", "prolotherapy.txt"));
        foreach (var number in _page.Document.QuerySelectorAll(".stretch-text sup").ToList())
        {
            number.Remove();
        }

        Assert.Equal(source.ReplaceLineEndings("\n"), string.Concat(_page.Document.QuerySelectorAll(".stretch-text").Select(stretch => stretch.TextContent)));
    }

    [Theory]
    [InlineData("The Coverage Issues Manual #35 – 13 states that prolotherapy, joint sclerother apy, and ligamentous injections with sclerosing agents are not covered", "Medicare National Coverage")]
    [InlineData("citing a lack of scientific eviden ce on which to base a decision", "Medicare National Coverage")]
    [InlineData("The evidence is insufficient to determine the effects of the technology on health outcomes", "Summary of Evidence")]
    public void A_quote_leads_to_its_passage_in_the_section_it_names(string quote, string section)
    {
        var source = _page.Document.QuerySelectorAll("q").First(q => q.TextContent == quote).ParentElement!.QuerySelector("a.source")!;
        var passage = _page.Document.GetElementById(source.GetAttribute("href")![1..])!;
        var heading = ReportedPage.TextOf(passage.Closest(".stretch")!.QuerySelector(".stretch-heading")!);

        Assert.Equal(section, heading);
        Assert.StartsWith(section, ReportedPage.TextOf(source), StringComparison.Ordinal);
        passage.QuerySelectorAll("sup").ToList().ForEach(number => number.Remove());
        Assert.Equal(quote, passage.TextContent);
    }

    [Fact]
    public void Every_passage_leads_back_to_what_quotes_it()
    {
        var passages = _page.Document.QuerySelectorAll("mark[id]");

        Assert.Equal(66, passages.Length);
        Assert.Equal(66, _page.Document.QuerySelectorAll(".uses > li").Length);
        Assert.All(_page.Document.QuerySelectorAll(".uses > li"), use => Assert.True(use.QuerySelectorAll("a").Length >= 2, use.TextContent));
    }

    [Fact]
    public void Sections_that_are_no_criteria_are_marked()
        => Assert.Equal(["Introduction", "Recent Comments"], _page.Texts(".stretch.no-criteria .stretch-heading"));

    [Fact]
    public void The_grid_shows_what_comes_out_for_each_service_and_payer()
    {
        Assert.Equal(["Service", "Medicare", "Any other payer", "Payer unknown"], _page.Texts(".grid thead th"));
        Assert.Equal(["Not covered", "Evidence insufficient", "Information needed"], _page.Texts(".grid tbody tr:first-child .outcome"));
        Assert.Equal(["medicare-prolotherapy", "other-payer-prolotherapy", "prolotherapy-payer-unknown"], _page.Texts(".grid tbody tr:first-child .rule-link"));
        Assert.Equal(["needs the payer"], _page.Texts(".grid tbody tr:first-child .needs"));
        Assert.Equal(["needs the description", "needs the description", "needs the description and the payer"], _page.Texts(".grid tbody tr:last-child .needs"));
        Assert.Equal(18, _page.Document.QuerySelectorAll(".grid .cell").Length);
    }

    [Fact]
    public void The_rules_stand_in_a_table_with_their_hit_policy_and_in_a_tree()
    {
        Assert.Equal(17, _page.Document.QuerySelectorAll(".rules tbody tr").Length);
        Assert.Contains("Hit policy: unique", _page.Texts("#part-decisions .lead")[0], StringComparison.Ordinal);
        var rules = _page.Texts(".rules .rule-facts .id").ToHashSet();
        Assert.Equal(rules, _page.Texts(".tree .leaf .rule-link").ToHashSet());
    }

    [Fact]
    public void Where_the_text_is_silent_the_matrix_says_not_stated()
    {
        Assert.Equal(["Prolotherapy agent", "Not stated"], MarksOf("zinc sulfate"));
        Assert.Equal(["Only in combination", "Not stated"], MarksOf("glycerin"));
        Assert.Equal(["Sclerosant for tendinopathy", "Approved for another use"], MarksOf("polidocanol"));
        Assert.Equal(["Not stated", "Approved for another use"], MarksOf("ethanolamine oleate"));
        Assert.Equal(["Asclera®", "Varithena®", "Scleromate®", "Sotradecol®", "Ethamolin®"], _page.Texts(".product-name"));
    }

    [Fact]
    public void Examples_are_decided_and_marked()
    {
        Assert.Equal(36, _page.Document.QuerySelectorAll(".examples tbody tr").Length);
        Assert.Equal(36, _page.Document.QuerySelectorAll(".examples .holds-mark").Length);
        Assert.Empty(_page.Document.QuerySelectorAll(".problems"));
    }

    [Fact]
    public void An_example_that_fails_and_a_quote_that_is_not_there_are_shown_as_such()
    {
        var page = Needling.Page(yaml => yaml
            .Replace("description: dry needling of the neck, outcome: EvidenceInsufficient", "description: dry needling of the neck, outcome: NotCovered", StringComparison.Ordinal)
            .Replace("quote: Dry needling is not covered.", "quote: Dry needling is covered.", StringComparison.Ordinal));

        Assert.Equal(2, page.Document.QuerySelectorAll(".problem-list li").Length);
        Assert.Single(page.Document.QuerySelectorAll("tr.fails"));
        Assert.Contains(page.Texts(".failure"), text => text.Contains("EvidenceInsufficient", StringComparison.Ordinal));
        Assert.NotEmpty(page.Document.QuerySelectorAll(".statement-card .not-found"));
        Assert.Contains("1 of them fails", page.Texts(".tile-more"));
        Assert.Contains("1 quote not found", page.Texts(".tile-more"));
    }

    private List<string> MarksOf(string agent)
        => [.. _page.Document.QuerySelectorAll(".matrix tbody tr").First(row => row.QuerySelector(".agent-name")?.TextContent == agent).QuerySelectorAll(".holds .for-readers").Select(ReportedPage.TextOf)];
}
