using ProloCodebook.Tool.Tests.Infrastructure;

namespace ProloCodebook.Tool.Tests.Reporting;

/// <summary>A file with errors is drawn as far as it goes: the page is for those who mend it.</summary>
public sealed class BrokenPolicyReportTests
{
    [Fact]
    public void Whatever_line_is_missing_the_page_shows_its_problems_and_its_links_lead_somewhere()
    {
        var lines = File.ReadAllLines(Path.Combine(ToolProcess.RepositoryFolder, "policy", "prolotherapy.yaml"));
        var source = File.ReadAllText(Path.Combine(ToolProcess.RepositoryFolder, "policy", "prolotherapy.txt"));
        var drawn = 0;

        // One in seventeen: lines of every section of the file are among them.
        for (var missing = 0; missing < lines.Length; missing += 17)
        {
            var page = ReportedPage.TryOf(("prolotherapy.yaml", string.Join('\n', lines.Where((_, i) => i != missing))), ("prolotherapy.txt", source));
            if (page is null)
            {
                continue;
            }

            drawn++;
            var ids = page.Document.QuerySelectorAll("[id]").Select(element => element.Id!).ToHashSet();
            var dangling = page.Document.QuerySelectorAll("[href]").Select(link => link.GetAttribute("href")![1..]).Where(id => !ids.Contains(id));
            Assert.True(!dangling.Any(), $"Without line {missing + 1}: {string.Join(", ", dangling)}");
        }

        Assert.True(drawn > 15, $"{drawn} pages");
    }

    [Fact]
    public void Two_files_with_one_id_and_no_dates_are_one_policy_and_an_error()
    {
        var page = ReportedPage.Of(("a.yaml", Needling.Yaml), ("b.yaml", Needling.Yaml), ("needling.txt", Needling.Source));

        Assert.Single(page.Document.QuerySelectorAll("article"));
        Assert.All(["a.yaml", "b.yaml"], file => Assert.Contains(page.Texts(".problem-list li"), problem => problem.StartsWith(file, StringComparison.Ordinal) && problem.Contains("PCB2022", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_table_that_is_too_large_to_draw_is_left_to_its_rules()
    {
        var payers = string.Concat(Enumerable.Range(0, 400).Select(i => $"\n  - {{ id: Payer{i}, title: Payer {i} }}"));
        var page = Needling.Page(yaml => yaml
            .Replace("\n  - id: Other\n    title: Any other payer", payers + "\n  - id: Other\n    title: Any other payer", StringComparison.Ordinal)
            .Replace("payers: [Other]", $"payers: [Other, {string.Join(", ", Enumerable.Range(0, 400).Select(i => $"Payer{i}"))}]", StringComparison.Ordinal));

        Assert.Empty(page.Texts(".problem-list li"));
        Assert.Empty(page.Document.QuerySelectorAll(".grid, .tree"));
        Assert.Contains(page.Texts("#part-decisions p.quiet"), text => text.Contains("too many to draw", StringComparison.Ordinal));
        Assert.Equal(5, page.Document.QuerySelectorAll(".rules tbody tr").Length);
    }
}
