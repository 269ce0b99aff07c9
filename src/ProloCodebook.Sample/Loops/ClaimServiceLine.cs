namespace ClaimScrubber.Loops;

/// <summary>A service line (loop 2400) as it stands in the file.</summary>
internal sealed record ClaimServiceLine : ClaimFileEntry
{
    private const string ProcedureCodes = "HC";

    public required Claim Claim { get; init; }

    /// <summary>LX01.</summary>
    public required int Number { get; init; }

    /// <summary>SV101-1: <c>HC</c> for HCPCS and CPT.</summary>
    public string CodeQualifier { get; init; } = "";

    /// <summary>SV101-2.</summary>
    public string Code { get; init; } = "";

    /// <summary>SV101-3 to SV101-6.</summary>
    public IReadOnlyList<string> Modifiers { get; init; } = [];

    /// <summary>SV101-7, which an unlisted procedure code needs; empty where it is missing.</summary>
    public string Description { get; init; } = "";

    /// <summary>SV102.</summary>
    public decimal Charge { get; init; }

    /// <summary>DTP*472; of a range, its first day.</summary>
    public DateOnly? ServiceDate { get; init; }

    /// <summary>The line's additional information (2400 NTE*ADD); empty where there is none.</summary>
    public string Note { get; init; } = "";

    /// <summary>The segment that makes the line unreadable; null for a good line.</summary>
    public int? DamagedAt { get; init; }

    /// <summary>Why no policy can be asked about the line; null for one that it can be asked about.</summary>
    public string? ReasonNotToEvaluate => this switch
    {
        { DamagedAt: { } segment } => $"Segment {segment} of this line is damaged.",
        { Claim.DamagedAt: { } segment } => $"Segment {segment} of this claim is damaged.",

        // ER, IV and WK are code sets of their own; the same characters mean something else there.
        _ when !string.Equals(CodeQualifier, ProcedureCodes, StringComparison.OrdinalIgnoreCase) => $"SV101-1 is {CodeQualifier}: no HCPCS or CPT code.",
        _ => null,
    };
}
