using ProloCodebook.CodeFixes;
using ProloCodebook.CodeFixes.Evaluation;
using ProloCodebook.Rules;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.CodeFixes;

/// <summary>Fix All for PCB1001: several references in a statement, a method and a file.</summary>
public sealed class FixAllTests
{
    private const string Source = """
        using System.Collections.Generic;
        using ProloCodebook;

        public class Claims
        {
            public string Code = "M0076";

            internal void Twice(Payer payer)
            {
                Bill("M0076");
                Bill("M0076");
            }

            internal void Both(Payer payer)
            {
                Bill("M0076"); Bill("20999");
            }

            internal void InOneStatement(Payer payer)
            {
                Bill("M0076" + "20999", "20999", "M0076");
            }

            internal void Expression(Payer payer) => Bill("M0076");

            internal void Nested(List<Payer> payers, Payer payer)
            {
                payers.ForEach(p => Bill("M0076"));
                Bill("20999");
            }

            internal void Branches(bool first, Payer payer)
            {
                if (first) Bill("M0076");
                else Bill("M0076");
            }

            private static extern void Bill(params string[] codes);
        }

        """;

    [Theory]
    [InlineData("ProloCodebook.LeaveWhenGoverned")]
    [InlineData(null)]
    public async Task One_evaluation_routes_what_comes_after_it(string? key)
    {
        var after = await FixRun.Open(new TestProject(Source)).FixAllAsync(new RouteThroughEvaluatorFix(), key, RuleIdentifiers.UnroutedReference);

        Assert.Equal(
            """
            using System.Collections.Generic;
            using ProloCodebook;

            public class Claims
            {
                public string Code = "M0076";

                internal void Twice(Payer payer)
                {
                    var decision = PolicyEvaluator.Evaluate(Codes.HcpcsM0076, payer);
                    if (decision.IsGoverned)
                    {
                        return;
                    }

                    Bill("M0076");
                    Bill("M0076");
                }

                internal void Both(Payer payer)
                {
                    var decision = PolicyEvaluator.Evaluate(Codes.HcpcsM0076, payer);
                    if (decision.IsGoverned)
                    {
                        return;
                    }

                    Bill("M0076");
                    var decision2 = PolicyEvaluator.Evaluate(Codes.Cpt20999, payer);
                    if (decision2.IsGoverned)
                    {
                        return;
                    }

                    Bill("20999");
                }

                internal void InOneStatement(Payer payer)
                {
                    var decision = PolicyEvaluator.Evaluate(Codes.Cpt20999, payer);
                    if (decision.IsGoverned)
                    {
                        return;
                    }

                    var decision2 = PolicyEvaluator.Evaluate(Codes.HcpcsM0076, payer);
                    if (decision2.IsGoverned)
                    {
                        return;
                    }

                    Bill("M0076" + "20999", "20999", "M0076");
                }

                internal void Expression(Payer payer)
                {
                    var decision = PolicyEvaluator.Evaluate(Codes.HcpcsM0076, payer);
                    if (decision.IsGoverned)
                    {
                        return;
                    }

                    Bill("M0076");
                }

                internal void Nested(List<Payer> payers, Payer payer)
                {
                    payers.ForEach(p =>
                    {
                        var decision = PolicyEvaluator.Evaluate(Codes.HcpcsM0076, p);
                        if (decision.IsGoverned)
                        {
                            return;
                        }

                        Bill("M0076");
                    });
                    var decision2 = PolicyEvaluator.Evaluate(Codes.Cpt20999, payer);
                    if (decision2.IsGoverned)
                    {
                        return;
                    }

                    Bill("20999");
                }

                internal void Branches(bool first, Payer payer)
                {
                    if (first)
                    {
                        var decision = PolicyEvaluator.Evaluate(Codes.HcpcsM0076, payer);
                        if (decision.IsGoverned)
                        {
                            return;
                        }

                        Bill("M0076");
                    }
                    else
                    {
                        var decision2 = PolicyEvaluator.Evaluate(Codes.HcpcsM0076, payer);
                        if (decision2.IsGoverned)
                        {
                            return;
                        }

                        Bill("M0076");
                    }
                }

                private static extern void Bill(params string[] codes);
            }

            """,
            await after.TextAsync());
        Assert.Empty(await after.ErrorsAsync());

        // The public field is left: nothing could be evaluated there.
        Assert.Equal(5, Assert.Single(await after.DiagnosticsAsync(RuleIdentifiers.UnroutedReference)).Location.GetLineSpan().StartLinePosition.Line);
    }

    [Theory]
    [InlineData(nameof(RoutingFixKind.SkipWhenGoverned))]
    [InlineData(nameof(RoutingFixKind.UseDecisionCode))]
    public async Task The_other_kinds_fix_what_they_can(string kind)
    {
        var run = FixRun.Open(new TestProject(Source));

        var after = await run.FixAllAsync(new RouteThroughEvaluatorFix(), RouteThroughEvaluatorFix.KeyOf(Enum.Parse<RoutingFixKind>(kind)), RuleIdentifiers.UnroutedReference);

        Assert.Empty(await after.ErrorsAsync());
        Assert.True((await after.DiagnosticsAsync(RuleIdentifiers.UnroutedReference)).Length < (await run.DiagnosticsAsync(RuleIdentifiers.UnroutedReference)).Length);
    }

    [Fact]
    public async Task Each_action_is_found_again_by_its_key()
    {
        var run = FixRun.Open(new TestProject(Source));
        var diagnostic = (await run.DiagnosticsAsync(RuleIdentifiers.UnroutedReference))[1];

        var actions = await run.ActionsAsync(new RouteThroughEvaluatorFix(), diagnostic);

        Assert.Equal(["ProloCodebook.LeaveWhenGoverned", "ProloCodebook.SkipWhenGoverned", "ProloCodebook.UseDecisionCode"], actions.Select(a => a.EquivalenceKey));
    }

    [Fact]
    public async Task Many_references_cost_as_many_rounds_as_a_member_has_codes()
    {
        var source = "using ProloCodebook;\npublic class Claims\n{\n"
            + string.Concat(Enumerable.Range(0, 100).Select(i => $"    internal void M{i}(Payer payer) {{ Bill(\"M0076\"); Bill(\"M0076\"); Bill(\"M0076\"); }}\n"))
            + "    private static extern void Bill(string code);\n}\n";

        var after = await FixRun.Open(new TestProject(source)).FixAllAsync(new RouteThroughEvaluatorFix(), null, RuleIdentifiers.UnroutedReference);

        Assert.Empty(await after.DiagnosticsAsync(RuleIdentifiers.UnroutedReference));
        Assert.Equal(101, (await after.TextAsync()).Split("PolicyEvaluator.Evaluate").Length);
    }
}
