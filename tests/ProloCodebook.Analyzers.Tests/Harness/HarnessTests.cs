using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit.Sdk;

namespace ProloCodebook.Tests.Harness;

/// <summary>The harness must be able to fail; these tests show that it does.</summary>
public sealed class HarnessTests
{
    private const string CaseTable = """
        //// bills: R2 is not met, nothing evaluates
        class C { void M() { Bill({|PCB1001:"M0076"|}); } }

        //// evaluates [all]: R1
        class C { void M() { Keep(PolicyEvaluator.Evaluate("M0076", Payer.Medicare)); var p = AnyPayer(); } }
        """;

    [Fact]
    public void A_case_table_is_split_into_cases_that_compile_with_prelude_and_contract()
    {
        var cases = CaseFile.Parse("table", CaseTable).ToList();

        Assert.Equal(["bills", "evaluates"], cases.Select(c => c.Name));
        Assert.Equal(["R2 is not met, nothing evaluates", "R1"], cases.Select(c => c.Why));
        Assert.Equal([false, true], cases.Select(c => c.ComparesAll));
        Assert.Equal("PCB1001", Assert.Single(cases[0].Project.Marked.Marks).Id);
        Assert.All(cases, c => c.Project.Compile());
    }

    [Fact]
    public void A_case_that_does_not_compile_fails()
        => Assert.Throws<TrueException>(() => new TestProject("class C { int M() => \"\"; }").Compile());

    [Fact]
    public void The_contract_stub_compiles_in_the_oldest_language_version_the_contract_names()
        => new TestProject("") { LanguageVersion = LanguageVersion.CSharp7_3 }.Compile();

    [Fact]
    public async Task An_unmarked_diagnostic_fails()
        => await Assert.ThrowsAsync<FailException>(() => new TestProject("class C { string M() => \"X\"; }").VerifyAsync([new EveryString()]));

    [Fact]
    public async Task A_mark_without_its_diagnostic_fails()
        => await Assert.ThrowsAsync<FailException>(() => new TestProject("class C { {|T1:string|} M() => {|T1:\"X\"|}; }").VerifyAsync([new EveryString()]));

    [Fact]
    public async Task Marks_and_diagnostics_that_agree_pass()
        => await new TestProject("class C { string M() => {|T1:\"X\"|}; }").VerifyAsync([new EveryString()]);

    [Fact]
    public async Task An_analyzer_that_throws_fails()
        => await Assert.ThrowsAsync<TrueException>(() => new TestProject("class C { string M() => \"throw\"; }").VerifyAsync([new EveryString()]));

    [Fact]
    public async Task Options_reach_the_analyzer()
    {
        var project = new TestProject("class C { string M() => \"option\"; }")
        {
            EditorConfig = "some.option = from the editor",
            BuildProperties = ImmutableDictionary<string, string>.Empty.Add("IsTestProject", "true"),
        };

        Assert.Equal("from the editor, true", Assert.Single(await project.AnalyzeAsync(new EveryString())).GetMessage());
    }

    [Fact]
    public async Task A_severity_in_the_editorconfig_counts()
    {
        var project = new TestProject("class C { string M() => \"X\"; }") { EditorConfig = "dotnet_diagnostic.T1.severity = none" };

        Assert.Empty(await project.AnalyzeAsync(new EveryString()));
    }

#pragma warning disable RS1001, RS1025, RS1026, RS1036, RS1038, RS1041, RS2008 // It is no analyzer that a host will load.
    private sealed class EveryString : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor s_rule = new("T1", "String", "{0}", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [s_rule];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSyntaxNodeAction(
                c =>
                {
                    var text = ((LiteralExpressionSyntax)c.Node).Token.ValueText;
                    if (text == "throw")
                    {
                        throw new InvalidOperationException();
                    }

                    c.Options.AnalyzerConfigOptionsProvider.GetOptions(c.Node.SyntaxTree).TryGetValue("some.option", out var option);
                    c.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.IsTestProject", out var property);
                    c.ReportDiagnostic(Diagnostic.Create(s_rule, c.Node.GetLocation(), text == "option" ? option + ", " + property : text));
                },
                SyntaxKind.StringLiteralExpression);
        }
    }
#pragma warning restore

    [Fact]
    public void Two_dollars_stay_what_they_are_in_CSharp()
    {
        var source = MarkedSource.Parse("""var line = $$"{{Code}}"; Bill({|PCB1001:code|});""");

        Assert.Equal("""var line = $$"{{Code}}"; Bill(code);""", source.Text);
        Assert.Equal("code", source.Text.Substring(source.Marks.Single().Span.Start, source.Marks.Single().Span.Length));
    }
}
