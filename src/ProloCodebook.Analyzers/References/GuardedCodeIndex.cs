using System.Globalization;

namespace ProloCodebook.References;

/// <summary>
/// The guarded codes of a compilation, to be looked up by a part of a text without making a string of it: nearly every literal of a
/// program is asked about, and nearly none is a code.
/// </summary>
internal sealed class GuardedCodeIndex
{
    /// <summary>Of a code: as many as a set of lengths has bits.</summary>
    public const int MaxLength = 63;

    private readonly Entry?[] _buckets;
    private readonly Dictionary<long, GuardedCode> _byNumber = [];
    private readonly Dictionary<string, GuardedCode> _byConstantName = new(StringComparer.Ordinal);
    // By the character, in capitals, with which a code ends.
    private readonly bool[] _lastCharacters = new bool[128];
    private readonly ulong _lengths;
    private readonly int _shortest = MaxLength;

    public GuardedCodeIndex(IReadOnlyList<GuardedCode> codes)
    {
        All = codes;
        var size = 16;
        while (size < codes.Count * 2)
        {
            size *= 2;
        }

        _buckets = new Entry?[size];
        foreach (var code in codes)
        {
            if (code.Value.Length is 0 or > MaxLength || Find(code.Value) is not null)
            {
                continue;
            }

            ref var bucket = ref _buckets[Hash(code.Value.AsSpan()) & (size - 1)];
            bucket = new Entry(code, bucket);
            _lengths |= 1UL << code.Value.Length;
            _shortest = Math.Min(_shortest, code.Value.Length);
            if (code.Value[code.Value.Length - 1] is <= '\x7f' and var last)
            {
                _lastCharacters[Upper(last)] = true;
            }

            _byConstantName[code.ConstantName] = code;

            // 00100 is no number that a program would write: 100 may be anything.
            if (code.IsAllDigits && code.Value[0] != '0' && long.TryParse(code.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                _byNumber[number] = code;
                FewestDigits = Math.Min(FewestDigits, code.Value.Length);
            }
        }
    }

    public IReadOnlyList<GuardedCode> All { get; }

    public int Count => All.Count;

    /// <summary>No number with fewer digits is a code. At most nine: beyond, a number may be written shorter in hexadecimal.</summary>
    public int FewestDigits { get; } = 9;

    /// <summary>Some code has this many characters.</summary>
    public bool HasLength(int length) => length is > 0 and <= MaxLength && (_lengths & (1UL << length)) != 0;

    /// <summary>The code that a part of <paramref name="text"/> spells, in any case.</summary>
    public GuardedCode? Find(string text, int start, int length) => Find(text.AsSpan(start, length));

    public GuardedCode? Find(string text) => Find(text.AsSpan());

    private GuardedCode? Find(ReadOnlySpan<char> text)
    {
        if (!HasLength(text.Length))
        {
            return null;
        }

        for (var entry = _buckets[Hash(text) & (_buckets.Length - 1)]; entry is not null; entry = entry.Next)
        {
            if (entry.Code.Value.Length == text.Length && SameLetters(entry.Code.Value, text))
            {
                return entry.Code;
            }
        }

        return null;
    }

    /// <summary>The all-digit code that is this number.</summary>
    public GuardedCode? Find(long number) => _byNumber.TryGetValue(number, out var code) ? code : null;

    /// <summary>The code of <c>Codes.X</c> or <c>CodeText.X</c>.</summary>
    public GuardedCode? FindByConstantName(string name) => _byConstantName.TryGetValue(name, out var code) ? code : null;

    /// <summary>Some run of letters and digits in <paramref name="text"/> is, or ends with, a code. Says no without allocating.</summary>
    public bool MayOccurIn(string text)
    {
        var run = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && IsLetterOrDigit(text[i]))
            {
                run++;
                continue;
            }

            if (IsOrEndsWithCode(text.AsSpan(i - run, run)))
            {
                return true;
            }

            run = 0;
        }

        return false;
    }

    /// <summary>A run of letters and digits is a code, or ends with one, for CPT20999.</summary>
    public bool IsOrEndsWithCode(ReadOnlySpan<char> run)
    {
        if (run.Length < _shortest || !MayEndWith(run[run.Length - 1]))
        {
            return false;
        }

        for (var length = Math.Min(run.Length, MaxLength); length >= _shortest; length--)
        {
            if (Find(run.Slice(run.Length - length)) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Some code ends with that character. Most runs of letters and digits in a program end with a letter, and most codes with a digit.</summary>
    public bool MayEndWith(char c) => c > 127 || _lastCharacters[Upper(c)];

    public static bool IsLetterOrDigit(char c) => c is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') || (c > 127 && char.IsLetterOrDigit(c));

    private static bool SameLetters(string code, ReadOnlySpan<char> text)
    {
        for (var i = 0; i < code.Length; i++)
        {
            if (Upper(code[i]) != Upper(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static int Hash(ReadOnlySpan<char> text)
    {
        var hash = 17;
        foreach (var c in text)
        {
            hash = unchecked((hash * 31) + Upper(c));
        }

        return hash ^ (hash >> 15);
    }

    private static char Upper(char c) => c is >= 'a' and <= 'z' ? (char)(c - 32) : c;

    private sealed class Entry(GuardedCode code, Entry? next)
    {
        public GuardedCode Code { get; } = code;

        public Entry? Next { get; } = next;
    }
}
