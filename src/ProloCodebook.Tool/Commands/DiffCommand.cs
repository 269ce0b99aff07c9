using System.CommandLine;
using ProloCodebook.Tool.CommandLine;
using ProloCodebook.Tool.Comparing;
using ProloCodebook.Tool.Policies;
using ProloCodebook.Tool.Terminals;

namespace ProloCodebook.Tool.Commands;

/// <summary>Says what changed between two editions of a policy file, and for which lines.</summary>
internal static class DiffCommand
{
    public static Command Create(Terminal terminal)
    {
        var old = new Argument<string>("OLD") { Description = "The policy file as it was." };
        var current = new Argument<string>("NEW") { Description = "The policy file as it is to be." };
        var others = new Option<string[]>("--policy") { Description = "Policy files that both sides need, such as the one that an overlay refines.", HelpName = "path", DefaultValueFactory = _ => [] };
        var sourceTexts = PolicyArguments.SourceTexts();
        var noDefaultPolicy = PolicyArguments.NoDefaultPolicy();
        var format = PolicyArguments.Format("text", "json");
        var command = new ToolSubcommand("diff", "Says what changed between two editions of a policy file, and for whom.")
        {
            Examples = ["prolocodebook diff needling-2025.yaml needling.yaml", "git show main:needling.yaml > old/needling.yaml && prolocodebook diff old/needling.yaml needling.yaml --source-text needling.txt"],
            Found = "there are lines with another outcome",
        };
        command.Add(old, current, others, sourceTexts, noDefaultPolicy, format);
        command.SetAction(parsed =>
        {
            var comparison = Compare(Load(parsed.GetValue(old)!), Load(parsed.GetValue(current)!));
            if (parsed.GetValue(format) == "json")
            {
                JsonOutput.Write(terminal.Output, ComparisonJson.Of(comparison));
            }
            else
            {
                new ComparisonText(terminal.Console).Write(comparison);
            }

            return comparison.HasOtherOutcomes ? ExitCode.Found : ExitCode.Success;

            LoadedPolicies Load(string path) => PolicyLoader.LoadWithoutErrors(
                [path, .. parsed.GetValue(others)!],
                parsed.GetValue(sourceTexts)!,
                !parsed.GetValue(noDefaultPolicy));
        });
        return command;
    }

    private static Comparison Compare(LoadedPolicies before, LoadedPolicies after)
    {
        // Without errors there is a policy in each file; the first file is the one that was named.
        var (old, current) = (before.Files[0].Reading.Policy!, after.Files[0].Reading.Policy!);
        return new Comparison(old, current, OutcomeComparison.Compare(before.Set, after.Set), FactComparison.Compare(old, current));
    }
}
