using System.Text;
using ProloCodebook.Tool.Tests.Reporting;

namespace ProloCodebook.Tool.Tests.Browser;

/// <summary>The page as people see it.</summary>
public sealed class ReportBrowserTests(ReportBrowser browser) : IClassFixture<ReportBrowser>
{
    [Fact]
    public void The_page_is_accessible_needs_nothing_and_fits_in_every_form()
    {
        var appearances = browser.Packaged;

        Assert.Equal(["light", "dark", "phone"], appearances.Select(appearance => appearance.Form));
        Assert.All(appearances, AssertHarmless);
        Assert.All(appearances, appearance =>
        {
            Assert.True(appearance.Checks > 20, $"axe-core passed {appearance.Checks} checks only");
            Assert.Empty(appearance.Violations);
            Assert.Equal(0, appearance.Overflow);
        });
        Assert.NotEqual(appearances[0].Background, appearances[1].Background);
        Assert.Equal(appearances[0].Background, appearances[2].Background);
        Assert.All(appearances, appearance => Assert.True(appearance.Passage is { Stands: true, Visible: true } passage && passage.Text.StartsWith("M0076 Prolotherapy", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_page_prints_without_its_navigation_and_with_everything_open()
    {
        var printed = browser.Packaged[0].Printed;

        Assert.Equal("none", printed!.Navigation);
        Assert.Equal(0, printed.Closed);
        Assert.True(printed.Marks >= 65);
        var pdf = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Browser", "prolotherapy", "print.pdf"));
        Assert.Equal("%PDF-", Encoding.ASCII.GetString(pdf, 0, 5));
        Assert.True(pdf.Length > 50_000, $"{pdf.Length} bytes are too few for the page");
    }

    [Fact]
    public void A_hostile_policy_runs_nothing_and_asks_for_nothing()
    {
        var appearance = Assert.Single(browser.Open("hostile", ReportedPage.OfHostilePolicy().Html, "light"));

        AssertHarmless(appearance);
        Assert.Empty(appearance.Violations);
    }

    private static void AssertHarmless(Appearance appearance)
    {
        Assert.Empty(appearance.Requests);
        Assert.Empty(appearance.Messages);
        Assert.Equal(0, appearance.Scripts);
        Assert.Equal(0, appearance.Handlers);
    }
}
