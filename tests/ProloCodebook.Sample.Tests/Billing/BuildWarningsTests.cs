using System.Reflection;
using System.Text.Json;

namespace ClaimScrubber.Tests.Billing;

/// <summary>What a build of the sample warns of, read from the log that the compiler left.</summary>
public sealed class BuildWarningsTests
{
    private const string Mark = "// PCB1001";

    private static readonly string Folder = Metadata("SampleFolder");

    [Fact]
    public void A_build_warns_at_the_unrouted_lines_and_nowhere_else()
    {
        string[] expected =
        [
            .. File.ReadLines(Path.Combine(Folder, "Billing", "UnroutedBilling.cs"))
                .Select((text, index) => (text, Line: index + 1))
                .Where(l => l.text.EndsWith(Mark, StringComparison.Ordinal))
                .Select(l => $"PCB1001 UnroutedBilling.cs({l.Line})"),
        ];

        Assert.Equal(4, expected.Length);
        Assert.Equal(expected, Warnings());
    }

    private static string[] Warnings()
    {
        using var log = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, Metadata("SampleDiagnostics"))));
        return
        [
            .. log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
                .Where(r => r.GetProperty("level").GetString() is "warning" or "error")
                .Select(r => (Rule: r.GetProperty("ruleId").GetString(), Place: r.GetProperty("locations")[0].GetProperty("physicalLocation")))
                .Select(r => (r.Rule, File: Path.GetFileName(r.Place.GetProperty("artifactLocation").GetProperty("uri").GetString()), Line: r.Place.GetProperty("region").GetProperty("startLine").GetInt32()))
                .OrderBy(r => r.File, StringComparer.Ordinal).ThenBy(r => r.Line)
                .Select(r => $"{r.Rule} {r.File}({r.Line})"),
        ];
    }

    private static string Metadata(string key)
        => typeof(BuildWarningsTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
