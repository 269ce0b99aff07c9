using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProloCodebook.Benchmarks.CodeBases;

namespace ProloCodebook.Benchmarks.Measuring;

/// <summary>The evaluator of many policies, compiled, loaded and timed, by the processor and not by the clock.</summary>
internal sealed record LoadedEvaluator(TimeSpan First, double NanosecondsPerHit, double NanosecondsPerMiss)
{
    private const int Calls = 200_000;

    /// <summary>Compiled with the generated code, so that no reflection is timed.</summary>
    public const string Glue = """
        public static class Glue
        {
            public static int Run(string[] codes, int calls)
            {
                var sum = 0;
                for (int call = 0, place = 0; call < calls; call++)
                {
                    sum += (int)ProloCodebook.PolicyEvaluator.Evaluate(codes[place], ProloCodebook.Payer.Medicare).Outcome;
                    place = place + 1 == codes.Length ? 0 : place + 1;
                }

                return sum;
            }
        }
        """;

    /// <param name="codes">As many as the compilation has.</param>
    public static LoadedEvaluator Load(CSharpCompilation compilation, int codes)
    {
        using var image = new MemoryStream();
        var result = compilation.WithOptions(compilation.Options.WithOptimizationLevel(OptimizationLevel.Release)).Emit(image);
        if (!result.Success)
        {
            throw new InvalidOperationException(string.Join("\n", result.Diagnostics.Take(5)));
        }

        image.Position = 0;
        var run = new AssemblyLoadContext(null).LoadFromStream(image).GetType("Glue")!.GetMethod("Run")!.CreateDelegate<Func<string[], int, int>>();
        var start = Environment.CpuUsage.TotalTime;
        run([ManyPolicies.Code(7)], 1);
        var first = Environment.CpuUsage.TotalTime - start;

        // A thousand codes spread over all policies: not one that stays in the cache.
        var hits = Enumerable.Range(0, 1000).Select(i => ManyPolicies.Code(i * codes / 1000)).ToArray();
        var misses = Enumerable.Range(0, 1000).Select(i => "Z" + i.ToString("0000", System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return new LoadedEvaluator(first, Time(run, hits), Time(run, misses));
    }

    private static double Time(Func<string[], int, int> run, string[] codes)
    {
        // In pieces with pauses, so that the runtime comes to compile it in full, and the quickest of them: what it is compiled by counts as well.
        var best = double.MaxValue;
        for (var round = 0; round < 60; round++)
        {
            var start = Environment.CpuUsage.TotalTime;
            run(codes, Calls);
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - start).TotalNanoseconds / Calls);
            Thread.Sleep(10);
        }

        return best;
    }
}
