using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using CallExemptions = ProloCodebook.Exemptions.Exemptions;

namespace ProloCodebook.Routing;

/// <summary>
/// What is put into a list, a table, a record or an object of which nobody but a logger gets to see anything, or nobody at all: that is logging or dropping, and not handing on.
/// Goes by the operations around, since a local that is only logged is so in every place where it stands.
/// </summary>
internal sealed class LoggedContainers(BodyFinder bodies, LoggingBodies loggingBodies, CallExemptions exemptions)
{
    /// <summary>Locals in locals deeper than this are not looked into.</summary>
    private const int MaxDepth = 4;

    private readonly ConcurrentDictionary<SyntaxNode, bool> _known = new();

    /// <param name="value">What is put into a container, or where in it.</param>
    public bool Contains(SyntaxNode value, CancellationToken cancellationToken)
        => _known.TryGetValue(value, out var known) ? known
            : _known.GetOrAdd(value, bodies.ModelOf(value.SyntaxTree).GetOperation(value, cancellationToken) is { } operation && IsOnlyLogged(operation is IArgumentOperation argument ? argument.Value : operation, 0, cancellationToken));

    /// <summary>Climbs from a value to what becomes of it, or of what it is put into.</summary>
    private bool IsOnlyLogged(IOperation value, int depth, CancellationToken cancellationToken)
    {
        // The member of the object around it that it is put into; null where it is in a collection.
        ISymbol? into = null;
        for (var current = value; current.Parent is { } parent; current = parent)
        {
            switch (parent)
            {
                case IArgumentOperation { Parent: IInvocationOperation call }:
                    into = null;
                    if (IsLogging(call, cancellationToken))
                    {
                        return true;
                    }

                    if (call.Instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } || IsHarmless(call.TargetMethod))
                    {
                        parent = call;
                        break;
                    }

                    if (!IsStore(call.TargetMethod))
                    {
                        return false;
                    }

                    switch (FilledBy(call))
                    {
                        case ILocalReferenceOperation { Local: var filled }:
                            return IsOnlyLogged(filled, null, call, depth, cancellationToken);
                        case IObjectCreationOperation when KnownLibrary.GivesBackItself(call.TargetMethod):
                            parent = call;
                            break;
                        default:
                            return false;
                    }

                    break;
                case IArgumentOperation { Parameter: { } parameter, Parent: IObjectCreationOperation { Constructor: { } constructor } made }:
                    if (!KnownLibrary.IsLibrary(constructor) && (bodies.HasBody(constructor) || !constructor.Locations.Any(location => location.IsInSource)))
                    {
                        return false;
                    }

                    into = SourceLanguage.IsPrimaryConstructor(constructor) ? FlowAnalysis.MembersOf(constructor)[parameter.Ordinal] : null;
                    parent = made;
                    break;
                case IConversionOperation or IParenthesizedOperation or IObjectCreationOperation or IWithOperation or IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation or IWithOperation }:
                    break;
                case IInvocationOperation call when call.Instance == current && (IsHarmless(call.TargetMethod) || IsStoreInChain(call)):
                case IArrayInitializerOperation or IArrayCreationOperation or IAnonymousObjectCreationOperation or ITupleOperation or IObjectOrCollectionInitializerOperation or IInterpolationOperation or IInterpolatedStringOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add }:
                case { Kind: OperationKind.None } when SourceLanguage.IsCollectionExpression(parent.Syntax):
                case IPropertyReferenceOperation or IFieldReferenceOperation:
                    into = null;
                    break;
                case ISimpleAssignmentOperation { Parent: IObjectOrCollectionInitializerOperation or IAnonymousObjectCreationOperation } assignment:
                    into = (assignment.Target as IMemberReferenceOperation)?.Member;
                    break;
                case ISimpleAssignmentOperation { Target: var target } assignment when assignment.Value == current || (current == target && target is not ILocalReferenceOperation):
                    return depth < MaxDepth && target switch
                    {
                        ILocalReferenceOperation { Local: var held } => IsOnlyLogged(held, into, assignment, depth, cancellationToken),
                        IMemberReferenceOperation { Member: var member, Instance: ILocalReferenceOperation { Local: var owner } } => IsOnlyLogged(owner, member, assignment, depth, cancellationToken),
                        IArrayElementReferenceOperation { ArrayReference: ILocalReferenceOperation { Local: var array } } => IsOnlyLogged(array, null, assignment, depth, cancellationToken),
                        _ => false,
                    };
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                    return IsOnlyLogged(local, into, parent, depth, cancellationToken);
                case IVariableInitializerOperation { Parent: IVariableDeclarationOperation { Declarators: [{ Symbol: var local }] } }:
                    // In Visual Basic one value is that of all names of a declaration.
                    return IsOnlyLogged(local, into, parent, depth, cancellationToken);
                case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: var each } } loop when loop.Collection == current:
                    return IsOnlyLogged(each, null, loop, depth, cancellationToken);
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>All that becomes of a local is that it is filled, and logged if anything.</summary>
    /// <param name="into">The member that is looked for: what else is in the object anybody may get.</param>
    private bool IsOnlyLogged(ILocalSymbol local, ISymbol? into, IOperation inside, int depth, CancellationToken cancellationToken)
    {
        if (depth >= MaxDepth)
        {
            return false;
        }

        var root = inside;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        foreach (var use in root.Descendants().OfType<ILocalReferenceOperation>().Where(use => SymbolEqualityComparer.Default.Equals(use.Local, local)))
        {
            if (!IsFilling(use) && !IsOtherMember(use, into) && !IsOnlyLogged(use, depth + 1, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Of an object: what is read is another member, which holds just what was put there.</summary>
    private bool IsOtherMember(IOperation use, ISymbol? into)
        => into is not null && use.Parent is IMemberReferenceOperation { Member: var read } member && member.Instance == use && !SymbolEqualityComparer.Default.Equals(read, into)
            && (read is IFieldSymbol || (read is IPropertySymbol { IsAbstract: false, IsVirtual: false, IsOverride: false, GetMethod: { } getter } && getter.Locations.Any(location => location.IsInSource) && !bodies.HasBody(getter)));

    /// <summary>Something is put into it, or it is itself assigned.</summary>
    private static bool IsFilling(IOperation use) => use.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == use,
        IInvocationOperation { TargetMethod: var method } call => call.Instance == use && IsStore(method) && LastInChain(call).Parent is IExpressionStatementOperation,
        IMemberReferenceOperation { Parent: IAssignmentOperation assignment } member => assignment.Target == member,
        IArrayElementReferenceOperation { Parent: IAssignmentOperation assignment } element => assignment.Target == element,
        _ => false,
    };

    /// <summary>Puts something into what it is called on and gives that back, so that more can be put in: <c>text.Append(a).Append(b)</c>.</summary>
    private static bool IsStoreInChain(IInvocationOperation call) => IsStore(call.TargetMethod) && KnownLibrary.GivesBackItself(call.TargetMethod);

    /// <summary>What the first call of such a chain is called on.</summary>
    private static IOperation? FilledBy(IInvocationOperation call)
    {
        var filled = call.Instance;
        while (filled is IParenthesizedOperation || (filled is IInvocationOperation before && IsStoreInChain(before)))
        {
            filled = filled is IParenthesizedOperation parenthesized ? parenthesized.Operand : ((IInvocationOperation)filled).Instance;
        }

        return filled;
    }

    private static IInvocationOperation LastInChain(IInvocationOperation call)
    {
        while (IsStoreInChain(call) && call.Parent is IInvocationOperation next && next.Instance == call && IsStore(next.TargetMethod))
        {
            call = next;
        }

        return call;
    }

    private bool IsLogging(IInvocationOperation call, CancellationToken cancellationToken)
        => exemptions.IsLoggingCall(call.TargetMethod) || exemptions.IsLoggingDelegate(call.TargetMethod) || FlowAnalysis.IsConsoleWriter(call) || loggingBodies.Contains(call.TargetMethod.OriginalDefinition, cancellationToken);

    private static bool IsStore(IMethodSymbol method) => KnownLibrary.Classify(method) is LibraryCall.Store or LibraryCall.StoreKeyed;

    /// <summary>Makes something of what it is given, and keeps it nowhere else.</summary>
    private static bool IsHarmless(IMethodSymbol method)
        => (KnownLibrary.Classify(method) is LibraryCall.SameValue or LibraryCall.Combine || KnownLibrary.IsSerialization(method)) && !method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Delegate) && KnownTypes.CanCarry(method.ReturnType);
}
