using ClaimScrubber.Segments;

namespace ClaimScrubber.Loops;

/// <summary>The beginning of a segment, as an error message can show it.</summary>
internal static class SegmentExcerpt
{
    private const int MaxLength = 40;

    public static string Of(Segment segment)
    {
        var text = segment.Text;
        var start = text.Length <= MaxLength ? text : text[..MaxLength] + "…";
        // A terminal must not obey what stands in a damaged file.
        return string.Concat(start.Select(c => char.IsControl(c) ? '\uFFFD' : c));
    }
}
