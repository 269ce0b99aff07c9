using ClaimScrubber.Reporting;
using ClaimScrubber.Scrubbing;
using ProloCodebook;
using static ClaimScrubber.Tests.ClaimFileText;

namespace ClaimScrubber.Tests;

public sealed class ScrubCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("claim-scrubber").FullName;
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("SV1*HC:99213*130*UN*1***1", ExitCode.NothingToDo)]
    [InlineData("SV1*ER:M0076*130*UN*1***1", ExitCode.NothingToDo)]
    [InlineData("SV1*HC:M0076*180*UN*1***1", ExitCode.LinesNeedAttention)]
    [InlineData("SV1*HC:20999*180*UN*1***1", ExitCode.LinesNeedAttention)]
    [InlineData("SV1*HC:99213", ExitCode.BadFile)]
    public void The_exit_code_says_what_is_to_be_done(string line, int expected)
        => Assert.Equal(expected, Run("--file", FileOf(Of(BillingProvider, MedicareSubscriber, Claim("A", line)))));

    [Fact]
    public void A_damaged_file_goes_before_lines_that_need_attention_and_its_good_claims_are_reported()
    {
        var exitCode = Run("--file", FileOf(Of(BillingProvider, MedicareSubscriber, Claim("BAD", "SV#*HC:M0076*180"), Claim("GOOD", "SV1*HC:M0076*180*UN*1***1"))));

        Assert.Equal(ExitCode.BadFile, exitCode);
        Assert.Contains("GOOD", output.ToString());
        Assert.Contains("Not covered", output.ToString());
        Assert.Contains("Segment 16: ", output.ToString());
    }

    [Fact]
    public void Without_a_file_the_one_that_comes_with_the_program_is_read()
    {
        Assert.Equal(ExitCode.BadFile, Run());
        Assert.Contains("riverbend-clinic.837: 15 claims, 23 service lines, 1 problem.", output.ToString());
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var path = Path.Combine(folder, "nothing-here.837");

        Assert.Equal(ExitCode.BadFile, Run("--file", path));
        Assert.Equal($"{path}: there is no such file.{Environment.NewLine}", error.ToString());
    }

    [Fact]
    public void A_folder_is_no_file()
    {
        Assert.Equal(ExitCode.BadFile, Run("-f", folder));
        Assert.StartsWith($"{folder}: the file cannot be read.", error.ToString());
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("%PDF-1.7", "Segment 1: the file does not begin with an ISA segment, so it is no X12 file")]
    [InlineData("ISA*00*", "Segment 1: the file ends inside the ISA segment")]
    public void A_file_that_is_none_of_ours_says_why(string content, string message)
    {
        Assert.Equal(ExitCode.BadFile, Run("--file", FileOf(content)));
        Assert.Contains(message, output.ToString());
    }

    [Theory]
    [InlineData("--bogus")]
    [InlineData("--file")]
    [InlineData("--file", "")]
    [InlineData("claims.837")]
    public void A_wrong_command_line_reads_nothing(params string[] args)
    {
        Assert.Equal(ExitCode.Usage, Run(args));
        Assert.Contains("--help", error.ToString());
        Assert.Equal("", output.ToString());
    }

    [Fact]
    public void The_help_tells_the_exit_codes()
    {
        Assert.Equal(0, Run("--help"));
        foreach (var exitCode in new[] { ExitCode.NothingToDo, ExitCode.LinesNeedAttention, ExitCode.BadFile, ExitCode.Usage })
        {
            Assert.Matches($@"(?m)^\s+{exitCode}\s+\S", output.ToString());
        }
    }

    [Fact]
    public void What_was_read_before_a_file_became_unreadable_is_reported()
    {
        var text = Of(BillingProvider, MedicareSubscriber, Claim("A", "SV1*HC:M0076*180*UN*1***1"), Claim("B", "SV1*HC:M0076*180*UN*1***1"));
        using var file = new FailingFile(text[..(text.LastIndexOf("SV1", StringComparison.Ordinal) + 2)]);

        var summary = new ClaimFileScrub(new Scrubber(PolicyEvaluator.Instance)).Run(file, new Report(ReportConsole.Plain(output), "x.837"));

        Assert.Equal((1, 1), (summary.Lines, summary.Problems));
        Assert.Contains("Not covered", output.ToString());
        Assert.Contains("the file cannot be read any further. The device is gone.", output.ToString());
    }

    private sealed class FailingFile(string text) : StringReader(text)
    {
        public override int Read() => base.Read() is var next and >= 0 ? next : throw new IOException("The device is gone.");
    }

    private int Run(params string[] args) => ScrubCommand.Run(args, () => ReportConsole.Plain(output), output, error);

    private string FileOf(string content)
    {
        var path = Path.Combine(folder, "claims.837");
        File.WriteAllText(path, content);
        return path;
    }
}
