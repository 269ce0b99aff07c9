namespace ProloCodebook.References;

/// <summary>The elements of X12 and HL7 v2 segments that hold a procedure code, whatever the delimiters.</summary>
internal static class SegmentPositions
{
    private const int IdLength = 3;

    // The code alone, or behind its qualifier; the end of a range of codes. In between are modifiers and the description.
    private static readonly int[] s_codesInX12 = [1, 2, 8];

    // The identifier and the alternate one. The others are their texts and the names of their systems.
    private static readonly int[] s_codesInHl7 = [1, 4];

    /// <summary>A whole component of such an element stands from <paramref name="start"/> to <paramref name="end"/>.</summary>
    public static bool IsProcedureElement(string text, int start, int end)
    {
        // The description in a composite is prose with words between blanks.
        if (start < IdLength + 1 || !IsDelimiter(text[start - 1]) || (end < text.Length && !IsDelimiter(text[end]) && !EndsSegment(text[end]) && text[end] != TextParts.Hole))
        {
            return false;
        }

        for (var id = start - IdLength - 1; id >= 0; id--)
        {
            var (elements, isX12) = ElementsOf(text, id);
            if (elements.Length == 0)
            {
                // Only the nearest segment counts, and only in the same line.
                if (text[id] is '\r' or '\n')
                {
                    return false;
                }

                continue;
            }

            var delimiter = text[id + IdLength];
            var element = 0;
            var first = start;
            for (var i = id + IdLength; i < start; i++)
            {
                if (text[i] == delimiter)
                {
                    element++;
                    first = i + 1;
                }
                else if (EndsSegment(text[i]) || (isX12 && text[i] == '~'))
                {
                    return false;
                }
            }

            return Array.IndexOf(elements, element) >= 0 && Array.IndexOf(isX12 ? s_codesInX12 : s_codesInHl7, ComponentAt(text, first, start, isX12)) >= 0;
        }

        return false;
    }

    /// <summary>The number of the component that begins at <paramref name="start"/>, in the element, or the repetition of it, that begins at <paramref name="first"/>.</summary>
    private static int ComponentAt(string text, int first, int start, bool isX12)
    {
        var component = 1;
        for (var i = first; i < start; i++)
        {
            if (!isX12 && text[i] == '~')
            {
                component = 1;
            }
            else if (text[i] == text[start - 1])
            {
                component++;
            }
        }

        return component;
    }

    private static (int[] Elements, bool IsX12) ElementsOf(string text, int start)
    {
        if ((start > 0 && GuardedCodeIndex.IsLetterOrDigit(text[start - 1])) || !IsDelimiter(text[start + IdLength]))
        {
            return ([], false);
        }

        return text.Substring(start, IdLength).ToUpperInvariant() switch
        {
            // Professional and dental service: the composite comes first; institutional: after the revenue code.
            "SV1" or "SV3" => ([1], true),
            "SV2" => ([2], true),
            // Remittance: what was paid, and what had been submitted.
            "SVC" => ([1, 6], true),
            // Financial transaction: transaction code and procedure code. Procedure: its code.
            "FT1" => ([7, 25], false),
            "PR1" => ([3], false),
            _ => ([], false),
        };
    }

    private static bool EndsSegment(char c) => c is '\r' or '\n' or '\x0B' or '\x1C' or '"';

    private static bool IsDelimiter(char c) => !char.IsLetterOrDigit(c) && !char.IsWhiteSpace(c) && c is not (TextParts.Hole or '_' or '"' or '\'' or '.' or '-');
}
