using Microsoft.CodeAnalysis;
using ProloCodebook.CodeFixes;
using ProloCodebook.Rules;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.CodeFixes;

/// <summary>What is offered for PCB1001, and the text that it makes: tables in CodeFixes/Cases.</summary>
public sealed class RouteThroughEvaluatorFixTests
{
    private static readonly IReadOnlyDictionary<string, FixCase> s_cases = FixCase.ReadFolder("CodeFixes/Cases");

    public static TheoryData<string> Names => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Case(string name)
    {
        var item = s_cases[name];
        var run = FixRun.Open(item.Project);
        var diagnostics = await run.DiagnosticsAsync(RuleIdentifiers.UnroutedReference);
        Assert.Equal(item.Project.Marked.Marks.Select(m => m.Span), diagnostics.Select(d => d.Location.SourceSpan));

        var offered = new List<(string Title, string Text)>();
        foreach (var action in await run.ActionsAsync(new RouteThroughEvaluatorFix(), diagnostics[0]))
        {
            var fixedRun = await run.ApplyAsync(action);
            Assert.Empty(await fixedRun.ErrorsAsync());
            offered.Add((action.Title, await fixedRun.TextAsync()));
        }

        Assert.Equal(item.Expected, offered);
    }

    [Fact]
    public async Task Usings_are_added_where_the_file_has_its_own_and_the_namespace_is_the_configured_one()
    {
        var project = new TestProject("""
            using System.IO;

            namespace Clinic
            {
                class Claims
                {
                    string Add(Acme.Policy.Payer payer, TextWriter claim)
                    {
                        claim.Write("M0076");
                        return "";
                    }
                }
            }

            """)
        {
            Contract = ContractStub.Source.Replace("namespace ProloCodebook", "namespace Acme.Policy"),
            BuildProperties = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("ProloCodebookNamespace", "Acme.Policy"),
        };

        Assert.Equal(
            """
            using System;
            using System.IO;
            using Acme.Policy;

            namespace Clinic
            {
                class Claims
                {
                    string Add(Acme.Policy.Payer payer, TextWriter claim)
                    {
                        var decision = PolicyEvaluator.Evaluate(Codes.HcpcsM0076, payer);
                        if (decision.IsGoverned)
                        {
                            throw new InvalidOperationException(decision.ToString());
                        }

                        claim.Write("M0076");
                        return "";
                    }
                }
            }

            """,
            await FirstFixAsync(project));
    }

    [Fact]
    public async Task Names_that_mean_something_else_here_stay_qualified()
    {
        var text = await FirstFixAsync(new TestProject("""
            using ProloCodebook;

            namespace Codes
            {
                class PolicyEvaluator { }

                class Claims
                {
                    void Add(System.IO.TextWriter claim)
                    {
                        claim.Write("M0076");
                    }
                }
            }

            """));

        Assert.Contains("var decision = ProloCodebook.PolicyEvaluator.Evaluate(ProloCodebook.Codes.HcpcsM0076, Payer.Unknown);", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_line_ends_of_the_file_are_kept()
    {
        var source = "using ProloCodebook;\nclass Claims\n{\n    void Add(Payer payer, System.IO.TextWriter claim)\n    {\n        claim.Write(\"M0076\");\n    }\n}\n".ReplaceLineEndings("\r\n");

        var text = await FirstFixAsync(new TestProject(source));

        Assert.Contains("\r\n        return;\r\n".Replace("        return", "            return"), text, StringComparison.Ordinal);
        Assert.Equal(text.Count(c => c == '\n'), text.Split("\r\n").Length - 1);
    }

    [Fact]
    public async Task Nothing_is_offered_where_the_generated_types_cannot_be_named()
    {
        var project = new TestProject("class Claims { void Add(System.IO.TextWriter claim) { claim.Write(\"M0076\"); } }") { Contract = "" };

        var run = FixRun.Open(project);

        Assert.Empty(await run.ActionsAsync(new RouteThroughEvaluatorFix(), Assert.Single(await run.DiagnosticsAsync())));
    }

    [Fact]
    public async Task Code_that_does_not_compile_for_other_reasons_is_fixed_all_the_same()
    {
        var run = FixRun.Open(new TestProject("using ProloCodebook; class Claims { void Add(Payer payer, System.IO.TextWriter claim) { Missing(); claim.Write(\"M0076\"); } }"));

        var actions = await run.ActionsAsync(new RouteThroughEvaluatorFix(), Assert.Single(await run.DiagnosticsAsync()));

        Assert.NotEmpty(actions);
        Assert.Equal(["CS0103"], (await (await run.ApplyAsync(actions[0])).ErrorsAsync()).Select(d => d.Id));
    }

    [Fact]
    public async Task An_evaluator_that_may_be_missing_is_not_asked()
    {
        var run = FixRun.Open(new TestProject("""
            #nullable enable
            using ProloCodebook;
            class Claims
            {
                void Add(IPolicyEvaluator? policy, Payer payer, System.IO.TextWriter claim)
                {
                    claim.Write("M0076");
                }
            }
            """));

        var actions = await run.ActionsAsync(new RouteThroughEvaluatorFix(), Assert.Single(await run.DiagnosticsAsync()));

        Assert.Contains("var decision = PolicyEvaluator.Evaluate(Codes.HcpcsM0076, payer);", await (await run.ApplyAsync(actions[0])).TextAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> FirstFixAsync(TestProject project)
    {
        var run = FixRun.Open(project);
        var diagnostic = (await run.DiagnosticsAsync(RuleIdentifiers.UnroutedReference))[0];
        var after = await run.ApplyAsync((await run.ActionsAsync(new RouteThroughEvaluatorFix(), diagnostic))[0]);
        Assert.Empty(await after.ErrorsAsync());
        return await after.TextAsync();
    }
}
