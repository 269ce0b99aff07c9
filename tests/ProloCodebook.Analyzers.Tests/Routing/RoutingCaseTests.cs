using ProloCodebook.Rules;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.Routing;

/// <summary>The table of routing cases: what PCB1001 reports in each, and what it must not.</summary>
public sealed class RoutingCaseTests
{
    private static readonly Dictionary<string, RoutingCase> s_cases = CaseFile.ReadFolder("Routing/Cases").ToDictionary(item => item.ToString());

    public static TheoryData<string> Names => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Reports_what_is_marked_and_nothing_else(string name)
        => s_cases[name].Project.VerifyAsync([new UnroutedReferenceAnalyzer(PolicyCodes.All)], RuleIdentifiers.UnroutedReference);

    [Fact]
    public void There_are_enough_cases_and_half_of_them_must_not_be_reported()
    {
        var silent = s_cases.Values.Count(item => item.Project.Marked.Marks.IsEmpty);
        Assert.True(s_cases.Count >= 300, $"{s_cases.Count} cases");
        Assert.InRange(silent, s_cases.Count * 2 / 5, s_cases.Count * 3 / 5);
    }
}
