using System.CommandLine;
using ProloCodebook.Tool.Checking;
using ProloCodebook.Tool.CommandLine;
using ProloCodebook.Tool.Policies;
using ProloCodebook.Tool.Terminals;

namespace ProloCodebook.Tool.Commands;

/// <summary>Finds what is wrong in policy files: the same as the build finds, under the same ids.</summary>
internal static class CheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = PolicyArguments.Files();
        var format = PolicyArguments.Format("text", "json", "sarif");
        var sourceTexts = PolicyArguments.SourceTexts();
        var noDefaultPolicy = PolicyArguments.NoDefaultPolicy();
        var command = new ToolSubcommand("check", "Finds what is wrong in policy files: the same as the build finds.")
        {
            Examples = ["prolocodebook check policies/needling.yaml", "prolocodebook check policies/*.yaml --format sarif > problems.sarif"],
            Found = "there are errors",
        };
        command.Add(files, format, sourceTexts, noDefaultPolicy);
        command.SetAction(parsed =>
        {
            var policies = PolicyLoader.Load(parsed.GetValue(files)!, parsed.GetValue(sourceTexts)!, !parsed.GetValue(noDefaultPolicy));
            IProblemFormat writer = parsed.GetValue(format) switch
            {
                "json" => new JsonProblems(terminal.Output),
                "sarif" => new SarifProblems(terminal.Output),
                _ => new TextProblems(terminal),
            };
            writer.Write(policies);
            return policies.HasErrors ? ExitCode.Found : ExitCode.Success;
        });
        return command;
    }
}
