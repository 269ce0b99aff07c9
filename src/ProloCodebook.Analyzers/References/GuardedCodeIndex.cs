using System.Globalization;

namespace ProloCodebook.References;

/// <summary>
/// The guarded codes of a compilation, to be looked up by a part of a text without making a string of it: nearly every literal of a
/// program is asked about, and nearly none is a code.
/// </summary>
internal sealed class GuardedCodeIndex
{
    // As many as a set of lengths has bits.
    private const int MaxLength = 63;

    private readonly Entry?[] _buckets;
    private readonly Dictionary<long, GuardedCode> _byNumber = [];
    private readonly Dictionary<string, GuardedCode> _byConstantName = new(StringComparer.Ordinal);
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
            if (code.Value.Length is 0 or > MaxLength || Find(code.Value, 0, code.Value.Length) is not null)
            {
                continue;
            }

            ref var bucket = ref _buckets[Hash(code.Value, 0, code.Value.Length) & (size - 1)];
            bucket = new Entry(code, bucket);
            _lengths |= 1UL << code.Value.Length;
            _shortest = Math.Min(_shortest, code.Value.Length);
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
    public GuardedCode? Find(string text, int start, int length)
    {
        if (!HasLength(length))
        {
            return null;
        }

        for (var entry = _buckets[Hash(text, start, length) & (_buckets.Length - 1)]; entry is not null; entry = entry.Next)
        {
            if (entry.Code.Value.Length == length && SameLetters(entry.Code.Value, text, start))
            {
                return entry.Code;
            }
        }

        return null;
    }

    public GuardedCode? Find(string text) => Find(text, 0, text.Length);

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

            // Also the end of a longer run, for CPT20999.
            for (var length = Math.Min(run, MaxLength); length >= _shortest; length--)
            {
                if (Find(text, i - length, length) is not null)
                {
                    return true;
                }
            }

            run = 0;
        }

        return false;
    }

    public static bool IsLetterOrDigit(char c) => c is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') || (c > 127 && char.IsLetterOrDigit(c));

    private static bool SameLetters(string code, string text, int start)
    {
        for (var i = 0; i < code.Length; i++)
        {
            if (Upper(code[i]) != Upper(text[start + i]))
            {
                return false;
            }
        }

        return true;
    }

    private static int Hash(string text, int start, int length)
    {
        var hash = 17;
        for (var i = start; i < start + length; i++)
        {
            hash = unchecked((hash * 31) + Upper(text[i]));
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
