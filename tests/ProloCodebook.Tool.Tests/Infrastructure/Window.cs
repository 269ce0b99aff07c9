using System.Diagnostics;

namespace ProloCodebook.Tool.Tests.Infrastructure;

/// <summary>Runs the tool in a terminal, where colours and progress are shown. Needs <c>script</c> (util-linux), which Linux has.</summary>
internal static class Window
{
    public static bool IsAvailable { get; } = OperatingSystem.IsLinux() && File.Exists("/usr/bin/script");

    /// <returns>All that the terminal got, control sequences included.</returns>
    public static ToolRun Run(string workingFolder, params string[] arguments)
    {
        var command = string.Join(' ', new[] { "dotnet", ToolProcess.Assembly }.Concat(arguments).Select(argument => $"'{argument}'"));
        var start = new ProcessStartInfo("script", ["-qec", $"stty cols 80; {command}", "/dev/null"])
        {
            WorkingDirectory = workingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("NO_COLOR");
        return ToolProcess.Run(start);
    }
}
