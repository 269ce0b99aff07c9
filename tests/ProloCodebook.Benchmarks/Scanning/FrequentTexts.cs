using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProloCodebook.References;

namespace ProloCodebook.Benchmarks.Scanning;

/// <summary>
/// Stand-ins for guarded codes: no public code bills M0076, so the texts and numbers that a code base is fullest of are guarded instead.
/// That is no question the rule would ask, but it makes the analysis follow tens of thousands of values.
/// </summary>
internal static class FrequentTexts
{
    private const int ShortestText = 2;
    private const int LongestText = 24;

    public static IReadOnlyList<GuardedCode> Codes(IEnumerable<SyntaxTree> trees, int texts, int numbers)
    {
        var textCounts = new Dictionary<string, int>(StringComparer.Ordinal);
        var numberCounts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in trees.SelectMany(tree => tree.GetRoot().DescendantTokens()))
        {
            if (token.IsKind(SyntaxKind.StringLiteralToken) && token.ValueText.Length is >= ShortestText and <= LongestText && token.ValueText.All(GuardedCodeIndex.IsLetterOrDigit))
            {
                Count(token.ValueText.All(char.IsAsciiDigit) ? numberCounts : textCounts, token.ValueText.ToUpperInvariant());
            }
            else if (token.IsKind(SyntaxKind.NumericLiteralToken) && token.Value is int and >= 10)
            {
                Count(numberCounts, token.ValueText);
            }
        }

        return [.. Most(textCounts, texts).Concat(Most(numberCounts, numbers)).Select(value => new GuardedCode(value, "stands for a code", "Code" + value))];
    }

    private static void Count(Dictionary<string, int> counts, string value) => counts[value] = counts.GetValueOrDefault(value) + 1;

    private static IEnumerable<string> Most(Dictionary<string, int> counts, int count)
        => counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(count).Select(pair => pair.Key);
}
