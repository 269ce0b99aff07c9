using ProloCodebook.Policy;
using ProloCodebook.Tool.Reporting.Html;
using static ProloCodebook.Tool.Reporting.Html.Elements;

namespace ProloCodebook.Tool.Reporting.Sections;

/// <summary>What a line may be about, and what it is called in descriptions.</summary>
internal sealed class ServicesSection(Components parts)
{
    public Node Draw() => parts.Part(
        "services",
        "Services and their names",
        "What a description of an unlisted code is searched for. Where it names several services, the first of this list is meant.",
        Each(parts.Page.Policy.Services, Card));

    private Node Card(PolicyService service) => Div(
        Id(parts.Page.OfService(service.Id)),
        Class("card service-card"),
        Div(
            Class("card-head"),
            parts.Page.Heading(1, Class("card-heading"), service.Title),
            When(service.IsRelated, () => Span(Class("tag related"), "another policy governs it")),
            Components.IdText(service.Id)),
        Ul(Class("chips"), Label($"Names of {service.Title}"), Each(service.Names, name => Li(Class("chip"), Span(Class("isolated"), name.Text), " ", parts.Numbers(name.Citations)))),
        parts.Quotes(service.Citations));
}
