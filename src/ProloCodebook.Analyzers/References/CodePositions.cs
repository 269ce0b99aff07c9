namespace ProloCodebook.References;

/// <summary>
/// Finds codes inside a longer text where they are meant as codes: after a qualifier or the name of a code system, in a segment,
/// as a value in SQL or JSON. Anywhere else it is prose.
/// </summary>
internal static class CodePositions
{
    private static readonly string[] s_systemNames = ["CPT", "HCPCS"];

    /// <summary>Each use of a code.</summary>
    public static IReadOnlyList<(int Start, GuardedCode Code)> Find(GuardedCodeIndex codes, string text)
    {
        List<(int, GuardedCode)>? found = null;
        for (var end = 0; end < text.Length;)
        {
            var start = end;
            while (start < text.Length && !GuardedCodeIndex.IsLetterOrDigit(text[start]))
            {
                start++;
            }

            end = start;
            while (end < text.Length && GuardedCodeIndex.IsLetterOrDigit(text[end]))
            {
                end++;
            }

            var glued = GluedPrefix(codes, text, start, end);
            var code = codes.Find(text, start + glued, end - start - glued);
            if (code is null || !EndsToken(text, end))
            {
                continue;
            }

            if (glued > 0
                ? start == 0 || text[start - 1] is not ('_' or '.')
                : IsCodePosition(text, start, end, code))
            {
                (found ??= []).Add((start, code));
            }
        }

        return found ?? (IReadOnlyList<(int, GuardedCode)>)[];
    }

    private static bool IsCodePosition(string text, int start, int end, GuardedCode code)
        => IsAfterQualifier(text, start)
            || IsAfterSystemName(text, start)
            || IsAfterCodeSystemUri(text, start)
            || SegmentPositions.IsProcedureElement(text, start, end)
            || SqlValues.IsValue(text, start, end, needsBillingName: code.IsAllDigits)
            || JsonValues.IsValue(text, start, end, needsBillingName: code.IsAllDigits)
            || IsInCodeList(text, needsLetter: code.IsAllDigits);

    /// <summary>CPT20999 in one word: the length of what stands before the code.</summary>
    private static int GluedPrefix(GuardedCodeIndex codes, string text, int start, int end)
    {
        foreach (var name in s_systemNames)
        {
            if (end - start > name.Length
                && string.Compare(text, start, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0
                && codes.Find(text, start + name.Length, end - start - name.Length) is not null)
            {
                return name.Length;
            }
        }

        return 0;
    }

    /// <summary>
    /// What follows leaves the code a whole token: not a decimal, not 20999-1234 (a ZIP+4), not a part of an identifier. Modifiers may follow.
    /// </summary>
    private static bool EndsToken(string text, int end)
    {
        if (end == text.Length)
        {
            return true;
        }

        switch (text[end])
        {
            case '_':
                return false;
            case '.':
                return end + 1 == text.Length || !GuardedCodeIndex.IsLetterOrDigit(text[end + 1]);
            case '-':
                var modifier = end + 1;
                while (modifier < text.Length && GuardedCodeIndex.IsLetterOrDigit(text[modifier]))
                {
                    modifier++;
                }

                return modifier - end - 1 is 0 or 2 && (modifier == end + 1 || EndsToken(text, modifier));
            default:
                return true;
        }
    }

    /// <summary>HC:M0076, HC*M0076, HC^M0076: the qualifier that X12 gives to procedure codes, with whatever delimiter.</summary>
    private static bool IsAfterQualifier(string text, int start)
    {
        var i = SkipSpacesBack(text, start);
        return i >= 3
            && text[i - 1] is ':' or '*' or '^' or '|' or '>' or '<' or '+' or '&' or '~' or '\\' or '!' or '#' or '\x1C' or '\x1D' or '\x1E' or '\x1F'
            && IsWordBefore(text, i - 1, "HC", out _);
    }

    /// <summary>CPT 20999, CPT® code 20999, HCPCS: M0076, CPT_20999, "CPT 20610, 20999". Not across an element that is left empty: <c>CPT||20999</c>.</summary>
    private static bool IsAfterSystemName(string text, int start)
    {
        var i = start;
        while (true)
        {
            var separator = i;
            while (i > 0 && !(i < start && text[i - 1] == text[i] && text[i] is ('|' or '^' or '*')) && (char.IsWhiteSpace(text[i - 1]) || text[i - 1] is ':' or '=' or '#' or '-' or '–' or '—' or '/' or '|' or '(' or '[' or '"' or '\'' or '^' or '*' or '_' or ',' or ';' or '&' or '®' or '™' or '.' or ')'))
            {
                i--;
            }

            if (i == separator)
            {
                return false;
            }

            foreach (var name in s_systemNames)
            {
                if (IsWordBefore(text, i, name, out _))
                {
                    return true;
                }
            }

            // "CPT code 20999", "HCPCS Level II M0076", "CPT 20610 and 20999": such words may stand between.
            if (!IsWordBefore(text, i, "code", out var before) && !IsWordBefore(text, i, "codes", out before)
                && !IsWordBefore(text, i, "II", out before) && !IsWordBefore(text, i, "level", out before)
                && !IsWordBefore(text, i, "and", out before) && !IsWordBefore(text, i, "or", out before)
                && !IsWordBefore(text, i, "R", out before) && !IsShapeBefore(text, i, out before))
            {
                return false;
            }

            i = before;
        }
    }

    private static bool IsAfterCodeSystemUri(string text, int start)
    {
        var end = CodeShapes.CodeSystemEnd(text, 0, start);
        if (end < 0 || start - end > 40)
        {
            return false;
        }

        // The rest of the URI, then separators and words such as code= or "value":.
        for (var i = end; i < start; i++)
        {
            if (char.IsDigit(text[i]) || text[i] is TextParts.Hole or '\n' or '}' or ')')
            {
                return false;
            }
        }

        var between = text.Substring(end, start - end);
        return between.Length > 0
            && between.Split(['|', ':', '#', '/', '^', ',', ' ', ';', '\'', '"', '=', '+', '&', '?', '<', '>', '(', '\\'], StringSplitOptions.RemoveEmptyEntries)
                .All(word => word is "code" or "codes" or "value" or "Code" or "Value" || (word[0] == '-' && between[0] == '-'));
    }

    /// <summary>Nothing but codes: "M0076,20999". Of digits alone it could be a list of anything.</summary>
    private static bool IsInCodeList(string text, bool needsLetter)
    {
        var tokens = text.Split([',', ';', '|', ' ', '\t', '\r', '\n', '/'], StringSplitOptions.RemoveEmptyEntries);
        return tokens.Length > 1
            && tokens.All(CodeShapes.IsProcedureShaped)
            && (!needsLetter || tokens.Any(t => char.IsLetter(t[0])));
    }

    private static int SkipSpacesBack(string text, int i)
    {
        while (i > 0 && text[i - 1] == ' ')
        {
            i--;
        }

        return i;
    }

    private static bool IsWordBefore(string text, int end, string word, out int start)
    {
        start = end - word.Length;
        return start >= 0
            && string.Compare(text, start, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0
            && (start == 0 || !GuardedCodeIndex.IsLetterOrDigit(text[start - 1]));
    }

    private static bool IsShapeBefore(string text, int end, out int start)
    {
        start = end;
        while (start > 0 && GuardedCodeIndex.IsLetterOrDigit(text[start - 1]))
        {
            start--;
        }

        return CodeShapes.IsProcedureShaped(text, start, end - start);
    }
}
