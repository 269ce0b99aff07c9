using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProloCodebook.Generation;

/// <summary>An additional file of ours, compared by what stands in it.</summary>
internal sealed record PolicyInput(string Path, bool IsPolicy, string Text)
{
    /// <summary>Null for a file that is not ours or that cannot be read; the analyzer reports the latter.</summary>
    public static PolicyInput? From(AdditionalText file, AnalyzerConfigOptionsProvider options, CancellationToken cancellationToken)
    {
        var isPolicy = PolicyFiles.IsPolicy(file, options);
        return (isPolicy || PolicyFiles.IsSource(file, options)) && file.GetText(cancellationToken) is { } text
            ? new PolicyInput(file.Path, isPolicy, text.ToString())
            : null;
    }
}
