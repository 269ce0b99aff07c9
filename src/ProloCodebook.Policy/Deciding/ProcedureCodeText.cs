namespace ProloCodebook.Policy;

/// <summary>Reads a procedure code the way it stands in claims: with white space, in any case, with a qualifier and modifiers.</summary>
public static class ProcedureCodeText
{
    private static readonly char[] Separators = [':', '^', '>', '*'];

    private static readonly char[] AfterCode = ['-', ':', '^', '>', '*'];

    /// <summary>The bare code: <c>" m0076-59"</c> and <c>"HC:M0076:59"</c> give <c>M0076</c>. Whatever is no code is returned trimmed and in upper case.</summary>
    public static string Normalize(string? code)
    {
        var text = (code ?? string.Empty).Trim().ToUpperInvariant();
        if (text.Length > 2 && text.StartsWith("HC", StringComparison.Ordinal) && Array.IndexOf(Separators, text[2]) >= 0)
        {
            text = text.Substring(3).TrimStart();
        }

        var end = text.IndexOfAny(AfterCode);
        return (end < 0 ? text : text.Substring(0, end)).TrimEnd();
    }
}
