namespace ProloCodebook.Policy;

/// <summary>A place in a policy file. Zero-based, as Roslyn's LinePosition; the end is exclusive.</summary>
public readonly record struct PolicySpan(int StartLine, int StartColumn, int EndLine, int EndColumn);

/// <summary>Something wrong in a policy file: where, and what to write instead.</summary>
/// <param name="Id">A rule id, PCB2xxx.</param>
public sealed record PolicyProblem(string Id, string Message, PolicySpan Span, bool IsWarning = false);
