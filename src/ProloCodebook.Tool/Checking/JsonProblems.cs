using System.Text.Json.Nodes;
using ProloCodebook.Policy;
using ProloCodebook.Tool.Policies;
using ProloCodebook.Tool.Terminals;

namespace ProloCodebook.Tool.Checking;

/// <summary>For scripts. Lines and columns count from 1; the end is the place after the last character.</summary>
internal sealed class JsonProblems(TextWriter output) : IProblemFormat
{
    public void Write(LoadedPolicies policies) => JsonOutput.Write(output, new JsonObject
    {
        ["files"] = JsonOutput.ArrayOf(policies.Files.Select(Of)),
        ["problems"] = JsonOutput.ArrayOf(policies.Files.SelectMany(file => file.Problems.Select(problem => Of(file, problem)))),
    });

    private static JsonObject Of(PolicyFile file) => new()
    {
        ["path"] = file.Path,
        ["isPackaged"] = file.IsPackaged,
        ["policy"] = file.HasErrors ? null : file.Reading.Policy?.Id,
        ["revision"] = file.HasErrors ? null : file.Reading.Policy?.Revision,
        ["hash"] = file.HasErrors ? null : file.Reading.Policy?.Hash,
    };

    private static JsonObject Of(PolicyFile file, PolicyProblem problem) => new()
    {
        ["id"] = problem.Id,
        ["severity"] = Severity.Of(problem),
        ["message"] = problem.Message,
        ["path"] = file.Path,
        ["startLine"] = problem.Span.StartLine + 1,
        ["startColumn"] = problem.Span.StartColumn + 1,
        ["endLine"] = problem.Span.EndLine + 1,
        ["endColumn"] = problem.Span.EndColumn + 1,
        ["help"] = RuleLinks.Of(problem.Id),
    };
}
