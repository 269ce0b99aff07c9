using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProloCodebook;

/// <summary>Which additional files are policies and which are the texts that policies quote.</summary>
internal static class PolicyFiles
{
    // The item metadata that the package's targets set and make visible to the compiler.
    private const string KindKey = "build_metadata.AdditionalFiles.ProloCodebookKind";

    public static bool IsPolicy(AdditionalText file, AnalyzerConfigOptionsProvider options) => HasKind(file, options, "policy");

    public static bool IsSource(AdditionalText file, AnalyzerConfigOptionsProvider options) => HasKind(file, options, "source");

    /// <summary>The policy files by path, so that what is made of them does not depend on the order the build hands them over.</summary>
    public static IEnumerable<AdditionalText> Policies(AnalyzerOptions options)
        => options.AdditionalFiles
            .Where(file => IsPolicy(file, options.AnalyzerConfigOptionsProvider))
            .OrderBy(file => file.Path, StringComparer.Ordinal);

    private static bool HasKind(AdditionalText file, AnalyzerConfigOptionsProvider options, string kind)
        => options.GetOptions(file).TryGetValue(KindKey, out var value) && string.Equals(value, kind, StringComparison.OrdinalIgnoreCase);
}
