using System.Globalization;
using System.Text;

namespace ProloCodebook.Generation;

/// <summary>How the generated constants of CodeText and Codes are called.</summary>
internal static class ConstantNames
{
    /// <summary>The code system in Pascal case, then the code: <c>HcpcsM0076</c>, <c>Cpt20999</c>.</summary>
    public static string For(string system, string code) => System(system) + Letters(code);

    /// <summary>The member of the generated enum CodeSystem: <c>Hcpcs</c>, <c>Cpt</c>.</summary>
    public static string System(string system)
    {
        var letters = Letters(system);
        if (letters.Length == 0 || !char.IsLetter(letters[0]))
        {
            // The reader refuses such a system; what is emitted must be an identifier all the same.
            return "Code" + letters;
        }

        return char.ToUpperInvariant(letters[0]) + letters.Substring(1).ToLower(CultureInfo.InvariantCulture);
    }

    private static string Letters(string text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9'))
            {
                builder.Append(c);
            }
        }

        return builder.ToString();
    }
}
