using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ProloCodebook.References;

/// <summary>
/// Says of nearly every block that no literal in it is, or holds, a guarded code, from the file's text alone: most of what the compiler offers to look at are
/// literals. (What is folded from several, or stands behind a name, is looked at by itself.) It may say yes too often, never no. One per compilation.
/// </summary>
internal sealed class LiteralFilter(GuardedCodeIndex codes)
{
    /// <summary>So many characters before its last one say whether a run of letters and digits is, or ends with, a code.</summary>
    private const int MaxBefore = GuardedCodeIndex.MaxLength;

    // By character: a code may end with it, or a literal stands otherwise than it reads from there on. Nearly all characters of a program are none of those.
    private readonly bool[] _marks = MarksFor(codes);

    // Where in a file a code, or what may be one, ends. In order.
    private readonly ConcurrentDictionary<SyntaxTree, int[]> _ends = new();

    public bool MayHold(SyntaxNode block, CancellationToken cancellationToken)
    {
        var tree = block.SyntaxTree;
        if (!_ends.TryGetValue(tree, out var ends))
        {
            ends = _ends.GetOrAdd(tree, EndsIn(tree.GetText(cancellationToken)));
        }

        if (ends.Length == 0)
        {
            return false;
        }

        var first = Array.BinarySearch(ends, block.SpanStart);
        first = first < 0 ? ~first : first;
        return first < ends.Length && ends[first] <= block.Span.End;
    }

    private static bool[] MarksFor(GuardedCodeIndex codes)
    {
        var marks = new bool[128];
        for (var c = '\0'; c < marks.Length; c++)
        {
            marks[c] = c == '_' || codes.MayEndWith(c);
            for (var next = '\0'; next < marks.Length; next++)
            {
                marks[c] |= SourceLanguage.MaySpellOtherwise(c, next);
            }
        }

        return marks;
    }

    private int[] EndsIn(SourceText text)
    {
        List<int>? ends = null;
        var marks = _marks;
        using var pieces = new TextPieces(text);
        var kept = 0;
        var first = 0;
        while (pieces.Next(kept))
        {
            // What stands at the end of a piece is looked at in the next one, with what comes behind it.
            var characters = pieces.Characters;
            var end = pieces.IsLast ? characters.Length : characters.Length - 1;
            for (var i = first; i < end; i++)
            {
                var c = characters[i];
                if ((c < marks.Length ? marks[c] : GuardedCodeIndex.IsLetterOrDigit(c)) && MayEndAt(characters, i))
                {
                    (ends ??= []).Add(pieces.Start + i + 1);
                }
            }

            kept = Math.Min(characters.Length, MaxBefore + 1);
            first = kept - (characters.Length - end);
        }

        return ends is null ? [] : [.. ends];
    }

    /// <summary>At a character with a mark: a code ends with it, or a literal that may be one goes on there.</summary>
    private bool MayEndAt(ReadOnlySpan<char> characters, int at)
    {
        var c = characters[at];
        var next = at + 1 < characters.Length ? characters[at + 1] : '\0';
        if (SourceLanguage.MaySpellOtherwise(c, next))
        {
            return true;
        }

        if (c == '_')
        {
            // 20_999
            return at > 0 && IsDigit(characters[at - 1]) && IsNumber(RunBefore(characters, at));
        }

        // A number may have letters behind it: 20999L.
        var isBeforeMore = GuardedCodeIndex.IsLetterOrDigit(next);
        if (isBeforeMore && !(IsDigit(c) && !IsDigit(next)))
        {
            return false;
        }

        var run = RunBefore(characters, at + 1);
        return (!isBeforeMore || IsNumber(run)) && codes.IsOrEndsWithCode(run);
    }

    /// <summary>The letters and digits before a position; of very many, the last ones.</summary>
    private static ReadOnlySpan<char> RunBefore(ReadOnlySpan<char> characters, int end)
    {
        var start = end;
        while (start > 0 && end - start <= MaxBefore && GuardedCodeIndex.IsLetterOrDigit(characters[start - 1]))
        {
            start--;
        }

        return characters.Slice(start, end - start);
    }

    private static bool IsNumber(ReadOnlySpan<char> run)
    {
        foreach (var c in run)
        {
            if (!IsDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
