using System.Globalization;
using Xunit.Abstractions;

namespace ProloCodebook.Tests.Differential;

public sealed class DifferentialTests(ITestOutputHelper output)
{
    private const int Batch = 100;
    private static readonly int MostDisagreements = Setting("PROLOCODEBOOK_DISAGREEMENTS", 1);

    public static TheoryData<string> Mixes
        => Environment.GetEnvironmentVariable("PROLOCODEBOOK_MIX") is { Length: > 0 } mix ? [.. mix.Split(';')] : 
            [
                "None", "SavedBooleans", "OtherCodes, Reassignment", "SavedBooleans, OtherCodes, Reassignment, HandOns", "Loops, SavedBooleans",
                "SavedBooleans, Loops, Switches, Reassignment", "Switches, Collections", "HandOns, Tuples", "Exceptions", "Exceptions, SavedBooleans, Reassignment",
                "Exceptions, HandOns, OtherCodes", "Fields", "Fields, Reassignment", "LocalFunctions", "LocalFunctions, Tuples", "Lambdas, HandOns", "Lambdas, SavedBooleans",
                "Helpers", "Helpers, SavedBooleans, Reassignment", "Helpers, RefAndOut, Reassignment", "Helpers, Exceptions",
            ];

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
    }

    private static int Setting(string name, int otherwise)
        => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
