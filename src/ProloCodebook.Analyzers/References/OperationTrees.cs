using Microsoft.CodeAnalysis;

namespace ProloCodebook.References;

internal static class OperationTrees
{
    /// <summary>The tree that an operation is in: a body, an initializer, an attribute.</summary>
    public static IOperation Root(this IOperation operation)
    {
        while (operation.Parent is { } outer)
        {
            operation = outer;
        }

        return operation;
    }
}
