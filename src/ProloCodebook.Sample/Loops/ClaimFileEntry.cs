namespace ClaimScrubber.Loops;

/// <summary>What a claim file yields, in the order of the file: service lines and problems.</summary>
internal abstract record ClaimFileEntry;

/// <summary>Something wrong in the file.</summary>
/// <param name="SegmentNumber">The place; the first ISA is 1. Zero where the file has no segments at all.</param>
internal sealed record FileProblem(int SegmentNumber, string Message) : ClaimFileEntry;
