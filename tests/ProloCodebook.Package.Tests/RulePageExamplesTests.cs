using System.Text.RegularExpressions;
using ProloCodebook.Package.Tests.Infrastructure;
using ProloCodebook.Policy;

namespace ProloCodebook.Package.Tests;

/// <summary>
/// The pages about policy files show what the reader really says: what a page's fix shows stands in Policies/chelation.yaml, and with its
/// violation in that place the policy has the page's problem, on a line of the violation.
/// </summary>
public sealed partial class RulePageExamplesTests
{
    private static readonly string s_policy = Read("chelation.yaml");
    private static readonly PolicySourceText[] s_sources = [new("chelation.txt", Read("chelation.txt"))];

    /// <summary>What one file cannot show: a size, an empty file, what is wrong between several files, characters that do not show.</summary>
    private static readonly string[] s_withoutExample = ["PCB2003", "PCB2004", "PCB2022", "PCB2023", "PCB2024", "PCB2025", "PCB2027"];

    public static TheoryData<string> Pages()
        => new(PolicyProblemKinds.All.Select(k => k.Id).Except(s_withoutExample));

    [Fact]
    public void The_example_policy_has_no_problem()
        => Assert.Empty(PolicyReader.Read(s_policy, s_sources).Problems);

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_violation_on_the_page_is_one_and_its_fix_is_none(string id)
    {
        string page = File.ReadAllText(Workplace.InRepository("src", "ProloCodebook", "rules", id + ".md"));
        string violation = Example(page, "A violation");
        string fix = Example(page, "The fix");
        int place = s_policy.IndexOf(fix, StringComparison.Ordinal);
        Assert.True(place >= 0, $"The fix does not stand in chelation.yaml:\n{fix}");

        string broken = s_policy[..place] + violation + s_policy[(place + fix.Length)..];
        IReadOnlyList<PolicyProblem> problems = [.. PolicyReader.Read(broken, s_sources).Problems];

        PolicyProblem? problem = problems.FirstOrDefault(p => p.Id == id);
        Assert.True(problem is not null, $"No {id}, but:\n{string.Join("\n", problems)}");
        int first = s_policy[..place].Count(c => c == '\n');
        Assert.InRange(problem.Span.StartLine, 0, broken.Count(c => c == '\n'));
        if (!page.Contains("reported elsewhere", StringComparison.Ordinal))
        {
            Assert.InRange(problem.Span.StartLine, first, first + violation.Count(c => c == '\n'));
        }
    }

    private static string Example(string page, string heading)
        => Yaml().Match(page, page.IndexOf($"## {heading}\n", StringComparison.Ordinal)).Groups["yaml"].Value;

    private static string Read(string file) => File.ReadAllText(Workplace.InRepository("tests", "ProloCodebook.Package.Tests", "Policies", file));

    [GeneratedRegex("```yaml\n(?<yaml>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Yaml();
}
