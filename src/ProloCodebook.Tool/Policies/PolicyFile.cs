using ProloCodebook.Policy;

namespace ProloCodebook.Tool.Policies;

/// <summary>A policy file as it was read.</summary>
/// <param name="Path">As it was named on the command line, or where the packaged policy lies.</param>
/// <param name="SourceText">The text that its quotes are checked against, as the reader found it; null where there is none.</param>
/// <param name="Problems">Its own and those between it and the other files, in the order of the file.</param>
internal sealed record PolicyFile(string Path, string Text, PolicySourceText? SourceText, PolicyReading Reading, IReadOnlyList<PolicyProblem> Problems)
{
    /// <summary>The policy that comes with the tool, and was not named.</summary>
    public bool IsPackaged { get; init; }

    public bool HasErrors => Problems.Any(problem => !problem.IsWarning);
}
