using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.References;

namespace ProloCodebook.Routing;

/// <summary>Caches of answers (<c>ConcurrentDictionary&lt;string, bool&gt;</c>): who else fills them than the functions that make what is not there yet?</summary>
internal sealed class AnswerCaches(RoutingAnalysis analysis)
{
    private readonly ConcurrentDictionary<ISymbol, bool> _known = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _answersOnly = new(SymbolEqualityComparer.Default);

    /// <summary>
    /// Nothing is ever put into a table but what the evaluator says of the key: <c>_denied[code] = Evaluate(code, payer).IsGoverned</c>. Nobody else has the table.
    /// </summary>
    public bool KeepsAnswersOnly(ISymbol member, CancellationToken cancellationToken)
        => Member.Of(member).Type is INamedTypeSymbol type && KnownLibrary.IsTable(type) && analysis.Access.IsClosed(member)
            && _answersOnly.GetOrAdd(member.OriginalDefinition, m => analysis.Mentions.Of(m, cancellationToken).Select(mention => analysis.Bodies.OperationOf(mention.Name, m, cancellationToken)).ToList() is { Count: > 0 } uses
                && uses.TrueForAll(use => IsReadOrAnswered(use, cancellationToken)) && uses.Exists(use => StoredIn(use) is not null) && IsMadeEmpty(m, cancellationToken));

    private bool IsReadOrAnswered(IOperation? table, CancellationToken cancellationToken) => table?.Parent switch
    {
        null or INameOfOperation or ILockOperation => true,
        IPropertyReferenceOperation { Arguments.Length: 0, Property.Name: "Count" or "IsEmpty" } => true,
        IPropertyReferenceOperation or IInvocationOperation when StoredIn(table) is var (key, value) => IsAnswer(value, key, cancellationToken),
        IPropertyReferenceOperation { Arguments.Length: 1 } element => element.Parent is not (IAssignmentOperation or IArgumentOperation { Parameter.RefKind: not RefKind.None }) || element.Parent is ISimpleAssignmentOperation { Target: var target } && target != element,
        IInvocationOperation { Instance: var instance, TargetMethod: { Name: "TryGetValue" or "ContainsKey" or "Remove" or "TryRemove" or "Clear" } method } => instance == table && KnownLibrary.IsLibrary(method),
        IAssignmentOperation { Target: var target, Value: var made } => target == table && IsEmpty(made),
        _ => false,
    };

    /// <summary>What a use of a table puts into it, and under which key; null where it puts in nothing.</summary>
    private static (IOperation Key, IOperation Value)? StoredIn(IOperation? table) => table?.Parent switch
    {
        IPropertyReferenceOperation { Arguments: [{ Value: var key }], Parent: ISimpleAssignmentOperation { Target: var target, Value: var value } } element when element == target => (key, value),
        IInvocationOperation { TargetMethod: { Name: "Add" or "TryAdd" } method, Arguments: [{ Value: var key }, { Value: var value }], Instance: var instance } when instance == table && KnownLibrary.IsLibrary(method) => (key, value),
        _ => null,
    };

    /// <summary>A value is what the evaluator says of a key, or a variable that holds nothing else than that, and what the table itself has.</summary>
    private bool IsAnswer(IOperation value, IOperation key, CancellationToken cancellationToken)
    {
        if (KeyOf(key) is not { } about)
        {
            return false;
        }

        if (Unwrapped(value) is ILocalReferenceOperation { Local: var local })
        {
            var body = value.Root();
            return body.Descendants().All(operation => operation switch
                {
                    IAssignmentOperation { Target: ILocalReferenceOperation target } assignment when Same(target.Local, local) => assignment is ISimpleAssignmentOperation { IsRef: false } && IsAsked(assignment.Value, about),
                    IVariableDeclaratorOperation declarator when Same(declarator.Symbol, local) => declarator.GetVariableInitializer() is not { Value: var initial } || IsAsked(initial, about),
                    IArgumentOperation { Parameter.RefKind: not RefKind.None } argument => !Names(argument.Value, local) || (argument.Parent is IInvocationOperation { TargetMethod.Name: "TryGetValue", Arguments: [{ Value: var asked }, _] } && Same(KeyOf(asked), about)),
                    _ => true,
                })
                && !IsWritten(body, about) && IsMadeBefore(body, value, local);
        }

        return IsAsked(value, about) && !IsWritten(value.Root(), about);
    }

    /// <summary>Some assignment of the variable stands in the same block as the place where it is stored, and before that: it is no longer what the table had.</summary>
    private static bool IsMadeBefore(IOperation body, IOperation value, ILocalSymbol local)
    {
        IOperation statement = value;
        while (statement.Parent is { } outer and not IBlockOperation)
        {
            statement = outer;
        }

        return statement.Parent is IBlockOperation block && block.Operations.TakeWhile(before => before != statement).Any(before => before switch
        {
            IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } } => Same(target.Local, local),
            IVariableDeclarationGroupOperation group => group.Descendants().OfType<IVariableDeclaratorOperation>().Any(declarator => Same(declarator.Symbol, local) && declarator.GetVariableInitializer() is not null),
            _ => false,
        });
    }

    /// <summary>It is read off a decision about a variable.</summary>
    private bool IsAsked(IOperation value, ISymbol about)
    {
        var tree = value.Syntax.SyntaxTree;
        return StoredDecisions.CallIn(value) is { } call && analysis.Symbols.IsEvaluatorCall(call.TargetMethod, tree)
            && call.Arguments.Any(argument => argument.Parameter is { } parameter && analysis.Symbols.IsCodeParameter(parameter, tree) && Same(KeyOf(argument.Value), about));
    }

    private static bool IsWritten(IOperation body, ISymbol variable)
        => body.Descendants().SelectMany(OperationTrees.WrittenPlaces).Any(place => Names(place, variable));

    private bool IsMadeEmpty(ISymbol member, CancellationToken cancellationToken)
        => member.DeclaringSyntaxReferences.SelectMany(reference => analysis.Bodies.InitializersOf(reference.GetSyntax(cancellationToken)))
            .All(body => analysis.Bodies.ModelOf(body.Node.SyntaxTree).GetOperation(body.Node, cancellationToken) is ISymbolInitializerOperation { Value: var value } && IsEmpty(value));

    /// <summary>A new table with nothing in it: <c>new()</c>, <c>[]</c>.</summary>
    private static bool IsEmpty(IOperation value)
        => Unwrapped(value) is IObjectCreationOperation { Initializer: null } creation ? creation.Arguments.All(argument => !KnownTypes.IsCollection(argument.Parameter?.Type))
            : SourceLanguage.IsCollectionExpression(Unwrapped(value).Syntax) && !Unwrapped(value).ChildOperations.Any();

    private static ISymbol? KeyOf(IOperation key) => Unwrapped(key) switch
    {
        IParameterReferenceOperation parameter => parameter.Parameter,
        ILocalReferenceOperation local => local.Local,
        _ => null,
    };

    private static bool Names(IOperation operation, ISymbol variable) => Same(KeyOf(operation) ?? (operation is IDeclarationExpressionOperation declaration ? KeyOf(declaration.Expression) : null), variable);

    private static IOperation Unwrapped(IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null } conversion)
        {
            value = conversion.Operand;
        }

        return value;
    }

    private static bool Same(ISymbol? left, ISymbol? right) => SymbolEqualityComparer.Default.Equals(left, right);

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
