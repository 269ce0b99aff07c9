using System.Globalization;
using Microsoft.CodeAnalysis.CodeFixes;
using ProloCodebook.CodeFixes;
using ProloCodebook.Rules;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.CodeFixes;

/// <summary>
/// Every fix that is offered on the routing cases really routes: its result compiles, and the rule is silent about the reference. A sample of the cases;
/// each file of them is in it.
/// </summary>
public sealed class RoutingCaseFixTests
{
    private const string HowMany = "PROLOCODEBOOK_FIXED_CASES_EVERY";

    private static readonly int s_every = int.TryParse(Environment.GetEnvironmentVariable(HowMany), NumberStyles.None, CultureInfo.InvariantCulture, out var every) ? Math.Max(1, every) : 25;

    private static readonly Dictionary<string, RoutingCase> s_cases = CaseFile.ReadFolder("Routing/Cases")
        .Where(item => item.Project.Marked.Marks.Any(mark => mark.Id == RuleIdentifiers.UnroutedReference))
        .GroupBy(item => item.File)
        .SelectMany(file => file.Where((_, index) => index % s_every == 0))
        .ToDictionary(item => item.ToString());

    public static TheoryData<string> Names => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_is_offered_compiles_and_routes(string name)
    {
        var run = FixRun.Open(s_cases[name].Project);
        var before = await run.DiagnosticsAsync();
        foreach (var diagnostic in before.Where(d => d.Id == RuleIdentifiers.UnroutedReference))
        {
            foreach (var action in await run.ActionsAsync(new RouteThroughEvaluatorFix(), diagnostic))
            {
                await VerifyAsync(await run.ApplyAsync(action), action.Title, before.Count(d => d.Id == RuleIdentifiers.UnroutedReference) - 1);
            }

            foreach (var action in await run.ActionsAsync(new LiteralToConstantFix(), diagnostic))
            {
                await VerifyAsync(await run.ApplyAsync(action), action.Title, before.Count(d => d.Id == RuleIdentifiers.UnroutedReference));
            }
        }

        async Task VerifyAsync(FixRun after, string title, int mayRemain)
        {
            var text = await after.TextAsync();
            var errors = await after.ErrorsAsync();
            Assert.True(errors.Count == 0, $"{title}\n{string.Join("\n", errors)}\n{text}");
            var left = await after.DiagnosticsAsync();
            Assert.True(left.Count(d => d.Id == RuleIdentifiers.UnroutedReference) <= mayRemain, $"{title}\nstill reported:\n{text}");
            Assert.True(left.Count(d => d.Id == RuleIdentifiers.IgnoredDecision) <= before.Count(d => d.Id == RuleIdentifiers.IgnoredDecision), $"{title}\nignores its decision:\n{text}");
            Assert.DoesNotContain("global::", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Fix_All_compiles_and_leaves_only_what_no_fix_is_offered_for(string name)
    {
        CodeFixProvider provider = new RouteThroughEvaluatorFix();
        var run = FixRun.Open(s_cases[name].Project);

        var after = await run.FixAllAsync(provider, key: null, RuleIdentifiers.UnroutedReference);

        Assert.Empty(await after.ErrorsAsync());
        foreach (var left in await after.DiagnosticsAsync(RuleIdentifiers.UnroutedReference))
        {
            Assert.False((await after.ActionsAsync(provider, left)).Any(action => action.EquivalenceKey == "ProloCodebook.LeaveWhenGoverned"), $"{left}\n" + await after.TextAsync());
        }
    }

    [Fact]
    public async Task Nearly_everything_that_is_reported_can_be_fixed()
    {
        var refused = new List<string>();
        foreach (var (name, item) in s_cases)
        {
            var run = FixRun.Open(item.Project);
            if (await run.DiagnosticsAsync(RuleIdentifiers.UnroutedReference) is not [var first, ..])
            {
                Assert.Fail($"Nothing is reported in the workspace: {name}");
            }
            else if ((await run.ActionsAsync(new RouteThroughEvaluatorFix(), first)).Count == 0)
            {
                refused.Add(name);
            }
        }

        Assert.True(refused.Count * 8 <= s_cases.Count, $"{refused.Count} of {s_cases.Count} are refused:\n" + string.Join("\n", refused));
    }
}
