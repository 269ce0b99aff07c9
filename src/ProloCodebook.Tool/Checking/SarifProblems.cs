using System.Reflection;
using System.Text.Json.Nodes;
using ProloCodebook.Policy;
using ProloCodebook.Tool.Policies;
using ProloCodebook.Tool.Terminals;

namespace ProloCodebook.Tool.Checking;

/// <summary>For what shows the findings of analyzers: SARIF 2.1.0 (OASIS).</summary>
internal sealed class SarifProblems(TextWriter output) : IProblemFormat
{
    public void Write(LoadedPolicies policies) => JsonOutput.Write(output, new JsonObject
    {
        ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
        ["version"] = "2.1.0",
        ["runs"] = new JsonArray(new JsonObject
        {
            ["tool"] = new JsonObject { ["driver"] = Driver() },
            ["columnKind"] = "utf16CodeUnits",
            ["results"] = JsonOutput.ArrayOf(policies.Files.SelectMany(file => file.Problems.Select(problem => Result(file, problem)))),
        }),
    });

    private static JsonObject Driver() => new()
    {
        ["name"] = "prolocodebook",
        ["semanticVersion"] = typeof(SarifProblems).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
        ["rules"] = JsonOutput.ArrayOf(PolicyProblemKinds.All.Select(Rule)),
    };

    private static JsonObject Rule(PolicyProblemKind kind)
    {
        var rule = new JsonObject
        {
            ["id"] = kind.Id,
            ["shortDescription"] = Text(kind.Title),
            ["fullDescription"] = Text(kind.Description),
            ["defaultConfiguration"] = new JsonObject { ["level"] = Severity.Of(kind) },
        };
        if (RuleLinks.Of(kind.Id) is { } link)
        {
            rule["helpUri"] = link;
        }

        return rule;
    }

    private static JsonObject Result(PolicyFile file, PolicyProblem problem) => new()
    {
        ["ruleId"] = problem.Id,
        ["ruleIndex"] = PolicyProblemKinds.All.TakeWhile(kind => kind.Id != problem.Id).Count(),
        ["level"] = Severity.Of(problem),
        ["message"] = Text(problem.Message),
        ["locations"] = new JsonArray(new JsonObject
        {
            ["physicalLocation"] = new JsonObject
            {
                ["artifactLocation"] = new JsonObject { ["uri"] = UriOf(file.Path) },
                ["region"] = new JsonObject
                {
                    ["startLine"] = problem.Span.StartLine + 1,
                    ["startColumn"] = problem.Span.StartColumn + 1,
                    ["endLine"] = problem.Span.EndLine + 1,
                    ["endColumn"] = problem.Span.EndColumn + 1,
                },
            },
        }),
    };

    private static JsonObject Text(string text) => new() { ["text"] = text };

    /// <summary>Relative where the path is, so that the log means the same on another machine.</summary>
    private static string UriOf(string path)
        => Path.IsPathRooted(path)
            ? new Uri(path).AbsoluteUri
            : string.Join('/', path.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Select(Uri.EscapeDataString));
}
