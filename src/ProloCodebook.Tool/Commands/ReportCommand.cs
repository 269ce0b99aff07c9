using System.CommandLine;
using ProloCodebook.Tool.CommandLine;
using ProloCodebook.Tool.Policies;
using ProloCodebook.Tool.Terminals;

namespace ProloCodebook.Tool.Commands;

/// <summary>Draws policies as one page to look at and to print.</summary>
internal static class ReportCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = PolicyArguments.Files();
        var output = new Option<string>("--output", "-o") { Description = "The HTML file to write.", HelpName = "path", Required = true };
        var sourceTexts = PolicyArguments.SourceTexts();
        var noDefaultPolicy = PolicyArguments.NoDefaultPolicy();
        var command = new Command("report", "Draws policies as one page to look at and to print.") { files, output, sourceTexts, noDefaultPolicy };
        command.SetAction(parsed => Write(
            PolicyLoader.Load(parsed.GetValue(files)!, parsed.GetValue(sourceTexts)!, !parsed.GetValue(noDefaultPolicy)),
            parsed.GetValue(output)!));
        return command;
    }

    private static int Write(LoadedPolicies policies, string path)
        => throw new ToolException($"{path}: report is not built yet ({policies.Files.Count} files were read).");
}
