using System.Globalization;
using ClaimScrubber.Loops;
using ClaimScrubber.Scrubbing;
using ProloCodebook;
using Spectre.Console;

namespace ClaimScrubber.Reporting;

/// <summary>A table of service lines. Its columns have fixed widths, so that the pages of a long report line up; longer text goes on in the next line of its cell.</summary>
internal sealed class LineTable
{
    private const int ColumnCount = 7;
    private const int ClaimWidth = 14;
    private const int LineWidth = 4;
    private const int CodeWidth = 8;
    private const int PayerWidth = 20;
    private const int OutcomeWidth = 12;
    private const int FixedWidth = ClaimWidth + LineWidth + CodeWidth + PayerWidth + OutcomeWidth;

    /// <summary>A border before each column and one after the last, a space on either side of each cell.</summary>
    private const int BorderWidth = (ColumnCount * 3) + 1;

    private readonly Table table = new Table().Border(TableBorder.Rounded).ShowRowSeparators();

    /// <param name="width">Of the console.</param>
    public LineTable(int width)
    {
        var textWidth = width - FixedWidth - BorderWidth;
        var citationWidth = textWidth / 2;
        AddColumn("Claim", ClaimWidth);
        AddColumn("Line", LineWidth);
        AddColumn("Code", CodeWidth);
        AddColumn("Payer", PayerWidth);
        AddColumn("Outcome", OutcomeWidth);
        AddColumn("Reason", textWidth - citationWidth);
        AddColumn("Citation", citationWidth);
    }

    public int RowCount => table.Rows.Count;

    public void Add(ScrubbedLine scrubbed)
    {
        var line = scrubbed.Line;
        table.AddRow(
            new Text(line.Claim.Id),
            new Text(line.Number.ToString(CultureInfo.InvariantCulture)),
            new Text(string.Join('\n', [line.Code, .. line.Modifiers])),
            new Text(PayerCell(line.Claim.Payer, scrubbed.Payer)),
            OutcomeCell(scrubbed),
            new Text(Wording.Reason(scrubbed)),
            new Text(Wording.Citation(scrubbed)));
    }

    public void WriteTo(IAnsiConsole console) => console.Write(table);

    private static Text OutcomeCell(ScrubbedLine scrubbed) => scrubbed switch
    {
        { Decision: null } => new Text(Wording.NotEvaluated, new Style(Color.Red)),
        { NeedsAttention: true, Decision: { } decision } => new Text(Wording.Of(decision.Outcome), new Style(Color.Yellow)),
        { Decision: { } decision } => new Text(Wording.Of(decision.Outcome), new Style(decoration: Decoration.Dim)),
    };

    private static string PayerCell(DestinationPayer payer, Payer kind)
    {
        var indicator = payer.ClaimFilingIndicator.Length > 0 ? $"{kind} ({payer.ClaimFilingIndicator})" : kind.ToString();
        return payer.Name.Length > 0 ? $"{indicator}\n{payer.Name}" : indicator;
    }

    private void AddColumn(string header, int width) => table.AddColumn(new TableColumn(header) { Width = width });
}
