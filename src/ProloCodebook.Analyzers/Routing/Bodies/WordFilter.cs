using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
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
    private const int BufferSize = 4096;
    private const ulong Seed = 14695981039346656037;

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
        var buffer = ArrayPool<char>.Shared.Rent(BufferSize);
        Add(text, buffer);
        ArrayPool<char>.Shared.Return(buffer);
    }

    public static WordFilter Of(SyntaxTree tree) => s_filters.GetValue(tree, static t => new WordFilter(t));

    public static ulong HashOf(string word)
    {
        var hash = Seed;
        foreach (var c in word)
        {
            hash = Next(hash, c);
        }

        return Finish(hash);
    }

    /// <summary>Every name of the file stands in its text as it is compared.</summary>
    public bool KnowsAllWords => !_mayHoldAll;

    /// <param name="hash">Of <see cref="HashOf"/>.</param>
    public bool MayHold(ulong hash)
        => _mayHoldAll || (Has((uint)hash) && Has((uint)(hash >> 32)));

    private bool Has(uint bit) => (_bits[(bit >> 6) & (_bits.Length - 1)] & (1UL << (int)(bit & 63))) != 0;

    private void Set(ulong hash)
    {
        Set((uint)hash);
        Set((uint)(hash >> 32));

        void Set(uint bit) => _bits[(bit >> 6) & (_bits.Length - 1)] |= 1UL << (int)(bit & 63);
    }

    private void Add(SourceText text, char[] buffer)
    {
        var evaluate = HashOf(EvaluateMark);
        var hash = Seed;
        var length = 0;
        var isEvaluate = true;
        var last = '\0';
        for (var start = 0; start < text.Length; start += buffer.Length)
        {
            var count = Math.Min(buffer.Length, text.Length - start);
            text.CopyTo(start, buffer, 0, count);
            for (var i = 0; i < count; i++)
            {
                var c = buffer[i];
                if (IsWordCharacter(c))
                {
                    hash = Next(hash, c);
                    isEvaluate = isEvaluate && (length >= EvaluatePrefix.Length || c == EvaluatePrefix[length]);
                    length++;

                    // An identifier may be spelled with \u0041, and with characters that do not count.
                    _mayHoldAll |= (last == '\\' && c is 'u' or 'U') || (c > 127 && CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format);
                }
                else if (length > 0)
                {
                    End();
                }

                last = c;
            }
        }

        if (length > 0)
        {
            End();
        }

        void End()
        {
            Set(Finish(hash));
            if (isEvaluate && length >= EvaluatePrefix.Length)
            {
                Set(evaluate);
            }

            hash = Seed;
            length = 0;
            isEvaluate = true;
        }
    }

    public static bool IsWordCharacter(char c)
        => c < 128 ? c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' : SourceLanguage.IsPartOfName(c);

    private static ulong Next(ulong hash, char c) => unchecked((hash ^ c) * 1099511628211);

    // The lower and the upper half are used as two hashes.
    private static ulong Finish(ulong hash) => unchecked((hash ^ (hash >> 29)) * 0xBF58476D1CE4E5B9);
}
