using System.Globalization;
using System.Text.Json.Nodes;
using ProloCodebook.Policy;
using ProloCodebook.Tool.Terminals;

namespace ProloCodebook.Tool.Explaining;

/// <summary>A decision as scripts read it. Ids and values are those of the policy file.</summary>
internal static class ExplanationJson
{
    public static JsonObject Of(ExplainedLine line)
    {
        var (trace, decision, policy) = (line.Trace, line.Decision, line.Policy);
        return new JsonObject
        {
            ["code"] = trace.Code,
            ["payer"] = line.Payer,
            ["description"] = line.Description,
            ["serviceDate"] = line.ServiceDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["outcome"] = decision.Outcome,
            ["rule"] = decision.Rule,
            ["reason"] = decision.Reason,
            ["missing"] = JsonOutput.ArrayOf(decision.Missing),
            ["policy"] = decision.Policy is { } deciding ? new JsonObject { ["id"] = deciding.Id, ["revision"] = deciding.Revision, ["hash"] = deciding.Hash } : null,
            ["citations"] = Of(policy, decision.Citations),
            ["contraryEvidence"] = JsonOutput.ArrayOf(decision.Contrary.Select(statement => (JsonNode)new JsonObject
            {
                ["id"] = statement.Id,
                ["text"] = statement.Text,
                ["population"] = statement.Population,
                ["citations"] = Of(policy, statement.Citations),
            })),
            ["service"] = trace.Service,
            ["payerInPolicy"] = trace.Payer,
            ["mentions"] = JsonOutput.ArrayOf(trace.Mentions.Select(mention => (JsonNode)new JsonObject { ["service"] = mention.Service, ["name"] = mention.Name, ["isNegated"] = mention.IsNegated })),
            ["revisions"] = JsonOutput.ArrayOf(trace.Revisions.Select(trial => (JsonNode)new JsonObject
            {
                ["policy"] = trial.Policy.Id,
                ["revision"] = trial.Policy.Revision,
                ["effectiveFrom"] = trial.Policy.EffectiveFrom,
                ["effectiveTo"] = trial.Policy.EffectiveTo,
                ["governs"] = trial.Governs,
            })),
            ["rules"] = JsonOutput.ArrayOf(trace.Rules.Select(trial => (JsonNode)new JsonObject
            {
                ["id"] = trial.Rule.Id,
                ["outcome"] = trial.Rule.Outcome,
                ["takesService"] = trial.TakesService,
                ["takesPayer"] = trial.TakesPayer,
                ["decides"] = trial.Decides,
                ["why"] = WhyNot.Of(trial, trace, policy!),
            })),
            ["agents"] = JsonOutput.ArrayOf(line.Agents.Select(agent => (JsonNode)new JsonObject
            {
                ["id"] = agent.Id,
                ["name"] = agent.Name,
                ["role"] = agent.Role,
                ["combinedWith"] = JsonOutput.ArrayOf(agent.CombinedWith),
                ["fdaStatus"] = agent.FdaStatus,
                ["citations"] = Of(policy, agent.Citations),
            })),
        };
    }

    private static JsonArray Of(PayerPolicy? policy, EquatableArray<PolicyCitation> citations)
        => JsonOutput.ArrayOf(citations.Select(citation => (JsonNode)new JsonObject
        {
            ["section"] = citation.Section,
            ["heading"] = policy?.Sections.FirstOrDefault(section => section.Id == citation.Section)?.Heading,
            ["quote"] = citation.Quote,
        }));
}
