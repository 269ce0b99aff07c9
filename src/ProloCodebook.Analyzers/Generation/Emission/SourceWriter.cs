using System.Text;

namespace ProloCodebook.Generation.Emission;

/// <summary>Writes indented C# with LF line ends.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>One line, or several written as one text; each is indented to the present depth.</summary>
    public void Write(string lines)
    {
        var start = 0;
        while (start <= lines.Length)
        {
            var end = lines.IndexOf('\n', start);
            if (end < 0)
            {
                end = lines.Length;
            }

            // The checkout may have given our own raw literals CRLF line ends.
            var length = end > start && lines[end - 1] == '\r' ? end - start - 1 : end - start;
            Line(lines, start, length);
            start = end + 1;
        }
    }

    public void Line() => _text.Append('\n');

    /// <summary>Writes <paramref name="header"/> and an opening brace; the end of the block closes it.</summary>
    public Block Begin(string header, string close = "}")
    {
        Write(header);
        Write("{");
        _depth++;
        return new Block(this, close);
    }

    /// <summary>Indents what follows by one step, without braces.</summary>
    public Block Indent()
    {
        _depth++;
        return new Block(this, close: null);
    }

    public override string ToString() => _text.ToString();

    private void Line(string text, int start, int length)
    {
        // Preprocessor lines stand at the margin, and empty lines have no blanks.
        if (length > 0 && text[start] != '#')
        {
            _text.Append(' ', 4 * _depth);
        }

        _text.Append(text, start, length).Append('\n');
    }

    internal readonly struct Block(SourceWriter writer, string? close) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            if (close is not null)
            {
                writer.Write(close);
            }
        }
    }
}
