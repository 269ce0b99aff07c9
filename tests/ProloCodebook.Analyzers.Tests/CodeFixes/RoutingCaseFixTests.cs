using ProloCodebook.CodeFixes;
using ProloCodebook.Rules;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.CodeFixes;

/// <summary>Every fifth of the routing cases that report something: what is offered compiles, and routes the reference.</summary>
public sealed class RoutingCaseFixTests
{
    private static readonly IReadOnlyList<RoutingCase> s_cases =
        [.. CaseFile.ReadFolder("Routing/Cases").Where(c => c.Project.Marked.Marks.Any(m => m.Id == RuleIdentifiers.UnroutedReference)).Where((_, i) => i % 5 == 0)];

    public static TheoryData<string> Names => [.. s_cases.Select(c => c.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Whatever_is_offered_compiles_and_routes(string name) => await FixAsync(s_cases.Single(c => c.ToString() == name));

    [Fact]
    public async Task Most_cases_are_offered_a_fix()
    {
        var sample = s_cases.Where((_, i) => i % 5 == 0).ToList();
        var refused = new List<string>();
        foreach (var item in sample)
        {
            if (!await FixAsync(item))
            {
                refused.Add(item.ToString());
            }
        }

        Assert.True(refused.Count * 5 <= sample.Count, $"{refused.Count} of {sample.Count} are refused:\n" + string.Join("\n", refused));
    }

    private static async Task<bool> FixAsync(RoutingCase item)
    {
        using var project = new FixProject(item.Project);
        var before = await project.ReportedAsync(RuleIdentifiers.UnroutedReference);
        var actions = await project.OfferedAsync(new RouteThroughEvaluatorFix(), before[0]);
        if (actions.Count == 0)
        {
            return false;
        }

        await project.ApplyAsync(actions[0]);
        var after = await project.ReportedAsync(RuleIdentifiers.UnroutedReference);
        Assert.True(after.Count < before.Count, await project.TextAsync());
        return true;
    }
}
