using ProloCodebook.Policy;
using ProloCodebook.Tool.Reporting.Html;
using static ProloCodebook.Tool.Reporting.Html.Elements;

namespace ProloCodebook.Tool.Reporting.Sections;

/// <summary>The codes that the policy guards.</summary>
internal sealed class CodesSection(Components parts)
{
    public Node Draw() => parts.Part(
        "codes",
        "Guarded codes",
        "Billing code that uses one of these must ask the policy first; the compiler sees to it.",
        Div(Class("cards"), Each(parts.Page.Policy.Codes, Card)));

    private Node Card(PolicyCode code) => Div(
        Id(parts.Page.OfCode(code.Value)),
        Class("card code-card"),
        Div(
            Class("card-head"),
            Span(Class("code-value"), code.Value),
            Span(Class("tag"), code.System),
            Span(Class("tag guarded"), parts.Icons.Shield, "guarded")),
        P(Class("card-title"), code.Description),
        P(Class("quiet"), Meaning(code)),
        parts.Quotes(code.Citations));

    private Node Meaning(PolicyCode code) => code.Service is { } service
        ? Group("The code alone means ", parts.ServiceLink(service), ", whatever a description says.")
        : "Unlisted: the code alone says nothing about the service. Its description decides.";
}
