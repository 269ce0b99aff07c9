using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <summary>
/// What a call through a constructed type can run: <c>IHandler&lt;NoteRequest&gt;</c> is never called through <c>IHandler&lt;BillRequest&gt;</c>, but an open
/// <c>Logged&lt;T&gt; : IHandler&lt;T&gt;</c> may be.
/// </summary>
internal static class TypeArguments
{
    /// <summary>Those of the bodies of a method's definition that a call of <paramref name="method"/> may run.</summary>
    public static IReadOnlyList<IMethodSymbol> Fitting(IReadOnlyList<IMethodSymbol> bodies, IMethodSymbol method, Compilation compilation)
        => bodies.Count == 0 || method.ContainingType is not { IsGenericType: true } called || SymbolEqualityComparer.Default.Equals(called, called.OriginalDefinition)
            ? bodies
            : bodies.Where(body => MayRun(body, called, compilation)).ToList();

    /// <summary>A type is another one, is derived from it or implements it, whatever their type arguments; so may one be of which something cannot be told.</summary>
    public static bool IsOrMayBe(INamedTypeSymbol type, INamedTypeSymbol other)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.TypeKind == TypeKind.Error || SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, other.OriginalDefinition))
            {
                return true;
            }
        }

        return type.AllInterfaces.Any(i => i.TypeKind == TypeKind.Error || SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, other.OriginalDefinition));
    }

    private static bool MayRun(IMethodSymbol body, INamedTypeSymbol called, Compilation compilation)
    {
        var own = body.ContainingType;
        if (SymbolEqualityComparer.Default.Equals(own, called.OriginalDefinition))
        {
            return true;
        }

        var seen = SeenAs(own, called.OriginalDefinition).ToList();

        // A class may have inherited the body and implement the interface elsewhere.
        return seen.Count == 0 || seen.Exists(type => MayBe(type, called, compilation));
    }

    /// <summary>Of which constructed types of a definition an object of a type is.</summary>
    private static IEnumerable<INamedTypeSymbol> SeenAs(INamedTypeSymbol type, INamedTypeSymbol definition)
    {
        if (definition.TypeKind == TypeKind.Interface)
        {
            return type.AllInterfaces.Where(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, definition));
        }

        var bases = new List<INamedTypeSymbol>();
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, definition))
            {
                bases.Add(current);
            }
        }

        return bases;
    }

    /// <summary>With some types for the type parameters, the one is the other, or can be seen as it.</summary>
    private static bool MayBe(INamedTypeSymbol type, INamedTypeSymbol called, Compilation compilation)
        => Pairs(type, called).All(pair => pair.Parameter.Variance switch
        {
            VarianceKind.In => MayBe(pair.Right, pair.Left, isVariant: true, compilation),
            VarianceKind.Out => MayBe(pair.Left, pair.Right, isVariant: true, compilation),
            _ => MayBe(pair.Left, pair.Right, isVariant: false, compilation),
        });

    private static bool MayBe(ITypeSymbol type, ITypeSymbol other, bool isVariant, Compilation compilation)
    {
        if (type is ITypeParameterSymbol or IErrorTypeSymbol || other is ITypeParameterSymbol or IErrorTypeSymbol)
        {
            return true;
        }

        if (HoldsParameter(type) || HoldsParameter(other))
        {
            return isVariant || (type, other) switch
            {
                (INamedTypeSymbol left, INamedTypeSymbol right) => SymbolEqualityComparer.Default.Equals(left.OriginalDefinition, right.OriginalDefinition) && MayBe(left, right, compilation),
                (IArrayTypeSymbol left, IArrayTypeSymbol right) => left.Rank == right.Rank && MayBe(left.ElementType, right.ElementType, isVariant, compilation),
                _ => false,
            };
        }

        var conversion = compilation.ClassifyCommonConversion(type, other);
        return conversion.IsIdentity || (isVariant && conversion is { IsImplicit: true, IsReference: true });
    }

    private static bool HoldsParameter(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => HoldsParameter(array.ElementType),
        INamedTypeSymbol named => Pairs(named, named).Any(pair => HoldsParameter(pair.Left)),
        _ => false,
    };

    /// <summary>The type arguments of two constructions of one definition, those of the types around them included.</summary>
    private static IEnumerable<(ITypeParameterSymbol Parameter, ITypeSymbol Left, ITypeSymbol Right)> Pairs(INamedTypeSymbol left, INamedTypeSymbol right)
    {
        for (var (one, other) = (left, right); one is not null && other is not null; (one, other) = (one.ContainingType, other.ContainingType))
        {
            for (var i = 0; i < one.TypeArguments.Length && i < other.TypeArguments.Length; i++)
            {
                yield return (one.TypeParameters[i], one.TypeArguments[i], other.TypeArguments[i]);
            }
        }
    }
}
