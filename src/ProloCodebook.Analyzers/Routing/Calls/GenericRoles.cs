using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <summary>
/// What the lambdas of a library call are given and give back, told by the type parameters of the method: of
/// <c>SelectMany&lt;TSource, TCollection, TResult&gt;</c> the second lambda gets an element and what the first gave back, and only what it gives back comes out.
/// </summary>
internal static class GenericRoles
{
    /// <summary>The method that a parameter of a delegate's type (or an expression of it) takes, as declared.</summary>
    public static IMethodSymbol? LambdaAt(IMethodSymbol method, IParameterSymbol? parameter)
        => parameter is not null && parameter.Ordinal < method.OriginalDefinition.Parameters.Length ? LambdaOf(method.OriginalDefinition.Parameters[parameter.Ordinal].Type) : null;

    /// <summary>What a call gives back is of a type that only its lambdas give back: nothing that goes in comes out but through them.</summary>
    public static bool IsMadeByLambdas(IMethodSymbol method)
    {
        var definition = method.OriginalDefinition;
        var made = TypeParametersIn(definition.ReturnType);
        if (KnownTypes.IsNumber(definition.ReturnType is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } ? inner : definition.ReturnType))
        {
            // `lines.Sum(line => line.Units)`.
            return definition.Parameters.Any(parameter => LambdaOf(parameter.Type) is { } lambda && SymbolEqualityComparer.Default.Equals(lambda.ReturnType, definition.ReturnType));
        }

        return IsTotal(method) || (made.Count > 0
            && definition.Parameters.Any(parameter => LambdaOf(parameter.Type) is { } lambda && made.Overlaps(TypeParametersIn(lambda.ReturnType)))
            && !definition.Parameters.Any(parameter => LambdaOf(parameter.Type) is null && made.Overlaps(TypeParametersIn(parameter.Type)))
            && !(definition is { IsStatic: false, ContainingType: { } type } && made.Overlaps(TypeParametersIn(type))));
    }

    /// <summary><c>lines.Aggregate(0m, (sum, line) => sum + line.Fee)</c>: a number, of which the lambda makes the next one.</summary>
    public static bool IsTotal(IMethodSymbol method)
        => method.Name == "Aggregate" && method.OriginalDefinition.Parameters.Any(parameter => LambdaOf(parameter.Type) is null && parameter.Type is ITypeParameterSymbol) && KnownTypes.IsNumber(method.ReturnType);

    /// <summary>What a lambda gives back may be in what the call gives back.</summary>
    public static bool MakesResult(IMethodSymbol method, IMethodSymbol lambda)
        => TypeParametersIn(method.OriginalDefinition.ReturnType) is var made && (made.Count == 0 || made.Overlaps(TypeParametersIn(lambda.ReturnType)));

    /// <summary>A lambda gives back a collection, of which the elements are in the collection that the call gives back.</summary>
    public static bool IsFlattened(IMethodSymbol method, IMethodSymbol lambda)
        => lambda.ReturnType is INamedTypeSymbol { TypeArguments: [ITypeParameterSymbol element] } && KnownTypes.IsCollection(lambda.ReturnType)
            && method.OriginalDefinition.ReturnType is INamedTypeSymbol { TypeArguments: [ITypeParameterSymbol made] } result && KnownTypes.IsCollection(result)
            && SymbolEqualityComparer.Default.Equals(element, made);

    /// <summary>The tuple that each element is of what a call gives back, as declared; null where it is none.</summary>
    public static INamedTypeSymbol? TupleOf(IMethodSymbol method)
        => method.OriginalDefinition.ReturnType is INamedTypeSymbol { TypeArguments: [INamedTypeSymbol { IsTupleType: true } tuple] } result && KnownTypes.IsCollection(result) ? tuple : null;

    /// <summary>The entry, as declared, that each element is of what a call makes of something that is no table (<c>CountBy</c>); null where it makes none.</summary>
    public static INamedTypeSymbol? EntryMadeBy(IMethodSymbol method)
        => method.OriginalDefinition.ReturnType is INamedTypeSymbol { TypeArguments: [INamedTypeSymbol { Name: "KeyValuePair", TypeArguments: [ITypeParameterSymbol { DeclaringMethod: not null } key, _] } entry] }
            && method.OriginalDefinition.Parameters.Any(parameter => LambdaOf(parameter.Type) is { ReturnType: ITypeParameterSymbol made } && SymbolEqualityComparer.Default.Equals(made, key)) ? entry : null;

    /// <summary>What a lambda is given is a number that the call counts by itself: the index in <c>Select((code, i) => …)</c>.</summary>
    public static bool IsCounted(IMethodSymbol method, ITypeSymbol type)
        => KnownTypes.IsNumber(type) && !method.OriginalDefinition.Parameters.Any(parameter => KnownTypes.IsNumber(parameter.Type) || (parameter.Type is IArrayTypeSymbol or INamedTypeSymbol { TypeKind: not TypeKind.Delegate } && TypeParametersIn(parameter.Type).Count == 0));

    /// <summary>Gives back the elements by parts, each a collection of its own: <c>Chunk</c>.</summary>
    public static bool IsInParts(IMethodSymbol method)
        => method.OriginalDefinition.ReturnType is INamedTypeSymbol { TypeArguments: [IArrayTypeSymbol { ElementType: ITypeParameterSymbol }] } result && KnownTypes.IsCollection(result);

    /// <summary>Gives a task of the elements, which is as good as a collection of them: <c>WhenAll</c>.</summary>
    public static bool IsTaskOfAll(IMethodSymbol method)
        => method.OriginalDefinition.ReturnType is INamedTypeSymbol { TypeArguments: [IArrayTypeSymbol { ElementType: ITypeParameterSymbol }] } result && KnownTypes.IsTask(result);

    public static HashSet<ITypeParameterSymbol> TypeParametersIn(ITypeSymbol type)
    {
        var found = new HashSet<ITypeParameterSymbol>(SymbolEqualityComparer.Default);
        Add(type);
        return found;

        void Add(ITypeSymbol part)
        {
            switch (part)
            {
                case ITypeParameterSymbol parameter:
                    found.Add(parameter);
                    break;
                case IArrayTypeSymbol array:
                    Add(array.ElementType);
                    break;
                case INamedTypeSymbol named:
                    foreach (var argument in named.TypeArguments)
                    {
                        Add(argument);
                    }

                    break;
            }
        }
    }

    private static IMethodSymbol? LambdaOf(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { DelegateInvokeMethod: { } invoke } => invoke,
        INamedTypeSymbol { Name: "Expression", TypeArguments: [INamedTypeSymbol { DelegateInvokeMethod: { } invoke }] } => invoke,
        _ => null,
    };
}
