using ProloCodebook.Tool.Reporting.Html;
using static ProloCodebook.Tool.Reporting.Html.Elements;

namespace ProloCodebook.Tool.Reporting;

/// <param name="Meaning">What an abbreviated heading says in full.</param>
internal sealed record StackedColumn(string Heading, string? Meaning = null);

/// <param name="Cells">As many as there are columns; the first heads the row.</param>
internal sealed record StackedRow(Anchor? Anchor, string Classes, IReadOnlyList<Node> Cells);

/// <summary>A table whose rows become cards where the page is narrow. The roles say that it is a table still.</summary>
internal static class StackedTable
{
    public static Node Draw(string name, string caption, IReadOnlyList<StackedColumn> columns, IEnumerable<StackedRow> rows) => Table(
        Class("stacked " + name),
        Role("table"),
        Label(caption),
        Thead(Role("rowgroup"), Tr(Role("row"), Each(columns, column => Th(Role("columnheader"), ScopeColumn, Heading(column))))),
        Tbody(Role("rowgroup"), Each(rows, row => Row(columns, row))));

    private static Node Heading(StackedColumn column) => column.Meaning is { } meaning
        ? Group(Span(Hidden, column.Heading), Span(Class("for-readers"), meaning))
        : column.Heading;

    private static Node Row(IReadOnlyList<StackedColumn> columns, StackedRow row)
    {
        Content id = row.Anchor is { } anchor ? Id(anchor) : Nothing;
        return Tr(
        [
            id,
            Class(row.Classes),
            Role("row"),
            .. row.Cells.Select((cell, i) => i == 0
                ? Th(Role("rowheader"), ScopeRow, cell)
                : (Content)Td(Role("cell"), DataHead(columns[i].Heading), cell)),
        ]);
    }
}
