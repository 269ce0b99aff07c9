using ProloCodebook.Policy;
using ProloCodebook.Tool.Policies;

namespace ProloCodebook.Tool.Reporting;

/// <summary>A policy that the page draws, overlays merged into it, and the files that it was made of.</summary>
/// <param name="Own">The policy's own file.</param>
/// <param name="Overlays">The files that refine it, in the order in which they were applied.</param>
internal sealed record ReportedPolicy(PayerPolicy Policy, PolicyFile Own, IReadOnlyList<PolicyFile> Overlays)
{
    public IReadOnlyList<PolicyFile> Files => [Own, .. Overlays];

    public bool HasErrors => Files.Any(file => file.HasErrors);

    /// <summary>The policies that somebody asked for, in the order of the set: the packaged one only where an overlay refines it.</summary>
    public static IReadOnlyList<ReportedPolicy> In(LoadedPolicies loaded)
        => [.. loaded.Set.Policies.Select(policy => Find(policy, loaded.Files)).Where(reported => reported.Files.Any(file => !file.IsPackaged))];

    private static ReportedPolicy Find(PayerPolicy policy, IReadOnlyList<PolicyFile> files)
    {
        // Of two with the same id and date the first by path was kept, as in the compiler.
        var sorted = files.OrderBy(file => Path.GetFullPath(file.Path), StringComparer.Ordinal).ToList();
        var own = sorted.First(file => file.Reading.Policy is { Refines: null } read && read.Id == policy.Id && read.EffectiveFrom == policy.EffectiveFrom);
        var overlays = sorted
            .Where(file => file.Reading.Policy is { Refines: { } refined } overlay
                && refined == policy.Id
                && policy.Revision.Contains($"+{overlay.Id}@{overlay.Revision}", StringComparison.Ordinal))
            .DistinctBy(file => file.Reading.Policy!.Id)
            .OrderBy(file => file.Reading.Policy!.Id, StringComparer.Ordinal);
        return new ReportedPolicy(policy, own, [.. overlays]);
    }
}
