using System.Globalization;

namespace ProloCodebook.Benchmarks.Measuring;

/// <summary>Prints a Markdown table, to be pasted into the README.</summary>
internal static class Table
{
    public static void Write(string title, string[] columns, IEnumerable<object[]> rows)
    {
        Console.WriteLine($"\n### {title}\n");
        Console.WriteLine("| " + string.Join(" | ", columns) + " |");
        Console.WriteLine("|" + string.Concat(columns.Select((_, place) => place == 0 ? "---|" : "--:|")));
        foreach (var row in rows)
        {
            Console.WriteLine("| " + string.Join(" | ", row.Select(Text)) + " |");
        }
    }

    public static string Percent(TimeSpan part, TimeSpan whole) => (part / whole).ToString("P2", CultureInfo.InvariantCulture);

    private static string Text(object value) => value switch
    {
        TimeSpan { TotalSeconds: >= 10 } time => time.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture) + " s",
        TimeSpan time => time.TotalMilliseconds.ToString(time.TotalMilliseconds < 10 ? "F2" : "F0", CultureInfo.InvariantCulture) + " ms",
        double number => number.ToString("F2", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString("N0", CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
