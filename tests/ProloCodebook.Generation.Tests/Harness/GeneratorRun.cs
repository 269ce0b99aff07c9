using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ProloCodebook.Generation.Tests.Harness;

/// <summary>The generator in a driver that remembers its steps, as in an editor. Each edit gives a new run.</summary>
internal sealed class GeneratorRun
{
    private readonly GeneratorDriver _driver;

    private GeneratorRun(GeneratorDriver driver, CSharpCompilation compilation)
    {
        _driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics);
        Assert.Empty(diagnostics);
        Compilation = compilation;
        Output = output;
        Result = _driver.GetRunResult().Results.Single();
        Assert.Null(Result.Exception);
    }

    public CSharpCompilation Compilation { get; }

    /// <summary>With the generated code.</summary>
    public Compilation Output { get; }

    public GeneratorRunResult Result { get; }

    public ImmutableArray<GeneratedSourceResult> Files => Result.GeneratedSources;

    public static GeneratorRun Start(IEnumerable<AdditionalFile> files, BuildOptions? options = null, CSharpCompilation? compilation = null)
    {
        compilation ??= ConsumerTarget.Net100.Compile("Consumer", [("Program.cs", "class Program { }")]);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new PolicyGenerator().AsSourceGenerator()],
            files,
            (CSharpParseOptions)compilation.SyntaxTrees[0].Options,
            options ?? BuildOptions.None,
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return new GeneratorRun(driver, compilation);
    }

    public GeneratorRun WithCompilation(Func<CSharpCompilation, CSharpCompilation> edit) => new(_driver, edit(Compilation));

    public GeneratorRun WithFile(AdditionalFile old, AdditionalFile changed) => new(_driver.ReplaceAdditionalText(old, changed), Compilation);

    public GeneratorRun WithOptions(BuildOptions options) => new(_driver.WithUpdatedAnalyzerConfigOptions(options), Compilation);

    /// <summary>Why each run of the step's outputs took place, in order.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Reasons(string step)
        => [.. Result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason)];

    public IReadOnlyList<IncrementalStepRunReason> OutputReasons
        => [.. Result.TrackedOutputSteps.SelectMany(steps => steps.Value).SelectMany(run => run.Outputs).Select(output => output.Reason)];
}
