using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProloCodebook.Generation.Tests.Harness;

namespace ProloCodebook.Generation.Tests;

/// <summary>What an edit makes run again.</summary>
public class CachingTests
{
    private readonly AdditionalFile[] _files = AdditionalFile.Prolotherapy();

    [Fact]
    public void Nothing_runs_again_without_an_edit()
    {
        var again = GeneratorRun.Start(_files).WithCompilation(compilation => compilation);
        Assert.All(Steps(), step => AssertNotRun(again, step));
        AssertNothingEmitted(again);
    }

    [Fact]
    public void An_edit_in_code_reads_and_emits_nothing()
    {
        var edited = GeneratorRun.Start(_files).WithCompilation(compilation => compilation.ReplaceSyntaxTree(
            compilation.SyntaxTrees[0],
            CSharpSyntaxTree.ParseText("class Program { void Bill() { } }", (CSharpParseOptions)compilation.SyntaxTrees[0].Options)));
        Assert.All(Steps(), step => AssertNotRun(edited, step));
        AssertNothingEmitted(edited);
    }

    [Theory]
    [InlineData("# A remark at the end.")]
    [InlineData("\n\n")]
    public void A_remark_in_the_policy_is_read_and_emits_nothing(string remark)
    {
        var edited = GeneratorRun.Start(_files).WithFile(_files[0], AdditionalFile.Policy(_files[0].Path, TestPolicies.ProlotherapyYaml + remark));
        Assert.Equal([IncrementalStepRunReason.Unchanged], edited.Reasons(TrackingNames.Policies));
        Assert.All(edited.Reasons(TrackingNames.Codebook), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        AssertNothingEmitted(edited);
    }

    [Fact]
    public void A_remark_that_moves_every_line_emits_nothing()
    {
        var edited = GeneratorRun.Start(_files).WithFile(_files[0], AdditionalFile.Policy(_files[0].Path, "# One\n# Two\n" + TestPolicies.ProlotherapyYaml));
        AssertNothingEmitted(edited);
    }

    [Fact]
    public void A_changed_synonym_is_emitted()
    {
        var changed = TestPolicies.ProlotherapyYaml.Replace("- name: proliferant injection\n", "- name: proliferants injection therapy\n", StringComparison.Ordinal);
        Assert.NotEqual(TestPolicies.ProlotherapyYaml, changed);
        var edited = GeneratorRun.Start(_files).WithFile(_files[0], AdditionalFile.Policy(_files[0].Path, changed));
        Assert.Equal([IncrementalStepRunReason.Modified], edited.Reasons(TrackingNames.Policies));
        Assert.Contains(IncrementalStepRunReason.Modified, edited.OutputReasons);
        Assert.Contains(edited.Files, file => file.SourceText.ToString().Contains("\"proliferantinjectiontherapy\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_changed_policy_leaves_the_files_alone_that_it_does_not_fill()
    {
        var changed = TestPolicies.ProlotherapyYaml.Replace("title: Prolotherapy\n", "title: Prolotherapy injections\n", StringComparison.Ordinal);
        var edited = GeneratorRun.Start(_files).WithFile(_files[0], AdditionalFile.Policy(_files[0].Path, changed));
        Assert.Equal([IncrementalStepRunReason.Cached], edited.Reasons(TrackingNames.FixedFiles));
        Assert.Contains(IncrementalStepRunReason.Cached, edited.OutputReasons);
        Assert.Contains(IncrementalStepRunReason.Modified, edited.OutputReasons);
    }

    [Fact]
    public void A_changed_source_text_changes_the_hash_that_decisions_carry()
    {
        var first = GeneratorRun.Start(_files);
        var edited = first.WithFile(_files[1], AdditionalFile.Source(_files[1].Path, TestPolicies.ProlotherapySource + "\n"));
        Assert.Equal([IncrementalStepRunReason.Modified], edited.Reasons(TrackingNames.Policies));
        Assert.NotEqual(PolicyFile(first), PolicyFile(edited));

        static string PolicyFile(GeneratorRun run) => run.Files.Single(file => file.HintName == "Policy.ProlotherapyPolicy.g.cs").SourceText.ToString();
    }

    [Fact]
    public void A_changed_namespace_is_emitted()
    {
        var edited = GeneratorRun.Start(_files).WithOptions(BuildOptions.Of(("ProloCodebookNamespace", "Acme.Billing")));
        Assert.Equal([IncrementalStepRunReason.Modified], edited.Reasons(TrackingNames.Settings));
        Assert.All(edited.Files, file => Assert.Contains("namespace Acme.Billing\n", file.SourceText.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void An_additional_file_of_another_tool_runs_no_step()
    {
        var other = new AdditionalFile("/other.json", "{}", kind: null);
        var edited = GeneratorRun.Start([.. _files, other]).WithFile(other, new AdditionalFile("/other.json", "{ }", kind: null));
        AssertNotRun(edited, TrackingNames.Policies);
        AssertNothingEmitted(edited);
    }

    [Fact]
    public void One_of_several_policies_is_read_alone()
    {
        var second = AdditionalFile.Policy("/policies/second.yaml", TestPolicies.ProlotherapyYaml.Replace("id: prolotherapy\n", "id: second\n", StringComparison.Ordinal));
        var edited = GeneratorRun.Start([.. _files, second]).WithFile(second, AdditionalFile.Policy(second.Path, second.GetText() + "\n# A remark"));
        Assert.Equal(
            [IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached],
            edited.Reasons(TrackingNames.Policies).Order());
    }

    [Fact]
    public void What_the_steps_carry_holds_nothing_of_the_compilation()
    {
        var run = GeneratorRun.Start(_files);
        foreach (var value in run.Result.TrackedSteps.Where(step => Steps().Contains(step.Key)).SelectMany(step => step.Value).SelectMany(step => step.Outputs).Select(output => output.Value))
        {
            AssertPlain(value, []);
        }

        static void AssertPlain(object? value, HashSet<object> seen)
        {
            if (value is null || value.GetType().IsPrimitive || value is string || !seen.Add(value))
            {
                return;
            }

            Assert.False(value is Compilation or ISymbol or SyntaxNode or SyntaxTree or Location, value.GetType().FullName);
            if (value is System.Collections.IEnumerable items)
            {
                foreach (var item in items)
                {
                    AssertPlain(item, seen);
                }
            }
            else if (value.GetType().Namespace!.StartsWith("ProloCodebook", StringComparison.Ordinal) || value.GetType().FullName!.StartsWith("System.ValueTuple", StringComparison.Ordinal))
            {
                foreach (var field in value.GetType().GetFields(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public))
                {
                    AssertPlain(field.GetValue(value), seen);
                }
            }
        }
    }

    private static string[] Steps() =>
    [
        TrackingNames.Files, TrackingNames.Sources, TrackingNames.Policies, TrackingNames.Codebook,
        TrackingNames.Settings, TrackingNames.Target, TrackingNames.FixedFiles, TrackingNames.PolicyFiles,
    ];

    private static void AssertNotRun(GeneratorRun run, string step)
        => Assert.All(run.Reasons(step), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step}: {reason}"));

    private static void AssertNothingEmitted(GeneratorRun run)
        => Assert.All(run.OutputReasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
}
