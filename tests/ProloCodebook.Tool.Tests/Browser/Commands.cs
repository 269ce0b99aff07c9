using System.Diagnostics;

namespace ProloCodebook.Tool.Tests.Browser;

/// <summary>Runs programs of the machine.</summary>
internal static class Commands
{
    /// <summary>The program's path; null where it is not on PATH.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    /// <returns>Whether it ended with 0, and what it said.</returns>
    public static (bool IsGood, string Said) Run(string folder, TimeSpan longest, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(longest))
        {
            process.Kill(entireProcessTree: true);
            return (false, $"{program} {string.Join(' ', arguments)} did not end within {longest.TotalSeconds} s.");
        }

        return (process.ExitCode == 0, $"{output.Result}\n{error.Result}");
    }
}
