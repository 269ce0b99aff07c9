using System.Globalization;
using ClaimScrubber.Scrubbing;
using Spectre.Console;

namespace ClaimScrubber.Reporting;

/// <summary>The last part of the report: how many lines came out how, and what they charge.</summary>
internal static class SummaryReport
{
    public static void Write(IAnsiConsole console, string fileName, ScrubSummary summary)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumn("Outcome")
            .AddColumn(new TableColumn("Lines").RightAligned())
            .AddColumn(new TableColumn("Charges").RightAligned());
        foreach (var (outcome, total) in summary.Totals)
        {
            AddRow(table, Wording.Of(outcome), total);
        }

        if (summary.NotEvaluated.Lines > 0)
        {
            AddRow(table, Wording.NotEvaluated, summary.NotEvaluated);
        }

        console.WriteLine();
        if (table.Rows.Count > 0)
        {
            console.Write(table);
        }

        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{fileName}: {Count(summary.Claims, "claim")}, {Count(summary.Lines, "service line")}, {Count(summary.Problems, "problem")}."));
        if (summary.AnyDecision is { } decision)
        {
            console.WriteLine($"Policy: {decision.PolicyId} {decision.PolicyRevision}, SHA-256 {decision.PolicyHash}.");
        }
    }

    private static void AddRow(Table table, string outcome, OutcomeTotal total) => table.AddRow(
        new Text(outcome),
        new Text(total.Lines.ToString(CultureInfo.InvariantCulture)),
        new Text(total.Charge.ToString("N2", CultureInfo.InvariantCulture)));

    private static string Count(int number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");
}
