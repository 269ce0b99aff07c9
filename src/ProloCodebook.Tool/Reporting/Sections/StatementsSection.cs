using ProloCodebook.Tool.Reporting.Html;
using static ProloCodebook.Tool.Reporting.Html.Elements;

namespace ProloCodebook.Tool.Reporting.Sections;

/// <summary>Evidence, positions, regulatory status and background. Medicare's stance stands with the payers.</summary>
internal sealed class StatementsSection(Components parts, StatementCards statements)
{
    public Node Draw() => parts.Part(
        "evidence",
        "Evidence and positions",
        Group("Each statement first in plain words, then in ", Span(Class("payers-words"), "the payer’s own words"), ". The number leads to the passage in the source text."),
        Each(Kinds(), statements.Draw));

    private IEnumerable<string> Kinds() => Wording.StatementKinds
        .Concat(parts.Page.Policy.Statements.Select(statement => statement.Kind))
        .Distinct()
        .Where(kind => kind != "medicare");
}
