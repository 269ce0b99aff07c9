using System.CommandLine;
using System.CommandLine.Invocation;
using ProloCodebook.Policy;
using ProloCodebook.Tool.Commands;
using ProloCodebook.Tool.Terminals;

namespace ProloCodebook.Tool.CommandLine;

/// <summary>The program's command line. The one place that turns what went wrong into a line and an exit code.</summary>
internal static class ToolCommand
{
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, Terminal terminal)
    {
        var root = Create(terminal);
        var commandLine = root.Parse(args, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (commandLine.Action is null or ParseErrorAction)
        {
            return Fail(terminal, Describe(commandLine), ExitCode.Usage);
        }

        try
        {
            return commandLine.Invoke(new InvocationConfiguration
            {
                Output = terminal.Output,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
            });
        }
        catch (ToolException exception)
        {
            return Fail(terminal, exception.Message, exception.ExitCode);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Fail(terminal, exception.Message, ExitCode.BadFile);
        }
    }

    private static RootCommand Create(Terminal terminal)
    {
        var root = new RootCommand("Checks, explains, draws and compares the policy files of ProloCodebook. Start with: prolocodebook new my-policy")
        {
            NewCommand.Create(terminal),
            CheckCommand.Create(terminal),
            ExplainCommand.Create(terminal),
            ReportCommand.Create(terminal),
            DiffCommand.Create(terminal),
            CompletionCommand.Create(terminal),
        };
        root.SetAction(ToolHelp.AddTo(root).Invoke);
        return root;
    }

    /// <summary>The first thing wrong with the command line, and what to type instead.</summary>
    private static string Describe(ParseResult commandLine)
    {
        var command = commandLine.CommandResult.Command;
        var path = command is RootCommand ? "prolocodebook" : $"prolocodebook {command.Name}";
        if (commandLine.UnmatchedTokens is [var unknown, ..])
        {
            var isOption = unknown.StartsWith('-');
            var known = isOption ? command.Options.Select(option => option.Name) : command.Subcommands.Select(subcommand => subcommand.Name);
            var what = isOption ? $"{path} has no option '{unknown}'." : command is RootCommand ? $"There is no command '{unknown}'." : $"'{unknown}' is one argument too many.";
            return $"{what}{Suggestion.For(unknown, known)} See: {path} --help";
        }

        var message = commandLine.Errors.Count > 0 ? commandLine.Errors[0].Message : "A command is missing.";
        // Some of the library's messages are lists over several lines.
        var line = string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return $"{line.TrimEnd('.')}. See: {path} --help";
    }

    private static int Fail(Terminal terminal, string message, int exitCode)
    {
        // A path on the command line may hold anything.
        terminal.Error.WriteLine($"prolocodebook: {SafeText.Of(message)}");
        return exitCode;
    }
}
