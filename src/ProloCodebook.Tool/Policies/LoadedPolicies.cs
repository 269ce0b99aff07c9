using ProloCodebook.Policy;

namespace ProloCodebook.Tool.Policies;

/// <summary>Policy files that were read together, as a build reads them.</summary>
/// <param name="Files">Those that were named, in their order, and then the packaged one where it is used.</param>
/// <param name="Set">What decides: overlays merged, revisions side by side.</param>
internal sealed record LoadedPolicies(IReadOnlyList<PolicyFile> Files, PolicySet Set)
{
    public bool HasErrors => Files.Any(file => file.HasErrors);
}
