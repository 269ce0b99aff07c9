using System.CommandLine;
using System.Runtime;
using System.Runtime.InteropServices;

namespace ProloCodebook.Benchmarks.Measuring;

/// <summary>Everything that is measured by the compiler's own clock, without BenchmarkDotNet.</summary>
internal static class HostCommand
{
    public static Command Create()
    {
        var parts = new Argument<string[]>("parts") { Description = "build, callsites, editor, evaluator, generator, policies; without any: all.", Arity = ArgumentArity.ZeroOrMore };
        parts.AcceptOnlyFromAmong("build", "callsites", "editor", "evaluator", "generator", "policies");
        var files = new Option<int>("--files") { Description = "Files of the generated program.", DefaultValueFactory = _ => 2000 };
        var lines = new Option<int>("--lines") { Description = "Lines of each.", DefaultValueFactory = _ => 250 };
        var references = new Option<int[]>("--references") { Description = "Methods in it that bill a guarded code.", DefaultValueFactory = _ => [0, 10, 1000], AllowMultipleArgumentsPerToken = true };
        var sites = new Option<int[]>("--sites") { Description = "Call sites of one helper.", DefaultValueFactory = _ => [1000, 2000, 4000], AllowMultipleArgumentsPerToken = true };
        var codes = new Option<int[]>("--codes") { Description = "Codes, fifty in each policy.", DefaultValueFactory = _ => [1000, 10_000, 50_000], AllowMultipleArgumentsPerToken = true };
        var runs = new Option<int>("--runs") { Description = "Of these the median counts; one more warms up.", DefaultValueFactory = _ => 5 };
        var command = new Command("host", "Measures the analyzers and the generator on generated programs and prints Markdown tables.") { parts, files, lines, references, sites, codes, runs };
        command.SetAction(async (parsed, _) =>
        {
            var wanted = parsed.GetValue(parts)!;
            bool Wants(string part) => wanted.Length == 0 || wanted.Contains(part);
            var count = parsed.GetValue(runs);
            Console.WriteLine($"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, Roslyn {typeof(Microsoft.CodeAnalysis.Compilation).Assembly.GetName().Version!.ToString(3)}, {(GCSettings.IsServerGC ? "server" : "workstation")} garbage collector, median of {count}");
            if (Wants("build"))
            {
                await BuildCost.RunAsync(parsed.GetValue(files), parsed.GetValue(lines), parsed.GetValue(references)!, count);
            }

            if (Wants("callsites"))
            {
                await CallSiteCost.RunAsync(parsed.GetValue(sites)!, count);
            }

            if (Wants("editor"))
            {
                EditorCost.Run(parsed.GetValue(files), parsed.GetValue(lines), Math.Max(count, 25));
            }

            if (Wants("evaluator"))
            {
                EvaluatorCost.Run(Math.Max(count, 100));
            }

            if (Wants("generator"))
            {
                GeneratorCost.Run(Math.Max(count, 25));
            }

            if (Wants("policies"))
            {
                GeneratorCost.RunMany(parsed.GetValue(codes)!, count);
            }

            return 0;
        });
        return command;
    }
}
