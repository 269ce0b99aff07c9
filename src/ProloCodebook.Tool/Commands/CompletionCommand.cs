using System.CommandLine;
using ProloCodebook.Tool.CommandLine;
using ProloCodebook.Tool.Terminals;

namespace ProloCodebook.Tool.Commands;

/// <summary>Prints the script that makes a shell complete commands, options and the policy's names. It asks the program itself what there is.</summary>
internal static class CompletionCommand
{
    private static readonly string[] s_shells = ["bash", "zsh", "pwsh"];

    public static Command Create(Terminal terminal)
    {
        var shell = new Argument<string>("SHELL") { Description = "The shell to print it for." };
        shell.AcceptOnlyFromAmong(s_shells);
        var command = new ToolSubcommand("completion", "Prints the script that completes commands in a shell.")
        {
            Examples = ["eval \"$(prolocodebook completion bash)\"", "prolocodebook completion pwsh | Out-String | Invoke-Expression"],
        };
        command.Add(shell);
        command.SetAction(parsed =>
        {
            using var script = new StreamReader(typeof(CompletionCommand).Assembly.GetManifestResourceStream($"completion.{parsed.GetValue(shell)}")!);
            terminal.Output.Write(script.ReadToEnd());
            return ExitCode.Success;
        });
        return command;
    }
}
