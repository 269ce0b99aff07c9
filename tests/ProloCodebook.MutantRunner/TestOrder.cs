namespace ProloCodebook.MutantRunner;

/// <summary>Which tests are tried on a mutant, and in which order: those first that most likely notice it.</summary>
internal sealed class TestOrder
{
    /// <summary>So many lines before and after a mutant are its neighbourhood.</summary>
    private const int Neighbourhood = 8;

    private readonly TestCoverage[] _tests;
    private readonly HashSet<int> _reachedByInitializers;
    private readonly ILookup<int, int> _testsByMutant;
    private readonly Dictionary<int, Mutant> _mutants;
    private readonly ILookup<string, Mutant> _mutantsByFile;

    public TestOrder(IReadOnlyList<Mutant> mutants, TestCoverage[] tests)
    {
        _tests = tests;
        _reachedByInitializers = tests.SelectMany(test => test.Static).ToHashSet();
        _testsByMutant = tests.SelectMany((test, index) => test.Mutants.Select(mutant => (mutant, index))).ToLookup(pair => pair.mutant, pair => pair.index);
        _mutants = mutants.ToDictionary(mutant => mutant.Id);
        _mutantsByFile = mutants.ToLookup(mutant => mutant.File);
    }

    public bool IsInInitializer(int mutant) => _mutants[mutant].IsStatic || _reachedByInitializers.Contains(mutant);

    /// <summary>A test that reaches code nearby that few others reach is about this code; in turn with any that reach the mutant. Slow ones are last all the same.</summary>
    public IEnumerable<TestCoverage> For(int mutant)
    {
        // Which tests see what an initializer holds is not known.
        var candidates = IsInInitializer(mutant) ? Enumerable.Range(0, _tests.Length).ToArray() : _testsByMutant[mutant].ToArray();
        new Random(mutant).Shuffle(candidates);
        var scores = new Dictionary<int, double>();
        var about = _mutants[mutant];
        foreach (var neighbour in _mutantsByFile[about.File].Where(other => Math.Abs(other.Line - about.Line) <= Neighbourhood))
        {
            var reaching = _testsByMutant[neighbour.Id];
            var weight = 1.0 / Math.Max(1, reaching.Count());
            foreach (var test in reaching)
            {
                scores[test] = scores.GetValueOrDefault(test) + weight;
            }
        }

        // What reaches little else, a test of this one class, most likely looks at what the mutant changes. In the middle of the analysis, which thousands of
        // cases reach, the small ones resemble one another: so any other comes in turn with them.
        var likely = candidates.OrderBy(test => _tests[test].Milliseconds > 2000).ThenByDescending(test => scores.GetValueOrDefault(test) / Math.Sqrt(1 + _tests[test].Mutants.Length));
        var any = candidates.OrderBy(test => _tests[test].Milliseconds > 2000);
        return likely.Zip(any, (first, second) => new[] { first, second }).SelectMany(pair => pair).Distinct().Select(test => _tests[test]);
    }
}
