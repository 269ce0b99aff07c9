using Microsoft.CodeAnalysis;

namespace ProloCodebook.References;

/// <summary>Enum members that are called like a code: <c>M0076</c>, <c>Hcpcs_M0076</c>, <c>M0076Prolotherapy</c>, <c>Cpt20999</c>.</summary>
internal static class EnumMembers
{
    public static GuardedCode? FindByName(GuardedCodeIndex codes, IFieldSymbol member)
    {
        var name = member.Name;
        for (var start = 0; start < name.Length; start++)
        {
            if (!BeginsToken(name, start))
            {
                continue;
            }

            for (var length = 1; start + length <= name.Length; length++)
            {
                if (codes.HasLength(length) && EndsToken(name, start + length) && codes.Find(name, start, length) is { } code)
                {
                    return code;
                }
            }
        }

        return null;
    }

    private static bool BeginsToken(string name, int start)
    {
        if (start == 0 || name[start - 1] == '_')
        {
            return true;
        }

        char before = name[start - 1], here = name[start];
        return char.IsDigit(here) ? char.IsLetter(before) : char.IsUpper(here) && char.IsLower(before);
    }

    private static bool EndsToken(string name, int end)
        => end == name.Length || name[end] == '_' || (char.IsUpper(name[end]) && char.IsDigit(name[end - 1]));
}
