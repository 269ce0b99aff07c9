using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <summary>What is done with a collection of delegates that a member holds: <c>private static readonly Action&lt;string&gt;[] s_checks = …</c>.</summary>
internal enum RowUse
{
    /// <summary>It is only run, and added to.</summary>
    Kept,

    /// <summary>Something may be taken out of it, or written over.</summary>
    Changed,

    /// <summary>Somebody else may do anything with it.</summary>
    GivenAway,
}

/// <summary>Looks up what is done with the collections of delegates that members hold.</summary>
internal sealed class DelegateRows(RoutingAnalysis analysis)
{
    private readonly ConcurrentDictionary<ISymbol, RowUse> _known = new(SymbolEqualityComparer.Default);

    public RowUse UseOf(ISymbol member, CancellationToken cancellationToken)
        => !analysis.Access.IsClosed(member) ? RowUse.GivenAway
            : _known.GetOrAdd(member, m => analysis.Mentions.Of(m, cancellationToken).Select(mention => UseAt(mention.Name, m, cancellationToken)).DefaultIfEmpty(RowUse.Kept).Max());

    private RowUse UseAt(SyntaxNode name, ISymbol member, CancellationToken cancellationToken)
    {
        var operation = analysis.Bodies.OperationOf(name, member, cancellationToken);

        while (operation?.Parent is IConversionOperation { OperatorMethod: null } conversion)
        {
            operation = conversion;
        }

        switch (operation?.Parent)
        {
            case null or INameOfOperation or IForEachLoopOperation:
                return RowUse.Kept;
            case IAssignmentOperation assignment when assignment.Target == operation:
                return IsMadeHere(assignment.Value) ? RowUse.Kept : RowUse.GivenAway;
            case IInvocationOperation { TargetMethod: var method } call when call.Instance == operation:
                return !KnownLibrary.IsLibrary(method) ? RowUse.GivenAway
                    : KnownLibrary.IsAdding(method) || OnlyLooks(method) || method.Name is "Contains" or "ForEach" ? RowUse.Kept : RowUse.Changed;
            case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } }:
                return KnownLibrary.IsLibrary(method) && OnlyLooks(method) ? RowUse.Kept : RowUse.GivenAway;
            case IPropertyReferenceOperation { Arguments.Length: 0 }:
                return RowUse.Kept;
            case IPropertyReferenceOperation or IArrayElementReferenceOperation:
                return operation.Parent.Parent is IAssignmentOperation { Target: var target } && target == operation.Parent ? RowUse.Changed : RowUse.Kept;
            default:
                return RowUse.GivenAway;
        }
    }

    private static bool OnlyLooks(IMethodSymbol method)
        => KnownLibrary.KeepsAll(method) || KnownLibrary.KeepsElements(method) || KnownLibrary.IsQuantifier(method) || KnownLibrary.IsCount(method);

    /// <summary>Nobody has it under another name.</summary>
    private static bool IsMadeHere(IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null } conversion)
        {
            value = conversion.Operand;
        }

        return value is IArrayCreationOperation or IObjectCreationOperation || SourceLanguage.IsCollectionExpression(value.Syntax);
    }
}
