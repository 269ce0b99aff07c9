using System.Globalization;

namespace ClaimScrubber.Loops;

/// <summary>Dates as DTP writes them.</summary>
internal static class ServiceDate
{
    /// <summary>Reads one day (<c>D8</c>) or the first day of a range (<c>RD8</c>).</summary>
    public static bool TryParse(string format, string text, out DateOnly first)
    {
        first = default;
        return format switch
        {
            "D8" => TryParseDay(text, out first),
            "RD8" => text.Split('-') is [var from, var to] && TryParseDay(from, out first) && TryParseDay(to, out var last) && first <= last,
            _ => false,
        };
    }

    private static bool TryParseDay(string text, out DateOnly day)
        => DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
