using ProloCodebook.Tool.Reporting.Html;
using static ProloCodebook.Tool.Reporting.Html.Elements;

namespace ProloCodebook.Tool.Reporting.Sections;

/// <summary>What one would look for, and the text does not say.</summary>
internal sealed class AbsencesSection(Components parts)
{
    public Node Draw() => parts.Part(
        "not-stated",
        "What the text does not state",
        "One would look for it, and it is not there. Nothing is to be concluded from its absence.",
        parts.Page.Policy.NotStated.Count == 0
            ? P(Class("quiet"), "The policy file lists nothing here.")
            : Ul(Class("absences"), Each(parts.Page.Policy.NotStated, absence => Li(Span(Class("absence-text"), absence.Text), " ", Components.IdText(absence.Id)))));
}
