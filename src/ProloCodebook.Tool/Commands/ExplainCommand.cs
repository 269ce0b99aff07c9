using System.CommandLine;
using System.Globalization;
using ProloCodebook.Policy;
using ProloCodebook.Tool.CommandLine;
using ProloCodebook.Tool.Explaining;
using ProloCodebook.Tool.Policies;
using ProloCodebook.Tool.Terminals;

namespace ProloCodebook.Tool.Commands;

/// <summary>Says what the policies decide about a service line, or about every line of a claim file, and why.</summary>
internal static class ExplainCommand
{
    public static Command Create(Terminal terminal)
    {
        var code = new Option<string>("--code", "-c") { Description = "The procedure code, as it may stand in a claim: 20999, M0076, HC:M0076:59.", HelpName = "code" };
        var payer = new Option<string>("--payer", "-p") { Description = "Who pays: a payer of the policies, Other or Unknown. With --file, for all its lines, whatever the file says.", HelpName = "payer" };
        var description = new Option<string>("--description", "-d") { Description = "What the line says in words; an unlisted code is known by nothing else.", HelpName = "text" };
        var agents = new Option<string[]>("--agents") { Description = "What is injected, separated by commas: dextrose,phenol. Without it: not known. What the policy states of them is shown.", HelpName = "names" };
        var date = new Option<string>("--date") { Description = "The date of service, as 2026-03-31. Decides where a policy has revisions.", HelpName = "date" };
        var file = new Option<string>("--file", "-f") { Description = "An 837P claim file (005010X222A1): every service line of it, instead of --code.", HelpName = "path" };
        var policy = new Option<string[]>("--policy") { Description = "Policy files to decide by, besides the one that comes with the tool.", HelpName = "path", DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true };
        var sourceTexts = PolicyArguments.SourceTexts();
        var noDefaultPolicy = PolicyArguments.NoDefaultPolicy();
        var format = PolicyArguments.Format("text", "json");
        code.CompletionSources.Add(_ => PolicyCompletions.Codes());
        payer.CompletionSources.Add(_ => PolicyCompletions.Payers());
        agents.CompletionSources.Add(_ => PolicyCompletions.Agents());

        var command = new ToolSubcommand("explain", "Says what the policies decide about a service line, and why.")
        {
            Examples =
            [
                "prolocodebook explain --code 20999 --payer medicare --description \"prolotherapy, left knee\"",
                "prolocodebook explain --code M0076 --payer other --policy policies/northfield-hmo.yaml --format json",
                "prolocodebook explain --file claims.837",
            ],
        };
        command.Add(code, payer, description, agents, date, file, policy, sourceTexts, noDefaultPolicy, format);
        command.SetAction(parsed =>
        {
            var isJson = parsed.GetValue(format) == "json";
            var policies = PolicyLoader.LoadWithoutErrors(parsed.GetValue(policy)!, parsed.GetValue(sourceTexts)!, !parsed.GetValue(noDefaultPolicy)).Set;
            var payerId = parsed.GetValue(payer) is { } typed ? PolicyNames.PayerOf(policies, typed) : null;
            if (parsed.GetValue(file) is { } path)
            {
                Option[] ofALine = [code, description, agents, date];
                return Array.Find(ofALine, option => parsed.GetResult(option) is { Implicit: false }) is { } other
                    ? throw new ToolException($"{other.Name} is for a single line; with --file the lines say it themselves. Leave one of the two out.", ExitCode.Usage)
                    : ClaimFileExplanation.Write(terminal, policies, path, payerId, isJson);
            }

            var line = ExplainedLine.Of(
                policies,
                parsed.GetValue(code) ?? throw new ToolException("There is nothing to explain. Give --code and --payer, or --file with a claim file.", ExitCode.Usage),
                payerId ?? throw new ToolException($"--payer is missing, and who pays is never guessed. There are {ShortText.List(PolicyNames.PayersOf(policies))}.", ExitCode.Usage),
                parsed.GetValue(description),
                ParseDate(parsed.GetValue(date)),
                [.. (parsed.GetValue(agents) ?? []).SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(name => PolicyNames.AgentOf(policies, name)).Distinct()]);
            if (isJson)
            {
                JsonOutput.Write(terminal.Output, ExplanationJson.Of(line));
            }
            else
            {
                new ExplanationText(terminal.Console).Write(line);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static DateTime? ParseDate(string? typed)
    {
        if (typed is null)
        {
            return null;
        }

        return DateTime.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new ToolException($"'{ShortText.Of(typed)}' is no date. Write year, month and day, as 2026-03-31.", ExitCode.Usage);
    }
}
