using ProloCodebook.CodeFixes;
using ProloCodebook.Rules;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.CodeFixes;

/// <summary>PCB1001's fixes on chosen sources: the text they leave, and where they are not offered.</summary>
public sealed class RouteThroughEvaluatorFixTests
{
    [Fact]
    public Task A_void_method_returns_and_the_payer_in_scope_is_asked_about()
        => FixesTo(
            """
            class C
            {
                void M(Payer payer)
                {
                    // The visit.
                    Bill("M0076");
                }
            }
            """,
            """
            class C
            {
                void M(Payer payer)
                {
                    var decision = PolicyEvaluator.Evaluate(CodeText.HcpcsM0076, payer);
                    if (decision.IsGoverned)
                    {
                        return;
                    }
                    // The visit.
                    Bill("M0076");
                }
            }
            """);

    [Fact]
    public Task Without_a_payer_the_unknown_one_is_asked_about_and_nothing_is_billed_by_accident()
        => FixesTo(
            "class C { void M() { Bill(\"M0076\"); } }",
            "Evaluate(CodeText.HcpcsM0076, Payer.Unknown);", "return;");

    [Fact]
    public Task Of_two_payers_none_is_chosen()
        => FixesTo(
            "class C { void M(Payer first, Payer second) { Bill(\"M0076\"); } }",
            "Evaluate(CodeText.HcpcsM0076, Payer.Unknown);");

    [Fact]
    public Task A_payer_that_is_declared_later_is_not_used()
        => FixesTo(
            "class C { void M() { Bill(\"M0076\"); var payer = AnyPayer(); Keep(PolicyEvaluator.Evaluate(\"99213\", payer)); } }",
            "Evaluate(CodeText.HcpcsM0076, Payer.Unknown);");

    [Fact]
    public Task The_payer_of_a_property_counts_but_not_in_a_static_method()
        => FixesTo(
            "class C { Payer Payer { get; } void M() { Bill(\"M0076\"); } }",
            "Evaluate(CodeText.HcpcsM0076, Payer);");

    [Fact]
    public Task A_static_method_does_not_use_an_instance_property()
        => FixesTo(
            "class C { Payer Insurer { get; } static void M() { Bill(\"M0076\"); } }",
            "Evaluate(CodeText.HcpcsM0076, Payer.Unknown);");

    [Fact]
    public Task Of_two_evaluators_none_is_chosen()
        => FixesTo(
            "class C { readonly IPolicyEvaluator _evaluator = PolicyEvaluator.Instance; void M(IPolicyEvaluator own, Payer payer) { Bill(\"M0076\"); } }",
            "var decision = PolicyEvaluator.Evaluate(CodeText.HcpcsM0076, payer);");

    [Fact]
    public Task An_evaluator_in_a_field_is_preferred_to_the_static_class()
        => FixesTo(
            "class C { readonly IPolicyEvaluator _evaluator = PolicyEvaluator.Instance; void M(Payer payer) { Bill(\"M0076\"); } }",
            "var decision = _evaluator.Evaluate(CodeText.HcpcsM0076, payer);");

    [Theory]
    [InlineData("foreach (var i in new int[2]) { Bill(\"M0076\"); }", "continue;")]
    [InlineData("for (var i = 0; i < 2; i++) Bill(\"M0076\");", "continue;")]
    [InlineData("while (Flag()) { Bill(\"M0076\"); }", "continue;")]
    [InlineData("var i = 0; while (i < 2) { Bill(\"M0076\"); i++; }", "throw new InvalidOperationException(decision.ToString());")]
    public Task A_loop_goes_on_unless_that_would_never_end(string statement, string exit)
        => FixesTo($"class C {{ int M(Payer payer) {{ {statement} return 1; }} }}", exit);

    [Fact]
    public Task A_method_with_a_result_throws_and_the_namespaces_are_imported()
        => FixesTo(
            "class C { string M(global::ProloCodebook.Payer payer) { return \"M0076\"; } void N(global::ProloCodebook.Payer p) { Bill(M(p)); } }",
            "throw new InvalidOperationException(decision.ToString());");

    [Fact]
    public Task A_name_in_use_is_not_taken()
        => FixesTo(
            "class C { void M(Payer payer) { { var decision = 1; Take(decision); } Bill(\"M0076\"); } }",
            "var decision2 = ", "if (decision2.IsGoverned)");

    [Fact]
    public Task An_expression_body_becomes_a_block()
        => FixesTo(
            """
            class C
            {
                void M(Payer payer) => Bill("M0076");
            }
            """,
            """
            class C
            {
                void M(Payer payer)
                {
                    var decision = PolicyEvaluator.Evaluate(CodeText.HcpcsM0076, payer);
                    if (decision.IsGoverned)
                    {
                        return;
                    }

                    Bill("M0076");
                }
            }
            """);

    [Fact]
    public Task A_lambda_guards_itself()
        => FixesTo(
            "class C { Action M(Payer payer) => () => Bill(\"M0076\"); }",
            "() =>", "return;");

    [Fact]
    public Task A_bare_branch_gets_braces()
        => FixesTo(
            "class C { void M(Payer payer) { if (Flag()) Bill(\"M0076\"); else Note(\"no\"); } }",
            "if (decision.IsGoverned)", "else Note(\"no\");");

    [Fact]
    public Task A_number_is_evaluated_by_the_constant()
        => FixesTo(
            "class C { void M(Payer payer) { BillInt(20999); } }",
            "Evaluate(CodeText.Cpt20999, payer)");

    [Fact]
    public Task A_carrier_is_evaluated_as_it_stands()
        => FixesTo(
            "class C { const string Prolotherapy = \"M0076\"; void M(Payer payer) { Bill(Prolotherapy); } }",
            "Evaluate(Prolotherapy, payer)");

    [Fact]
    public Task A_constructor_throws()
        => FixesTo(
            "class C { C(Payer payer) { Bill(\"M0076\"); } }",
            "throw new InvalidOperationException(");

    [Fact]
    public Task The_guard_stands_after_an_endif()
        => FixesTo(
            """
            class C
            {
                void M(Payer payer)
                {
            #if DEBUG
                    Note("debug");
            #endif
                    Bill("M0076");
                }
            }
            """,
            "#endif\n        var decision");

    [Theory]
    [InlineData("class C { public string Code = \"M0076\"; }")]
    [InlineData("class C { public string Code { get; } = \"M0076\"; }")]
    [InlineData("class B { public B(string code) => Bill(code); } class C : B { C() : base(\"M0076\") { } }")]
    [InlineData("class C { void M(Payer payer, string code = \"M0076\") { Bill(code); } }")]
    public async Task Outside_a_body_nothing_is_evaluated_first(string source)
    {
        using var project = Project(source);
        foreach (var diagnostic in await project.ReportedAsync(RuleIdentifiers.UnroutedReference))
        {
            Assert.DoesNotContain(await project.OfferedAsync(new RouteThroughEvaluatorFix(), diagnostic), a => a.EquivalenceKey == RouteThroughEvaluatorFix.GuardKey);
        }
    }

    [Theory]
    [InlineData("Bill(\"M0076\");", "Bill(PolicyEvaluator.Evaluate(CodeText.HcpcsM0076, payer).Code.Value);")]
    [InlineData("BillProcedure(Codes.HcpcsM0076);", "BillProcedure(PolicyEvaluator.Evaluate(Codes.HcpcsM0076, payer).Code);")]
    public async Task The_code_of_a_decision_can_be_billed_instead(string statement, string expected)
    {
        using var project = Project($"class C {{ void M(Payer payer) {{ {statement} }} }}");
        await ApplyFirstAsync(project, RouteThroughEvaluatorFix.DecisionCodeKey);
        var text = await project.TextAsync();
        Assert.True(text.Contains(expected, StringComparison.Ordinal), text);
    }

    [Theory]
    [InlineData("class C { void M() { Bill(\"M0076\"); } }")]
    [InlineData("class C { void M(Payer payer) { BillInt(20999); } }")]
    public async Task The_code_of_a_decision_needs_a_payer_and_a_text_or_a_ProcedureCode(string source)
    {
        using var project = Project(source);
        var diagnostic = Assert.Single(await project.ReportedAsync(RuleIdentifiers.UnroutedReference));
        Assert.DoesNotContain(await project.OfferedAsync(new RouteThroughEvaluatorFix(), diagnostic), a => a.EquivalenceKey == RouteThroughEvaluatorFix.DecisionCodeKey);
    }

    [Fact]
    public async Task Fix_all_evaluates_once_where_one_guard_is_enough()
    {
        using var project = Project("""
            class C
            {
                void M(Payer payer) { Bill("M0076"); Bill("M0076"); BillProcedure(Codes.Cpt20999); }
                void N(Payer payer) => Bill("M0076");
            }
            """);
        await project.FixAllAsync(new RouteThroughEvaluatorFix(), RuleIdentifiers.UnroutedReference, RouteThroughEvaluatorFix.GuardKey);

        Assert.Empty(await project.ReportedAsync(RuleIdentifiers.UnroutedReference));
        Assert.Equal(3, (await project.TextAsync()).Split(".Evaluate(").Length - 1);
    }

    [Fact]
    public async Task Fix_all_uses_the_decisions_code_everywhere()
    {
        using var project = Project("class C { void M(Payer payer) { Bill(\"M0076\"); Bill(\"M0076\"); } }");
        await project.FixAllAsync(new RouteThroughEvaluatorFix(), RuleIdentifiers.UnroutedReference, RouteThroughEvaluatorFix.DecisionCodeKey);

        Assert.Empty(await project.ReportedAsync(RuleIdentifiers.UnroutedReference));
    }

    [Fact]
    public void The_assembly_does_not_refer_to_the_composition_that_hosts_carry_in_versions_of_their_own()
        => Assert.DoesNotContain(
            typeof(RouteThroughEvaluatorFix).Assembly.GetReferencedAssemblies(),
            name => name.Name!.StartsWith("System.Composition", StringComparison.Ordinal));

    private static FixProject Project(string source)
        => new(new TestProject(source) { OtherFiles = [(CasePrelude.FileName, CasePrelude.Source)] });

    private static async Task ApplyFirstAsync(FixProject project, string key)
    {
        var diagnostics = await project.ReportedAsync(RuleIdentifiers.UnroutedReference);
        var action = Assert.Single(await project.OfferedAsync(new RouteThroughEvaluatorFix(), diagnostics[0]), a => a.EquivalenceKey == key);
        await project.ApplyAsync(action);
        Assert.Equal(diagnostics.Count - 1, (await project.ReportedAsync(RuleIdentifiers.UnroutedReference)).Count);
    }

    private static async Task FixesTo(string source, params string[] parts)
    {
        using var project = Project(source);
        await ApplyFirstAsync(project, RouteThroughEvaluatorFix.GuardKey);
        var text = await project.TextAsync();
        Assert.False(char.IsWhiteSpace(text[0]), text);
        Assert.All(parts, part => Assert.True(text.Contains(part.ReplaceLineEndings("\n"), StringComparison.Ordinal), $"not found:\n{part}\nin:\n{text}"));
    }
}
