using System.Text.Json.Nodes;
using ProloCodebook.Policy;
using ProloCodebook.Tool.Terminals;

namespace ProloCodebook.Tool.Comparing;

/// <summary>A comparison as scripts read it.</summary>
internal static class ComparisonJson
{
    public static JsonObject Of(Comparison comparison) => new()
    {
        ["before"] = Of(comparison.Before),
        ["after"] = Of(comparison.After),
        ["hasOtherOutcomes"] = comparison.HasOtherOutcomes,
        ["changes"] = JsonOutput.ArrayOf(comparison.Changes.Select(change => (JsonNode)new JsonObject
        {
            ["isOfOutcome"] = change.IsOfOutcome,
            ["before"] = Of(change.Before),
            ["after"] = Of(change.After),
            ["lines"] = JsonOutput.ArrayOf(change.Groups.Select(group => (JsonNode)new JsonObject
            {
                ["codes"] = JsonOutput.ArrayOf(group.Codes),
                ["payers"] = JsonOutput.ArrayOf(group.Payers),
                ["agents"] = group.Agents.Length > 0 ? group.Agents : null,
                ["descriptions"] = group.Descriptions.Length > 0 ? group.Descriptions : null,
                ["serviceDates"] = group.Dates.Length > 0 ? group.Dates : null,
            })),
        })),
        ["facts"] = JsonOutput.ArrayOf(comparison.Facts.Select(fact => (JsonNode)new JsonObject
        {
            ["kind"] = fact.Kind,
            ["id"] = fact.Id,
            ["key"] = fact.Key,
            ["before"] = fact.Before,
            ["after"] = fact.After,
        })),
    };

    private static JsonObject Of(PayerPolicy policy) => new() { ["id"] = policy.Id, ["revision"] = policy.Revision, ["hash"] = policy.Hash };

    private static JsonObject Of(InterpretedDecision decision) => new()
    {
        ["outcome"] = decision.Outcome,
        ["rule"] = decision.Rule,
        ["reason"] = decision.Reason,
        ["missing"] = JsonOutput.ArrayOf(decision.Missing),
        ["citations"] = JsonOutput.ArrayOf(decision.Citations.Select(citation => (JsonNode)new JsonObject { ["section"] = citation.Section, ["quote"] = citation.Quote })),
        ["contraryEvidence"] = JsonOutput.ArrayOf(decision.Contrary.Select(statement => statement.Id)),
    };
}
