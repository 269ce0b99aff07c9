using System.CommandLine;
using ClaimScrubber.Reporting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace ClaimScrubber;

/// <summary>The program's command line.</summary>
internal static class ScrubCommand
{
    private static string BundledFile => Path.Combine(AppContext.BaseDirectory, "claims", "riverbend-clinic.837");

    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, Func<IAnsiConsole> console, TextWriter output, TextWriter error)
    {
        var file = new Option<string>("--file", "-f")
        {
            Description = "The 837P claim file (005010X222A1) to read. Without it, the made-up one that comes with the program.",
            HelpName = "path",
        };
        file.Validators.Add(option =>
        {
            if (string.IsNullOrWhiteSpace(option.GetValueOrDefault<string>()))
            {
                option.AddError("--file needs a path.");
            }
        });
        var command = new RootCommand(
            $"""
            Reads professional claims and says what the prolotherapy policy makes of every service line.

            Exit codes:
              {ExitCode.NothingToDo,-3} no line needs attention
              {ExitCode.LinesNeedAttention,-3} lines need attention
              {ExitCode.BadFile,-3} the file is missing or damaged; its good claims are reported
              {ExitCode.Usage,-3} the command line is wrong
            """) { file };
        command.SetAction(parsed => ScrubFile(parsed.GetValue(file) ?? BundledFile, console, error));

        var commandLine = command.Parse(args);
        if (commandLine.Errors.Count > 0)
        {
            foreach (var problem in commandLine.Errors)
            {
                error.WriteLine(problem.Message);
            }

            error.WriteLine("Use --help to see what there is.");
            return ExitCode.Usage;
        }

        return commandLine.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
    }

    private static int ScrubFile(string path, Func<IAnsiConsole> console, TextWriter error)
    {
        try
        {
            using var file = new StreamReader(path);
            using var services = new ServiceCollection().AddScrubber().BuildServiceProvider();
            var summary = services.GetRequiredService<ClaimFileScrub>().Run(file, new Report(console(), Path.GetFileName(path)));
            return summary switch
            {
                { Problems: > 0 } => ExitCode.BadFile,
                { HasLinesThatNeedAttention: true } => ExitCode.LinesNeedAttention,
                _ => ExitCode.NothingToDo,
            };
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            error.WriteLine($"{path}: there is no such file.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"{path}: the file cannot be read. {exception.Message}");
        }

        return ExitCode.BadFile;
    }
}
