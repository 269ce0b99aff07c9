using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ProloCodebook.Tool.CommandLine;

/// <summary>The usual help, and after it the examples and exit codes of the command.</summary>
internal sealed class ToolHelp(HelpAction usual) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public static ToolHelp AddTo(RootCommand root)
    {
        // The usual one answers to /? and /h as well, which shells would offer too.
        root.Options.Remove(root.Options.OfType<HelpOption>().Single());
        var option = new HelpOption("--help", "-h", "-?");
        var help = new ToolHelp((HelpAction)option.Action!);
        option.Action = help;
        root.Options.Add(option);
        return help;
    }

    public override int Invoke(ParseResult parsed)
    {
        var result = usual.Invoke(parsed);
        if (parsed.CommandResult.Command is not ToolSubcommand command)
        {
            return result;
        }

        var output = parsed.InvocationConfiguration.Output;
        output.WriteLine(command.Examples.Count == 1 ? "Example:" : "Examples:");
        foreach (var example in command.Examples)
        {
            output.WriteLine($"  {example}");
        }

        output.WriteLine();
        output.WriteLine("Exit codes:");
        output.WriteLine($"  {ExitCode.Success,-3} it is done{(command.Found is null ? "" : ", and nothing of the next line was found")}");
        if (command.Found is not null)
        {
            output.WriteLine($"  {ExitCode.Found,-3} {command.Found}");
        }

        output.WriteLine($"  {ExitCode.BadFile,-3} a file is missing, unreadable or damaged, or cannot be written");
        output.WriteLine($"  {ExitCode.Usage,-3} the command line is wrong");
        output.WriteLine();
        return result;
    }
}
