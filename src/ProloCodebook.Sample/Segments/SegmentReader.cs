using System.Text;

namespace ClaimScrubber.Segments;

/// <summary>Cuts an X12 file into segments, one at a time, so that a file of any size needs the memory of one segment.</summary>
internal sealed class SegmentReader(TextReader file)
{
    /// <summary>In characters; far above what any segment of a claim can have, so what is longer has lost its terminator.</summary>
    public const int MaxLength = 16 * 1024;

    private const int EndOfFile = -1;
    private const char ByteOrderMark = '\uFEFF';

    private readonly StringBuilder text = new();
    private Delimiters? delimiters;
    private int number;

    /// <summary>Every segment of the file, damaged ones included. Where the delimiters cannot be known, a damaged segment is the last.</summary>
    public IEnumerable<Segment> ReadAll()
    {
        while (SkipBlanks())
        {
            number++;
            yield return ReadSegment();
            if (delimiters is null)
            {
                yield break;
            }
        }
    }

    private Segment ReadSegment()
    {
        text.Clear();
        string? damage = null;
        while (true)
        {
            var next = file.Read();
            if (next == EndOfFile)
            {
                damage = "the file ends inside the segment";
                break;
            }

            var character = (char)next;
            if (character == delimiters?.Terminator)
            {
                break;
            }

            if (IsLineBreak(character) && !LineBreaksEndSegments)
            {
                damage ??= "a line ends inside the segment: its terminator is missing, or the file is wrapped";
                break;
            }

            if (text.Length == MaxLength)
            {
                damage ??= $"the segment has more than {MaxLength} characters: its terminator is missing";
                continue;
            }

            text.Append(character);
            if (text.Length == InterchangeHeader.Tag.Length)
            {
                if (text.Equals(InterchangeHeader.Tag))
                {
                    return ReadHeader();
                }

                if (delimiters is null)
                {
                    break;
                }
            }
        }

        return delimiters is { } known
            ? new Segment(number, text.ToString().TrimEnd(), known, damage ?? DamageIn(known))
            : new Segment(number, text.ToString(), default, "the file does not begin with an ISA segment, so it is no X12 file");
    }

    private Segment ReadHeader()
    {
        while (text.Length < InterchangeHeader.Length && file.Read() is var next and not EndOfFile)
        {
            text.Append((char)next);
        }

        // Every interchange declares its own; those of the one before must not outlive it.
        delimiters = null;
        if (!InterchangeHeader.TryReadDelimiters(text.ToString(), out var declared, out var problem))
        {
            return new Segment(number, text.ToString(), default, problem);
        }

        delimiters = declared;
        return new Segment(number, text.ToString(0, text.Length - 1), declared);
    }

    private string? DamageIn(Delimiters known)
    {
        var tag = text.ToString().Split(known.Element, 2)[0];
        if (tag is not { Length: 2 or 3 } || !char.IsAsciiLetterUpper(tag[0]) || !tag.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)))
        {
            return "it begins with no segment identifier (two or three capital letters and digits)";
        }

        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (char.IsControl(character) && character != known.Element && character != known.Component && character != known.Repetition && !IsLineBreak(character))
            {
                return $"it holds the control character U+{(int)character:X4}";
            }
        }

        return null;
    }

    private bool LineBreaksEndSegments => delimiters is { Terminator: '\r' or '\n' };

    private static bool IsLineBreak(char character) => character is '\r' or '\n';

    /// <summary>Skips the line breaks after a terminator and the padding around interchanges; false at the end of the file.</summary>
    private bool SkipBlanks()
    {
        while (file.Peek() is var next and not EndOfFile)
        {
            if (!char.IsWhiteSpace((char)next) && next != ByteOrderMark)
            {
                return true;
            }

            file.Read();
        }

        return false;
    }
}
