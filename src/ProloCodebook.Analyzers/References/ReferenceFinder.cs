using Microsoft.CodeAnalysis;

namespace ProloCodebook.References;

/// <summary>Finds the references to guarded codes in an operation tree, whatever their spelling.</summary>
internal sealed class ReferenceFinder
{
    public ReferenceFinder(Compilation compilation, IReadOnlyList<GuardedCode> codes)
        => throw new NotImplementedException();

    /// <summary>The references at or below <paramref name="root"/>, in source order. Cheap where there are none.</summary>
    public IReadOnlyList<CodeReference> Find(IOperation root, CancellationToken cancellationToken)
        => throw new NotImplementedException();
}
