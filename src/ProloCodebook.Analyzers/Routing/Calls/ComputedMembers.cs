using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <summary>
/// Members that only compute something from what they are asked of: <c>bool IsOk => Error is null;</c>. They say of a decision what that says.
/// </summary>
internal sealed class ComputedMembers(BodyFinder bodies)
{
    /// <summary>Members computed from members deeper than this are not looked through.</summary>
    private const int MaxDepth = 4;

    private static readonly ImmutableArray<IncomingSource> s_none = ImmutableArray<IncomingSource>.Empty;

    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<IncomingSource>> _known = new(SymbolEqualityComparer.Default);

    /// <summary>The parts of the instance and of the parameters that a method's result is computed from. None where it does anything else.</summary>
    public ImmutableArray<IncomingSource> PartsOf(IMethodSymbol method, CancellationToken cancellationToken) => PartsOf(method.OriginalDefinition, 0, cancellationToken);

    /// <summary>The parts of the instance and of the parameters that a condition in a method reads.</summary>
    public IEnumerable<IncomingSource> PartsIn(IOperation condition, IMethodSymbol method, CancellationToken cancellationToken)
        => condition.DescendantsAndSelf()
            .Where(operation => operation is IMemberReferenceOperation or IParameterReferenceOperation && operation.Parent is not IMemberReferenceOperation)
            .SelectMany(operation => PartsRead(operation, method, 0, cancellationToken));

    private ImmutableArray<IncomingSource> PartsOf(IMethodSymbol method, int depth, CancellationToken cancellationToken)
    {
        if (depth > MaxDepth || method.ReturnsVoid || method.IsAsync)
        {
            return s_none;
        }

        return _known.TryGetValue(method, out var known) ? known : _known.GetOrAdd(method, Look(method, depth, cancellationToken) ?? s_none);
    }

    private ImmutableArray<IncomingSource>? Look(IMethodSymbol method, int depth, CancellationToken cancellationToken)
    {
        var parts = new HashSet<IncomingSource>();
        foreach (var body in bodies.ReferencesOf(method))
        {
            if (bodies.ModelOf(body.Node.SyntaxTree).GetOperation(body.Node, cancellationToken) is not { } root)
            {
                return null;
            }

            foreach (var operation in root.Descendants())
            {
                switch (operation)
                {
                    case IInvocationOperation call when KnownLibrary.Classify(call.TargetMethod) is LibraryCall.SameValue or LibraryCall.Combine or LibraryCall.Compare or LibraryCall.Find && !call.TargetMethod.ReturnsVoid:
                        break;
                    case IInvocationOperation or IAssignmentOperation or IIncrementOrDecrementOperation or IObjectCreationOperation or IThrowOperation or ILoopOperation or ITryOperation or IExpressionStatementOperation
                        or IAnonymousFunctionOperation or ILocalFunctionOperation or IEventAssignmentOperation or IDynamicInvocationOperation or IFunctionPointerInvocationOperation or IAwaitOperation or IInvalidOperation or { Kind: OperationKind.None }:
                        return null;
                    case IMemberReferenceOperation or IParameterReferenceOperation when operation.Parent is not IMemberReferenceOperation:
                        foreach (var part in PartsRead(operation, method, depth, cancellationToken))
                        {
                            parts.Add(part);
                        }

                        break;
                }
            }
        }

        return parts.ToImmutableArray();
    }

    private IEnumerable<IncomingSource> PartsRead(IOperation operation, IMethodSymbol method, int depth, CancellationToken cancellationToken)
    {
        if (Part(operation, method) is not { } part)
        {
            return [];
        }

        // What a property of its own computes is computed from what that reads.
        return operation is IPropertyReferenceOperation { Property.GetMethod: { } getter, Instance: { } instance } && bodies.HasBody(getter) && Part(instance, method) is { } owner
            ? PartsOf(getter.OriginalDefinition, depth + 1, cancellationToken).Where(inner => inner.Kind == IncomingKind.This).Select(inner => owner with { Path = owner.Path.Append(inner.Path) })
            : [part];
    }

    private static IncomingSource? Part(IOperation operation, IMethodSymbol method) => operation switch
    {
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => new IncomingSource(IncomingKind.This, method.ContainingType, MemberPath.Empty),
        IParameterReferenceOperation { Parameter: { ContainingSymbol: INamedTypeSymbol } } => new IncomingSource(IncomingKind.This, method.ContainingType, MemberPath.Empty),
        IParameterReferenceOperation { Parameter: var parameter } when SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, method) => new IncomingSource(IncomingKind.Parameter, parameter, MemberPath.Empty),
        IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } captured } => new IncomingSource(IncomingKind.This, method.ContainingType, MemberPath.Empty.Append(Member.Of(captured))),
        IMemberReferenceOperation { Instance: { } instance, Member: IFieldSymbol or IPropertySymbol { IsIndexer: false } } member when Part(instance, method) is { } owner => owner with { Path = owner.Path.Append(Member.Of(member.Member)) },
        _ => null,
    };
}
