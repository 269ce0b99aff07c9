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
        var table = Table(draft.Codes, draft.Services, draft.Payers, draft.Rules);
        for (var i = 0; i < draft.Rules.Count; i++)
        {
            if (table.NeverApplies(i))
            {
                problems.Add(PolicyProblemKinds.Rule, draft.At($"rules/{draft.Rules[i].Id}"), $"Rule '{draft.Rules[i].Id}' can never apply: no code of the policy leads to a service in its condition.");
            }
        }

        foreach (var (earlier, later, combination) in table.Conflicts())
        {
            var (first, second) = (draft.Rules[earlier], draft.Rules[later]);
            problems.Add(PolicyProblemKinds.Conflict, draft.At($"rules/{second.Id}"), $"Rules '{second.Id}' ({second.Outcome}) and '{first.Id}' ({first.Outcome}, line {draft.At($"rules/{first.Id}").StartLine + 1}) both apply to {Describe(combination)}. Narrow the condition of one of them.");
        }

        if (table.Gap(cancellation) is var (gap, count))
        {
            var others = count.IsOne ? string.Empty : $", nor to {(count - 1).ToString(CultureInfo.InvariantCulture)} other combination{(count == 2 ? string.Empty : "s")}";
            problems.Add(PolicyProblemKinds.Gap, draft.At("rules:"), $"No rule applies to {Describe(gap)}{others}. Add a rule, or widen the condition of one.");
        }

        if (problems.Has(PolicyProblemKinds.Rule))
        {
            return;
        }

        var lines = draft.Services.Select(service => service.Id).Concat([DescriptionMatcher.Other, DescriptionMatcher.Undescribed]).ToList();
        foreach (var (rule, message) in UnknownPayerCheck.Find(draft.Rules, lines, draft.Payers.Select(payer => payer.Id).ToList()))
        {
            problems.Add(PolicyProblemKinds.Rule, draft.At($"rules/{rule.Id}"), message);
        }
    }

    /// <summary>The table of a policy: what a service line can turn out to be, by who may pay.</summary>
    public static DecisionTable Table(
        IReadOnlyCollection<PolicyCode> codes,
        IReadOnlyCollection<PolicyService> services,
        IReadOnlyCollection<PolicyPayer> payers,
        IReadOnlyCollection<PolicyRule> rules)
    {
        // Only an unlisted code has a description to be read; the others can only be what they are tied to.
        var lines = codes.Any(code => code.Service is null)
            ? services.Select(service => service.Id).Concat([DescriptionMatcher.Other, DescriptionMatcher.Undescribed])
            : services.Select(service => service.Id).Where(id => codes.Any(code => code.Service == id));
        var dimensions = new[]
        {
            new TableDimension("service", lines.ToList()),
            new TableDimension("payer", payers.Select(payer => payer.Id).Concat([Payer.Unknown]).ToList()),
        };
        return new DecisionTable(dimensions, rules.Select(rule => new IReadOnlyCollection<string>[] { rule.Services, rule.Payers }));
    }

    /// <summary>A combination in words.</summary>
    public static string Describe(IReadOnlyList<string> combination) => $"service '{combination[0]}' with payer '{combination[1]}'";
}
