using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <summary>Caches of answers (<c>ConcurrentDictionary&lt;string, bool&gt;</c>): who else fills them than the functions that make what is not there yet?</summary>
internal sealed class AnswerCaches(RoutingAnalysis analysis)
{
    private readonly ConcurrentDictionary<ISymbol, bool> _known = new(SymbolEqualityComparer.Default);

    /// <summary>Something is put into the cache in another way, or it is handed to somebody who may do so.</summary>
    public bool IsFilledElsewhere(ISymbol member, CancellationToken cancellationToken)
        => !analysis.Access.IsClosed(member) || _known.GetOrAdd(member, m => analysis.Mentions.Of(m, cancellationToken).Any(mention => MayFill(mention.Name, m, cancellationToken)));

    private bool MayFill(SyntaxNode name, ISymbol member, CancellationToken cancellationToken)
    {
        var operation = analysis.Bodies.OperationOf(name, member, cancellationToken);

        return operation?.Parent switch
        {
            null or INameOfOperation => false,
            IConditionalAccessOperation => true,
            IInvocationOperation { Instance: var instance, TargetMethod: var method } when instance == operation => KnownLibrary.Classify(method) is LibraryCall.Store or LibraryCall.StoreKeyed or LibraryCall.Unknown && !KnownLibrary.GivesOrMakes(method),
            IPropertyReferenceOperation { Arguments.Length: > 0 } element => element.Parent is IAssignmentOperation { Target: var target } && target == element,
            IPropertyReferenceOperation => false,
            IAssignmentOperation { Target: var target, Value: IObjectCreationOperation { Arguments.Length: 0, Initializer: null } } when target == operation => false,
            IAssignmentOperation { Target: var target, Value: IConversionOperation { Operand: IObjectCreationOperation { Arguments.Length: 0, Initializer: null } } } when target == operation => false,
            _ => true,
        };
    }
}
