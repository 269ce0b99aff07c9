using ProloCodebook.Policy;

namespace ProloCodebook.Generation.Tests.Harness;

/// <summary>The policy that the package carries, and how to read others.</summary>
internal static class TestPolicies
{
    public static string ProlotherapyYaml { get; } = Read("prolotherapy.yaml");

    public static string ProlotherapySource { get; } = Read("prolotherapy.txt");

    public static PayerPolicy Prolotherapy { get; } = Parse(ProlotherapyYaml, ProlotherapySource);

    /// <summary>Reads a policy that must be free of problems.</summary>
    public static PayerPolicy Parse(string yaml, string source)
    {
        var reading = PolicyReader.Read(yaml, [new PolicySourceText("prolotherapy.txt", source)]);
        Assert.Empty(reading.Problems.Select(problem => $"{problem.Span.StartLine + 1}: {problem.Message}"));
        return reading.Policy!;
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "policy", name));
}
