using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ProloCodebook.Routing;

/// <summary>
/// Says of nearly every file that it does not hold a word, from its text alone: walking the syntax of a whole program would cost more than
/// everything else. It may say yes too often, never no. Kept as long as the tree: an editor shares all trees but the edited one.
/// </summary>
internal sealed class WordFilter
{
    /// <summary>Stands for every word that begins like the evaluator's methods.</summary>
    public const string EvaluateMark = "Evaluate*";

    private const string EvaluatePrefix = "Evaluate";
    private const ulong Seed = 14695981039346656037;

    /// <summary>So many characters are one step of the hash.</summary>
    private const int Step = sizeof(ulong) / sizeof(char);

    private static readonly bool[] s_isAsciiWordCharacter = [.. Enumerable.Range(0, 128).Select(c => (char)c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_')];
    private static readonly ConditionalWeakTable<SyntaxTree, WordFilter> s_filters = new();

    private readonly ulong[] _bits;
    private bool _mayHoldAll;

    private WordFilter(SyntaxTree tree)
    {
        if (!SourceLanguage.NamesAreWords)
        {
            _bits = [];
            _mayHoldAll = true;
            return;
        }

        var text = tree.GetText();
        var size = 16;
        while (size * 128 < text.Length)
        {
            size *= 2;
        }

        _bits = new ulong[size];
        AddWordsOf(text);
    }

    public static WordFilter Of(SyntaxTree tree) => s_filters.GetValue(tree, static t => new WordFilter(t));

    public static ulong HashOf(string word) => HashOf(word.AsSpan());

    private static ulong HashOf(ReadOnlySpan<char> word)
    {
        var hash = Seed ^ (ulong)word.Length;
        for (; word.Length >= Step; word = word.Slice(Step))
        {
            hash = Mixed(hash ^ MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(word)));
        }

        var rest = 0UL;
        foreach (var c in word)
        {
            rest = (rest << 16) | c;
        }

        return Mixed(hash ^ rest);
    }

    /// <summary>Every name of the file stands in its text as it is compared.</summary>
    public bool KnowsAllWords => !_mayHoldAll;

    /// <param name="hash">Of <see cref="HashOf(string)"/>.</param>
    public bool MayHold(ulong hash)
        => _mayHoldAll || (Has((uint)hash) && Has((uint)(hash >> 32)));

    private bool Has(uint bit) => (_bits[(bit >> 6) & (_bits.Length - 1)] & (1UL << (int)(bit & 63))) != 0;

    private void Set(ulong hash)
    {
        Set((uint)hash);
        Set((uint)(hash >> 32));

        void Set(uint bit) => _bits[(bit >> 6) & (_bits.Length - 1)] |= 1UL << (int)(bit & 63);
    }

    private void AddWordsOf(SourceText text)
    {
        var evaluate = HashOf(EvaluateMark);
        using var pieces = new TextPieces(text);
        var kept = 0;
        while (pieces.Next(kept))
        {
            kept = 0;
            var characters = pieces.Characters;
            for (var i = 0; i < characters.Length;)
            {
                var start = i;
                while (i < characters.Length && IsWordCharacter(characters[i]))
                {
                    i++;
                }

                if (i == start)
                {
                    i++;
                }

                if (i == characters.Length && !pieces.IsLast)
                {
                    // It may go on in the next piece.
                    kept = i - start;
                }
                else if (IsWordCharacter(characters[start]))
                {
                    Add(characters.Slice(start, i - start), evaluate);
                }
                else if (characters[start] == '\\' && i < characters.Length && characters[i] is 'u' or 'U')
                {
                    // An identifier may be spelled with \u0041.
                    _mayHoldAll = true;
                }
            }

            if (kept == TextPieces.MaxLength)
            {
                // No name is that long (CS7013), but the contents of a literal may be.
                kept = 0;
            }
        }
    }

    private void Add(ReadOnlySpan<char> word, ulong evaluate)
    {
        Set(HashOf(word));
        foreach (var c in word)
        {
            // Characters that do not count.
            _mayHoldAll |= c > 127 && CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format;
        }

        if (word[0] == EvaluatePrefix[0] && word.StartsWith(EvaluatePrefix.AsSpan(), StringComparison.Ordinal))
        {
            Set(evaluate);
        }
    }

    public static bool IsWordCharacter(char c) => c < 128 ? s_isAsciiWordCharacter[c] : SourceLanguage.IsPartOfName(c);

    // The lower and the upper half are used as two hashes.
    private static ulong Mixed(ulong hash)
    {
        var product = unchecked(hash * 0xBF58476D1CE4E5B9);
        return product ^ (product >> 29);
    }
}
