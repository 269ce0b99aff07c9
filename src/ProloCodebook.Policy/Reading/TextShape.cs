using System.Globalization;

namespace ProloCodebook.Policy;

/// <summary>A form that a text must have.</summary>
/// <param name="Expected">Completes "expected …" in a message.</param>
internal sealed record TextShape(string Expected, Func<string, bool> Matches)
{
    /// <summary>Ids within the file.</summary>
    public static readonly TextShape Id = new(
        "an id in lower case such as 'medicare-1999': letters, digits and single hyphens, at most 64",
        text => text.Length <= 64 && IsLower(text[0]) && IsLowerOrDigit(text[text.Length - 1])
            && text.All(c => IsLowerOrDigit(c) || c == '-') && text.IndexOf("--", StringComparison.Ordinal) < 0);

    /// <summary>Ids that become members of an enum in the generated code.</summary>
    public static readonly TextShape Member = new(
        "a name for the generated code such as 'ZincSulfate': a capital letter, then letters and digits, at most 64",
        text => text.Length <= 64 && text[0] is >= 'A' and <= 'Z' && text.All(c => IsLowerOrDigit(c) || c is >= 'A' and <= 'Z'));

    public static readonly TextShape Date = new(
        "a date such as '2024-01-31'",
        text => DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));

    /// <summary>HCPCS Level II: a letter and four digits.</summary>
    public static readonly TextShape HcpcsCode = new(
        "an HCPCS code: a letter and four digits, as 'M0076'",
        text => text.Length == 5 && text[0] is >= 'A' and <= 'Z' && text.Skip(1).All(IsDigit));

    /// <summary>CPT: five digits (category I), or four digits and a letter.</summary>
    public static readonly TextShape CptCode = new(
        "a CPT code: five digits, as '20999', or four digits and a letter, as '0042T'",
        text => text.Length == 5 && text.Take(4).All(IsDigit) && (IsDigit(text[4]) || text[4] is >= 'A' and <= 'Z'));

    private static bool IsLower(char c) => c is >= 'a' and <= 'z';

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool IsLowerOrDigit(char c) => IsLower(c) || IsDigit(c);
}
