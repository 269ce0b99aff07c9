using ClaimScrubber.Loops;
using ClaimScrubber.Segments;

namespace ClaimScrubber.Tests;

/// <summary>What a file reads as.</summary>
internal sealed record ClaimFileReading(IReadOnlyList<ClaimServiceLine> Lines, IReadOnlyList<FileProblem> Problems)
{
    public static ClaimFileReading Of(string text)
    {
        ClaimFileEntry[] entries = [.. new ClaimReader().Read(new SegmentReader(new StringReader(text)).ReadAll())];
        return new([.. entries.OfType<ClaimServiceLine>()], [.. entries.OfType<FileProblem>()]);
    }

    /// <summary>The line of a file that has one line and no problem.</summary>
    public ClaimServiceLine OnlyLine()
    {
        Assert.Empty(Problems);
        return Assert.Single(Lines);
    }

    /// <summary>The problem of a file that has one, at the segment that begins so.</summary>
    public void AssertOnlyProblem(string text, string segmentStart, string message)
    {
        var problem = Assert.Single(Problems);
        Assert.Contains(message, problem.Message);
        var segment = new SegmentReader(new StringReader(text)).ReadAll().Single(s => s.Number == problem.SegmentNumber);
        Assert.StartsWith(segmentStart, segment.Text);
    }
}
