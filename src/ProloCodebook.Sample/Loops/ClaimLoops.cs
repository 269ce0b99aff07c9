using ClaimScrubber.Segments;

namespace ClaimScrubber.Loops;

/// <summary>Follows the loops of a professional claim transaction: subscriber and patient, claim, service line.</summary>
/// <remarks>Loops have no end of their own, so a lost HL, CLM or LX would quietly hand one claim's segments to the claim before. A segment that cannot stand where it does gives the loss away.</remarks>
internal sealed class ClaimLoops(Action<int, string> report, Action<ClaimServiceLine> emit)
{
    private const string PayerIsUnknown = "who pays for the claims below is not known";

    private string? billingProviderLevel;
    private Subscriber? subscriber;
    private Claim? claim;
    private ServiceLineBuilder? line;
    private int claimSegment;
    private int lastLineNumber;

    public void Take(Segment segment)
    {
        switch (segment.Tag)
        {
            case "HL":
                OpenLevel(segment);
                break;
            case "SBR":
                TakeSubscriber(segment);
                break;
            case "PAT" or "DMG" when line is not null:
                OpenUnknownSubscriber(segment);
                break;
            case "NM1":
                TakeName(segment);
                break;
            case "CLM":
                OpenClaim(segment);
                break;
            case "HI" or "OI" or "MOA" when claim is null || line is not null:
                OpenUnknownClaim(segment);
                break;
            case "NTE":
                TakeNote(segment);
                break;
            case "LX":
                OpenLine(segment);
                break;
            case "SV1":
                TakeService(segment);
                break;
            case "DTP":
                line?.TakeDate(segment);
                break;
        }
    }

    /// <summary>Takes a segment that cannot be read: whatever it stands in is not to be relied on.</summary>
    public void TakeDamaged(Segment segment)
    {
        if (line is not null)
        {
            line.DamagedAt ??= segment.Number;
        }
        else if (claim is not null)
        {
            claim.DamagedAt ??= segment.Number;
        }
    }

    /// <summary>Ends the transaction set.</summary>
    public void End()
    {
        EndClaim();
        subscriber = null;
        billingProviderLevel = null;
    }

    private void OpenLevel(Segment hierarchicalLevel)
    {
        EndClaim();
        var (id, parent, code) = (hierarchicalLevel[1], hierarchicalLevel[2], hierarchicalLevel[3]);
        switch (code)
        {
            case "20":
                billingProviderLevel = id;
                subscriber = null;
                break;
            case "22":
                subscriber = new Subscriber(id);
                if (billingProviderLevel is not null && parent != billingProviderLevel)
                {
                    report(hierarchicalLevel.Number, $"HL {id} is a subscriber of HL {parent}, but the billing provider before it is HL {billingProviderLevel}");
                }

                break;
            case "23" when subscriber is not null && (subscriber.Level == parent || subscriber.Level == Subscriber.UnknownLevel):
                break;
            case "23":
                report(hierarchicalLevel.Number, $"HL {id} is a patient of HL {parent}, which is not the subscriber before it: {PayerIsUnknown}");
                subscriber = Subscriber.Unreadable();
                break;
            default:
                report(hierarchicalLevel.Number, $"HL03 is '{code}', not 20 (billing provider), 22 (subscriber) or 23 (patient): {SegmentExcerpt.Of(hierarchicalLevel)}");
                subscriber = new Subscriber(Subscriber.UnknownLevel);
                break;
        }
    }

    private void TakeSubscriber(Segment segment)
    {
        if (claim is not null && line is null)
        {
            // Loop 2320: another payer that the claim is coordinated with.
            return;
        }

        if (line is not null || subscriber is null || subscriber.ClaimFilingIndicator is not null)
        {
            report(segment.Number, "HL is missing before this segment");
            EndClaim();
            subscriber = new Subscriber(Subscriber.UnknownLevel);
        }

        subscriber.ClaimFilingIndicator = segment[9];
    }

    private void TakeName(Segment segment)
    {
        if (line is not null && segment[1] is "IL" or "PR" or "QC" or "85")
        {
            OpenUnknownSubscriber(segment);
        }
        else if (claim is null && subscriber is not null && segment[1] == "PR")
        {
            subscriber.PayerName = segment[3];
        }
    }

    /// <summary>A subscriber's or a patient's segment inside a service line: their HL is lost, and whether the subscriber changed cannot be told.</summary>
    private void OpenUnknownSubscriber(Segment first)
    {
        report(first.Number, $"HL is missing before this segment: {PayerIsUnknown}");
        EndClaim();
        subscriber = Subscriber.Unreadable();
    }

    private void OpenClaim(Segment segment)
    {
        EndClaim();
        var id = segment[1];
        claim = NewClaim(segment, id);
        if (id.Length == 0 || !Amount.TryParse(segment[2], out _))
        {
            report(segment.Number, $"CLM01 must be the claim's number and CLM02 its amount: {SegmentExcerpt.Of(segment)}");
            claim.DamagedAt = segment.Number;
        }
    }

    private void OpenUnknownClaim(Segment first)
    {
        report(first.Number, "CLM is missing before this segment");

        // A claim's note stands before its HI, where it passes for one of the line before.
        if (line is { Note.Length: > 0 })
        {
            line.DamagedAt ??= first.Number;
        }

        EndClaim();
        claim = NewClaim(first, id: "");
        claim.DamagedAt = first.Number;
    }

    private Claim NewClaim(Segment first, string id)
    {
        subscriber ??= new Subscriber(Subscriber.UnknownLevel);
        if (subscriber.ClaimFilingIndicator is null)
        {
            report(first.Number, $"SBR is missing before this segment: {PayerIsUnknown}");
            subscriber.ClaimFilingIndicator = "";
        }

        claimSegment = first.Number;
        lastLineNumber = 0;
        return new Claim { Id = id.Length == 0 ? Claim.UnknownId : id, Payer = subscriber.Payer };
    }

    private void TakeNote(Segment segment)
    {
        if (claim is null)
        {
            OpenUnknownClaim(segment);
        }

        if (segment[2].Length == 0)
        {
            report(segment.Number, $"NTE02 must be the note's text: {SegmentExcerpt.Of(segment)}");
            TakeDamaged(segment);
        }
        else if (segment[1] != Note.AdditionalInformation)
        {
            // The other kinds certify, plan or diagnose; they do not say what was done.
        }
        else if (line is not null)
        {
            line.Note = Note.Join(line.Note, segment[2]);
        }
        else
        {
            claim!.Note = Note.Join(claim.Note, segment[2]);
        }
    }

    private void OpenLine(Segment segment)
    {
        var isNumber = int.TryParse(segment[1], out var number) && number > 0;
        if (claim is null || (isNumber && number <= lastLineNumber))
        {
            OpenUnknownClaim(segment);
        }

        EndLine();
        var expected = lastLineNumber + 1;
        if (!isNumber)
        {
            report(segment.Number, $"LX01 must be the line's number: {SegmentExcerpt.Of(segment)}");
        }
        else if (number != expected)
        {
            report(segment.Number, $"LX {number} stands where LX {expected} is due: a line may be missing");
        }

        lastLineNumber = isNumber ? number : expected;
        line = new ServiceLineBuilder(claim!, lastLineNumber, segment.Number, report);
        if (!isNumber)
        {
            TakeDamaged(segment);
        }
    }

    private void TakeService(Segment segment)
    {
        if (claim is null)
        {
            OpenUnknownClaim(segment);
        }

        if (line is null || line.HasService)
        {
            report(segment.Number, "LX is missing before this segment");
            EndLine();
            lastLineNumber++;
            line = new ServiceLineBuilder(claim!, lastLineNumber, segment.Number, report);
        }

        line.TakeService(segment);
    }

    private void EndClaim()
    {
        EndLine();
        if (claim is not null && lastLineNumber == 0)
        {
            report(claimSegment, $"claim {claim.Id} has no service line");
        }

        claim = null;
    }

    private void EndLine()
    {
        if (line is not null)
        {
            emit(line.Build());
            line = null;
        }
    }
}
