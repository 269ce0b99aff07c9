using System.Globalization;
using Xunit.Abstractions;

namespace ProloCodebook.Tests.Differential;

/// <summary>
/// Random programs, on which the analyzer has to agree with <see cref="ReferenceVerdicts"/>. What failed is shown shrunk, with the mark where
/// routing.md has it. README.md says how to run it longer, and what came of it.
/// </summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    /// <summary>Programs in one compilation.</summary>
    private const int Batch = 100;

    private static readonly int MostDisagreements = Setting("PROLOCODEBOOK_DISAGREEMENTS", 1);

    private static readonly string[] s_mixes =
    [
        "None", "SavedBooleans", "OtherCodes, Reassignment", "SavedBooleans, OtherCodes, Reassignment, HandOns",
        "Loops, SavedBooleans", "SavedBooleans, Loops, Switches, Reassignment", "Switches, Collections", "HandOns, Tuples",
        "Exceptions", "Exceptions, SavedBooleans, Reassignment", "Exceptions, HandOns, OtherCodes",
        "Fields", "Fields, Reassignment",
        "LocalFunctions", "LocalFunctions, Tuples", "Lambdas, HandOns", "Lambdas, SavedBooleans",
        "Exceptions, Lambdas, HandOns", "Exceptions, LocalFunctions, HandOns", "Loops, LocalFunctions, HandOns",
        "Helpers", "Helpers, SavedBooleans, Reassignment", "Helpers, RefAndOut, Reassignment", "Helpers, Exceptions",
    ];

    public static TheoryData<string> Mixes => Environment.GetEnvironmentVariable("PROLOCODEBOOK_MIX") is { Length: > 0 } mixes ? [.. mixes.Split(';')] : [.. s_mixes];

    [Theory]
    [MemberData(nameof(Mixes))]
    public async Task Agrees(string mix)
    {
        var features = Enum.Parse<Features>(mix);
        var count = Setting("PROLOCODEBOOK_PROGRAMS", 60);
        var first = Setting("PROLOCODEBOOK_FIRST_PROGRAM", 1);
        var comparison = new Comparison();
        for (var seed = first; seed < first + count && comparison.Disagreements.Count < MostDisagreements; seed += Batch)
        {
            await comparison.AddAsync([.. Enumerable.Range(seed, Math.Min(Batch, first + count - seed)).Select(s => new ProgramGenerator(features, s).Next())]);
        }

        output.WriteLine($"{mix}: {comparison.Programs} programs, {comparison.Skipped} skipped; {string.Join(", ", comparison.Literals.Select(l => l.Key + " " + l.Value))}; open reported {comparison.OpenReported}");
        var smallest = new Dictionary<string, int>();
        foreach (var disagreement in comparison.Disagreements)
        {
            var shrunk = (await Comparison.ShrinkAsync(disagreement)).ToString();
            smallest[shrunk] = smallest.GetValueOrDefault(shrunk) + 1;
        }

        Assert.True(smallest.Count == 0, string.Join("\n", smallest.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Value} x {pair.Key}")));

        // Programs without verdicts would show nothing.
        Assert.True(comparison.Skipped <= comparison.Programs / 2, $"{comparison.Skipped} of {comparison.Programs} programs have too many paths.");
        Assert.True(comparison.Literals[Verdict.MustBeReported] >= comparison.Programs / 4, "Hardly anything is to be reported.");
        Assert.True(comparison.Literals[Verdict.MustBeSilent] >= comparison.Programs / 4, "Hardly anything is to be silent.");
        Assert.True(comparison.Literals[Verdict.Open] <= comparison.Literals.Values.Sum() / 5, "Too much is left open.");
    }

    private static int Setting(string name, int otherwise)
        => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
