using System.Globalization;
using ProloCodebook.Policy;
using ProloCodebook.Policy.Yaml;
using ProloCodebook.Tool.Terminals;
using Spectre.Console.Rendering;

namespace ProloCodebook.Tool.Checking;

/// <summary>A line of a file with a place marked below it. Of a long line, the part around the place.</summary>
/// <param name="Number">Of the line, from 1.</param>
/// <param name="Mark">What stands below <paramref name="Text"/>.</param>
internal sealed record SourceExcerpt(string Number, string Text, string Mark)
{
    private const string Cut = "…";

    /// <summary>Two spaces before the number, and a bar with spaces around it after it.</summary>
    private const int FrameWidth = 5;

    /// <returns>Null where the file has no such line, as an empty one has not.</returns>
    /// <param name="width">Of the terminal, in cells.</param>
    public static SourceExcerpt? Of(string text, PolicySpan span, int width)
    {
        var lines = TextLines.Split(text);
        if (span.StartLine >= lines.Count || lines[span.StartLine].Trim().Length == 0)
        {
            return null;
        }

        var line = SafeText.Of(lines[span.StartLine].TrimEnd());
        var number = (span.StartLine + 1).ToString(CultureInfo.InvariantCulture);
        var start = Math.Min(span.StartColumn, line.Length);
        var end = span.EndLine > span.StartLine ? line.Length : Math.Clamp(span.EndColumn, start, line.Length);

        // A third of the room for what stands before the place, so that its surroundings can be recognized.
        var room = Math.Max(20, width - number.Length - FrameWidth);
        var first = CellsOf(line) <= room ? 0 : Math.Max(0, Math.Min(start - (room / 3), line.Length - room + 1));
        var last = line.Length;
        var before = first > 0 ? Cut : "";
        while (last > start + 1 && CellsOf(before + line[first..last]) > room - (last < line.Length ? 1 : 0))
        {
            last--;
        }

        var after = last < line.Length ? Cut : "";
        var marked = line[start..Math.Max(start, Math.Min(end, last))];
        return new SourceExcerpt(
            number,
            before + line[first..last] + after,
            new string(' ', CellsOf(before + line[first..start])) + new string('~', Math.Max(1, CellsOf(marked))));
    }

    /// <summary>Characters of some scripts are two cells wide.</summary>
    private static int CellsOf(string text) => new Segment(text).CellCount();
}
