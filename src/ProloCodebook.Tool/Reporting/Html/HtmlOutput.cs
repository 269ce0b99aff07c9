using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace ProloCodebook.Tool.Reporting.Html;

/// <summary>Writes the page. Every text goes through the encoder; the names of elements and attributes are ours.</summary>
internal sealed class HtmlOutput
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _page = new();

    public override string ToString() => _page.ToString();

    public void WriteDoctype() => _page.Append("<!doctype html>\n");

    public void OpenTag(string name) => _page.Append('<').Append(name);

    public void CloseTag() => _page.Append('>');

    public void EndTag(string name) => _page.Append("</").Append(name).Append('>');

    public void EndLine() => _page.Append('\n');

    public void WriteAttribute(string name, string value)
    {
        _page.Append(' ').Append(name).Append("=\"");
        Encode(value, (page, code) => page.Append('[').Append(code).Append(']'));
        _page.Append('"');
    }

    public void WriteText(string text) => Encode(text, (page, code) => page.Append("<span class=\"control\">").Append(code).Append("</span>"));

    /// <summary>Text of an element that can hold no others.</summary>
    public void WritePlainText(string text) => Encode(text, (page, code) => page.Append('[').Append(code).Append(']'));

    public void WriteStyle(ReportStyle style) => _page.Append("<style>\n").Append(style.Text).Append("</style>\n");

    /// <summary>Characters that nobody sees, or that turn the direction of what follows, are written as their number.</summary>
    private void Encode(string text, Action<StringBuilder, string> writeHidden)
    {
        var plain = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsHidden(rune))
            {
                plain.Append(rune.ToString());
                continue;
            }

            Flush();
            writeHidden(_page, "U+" + rune.Value.ToString("X4", CultureInfo.InvariantCulture));
        }

        Flush();

        void Flush()
        {
            _page.Append(Encoder.Encode(plain.ToString()));
            plain.Clear();
        }
    }

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => rune.Value is not ('\n' or '\r' or '\t'),

        // Soft hyphens and joiners belong to how words are written.
        UnicodeCategory.Format => rune.Value is not (0x00AD or 0x200C or 0x200D),
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        _ => false,
    };
}
