using ProloCodebook.Tool.Tests.Infrastructure;

namespace ProloCodebook.Tool.Tests.Reporting;

/// <summary>The command, run as a process.</summary>
public sealed class ReportCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("report");

    public ReportCommandTests()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "needling.yaml"), Needling.Yaml);
        File.WriteAllText(Path.Combine(_folder.FullName, "needling.txt"), Needling.Source);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void It_writes_the_page_and_says_so()
    {
        var run = Run("report", "needling.yaml", "-o", "needling.html");

        Assert.Equal((0, "needling.html: dry-needling 2026-01.\n", ""), (run.ExitCode, run.Output.ReplaceLineEndings("\n"), run.Error));
        var bytes = File.ReadAllBytes(Path.Combine(_folder.FullName, "needling.html"));
        Assert.StartsWith("<!doctype html>\n", System.Text.Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_are_on_the_page_and_in_the_exit_code()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "needling.yaml"), Needling.Yaml.Replace("quote: Dry needling is not covered.", "quote: It is covered.", StringComparison.Ordinal));

        var run = Run("report", "needling.yaml", "-o", "needling.html");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("it shows 1 error", run.Output, StringComparison.Ordinal);
        Assert.Contains("PCB2012", File.ReadAllText(Path.Combine(_folder.FullName, "needling.html")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("needling.yaml", "is a file that is read")]
    [InlineData("./NEEDLING.txt", "is a file that is read")]
    [InlineData("nowhere/needling.html", "there is no such folder")]
    [InlineData(".", "it is a folder")]
    public void A_page_that_cannot_be_written_costs_nothing(string output, string said)
    {
        var run = Run("report", "needling.yaml", "-o", output);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(said, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(Needling.Yaml, File.ReadAllText(Path.Combine(_folder.FullName, "needling.yaml")));
        Assert.Equal(Needling.Source, File.ReadAllText(Path.Combine(_folder.FullName, "needling.txt")));
    }

    [Fact]
    public void A_file_without_a_policy_gives_no_page()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "empty.yaml"), "");

        var run = Run("report", "empty.yaml", "-o", "empty.html");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("prolocodebook: empty.yaml gives no policy to draw. See what is wrong in it: prolocodebook check empty.yaml", run.Error.TrimEnd());
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "empty.html")));
    }

    private ToolRun Run(params string[] arguments) => ToolProcess.RunIn(_folder.FullName, arguments);
}
