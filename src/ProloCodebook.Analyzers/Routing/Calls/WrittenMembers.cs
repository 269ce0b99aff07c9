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

    private sealed record Effects(ImmutableHashSet<ISymbol> Written, ImmutableArray<IMethodSymbol> Calls);

    /// <param name="member">The member in question; null for any.</param>
    public bool MayWrite(IEnumerable<IMethodSymbol> methods, ISymbol? member, RoutingBudget budget, CancellationToken cancellationToken)
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
                if (member is null ? !effects.Written.IsEmpty : effects.Written.Contains(member))
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

    private Effects Of(SyntaxNode body, CancellationToken cancellationToken)
        => _effects.TryGetValue(body, out var known) ? known : _effects.GetOrAdd(body, EffectsOf(body, cancellationToken));

    private Effects EffectsOf(SyntaxNode body, CancellationToken cancellationToken)
    {
        var written = ImmutableHashSet.CreateBuilder<ISymbol>(SymbolEqualityComparer.Default);
        var calls = ImmutableArray.CreateBuilder<IMethodSymbol>();
        foreach (var operation in bodies.ModelOf(body.SyntaxTree).GetOperation(body, cancellationToken)?.DescendantsAndSelf() ?? [])
        {
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
                case IInvocationOperation invocation:
                    calls.AddRange(bodies.BodiesOf(invocation.TargetMethod));
                    break;
            }
        }

        return new Effects(written.ToImmutable(), calls.ToImmutable());

        void Write(IOperation target)
        {
            switch (target)
            {
                case IFieldReferenceOperation field:
                    written.Add(field.Field.OriginalDefinition);
                    break;
                case IPropertyReferenceOperation property:
                    written.Add(property.Property.OriginalDefinition);
                    if (property.Property.SetMethod is { } setter)
                    {
                        calls.AddRange(bodies.BodiesOf(setter));
                    }

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
