using System.Globalization;
using System.Text;

namespace ProloCodebook.Generation.Emission;

/// <summary>Writes a policy's text so that it stays data in C# source, whatever stands in it.</summary>
internal static class Literal
{
    /// <summary>A regular string literal, or <c>null</c>.</summary>
    public static string Of(string? text)
    {
        if (text is null)
        {
            return "null";
        }

        var builder = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            AppendEscaped(builder, c);
        }

        return builder.Append('"').ToString();
    }

    public static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Of(ulong number) => "0x" + number.ToString("X", CultureInfo.InvariantCulture) + "UL";

    private static void AppendEscaped(StringBuilder builder, char c)
    {
        switch (c)
        {
            case '"':
                builder.Append("\\\"");
                break;
            case '\\':
                builder.Append("\\\\");
                break;
            case '\n':
                builder.Append("\\n");
                break;
            case '\r':
                builder.Append("\\r");
                break;
            case '\t':
                builder.Append("\\t");
                break;
            default:
                if (IsPlain(c))
                {
                    builder.Append(c);
                }
                else
                {
                    builder.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
                }

                break;
        }
    }

    /// <summary>Shows as itself. Controls, line separators, directional marks and halves of pairs do not, and are written as escapes.</summary>
    internal static bool IsPlain(char c)
        => CharUnicodeInfo.GetUnicodeCategory(c) is not (
            UnicodeCategory.Control
            or UnicodeCategory.Format
            or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator)
            && (c == ' ' || !char.IsWhiteSpace(c));
}
