using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <summary>
/// The fields and properties that a method may assign, itself or through the methods it calls: what was known of one before a call
/// need not hold after it. Looked up only where something is known of a member that can change.
/// </summary>
internal sealed class WrittenMembers(BodyFinder bodies)
{
    private readonly ConcurrentDictionary<SyntaxNode, Effects> _effects = new();

    /// <param name="Written">By member: what all the values tell that are put there.</param>
    /// <param name="Emptied">Something is taken out of the collections in them.</param>
    /// <param name="EmptiesOther">Something is taken out of a collection that is not named by a member.</param>
    /// <param name="RunsDelegates">A delegate is called, or an event raised.</param>
    private sealed record Effects(ImmutableDictionary<ISymbol, Evaluated> Written, ImmutableHashSet<ISymbol> Filled, ImmutableHashSet<ISymbol> Emptied, bool EmptiesOther, ImmutableHashSet<ISymbol> Tested, ImmutableHashSet<ISymbol> Mentioned, bool RunsDelegates, ImmutableArray<IMethodSymbol> Calls);

    /// <param name="member">The member in question; null for any.</param>
    public bool MayWrite(IEnumerable<IMethodSymbol> methods, ISymbol? member, RoutingBudget budget, CancellationToken cancellationToken)
        => May(methods, effects => member is null ? !effects.Written.IsEmpty : effects.Written.ContainsKey(member), budget, cancellationToken);

    /// <summary>A method, or one that it calls, assigns a member or puts something into the collection in it.</summary>
    public bool MayFill(IEnumerable<IMethodSymbol> methods, ISymbol member, RoutingBudget budget, CancellationToken cancellationToken)
        => May(methods, effects => effects.Written.ContainsKey(member) || effects.Filled.Contains(member), budget, cancellationToken);

    /// <summary>A method, or one that it calls, calls a delegate or raises an event.</summary>
    public bool MayRunDelegates(IEnumerable<IMethodSymbol> methods, RoutingBudget budget, CancellationToken cancellationToken)
        => May(methods, effects => effects.RunsDelegates, budget, cancellationToken);

    /// <summary>A method, or one that it calls, reads a member in a test.</summary>
    public bool MayTest(IEnumerable<IMethodSymbol> methods, ISymbol member, RoutingBudget budget, CancellationToken cancellationToken)
        => May(methods, effects => effects.Tested.Contains(member), budget, cancellationToken);

    /// <summary>A method, or one that it calls, mentions a member, or a <c>ref</c> parameter, other than to put something there.</summary>
    public bool MayMention(IEnumerable<IMethodSymbol> methods, ISymbol member, RoutingBudget budget, CancellationToken cancellationToken)
        => May(methods, effects => effects.Mentioned.Contains(member), budget, cancellationToken);

    /// <summary>A method, or one that it calls, takes something out of the collection in a member, or puts another one there.</summary>
    /// <param name="member">Null of a collection that is passed to the method.</param>
    public bool MayEmpty(IEnumerable<IMethodSymbol> methods, ISymbol? member, RoutingBudget budget, CancellationToken cancellationToken)
        => May(methods, effects => effects.EmptiesOther || (member is not null && (effects.Emptied.Contains(member) || effects.Written.ContainsKey(member))), budget, cancellationToken);

    /// <summary>What is told by all the values that a method, or one that it calls, puts into a member; null where it puts none there.</summary>
    public Evaluated? ToldByWrites(IEnumerable<IMethodSymbol> methods, ISymbol member, RoutingBudget budget, CancellationToken cancellationToken)
    {
        Evaluated? told = null;
        May(methods, effects => effects.Written.TryGetValue(member, out var here) && (told = told?.Intersect(here) ?? here).Equals(Evaluated.Nothing), budget, cancellationToken);
        return told;
    }

    /// <summary>The members that a method, or one that it calls, assigns, and those that hold a collection into which it puts something.</summary>
    public ImmutableHashSet<ISymbol> ChangedBy(IEnumerable<IMethodSymbol> methods, RoutingBudget budget, CancellationToken cancellationToken)
    {
        var changed = ImmutableHashSet.CreateBuilder<ISymbol>(SymbolEqualityComparer.Default);
        May(methods, Add, budget, cancellationToken);
        return changed.ToImmutable();

        bool Add(Effects effects)
        {
            changed.UnionWith(effects.Written.Keys);
            changed.UnionWith(effects.Filled);
            return false;
        }
    }

    private bool May(IEnumerable<IMethodSymbol> methods, Func<Effects, bool> has, RoutingBudget budget, CancellationToken cancellationToken)
    {
        var seen = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        var queue = new Queue<IMethodSymbol>(methods);
        while (queue.Count > 0)
        {
            var method = queue.Dequeue();
            if (!seen.Add(method))
            {
                continue;
            }

            budget.Spend(1);
            foreach (var body in bodies.ReferencesOf(method))
            {
                var effects = Of(body.Node, cancellationToken);
                if (has(effects))
                {
                    return true;
                }

                foreach (var call in effects.Calls)
                {
                    queue.Enqueue(call);
                }
            }
        }

        return false;
    }

    /// <summary>A body itself may assign a member.</summary>
    public bool Writes(BodyReference body, ISymbol member, CancellationToken cancellationToken)
        => Of(body.Node, cancellationToken).Written.ContainsKey(member);

    /// <summary>The field of the instance, or the static one, of which a method gives a reference; null where it may be something else.</summary>
    public IFieldSymbol? FieldGivenByRef(IMethodSymbol method, CancellationToken cancellationToken)
    {
        var returned = bodies.ReferencesOf(method).SelectMany(body => bodies.ModelOf(body.Node.SyntaxTree).GetOperation(body.Node, cancellationToken)?.Descendants().OfType<IReturnOperation>() ?? []).Select(given => given.ReturnedValue).ToList();
        return returned is [IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation, Field: var field }] ? field : null;
    }

    private Effects Of(SyntaxNode body, CancellationToken cancellationToken)
        => _effects.TryGetValue(body, out var known) ? known : _effects.GetOrAdd(body, EffectsOf(body, cancellationToken));

    private Effects EffectsOf(SyntaxNode body, CancellationToken cancellationToken)
    {
        var written = ImmutableDictionary.CreateBuilder<ISymbol, Evaluated>(SymbolEqualityComparer.Default);
        var emptied = ImmutableHashSet.CreateBuilder<ISymbol>(SymbolEqualityComparer.Default);
        var emptiesOther = false;
        var filled = ImmutableHashSet.CreateBuilder<ISymbol>(SymbolEqualityComparer.Default);
        var tested = ImmutableHashSet.CreateBuilder<ISymbol>(SymbolEqualityComparer.Default);
        var mentioned = ImmutableHashSet.CreateBuilder<ISymbol>(SymbolEqualityComparer.Default);
        var runsDelegates = false;
        var calls = ImmutableArray.CreateBuilder<IMethodSymbol>();
        foreach (var operation in bodies.ModelOf(body.SyntaxTree).GetOperation(body, cancellationToken)?.DescendantsAndSelf() ?? [])
        {
            var isPut = operation.Parent is ISimpleAssignmentOperation { IsRef: false, Target: var assigned } ? assigned == operation
                : operation.Parent is ITupleOperation { Parent: IDeconstructionAssignmentOperation { Target: var several } } && several == operation.Parent;
            if (!isPut)
            {
                if (operation is IMemberReferenceOperation { Member: var known })
                {
                    mentioned.Add(known.OriginalDefinition);
                }
                else if (operation is IParameterReferenceOperation { Parameter: { RefKind: RefKind.Ref } referred })
                {
                    mentioned.Add(referred.OriginalDefinition);
                }
            }

            switch (operation)
            {
                case IAssignmentOperation assignment:
                    Write(assignment.Target, ToldBy(assignment));
                    if (assignment is ISimpleAssignmentOperation { IsRef: true, Value: var renamed })
                    {
                        Write(renamed);
                    }

                    break;
                case IVariableDeclaratorOperation { Symbol.RefKind: RefKind.Ref, Initializer.Value: var aliased }:
                    // Written under another name.
                    Write(aliased);
                    break;
                case IIncrementOrDecrementOperation increment:
                    Write(increment.Target);
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                    Write(argument.Value);
                    break;
                case IConditionalOperation { Condition: var condition }:
                    Test(condition);
                    break;
                case ISwitchOperation { Value: var chosen }:
                    Test(chosen);
                    break;
                case ISwitchExpressionOperation { Value: var chosen }:
                    Test(chosen);
                    break;
                case IWhileLoopOperation { Condition: { } condition }:
                    Test(condition);
                    break;
                case IRaiseEventOperation or IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke }:
                    runsDelegates = true;
                    break;
                case IObjectCreationOperation { Constructor: { } constructor }:
                    calls.AddRange(bodies.BodiesOf(constructor));
                    break;
                case IInvocationOperation invocation:
                    calls.AddRange(bodies.BodiesOf(invocation.TargetMethod));
                    if (invocation.Instance is IMemberReferenceOperation collection && KnownLibrary.Classify(invocation.TargetMethod) is LibraryCall.Store or LibraryCall.StoreKeyed)
                    {
                        filled.Add(collection.Member.OriginalDefinition);
                    }

                    if (KnownLibrary.IsRemoval(invocation.TargetMethod))
                    {
                        emptiesOther |= invocation.Instance is not IMemberReferenceOperation;
                        if (invocation.Instance is IMemberReferenceOperation { Member: var holder })
                        {
                            emptied.Add(holder.OriginalDefinition);
                        }
                    }

                    if (!KnownLibrary.IsLibrary(invocation.TargetMethod))
                    {
                        // Who gets the collection may put something into it.
                        filled.UnionWith(invocation.Arguments.Select(argument => argument.Value).OfType<IMemberReferenceOperation>().Where(argument => KnownTypes.IsCollection(argument.Type)).Select(argument => argument.Member.OriginalDefinition));
                    }

                    break;
            }
        }

        return new Effects(written.ToImmutable(), filled.ToImmutable(), emptied.ToImmutable(), emptiesOther, tested.ToImmutable(), mentioned.ToImmutable(), runsDelegates, calls.ToImmutable());

        void Test(IOperation condition)
        {
            foreach (var read in condition.DescendantsAndSelf().OfType<IMemberReferenceOperation>())
            {
                tested.Add(read.Member.OriginalDefinition);
            }
        }

        void Put(ISymbol member, Evaluated told) => written[member] = written.TryGetValue(member, out var before) ? before.Intersect(told) : told;

        void Write(IOperation target, Evaluated? told = null)
        {
            switch (target)
            {
                case IFieldReferenceOperation field:
                    Put(field.Field.OriginalDefinition, told ?? Evaluated.Nothing);
                    break;
                case IPropertyReferenceOperation property:
                    Put(property.Property.OriginalDefinition, told ?? Evaluated.Nothing);
                    if (property is { Arguments.IsEmpty: false, Instance: IMemberReferenceOperation indexed })
                    {
                        filled.Add(indexed.Member.OriginalDefinition);
                    }

                    if (property.Property.SetMethod is { } setter)
                    {
                        calls.AddRange(bodies.BodiesOf(setter));
                    }

                    break;
                case IArrayElementReferenceOperation { ArrayReference: IMemberReferenceOperation array }:
                    filled.Add(array.Member.OriginalDefinition);
                    break;
                case ITupleOperation tuple:
                    foreach (var element in tuple.Elements)
                    {
                        Write(element);
                    }

                    break;
            }
        }
    }

    /// <summary>What the value tells that a member has after an assignment, where it has another than before.</summary>
    private static Evaluated ToldBy(IAssignmentOperation assignment)
    {
        var value = assignment.Value;
        while (value is IConversionOperation { ConstantValue.HasValue: false, OperatorMethod: null } conversion)
        {
            value = conversion.Operand;
        }

        return assignment switch
        {
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Or, Type.SpecialType: SpecialType.System_Boolean } => Evaluated.Constant(true),
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.And, Type.SpecialType: SpecialType.System_Boolean } => Evaluated.Constant(false),
            ICompoundAssignmentOperation => Evaluated.Nothing,
            _ when value.ConstantValue is { HasValue: true } constant => Evaluated.Constant(constant.Value),
            _ when value is IInterpolatedStringOperation or IObjectCreationOperation { Type.IsReferenceType: true } or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } => Evaluated.Present,
            _ => Evaluated.Nothing,
        };
    }
}
