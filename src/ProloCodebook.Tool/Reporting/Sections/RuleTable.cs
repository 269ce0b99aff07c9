using System.Globalization;
using ProloCodebook.Policy;
using ProloCodebook.Tool.Reporting.Html;
using static ProloCodebook.Tool.Reporting.Html.Elements;

namespace ProloCodebook.Tool.Reporting.Sections;

/// <summary>The rules as a decision table: conditions on the left, what follows on the right, the hit policy in the corner.</summary>
internal sealed class RuleTable(Components parts)
{
    public Node Draw() => Group(
        parts.Page.Heading(1, Class("group-heading"), "The rules"),
        StackedTable.Draw(
            "rules",
            "Decision table",
            [new("U", "Rule number; hit policy unique"), new("Service is"), new("Payer is"), .. ByAgent ? [new StackedColumn("Injected is")] : Array.Empty<StackedColumn>(), new("Outcome"), new("Because")],
            parts.Page.Policy.Rules.Select((rule, i) => Row(rule, i + 1))));

    private bool ByAgent => parts.Page.AsksWhatIsInjected;

    private StackedRow Row(PolicyRule rule, int number) => new(
        parts.Page.OfRule(rule.Id),
        "rule-row " + Components.OutcomeClass(rule.Outcome),
        [
            Span(Class("rule-number"), number.ToString(CultureInfo.InvariantCulture)),
            Values(rule.Services, parts.Page.ServiceTitle, "any service"),
            Values(rule.Payers, parts.Page.PayerTitle, "any payer"),
            .. ByAgent ? [Values(rule.Agents.Concat(rule.Products).ToEquatableArray(), parts.Page.InjectedTitle, "anything")] : Array.Empty<Node>(),
            Group(
                parts.OutcomeBadge(rule.Outcome),
                Components.Needs(rule.Missing)),
            Group(
                P(Class("reason"), rule.Reason),
                P(Class("rule-facts"), Components.IdText(rule.Id), FromOverlay(rule), When(rule.Loosens, () => Span(Class("tag loosens"), "loosens"))),
                References("rests on", rule.Cites),
                References("against it", rule.Contrary)),
        ]);

    private static Node Values(EquatableArray<string> ids, Func<string, string> title, string any)
        => ids.Count == 0
            ? Span(Class("any"), any)
            : Ul(Class("values"), Each(ids, id => Li(title(id))));

    /// <summary>Which overlay the rule comes from; nothing where it is the policy's own.</summary>
    private Node FromOverlay(PolicyRule rule)
        => parts.Page.Reported.Overlays.Select(file => file.Reading.Policy!).FirstOrDefault(overlay => overlay.Rules.Any(own => own.Id == rule.Id)) is { } from
            ? Span(Class("tag overlay"), $"overlay {from.Id}")
            : Nothing;

    private Node References(string role, EquatableArray<string> ids)
        => ids.Count == 0
            ? Nothing
            : P(Class("references"), Span(Class("quiet"), role + " "), Join(", ", ids.Select(id => Group(parts.CitedLink(id), " ", parts.Numbers(CitationsOf(id))))));

    private IReadOnlyCollection<PolicyCitation> CitationsOf(string id) =>
    [
        .. parts.Page.Policy.Statements.Where(statement => statement.Id == id).SelectMany(statement => statement.Citations),
        .. parts.Page.Policy.Services.Where(service => service.Id == id).SelectMany(service => service.Citations),
        .. parts.Page.Policy.Codes.Where(code => code.Value == id).SelectMany(code => code.Citations),
    ];
}
