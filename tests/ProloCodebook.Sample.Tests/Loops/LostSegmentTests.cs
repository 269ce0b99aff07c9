using ClaimScrubber.Loops;

namespace ClaimScrubber.Tests.Loops;

/// <summary>The bundled file with each of its segments lost or garbled in turn. Whatever is lost, no line may be judged by another line's words or another subscriber's payer.</summary>
public sealed class LostSegmentTests
{
    private static readonly string[] Segments = File.ReadAllLines(BundledFile.Path);
    private static readonly ClaimFileReading Whole = ClaimFileReading.Of(Join(Segments));
    private static readonly Dictionary<(string Claim, int Line), ClaimServiceLine> WholeLines = Whole.Lines.ToDictionary(l => (l.Claim.Id, l.Number));

    [Fact]
    public void Without_any_one_segment_no_line_gets_what_is_anothers()
    {
        for (var i = 1; i < Segments.Length; i++)
        {
            var reading = ClaimFileReading.Of(Join([.. Segments[..i], .. Segments[(i + 1)..]]));

            Check(reading, $"without {Segments[i]}");
        }
    }

    [Fact]
    public void With_any_one_segment_garbled_no_line_gets_what_is_anothers()
    {
        for (var i = 1; i < Segments.Length; i++)
        {
            var reading = ClaimFileReading.Of(Join([.. Segments[..i], "?" + Segments[i], .. Segments[(i + 1)..]]));

            Check(reading, $"with ?{Segments[i]}");
            Assert.Contains(reading.Problems, p => p.SegmentNumber == i + 1);
        }
    }

    [Fact]
    public void With_any_one_terminator_lost_no_line_gets_what_is_anothers()
    {
        for (var i = 1; i < Segments.Length - 1; i++)
        {
            var reading = ClaimFileReading.Of(Join([.. Segments[..i], Segments[i].TrimEnd('~') + Segments[i + 1], .. Segments[(i + 2)..]]));

            Check(reading, $"with {Segments[i].TrimEnd('~')}{Segments[i + 1]}");
        }
    }

    [Fact]
    public void Cut_off_anywhere_no_line_gets_what_is_anothers()
    {
        var text = Join(Segments);
        for (var length = 1; length < text.Length - 2; length += 7)
        {
            Check(ClaimFileReading.Of(text[..length]), $"cut off after {length} characters");
        }
    }

    private static void Check(ClaimFileReading reading, string change)
    {
        Assert.True(reading.Problems.Except(Whole.Problems).Any(), $"{change}: nothing was reported.");
        foreach (var line in reading.Lines.Where(l => l.DamagedAt is null && l.Claim.DamagedAt is null))
        {
            Assert.True(WholeLines.TryGetValue((line.Claim.Id, line.Number), out var original), $"{change}: line {line.Number} of claim {line.Claim.Id} is made up.");
            Assert.True(line.Code == original!.Code, $"{change}: line {line.Number} of claim {line.Claim.Id} has code {line.Code}.");
            Assert.True(IsSameOrLost(line.Claim.Payer.ClaimFilingIndicator, original.Claim.Payer.ClaimFilingIndicator), $"{change}: claim {line.Claim.Id} is for {line.Claim.Payer}.");
            Assert.True(IsSameOrLost(line.Claim.Payer.Name, original.Claim.Payer.Name), $"{change}: claim {line.Claim.Id} is for {line.Claim.Payer}.");
            Assert.True(IsSameOrLost(line.Description, original.Description), $"{change}: claim {line.Claim.Id} has the description {line.Description}.");
            Assert.True(IsSameOrLost(line.Note, original.Note), $"{change}: claim {line.Claim.Id} has the note {line.Note}.");
            Assert.True(IsSameOrLost(line.Claim.Note, original.Claim.Note), $"{change}: claim {line.Claim.Id} has the note {line.Claim.Note}.");
        }
    }

    private static bool IsSameOrLost(string actual, string original) => actual == original || actual.Length == 0;

    private static string Join(IEnumerable<string> segments) => string.Join('\n', segments);
}
