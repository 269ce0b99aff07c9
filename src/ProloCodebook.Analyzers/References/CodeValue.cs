namespace ProloCodebook.References;

/// <summary>Reads a text that is a code as a whole, as the evaluator would: <c>M0076</c>, <c>m0076-25</c>, <c>HC:M0076:59</c>.</summary>
internal static class CodeValue
{
    private static readonly char[] s_lineEnds = ['\r', '\n'];

    // The names of the procedure code systems in HL7 (tables 0396 and 0088), and what is written for them.
    private static readonly string[] s_codeSystems = ["C4", "CPT", "CPT4", "CPT-4", "HCPCS", "HPC", "HCPT"];

    /// <summary>The text is nothing but the code: no modifiers, no qualifier.</summary>
    public static GuardedCode? FindBare(GuardedCodeIndex codes, string text)
    {
        var (start, end) = Trim(text, 0, text.Length);
        return codes.Find(text, start, end - start);
    }

    /// <summary>
    /// The text is the code, in any case, with white space around it, perhaps with modifiers of two letters or digits, perhaps after a qualifier.
    /// </summary>
    /// <param name="isQualified"><c>HC</c> says that it is a procedure code.</param>
    public static GuardedCode? Find(GuardedCodeIndex codes, string text, out bool isQualified, out bool hasModifiers)
    {
        isQualified = false;
        hasModifiers = false;
        var (start, end) = Trim(text, 0, text.Length);
        if (end - start > 3
            && (text[start] is 'H' or 'h') && (text[start + 1] is 'C' or 'c')
            && IsSeparator(text[start + 2]))
        {
            isQualified = true;
            (start, end) = Trim(text, start + 3, end);
        }

        var token = start;
        while (token < end && GuardedCodeIndex.IsLetterOrDigit(text[token]))
        {
            token++;
        }

        var code = codes.Find(text, start, token - start);
        if (code is null)
        {
            return null;
        }

        if (IsCodedElement(text, token, end))
        {
            // It is more than the code alone, like one with modifiers.
            isQualified |= NamesCodeSystem(text, token, end);
            hasModifiers = true;
            return code;
        }

        // Modifiers, each of exactly two; an empty one where a separator ends the text ("HC:M0076:" + modifier).
        while (token < end)
        {
            while (token < end && text[token] == ' ')
            {
                token++;
            }

            // "M0076 is" is prose, so white space alone does not make a modifier.
            if (!IsSeparator(text[token]))
            {
                return null;
            }

            token++;
            while (token < end && text[token] == ' ')
            {
                token++;
            }

            var modifier = token;
            while (token < end && IsModifierCharacter(text[token]))
            {
                token++;
            }

            if (token - modifier is not (0 or 2) || (token == modifier && token < end && !IsSeparator(text[token])))
            {
                return null;
            }

            hasModifiers = true;
        }

        return code;
    }

    /// <summary><c>M0076^Prolotherapy^HCPCS</c>: a coded element of HL7, whose first component is the code and whose second is its name. (Two characters are a modifier.)</summary>
    private static bool IsCodedElement(string text, int token, int end)
    {
        if (token >= end || text[token] != '^' || text.IndexOfAny(s_lineEnds, token, end - token) >= 0)
        {
            return false;
        }

        var second = EndOfComponent(text, token + 1, end);
        return second - token - 1 is not (0 or 2) ? end - token > 3 : second < end && EndOfComponent(text, second + 1, end) - second - 1 > 2;
    }

    /// <summary>A later component says by which code system the first one is a code.</summary>
    private static bool NamesCodeSystem(string text, int start, int end)
    {
        for (var at = start; at < end;)
        {
            var next = EndOfComponent(text, at + 1, end);
            var name = text.Substring(at + 1, next - at - 1).Trim();
            if (s_codeSystems.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                return true;
            }

            at = next;
        }

        return false;
    }

    private static int EndOfComponent(string text, int start, int end)
    {
        var found = start < end ? text.IndexOf('^', start, end - start) : -1;
        return found < 0 ? end : found;
    }

    /// <summary>What stands between a qualifier, a code and its modifiers.</summary>
    private static bool IsSeparator(char c) => c is ':' or '-' or '*' or '^' or '|' or '>';

    private static bool IsModifierCharacter(char c) => c is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z');

    private static (int Start, int End) Trim(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return (start, end);
    }
}
