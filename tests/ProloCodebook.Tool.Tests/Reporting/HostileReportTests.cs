namespace ProloCodebook.Tool.Tests.Reporting;

/// <summary>A policy file is untrusted: whatever stands in it, the page shows it as text.</summary>
public sealed class HostileReportTests
{
    private static readonly string[] KnownElements =
    [
        "a", "article", "body", "code", "dd", "div", "dl", "dt", "footer", "h1", "h2", "h3", "h4", "head", "header", "html", "li", "main", "mark", "meta", "nav", "ol", "p",
        "path", "q", "section", "span", "strong", "style", "sup", "svg", "symbol", "table", "tbody", "td", "th", "thead", "title", "tr", "ul", "use",
    ];

    private readonly ReportedPage _page = ReportedPage.OfHostilePolicy();

    [Fact]
    public void The_policy_is_sound_so_that_all_of_it_is_drawn()
    {
        Assert.Empty(_page.Texts(".problem-list li"));
        Assert.Empty(_page.Texts(".not-found"));
    }

    [Fact]
    public void Markup_in_a_policy_makes_no_element()
    {
        Assert.Subset(KnownElements.ToHashSet(), _page.Document.All.Select(element => element.LocalName).ToHashSet());
        Assert.Single(_page.Document.QuerySelectorAll("style"));
        Assert.DoesNotContain(_page.Document.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name is "src" or "style");
    }

    [Theory]
    [InlineData("h1")]
    [InlineData(".code-card .card-title")]
    [InlineData(".service-card .card-heading")]
    [InlineData(".payer-card .card-heading")]
    [InlineData(".statement-text")]
    [InlineData(".agent-name")]
    [InlineData(".product-name")]
    [InlineData(".absence-text")]
    [InlineData(".reason")]
    [InlineData(".described")]
    [InlineData(".identity .fact")]
    [InlineData("title")]
    [InlineData("q")]
    public void Hostile_text_stays_the_text_it_is(string selector)
        => Assert.Contains(_page.Texts(selector), text => text == ReportedPage.Hostile || text == $"{ReportedPage.Hostile} · policy report");

    [Fact]
    public void Links_lead_into_the_page_alone()
        => Assert.All(_page.Document.QuerySelectorAll("[href]"), link => Assert.Matches("^#[a-z0-9-]+$", link.GetAttribute("href")!));

    [Fact]
    public void Hidden_characters_are_shown_by_their_numbers()
    {
        Assert.Equal(["U+202E", "U+2028", "U+FEFF", "U+0007"], _page.Texts(".stretch-text .control"));
        Assert.DoesNotContain(_page.Html, c => c is '\u202E' or '\u2028' or '\uFEFF' or '\u0007');
        Assert.DoesNotContain("&#x202E;", _page.Html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_security_policy_allows_the_pages_own_style_and_nothing_else()
    {
        var policy = _page.Document.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content")!;
        var style = _page.Document.QuerySelector("style")!.TextContent;
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)));

        Assert.Equal($"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'", policy);
    }
}
