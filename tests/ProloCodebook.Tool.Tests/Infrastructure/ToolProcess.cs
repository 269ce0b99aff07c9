using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace ProloCodebook.Tool.Tests.Infrastructure;

/// <summary>What a run of the tool gave. Line ends are those of Unix.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    /// <summary>For what must go well: no error, and nothing on standard error.</summary>
    public ToolRun Succeeded()
    {
        Assert.Equal((0, ""), (ExitCode, Error));
        return this;
    }

    /// <summary>For what must fail: one line on standard error that begins with the tool's name, and nothing else.</summary>
    public ToolRun FailedWith(int exitCode, string message)
    {
        Assert.Equal($"prolocodebook: {message}\n", Error);
        Assert.Equal((exitCode, ""), (ExitCode, Output));
        return this;
    }
}

/// <summary>Runs the built tool as a process of its own.</summary>
internal static class ToolProcess
{
    public static string RepositoryFolder { get; } = Metadata("RepositoryFolder");

    public static string Assembly { get; } = Metadata("Tool");

    public static ToolRun Run(params string[] arguments) => RunIn(RepositoryFolder, arguments);

    public static ToolRun RunIn(string workingFolder, params string[] arguments) => Run(StartInfo(workingFolder, arguments));

    public static ToolRun Run(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ToolRun(process.ExitCode, output.ReplaceLineEndings("\n"), error.Result.ReplaceLineEndings("\n"));
    }

    /// <summary>Not in a window and 80 columns wide, whatever the tests run in.</summary>
    public static ProcessStartInfo StartInfo(string workingFolder, params string[] arguments) => new("dotnet", [Assembly, .. arguments])
    {
        WorkingDirectory = workingFolder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardOutputEncoding = Encoding.UTF8,
        StandardErrorEncoding = Encoding.UTF8,
        Environment = { ["COLUMNS"] = "80" },
    };

    private static string Metadata(string key)
        => typeof(ToolProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
