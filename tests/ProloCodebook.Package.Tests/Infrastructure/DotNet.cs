using System.Diagnostics;
using System.Text;

namespace ProloCodebook.Package.Tests.Infrastructure;

/// <summary>What a run of the dotnet command gave.</summary>
internal sealed record DotNetRun(int ExitCode, string Output);

/// <summary>Runs the dotnet command apart from the test run that it is started in.</summary>
internal static class DotNet
{
    /// <param name="packagesFolder">The folder to restore packages into; null for the machine's own.</param>
    public static DotNetRun Run(string workingFolder, string? packagesFolder, params string[] arguments)
        => Start(Host(), workingFolder, packagesFolder, arguments);

    /// <summary>Runs an installed tool.</summary>
    public static DotNetRun RunProgram(string program, string workingFolder, params string[] arguments)
        => Start(program, workingFolder, packagesFolder: null, arguments);

    private static DotNetRun Start(string program, string workingFolder, string? packagesFolder, string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = workingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // What the outer dotnet test sets for itself would make the inner one load its MSBuild and tasks.
        foreach (string name in start.Environment.Keys.Where(IsOfTheOuterRun).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        if (packagesFolder is not null)
        {
            start.Environment["NUGET_PACKAGES"] = packagesFolder;
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new DotNetRun(process.ExitCode, output + errors.Result);
    }

    private static bool IsOfTheOuterRun(string variable)
        => variable.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
            || variable.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)
            || variable.StartsWith("TESTINGPLATFORM", StringComparison.OrdinalIgnoreCase);

    private static string Host()
    {
        string? process = Environment.ProcessPath;
        return Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")
            ?? (Path.GetFileNameWithoutExtension(process) == "dotnet" ? process! : "dotnet");
    }
}
