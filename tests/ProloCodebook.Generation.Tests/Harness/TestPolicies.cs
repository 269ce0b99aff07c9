using ProloCodebook.Policy;

namespace ProloCodebook.Generation.Tests.Harness;

/// <summary>The policy that the package carries, and how to read others.</summary>
internal static class TestPolicies
{
    public static string ProlotherapyYaml { get; } = Read("prolotherapy.yaml");

    public static string ProlotherapySource { get; } = Read("prolotherapy.txt");

    public static PayerPolicy Prolotherapy { get; } = Parse(ProlotherapyYaml, ProlotherapySource);

    /// <summary>The packaged policy, two revisions of another one, and an overlay of that.</summary>
    public static PolicySet Lakeside { get; } = ReadLakeside();

    private static PolicySet ReadLakeside()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "lakeside");
        var sources = Directory.GetFiles(folder, "*.txt").Select(path => new PolicySourceText(path, File.ReadAllText(path))).ToList();
        var set = PolicySet.Merge([Prolotherapy, .. Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(path => PolicyReader.Read(File.ReadAllText(path), path, sources).Policy!)]);
        Assert.Empty(set.Problems);
        return set;
    }

    /// <summary>Reads a policy that must be free of problems.</summary>
    public static PayerPolicy Parse(string yaml, string source)
    {
        var reading = PolicyReader.Read(yaml, [new PolicySourceText("prolotherapy.txt", source)]);
        Assert.Empty(reading.Problems.Select(problem => $"{problem.Span.StartLine + 1}: {problem.Message}"));
        return reading.Policy!;
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "policy", name));
}
