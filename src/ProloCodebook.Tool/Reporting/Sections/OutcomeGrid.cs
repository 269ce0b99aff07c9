using ProloCodebook.Policy;
using ProloCodebook.Tool.Reporting.Html;
using static ProloCodebook.Tool.Reporting.Html.Elements;

namespace ProloCodebook.Tool.Reporting.Sections;

/// <summary>Services by payers, and in each cell what comes out.</summary>
internal sealed class OutcomeGrid(Components parts)
{
    /// <summary>A grid with more cells nobody looks at; the rules say the same.</summary>
    private const int MostCells = 1_200;

    public static bool IsTooLarge(PolicyPage page) => (long)page.Services.Count * page.Payers.Count > MostCells;

    public Node Draw()
    {
        var page = parts.Page;
        return Group(
            page.Heading(1, Class("group-heading"), "What comes out"),
            IsTooLarge(page)
                ? P(Class("quiet"), $"{page.Services.Count} services by {page.Payers.Count} payers are too many to draw; see the rules.")
                : Div(Class("scroll"), Role("region"), Label("Outcome by service and payer"), Focusable, Grid()));
    }

    private Node Grid() => Table(
        Class("grid"),
        Thead(Tr(Th(ScopeColumn, "Service"), Each(parts.Page.Payers, payer => Th(ScopeColumn, parts.Page.PayerTitle(payer))))),
        Tbody(Each(parts.Page.Services, service => Tr(
            Th(ScopeRow, parts.Page.ServiceTitle(service), Span(Class("quiet below"), Recognized(service))),
            Each(parts.Page.Payers, payer => Cell(service, payer))))));

    private Node Cell(string service, string payer)
    {
        var rules = parts.Page.RulesFor(service, payer);
        return rules is [var only]
            ? Td(Class("cell " + (only is null ? "gap" : Components.OutcomeClass(only.Outcome))), Content(only))
            : Td(Class("cell by-agent"), Each(rules, rule => Div(
                Class("cell-part " + (rule is null ? "gap" : Components.OutcomeClass(rule.Outcome))),
                When(rule is not null, () => Span(Class("quiet below"), parts.InjectedWords(rule!))),
                Content(rule))));
    }

    private Node Content(PolicyRule? rule) => rule is null
        ? Span(Class("not-found"), parts.Icons.Warning, "no rule applies")
        : Group(parts.OutcomeBadge(rule.Outcome), Components.Needs(rule.Missing), parts.RuleLink(rule.Id));

    private string Recognized(string service)
    {
        var policy = parts.Page.Policy;
        var alone = policy.Codes.Where(code => code.Service == service).Select(code => code.Value).ToList();
        var unlisted = policy.Codes.Where(code => code.Service is null).Select(code => code.Value).ToList();
        var described = service switch
        {
            _ when unlisted.Count == 0 => "",
            DescriptionMatcher.Undescribed => $"{Wording.Or(unlisted)} without a description",
            DescriptionMatcher.Other => $"{Wording.Or(unlisted)}, described as none of these",
            _ => $"{Wording.Or(unlisted)} described so",
        };
        return string.Join(", or ", new[] { Wording.Or(alone), described }.Where(text => text.Length > 0));
    }
}
