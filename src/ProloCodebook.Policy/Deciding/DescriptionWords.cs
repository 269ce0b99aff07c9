using System.Globalization;
using System.Text;

namespace ProloCodebook.Policy;

/// <summary>What stands between a word and the one before it.</summary>
public enum WordBreak
{
    /// <summary>White space, hyphens, slashes, quotation marks and the like.</summary>
    None,

    /// <summary>A comma, a parenthesis or bracket, or a dash with white space on both sides: a negation does not reach across.</summary>
    Clause,

    /// <summary>The end of a sentence: a name does not reach across either.</summary>
    Sentence,
}

/// <summary>A word as it is compared: lower case, singular.</summary>
/// <param name="Text">The folded word.</param>
/// <param name="Before">What separates it from the word before.</param>
public readonly record struct DescriptionWord(string Text, WordBreak Before);

/// <summary>Splits a description into the words that are compared. The rules are those of "Descriptions" in policy/README.md, step 1.</summary>
public static class DescriptionWords
{
    private const char RightQuote = '\u2019';

    /// <summary>The words of <paramref name="text"/>; none where it has no letter or digit.</summary>
    public static IReadOnlyList<DescriptionWord> Split(string? text)
    {
        var words = new List<DescriptionWord>();
        if (text is null)
        {
            return words;
        }

        var word = new StringBuilder();
        var before = WordBreak.None;

        void EndWord()
        {
            if (word.Length > 0)
            {
                words.Add(new DescriptionWord(Fold(word.ToString()), words.Count == 0 ? WordBreak.None : before));
                word.Clear();
                before = WordBreak.None;
            }
        }

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsLetterOrDigit(c))
            {
                word.Append(char.ToLowerInvariant(c));
            }
            else if (IsInvisible(c) || (IsApostrophe(c) && word.Length > 0 && i + 1 < text.Length && char.IsLetter(text[i + 1])))
            {
                // Neither ends a word: "plate\u00ADlet" is one word, and so is "wasn't".
            }
            else
            {
                EndWord();
                if (c == '&')
                {
                    word.Append("and");
                    EndWord();
                }
                else
                {
                    var separator = BreakAt(text, i, words);
                    before = separator > before ? separator : before;
                }
            }
        }

        EndWord();
        return words;
    }

    /// <summary>The words without anything between them; names are compared in this form, so that "prolo-therapy" is "prolotherapy".</summary>
    public static string Join(string text)
    {
        var joined = new StringBuilder();
        foreach (var word in Split(text))
        {
            joined.Append(word.Text);
        }

        return joined.ToString();
    }

    /// <summary>Makes an English plural singular, roughly but the same way on both sides of a comparison.</summary>
    private static string Fold(string word)
    {
        if (word.Length >= 5 && EndsWith(word, "ies"))
        {
            return word.Substring(0, word.Length - 3) + "y";
        }

        return word.Length >= 4 && EndsWith(word, "s") && !EndsWith(word, "ss") && !EndsWith(word, "is") && !EndsWith(word, "us")
            ? word.Substring(0, word.Length - 1)
            : word;
    }

    private static bool EndsWith(string word, string end) => word.EndsWith(end, StringComparison.Ordinal);

    private static WordBreak BreakAt(string text, int i, List<DescriptionWord> words)
    {
        switch (text[i])
        {
            case ';' or ':' or '!' or '?':
                return WordBreak.Sentence;
            case '.':
                // "P.R.P." holds together; a full stop before white space does not.
                return i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]) ? WordBreak.Sentence : WordBreak.None;
            case ',' or '(' or ')' or '[' or ']' or '{' or '}':
                return WordBreak.Clause;
            default:
                var spaced = IsDash(text[i])
                    && i > 0 && char.IsWhiteSpace(text[i - 1])
                    && i + 1 < text.Length && char.IsWhiteSpace(text[i + 1]);

                // "non – surgical" is a damaged "non-surgical".
                return spaced && !(words.Count > 0 && words[words.Count - 1].Text == "non") ? WordBreak.Clause : WordBreak.None;
        }
    }

    private static bool IsDash(char c)
        => c == '\u2212' || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation;

    private static bool IsApostrophe(char c) => c is '\'' or RightQuote or '\u02BC';

    private static bool IsInvisible(char c) => c is '\u00AD' or (>= '\u200B' and <= '\u200D') or '\u2060' or '\uFEFF';
}
