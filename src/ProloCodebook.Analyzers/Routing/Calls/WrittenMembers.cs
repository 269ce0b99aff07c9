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

    private sealed record Effects(ImmutableHashSet<ISymbol> Written, ImmutableHashSet<ISymbol> Filled, ImmutableHashSet<ISymbol> Tested, ImmutableHashSet<ISymbol> Mentioned, ImmutableArray<IMethodSymbol> Calls);

    /// <param name="member">The member in question; null for any.</param>
    public bool MayWrite(IEnumerable<IMethodSymbol> methods, ISymbol? member, RoutingBudget budget, CancellationToken cancellationToken)
        => May(methods, effects => member is null ? !effects.Written.IsEmpty : effects.Written.Contains(member), budget, cancellationToken);

    /// <summary>A method, or one that it calls, assigns a member or puts something into the collection in it.</summary>
    public bool MayFill(IEnumerable<IMethodSymbol> methods, ISymbol member, RoutingBudget budget, CancellationToken cancellationToken)
        => May(methods, effects => effects.Written.Contains(member) || effects.Filled.Contains(member), budget, cancellationToken);

    /// <summary>A method, or one that it calls, reads a member in a test.</summary>
    public bool MayTest(IEnumerable<IMethodSymbol> methods, ISymbol member, RoutingBudget budget, CancellationToken cancellationToken)
        => May(methods, effects => effects.Tested.Contains(member), budget, cancellationToken);

    /// <summary>A method, or one that it calls, mentions a member.</summary>
    public bool MayMention(IEnumerable<IMethodSymbol> methods, ISymbol member, RoutingBudget budget, CancellationToken cancellationToken)
        => May(methods, effects => effects.Mentioned.Contains(member), budget, cancellationToken);

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
        => Of(body.Node, cancellationToken).Written.Contains(member);

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
        var written = ImmutableHashSet.CreateBuilder<ISymbol>(SymbolEqualityComparer.Default);
        var filled = ImmutableHashSet.CreateBuilder<ISymbol>(SymbolEqualityComparer.Default);
        var tested = ImmutableHashSet.CreateBuilder<ISymbol>(SymbolEqualityComparer.Default);
        var mentioned = ImmutableHashSet.CreateBuilder<ISymbol>(SymbolEqualityComparer.Default);
        var calls = ImmutableArray.CreateBuilder<IMethodSymbol>();
        foreach (var operation in bodies.ModelOf(body.SyntaxTree).GetOperation(body, cancellationToken)?.DescendantsAndSelf() ?? [])
        {
            if (operation is IMemberReferenceOperation { Member: var known })
            {
                mentioned.Add(known.OriginalDefinition);
            }

            switch (operation)
            {
                case IAssignmentOperation assignment:
                    Write(assignment.Target);
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
                case IInvocationOperation invocation:
                    calls.AddRange(bodies.BodiesOf(invocation.TargetMethod));
                    if (invocation.Instance is IMemberReferenceOperation collection && KnownLibrary.Classify(invocation.TargetMethod) is LibraryCall.Store or LibraryCall.StoreKeyed)
                    {
                        filled.Add(collection.Member.OriginalDefinition);
                    }

                    if (!KnownLibrary.IsLibrary(invocation.TargetMethod))
                    {
                        // Who gets the collection may put something into it.
                        filled.UnionWith(invocation.Arguments.Select(argument => argument.Value).OfType<IMemberReferenceOperation>().Where(argument => KnownTypes.IsCollection(argument.Type)).Select(argument => argument.Member.OriginalDefinition));
                    }

                    break;
            }
        }

        return new Effects(written.ToImmutable(), filled.ToImmutable(), tested.ToImmutable(), mentioned.ToImmutable(), calls.ToImmutable());

        void Test(IOperation condition)
        {
            foreach (var read in condition.DescendantsAndSelf().OfType<IMemberReferenceOperation>())
            {
                tested.Add(read.Member.OriginalDefinition);
            }
        }

        void Write(IOperation target)
        {
            switch (target)
            {
                case IFieldReferenceOperation field:
                    written.Add(field.Field.OriginalDefinition);
                    break;
                case IPropertyReferenceOperation property:
                    written.Add(property.Property.OriginalDefinition);
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
}
