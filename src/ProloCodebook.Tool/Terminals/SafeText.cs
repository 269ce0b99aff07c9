using System.Globalization;

namespace ProloCodebook.Tool.Terminals;

/// <summary>Text from a file, as a terminal may show it: a terminal obeys control characters, and some characters turn the direction of writing.</summary>
internal static class SafeText
{
    /// <summary>Has as many characters as <paramref name="text"/>, so that columns stay what they are.</summary>
    public static string Of(string text) => string.Create(text.Length, text, static (safe, text) =>
    {
        for (var i = 0; i < safe.Length; i++)
        {
            safe[i] = text[i] is '\t' or '\n' or '\r' ? ' ' : IsSafe(text, i) ? text[i] : '\uFFFD';
        }
    });

    private static bool IsSafe(string text, int i) => CharUnicodeInfo.GetUnicodeCategory(text[i]) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        UnicodeCategory.Surrogate => char.IsHighSurrogate(text[i])
            ? i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])
            : i > 0 && char.IsHighSurrogate(text[i - 1]),
        _ => true,
    };
}
