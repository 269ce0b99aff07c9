using System.Diagnostics;
using System.Text;

namespace ClaimScrubber.Tests;

/// <summary>The built program as a process, with its output in a pipe.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task The_bundled_file_gives_a_plain_report_and_the_exit_code_of_a_damaged_file()
    {
        var (exitCode, output, error) = await Run();

        Assert.Equal(ExitCode.BadFile, exitCode);
        Assert.Equal("", error);
        Assert.DoesNotContain('\u001b', output);
        Assert.DoesNotContain('\uFEFF', output);
        Assert.Contains("RSS-1015", output);
        Assert.Contains("“", output);
        Assert.Contains("15 claims, 23 service lines, 1 problem.", output);
    }

    [Fact]
    public async Task A_missing_file_gives_one_line_and_no_stack_trace()
    {
        var (exitCode, output, error) = await Run("--file", "no-such-file.837");

        Assert.Equal(ExitCode.BadFile, exitCode);
        Assert.Equal("", output);
        Assert.Equal("no-such-file.837: there is no such file.", error.TrimEnd());
    }

    [Fact]
    public async Task A_wrong_option_gives_the_usage_exit_code()
        => Assert.Equal(ExitCode.Usage, (await Run("--bogus")).ExitCode);

    private static async Task<(int ExitCode, string Output, string Error)> Run(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ProloCodebook.Sample.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        using var process = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
        var error = process.StandardError.ReadToEndAsync(timeout.Token);
        await process.WaitForExitAsync(timeout.Token);
        return (process.ExitCode, await output, await error);
    }
}
