using System.Text;

namespace ProloCodebook.Tool.Terminals;

/// <summary>Drops spaces at the ends of lines: what is laid out in columns fills them up, which a file need not keep.</summary>
internal sealed class LineEndTrimmer(TextWriter output) : TextWriter
{
    private int _spaces;

    public override Encoding Encoding => output.Encoding;

    public override void Write(char value)
    {
        if (value == ' ')
        {
            _spaces++;
            return;
        }

        if (value is not ('\n' or '\r'))
        {
            for (; _spaces > 0; _spaces--)
            {
                output.Write(' ');
            }
        }

        _spaces = 0;
        output.Write(value);
    }

    public override void Flush() => output.Flush();
}
