namespace ProloCodebook.Tool.Tests.Reporting;

/// <summary>Revisions and overlays on one page.</summary>
public sealed class SeveralPoliciesReportTests
{
    private const string Overlay = """
        schemaVersion: 1
        id: acme-needling
        title: Acme on dry needling
        revision: "7"
        refines: dry-needling
        hitPolicy: unique
        source: { file: acme.txt }
        sections:
          - { id: acme-start, heading: Acme says }
        payers:
          - { id: Acme, title: Acme Health, like: Other }
        statements:
          - { id: acme-not-covered, kind: position, text: Acme does not cover it., citations: [{ section: acme-start, quote: Needling is excluded. }] }
        rules:
          - id: acme
            when: { services: [dry-needling], payers: [Acme] }
            outcome: NotCovered
            reason: Acme excludes it.
            cites: [acme-not-covered]
        examples:
          - { code: "20560", payer: Acme, outcome: NotCovered, rule: acme }
        """;

    [Fact]
    public void Revisions_stand_one_after_the_other_with_their_dates()
    {
        var page = ReportedPage.Of(
            ("needling-1.yaml", Dated("2025-01", "effectiveFrom: 2025-01-01\neffectiveTo: 2025-12-31", "needling-1.txt")),
            ("needling-1.txt", Needling.Source),
            ("needling-2.yaml", Dated("2026-01", "effectiveFrom: 2026-01-01", "needling-2.txt")),
            ("needling-2.txt", Needling.Source));

        Assert.Equal("Dry needling: 2 revisions", page.Texts("h1")[0]);
        Assert.Empty(page.Texts(".problem-list li"));
        Assert.Equal(["Dry needling revision 2025-01, from 2025-01-01 to 2025-12-31", "Dry needling revision 2026-01, from 2026-01-01 on"], page.Texts(".policy-list li"));
        Assert.Equal(2, page.Document.QuerySelectorAll("article").Length);
        Assert.Contains(page.Texts(".tree .answer"), text => text == "from 2026-01-01 on");
        AssertLinksResolve(page);
    }

    [Fact]
    public void An_overlay_is_drawn_with_what_it_refines_and_each_citation_leads_into_its_own_text()
    {
        var page = ReportedPage.Of(("acme.yaml", Overlay), ("acme.txt", "Acme says\nNeedling is excluded.\n"), ("needling.yaml", Needling.Yaml), ("needling.txt", Needling.Source));

        Assert.Empty(page.Texts(".problem-list li"));
        Assert.Equal(["Service", "Medicare", "Any other payer", "Acme Health", "Payer unknown"], page.Texts(".grid thead th"));
        Assert.Equal(["overlay acme-needling"], page.Texts(".rules .tag.overlay"));
        Assert.Equal(4, page.Document.QuerySelectorAll(".examples .holds-mark").Length);
        var card = page.Document.QuerySelector("#statement-acme-not-covered a.source")!;
        Assert.Equal("Acme says", ReportedPage.TextOf(page.Document.GetElementById(card.GetAttribute("href")![1..])!.Closest(".stretch")!.QuerySelector(".stretch-heading")!));
        AssertLinksResolve(page);
    }

    [Fact]
    public void The_packaged_policy_is_left_out_where_nobody_asked_for_it()
        => Assert.Equal(["Dry needling"], Needling.Page(yaml => yaml).Texts("h1"));

    private static string Dated(string revision, string dates, string source) => Needling.Yaml
        .Replace("file: needling.txt", "file: " + source, StringComparison.Ordinal)
        .Replace("revision: \"2026-01\"", $"revision: \"{revision}\"\n{dates}", StringComparison.Ordinal)
        .Replace("payer: Medicare, outcome: NotCovered, rule: medicare", "payer: Medicare, serviceDate: " + revision + "-15, outcome: NotCovered", StringComparison.Ordinal)
        .Replace("payer: Other, description", "payer: Other, serviceDate: " + revision + "-15, description", StringComparison.Ordinal)
        .Replace("payer: Other, outcome", "payer: Other, serviceDate: " + revision + "-15, outcome", StringComparison.Ordinal);

    private static void AssertLinksResolve(ReportedPage page)
    {
        var ids = page.Document.QuerySelectorAll("[id]").Select(element => element.Id!).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(page.Document.QuerySelectorAll("[href]"), link => Assert.Contains(link.GetAttribute("href")![1..], ids));
    }
}
