using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ProloCodebook.Generation.Tests.Harness;
using ProloCodebook.Policy;

namespace ProloCodebook.Generation.Tests;

/// <summary>The generator in a host that cancels it, that runs it on many threads, and whose files stand in other folders.</summary>
public sealed class InterruptedTests
{
    [Fact]
    public void Cancelled_at_any_question_and_asked_again_it_gives_everything()
    {
        var expected = Texts(GeneratorRun.Start(AdditionalFile.Prolotherapy()).Files);
        var cancelled = 0;
        var isOver = false;
        for (var at = 1; !isOver; at++)
        {
            using var source = new CancellationTokenSource();
            var count = 0;
            var files = AdditionalFile.Prolotherapy().Select(file => new AskedText(file, () => { if (++count == at) { source.Cancel(); } }));
            var compilation = ConsumerTarget.Net100.Compile("Consumer", [("Program.cs", "class Program { }")]);
            GeneratorDriver driver = CSharpGeneratorDriver.Create([new PolicyGenerator().AsSourceGenerator()], files, (CSharpParseOptions)compilation.SyntaxTrees[0].Options, new KindByExtension());
            try
            {
                driver = driver.RunGenerators(compilation, source.Token);
            }
            catch (OperationCanceledException)
            {
                cancelled++;
            }

            isOver = !source.IsCancellationRequested;
            var result = driver.RunGenerators(compilation, CancellationToken.None).GetRunResult().Results.Single();
            Assert.Null(result.Exception);
            Assert.Equal(expected, Texts(result.GeneratedSources));
        }

        Assert.True(cancelled > 0, "Nothing was cancelled.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(60)]
    public async Task A_reading_that_is_cancelled_leaves_nothing_behind(int milliseconds)
    {
        PolicySourceText[] sources = [new("prolotherapy.txt", TestPolicies.ProlotherapySource)];
        using var source = new CancellationTokenSource(milliseconds);
        try
        {
            while (true)
            {
                await Task.Run(() => PolicyReader.Read(TestPolicies.ProlotherapyYaml, sources, source.Token));
            }
        }
        catch (OperationCanceledException)
        {
        }

        Assert.Equal(TestPolicies.Prolotherapy, PolicyReader.Read(TestPolicies.ProlotherapyYaml, sources).Policy);
    }

    [Fact]
    public void Many_drivers_of_the_same_files_at_a_time_give_the_same()
    {
        var expected = Texts(GeneratorRun.Start(AdditionalFile.Prolotherapy()).Files);

        // The same texts: what is remembered of them is shared.
        var files = AdditionalFile.Prolotherapy();
        var answers = Enumerable.Range(0, 16).AsParallel().WithDegreeOfParallelism(8).Select(_ => Texts(GeneratorRun.Start(files).Files)).ToList();

        Assert.All(answers, answer => Assert.Equal(expected, answer));
    }

    /// <summary>Two checkouts of one repository, on two machines, generate the same text.</summary>
    [Theory]
    [InlineData("/home/build agent/Ärztekammer (Köln)/日本語/$(Weird);%20/")]
    [InlineData("C:\\Users\\O'Brien & Söhne\\src\\")]
    [InlineData("")]
    public void The_folder_of_the_policy_is_not_in_the_generated_text(string folder)
    {
        var expected = Texts(GeneratorRun.Start(AdditionalFile.Prolotherapy()).Files);

        Assert.Equal(expected, Texts(GeneratorRun.Start([
            AdditionalFile.Policy(folder + "prolotherapy.yaml", TestPolicies.ProlotherapyYaml),
            AdditionalFile.Source(folder + "prolotherapy.txt", TestPolicies.ProlotherapySource),
        ]).Files));
    }

    [Theory]
    [InlineData("\r\n", "")]
    [InlineData("\n", "\uFEFF")]
    [InlineData("\r\n", "\uFEFF")]
    public void Line_ends_and_byte_order_marks_change_nothing(string lineEnd, string start)
    {
        var expected = Texts(GeneratorRun.Start(AdditionalFile.Prolotherapy()).Files);

        Assert.Equal(expected, Texts(GeneratorRun.Start([
            AdditionalFile.Policy("/policies/prolotherapy.yaml", start + TestPolicies.ProlotherapyYaml.ReplaceLineEndings(lineEnd)),
            AdditionalFile.Source("/policies/prolotherapy.txt", start + TestPolicies.ProlotherapySource.ReplaceLineEndings(lineEnd)),
        ]).Files));
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    public void The_evaluator_decides_the_same_in_any_culture(string name)
    {
        var code = GeneratedCode.Load([TestPolicies.Prolotherapy]);
        (string, string, string?)[] lines = [("m0076", "Medicare", null), ("20999", "Unknown", "PROLIFERATIVE INJECTION"), ("20999", "Medicare", "prolotherapy ınjection"), ("HC:20999", "Unknown", "INJECTION, PLATELET RICH PLASMA")];
        var date = new DateTime(2024, 2, 29);
        string[] Decide() => [.. lines.Select(line => code.EvaluateLine(line.Item1, line.Item2, line.Item3, date).ToString())];
        var expected = Decide();
        var culture = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new(name);
            Assert.Equal(expected, Decide());
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = culture;
        }
    }

    private static List<(string, string)> Texts(IEnumerable<GeneratedSourceResult> files) => [.. files.Select(file => (file.HintName, file.SourceText.ToString()))];

    private sealed class AskedText(AdditionalFile inner, Action onQuestion) : AdditionalText
    {
        public override string Path => inner.Path;

        // A new text each time, of which nothing is remembered.
        public override SourceText GetText(CancellationToken cancellationToken = default)
        {
            onQuestion();
            return SourceText.From(inner.GetText(cancellationToken)!.ToString());
        }
    }

    private sealed class KindByExtension : Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptionsProvider
    {
        public override Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptions GlobalOptions => BuildOptions.None.GlobalOptions;

        public override Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptions GetOptions(AdditionalText textFile)
            => BuildOptions.None.GetOptions(new AdditionalFile(textFile.Path, string.Empty, textFile.Path.EndsWith(".txt", StringComparison.Ordinal) ? "source" : "policy"));
    }
}
