using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.References;

namespace ProloCodebook.Routing;

/// <summary>
/// Overridable methods of which every implementation here does no more in the end than call the same method on another object (<c>inner.Bill(code)</c>): there must be one
/// more, which is not here, or none of them would come to an end.
/// </summary>
internal sealed class Decorators(BodyFinder bodies)
{
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _known = new(SymbolEqualityComparer.Default);

    /// <param name="implementations">All that a call of the method may run.</param>
    public bool PassOn(IMethodSymbol method, IReadOnlyList<IMethodSymbol> implementations, CancellationToken cancellationToken)
        => _known.TryGetValue(method, out var known) ? known : _known.GetOrAdd(method, implementations.All(body => AlwaysPassesOn(body, implementations, cancellationToken)));

    private bool AlwaysPassesOn(IMethodSymbol method, IReadOnlyList<IMethodSymbol> implementations, CancellationToken cancellationToken)
    {
        var passes = false;
        foreach (var body in bodies.ReferencesOf(method))
        {
            if (bodies.ModelOf(body.Node.SyntaxTree).GetOperation(body.Node, cancellationToken) is not { } root)
            {
                return false;
            }

            foreach (var call in root.Descendants().OfType<IInvocationOperation>())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (call is { IsVirtual: true, Instance: { } instance } && Carriers.WithoutConversions(instance) is not IInstanceReferenceOperation
                    && bodies.BodiesOf(call.TargetMethod) is { Count: > 0 } run && run.All(one => implementations.Contains(one, SymbolEqualityComparer.Default)) && AlwaysRuns(call, root))
                {
                    passes = true;
                    break;
                }
            }

            // On a way that ends before, or instead, it comes to an end by itself. One that throws is no end.
            if (!passes || root.Descendants().Any(operation => operation is IReturnOperation { IsImplicit: false } && !AlwaysRuns(operation, root)))
            {
                return false;
            }
        }

        return passes;
    }

    /// <summary>It stands in the body itself, in nothing that may be passed by.</summary>
    private static bool AlwaysRuns(IOperation call, IOperation root)
    {
        for (var outer = call.Parent; outer is not null && outer != root; outer = outer.Parent)
        {
            if (outer is not (IBlockOperation or IExpressionStatementOperation or IReturnOperation or IAwaitOperation or IInvocationOperation or IArgumentOperation or IConversionOperation or IParenthesizedOperation
                or IVariableDeclarationGroupOperation or IVariableDeclarationOperation or IVariableDeclaratorOperation or IVariableInitializerOperation or ISimpleAssignmentOperation or IUsingOperation or IUsingDeclarationOperation))
            {
                return false;
            }
        }

        return true;
    }
}
