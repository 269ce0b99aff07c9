using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProloCodebook.Rules;
using ProloCodebook.Tests.Harness;
using ProloCodebook.Tests.References;

namespace ProloCodebook.Tests.Rules;

/// <summary>What each rule says in full, and what it says where options, generated code or parts of the contract are missing.</summary>
public sealed class RuleOptionTests
{
    private const string Ask = "static class X { [RoutesToPolicy] public static extern Task<PolicyDecision> AskAsync(string code); [RoutesToPolicy] public static extern ValueTask<PolicyDecision> TellAsync(string code); public static extern void Try([RoutesToPolicy] string code, out PolicyDecision decision); }\n";

    private const string Everything = "class C { [PolicyExempt(\"\")] void E() { } void M(Payer p) { PolicyEvaluator.Evaluate(\"M0076\", p); Note(\"20999\"); Bill(\"M0076\"); } void N(Payer p) { Keep(PolicyEvaluator.Evaluate(\"M0076\", p)); } }";

    [Theory]
    [InlineData("PolicyEvaluator.Evaluate(\"x\", p);", "PolicyEvaluator.Evaluate", "is dropped")]
    [InlineData("_ = PolicyEvaluator.Evaluate(\"x\", p);", "PolicyEvaluator.Evaluate", "is dropped")]
    [InlineData("_ = maybe ?? PolicyEvaluator.Evaluate(\"x\", p);", "PolicyEvaluator.Evaluate", "is dropped")]
    [InlineData("var d = maybe ?? PolicyEvaluator.Evaluate(\"x\", p);", "PolicyEvaluator.Evaluate", "is assigned to 'd', which is never read")]
    [InlineData("_ = (PolicyDecision?)(PolicyEvaluator.Evaluate(\"x\", p));", "PolicyEvaluator.Evaluate", "is dropped")]
    [InlineData("var d = PolicyEvaluator.Evaluate(\"x\", p);", "PolicyEvaluator.Evaluate", "is assigned to 'd', which is never read")]
    [InlineData("PolicyDecision d; d = PolicyEvaluator.Evaluate(\"x\", p);", "PolicyEvaluator.Evaluate", "is assigned to 'd', which is never read")]
    [InlineData("var d = PolicyEvaluator.Evaluate(\"x\", p); d = default; Keep(d);", "PolicyEvaluator.Evaluate", "is assigned to 'd', which is overwritten before it is read")]
    [InlineData("var d = default(PolicyDecision); Keep(d); d = PolicyEvaluator.Evaluate(\"x\", p); d = default; Keep(d);", "PolicyEvaluator.Evaluate", "is assigned to 'd', which is overwritten before it is read")]
    [InlineData("X.AskAsync(\"x\");", "X.AskAsync", "is never awaited")]
    [InlineData("_ = X.AskAsync(\"x\");", "X.AskAsync", "is never awaited")]
    [InlineData("_ = X.AskAsync(\"x\").ConfigureAwait(false);", "X.AskAsync", "is never awaited")]
    [InlineData("X.TellAsync(\"x\").AsTask();", "X.TellAsync", "is never awaited")]
    [InlineData("_ = X.TellAsync(\"x\").Preserve();", "X.TellAsync", "is never awaited")]
    [InlineData("_ = X.AskAsync(\"x\").GetAwaiter();", "X.AskAsync", "is never awaited")]
    [InlineData("var t = X.AskAsync(\"x\");", "X.AskAsync", "is never awaited")]
    [InlineData("Task<PolicyDecision> t; t = X.AskAsync(\"x\");", "X.AskAsync", "is never awaited")]
    [InlineData("X.AskAsync(\"x\").Wait();", "X.AskAsync", "is dropped")]
    [InlineData("X.AskAsync(\"x\").GetAwaiter().GetResult();", "X.AskAsync", "is dropped")]
    [InlineData("_ = X.AskAsync(\"x\").GetAwaiter().GetResult();", "X.AskAsync", "is dropped")]
    [InlineData("var d = X.AskAsync(\"x\").GetAwaiter().GetResult();", "X.AskAsync", "is assigned to 'd', which is never read")]
    [InlineData("await X.AskAsync(\"x\");", "X.AskAsync", "is dropped")]
    [InlineData("_ = await X.AskAsync(\"x\").ConfigureAwait(false);", "X.AskAsync", "is dropped")]
    [InlineData("var d = await X.AskAsync(\"x\");", "X.AskAsync", "is assigned to 'd', which is never read")]
    [InlineData("X.Try(\"x\", out _);", "X.Try", "is dropped")]
    [InlineData("X.Try(\"x\", out var d);", "X.Try", "is assigned to 'd', which is never read")]
    public async Task How_a_decision_is_ignored(string statements, string call, string how)
    {
        var project = Project(Ask + $"class C {{ async Task M(Payer p, PolicyDecision? maybe) {{ await Task.Yield(); {statements} }} }}");

        Assert.Equal([$"The decision of '{call}' {how}; act on it or hand it on"], (await project.AnalyzeAsync(new IgnoredDecisionAnalyzer())).Select(d => d.GetMessage()));
    }

    [Theory]
    [InlineData("using var t = X.AskAsync(\"x\");")]
    [InlineData("using (var t = X.AskAsync(\"x\")) { }")]
    [InlineData("ref var d = ref all[0]; d = PolicyEvaluator.Evaluate(\"x\", p);")]
    [InlineData("ref readonly var d = ref all[0]; Keep(PolicyEvaluator.Evaluate(\"x\", p));")]
    [InlineData("all[0] = PolicyEvaluator.Evaluate(\"x\", p);")]
    [InlineData("if ((all[0] = PolicyEvaluator.Evaluate(\"x\", p)).IsGoverned) { }")]
    [InlineData("PolicyDecision d; if ((d = PolicyEvaluator.Evaluate(\"x\", p)).IsGoverned) { }")]
    [InlineData("PolicyDecision d; Keep(d = PolicyEvaluator.Evaluate(\"x\", p));")]
    [InlineData("_ = (maybe = PolicyEvaluator.Evaluate(\"x\", p));")]
    [InlineData("Keep(PolicyEvaluator.Evaluate(\"x\", p) is var d ? d : default);")]
    [InlineData("_ = PolicyEvaluator.Evaluate(\"x\", p).IsGoverned ? 1 : 2;")]
    [InlineData("Keep(maybe ?? PolicyEvaluator.Evaluate(\"x\", p));")]
    [InlineData("var t = X.AskAsync(\"x\"); await t;")]
    [InlineData("X.Try(\"x\", out all[0]);")]
    [InlineData("X.Try(\"x\", out var d); Keep(d);")]
    [InlineData("var d = PolicyEvaluator.Evaluate(\"x\", p); try { d = default; } finally { Keep(d); }")]
    [InlineData("var d = PolicyEvaluator.Evaluate(\"x\", p); void F() => Keep(d); F(); d = default; Keep(d);")]
    [InlineData("var d = PolicyEvaluator.Evaluate(\"x\", p); if (Flag()) goto end; d = default; end: Keep(d);")]
    [InlineData("var d = PolicyEvaluator.Evaluate(\"x\", p); d = d.IsGoverned ? default : d; Keep(d);")]
    public async Task What_is_kept_or_looked_at_is_not_ignored(string statements)
    {
        var project = Project(Ask + $"class C {{ async Task M(Payer p, PolicyDecision? maybe, PolicyDecision[] all) {{ await Task.Yield(); {statements} }} }}");

        Assert.Empty(await project.AnalyzeAsync(new IgnoredDecisionAnalyzer()));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("prolocodebook.analyze_generated_code = false", "")]
    [InlineData("prolocodebook.analyze_generated_code = yes", "")]
    [InlineData("prolocodebook.analyze_generated_code =", "")]
    [InlineData("prolocodebook.analyze_generated_code = true", "PCB1001 PCB1002 PCB1003 PCB1003 PCB1004")]
    [InlineData("prolocodebook.analyze_generated_code = True", "PCB1001 PCB1002 PCB1003 PCB1003 PCB1004")]
    public async Task Generated_code_is_looked_at_where_the_editorconfig_says_so(string option, string ids)
    {
        // Nobody writes a reason into generated code: PCB1005 is not for it.
        var project = new TestProject("") { EditorConfig = option, OtherFiles = [("Generated.g.cs", Everything), (CasePrelude.FileName, CasePrelude.Source)] };

        Assert.Equal(ids, await IdsAsync(project));
    }

    [Fact]
    public async Task All_rules_speak_of_written_code()
        => Assert.Equal("PCB1001 PCB1002 PCB1003 PCB1003 PCB1004 PCB1005", await IdsAsync(Project(Everything)));

    [Theory]
    [InlineData("true", "PCB1005")]
    [InlineData("TRUE", "PCB1005")]
    [InlineData("false", "PCB1001 PCB1002 PCB1003 PCB1003 PCB1004 PCB1005")]
    [InlineData("1", "PCB1001 PCB1002 PCB1003 PCB1003 PCB1004 PCB1005")]
    public async Task In_a_test_project_only_reasons_are_asked_for(string value, string ids)
        => Assert.Equal(ids, await IdsAsync(Project(Everything) with { BuildProperties = ImmutableDictionary<string, string>.Empty.Add("IsTestProject", value) }));

    [Theory]
    [InlineData("error", DiagnosticSeverity.Error)]
    [InlineData("suggestion", DiagnosticSeverity.Info)]
    [InlineData("silent", DiagnosticSeverity.Hidden)]
    public async Task The_editorconfig_sets_the_severity(string severity, DiagnosticSeverity expected)
    {
        var project = Project("class C { void M() { Bill(\"M0076\"); } }") with { EditorConfig = $"dotnet_diagnostic.PCB1001.severity = {severity}" };

        Assert.Equal(expected, Assert.Single(await project.AnalyzeAsync(new UnroutedReferenceAnalyzer(PolicyCodes.All)), d => d.Id == "PCB1001").Severity);
    }

    [Fact]
    public async Task Without_a_code_there_is_nothing_to_report()
    {
        Assert.Empty(await Project(Everything).AnalyzeAsync(new UnroutedReferenceAnalyzer([])));
        Assert.Empty(await Project(Everything).AnalyzeAsync(new UnroutedReferenceAnalyzer()));
    }

    [Fact]
    public async Task A_constant_is_suggested_only_where_there_is_one()
    {
        const string source = "class C { void M(Payer p) { Keep(PolicyEvaluator.Evaluate(\"M0076\", p)); Keep(PolicyEvaluator.Evaluate(\"20999\", p)); Keep(PolicyEvaluator.Evaluate(\" m0076-25\", p)); } }";
        static string Without(string line) => ContractStub.Source.Replace(line, "", StringComparison.Ordinal);

        Assert.Equal(["'M0076' could be HcpcsM0076", "'20999' could be Cpt20999"], await ConstantsAsync(ContractStub.Source));
        Assert.Equal(["'20999' could be Cpt20999"], await ConstantsAsync(Without("public const string HcpcsM0076 = \"M0076\";")));
        Assert.Empty(await ConstantsAsync(ContractStub.Source.Replace("class CodeText", "class OtherText", StringComparison.Ordinal)));

        async Task<IEnumerable<string>> ConstantsAsync(string contract)
            => (await (Project(source) with { Contract = contract }).AnalyzeAsync(new UnroutedReferenceAnalyzer(PolicyCodes.All))).Where(d => d.Id == "PCB1003").Select(d => d.GetMessage());
    }

    [Fact]
    public async Task A_suggested_constant_comes_with_its_code()
    {
        var suggested = Assert.Single(await Project("class C { void M(Payer p) { Keep(PolicyEvaluator.Evaluate(\"M0076\", p)); } }").AnalyzeAsync(new UnroutedReferenceAnalyzer(PolicyCodes.All)));

        Assert.Equal(("PCB1003", "M0076", "HcpcsM0076"), (suggested.Id, suggested.Properties[UnroutedReferenceAnalyzer.CodeProperty], suggested.Properties[UnroutedReferenceAnalyzer.ConstantProperty]));
    }

    [Theory]
    [InlineData("[{|PCB1005:PolicyExempt|}] void M() { }")]
    [InlineData("[{|PCB1005:PolicyExempt(Reason = \"\")|}] void M() { }")]
    [InlineData("[{|PCB1005:PolicyExempt(\"\", \"…\")|}] void M() { }")]
    [InlineData("[PolicyExempt(Reason = \"why\")] void M() { }")]
    [InlineData("[PolicyExempt(\"\", \"why\")] void M() { }")]
    [InlineData("[PolicyExempt(\"\", Reason = \"why\")] void M() { }")]
    [InlineData("void M() { Action a = [{|PCB1005:PolicyExempt|}] () => { }; a(); }")]
    [InlineData("void M() { Action a = [{|PCB1005:PolicyExempt(\"\", Reason = \"\")|}] () => { }; a(); }")]
    [InlineData("void M() { Action a = [PolicyExempt(\"\", Reason = \"why\")] () => { }; a(); }")]
    [InlineData("void M() { Action a = [PolicyExempt(\"why\", Reason = \"\")] () => { }; a(); }")]
    [InlineData("void M() { [PolicyExempt(\"\", \"why\")] void F() { } F(); }")]
    [InlineData("void M() { [Other(\"\")] void F() { } F(); } class OtherAttribute : Attribute { public OtherAttribute(string x) { } }")]
    public Task A_reason_may_be_given_in_any_argument(string member)
        => (Project($"class C {{ {member} }}") with
        {
            Contract = ContractStub.Source.Replace(
                "public PolicyExemptAttribute(string reason) { Reason = reason; }",
                "public PolicyExemptAttribute() { } public PolicyExemptAttribute(string reason, string by = \"\") { } public string Reason { get; set; }",
                StringComparison.Ordinal).Replace("public string Reason { get; }", "", StringComparison.Ordinal),
        }).VerifyAsync([new ExemptionWithoutReasonAnalyzer()]);

    private static async Task<string> IdsAsync(TestProject project)
        => string.Join(" ", (await project.AnalyzeAsync(new DiagnosticAnalyzer[] { new IgnoredDecisionAnalyzer(), new UnroutedReferenceAnalyzer(PolicyCodes.All), new ExemptionWithoutReasonAnalyzer() })).Select(d => d.Id).Order(StringComparer.Ordinal));

    private static TestProject Project(string source) => new(source) { OtherFiles = [(CasePrelude.FileName, CasePrelude.Source)] };
}
