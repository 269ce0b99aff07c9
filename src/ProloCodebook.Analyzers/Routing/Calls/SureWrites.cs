using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.References;
using ProloCodebook.Rules;

namespace ProloCodebook.Routing;

/// <summary>A member of the instance or of the object that a parameter is, or a static one.</summary>
/// <param name="Parameter">Null of the instance, and of a static member.</param>
internal readonly record struct MemberOfCall(IParameterSymbol? Parameter, ISymbol Member)
{
    public bool Equals(MemberOfCall other) => SymbolEqualityComparer.Default.Equals(Parameter, other.Parameter) && SymbolEqualityComparer.Default.Equals(Member, other.Member);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Member);
}

/// <summary>
/// The fields and properties that a method assigns wherever it returns, itself or by the methods it calls, and that with something that has nothing to do with what was in them: <c>void Clear() =>
/// _denied = false;</c> What was kept there is gone after a call. Looked up only where a decision is kept in a member.
/// </summary>
internal sealed class SureWrites(BodyFinder bodies, PolicySymbols symbols)
{
    /// <summary>Callees are looked into this deep.</summary>
    private const int MaxDepth = 4;

    private static readonly ImmutableDictionary<MemberOfCall, ConstantKey?> s_none = ImmutableDictionary<MemberOfCall, ConstantKey?>.Empty;

    private readonly ConcurrentDictionary<(SyntaxNode Body, int Depth), ImmutableDictionary<MemberOfCall, ConstantKey?>> _writes = new();
    private readonly ConcurrentDictionary<SyntaxNode, ImmutableHashSet<ISymbol>> _calls = new();

    private enum End
    {
        GoesOn,
        Returns,
        Throws,
    }

    /// <summary>By member: what is there then, where that is a constant; of a decision null where it is one that nobody made.</summary>
    public ImmutableDictionary<MemberOfCall, ConstantKey?> Of(IMethodSymbol method, CancellationToken cancellationToken) => Of(method, MaxDepth, cancellationToken);

    /// <summary>The delegates among its parameters that a method calls wherever it returns.</summary>
    public ImmutableHashSet<ISymbol> CallsIn(IMethodSymbol method, CancellationToken cancellationToken)
        => method.IsAsync || KnownTypes.IsIterator(method) || bodies.ReferencesOf(method).FirstOrDefault() is not { Node: var node } ? ImmutableHashSet<ISymbol>.Empty : _calls.GetOrAdd(node, _ => WalkThrough(node, 1, cancellationToken).Calls);

    private ImmutableDictionary<MemberOfCall, ConstantKey?> Of(IMethodSymbol method, int depth, CancellationToken cancellationToken)
        => depth == 0 || KnownTypes.IsIterator(method) || bodies.ReferencesOf(method).FirstOrDefault() is not { Node: var node } ? s_none
            : _writes.TryGetValue((node, depth), out var known) ? known
            : _writes.GetOrAdd((node, depth), WalkThrough(node, depth, cancellationToken).Writes);

    private Walk WalkThrough(SyntaxNode body, int depth, CancellationToken cancellationToken)
    {
        var walk = new Walk(this, depth, s_none, cancellationToken);
        walk.Run(bodies.ModelOf(body.SyntaxTree).GetOperation(body, cancellationToken));
        return walk;
    }

    /// <summary>One way through a body.</summary>
    private sealed class Walk(SureWrites all, int depth, ImmutableDictionary<MemberOfCall, ConstantKey?> before, CancellationToken cancellationToken)
    {
        public ImmutableDictionary<MemberOfCall, ConstantKey?> Writes { get; private set; } = before;

        public ImmutableHashSet<ISymbol> Calls { get; private set; } = ImmutableHashSet<ISymbol>.Empty.WithComparer(SymbolEqualityComparer.Default);

        public End Run(IOperation? operation)
        {
            switch (operation)
            {
                case IMethodBodyOperation body:
                    return Run(body.BlockBody ?? body.ExpressionBody);
                case IBlockOperation block:
                    return block.Operations.Select(Run).FirstOrDefault(end => end != End.GoesOn);
                case IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation }:
                    return End.Throws;
                case IExpressionStatementOperation statement:
                    Do(statement.Operation);
                    return End.GoesOn;
                case IReturnOperation returned:
                    Do(returned.ReturnedValue);
                    return End.Returns;
                case IUsingOperation { Body: var used } use:
                    Touch(use.Resources);
                    return Run(used);
                case ILockOperation { Body: var locked }:
                    return Run(locked);
                case ITryOperation { Catches.IsEmpty: true } guarded:
                    var end = Run(guarded.Body);
                    Run(guarded.Finally);
                    return end;
                case IConditionalOperation { Condition: var condition, WhenTrue: var whenTrue, WhenFalse: var whenFalse }:
                    Touch(condition);
                    return Either(whenTrue, whenFalse);
                case null:
                    return End.GoesOn;
                default:
                    Touch(operation);
                    return operation.DescendantsAndSelf().Any(inner => inner is IReturnOperation or IBranchOperation { BranchKind: BranchKind.GoTo }) ? End.Returns : End.GoesOn;
            }
        }

        private End Either(IOperation whenTrue, IOperation? whenFalse)
        {
            var (left, right) = (new Walk(all, depth, Writes, cancellationToken), new Walk(all, depth, Writes, cancellationToken));
            var (first, second) = (left.Run(whenTrue), right.Run(whenFalse));

            Calls = Calls.Union(first == End.Throws ? right.Calls : second == End.Throws ? left.Calls : left.Calls.Intersect(right.Calls));

            // A way that throws says nothing of those that return.
            Writes = first == End.Throws ? right.Writes : second == End.Throws ? left.Writes
                : left.Writes.Where(write => right.Writes.ContainsKey(write.Key)).ToImmutableDictionary(write => write.Key, write => Equals(write.Value, right.Writes[write.Key]) ? write.Value : null);
            return first == End.Throws && second == End.Throws ? End.Throws : first == End.Returns || second == End.Returns ? End.Returns : End.GoesOn;
        }

        private void Do(IOperation? operation)
        {
            switch (operation)
            {
                case ISimpleAssignmentOperation { IsRef: false } assignment:
                    Do(assignment.Value);
                    Assign(assignment.Target, assignment.Value);
                    break;
                case IDeconstructionAssignmentOperation { Target: ITupleOperation target, Value: var value } when Carriers.WithoutConversions(value) is ITupleOperation given && given.Elements.Length == target.Elements.Length:
                    Touch(operation);
                    for (var i = 0; i < target.Elements.Length; i++)
                    {
                        Assign(target.Elements[i], given.Elements[i]);
                    }

                    break;
                case IAwaitOperation { Operation: IInvocationOperation call }:
                    Touch(call);
                    Call(call.TargetMethod, call.Instance, call.Arguments);
                    break;
                case IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: IParameterReferenceOperation { Parameter: var called } } call:
                    Touch(call);
                    Calls = Calls.Add(called.OriginalDefinition);
                    break;
                case IInvocationOperation { TargetMethod.IsAsync: false } call:
                    Touch(call);
                    Call(call.TargetMethod, call.Instance, call.Arguments);
                    break;
                default:
                    Touch(operation);
                    break;
            }
        }

        private void Assign(IOperation target, IOperation value)
        {
            if (target is not IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol { Parameters.IsEmpty: true } } member || RootOf(member.Instance) is not (true, var root))
            {
                Touch(target.Parent);
            }
            else if (member is IPropertyReferenceOperation { Property.SetMethod: { } setter } && all.IsOwn(setter))
            {
                Touch(target.Parent);
                Call(setter, member.Instance, ImmutableArray<IArgumentOperation>.Empty);
            }
            else if (all.IsIndependent(value, member.Member))
            {
                Writes = Writes.SetItem(new MemberOfCall(root, member.Member.OriginalDefinition), ConstantIn(value));
            }
            else
            {
                Touch(target.Parent);
            }
        }

        private void Call(IMethodSymbol method, IOperation? instance, ImmutableArray<IArgumentOperation> arguments)
        {
            if (all.BodyOf(method) is not { } body)
            {
                return;
            }

            foreach (var (write, constant) in all.Of(body, depth - 1, cancellationToken).Select(write => (write.Key, write.Value)))
            {
                var target = write.Parameter is { } parameter ? arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value : instance;
                if (write.Member.IsStatic || (target is not null && RootOf(target).IsKnown))
                {
                    Writes = Writes.SetItem(write with { Parameter = write.Member.IsStatic ? null : RootOf(target).Parameter }, constant);
                }
            }
        }

        private ConstantKey? ConstantIn(IOperation value)
            => value.ConstantValue is { HasValue: true } constant ? new ConstantKey(constant.Value)
                : Carriers.WithoutConversions(value) is IDefaultValueOperation or IObjectCreationOperation { Arguments.IsEmpty: true } or { ConstantValue: { HasValue: true, Value: null } } && all.IsDecision(value.Type) ? ConstantKey.Null
                : null;

        /// <summary>Something else may be put there once more: that it was overwritten is still so.</summary>
        private void Touch(IOperation? operation)
        {
            if (Writes.IsEmpty || operation is null)
            {
                return;
            }

            foreach (var part in operation.DescendantsAndSelf())
            {
                if (part is IInvocationOperation { TargetMethod: var method } && (method.MethodKind == MethodKind.DelegateInvoke || all.IsOwn(method)))
                {
                    Writes = Writes.ToImmutableDictionary(write => write.Key, _ => (ConstantKey?)null);
                }
                else if (part.WrittenPlaces().OfType<IMemberReferenceOperation>().Select(member => member.Member.OriginalDefinition).ToList() is { Count: > 0 } written)
                {
                    Writes = Writes.ToImmutableDictionary(write => write.Key, write => written.Contains(write.Key.Member, SymbolEqualityComparer.Default) ? null : write.Value);
                }
            }
        }

        /// <summary>Whose member it is, where that is known to callers.</summary>
        private static (bool IsKnown, IParameterSymbol? Parameter) RootOf(IOperation? instance) => instance is null ? (true, null) : Carriers.WithoutConversions(instance) switch
        {
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => (true, null),
            IParameterReferenceOperation { Parameter: var parameter } => (true, parameter.OriginalDefinition),
            _ => (false, null),
        };
    }

    private bool IsDecision(ITypeSymbol? type) => symbols.IsDecision(type);

    private bool IsOwn(IMethodSymbol method) => bodies.BodiesOf(method).Count > 0;

    private IMethodSymbol? BodyOf(IMethodSymbol method) => bodies.BodiesOf(method) is [var body] ? body : null;

    /// <summary>A constant, or what the evaluator says now: nothing of what was kept in a flag before.</summary>
    private bool IsIndependent(IOperation value, ISymbol member) => value.DescendantsAndSelf().All(part => part switch
    {
        IInvocationOperation call => symbols.IsEvaluatorCall(call.TargetMethod, call.Syntax.SyntaxTree) || symbols.IsDecision(call.TargetMethod.ContainingType),
        IMemberReferenceOperation read => read.ConstantValue.HasValue || symbols.IsDecision(read.Member.ContainingType) || read.Member is IFieldSymbol { IsReadOnly: true, IsStatic: true }
            || !(KnownTypes.IsFlat(read.Type) || symbols.IsDecision(read.Type) || SymbolEqualityComparer.Default.Equals(read.Member, member)),
        IParameterReferenceOperation or ILocalReferenceOperation => part.Type?.SpecialType != SpecialType.System_Boolean && !symbols.IsDecision(part.Type),
        IConditionalOperation or ICoalesceOperation or ISwitchExpressionOperation or IAnonymousFunctionOperation => false,
        _ => true,
    });
}
