using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace ProloCodebook.Tests.Harness;

/// <summary>C# text in which the expected diagnostics were marked: <c>{|PCB1001:"M0076"|}</c>.</summary>
internal sealed record MarkedSource(string Text, ImmutableArray<(string Id, TextSpan Span)> Marks)
{
    // To the parser a caret, which no case has; in C# the beginning of a raw string whose holes are in double braces. As long as what it stands for.
    private const string Dollars = "$$";
    private const string NoCaret = "\uE000\uE001";

    public static MarkedSource Parse(string markup)
    {
        TestFileMarkupParser.GetSpans(markup.Replace(Dollars, NoCaret, StringComparison.Ordinal), out var text, out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans);
        var marks = from pair in spans
                    from span in pair.Value
                    orderby span.Start, span.Length, pair.Key
                    select (pair.Key, span);
        return new MarkedSource(text.Replace(NoCaret, Dollars, StringComparison.Ordinal), [.. marks]);
    }
}
