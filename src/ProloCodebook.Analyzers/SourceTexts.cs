using Microsoft.CodeAnalysis.Text;
using ProloCodebook.Policy;

namespace ProloCodebook;

/// <summary>The texts that the policies of a compilation quote. Compared by content.</summary>
internal sealed class SourceTexts : IEquatable<SourceTexts>
{
    private readonly (string Path, SourceText Text)[] _files;
    private IReadOnlyList<PolicySourceText>? _texts;

    public SourceTexts(IEnumerable<(string Path, SourceText Text)> files)
        => _files = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];

    /// <summary>By path. Made when asked for: mostly the reading is known already.</summary>
    public IReadOnlyList<PolicySourceText> Texts
        => _texts ??= [.. _files.Select(file => new PolicySourceText(file.Path, file.Text.ToString()))];

    /// <summary>The same files and the same text objects: quicker to tell than the same content.</summary>
    public bool IsSame(SourceTexts other)
        => ReferenceEquals(this, other)
            || (_files.Length == other._files.Length
                && _files.Zip(other._files, (left, right) => ReferenceEquals(left.Text, right.Text) && left.Path == right.Path).All(same => same));

    /// <inheritdoc/>
    public bool Equals(SourceTexts? other)
        => other is not null
            && _files.Length == other._files.Length
            && _files.Zip(other._files, (left, right) => left.Path == right.Path && left.Text.ContentEquals(right.Text)).All(same => same);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SourceTexts);

    /// <inheritdoc/>
    public override int GetHashCode() => _files.Length;
}
