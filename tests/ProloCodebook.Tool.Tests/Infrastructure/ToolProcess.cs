using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace ProloCodebook.Tool.Tests.Infrastructure;

/// <summary>What a run of the tool gave.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error);

/// <summary>Runs the built tool as a process of its own.</summary>
internal static class ToolProcess
{
    public static string RepositoryFolder { get; } = Metadata("RepositoryFolder");

    public static ToolRun Run(params string[] arguments) => RunIn(RepositoryFolder, arguments);

    public static ToolRun RunIn(string workingFolder, params string[] arguments)
    {
        using var process = Process.Start(StartInfo(workingFolder, arguments))!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ToolRun(process.ExitCode, output, error.Result);
    }

    public static ProcessStartInfo StartInfo(string workingFolder, params string[] arguments) => new("dotnet", [Metadata("Tool"), .. arguments])
    {
        WorkingDirectory = workingFolder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardOutputEncoding = Encoding.UTF8,
        StandardErrorEncoding = Encoding.UTF8,
    };

    private static string Metadata(string key)
        => typeof(ToolProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
