using System.Text;
using System.Text.RegularExpressions;

namespace ProloCodebook.Generation.Tests.Fuzzing;

/// <summary>Makes hostile texts, and damaged policy files of whole ones.</summary>
internal sealed partial class PolicyMutator(Random random)
{
    private static readonly string[] s_pieces =
    [
        "\"", "\"\"\"", "'", "\\", "\\u0022", "\\\"", "{", "}", "{{", "{0}", "$\"", "@\"", "*/", "/*", "//", "///", "</summary>", "<![CDATA[", "]]>", "&amp;", "&", "<", ">",
        "\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029", "\0", "\t", "\u001B[31m", "\uFEFF", "\u202E", "\u200B", "\u00AD", "\uD83D\uDE00", "\uFFFE", "\uFFFF",
        "#error x", "#if x", "#endif", "#pragma", "; System.Environment.Exit(1);", "class Evil { }", "a", "policy", "é", "İ", "ı", "ſ", "日本", "  ", "%", "`", "-", ":", "!", "~",
    ];

    // Corners of YAML, each of them where a value may stand.
    private static readonly string[] s_values =
    [
        "", "~", "null", "true", "0x1F", "1e3", ".inf", "2001-12-14", "12:30:45", "0o14", "=", "<<", "!!str a", "!!binary aGk=", "&a b", "*a", "[a, b]", "{a: b}", "[", "{", "- a", "? a", "|", ">-",
        "|+\n      a\n\n", ">\n      a\n      b", "'a''b'", "\"a\\x41\\u0041\\U0001F600\\N\\_\\L\\P\\e\\0\"", "\"\\uD800\"", "'a\n      b'", "\"a \\\n      b\"", "a #b", "a: b", "a:b", "-a", "?a", ":a", "@a", "`a", "%a", "'", "\"",
        "---", "...", "a\u2028b", "a\u0085b", "\t", "a\tb", "\uFEFFa", "M0076", "20999", "Medicare", "Other",
    ];

    /// <summary>Any string of UTF-16 units, with what means something in C#, XML, YAML or a terminal more often than by chance.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        for (var parts = random.Next(1, 12); parts > 0; parts--)
        {
            _ = random.Next(8) switch
            {
                0 => text.Append((char)random.Next(0x10000)),
                1 => text.Append((char)random.Next(0x80)),
                2 => text.Append('x', random.Next(1, random.Next(4) == 0 ? 3_000 : 20)),
                _ => text.Append(Pick(s_pieces)),
            };
        }

        return text.ToString();
    }

    /// <summary>A text that YAML and the reader let through: on one line, without what is not to be seen.</summary>
    public string PrintableText()
        => Invisible().Replace(Text(), " ").Trim() is { Length: > 0 } text ? text : "x";

    /// <summary>As a quoted scalar.</summary>
    public static string Quoted(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    /// <summary>The same policy with other free texts, which stays a good one.</summary>
    public string WithOtherTexts(string yaml)
        => FreeText().Replace(yaml, match => random.Next(3) == 0 ? match.Groups["key"].Value + Quoted(PrintableText()) : match.Value);

    /// <summary>A file that is one or more edits away from a good one.</summary>
    public string Damaged(IReadOnlyList<string> files)
    {
        var lines = Pick(files).Split('\n').ToList();
        for (var edits = random.Next(1, 5); edits > 0; edits--)
        {
            var at = random.Next(lines.Count);
            switch (random.Next(11))
            {
                case 0:
                    lines.RemoveAt(at);
                    break;
                case 1:
                    lines.Insert(at, lines[random.Next(lines.Count)]);
                    break;
                case 2:
                    lines[at] = new string(' ', random.Next(8)) + lines[at].TrimStart();
                    break;
                case 3:
                    lines[at] = Value().Replace(lines[at], match => match.Value + Pick(s_values), 1);
                    break;
                case 4:
                    lines[at] = ScalarValue().Replace(lines[at], match => ": " + Pick(s_values), 1);
                    break;
                case 5:
                    lines[at] = ScalarValue().Replace(lines[at], match => ": " + Quoted(Text()), 1);
                    break;
                case 6:
                    var cut = random.Next(lines[at].Length + 1);
                    lines[at] = lines[at][..cut] + Pick(s_pieces) + lines[at][cut..];
                    break;
                case 7:
                    var other = Pick(files).Split('\n');
                    var from = random.Next(other.Length);
                    lines.InsertRange(at, other[from..Math.Min(other.Length, from + random.Next(1, 12))]);
                    break;
                case 8:
                    lines.RemoveRange(at, Math.Min(lines.Count - at, random.Next(1, 12)));
                    break;
                case 9:
                    var word = Word().Matches(lines[at]);
                    if (word.Count > 0)
                    {
                        var place = word[random.Next(word.Count)];
                        lines[at] = lines[at].Remove(place.Index, place.Length).Insert(place.Index, Pick(Pick(files).Split([' ', '\n', ',', ':'], StringSplitOptions.RemoveEmptyEntries)));
                    }

                    break;
                default:
                    (lines[at], lines[0]) = (lines[0], lines[at]);
                    break;
            }

            if (lines.Count == 0)
            {
                lines.Add(string.Empty);
            }
        }

        var text = string.Join(random.Next(8) == 0 ? "\r\n" : "\n", lines);
        return random.Next(20) == 0 ? text[..random.Next(text.Length + 1)] : random.Next(20) == 0 ? "\uFEFF" + text : text;
    }

    /// <summary>Bytes as they come, read as UTF-8 or as UTF-16.</summary>
    public string RandomBytes()
    {
        var bytes = new byte[random.Next(1, 400)];
        random.NextBytes(bytes);
        return random.Next(2) == 0 ? Encoding.UTF8.GetString(bytes) : Encoding.Unicode.GetString(bytes);
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    [GeneratedRegex(@"[\p{C}\u2028\u2029\uFFF0-\uFFFF]+")]
    private static partial Regex Invisible();

    [GeneratedRegex(@"^(?<key> +(- )?(title|reason): )(?!["">|'\[{]).+$", RegexOptions.Multiline)]
    private static partial Regex FreeText();

    [GeneratedRegex(@": ")]
    private static partial Regex Value();

    [GeneratedRegex(@": .*$")]
    private static partial Regex ScalarValue();

    [GeneratedRegex(@"[\p{L}\d-]+")]
    private static partial Regex Word();
}
