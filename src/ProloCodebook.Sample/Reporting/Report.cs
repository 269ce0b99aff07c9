using ClaimScrubber.Loops;
using ClaimScrubber.Scrubbing;
using Spectre.Console;

namespace ClaimScrubber.Reporting;

/// <summary>Writes the report while the file is read, in pages, so that a long file needs no more memory than a short one.</summary>
internal sealed class Report(IAnsiConsole console, string fileName)
{
    /// <summary>Rows and problems of a page together.</summary>
    public const int PageLength = 100;

    private readonly List<FileProblem> problems = [];
    private readonly RuleNotes notes = new();
    private LineTable? table;

    public void Add(ScrubbedLine line)
    {
        table ??= new LineTable(console.Profile.Width);
        table.Add(line);
        if (line.Decision is { } decision)
        {
            notes.Add(decision);
        }

        EndFullPage();
    }

    public void Add(FileProblem problem)
    {
        problems.Add(problem);
        EndFullPage();
    }

    public void End(ScrubSummary summary)
    {
        EndPage();
        notes.WriteTo(console);
        SummaryReport.Write(console, fileName, summary);
    }

    private void EndFullPage()
    {
        if (problems.Count + (table?.RowCount ?? 0) >= PageLength)
        {
            EndPage();
        }
    }

    private void EndPage()
    {
        table?.WriteTo(console);
        foreach (var problem in problems)
        {
            console.WriteLine(Wording.Of(problem), new Style(Color.Red));
        }

        table = null;
        problems.Clear();
    }
}
