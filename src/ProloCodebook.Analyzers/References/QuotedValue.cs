namespace ProloCodebook.References;

/// <summary>A token that fills a pair of quotes.</summary>
/// <param name="Open">The place of the opening quote.</param>
/// <param name="Close">The place behind the closing quote.</param>
internal readonly record struct QuotedValue(char Quote, int Open, int Close)
{
    /// <summary>The quotes around the token, or null; white space, modifiers and the wildcard of LIKE may stand between.</summary>
    public static QuotedValue? Around(string text, int start, int end)
    {
        var open = start - 1;
        while (open >= 0 && (text[open] == ' ' || text[open] == '%'))
        {
            open--;
        }

        if (open < 0 || text[open] is not ('\'' or '"'))
        {
            return null;
        }

        var quote = text[open];
        var close = end;
        while (close < text.Length && (GuardedCodeIndex.IsLetterOrDigit(text[close]) || text[close] is ' ' or '%' or '-' or ':' or '^' or '\\'))
        {
            close++;
        }

        if (close == text.Length || text[close] != quote || !IsModifiers(text, end, close))
        {
            return null;
        }

        // Text within text doubles or escapes its quotes.
        if (open > 0 && (text[open - 1] == quote || text[open - 1] == '\\') && (close + 1 < text.Length || text[close - 1] == '\\'))
        {
            open--;
            close = Math.Min(close + 1, text.Length - 1);
        }

        return new QuotedValue(quote, open, close + 1);
    }

    private static bool IsModifiers(string text, int start, int end)
    {
        var run = 0;
        for (var i = start; i < end; i++)
        {
            if (GuardedCodeIndex.IsLetterOrDigit(text[i]))
            {
                run++;
            }
            else if (run is 0 or 2)
            {
                run = 0;
            }
            else
            {
                return false;
            }
        }

        return run is 0 or 2;
    }
}
