using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProloCodebook.Benchmarks.CodeBases;
using ProloCodebook.Benchmarks.Hosting;
using ProloCodebook.Generation;

namespace ProloCodebook.Benchmarks.Measuring;

/// <summary>The generator: the packaged policy for the first time and after edits; many policies; what its code costs to compile.</summary>
internal static class GeneratorCost
{
    public static void Run(int runs)
    {
        var compilation = CodeBase.Compile([CodeBase.Parse("Program.cs", "class Program { }")]);
        var yaml = (HostFile)HostFile.Prolotherapy[0];
        var rows = new List<object[]>
        {
            Row("first run, warm", () => (Start(HostFile.ReadProlotherapy()), (Compilation)compilation)),
            Row("an edit in C#", () => (Start(HostFile.Prolotherapy).RunGenerators(compilation), CodeBase.Compile([CodeBase.Parse("Program.cs", "class Program { int Edited; }")]))),
            Row("a comment in the YAML", () => (Edited(yaml.GetText() + "# a comment\n"), compilation)),
            Row("a reason in the YAML", () => (Edited(yaml.GetText().ToString().Replace("a separate policy governs it.", "another policy governs it.", StringComparison.Ordinal)), compilation)),
        };
        Table.Write("Generator, packaged policy", ["run", "processor time", "bytes"], rows);

        GeneratorDriver Edited(string text)
            => Start(HostFile.Prolotherapy).RunGenerators(compilation).ReplaceAdditionalText(yaml, new HostFile(yaml.Path, text, yaml.Kind));

        object[] Row(string name, Func<(GeneratorDriver Driver, Compilation Compilation)> prepare)
        {
            var (time, bytes) = Median.MeasureProcessor(runs, prepare, pair => Check(pair.Driver.RunGenerators(pair.Compilation)));
            return [name, time, bytes];
        }
    }

    public static void RunMany(IEnumerable<int> counts, int runs)
    {
        var rows = new List<object[]>();
        foreach (var codes in counts)
        {
            // New file objects each time: what has been read of a text is remembered with it.
            var (generate, bytes) = Median.MeasureProcessor(runs, () => Start(ManyPolicies.Create(codes)), driver => Check(driver.RunGenerators(CodeBase.Compile([CodeBase.Parse("Program.cs", "class Program { }")]))));
            var generated = Generate(codes);
            if (generated.GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
            {
                throw new InvalidOperationException(error.ToString());
            }

            // Parsing is part of a build, and is counted.
            var texts = generated.SyntaxTrees.Select(tree => (Path.GetFileName(tree.FilePath), tree.GetText().ToString())).ToList();
            var table = HandWrittenTable.Create(codes);
            var (compile, byHand) = Median.LeastOf(Math.Max(runs, 50_000 / codes), () => Compile(texts), () => Compile([("Table.cs", table)]));
            var evaluator = LoadedEvaluator.Load(generated, codes);
            rows.Add([codes, codes / ManyPolicies.CodesPerPolicy, generate, (generate / codes).TotalMicroseconds, bytes >> 20, compile, byHand, compile / byHand, evaluator.First, evaluator.NanosecondsPerHit, evaluator.NanosecondsPerMiss]);
        }

        Table.Write(
            "Many policies",
            ["codes", "policies", "read, prove and emit (processor)", "µs a code", "MB", "compile what is generated", "compile an equal table by hand", "ratio", "first evaluation", "ns a hit", "ns a miss"],
            rows);
    }

    /// <summary>With the generated code.</summary>
    public static CSharpCompilation Generate(int codes)
    {
        Start(ManyPolicies.Create(codes)).RunGeneratorsAndUpdateCompilation(CodeBase.Compile([CodeBase.Parse("Glue.cs", LoadedEvaluator.Glue)]), out var output, out _);
        return (CSharpCompilation)output;
    }

    // A time counts only where the work was done.
    private static void Check(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results.Single();
        if (result.Exception is not null || result.GeneratedSources.Length < 5)
        {
            throw new InvalidOperationException($"The generator made {result.GeneratedSources.Length} files. {result.Exception}");
        }
    }

    private static GeneratorDriver Start(ImmutableArray<AdditionalText> files)
        => CSharpGeneratorDriver.Create([new PolicyGenerator().AsSourceGenerator()], files, new CSharpParseOptions(LanguageVersion.CSharp14), HostOptions.Instance);

    private static void Compile(List<(string Name, string Text)> files)
    {
        var result = CodeBase.Compile(files.Select(file => CodeBase.Parse(file.Name, file.Text))).Emit(Stream.Null);
        if (!result.Success)
        {
            throw new InvalidOperationException(string.Join("\n", result.Diagnostics.Take(5)));
        }
    }
}
