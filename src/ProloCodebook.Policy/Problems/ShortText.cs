using System.Globalization;
using System.Text;

namespace ProloCodebook.Policy;

/// <summary>Text of a policy file inside a message: one line, not too long.</summary>
internal static class ShortText
{
    public static string Of(string text, int length = 60)
    {
        var shown = new StringBuilder();
        foreach (var c in text)
        {
            if (shown.Length >= length)
            {
                return shown.Append('…').ToString();
            }

            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format)
            {
                // What nobody sees would make the text look right.
                shown.Append("<U+").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture)).Append('>');
                continue;
            }

            shown.Append(char.IsControl(c) || char.IsWhiteSpace(c) ? ' ' : char.IsSurrogate(c) ? '?' : c);
        }

        return shown.ToString();
    }

    /// <summary><c>'a', 'b' and 'c'</c>, at most <paramref name="most"/> of them.</summary>
    public static string List(IEnumerable<string> values, int most = 12)
    {
        var all = values.ToList();
        var shown = all.Take(most).Select(value => $"'{Of(value)}'");
        return string.Join(", ", shown) + (all.Count > most ? $" and {all.Count - most} more" : string.Empty);
    }
}
