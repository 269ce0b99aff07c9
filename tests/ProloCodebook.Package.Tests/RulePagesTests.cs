using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using ProloCodebook.Package.Tests.Infrastructure;

namespace ProloCodebook.Package.Tests;

/// <summary>The analyzers' rules, their pages and the table in the README are the same set and say the same.</summary>
[Collection(PackedPackageCollection.Name)]
public sealed partial class RulePagesTests(PackedPackage package)
{
    private static readonly string[] s_sections = ["What it says", "A violation", "The fix", "Configuration", "When to suppress it"];

    [Fact]
    public void Every_rule_has_a_page_and_every_page_a_rule()
        => Assert.Equal(
            PackedAnalyzers.Rules(package).Select(r => $"rules/{r.Id}.md"),
            package.Entries().Where(e => e.StartsWith("rules/", StringComparison.Ordinal)));

    [Fact]
    public void The_README_lists_every_rule_with_its_severity()
    {
        string readme = File.ReadAllText(Workplace.InRepository("README.md"));
        IEnumerable<string> rows = ReadmeRow().Matches(readme).Select(m => $"{m.Groups["id"].Value} {m.Groups["severity"].Value}");

        Assert.Equal(PackedAnalyzers.Rules(package).Select(r => $"{r.Id} {r.DefaultSeverity}"), rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_page_has_the_title_the_severity_and_the_category_of_its_rule()
        => Assert.All(PackedAnalyzers.Rules(package), rule =>
        {
            string page = Page(rule);
            Assert.StartsWith($"# {rule.Id}: {rule.Title}\n", page, StringComparison.Ordinal);
            Assert.Contains($"\n| Severity | {rule.DefaultSeverity} |\n", page, StringComparison.Ordinal);
            Assert.Contains($"\n| Category | {rule.Category} |\n", page, StringComparison.Ordinal);
        });

    [Fact]
    public void Every_page_says_what_why_how_to_fix_to_configure_and_to_suppress()
        => Assert.All(PackedAnalyzers.Rules(package), rule =>
            Assert.Equal(s_sections, Heading().Matches(Page(rule)).Select(m => m.Groups["title"].Value).Where(s_sections.Contains)));

    [Fact]
    public void Links_between_pages_lead_somewhere()
    {
        string folder = Workplace.InRepository("src", "ProloCodebook", "rules");
        Assert.All(Directory.GetFiles(folder, "*.md"), file =>
            Assert.All(RelativeLink().Matches(File.ReadAllText(file)), link =>
                Assert.True(File.Exists(Path.Combine(folder, link.Groups["target"].Value)), $"{Path.GetFileName(file)}: {link.Value}")));
    }

    private string Page(DiagnosticDescriptor rule) => System.Text.Encoding.UTF8.GetString(package.Read($"rules/{rule.Id}.md"));

    // | [PCB1001](src/ProloCodebook/rules/PCB1001.md) | Warning | …
    [GeneratedRegex(@"^\|\s*\[?`?(?<id>PCB\d{4})`?\]?(\([^)]*\))?\s*\|\s*(?<severity>\w+)\s*\|", RegexOptions.Multiline)]
    private static partial Regex ReadmeRow();

    [GeneratedRegex(@"^## (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\((?<target>[^):#]+\.md)(#[^)]*)?\)")]
    private static partial Regex RelativeLink();
}
