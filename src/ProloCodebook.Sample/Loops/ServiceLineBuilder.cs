using ClaimScrubber.Segments;

namespace ClaimScrubber.Loops;

/// <summary>A service line (loop 2400) while it is read.</summary>
/// <param name="firstSegment">The number of its LX.</param>
internal sealed class ServiceLineBuilder(Claim claim, int number, int firstSegment, Action<int, string> report)
{
    private const string ServiceDateQualifier = "472";
    private const int LastComponent = 7;

    private Segment? service;
    private decimal charge;
    private DateOnly? serviceDate;

    public bool HasService => service is not null;

    public string Note { get; set; } = "";

    public int? DamagedAt { get; set; }

    public void TakeService(Segment segment)
    {
        service = segment;
        if (segment.Component(1, 1).Length == 0 || segment.Component(1, 2).Length == 0)
        {
            Damage(segment, "SV101 must be a procedure code with its qualifier, such as HC:99213");
        }
        else if (segment.Component(1, LastComponent + 1).Length > 0)
        {
            Damage(segment, $"SV101 has more than {LastComponent} components, of which the last is the description");
        }
        else if (!Amount.TryParse(segment[2], out charge))
        {
            Damage(segment, "SV102 must be the line's charge");
        }
    }

    public void TakeDate(Segment segment)
    {
        if (segment[1] != ServiceDateQualifier)
        {
            return;
        }

        if (ServiceDate.TryParse(segment[2], segment[3], out var first))
        {
            serviceDate = first;
        }
        else
        {
            Damage(segment, "DTP03 must be the service date, YYYYMMDD (D8) or YYYYMMDD-YYYYMMDD (RD8)");
        }
    }

    public ClaimServiceLine Build()
    {
        if (service is null && DamagedAt is null)
        {
            report(firstSegment, $"line {number} of claim {claim.Id} has no SV1");
            DamagedAt = firstSegment;
        }

        return new ClaimServiceLine
        {
            Claim = claim,
            Number = number,
            CodeQualifier = service?.Component(1, 1) ?? "",
            Code = service?.Component(1, 2) ?? "",
            Modifiers = service is null ? [] : [.. Enumerable.Range(3, 4).Select(i => service.Component(1, i)).Where(m => m.Length > 0)],
            Description = service?.Component(1, LastComponent) ?? "",
            Charge = charge,
            ServiceDate = serviceDate,
            Note = Note,
            DamagedAt = DamagedAt,
        };
    }

    private void Damage(Segment segment, string problem)
    {
        report(segment.Number, $"{problem}: {SegmentExcerpt.Of(segment)}");
        DamagedAt ??= segment.Number;
    }
}
