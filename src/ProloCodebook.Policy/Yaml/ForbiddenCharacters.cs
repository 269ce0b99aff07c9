using System.Globalization;

namespace ProloCodebook.Policy.Yaml;

/// <summary>Characters that a reviewer cannot see and that change what he believes to read.</summary>
internal static class ForbiddenCharacters
{
    /// <summary>The first one in <paramref name="text"/>, described; null where there is none.</summary>
    public static string? Find(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsSurrogate(c))
            {
                if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))
                {
                    i++;
                    continue;
                }

                return Describe("half of a surrogate pair", c);
            }

            if (c is '\n' or '\t' or '\r')
            {
                continue;
            }

            if (c is '\u2028' or '\u2029' or '\u0085')
            {
                return Describe("a line separator", c);
            }

            if (char.IsControl(c))
            {
                return Describe("a control character", c);
            }

            if (c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\u061C')
            {
                return Describe("an invisible character that changes the direction of writing", c);
            }

            if (c >= '\uFFFE' || c is >= '\uFDD0' and <= '\uFDEF')
            {
                return Describe("a character that Unicode reserves", c);
            }
        }

        return null;
    }

    private static string Describe(string what, char c)
        => $"{what} (U+{((int)c).ToString("X4", CultureInfo.InvariantCulture)})";
}
