using ProloCodebook.Policy;
using ProloCodebook.Tool.Reporting.Html;
using static ProloCodebook.Tool.Reporting.Html.Elements;

namespace ProloCodebook.Tool.Reporting.Sections;

/// <summary>The matrix of agents and their products by role and FDA status.</summary>
internal sealed class AgentsSection(Components parts)
{
    private readonly IReadOnlyList<string> _roles = Known(Wording.Roles, parts.Page.Policy.Agents.Select(agent => agent.Role));
    private readonly IReadOnlyList<string> _statuses = Known(
        Wording.FdaStatuses,
        parts.Page.Policy.Agents.Select(agent => agent.FdaStatus).Concat(parts.Page.Policy.Products.Select(product => product.FdaStatus)));

    public Node Draw() => parts.Part(
        "agents",
        "Agents and products",
        Group("What the text says each substance is used as, and what it says about the FDA. ", Components.NotStatedMark(), " means that the text is silent, and nothing else."),
        parts.Page.Policy.Agents.Count + parts.Page.Policy.Products.Count == 0 ? P(Class("quiet"), "The policy lists no agents.") : Matrix());

    private Node Matrix() => Div(
        Class("scroll"),
        Role("region"),
        Label("Agents by role and FDA status"),
        Focusable,
        Table(
            Class("matrix"),
            Thead(
                Tr(
                    Th(ScopeColumn, RowSpan(2), "Agent"),
                    Th(Class("group"), ScopeColumns, ColumnSpan(_roles.Count), "Role that the text states"),
                    Th(Class("group"), ScopeColumns, ColumnSpan(_statuses.Count), "FDA status"),
                    Th(ScopeColumn, RowSpan(2), "Passages")),
                Tr(
                    Each(_roles, (role, i) => Th(Class(i == 0 ? "first" : "next"), ScopeColumn, Wording.Role(role))),
                    Each(_statuses, (status, i) => Th(Class(i == 0 ? "first" : "next"), ScopeColumn, Wording.FdaStatus(status))))),
            Tbody(
                Each(parts.Page.Policy.Agents, Rows),

                // In a file with errors: nothing is lost.
                Each(parts.Page.Policy.Products.Where(product => !parts.Page.Policy.Agents.Any(agent => agent.Id == product.Agent)), Row))));

    private Node Rows(PolicyAgent agent) => Group(
        Tr(
            Id(parts.Page.OfAgent(agent.Id)),
            Th(
                ScopeRow,
                Span(Class("agent-name isolated"), agent.Name),
                When(agent.CombinedWith.Count > 0, () => Span(Class("quiet below"), $"with {string.Join(" and ", agent.CombinedWith.Select(Name))}"))),
            Each(_roles, (role, i) => Cell(role == agent.Role, Wording.Role(role), role == "NotStated", i == 0)),
            Each(_statuses, (status, i) => Cell(status == agent.FdaStatus, Wording.FdaStatus(status), status == "NotStated", i == 0)),
            Td(parts.Numbers(agent.Citations))),
        Each(parts.Page.Policy.Products.Where(product => product.Agent == agent.Id), Row));

    private Node Row(PolicyProduct product) => Tr(
        Id(parts.Page.OfProduct(product.Id)),
        Class("product"),
        Th(
            ScopeRow,
            Span(Class("product-name isolated"), product.Name),
            When(product.Form is not null, () => Span(Class("quiet below"), product.Form!))),
        Td(Class("first of-product"), ColumnSpan(_roles.Count), $"product of {Name(product.Agent)}"),
        Each(_statuses, (status, i) => Cell(status == product.FdaStatus, Wording.FdaStatus(status), status == "NotStated", i == 0)),
        Td(parts.Numbers(product.Citations)));

    private static Node Cell(bool holds, string what, bool isSilence, bool isFirst)
    {
        var side = isFirst ? "first " : string.Empty;
        return holds
            ? Td(Class(side + "holds"), Span(Class(isSilence ? "dot silent" : "dot"), Hidden), Span(Class("for-readers"), what))
            : Td(Class(side + "blank"));
    }

    private string Name(string agent) => parts.Page.Policy.Agents.FirstOrDefault(candidate => candidate.Id == agent)?.Name ?? agent;

    /// <summary>The columns: those that always stand there, and what else a policy uses.</summary>
    private static IReadOnlyList<string> Known(IEnumerable<string> always, IEnumerable<string> used) => [.. always.Concat(used).Distinct()];
}
