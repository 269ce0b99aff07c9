using System.Buffers;
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
    private const int BufferSize = 4096;

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

    private int[] EndsIn(SourceText text)
    {
        var buffer = ArrayPool<char>.Shared.Rent(BufferSize);
        try
        {
            return EndsIn(text, buffer);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private int[] EndsIn(SourceText text, char[] buffer)
    {
        List<int>? ends = null;

        // How many letters and digits have just been read.
        var run = 0;
        var last = '\0';
        for (var position = 0; position < text.Length;)
        {
            // What the last part has begun stands before the next one.
            var count = Math.Min(buffer.Length - run, text.Length - position);
            text.CopyTo(position, buffer, run, count);
            var end = run + count;
            for (var i = run; i < end; i++)
            {
                var c = buffer[i];
                if (SourceLanguage.MaySpellOtherwise(last, c))
                {
                    Add();
                }

                if (GuardedCodeIndex.IsLetterOrDigit(c))
                {
                    run++;
                }
                else if (run > 0)
                {
                    // Or 20_999.
                    if (IsCode(buffer.AsSpan(i - run, run)) || (c == '_' && IsDigit(buffer[i - run])))
                    {
                        Add();
                    }

                    run = 0;
                }

                last = c;

                void Add() => (ends ??= []).Add(position + i - (end - count));
            }

            position += count;
            run = Math.Min(run, GuardedCodeIndex.MaxLength + 1);
            Array.Copy(buffer, end - run, buffer, 0, run);
        }

        if (run > 0 && IsCode(buffer.AsSpan(0, run)))
        {
            (ends ??= []).Add(text.Length);
        }

        return ends is null ? [] : [.. ends];
    }

    /// <summary>A number may have letters behind it: 20999L.</summary>
    private bool IsCode(ReadOnlySpan<char> run)
    {
        if (codes.IsOrEndsWithCode(run))
        {
            return true;
        }

        if (!IsDigit(run[0]))
        {
            return false;
        }

        var digits = run.Length;
        while (!IsDigit(run[digits - 1]))
        {
            digits--;
        }

        return digits < run.Length && codes.IsOrEndsWithCode(run.Slice(0, digits));
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
