using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ProloCodebook.Generation.Tests.Harness;
using ProloCodebook.Policy;
using ProloCodebook.Rules;

namespace ProloCodebook.Generation.Tests;

/// <summary>What the analyzer of policy files reports, and where. What the reader finds is tested with the reader.</summary>
public sealed class PolicyFileAnalyzerTests
{
    [Fact]
    public async Task Reports_nothing_in_the_packaged_policy()
        => Assert.Empty(await Diagnostics(AdditionalFile.Prolotherapy()));

    [Fact]
    public async Task Reports_nothing_without_a_policy()
        => Assert.Empty(await Diagnostics([new AdditionalFile("/other.yaml", "id: [", kind: null)], BuildOptions.Of(("ProloCodebookNamespace", "no namespace"))));

    [Fact]
    public async Task Reports_at_line_and_column_of_the_file()
    {
        var yaml = TestPolicies.ProlotherapyYaml.Replace("    role: Adjunct\n", "    role: Ajunct\n", StringComparison.Ordinal);
        var diagnostic = Assert.Single(await Diagnostics([AdditionalFile.Policy("/policies/prolotherapy.yaml", yaml), AdditionalFile.Prolotherapy()[1]]));
        Assert.Equal(("PCB2008", DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.DefaultSeverity));
        Assert.Contains("'Adjunct'", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Equal("Ajunct", Marked(diagnostic, yaml));
        Assert.Equal("/policies/prolotherapy.yaml", diagnostic.Location.GetLineSpan().Path);
    }

    [Fact]
    public async Task Reports_warnings_as_warnings()
    {
        const string Unused = "  - id: nobody-cites-this\n    kind: evidence\n    text: Nothing.\n    citations:\n      - { section: medicare, quote: are not covered }\n";
        var yaml = TestPolicies.ProlotherapyYaml.Replace("statements:\n", "statements:\n" + Unused, StringComparison.Ordinal);
        var diagnostic = Assert.Single(await Diagnostics([AdditionalFile.Policy("/p.yaml", yaml), AdditionalFile.Prolotherapy()[1]]));
        Assert.Equal(("PCB2018", DiagnosticSeverity.Warning), (diagnostic.Id, diagnostic.DefaultSeverity));
        Assert.Equal("nobody-cites-this", Marked(diagnostic, yaml));
    }

    [Fact]
    public async Task Reports_a_file_that_cannot_be_read()
        => Assert.Equal(["PCB2004"], (await Diagnostics([AdditionalFile.Policy("/p.yaml", null)])).Select(diagnostic => diagnostic.Id));

    [Fact]
    public async Task Reports_a_missing_source_text()
        => Assert.Equal("PCB2020", Assert.Single(await Diagnostics([AdditionalFile.Prolotherapy()[0]])).Id);

    [Fact]
    public async Task Reports_what_lies_between_files_in_the_file_it_is_in()
    {
        var copy = AdditionalFile.Policy("/policies/z-copy.yaml", TestPolicies.ProlotherapyYaml.Replace("id: prolotherapy\ntitle", "id: another\ntitle", StringComparison.Ordinal));
        var diagnostics = await Diagnostics([.. AdditionalFile.Prolotherapy(), copy]);
        Assert.Equal(
            [("PCB2023", "/policies/prolotherapy.yaml", "M0076"), ("PCB2023", "/policies/prolotherapy.yaml", "\"20999\""), ("PCB2023", "/policies/z-copy.yaml", "M0076"), ("PCB2023", "/policies/z-copy.yaml", "\"20999\"")],
            diagnostics
                .Select(diagnostic => (diagnostic.Id, diagnostic.Location.GetLineSpan().Path, Text: Marked(diagnostic, TestPolicies.ProlotherapyYaml.Replace("id: prolotherapy\ntitle", "id: another\ntitle", StringComparison.Ordinal), TestPolicies.ProlotherapyYaml)))
                .OrderBy(item => item.Path, StringComparer.Ordinal)
                .ThenByDescending(item => item.Text, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("ProloCodebookNamespace", "Acme.class")]
    [InlineData("ProloCodebookVisibility", "protected")]
    [InlineData("ProloCodebookGenerate", "no")]
    public async Task Reports_a_property_that_cannot_be_used(string property, string value)
    {
        var diagnostic = Assert.Single(await Diagnostics(AdditionalFile.Prolotherapy(), BuildOptions.Of((property, value))));
        Assert.Equal("PCB2028", diagnostic.Id);
        Assert.Equal(Location.None, diagnostic.Location);
        Assert.Contains($"{property} is '{value}'", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Does_not_fail_on_any_broken_file()
    {
        string[] texts = ["", "\u0000", "\uD800", "- [", "{", "a: &a *a", ": :", "\u2028\u2028id: x", new string('[', 50_000), "schemaVersion: 1\r\rid: \u0085x", "\t"];
        foreach (var text in texts)
        {
            var diagnostics = await Diagnostics([AdditionalFile.Policy("/p.yaml", text)]);
            Assert.NotEmpty(diagnostics);
            Assert.All(diagnostics, diagnostic => Assert.StartsWith("PCB2", diagnostic.Id, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void There_is_one_rule_for_each_kind_of_problem()
    {
        Assert.Equal(
            PolicyProblemKinds.All.Select(kind => (kind.Id, kind.Title, kind.IsWarning)),
            PolicyFileDescriptors.All.Take(PolicyProblemKinds.All.Count).Select(descriptor => (descriptor.Id, descriptor.Title.ToString(), descriptor.DefaultSeverity == DiagnosticSeverity.Warning)));
        Assert.Equal(PolicyFileDescriptors.All.Length, PolicyFileDescriptors.All.Select(descriptor => descriptor.Id).Distinct().Count());
        Assert.Equal(PolicyProblemKinds.All.Count + 1, PolicyFileDescriptors.All.Length);
    }

    [Fact]
    public void The_same_texts_are_read_once()
    {
        var files = AdditionalFile.Prolotherapy();
        var options = new AnalyzerOptions([.. files], BuildOptions.None);
        var first = Assert.Single(PolicyReadings.Of(options, CancellationToken.None)).Reading;
        Assert.Same(first, Assert.Single(PolicyReadings.Of(new AnalyzerOptions([.. files.Reverse()], BuildOptions.None), CancellationToken.None)).Reading);
        Assert.Same(References.GuardedCodes.Get(options, CancellationToken.None), References.GuardedCodes.Get(options, CancellationToken.None));

        // Another source text is another reading, even of the same policy text.
        var changed = new AnalyzerOptions([files[0], AdditionalFile.Source(files[1].Path, "nothing")], BuildOptions.None);
        Assert.NotEmpty(Assert.Single(PolicyReadings.Of(changed, CancellationToken.None)).Reading.Problems);
        Assert.Empty(Assert.Single(PolicyReadings.Of(options, CancellationToken.None)).Reading.Problems);
    }

    [Fact]
    public void Guarded_codes_are_those_of_all_policies_with_the_names_of_their_constants()
    {
        var codes = References.GuardedCodes.Get(new AnalyzerOptions([.. AdditionalFile.Prolotherapy(), AdditionalFile.Policy("/broken.yaml", "[")], BuildOptions.None), CancellationToken.None);
        Assert.Equal(
            [("20999", "Cpt20999", true), ("M0076", "HcpcsM0076", false)],
            codes.Select(code => (code.Value, code.ConstantName, code.IsAllDigits)));
    }

    private static async Task<ImmutableArray<Diagnostic>> Diagnostics(AdditionalFile[] files, BuildOptions? options = null)
    {
        var compilation = ConsumerTarget.Net100.Compile("Consumer", [("Program.cs", "class Program { }")]);
        var withAnalyzers = new CompilationWithAnalyzers(
            compilation,
            [new PolicyFileAnalyzer(), new GeneratorSettingsAnalyzer()],
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([.. files], options ?? BuildOptions.None),
                onAnalyzerException: null,
                concurrentAnalysis: true,
                logAnalyzerExecutionTime: false));
        return await withAnalyzers.GetAnalyzerDiagnosticsAsync();
    }

    /// <summary>The text under the diagnostic, by line and column and by offset, which must be the same place.</summary>
    private static string Marked(Diagnostic diagnostic, params string[] yamls)
    {
        var span = diagnostic.Location.GetLineSpan().Span;
        var texts = yamls.Select(yaml => Microsoft.CodeAnalysis.Text.SourceText.From(yaml));
        var text = texts.First(text => text.Lines.GetTextSpan(span) == diagnostic.Location.SourceSpan);
        return text.ToString(diagnostic.Location.SourceSpan);
    }
}
