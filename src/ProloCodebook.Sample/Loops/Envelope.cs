using ClaimScrubber.Segments;

namespace ClaimScrubber.Loops;

/// <summary>Follows interchanges, functional groups and transaction sets, and holds their trailers to what was read: that is how lost segments show.</summary>
internal sealed class Envelope(Action<int, string> report)
{
    private const string ClaimTransaction = "837";
    private const string ProfessionalVersion = "005010X222";

    private readonly ControlLevel?[] open = new ControlLevel?[ControlLevelKind.All.Count];
    private string groupVersion = "";
    private int lastSegment;

    /// <summary>Whether the segment just taken is inside a transaction set of professional claims.</summary>
    public bool IsInClaims { get; private set; }

    /// <summary>Whether the next segment is inside a transaction set of another kind, whose segments are none of ours.</summary>
    public bool IsInOtherSet => InSet is not null && !IsInClaims;

    /// <summary>Takes one segment; true where it belongs to the envelope and says nothing about a claim.</summary>
    public bool Take(Segment segment)
    {
        lastSegment = segment.Number;
        if (ControlLevelKind.All.FirstOrDefault(k => k.Header == segment.Tag) is { } opened)
        {
            Open(opened, segment);
            return true;
        }

        if (ControlLevelKind.All.FirstOrDefault(k => k.Trailer == segment.Tag) is { } closed)
        {
            Close(closed, segment);
            return true;
        }

        if (InSet is null)
        {
            if (segment.Tag == "TA1")
            {
                return true;
            }

            OpenSetWithoutHeader(segment);
        }

        InSet!.Count++;
        return false;
    }

    /// <summary>Counts a segment that cannot be read. It may have been a header or a trailer; what follows shows.</summary>
    public void TakeDamaged(Segment segment)
    {
        lastSegment = segment.Number;
        if (InSet is { } set)
        {
            set.Count++;
        }
    }

    /// <summary>Reports what the end of the file leaves open.</summary>
    public void End()
    {
        string[] missing = [.. open.AsEnumerable().Reverse().OfType<ControlLevel>().Select(level => level.Kind.Trailer)];
        if (missing.Length > 0)
        {
            report(lastSegment, $"the file ends here, before {string.Join(", ", missing)}: it is cut off");
        }
    }

    private ControlLevel? InSet => open[ControlLevelKind.TransactionSet.Depth];

    private void Open(ControlLevelKind kind, Segment header)
    {
        CloseWithoutTrailer(kind.Depth, header);
        if (kind.Depth > 0 && open[kind.Depth - 1] is { } parent)
        {
            parent.Count++;
        }

        open[kind.Depth] = new ControlLevel(kind, header[kind.ControlNumberPosition]);
        if (kind == ControlLevelKind.TransactionSet)
        {
            OpenSet(header);
        }
        else
        {
            groupVersion = kind == ControlLevelKind.Group ? header[8] : "";
        }
    }

    private void OpenSet(Segment header)
    {
        InSet!.Count++;
        var version = header[3] is { Length: > 0 } stated ? stated : groupVersion;
        IsInClaims = header[1] == ClaimTransaction && version.StartsWith(ProfessionalVersion, StringComparison.Ordinal);
        if (!IsInClaims)
        {
            report(header.Number, $"this transaction set is {header[1]} {version}, no professional claims ({ClaimTransaction} {ProfessionalVersion}A1): it is skipped");
        }
    }

    private void OpenSetWithoutHeader(Segment first)
    {
        report(first.Number, "ST is missing before this segment");
        open[ControlLevelKind.TransactionSet.Depth] = new ControlLevel(ControlLevelKind.TransactionSet, controlNumber: null);
        IsInClaims = groupVersion.Length == 0 || groupVersion.StartsWith(ProfessionalVersion, StringComparison.Ordinal);
    }

    private void Close(ControlLevelKind kind, Segment trailer)
    {
        CloseWithoutTrailer(kind.Depth + 1, trailer);
        if (open[kind.Depth] is not { } level)
        {
            report(trailer.Number, $"it ends a {kind.Name} that was not opened: {kind.Header} is missing");
            return;
        }

        if (kind == ControlLevelKind.TransactionSet)
        {
            level.Count++;
            IsInClaims = false;
        }

        foreach (var disagreement in level.Disagreements(trailer))
        {
            report(trailer.Number, disagreement);
        }

        open[kind.Depth] = null;
    }

    private void CloseWithoutTrailer(int depth, Segment next)
    {
        for (var i = open.Length - 1; i >= depth; i--)
        {
            if (open[i] is { } level)
            {
                report(next.Number, $"{level.Kind.Trailer} is missing before this segment");
                open[i] = null;
                IsInClaims = false;
            }
        }
    }
}
