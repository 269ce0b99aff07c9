using Microsoft.CodeAnalysis;

namespace ProloCodebook.Rules;

internal static class MethodSymbols
{
    /// <summary>The method, what it overrides, and the interface methods it implements: a promise made by one of them binds it.</summary>
    public static IEnumerable<IMethodSymbol> AndWhatItStandsFor(this IMethodSymbol method)
    {
        yield return method;
        if (method.PartialDefinitionPart is { } definition)
        {
            yield return definition;
        }

        if (method.PartialImplementationPart is { } implementation)
        {
            yield return implementation;
        }

        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            yield return overridden;
        }

        foreach (var explicitly in method.ExplicitInterfaceImplementations)
        {
            yield return explicitly;
        }

        if (method is { IsStatic: false, MethodKind: MethodKind.Ordinary, ContainingType: { TypeKind: not TypeKind.Interface } type })
        {
            foreach (var @interface in type.AllInterfaces)
            {
                foreach (var member in @interface.GetMembers(method.Name))
                {
                    if (member is IMethodSymbol candidate
                        && candidate.Parameters.Length == method.Parameters.Length
                        && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(candidate)?.OriginalDefinition, method.OriginalDefinition))
                    {
                        yield return candidate;
                    }
                }
            }
        }
    }

    /// <summary><paramref name="type"/> is, or inherits from, the type of that name; names, because the host may know several of the kind.</summary>
    public static bool IsOrInherits(this ITypeSymbol? type, string name, string @namespace)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.Name == name && type.ContainingNamespace.IsNamed(@namespace))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The namespace is <paramref name="dotted"/>, without making a string of it.</summary>
    public static bool IsNamed(this INamespaceSymbol? symbol, string dotted)
    {
        var end = dotted.Length;
        while (symbol is { IsGlobalNamespace: false })
        {
            var name = symbol.Name;
            var start = end - name.Length;
            if (start < 0
                || string.CompareOrdinal(dotted, start, name, 0, name.Length) != 0
                || (start > 0 && dotted[start - 1] != '.'))
            {
                return false;
            }

            end = start - 1;
            symbol = symbol.ContainingNamespace;
        }

        return end < 0;
    }
}
