using System.CommandLine;
using ProloCodebook.Tool.CommandLine;
using ProloCodebook.Tool.Templates;
using ProloCodebook.Tool.Terminals;

namespace ProloCodebook.Tool.Commands;

/// <summary>Writes a policy file to start from.</summary>
internal static class NewCommand
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "The policy's id, which its files are called by: dry-needling." };
        var folder = new Option<string>("--output", "-o") { Description = "The folder to write to.", HelpName = "folder", DefaultValueFactory = _ => "." };
        var command = new ToolSubcommand("new", "Writes a commented policy file to start from, and the file for the payer's text.")
        {
            Examples = ["prolocodebook new dry-needling --output policies"],
        };
        command.Add(name, folder);
        command.SetAction(parsed =>
        {
            var policy = new NewPolicy(parsed.GetValue(folder)! is "." ? "" : parsed.GetValue(folder)!, parsed.GetValue(name)!);
            policy.Write();
            terminal.Output.WriteLine(SafeText.Of($"{policy.PolicyPath} is written: fill in what is marked FILL IN."));
            terminal.Output.WriteLine(SafeText.Of(policy.HasSourceText
                ? $"{policy.SourceTextPath} was there already and stays as it is."
                : $"{policy.SourceTextPath} is written and empty: paste the payer's text into it."));
            terminal.Output.WriteLine(SafeText.Of($"Then: prolocodebook check {policy.PolicyPath}"));
            return ExitCode.Success;
        });
        return command;
    }
}
