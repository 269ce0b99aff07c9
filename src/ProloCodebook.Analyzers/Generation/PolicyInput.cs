using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ProloCodebook.Generation;

/// <summary>An additional file of ours, compared by what stands in it.</summary>
internal sealed record PolicyInput(string Path, bool IsPolicy, SourceText Text)
{
    /// <summary>Null for a file that is not ours or that cannot be read; the analyzer reports the latter.</summary>
    public static PolicyInput? From(AdditionalText file, AnalyzerConfigOptionsProvider options, CancellationToken cancellationToken)
    {
        var isPolicy = PolicyFiles.IsPolicy(file, options);
        return (isPolicy || PolicyFiles.IsSource(file, options)) && file.GetText(cancellationToken) is { } text
            ? new PolicyInput(file.Path, isPolicy, text)
            : null;
    }

    /// <inheritdoc/>
    public bool Equals(PolicyInput? other)
        => other is not null && Path == other.Path && IsPolicy == other.IsPolicy && Text.ContentEquals(other.Text);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Path);
}
