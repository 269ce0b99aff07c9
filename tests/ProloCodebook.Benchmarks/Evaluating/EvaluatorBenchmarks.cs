using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace ProloCodebook.Benchmarks.Evaluating;

/// <summary>The generated evaluator of the packaged policy beside other ways to come to the same outcome.</summary>
[MemoryDiagnoser]
[Config(typeof(InProcessAndBrief))]
[HideColumns("Error", "StdDev", "Job", "RatioSD", "Gen0", "Alloc Ratio")]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByParams)]
public class EvaluatorBenchmarks
{
    /// <summary>Eighty characters, as SV101-7 allows.</summary>
    public const string Described = "Left knee under ultrasound guidance, three sites; regenerative injection therapy";

    private string _code = string.Empty;
    private string? _description;

    /// <summary>What may be asked: a guarded code alone, another one alone, an unlisted code with a description.</summary>
    public static IReadOnlyList<string> Lines { get; } = ["hit", "miss", "described"];

    /// <summary>What is asked.</summary>
    [ParamsSource(nameof(Lines))]
    public string Line { get; set; } = string.Empty;

    [GlobalSetup]
    public void SetUp()
    {
        WarmUp();
        Ask(Line);

        // They have to come to the same outcome, or they do not compare.
        var outcome = Generated();
        if (Described.Length != 80 || new[] { Switch(), Frozen(), Search(), Regex(), Rules() }.Any(other => other != outcome))
        {
            throw new InvalidOperationException($"{outcome}: {Switch()}, {Frozen()}, {Search()}, {Regex()}, {Rules()}");
        }
    }

    /// <summary>
    /// A program has lines of all kinds before the runtime compiles a method for good. All rows run in this process, so without this it would do so when
    /// only those of the first row were ever seen.
    /// </summary>
    private void WarmUp()
    {
        for (var round = 0; round < 5; round++)
        {
            foreach (var line in Lines)
            {
                Ask(line);
                for (var i = 0; i < 100; i++)
                {
                    Generated();
                    Switch();
                    Frozen();
                    Search();
                    Regex();
                    Rules();
                }
            }

            // In the background, once no more methods are new.
            Thread.Sleep(200);
        }
    }

    // A code that was read from a claim is not the same object as the literal that it is compared with.
    private void Ask(string line) => (_code, _description) = line switch
    {
        "hit" => (new string("M0076".AsSpan()), null),
        "miss" => (new string("99213".AsSpan()), null),
        _ => (new string("20999".AsSpan()), (string?)Described),
    };

    [Benchmark(Description = "generated evaluator")]
    public Outcome Generated() => PolicyEvaluator.Evaluate(_code, Payer.Medicare, _description).Outcome;

    [Benchmark(Description = "switch by hand", Baseline = true)]
    public Outcome Switch() => Competitors.Switch(_code, Payer.Medicare, _description);

    [Benchmark(Description = "FrozenDictionary")]
    public Outcome Frozen() => Competitors.Frozen(_code, Payer.Medicare, _description);

    [Benchmark(Description = "SearchValues<string>")]
    public Outcome Search() => Competitors.Search(_code, Payer.Medicare, _description);

    [Benchmark(Description = "compiled Regex")]
    public Outcome Regex() => Competitors.CompiledRegex(_code, Payer.Medicare, _description);

    [Benchmark(Description = "RulesEngine")]
    public Outcome Rules() => Competitors.Rules(_code, Payer.Medicare, _description);

    /// <summary>
    /// In this process, so that nothing is to be restored and built. Left to itself BenchmarkDotNet repeats what is disturbed a hundred times, a second
    /// each: half an hour for all rows.
    /// </summary>
    private sealed class InProcessAndBrief : ManualConfig
    {
        public InProcessAndBrief() => AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.DontLogOutput)
            .WithIterationTime(TimeInterval.FromMilliseconds(250))
            .WithWarmupCount(8)
            .WithIterationCount(20));
    }
}
