using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <summary>The methods that a collection expression calls without a word.</summary>
internal static class CollectionMethods
{
    /// <summary>What <c>[CollectionBuilder]</c> on a type names; null where there is none.</summary>
    public static IMethodSymbol? BuilderOf(INamedTypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass?.Name == "CollectionBuilderAttribute" && attribute.ConstructorArguments is [{ Value: INamedTypeSymbol builder }, { Value: string name }])
            {
                return builder.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(method => method is { IsStatic: true, Parameters.Length: > 0 } && method.Parameters[method.Parameters.Length - 1].Type.Name == "ReadOnlySpan");
            }
        }

        return null;
    }

    /// <summary>The <c>Add</c> that takes an element, of the type itself or an extension; null where there is none.</summary>
    /// <param name="element">The element's type; null where it is not known.</param>
    public static IMethodSymbol? AddOf(INamedTypeSymbol type, ITypeSymbol? element, SemanticModel model, int position)
    {
        var candidates = model.LookupSymbols(position, type, "Add", includeReducedExtensionMethods: true).OfType<IMethodSymbol>()
            .Where(method => !method.IsStatic && method.Parameters.Length > 0 && method.Parameters.Skip(1).All(parameter => parameter.IsOptional || parameter.IsParams))
            .ToList();
        return candidates.FirstOrDefault(method => element is not null && SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, element))
            ?? candidates.FirstOrDefault(method => element is null || model.Compilation.ClassifyCommonConversion(element, method.Parameters[0].Type) is { Exists: true, IsImplicit: true })
            ?? candidates.FirstOrDefault();
    }
}
