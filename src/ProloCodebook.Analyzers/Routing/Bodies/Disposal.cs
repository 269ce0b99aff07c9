using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <summary>What <c>using</c> calls at its end.</summary>
internal static class Disposal
{
    /// <summary>The methods that dispose of an object of a type, by its interfaces or by their names alone.</summary>
    public static IEnumerable<ISymbol> MethodsOf(ITypeSymbol? type)
    {
        if (type is null)
        {
            return [];
        }

        var byInterface = type.AllInterfaces.Prepend(type).OfType<INamedTypeSymbol>().Where(i => i.TypeKind == TypeKind.Interface).SelectMany(MethodsIn)
            .Select(method => type.TypeKind is TypeKind.Class or TypeKind.Struct ? type.FindImplementationForInterfaceMember(method) ?? method : method);
        return byInterface.Concat(MethodsIn(type)).Distinct(SymbolEqualityComparer.Default)!;
    }

    private static IEnumerable<ISymbol> MethodsIn(ITypeSymbol type)
        => type.GetMembers("Dispose").Concat(type.GetMembers("DisposeAsync")).Where(member => member is IMethodSymbol { IsStatic: false, Parameters.IsEmpty: true });
}
