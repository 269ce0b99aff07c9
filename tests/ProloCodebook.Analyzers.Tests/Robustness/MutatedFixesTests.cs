using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using ProloCodebook.CodeFixes;
using ProloCodebook.Rules;
using ProloCodebook.Tests.CodeFixes;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.Robustness;

/// <summary>
/// The code fixes on mutated cases, as an editor asks for them while somebody types: none throws, and none breaks what parsed before. Longer:
/// <code>PROLOCODEBOOK_FIXES=20000 dotnet test tests/ProloCodebook.Analyzers.Tests --filter MutatedFixes</code>
/// with <c>PROLOCODEBOOK_FIRST_FIX=number</c> to begin with that mutant.
/// </summary>
public sealed class MutatedFixesTests
{
    private const int MutantsByDefault = 40;
    private const int MostFailures = 10;

    /// <summary>Of one mutant; the others are much like these.</summary>
    private const int MostDiagnostics = 3;

    private static readonly CodeFixProvider[] s_fixes = [new RouteThroughEvaluatorFix(), new LiteralToConstantFix()];

    [Fact]
    public async Task None_throws_and_none_breaks_what_parsed()
    {
        var first = RobustnessRun.Setting("PROLOCODEBOOK_FIRST_FIX", 1);
        var count = RobustnessRun.Setting("PROLOCODEBOOK_FIXES", MutantsByDefault);
        var applied = 0;
        var failures = new List<string>();
        for (var number = first; number < first + count && failures.Count < MostFailures; number++)
        {
            var mutant = new CodeMutator(MutatedCasesTests.Sources, new Random(number)).Next();
            if (!MutatedCasesTests.IsFitForTheCompiler(RobustnessRun.Compile(mutant)))
            {
                continue;
            }

            try
            {
                applied += await ApplyAllAsync(mutant).WaitAsync(RobustnessRun.Patience);
            }
            catch (Exception exception)
            {
                // Whatever it is: nothing may come out of here.
                failures.Add($"Mutant {number}: {exception}\n{mutant}");
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        Assert.True(applied > count / 4, $"Only {applied} fixes were applied to {count} mutants.");
    }

    /// <summary>A mutant of a long run: Roslyn's own formatter throws on it.</summary>
    [Fact]
    public async Task Code_that_the_host_cannot_format_is_fixed_all_the_same()
        => Assert.True(await ApplyAllAsync("""
                public void Post()
                {
                    var data = new Dictionary<int, string> )[1] = "M0076" };
                    if (PolicyEvaluator.Evaluate("M0076", payer).IsGoverned) return;
                    if (PolicyEvaluator.Evaluate("M0076", payer{ .IsGoverned) return;
                    Bill(data[1]);
                }
            """) > 0);

    /// <returns>How many fixes were applied.</returns>
    private static async Task<int> ApplyAllAsync(string mutant)
    {
        var applied = 0;

        // The text is no markup: a mutant may have half a mark in it.
        var run = FixRun.Open(new TestProject(string.Empty) { OtherFiles = [(CasePrelude.FileName, CasePrelude.Source)] }).WithText(mutant);
        foreach (var diagnostic in (await run.DiagnosticsAsync()).Where(d => d.Id is RuleIdentifiers.UnroutedReference or RuleIdentifiers.LiteralInsteadOfConstant).Take(MostDiagnostics))
        {
            foreach (var fix in s_fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                foreach (var action in await run.ActionsAsync(fix, diagnostic))
                {
                    var text = await (await run.ApplyAsync(action)).TextAsync();
                    Assert.True(HasSyntaxErrors(mutant) || !HasSyntaxErrors(text), $"{action.Title} makes:\n{text}\nof:");
                    applied++;
                }
            }
        }

        return applied;
    }

    private static bool HasSyntaxErrors(string text)
        => CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.CSharp14)).GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error);
}
