using System.Globalization;
using System.Text.Json;

namespace ProloCodebook.MutantRunner;

/// <summary>Which tests are run, by parts of their full names (class and method).</summary>
/// <param name="MostTests">So many are tried on one mutant, those that are skipped among them.</param>
/// <param name="SkipTests">So many are passed over on each.</param>
internal sealed record TestSelection(string[] Tests, string[] Except, int MostTests = int.MaxValue, int SkipTests = 0)
{
    public bool Holds(string name)
        => (Tests.Length == 0 || Tests.Any(part => name.Contains(part, StringComparison.Ordinal)))
            && !Except.Any(part => name.Contains(part, StringComparison.Ordinal));
}

/// <summary>What one test reached.</summary>
/// <param name="Milliseconds">With the capture switched on, which slows it down.</param>
/// <param name="Static">Reached while a type was initialized, so not by this test alone.</param>
internal sealed record TestCoverage(string Test, double Milliseconds, int[] Mutants, int[] Static);

/// <summary>What became of a mutant.</summary>
/// <param name="By">The test that noticed it.</param>
internal sealed record MutantResult(int Mutant, string Outcome, string By, double Milliseconds)
{
    public const string Killed = "Killed";
    public const string Survived = "Survived";
    public const string Timeout = "Timeout";

    /// <summary>No test of the selection reaches it.</summary>
    public const string NotReached = "NotReached";

    public bool IsDetected => Outcome is Killed or Timeout;

    public override string ToString() => string.Join('\t', Mutant, Outcome, Milliseconds.ToString("F0", CultureInfo.InvariantCulture), By);

    public static MutantResult Parse(string line)
    {
        var parts = line.Split('\t', 4);
        return new MutantResult(int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1], parts[3], double.Parse(parts[2], CultureInfo.InvariantCulture));
    }
}

/// <summary>The files of a run.</summary>
internal sealed class WorkFolder(string path)
{
    private readonly Lock _gate = new();

    private static readonly JsonSerializerOptions s_json = new() { PropertyNameCaseInsensitive = true };

    public string Path { get; } = Directory.CreateDirectory(path).FullName;

    /// <summary>A copy of the test project's output, with the mutated assembly.</summary>
    public string Bin => System.IO.Path.Combine(Path, "bin");

    public string Report => System.IO.Path.Combine(Path, "mutation-report.json");

    public IReadOnlyList<Mutant> Mutants => MutationReport.Read(Report);

    /// <summary>The name of the test assembly.</summary>
    public string TestAssembly
    {
        get => Read<string>("assembly.json")!;
        set => Write("assembly.json", value);
    }

    public TestSelection Selection
    {
        get => Read<TestSelection>("selection.json")!;
        set => Write("selection.json", value);
    }

    public TestCoverage[]? Coverage
    {
        get => Read<TestCoverage[]>("coverage.json");
        set => Write("coverage.json", value);
    }

    /// <summary>The last result of each mutant.</summary>
    public Dictionary<int, MutantResult> Results
    {
        get
        {
            var results = new Dictionary<int, MutantResult>();
            foreach (var line in File.Exists(ResultsFile) ? File.ReadAllLines(ResultsFile) : [])
            {
                var result = MutantResult.Parse(line);
                results[result.Mutant] = result;
            }

            return results;
        }
    }

    private string ResultsFile => System.IO.Path.Combine(Path, "results.tsv");

    public void Add(MutantResult result)
    {
        lock (_gate)
        {
            File.AppendAllText(ResultsFile, result + "\n");
        }
    }

    private T? Read<T>(string name)
    {
        var file = System.IO.Path.Combine(Path, name);
        return File.Exists(file) ? JsonSerializer.Deserialize<T>(File.ReadAllText(file), s_json) : default;
    }

    private void Write<T>(string name, T value) => File.WriteAllText(System.IO.Path.Combine(Path, name), JsonSerializer.Serialize(value, s_json));
}
