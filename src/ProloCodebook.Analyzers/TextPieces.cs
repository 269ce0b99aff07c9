using System.Buffers;
using Microsoft.CodeAnalysis.Text;

namespace ProloCodebook;

/// <summary>Reads a file's text piece by piece, through one buffer: an editor, and the compiler for a long file, do not have it as one string.</summary>
internal ref struct TextPieces
{
    /// <summary>Of a piece.</summary>
    public const int MaxLength = 4096;

    private readonly SourceText _text;
    private readonly char[] _buffer = ArrayPool<char>.Shared.Rent(MaxLength);
    private int _read;
    private int _length;

    public TextPieces(SourceText text) => _text = text;

    public readonly ReadOnlySpan<char> Characters => _buffer.AsSpan(0, _length);

    /// <summary>Where in the text the piece begins.</summary>
    public readonly int Start => _read - _length;

    public readonly bool IsLast => _read == _text.Length;

    /// <summary>Goes on to the next piece; false where all has been read.</summary>
    /// <param name="kept">So many characters, from the end of this piece, stand at the beginning of the next one. Fewer than a piece has.</param>
    public bool Next(int kept)
    {
        if (IsLast)
        {
            return false;
        }

        Array.Copy(_buffer, _length - kept, _buffer, 0, kept);
        var count = Math.Min(MaxLength - kept, _text.Length - _read);
        _text.CopyTo(_read, _buffer, kept, count);
        _read += count;
        _length = kept + count;
        return true;
    }

    public readonly void Dispose() => ArrayPool<char>.Shared.Return(_buffer);
}
