namespace ProloCodebook.References;

/// <summary>Codes that are quoted values in SQL text, whole statements or fragments such as <c>AND proc_code = 'M0076'</c>.</summary>
internal static class SqlValues
{
    // What makes a text a statement: one of these words, or two of them together.
    private static readonly (string First, string? Second)[] s_statementWords =
    [
        ("SELECT", "FROM"), ("INSERT", "INTO"), ("UPDATE", "SET"), ("DELETE", "FROM"), ("MERGE", "USING"), ("CASE", "WHEN"),
        ("WHERE", null), ("VALUES", null), ("EXEC", null), ("EXECUTE", null), ("CALL", null), ("UNION", null),
    ];

    private static readonly string[] s_clauseStarts =
        ["WHERE", "AND", "OR", "ON", "SET", "HAVING", "WHEN", "THEN", "SELECT", "BY", "NOT", "ELSE", "USING", "EXEC", "EXECUTE", "FROM"];

    /// <param name="needsBillingName">Only in a column, or for a parameter, that speaks of billing.</param>
    public static bool IsValue(string text, int start, int end, bool needsBillingName)
    {
        if (QuotedValue.Around(text, start, end) is not { } value)
        {
            return false;
        }

        // N'…'
        var i = value.Open;
        if (i > 0 && text[i - 1] is 'N' or 'n' && (i == 1 || !IsIdentifierCharacter(text[i - 2])))
        {
            i--;
        }

        i = SkipSpaces(text, i);
        if (i == 0)
        {
            return false;
        }

        var isStatement = new Lazy<bool>(() => IsStatement(text));
        // In double quotes it is a name to the standard, and a value to some databases.
        if (value.Quote == '"' && !isStatement.Value)
        {
            return false;
        }

        switch (text[i - 1])
        {
            case '=' or '<' or '>':
                return HasColumn(text, i, needsBillingName);
            case '(' or ',':
                return IsInList(text, i, isStatement, needsBillingName);
        }

        var word = WordBefore(text, i, out var before);
        switch (word.ToUpperInvariant())
        {
            case "LIKE" or "BETWEEN" or "IS":
                return HasColumn(text, before, needsBillingName);
            case "AND" when isStatement.Value:
                // BETWEEN '20000' AND '20999'
                var between = text.LastIndexOf("BETWEEN", before, StringComparison.OrdinalIgnoreCase);
                return between >= 0 && HasColumn(text, between, needsBillingName);
            case "WHEN" when isStatement.Value:
                var @case = text.LastIndexOf("CASE", before, StringComparison.OrdinalIgnoreCase);
                return @case >= 0 && (!needsBillingName || Speaks(text.Substring(@case + 4, before - @case - 4)));
            case "SELECT" or "THEN" or "ELSE" when isStatement.Value:
                return AliasAfter(text, value.Close) is { } alias && (!needsBillingName || NameWords.Judge(alias) == NameVerdict.Billing);
            default:
                // EXEC AddLine 'M0076'
                return !needsBillingName && WordBefore(text, SkipSpaces(text, before), out _).ToUpperInvariant() is "EXEC" or "EXECUTE" or "CALL";
        }
    }

    private static bool IsStatement(string text)
        => s_statementWords.Any(w => ContainsWord(text, w.First) && (w.Second is null || ContainsWord(text, w.Second)));

    private static bool ContainsWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if ((at == 0 || !IsIdentifierCharacter(text[at - 1])) && (at + word.Length == text.Length || !IsIdentifierCharacter(text[at + word.Length])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What stands before the operator names a column, perhaps in brackets, behind an alias or inside a function.</summary>
    private static bool HasColumn(string text, int end, bool needsBillingName)
    {
        while (end > 0 && (text[end - 1] is '=' or '<' or '>' or '!' || char.IsWhiteSpace(text[end - 1])))
        {
            end--;
        }

        var start = end;
        while (start > 0)
        {
            var word = WordBefore(text, start, out var before);
            if (word.Length > 0)
            {
                if (Array.IndexOf(s_clauseStarts, word.ToUpperInvariant()) >= 0)
                {
                    break;
                }

                start = before;
            }
            else if (text[start - 1] is '.' or '[' or ']' or '(' or ')' or '"' or '`' or '@' or ':' or ' ' or '\n' or '\r' or '\t' or TextParts.Hole)
            {
                start--;
            }
            else
            {
                break;
            }
        }

        var operand = text.Substring(start, end - start);
        return needsBillingName ? Speaks(operand) : operand.Any(c => IsIdentifierCharacter(c) || c == TextParts.Hole);
    }

    private static bool IsInList(string text, int i, Lazy<bool> isStatement, bool needsBillingName)
    {
        var open = OpeningParenthesis(text, i, out var position);
        if (open is not { } parenthesis)
        {
            // SELECT a, 'M0076', b FROM …; EXEC AddLine 1, 'M0076'
            return !needsBillingName && isStatement.Value && !text.TrimStart().StartsWith("{", StringComparison.Ordinal);
        }

        var word = WordBefore(text, SkipSpaces(text, parenthesis), out var before).ToUpperInvariant();
        switch (word)
        {
            case "IN":
                before = SkipSpaces(text, before);
                return HasColumn(text, WordBefore(text, before, out var not).Equals("NOT", StringComparison.OrdinalIgnoreCase) ? not : before, needsBillingName);
            case "VALUES" or "":
                // Of several rows, the later ones follow a comma.
                var values = text.LastIndexOf("VALUES", parenthesis, StringComparison.OrdinalIgnoreCase);
                return values >= 0 && (!needsBillingName || Speaks(InsertedColumn(text, values, position)));
            default:
                // An argument of a function: COALESCE(proc_code, 'M0076').
                return isStatement.Value && (!needsBillingName || Speaks(text.Substring(parenthesis, i - parenthesis)));
        }
    }

    /// <summary>INSERT INTO t (a, b) VALUES ('x', 'y'): the column by position.</summary>
    private static string InsertedColumn(string text, int values, int position)
    {
        var close = text.LastIndexOf(')', values);
        var open = close < 0 ? -1 : text.LastIndexOf('(', close);
        if (open < 0)
        {
            return "";
        }

        var columns = text.Substring(open + 1, close - open - 1).Split(',');
        return position < columns.Length ? columns[position] : "";
    }

    /// <summary>The parenthesis that the list stands in, and how many values of it come before.</summary>
    private static int? OpeningParenthesis(string text, int i, out int position)
    {
        position = 0;
        var depth = 0;
        var inQuotes = false;
        while (i-- > 0)
        {
            var c = text[i];
            if (c == '\'')
            {
                inQuotes = !inQuotes;
            }
            else if (inQuotes)
            {
                continue;
            }
            else if (c == ')')
            {
                depth++;
            }
            else if (c == '(' && depth-- == 0)
            {
                return i;
            }
            else if (c == ',' && depth == 0)
            {
                position++;
            }
            else if (c == ';')
            {
                return null;
            }
        }

        return null;
    }

    private static string? AliasAfter(string text, int i)
    {
        while (i < text.Length && char.IsWhiteSpace(text[i]))
        {
            i++;
        }

        if (i < text.Length && text[i] is ',' or ';')
        {
            return "";
        }

        var word = WordAfter(text, ref i);
        return word.ToUpperInvariant() switch
        {
            "AS" => WordAfter(text, ref i),
            "END" or "WHEN" or "ELSE" or "UNION" or "FROM" => "",
            _ => null,
        };
    }

    private static bool Speaks(string words)
    {
        var verdict = NameVerdict.Neutral;
        foreach (var word in words.Split([' ', '.', '[', ']', '(', ')', '"', '`', '@', ':', ',', '=', '\'', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            // The last says most: claims.zip is a zip.
            var judged = NameWords.Judge(word);
            verdict = judged == NameVerdict.Neutral ? verdict : judged;
        }

        return verdict == NameVerdict.Billing;
    }

    private static string WordBefore(string text, int end, out int start)
    {
        end = SkipSpaces(text, end);
        start = end;
        while (start > 0 && IsIdentifierCharacter(text[start - 1]))
        {
            start--;
        }

        return text.Substring(start, end - start);
    }

    private static string WordAfter(string text, ref int i)
    {
        while (i < text.Length && (char.IsWhiteSpace(text[i]) || text[i] is '[' or '"' or '`'))
        {
            i++;
        }

        var start = i;
        while (i < text.Length && IsIdentifierCharacter(text[i]))
        {
            i++;
        }

        return text.Substring(start, i - start);
    }

    private static bool IsIdentifierCharacter(char c) => char.IsLetterOrDigit(c) || c is '_' or '@' or '#' or '$';

    private static int SkipSpaces(string text, int i)
    {
        while (i > 0 && char.IsWhiteSpace(text[i - 1]))
        {
            i--;
        }

        return i;
    }
}
