using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <summary>
/// A partial method, constructor, property or event is declared in one part and implemented in the other, and is one member all the same:
/// its uses are bound to the declaration, its body belongs to the implementation.
/// </summary>
internal static class PartialMembers
{
    /// <summary>The part that has the body.</summary>
    public static IMethodSymbol ImplementationOf(IMethodSymbol method) => method.PartialImplementationPart ?? method;

    /// <summary>The part that uses are bound to.</summary>
    public static ISymbol DeclarationOf(ISymbol member) => member switch
    {
        IMethodSymbol method => method.PartialDefinitionPart ?? method,

        // Roslyn 4.8 knows no other partial members; later ones tell by the accessors, too.
        IPropertySymbol { GetMethod.PartialDefinitionPart.AssociatedSymbol: { } declared } => declared,
        IPropertySymbol { SetMethod.PartialDefinitionPart.AssociatedSymbol: { } declared } => declared,
        IEventSymbol { AddMethod.PartialDefinitionPart.AssociatedSymbol: { } declared } => declared,
        _ => member,
    };
}
