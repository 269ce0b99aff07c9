using System.CommandLine;
using System.Text;
using ProloCodebook.Tool.CommandLine;
using ProloCodebook.Tool.Policies;
using ProloCodebook.Tool.Reporting;
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
        var command = new ToolSubcommand("report", "Draws policies as one page to look at and to print.")
        {
            Examples = ["prolocodebook report policies/needling.yaml -o needling.html", "prolocodebook report needling-2025.yaml needling-2026.yaml -o needling.html"],
            Found = "the page was written, and shows errors",
        };
        command.Add(files, output, sourceTexts, noDefaultPolicy);
        command.SetAction(parsed => Write(
            terminal,
            PolicyLoader.Load(parsed.GetValue(files)!, parsed.GetValue(sourceTexts)!, !parsed.GetValue(noDefaultPolicy)),
            parsed.GetValue(output)!));
        return command;
    }

    private static int Write(Terminal terminal, LoadedPolicies loaded, string path)
    {
        CheckIsNoInput(loaded, path);
        var policies = ReportedPolicy.In(loaded);
        if (policies.Count == 0)
        {
            throw new ToolException($"{loaded.Files[0].Path} gives no policy to draw. See what is wrong in it: prolocodebook check {loaded.Files[0].Path}");
        }

        Save(path, PolicyReport.Write(loaded, policies));
        var errors = loaded.Files.Sum(file => file.Problems.Count(problem => !problem.IsWarning));
        var names = string.Join(", ", policies.Select(policy => $"{policy.Policy.Id} {policy.Policy.Revision}"));
        terminal.Output.WriteLine(SafeText.Of($"{path}: {names}{(errors == 0 ? "" : $"; it shows {Count.Of(errors, "error")}")}."));
        return loaded.HasErrors ? ExitCode.Found : ExitCode.Success;
    }

    /// <summary>A slip of the hand must not cost anybody the policy.</summary>
    private static void CheckIsNoInput(LoadedPolicies loaded, string path)
    {
        var full = Path.GetFullPath(path);
        var inputs = loaded.Files.SelectMany(file => new[] { file.Path, file.SourceText?.Path }).OfType<string>();
        if (inputs.Any(input => string.Equals(Path.GetFullPath(input), full, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ToolException($"{path} is a file that is read. Give the page a name of its own, such as {Path.ChangeExtension(path, ".html")}.");
        }
    }

    private static void Save(string path, string page)
    {
        try
        {
            File.WriteAllText(path, page, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (DirectoryNotFoundException)
        {
            throw new ToolException($"{path} cannot be written: there is no such folder. Make it first.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new ToolException($"{path} cannot be written: it is a folder, or you have no permission. Name a file where you have.");
        }
    }
}
