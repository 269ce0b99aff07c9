using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProloCodebook.Rules;
using ProloCodebook.Tests.Harness;
using ProloCodebook.Tests.References;

namespace ProloCodebook.Tests.Rules;

/// <summary>PCB1002, PCB1004 and PCB1005: case tables in Rules/Cases, and the options on, off and missing.</summary>
public sealed class RuleTests
{
    private const string IgnoringFile = "class C { void M() { PolicyEvaluator.Evaluate(\"M0076\", Payer.Medicare); } string zip = \"20999\"; }";

    private static readonly Dictionary<string, RoutingCase> s_cases = CaseFile.ReadFolder("Rules/Cases").ToDictionary(c => c.ToString());

    public static TheoryData<string> Names => [.. s_cases.Keys];

    // What is said of the same references by PCB1001 and PCB1003 has tests of its own.
    private static async Task<IEnumerable<Diagnostic>> ReportedAsync(TestProject project)
        => (await project.AnalyzeAsync(Analyzers)).Where(d => d.Id is RuleIdentifiers.IgnoredDecision or RuleIdentifiers.PossibleReference or RuleIdentifiers.ExemptionWithoutReason);

    private static DiagnosticAnalyzer[] Analyzers => [new IgnoredDecisionAnalyzer(), new UnroutedReferenceAnalyzer(PolicyCodes.All), new ExemptionWithoutReasonAnalyzer()];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Case(string name)
    {
        var file = name[..name.IndexOf('.')];
        return s_cases[name].Project.VerifyAsync(Analyzers, file[^"PCB1002".Length..].ToUpperInvariant());
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("prolocodebook.analyze_generated_code = false", "")]
    [InlineData("prolocodebook.analyze_generated_code = true", "PCB1002 PCB1004")]
    [InlineData("prolocodebook.analyze_generated_code = TRUE", "PCB1002 PCB1004")]
    public async Task Generated_code_is_analysed_where_the_editorconfig_says_so(string option, string ids)
    {
        var project = new TestProject("") { EditorConfig = option, OtherFiles = [("Generated.g.cs", "using ProloCodebook;\n" + IgnoringFile)] };

        Assert.Equal(ids, string.Join(" ", (await ReportedAsync(project)).Select(d => d.Id)));
    }

    [Theory]
    [InlineData("true", "")]
    [InlineData("false", "PCB1002 PCB1004")]
    [InlineData(null, "PCB1002 PCB1004")]
    public async Task A_test_project_ignores_what_it_likes(string? isTestProject, string ids)
    {
        var project = new TestProject("using ProloCodebook;\n" + IgnoringFile);
        if (isTestProject is not null)
        {
            project = project with { BuildProperties = ImmutableDictionary<string, string>.Empty.Add("IsTestProject", isTestProject) };
        }

        Assert.Equal(ids, string.Join(" ", (await ReportedAsync(project)).Select(d => d.Id)));
    }

    [Fact]
    public async Task The_messages_say_what_is_ignored_and_how()
    {
        var project = new TestProject("""
            using ProloCodebook;
            class C
            {
                void M()
                {
                    PolicyEvaluator.Evaluate("M0076", Payer.Medicare);
                    var decision = PolicyEvaluator.Evaluate("M0076", Payer.Medicare);
                }
            }
            """);

        Assert.Equal(
            [
                "The decision of 'PolicyEvaluator.Evaluate' is dropped; act on it or hand it on",
                "The decision of 'PolicyEvaluator.Evaluate' is assigned to 'decision', which is never read; act on it or hand it on",
            ],
            (await ReportedAsync(project)).Select(d => d.GetMessage()));
    }

    [Fact]
    public async Task The_possible_reference_names_the_code_and_its_description()
        => Assert.Equal(
            "'20999' equals a guarded code (Unlisted procedure, musculoskeletal system, general), but no name nearby says that it is one; if it is, give it a name that does",
            Assert.Single(await ReportedAsync(new TestProject("class C { string x = \"20999\"; }"))).GetMessage());

    [Fact]
    public void Every_rule_has_an_id_of_its_own_a_description_and_a_severity_the_contract_names()
    {
        DiagnosticDescriptor[] rules =
        [
            DiagnosticDescriptors.UnroutedReference, DiagnosticDescriptors.IgnoredDecision, DiagnosticDescriptors.LiteralInsteadOfConstant,
            DiagnosticDescriptors.PossibleReference, DiagnosticDescriptors.ExemptionWithoutReason,
        ];

        Assert.Equal(["PCB1001", "PCB1002", "PCB1003", "PCB1004", "PCB1005"], rules.Select(r => r.Id));
        Assert.Equal("Warning Warning Info Info Warning", string.Join(" ", rules.Select(r => r.DefaultSeverity)));
        Assert.All(rules, r => Assert.False(string.IsNullOrWhiteSpace(r.Description.ToString())));
        Assert.All(rules, r => Assert.True(r.IsEnabledByDefault));
        Assert.All(rules, r => Assert.True(r.HelpLinkUri.Length == 0 || r.HelpLinkUri.EndsWith($"/blob/main/src/ProloCodebook/rules/{r.Id}.md", StringComparison.Ordinal)));
    }
}
