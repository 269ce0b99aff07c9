using System.CommandLine;
using ProloCodebook.Tool.Commands;
using ProloCodebook.Tool.Terminals;

namespace ProloCodebook.Tool;

/// <summary>The program's command line. The one place that turns what went wrong into a line and an exit code.</summary>
internal static class ToolCommand
{
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, Terminal terminal)
    {
        var commandLine = Create(terminal).Parse(args);
        if (commandLine.Errors.Count > 0)
        {
            return Fail(terminal, commandLine.Errors[0].Message, ExitCode.Usage);
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

    private static RootCommand Create(Terminal terminal) => new("Checks, explains, compares and draws the policy files of ProloCodebook.")
    {
        CheckCommand.Create(terminal),
        ExplainCommand.Create(terminal),
        ReportCommand.Create(terminal),
        DiffCommand.Create(terminal),
        NewCommand.Create(terminal),
        CompletionCommand.Create(terminal),
    };

    private static int Fail(Terminal terminal, string message, int exitCode)
    {
        terminal.Error.WriteLine($"prolocodebook: {message.ReplaceLineEndings(" ")}");
        return exitCode;
    }
}
