using ProloCodebook.Policy;

namespace ProloCodebook.Tool.Comparing;

/// <summary>A definition that one edition has and the other has not, or has with another value.</summary>
/// <param name="Kind">What is defined: <c>agent</c>, <c>statement</c>, …</param>
/// <param name="Id">Which; null for what the policy says of itself.</param>
/// <param name="Key">Which value of it; null where the whole definition came or went.</param>
/// <param name="Before">Null where it came.</param>
/// <param name="After">Null where it went.</param>
internal sealed record FactChange(string Kind, string? Id, string? Key, string? Before, string? After);

/// <summary>Compares what two editions of a policy state, definition by definition: what decisions and generated code are made of.</summary>
internal static class FactComparison
{
    public static IReadOnlyList<FactChange> Compare(PayerPolicy before, PayerPolicy after)
    {
        var (old, current) = (FactsOf(before).ToDictionary(fact => fact.Name), FactsOf(after).ToDictionary(fact => fact.Name));
        return
        [
            .. old.Values.Where(fact => !current.ContainsKey(fact.Name)).Select(fact => new FactChange(fact.Name.Kind, fact.Name.Id, null, fact.Title, null)),
            .. current.Values.SelectMany(fact => old.TryGetValue(fact.Name, out var known)
                ? Values(known, fact)
                : [new FactChange(fact.Name.Kind, fact.Name.Id, null, null, fact.Title)]),
        ];
    }

    private static IEnumerable<FactChange> Values(Fact before, Fact after)
        => before.Values.Zip(after.Values)
            .Where(pair => pair.First.Text != pair.Second.Text)
            .Select(pair => new FactChange(after.Name.Kind, after.Name.Id, pair.First.Key, pair.First.Text, pair.Second.Text));

    private static IEnumerable<Fact> FactsOf(PayerPolicy policy) =>
    [
        new(("policy", null), policy.Title,
            ("id", policy.Id), ("title", policy.Title), ("revision", policy.Revision), ("refines", policy.Refines ?? ""),
            ("effectiveFrom", policy.EffectiveFrom ?? ""), ("effectiveTo", policy.EffectiveTo ?? "")),
        .. policy.Sections.Select(section => new Fact(("section", section.Id), section.Heading,
            ("heading", section.Heading), ("criteria", section.IsCriteria ? "true" : "false"))),
        .. policy.Codes.Select(code => new Fact(("code", code.Value), code.Description,
            ("system", code.System), ("description", code.Description), ("service", code.Service ?? ""), Quotes(code.Citations))),
        .. policy.Services.Select(service => new Fact(("service", service.Id), service.Title,
            ("title", service.Title), ("related", service.IsRelated ? "true" : "false"), Quotes(service.Citations))),
        .. policy.Services.SelectMany(service => service.Names.Select(name => new Fact(($"name of {service.Id}", name.Text), "",
            Quotes(name.Citations)))),
        .. policy.Payers.Select(payer => new Fact(("payer", payer.Id), payer.Title,
            ("title", payer.Title), ("stance", payer.Stance), ("like", payer.Like ?? ""), Quotes(payer.Citations))),
        .. policy.Agents.Select(agent => new Fact(("agent", agent.Id), agent.Name,
            ("name", agent.Name), ("role", agent.Role), ("combinedWith", string.Join(", ", agent.CombinedWith)), ("fdaStatus", agent.FdaStatus), Quotes(agent.Citations))),
        .. policy.Products.Select(product => new Fact(("product", product.Id), product.Name,
            ("name", product.Name), ("agent", product.Agent), ("form", product.Form ?? ""), ("fdaStatus", product.FdaStatus), Quotes(product.Citations))),
        .. policy.Statements.Select(statement => new Fact(("statement", statement.Id), statement.Text,
            ("kind", statement.Kind), ("text", statement.Text), ("population", statement.Population ?? ""), Quotes(statement.Citations))),
        .. policy.NotStated.Select(absence => new Fact(("not stated", absence.Id), absence.Text,
            ("text", absence.Text))),
        .. policy.Rules.Select(rule => new Fact(("rule", rule.Id), rule.Reason,
            ("services", string.Join(", ", rule.Services)), ("payers", string.Join(", ", rule.Payers)), ("agents", string.Join(", ", rule.Agents)), ("products", string.Join(", ", rule.Products)), ("outcome", rule.Outcome), ("reason", rule.Reason),
            ("cites", string.Join(", ", rule.Cites)), ("contrary", string.Join(", ", rule.Contrary)), ("missing", string.Join(", ", rule.Missing)))),
    ];

    private static (string, string) Quotes(EquatableArray<PolicyCitation> citations)
        => ("citations", string.Join(" ", citations.Select(citation => $"“{citation.Quote}” ({citation.Section})")));

    private sealed record Fact((string Kind, string? Id) Name, string Title, params (string Key, string Text)[] Values);
}
