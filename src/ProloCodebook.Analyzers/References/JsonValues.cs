namespace ProloCodebook.References;

/// <summary>Codes that are string values in JSON text.</summary>
internal static class JsonValues
{
    /// <param name="needsBillingName">Only under a key that speaks of billing.</param>
    public static bool IsValue(string text, int start, int end, bool needsBillingName)
    {
        if (QuotedValue.Around(text, start, end) is not { } value)
        {
            return false;
        }

        var i = SkipSpaces(text, value.Open);
        if (i > 0 && text[i - 1] is '[' or ',' && StartOfArray(text, i) is { } bracket)
        {
            i = SkipSpaces(text, bracket);
            if (i == 0)
            {
                // The whole text is an array, and nothing says of what.
                return !needsBillingName && ClosesArray(text, value.Close);
            }
        }

        // A key follows; a string before a colon is a key itself.
        if (i == 0 || text[i - 1] != ':' || IsFollowedByColon(text, value.Close))
        {
            return false;
        }

        var close = SkipSpaces(text, i - 1) - 1;
        if (close < 1 || text[close] is not ('"' or '\''))
        {
            return false;
        }

        var quote = text[close];
        var keyEnd = text[close - 1] == '\\' ? close - 1 : close;
        var open = text.LastIndexOf(quote, keyEnd - 1);
        if (open < 0)
        {
            return false;
        }

        return !needsBillingName || NameWords.Judge(text.Substring(open + 1, keyEnd - open - 1)) == NameVerdict.Billing;
    }

    /// <summary>The place of the bracket that opens the list of quoted values which ends before <paramref name="i"/>.</summary>
    private static int? StartOfArray(string text, int i)
    {
        while (i > 0)
        {
            var c = text[i - 1];
            if (c == '[')
            {
                return i - 1;
            }

            // Inside, only values and commas: anything else ends the search.
            if (!(char.IsWhiteSpace(c) || GuardedCodeIndex.IsLetterOrDigit(c) || c is ',' or '"' or '\'' or '-' or '.' or '\\' or TextParts.Hole))
            {
                return null;
            }

            i--;
        }

        return null;
    }

    private static bool ClosesArray(string text, int i)
    {
        while (i < text.Length && char.IsWhiteSpace(text[i]))
        {
            i++;
        }

        return i == text.Length || text[i] is ']' or ',';
    }

    private static bool IsFollowedByColon(string text, int i)
    {
        while (i < text.Length && char.IsWhiteSpace(text[i]))
        {
            i++;
        }

        return i < text.Length && text[i] == ':';
    }

    private static int SkipSpaces(string text, int i)
    {
        while (i > 0 && char.IsWhiteSpace(text[i - 1]))
        {
            i--;
        }

        return i;
    }
}
