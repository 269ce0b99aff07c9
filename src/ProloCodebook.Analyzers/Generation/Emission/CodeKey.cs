namespace ProloCodebook.Generation.Emission;

/// <summary>A code as a number: how the generated look-up compares codes without making strings. The generated CodeSyntax does the same.</summary>
internal static class CodeKey
{
    /// <summary>So many characters of base 37 fit into 64 bits.</summary>
    public const int MaxLength = 12;

    public static bool TryPack(string code, out ulong key)
    {
        key = 0;
        if (code.Length is 0 or > MaxLength)
        {
            return false;
        }

        foreach (var c in code)
        {
            int digit;
            if (c is >= '0' and <= '9')
            {
                digit = c - '0' + 1;
            }
            else if (c is >= 'A' and <= 'Z')
            {
                digit = c - 'A' + 11;
            }
            else
            {
                return false;
            }

            key = (key * 37) + (ulong)digit;
        }

        return true;
    }
}
