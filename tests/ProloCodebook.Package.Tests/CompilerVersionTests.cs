using System.Collections.Concurrent;
using ProloCodebook.Package.Tests.Infrastructure;

namespace ProloCodebook.Package.Tests;

/// <summary>The one set of assemblies in the package does the same in every compiler since the .NET 8 SDK's.</summary>
[Collection(PackedPackageCollection.Name)]
public sealed class CompilerVersionTests(PackedPackage package)
{
    private const string Source = """
        using ProloCodebook;

        namespace Clinic
        {
            internal static class Claims
            {
                public static void Bill()
                {
                    Write("M0076");
                }

                public static bool Ask()
                {
                    return PolicyEvaluator.Evaluate("M0076", Payer.Medicare).IsGoverned;
                }

                private static void Write(string code)
                {
                    System.IO.File.AppendAllText("claims.txt", code);
                }
            }
        }
        """;

    private const string VisualBasicSource = """
        Public Class Claims
            Public Sub Bill()
                System.IO.File.AppendAllText("claims.txt", "M0076")
            End Sub
        End Class
        """;

    private static readonly ConcurrentDictionary<(string Version, string Language), IReadOnlyList<string>> s_reports = [];

    [Theory]
    [InlineData("4.8.0")]
    [InlineData("4.14.0")]
    [InlineData("5.0.0")]
    [InlineData("5.12.0")]
    public void Generates_and_reports_in_compiler(string version)
    {
        IReadOnlyList<string> report = Run(version);

        Assert.Equal(version, report[0]);
        Assert.Equal(["Claims.cs(9,19): Warning PCB1001", "Claims.cs(14,45): Info PCB1003"], report.Where(line => line.Contains("): ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("4.8.0")]
    [InlineData("4.14.0")]
    [InlineData("5.0.0")]
    [InlineData("5.12.0")]
    public void Fixes_in_compiler(string version)
    {
        IReadOnlyList<string> report = Run(version);

        string constant = Assert.Single(report, line => line.Contains("Evaluate(CodeText.HcpcsM0076, Payer.Medicare)", StringComparison.Ordinal));
        Assert.Contains("Write(\"M0076\")", constant, StringComparison.Ordinal);
        Assert.Contains(report, line => line.StartsWith("PCB1001: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("4.8.0")]
    [InlineData("4.14.0")]
    [InlineData("5.0.0")]
    [InlineData("5.12.0")]
    public void Reports_in_the_Visual_Basic_compiler(string version)
        => Assert.Equal([version, "Claims.vb(3,52): Warning PCB1001"], Run(version, "VisualBasicHost", VisualBasicSource, "vb"));

    /// <summary>Each compiler runs once on each source, whichever tests ask for the report.</summary>
    private IReadOnlyList<string> Run(string version, string host = "Host", string source = Source, string language = "cs")
        => s_reports.GetOrAdd((version, language), _ =>
        {
            using var folder = new TemporaryFolder();
            package.UnpackAnalyzers(folder.Path, language);
            return new CompilerVersion(version, folder.Path).Run(
                host,
                source,
                Workplace.InRepository("policy", "prolotherapy.yaml"),
                Workplace.InRepository("policy", "prolotherapy.txt"));
        });
}
