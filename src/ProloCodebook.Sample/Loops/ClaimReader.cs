using ClaimScrubber.Segments;

namespace ClaimScrubber.Loops;

/// <summary>Turns the segments of an 837P file (005010X222A1) into service lines, one at a time and in the order of the file.</summary>
internal sealed class ClaimReader
{
    private readonly Queue<ClaimFileEntry> entries = new();
    private readonly Envelope envelope;
    private readonly ClaimLoops loops;

    public ClaimReader()
    {
        envelope = new Envelope(Report);
        loops = new ClaimLoops(Report, entries.Enqueue);
    }

    /// <summary>The service lines and the problems of a file. A damaged segment costs the line or the claim it stands in, never the rest.</summary>
    public IEnumerable<ClaimFileEntry> Read(IEnumerable<Segment> segments)
    {
        var isEmpty = true;
        foreach (var segment in segments)
        {
            isEmpty = false;
            Take(segment);
            while (entries.TryDequeue(out var entry))
            {
                yield return entry;
            }
        }

        if (isEmpty)
        {
            Report(0, "the file is empty");
        }

        loops.End();
        envelope.End();
        while (entries.TryDequeue(out var entry))
        {
            yield return entry;
        }
    }

    private void Take(Segment segment)
    {
        if ((envelope.IsInOtherSet ? segment.Damage : ProfessionalSegments.DamageIn(segment)) is { } damage)
        {
            Report(segment.Number, $"{damage}: {SegmentExcerpt.Of(segment)}");
            envelope.TakeDamaged(segment);
            loops.TakeDamaged(segment);
        }
        else if (envelope.Take(segment))
        {
            loops.End();
        }
        else if (envelope.IsInClaims)
        {
            loops.Take(segment);
        }
    }

    private void Report(int segmentNumber, string message) => entries.Enqueue(new FileProblem(segmentNumber, message));
}
