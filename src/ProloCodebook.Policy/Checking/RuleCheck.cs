using System.Globalization;

namespace ProloCodebook.Policy;

/// <summary>The decision table: what its rules may cite, and that every combination has exactly one of them.</summary>
internal static class RuleCheck
{
    public static void CheckCriteria(PolicyDraft draft, ProblemList problems)
    {
        var noCriteria = new HashSet<string>(draft.Sections.Where(section => !section.IsCriteria).Select(section => section.Id), StringComparer.Ordinal);
        if (noCriteria.Count == 0)
        {
            return;
        }

        var tainted = new Dictionary<string, string>(StringComparer.Ordinal);
        var cited = draft.Statements.Select(statement => (statement.Id, statement.Citations))
            .Concat(draft.Services.Select(service => (service.Id, service.Citations)))
            .Concat(draft.Codes.Select(code => (Id: code.Value, code.Citations)));
        foreach (var (id, citations) in cited)
        {
            if (citations.FirstOrDefault(citation => noCriteria.Contains(citation.Section)) is { } citation)
            {
                tainted[id] = citation.Section;
            }
        }

        foreach (var rule in draft.Rules)
        {
            Report(rule, "cites", rule.Cites);
            Report(rule, "contrary", rule.Contrary);
        }

        void Report(PolicyRule rule, string key, EquatableArray<string> ids)
        {
            foreach (var id in ids.Where(tainted.ContainsKey))
            {
                problems.Add(PolicyProblemKinds.NoCriteria, draft.At($"rules/{rule.Id}/{key}/{id}"), $"'{id}' quotes section '{tainted[id]}', which is no coverage criteria ('criteria: false'). A rule must rest on other sections.");
            }
        }
    }

    /// <summary>Proves the table of a policy of its own. To be called where all its conditions could be read.</summary>
    public static void CheckTable(PolicyDraft draft, ProblemList problems, CancellationToken cancellation)
    {
        var table = RuleTable.Of(draft.Rules, Lines(draft), draft.Payers, draft.Agents, draft.Products);
        for (var i = 0; i < draft.Rules.Count; i++)
        {
            if (table.NeverApplies(i))
            {
                problems.Add(PolicyProblemKinds.Rule, draft.At($"rules/{draft.Rules[i].Id}"), $"Rule '{draft.Rules[i].Id}' can never apply: {WhyNever(draft, draft.Rules[i])}.");
            }
        }

        foreach (var (earlier, later, combination) in table.Conflicts())
        {
            var (first, second) = (draft.Rules[earlier], draft.Rules[later]);
            problems.Add(PolicyProblemKinds.Conflict, draft.At($"rules/{second.Id}"), $"Rules '{second.Id}' ({second.Outcome}) and '{first.Id}' ({first.Outcome}, line {draft.At($"rules/{first.Id}").StartLine + 1}) both apply to {RuleTable.Describe(combination, first, second)}. Narrow the condition of one of them.");
        }

        if (table.Gap(cancellation) is var (gap, count))
        {
            var near = RuleTable.Near(draft.Rules, gap);

            // Where no rule asks what is injected, all of it together is one combination to the reader.
            var each = gap.Count > 2 && !near.Any(RuleTable.HasAgents) ? AgentMatcher.Values(draft.Agents, draft.Products).Count : 1;
            var others = count <= each ? string.Empty : gap.Count > 2 ? ", nor to others" : $", nor to {(count - 1).ToString(CultureInfo.InvariantCulture)} other combination{(count == 2 ? string.Empty : "s")}";
            problems.Add(PolicyProblemKinds.Gap, draft.At("rules:"), $"No rule applies to {RuleTable.Describe(gap, near)}{others}. Add a rule, or widen the condition of one.");
        }

        if (problems.Has(PolicyProblemKinds.Rule))
        {
            return;
        }

        foreach (var (rule, message) in UnknownCheck.Find(draft.Rules, RuleTable.Services(draft.Services), draft.Payers.Select(payer => payer.Id).ToList(), AgentMatcher.Values(draft.Agents, draft.Products)))
        {
            problems.Add(PolicyProblemKinds.Rule, draft.At($"rules/{rule.Id}"), message);
        }
    }

    private static string WhyNever(PolicyDraft draft, PolicyRule rule)
        => AgentMatcher.Values(draft.Agents, draft.Products).Any(value => AgentMatcher.Applies(rule, value))
            ? "no code of the policy leads to a service in its condition"
            : "no product in its condition contains an agent in its condition";

    /// <summary>What lines of the policy can be about: only an unlisted code has a description to be read; the others can only be what they are tied to.</summary>
    private static List<string> Lines(PolicyDraft draft)
        => draft.Codes.Exists(code => code.Service is null)
            ? RuleTable.Services(draft.Services)
            : draft.Services.Select(service => service.Id).Where(id => draft.Codes.Exists(code => code.Service == id)).ToList();
}
