using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

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

    /// <summary>The places that an operation writes, or may write: what it assigns, counts up or down, takes a tuple apart into, passes by <c>ref</c> or <c>out</c>, or gives another name by <c>ref</c>.</summary>
    public static IEnumerable<IOperation> WrittenPlaces(this IOperation operation) => operation switch
    {
        ISimpleAssignmentOperation { IsRef: true } renaming => PlacesIn(renaming.Target).Concat(PlacesIn(renaming.Value)),
        IAssignmentOperation { Target: var target } => PlacesIn(target),
        IIncrementOrDecrementOperation { Target: var target } => [target],
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: var passed } => PlacesIn(passed),
        IVariableDeclaratorOperation { Symbol.RefKind: RefKind.Ref, Initializer.Value: var renamed } => PlacesIn(renamed),
        IAddressOfOperation { Reference: var pointed } => PlacesIn(pointed),
        _ => [],
    };

    /// <summary>The operation around it writes it.</summary>
    public static bool IsWritten(this IOperation place)
    {
        var outer = place.Parent;
        while (outer is ITupleOperation or IDeclarationExpressionOperation or IConditionalOperation { IsRef: true } or IVariableInitializerOperation)
        {
            outer = outer.Parent;
        }

        return outer is not null && outer.WrittenPlaces().Contains(place);
    }

    private static IEnumerable<IOperation> PlacesIn(IOperation target) => target switch
    {
        ITupleOperation tuple => tuple.Elements.SelectMany(PlacesIn),
        IDeclarationExpressionOperation declaration => PlacesIn(declaration.Expression),
        IConditionalOperation { IsRef: true, WhenFalse: { } other } either => PlacesIn(either.WhenTrue).Concat(PlacesIn(other)),
        _ => [target],
    };
}
