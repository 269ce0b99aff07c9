using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;

namespace ProloCodebook.Benchmarks.Evaluating;

/// <summary>The generated evaluator of the packaged policy beside other ways to come to the same outcome.</summary>
[MemoryDiagnoser]
[InProcess]
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
        (_code, _description) = Line switch
        {
            "hit" => ("M0076", null),
            "miss" => ("99213", null),
            _ => ("20999", (string?)Described),
        };

        // They have to come to the same outcome, or they do not compare.
        var outcome = Generated();
        if (Described.Length != 80 || new[] { Switch(), Frozen(), Search(), Regex(), Rules() }.Any(other => other != outcome))
        {
            throw new InvalidOperationException($"{outcome}: {Switch()}, {Frozen()}, {Search()}, {Regex()}, {Rules()}");
        }
    }

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
}
