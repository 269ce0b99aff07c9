using ProloCodebook.Policy;
using ProloCodebook.Tool.Reporting.Html;
using static ProloCodebook.Tool.Reporting.Html.Elements;

namespace ProloCodebook.Tool.Reporting.Sections;

/// <summary>What the text states, one card a statement: in the policy's words, in the payer's, and which rules rest on it.</summary>
internal sealed class StatementCards(Components parts)
{
    /// <summary>The statements of a kind under a heading of their own; nothing where there are none.</summary>
    public Node Draw(string kind)
    {
        var statements = parts.Page.Policy.Statements.Where(statement => statement.Kind == kind).ToList();
        return statements.Count == 0
            ? Nothing
            : Group(parts.Page.Heading(1, Class("group-heading"), Wording.StatementKind(kind)), Div(Class("statements"), Each(statements, Card)));
    }

    private Node Card(PolicyStatement statement) => Div(
        Id(parts.Page.OfStatement(statement.Id)),
        Class("card statement-card"),
        P(Class("statement-text"), statement.Text),
        P(
            Class("statement-facts"),
            Components.IdText(statement.Id),
            When(statement.Population is not null, () => Span(Class("tag population"), Span(Class("for-readers"), "population: "), statement.Population!)),
            Rules("decides ", statement.Id, rule => rule.Cites),
            Rules("speaks against ", statement.Id, rule => rule.Contrary)),
        parts.Quotes(statement.Citations));

    private Node Rules(string role, string statement, Func<PolicyRule, EquatableArray<string>> ids)
    {
        var rules = parts.Page.Policy.Rules.Where(rule => ids(rule).Contains(statement)).Select(rule => parts.RuleLink(rule.Id)).ToList();
        return rules.Count == 0 ? Nothing : Span(Class("used-by"), role, Join(", ", rules));
    }
}
