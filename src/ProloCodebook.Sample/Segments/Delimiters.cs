namespace ClaimScrubber.Segments;

/// <summary>The characters that structure an interchange. Every interchange chooses its own and declares them in its ISA segment.</summary>
internal readonly record struct Delimiters(char Element, char Component, char Repetition, char Terminator);
