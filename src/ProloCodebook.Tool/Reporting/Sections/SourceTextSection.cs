using ProloCodebook.Policy;
using ProloCodebook.Tool.Policies;
using ProloCodebook.Tool.Reporting.Html;
using static ProloCodebook.Tool.Reporting.Html.Elements;

namespace ProloCodebook.Tool.Reporting.Sections;

/// <summary>The whole source text as it is, each quoted passage marked and numbered, and beside it what quotes it.</summary>
internal sealed class SourceTextSection(Components parts)
{
    public Node Draw() => parts.Part(
        "source",
        "The source text",
        Group(Span(Class("payers-words"), "The payer’s own words"), ", unchanged and damaged where they are damaged. A number after a marked passage leads to what quotes it."),
        Each(parts.Page.Reported.Files, file => Group(
            When(parts.Page.Reported.Overlays.Count > 0, () => parts.Page.Heading(1, Class("group-heading"), $"Of {file.Reading.Policy!.Id}")),
            file.Reading.Source is { } source ? Text(file, source) : P(Class("quiet"), file.Reading.Policy!.Refines is null ? "The source text could not be read." : "This overlay names no source text."))));

    private Node Text(PolicyFile file, SourceTextReading source)
    {
        var before = source.Sections.Count == 0 ? source.Text.Length : source.Sections[0].Start;
        return Div(
            Class("source-text"),
            When(source.Text[..before].Trim().Length > 0, () => Stretch(file, source, "Before the first section", isCriteria: true, 0, before)),
            Each(source.Sections, section => Stretch(file, source, parts.Page.SectionHeading(section.Section), parts.Page.IsCriteria(section.Section), section.Start, section.End)));
    }

    private Node Stretch(PolicyFile file, SourceTextReading source, string heading, bool isCriteria, int start, int end)
    {
        var passages = parts.Page.Passages.Within(file, start, end);
        var depth = parts.Page.Reported.Overlays.Count > 0 ? 2 : 1;
        return Div(
            Class(isCriteria ? "stretch" : "stretch no-criteria"),
            Div(Class("stretch-head"), parts.Page.Heading(depth, Class("stretch-heading"), heading), When(!isCriteria, Components.NoCriteriaMark)),
            Div(Class("stretch-text"), Each(PassageMarks.Of(start, end, passages), piece => Draw(source.Text, piece))),
            When(passages.Count > 0, () => Ol(Class("uses"), Label($"What quotes {heading}"), Each(passages, Uses))));
    }

    private Node Draw(string text, MarkedPiece piece)
    {
        if (piece.Passage is not { } passage)
        {
            return text[piece.Start..piece.End];
        }

        Content id = piece.IsFirst ? Id(parts.Page.OfPassage(passage)) : Nothing;
        return Mark(
            id,
            Class(piece switch { { IsFirst: false } => "passage rest", { IsLast: false } => "passage torn", _ => "passage" }),
            Each(piece.Inside, inside => Draw(text, inside)),
            When(piece.IsLast, () => Sup(A(
                Class("number"),
                Href(parts.Page.OfUses(passage)),
                Span(Class("for-readers"), "what quotes passage "),
                Components.NumberOf(passage)))));
    }

    private Node Uses(Passage passage) => Li(
        Id(parts.Page.OfUses(passage)),
        A(Class("number"), Href(parts.Page.OfPassage(passage)), Span(Class("for-readers"), "passage "), Components.NumberOf(passage)),
        " ",
        Span(Join(" · ", parts.Page.UsesOf(passage).Select(use => Group(Span(Class("quiet"), use.Kind + " "), A(Class("isolated"), Href(use.Anchor), use.Name))))));
}
