using ProloCodebook.CodeFixes;
using ProloCodebook.Rules;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.CodeFixes;

/// <summary>PCB1003's fix, which PCB1001 on a literal offers too.</summary>
public sealed class LiteralToConstantFixTests
{
    private const string Prefix = "using ProloCodebook;\n";

    [Theory]
    [InlineData("Evaluate(/* why */ \"M0076\" /* so */, payer)", "Evaluate(/* why */ CodeText.HcpcsM0076 /* so */, payer)", LiteralToConstantFix.TextKey)]
    [InlineData("Evaluate(\"M0076\", payer)", "Evaluate(Codes.HcpcsM0076, payer)", LiteralToConstantFix.ProcedureCodeKey)]
    [InlineData("Evaluate(new ServiceLine(\"M0076\", payer))", "Evaluate(new ServiceLine(Codes.HcpcsM0076, payer))", LiteralToConstantFix.ProcedureCodeKey)]
    [InlineData("Evaluate(ProcedureCode.Parse(\"M0076\"), payer)", "Evaluate(Codes.HcpcsM0076, payer)", LiteralToConstantFix.ProcedureCodeKey)]
    [InlineData("Evaluate(\" m0076\", payer)", "Evaluate(CodeText.HcpcsM0076, payer)", LiteralToConstantFix.RespelledKey)]
    public async Task A_routed_literal_becomes_the_constant(string before, string after, string key)
    {
        using var project = new FixProject(new TestProject($"{Prefix}class C {{ bool M(Payer payer) => PolicyEvaluator.{before}.IsGoverned; }}"));
        var diagnostic = Assert.Single(await project.ReportedAsync(RuleIdentifiers.LiteralInsteadOfConstant));
        await project.ApplyAsync(Assert.Single(await project.OfferedAsync(new LiteralToConstantFix(), diagnostic), a => a.EquivalenceKey == key));

        Assert.Contains(after, await project.TextAsync());
        Assert.Empty(await project.ReportedAsync(RuleIdentifiers.LiteralInsteadOfConstant));
    }

    [Fact]
    public async Task Only_a_text_is_offered_where_nothing_takes_a_ProcedureCode()
    {
        using var project = new FixProject(new TestProject("class C { static extern void Bill(string code); void M() { Bill(\"M0076\"); } }"));
        var diagnostic = Assert.Single(await project.ReportedAsync(RuleIdentifiers.UnroutedReference));
        var action = Assert.Single(await project.OfferedAsync(new LiteralToConstantFix(), diagnostic));
        await project.ApplyAsync(action);

        Assert.Equal("Use CodeText.HcpcsM0076", action.Title);
        Assert.Contains("using ProloCodebook;", await project.TextAsync());
        Assert.Contains("Bill(CodeText.HcpcsM0076)", await project.TextAsync());
    }

    [Fact]
    public async Task The_constant_is_found_in_a_namespace_of_the_users_choice()
    {
        using var project = new FixProject(new TestProject("class C { static extern void Bill(string code); void M() { Bill(\"M0076\"); } }")
        {
            Contract = ContractStub.Source.Replace("namespace ProloCodebook", "namespace Acme.Billing"),
        });
        var diagnostic = Assert.Single(await project.ReportedAsync(RuleIdentifiers.UnroutedReference));
        await project.ApplyAsync(Assert.Single(await project.OfferedAsync(new LiteralToConstantFix(), diagnostic)));

        Assert.Contains("using Acme.Billing;", await project.TextAsync());
        Assert.Contains("Bill(CodeText.HcpcsM0076)", await project.TextAsync());
    }

    [Theory]
    [InlineData("Bill(\"SV1*HC:M0076*120*UN*1***1~\");")]
    [InlineData("Bill(Prolotherapy);")]
    [InlineData("Charge(20999);")]
    public async Task What_is_not_the_codes_text_alone_is_left_alone(string statement)
    {
        using var project = new FixProject(new TestProject(
            $"class C {{ const string Prolotherapy = \"M0076\"; static extern void Bill(string code); static extern void Charge(int cptCode); void M() {{ {statement} }} }}"));
        var diagnostic = Assert.Single(await project.ReportedAsync(RuleIdentifiers.UnroutedReference));

        Assert.Empty(await project.OfferedAsync(new LiteralToConstantFix(), diagnostic));
    }

    [Fact]
    public async Task Nothing_is_offered_without_generated_types()
    {
        using var project = new FixProject(new TestProject("class C { static extern void Bill(string code); void M() { Bill(\"M0076\"); } }") { Contract = "" });
        var diagnostic = Assert.Single(await project.ReportedAsync(RuleIdentifiers.UnroutedReference));

        Assert.Empty(await project.OfferedAsync(new LiteralToConstantFix(), diagnostic));
        Assert.Empty(await project.OfferedAsync(new RouteThroughEvaluatorFix(), diagnostic));
    }

    [Fact]
    public async Task Fix_all_writes_every_constant_but_those_spelled_otherwise()
    {
        using var project = new FixProject(new TestProject(Prefix + """
            class C
            {
                bool M(Payer payer) => PolicyEvaluator.Evaluate("M0076", payer).IsGoverned && PolicyEvaluator.Evaluate("20999", payer).IsGoverned;
                bool N(Payer payer) => PolicyEvaluator.Evaluate("m0076", payer).IsGoverned || PolicyEvaluator.Evaluate("M0076", payer).IsGoverned;
            }
            """));
        await project.FixAllAsync(new LiteralToConstantFix(), RuleIdentifiers.LiteralInsteadOfConstant, LiteralToConstantFix.TextKey);

        Assert.Single(await project.ReportedAsync(RuleIdentifiers.LiteralInsteadOfConstant));
        Assert.Contains("\"m0076\"", await project.TextAsync());
    }
}
