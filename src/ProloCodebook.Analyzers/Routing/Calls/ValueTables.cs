using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <summary>
/// Tables of which only the values are ever read: a key that each value holds itself (<c>_items[item.Code] = item</c>) is seen by nobody.
/// </summary>
internal sealed class ValueTables(RoutingAnalysis analysis)
{
    private readonly ConcurrentDictionary<ISymbol, bool> _hidden = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _onlyAsked = new(SymbolEqualityComparer.Default);

    /// <summary>Whether nobody can tell the keys of a table, nor asks it by one.</summary>
    /// <param name="body">Where a local variable is declared.</param>
    /// <param name="isAsked">It may be asked by a key: of a table of decisions that is no match, and whoever has the key has it from elsewhere.</param>
    public bool HidesKeys(ISymbol table, IOperation? body, bool isAsked, CancellationToken cancellationToken) => table switch
    {
        ILocalSymbol local => body is not null && body.Descendants().All(operation => (operation is not ILocalReferenceOperation { Local: var named } reference || !Same(named, local) || ShowsValuesOnly(reference, isAsked))
            && (operation is not IVariableDeclaratorOperation declarator || !Same(declarator.Symbol, local) || declarator.GetVariableInitializer() is { Value: var made } && IsMadeHere(made))),
        IFieldSymbol or IPropertySymbol => analysis.Access.IsClosed(table) && (isAsked ? _onlyAsked : _hidden).GetOrAdd(table, _ => IsMadeHere(table, cancellationToken) && analysis.Mentions.Of(table, cancellationToken).All(mention => ShowsValuesOnly(mention.Name, table, isAsked, cancellationToken))),
        _ => false,
    };

    private bool IsMadeHere(ISymbol member, CancellationToken cancellationToken)
        => member.DeclaringSyntaxReferences.SelectMany(reference => analysis.Bodies.InitializersOf(reference.GetSyntax(cancellationToken)))
            .All(body => analysis.Bodies.ModelOf(body.Node.SyntaxTree).GetOperation(body.Node, cancellationToken) is ISymbolInitializerOperation { Value: var value } && IsMadeHere(value));

    private bool ShowsValuesOnly(SyntaxNode name, ISymbol member, bool isAsked, CancellationToken cancellationToken)
        => analysis.Bodies.OperationOf(name, member, cancellationToken) is not { } operation || ShowsValuesOnly(operation, isAsked);

    private static bool ShowsValuesOnly(IOperation table, bool isAsked) => table.Parent switch
    {
        INameOfOperation or ILockOperation => true,
        ISimpleAssignmentOperation { Target: var target, Value: var value } => target == table && IsMadeHere(value),
        IPropertyReferenceOperation { Arguments.Length: 0, Property.Name: "Values" or "Count" or "Comparer" } => true,
        IPropertyReferenceOperation { Arguments.Length: > 0 } element => isAsked || (element.Parent is ISimpleAssignmentOperation { Target: var target } && target == element),
        IInvocationOperation { TargetMethod.Name: "TryGetValue" or "ContainsKey" or "GetOrAdd", Instance: var instance, TargetMethod: var method } when isAsked => instance == table && KnownLibrary.IsLibrary(method),
        IInvocationOperation { TargetMethod.Name: "Add" or "TryAdd" or "Clear" or "Remove" or "TryRemove" or "EnsureCapacity" or "TrimExcess", Instance: var instance, TargetMethod: var method }
            => instance == table && KnownLibrary.IsLibrary(method) && !KnownLibrary.MakesNew(method),
        _ => false,
    };

    /// <summary>Nobody has it under another name, and what is in it came in by the ways that are looked at.</summary>
    private static bool IsMadeHere(IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null } conversion)
        {
            value = conversion.Operand;
        }

        return value is IObjectCreationOperation { Initializer: null } creation ? creation.Arguments.All(argument => !KnownTypes.IsCollection(argument.Parameter?.Type))
            : value is IInvocationOperation { TargetMethod: var method } && KnownLibrary.MakesTable(method);
    }

    private static bool Same(ISymbol left, ISymbol right) => SymbolEqualityComparer.Default.Equals(left, right);
}
