using System.Text;
using ProloCodebook.Policy;

namespace ProloCodebook.Generation.Emission;

/// <summary>Documentation comments. What comes from a policy is escaped here and nowhere else.</summary>
internal static class XmlDoc
{
    /// <summary>A policy's text inside a documentation comment: on one line, and never markup.</summary>
    public static string Text(string text)
    {
        var builder = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '&':
                    builder.Append("&amp;");
                    break;
                case '<':
                    builder.Append("&lt;");
                    break;
                case '>':
                    builder.Append("&gt;");
                    break;
                default:
                    if (char.IsSurrogatePair(text, i))
                    {
                        builder.Append(c).Append(text[++i]);
                    }
                    else if (Literal.IsPlain(c))
                    {
                        builder.Append(c);
                    }
                    else
                    {
                        // A line end would end the comment, a control character would make it bad XML.
                        builder.Append(char.IsWhiteSpace(c) ? ' ' : '\uFFFD');
                    }

                    break;
            }
        }

        return builder.ToString();
    }

    /// <summary>The text, escaped, with a full stop where it has no end of its own.</summary>
    public static string Sentence(string text)
    {
        var end = text.TrimEnd();
        return Text(end) + (end.Length > 0 && end[end.Length - 1] is '.' or '!' or '?' ? "" : ".");
    }

    public static void Summary(this SourceWriter writer, string markup) => writer.Write("/// <summary>" + markup + "</summary>");

    /// <summary>The places of the policy that a member rests on, as remarks.</summary>
    public static void Quotes(this SourceWriter writer, IEnumerable<Quote> quotes)
    {
        var lines = quotes.Select(quote => $"“{Text(quote.Words)}” ({Text(quote.Section)})").ToList();
        if (lines.Count == 1)
        {
            writer.Write("/// <remarks>Policy: " + lines[0] + "</remarks>");
        }
        else if (lines.Count > 1)
        {
            writer.Write("/// <remarks>");
            foreach (var line in lines)
            {
                writer.Write("/// <para>Policy: " + line + "</para>");
            }

            writer.Write("/// </remarks>");
        }
    }
}

/// <summary>A citation with its section's heading.</summary>
internal readonly record struct Quote(string Section, string Words);
