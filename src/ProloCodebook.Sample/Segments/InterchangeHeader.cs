namespace ClaimScrubber.Segments;

/// <summary>The ISA segment: the only one of fixed width, because it has to be read before the delimiters are known.</summary>
internal static class InterchangeHeader
{
    public const string Tag = "ISA";

    /// <summary>In characters, with the terminator.</summary>
    public const int Length = 106;

    private const string Version = "00501";

    private static readonly int[] ElementWidths = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];

    /// <summary>Reads the delimiters, or says why they cannot be known.</summary>
    /// <param name="text">From <c>ISA</c> on; shorter than <see cref="Length"/> where the file ended.</param>
    public static bool TryReadDelimiters(string text, out Delimiters delimiters, out string problem)
    {
        delimiters = default;
        if (text.Length < Length)
        {
            problem = $"the file ends inside the ISA segment, which has {Length} characters";
            return false;
        }

        var separator = text[Tag.Length];
        var elements = new string[ElementWidths.Length];
        var position = Tag.Length;
        for (var i = 0; i < elements.Length; i++)
        {
            if (text[position] != separator)
            {
                problem = $"the ISA segment has no element separator '{separator}' before ISA{i + 1:00}: its elements must be padded to their fixed width";
                return false;
            }

            elements[i] = text.Substring(position + 1, ElementWidths[i]);
            position += 1 + ElementWidths[i];
        }

        if (elements[11] != Version)
        {
            problem = $"the interchange is of version {elements[11]} (ISA12); this program reads {Version}";
            return false;
        }

        delimiters = new Delimiters(separator, Component: elements[15][0], Repetition: elements[10][0], Terminator: text[position]);
        problem = Check(delimiters);
        return problem.Length == 0;
    }

    private static string Check(Delimiters delimiters)
    {
        char[] all = [delimiters.Element, delimiters.Component, delimiters.Repetition, delimiters.Terminator];
        if (all.Any(d => char.IsLetterOrDigit(d) || d == ' '))
        {
            return "the ISA segment declares a letter, a digit or a space as a delimiter";
        }

        return all.Distinct().Count() == all.Length ? "" : "the ISA segment declares the same character for two delimiters";
    }
}
