using ClaimScrubber.Segments;

namespace ClaimScrubber.Loops;

/// <summary>An open interchange, functional group or transaction set.</summary>
/// <param name="ControlNumber">Given in the header and repeated in the trailer; null where the header is missing.</param>
internal sealed class ControlLevel(ControlLevelKind kind, string? controlNumber)
{
    public ControlLevelKind Kind { get; } = kind;

    /// <summary>What the trailer states the number of: groups in an interchange, sets in a group, segments in a set.</summary>
    public int Count { get; set; }

    /// <summary>What is wrong between this level and its trailer; empty where all agrees.</summary>
    public IEnumerable<string> Disagreements(Segment trailer)
    {
        // What has no header was not counted from its beginning.
        if (controlNumber is null)
        {
            yield break;
        }

        if (trailer[2] != controlNumber)
        {
            yield return $"{Kind.Trailer}02 is {trailer[2]}, but the {Kind.Name} was opened as {controlNumber}";
        }

        if (!int.TryParse(trailer[1], out var stated) || stated != Count)
        {
            yield return $"{Kind.Trailer}01 states {trailer[1]} {Kind.Counted}, but {Count} were read: the file is not as it was sent";
        }
    }
}

/// <param name="ControlNumberPosition">Of the element of the header that holds the control number.</param>
internal sealed record ControlLevelKind(int Depth, string Name, string Header, string Trailer, int ControlNumberPosition, string Counted)
{
    public static ControlLevelKind Interchange { get; } = new(0, "interchange", "ISA", "IEA", 13, "functional groups");

    public static ControlLevelKind Group { get; } = new(1, "functional group", "GS", "GE", 6, "transaction sets");

    public static ControlLevelKind TransactionSet { get; } = new(2, "transaction set", "ST", "SE", 2, "segments");

    public static IReadOnlyList<ControlLevelKind> All { get; } = [Interchange, Group, TransactionSet];
}
