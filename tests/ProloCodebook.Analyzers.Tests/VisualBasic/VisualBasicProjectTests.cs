extern alias vb;

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Tests.VisualBasic;

/// <summary>What lies around the billing code: options, missing evaluators, broken files.</summary>
public sealed class VisualBasicProjectTests
{
    private const string Bills = """
        Class C
            Sub M(claim As System.IO.TextWriter)
                claim.Write("M0076")
            End Sub
        End Class
        """;

    [Fact]
    public async Task A_project_without_an_evaluator_is_warned_all_the_same_and_no_constant_is_recommended()
    {
        var project = new VisualBasicProject("""
            Class C
                Sub M(claim As System.IO.TextWriter)
                    claim.Write({|PCB1001:"M0076"|})
                    Dim code = "M0076"
                End Sub
            End Class
            """) { HasEvaluator = false };

        await project.VerifyAsync(VisualBasicCaseTests.Analyzers);
    }

    [Fact]
    public async Task The_message_is_that_of_CSharp()
        => Assert.Equal(
            "M0076 (Prolotherapy) is passed to 'Write' without the policy evaluator; evaluate it first (PolicyEvaluator.Evaluate) and act on the decision",
            Assert.Single(await new VisualBasicProject(Bills).AnalyzeAsync(VisualBasicCaseTests.Analyzers)).GetMessage());

    [Fact]
    public async Task The_message_says_that_On_Error_cannot_be_followed()
        => Assert.Equal(
            "M0076 (Prolotherapy) cannot be followed to its end without the policy evaluator; evaluate it first (PolicyEvaluator.Evaluate) and act on the decision (the analysis gave up: the method handles its errors by On Error)",
            Assert.Single(await new VisualBasicProject("""
                Class C
                    Sub M()
                        On Error Resume Next
                        Bill("M0076")
                    End Sub
                End Class
                """).AnalyzeAsync(VisualBasicCaseTests.Analyzers)).GetMessage());

    [Theory]
    [InlineData("", "PCB1001")]
    [InlineData("prolocodebook.exempt_calls = TextWriter.Write", "")]
    [InlineData("dotnet_diagnostic.PCB1001.severity = none", "")]
    public async Task The_editorconfig_counts(string option, string ids)
        => Assert.Equal(ids, string.Join(" ", (await new VisualBasicProject(Bills) { EditorConfig = option }.AnalyzeAsync(VisualBasicCaseTests.Analyzers)).Select(d => d.Id)));

    [Theory]
    [InlineData("Test.Designer.vb", "", "")]
    [InlineData("Test.g.vb", "", "")]
    [InlineData("Test.Designer.vb", "prolocodebook.analyze_generated_code = true", "PCB1001")]
    public async Task Generated_code_is_analysed_where_the_editorconfig_says_so(string file, string option, string ids)
        => Assert.Equal(ids, string.Join(" ", (await new VisualBasicProject(Bills) { FileName = file, EditorConfig = option }.AnalyzeAsync(VisualBasicCaseTests.Analyzers)).Select(d => d.Id)));

    [Fact]
    public async Task A_test_project_bills_nothing()
        => Assert.Empty(await new VisualBasicProject(Bills) { BuildProperties = ImmutableDictionary<string, string>.Empty.Add("IsTestProject", "true") }.AnalyzeAsync(VisualBasicCaseTests.Analyzers));

    [Fact]
    public async Task Broken_files_are_analysed_without_an_exception()
    {
        var cases = Harness.CaseFile.ReadFolder("VisualBasic/Cases", "vb").Select(item => new VisualBasicProject(item.Markup).Marked.Text).ToList();
        for (var i = 0; i < cases.Count; i++)
        {
            // Cut off in the middle, where an editor is while somebody types; and without a line in the middle.
            var text = cases[i];
            var lines = text.Split('\n').ToList();
            lines.RemoveAt(lines.Count / 2);
            var broken = (i % 3) switch { 0 => text[..(text.Length / 2)], 1 => text[..(text.Length * 3 / 4)], _ => string.Join("\n", lines) };
            var project = new VisualBasicProject(broken);
            await Harness.AnalyzerRun.RunAsync(project.CompileWithErrors(), project.AnalyzerOptions, VisualBasicCaseTests.Analyzers);
        }
    }

    [Fact]
    public void The_assembly_needs_no_compiler_but_that_of_Visual_Basic()
    {
        var references = typeof(vb::ProloCodebook.Rules.UnroutedReferenceAnalyzer).Assembly.GetReferencedAssemblies().Select(name => name.Name).Where(name => name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
        Assert.Equal(["Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.VisualBasic"], references.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_rules_are_those_of_CSharp()
    {
        Assert.Equal(
            Rules(typeof(ProloCodebook.Rules.UnroutedReferenceAnalyzer).Assembly, LanguageNames.CSharp).Except(["PCB2028"]),
            Rules(typeof(vb::ProloCodebook.Rules.UnroutedReferenceAnalyzer).Assembly, LanguageNames.VisualBasic));

        static IEnumerable<string> Rules(System.Reflection.Assembly assembly, string language)
            => assembly.GetTypes()
                .Where(type => type.GetCustomAttributes(typeof(Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzerAttribute), false) is [Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzerAttribute attribute] && attribute.Languages.SequenceEqual([language]))
                .SelectMany(type => ((Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer)Activator.CreateInstance(type)!).SupportedDiagnostics)
                .Select(rule => rule.Id)
                .Order(StringComparer.Ordinal);
    }
}
