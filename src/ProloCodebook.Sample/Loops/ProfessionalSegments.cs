using System.Collections.Frozen;
using ClaimScrubber.Segments;

namespace ClaimScrubber.Loops;

/// <summary>The segments that 005010X222A1 uses, with their number of elements. What is not here, or is longer, is damaged: often two segments whose terminator was lost.</summary>
internal static class ProfessionalSegments
{
    private static readonly FrozenDictionary<string, int> ElementCounts = new Dictionary<string, int>
    {
        ["ISA"] = 16, ["GS"] = 8, ["ST"] = 3, ["SE"] = 2, ["GE"] = 2, ["IEA"] = 2, ["TA1"] = 5,
        ["BHT"] = 6, ["HL"] = 4, ["NM1"] = 12, ["N3"] = 2, ["N4"] = 7, ["PER"] = 9, ["REF"] = 4, ["PRV"] = 6, ["CUR"] = 21,
        ["SBR"] = 9, ["PAT"] = 9, ["DMG"] = 11, ["OI"] = 6, ["MOA"] = 9, ["CAS"] = 19, ["AMT"] = 3,
        ["CLM"] = 20, ["DTP"] = 3, ["PWK"] = 9, ["CN1"] = 6, ["K3"] = 3, ["NTE"] = 2, ["CR1"] = 10, ["CR2"] = 12, ["CR3"] = 5, ["CRC"] = 7, ["HI"] = 12, ["HCP"] = 15,
        ["LX"] = 1, ["SV1"] = 21, ["SV5"] = 7, ["QTY"] = 4, ["MEA"] = 12, ["PS1"] = 3, ["LIN"] = 31, ["CTP"] = 11, ["SVD"] = 6, ["LQ"] = 2, ["FRM"] = 5,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Why the segment cannot stand in a professional claim; null for a good one.</summary>
    public static string? DamageIn(Segment segment)
    {
        if (segment.Damage is not null)
        {
            return segment.Damage;
        }

        if (!ElementCounts.TryGetValue(segment.Tag, out var count))
        {
            return "a professional claim has no such segment";
        }

        return segment.ElementCount > count
            ? $"it has {segment.ElementCount} elements, {segment.Tag} has at most {count}: a terminator may be missing"
            : null;
    }
}
