using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <summary>
/// Loops that take one thing after the other and do nothing but log it: <c>foreach (var reason in decision.Reasons) Console.WriteLine(reason);</c> However
/// many there are, such a loop comes to its end, and nothing later depends on it.
/// </summary>
internal static class IdleLoops
{
    /// <param name="test">The block where a loop asks whether there is one more.</param>
    public static bool IsAt(FlowAnalysis flow, int test, RoutingBudget budget)
    {
        var counter = flow.Context.CountersOf(flow.Graph, budget).Values.FirstOrDefault(counter => counter.Block == test)?.Local;
        if (counter is null && flow.Graph.Blocks[test].BranchValue is not (IInvocationOperation { TargetMethod.Name: "MoveNext" } or IAwaitOperation { Operation: IInvocationOperation { TargetMethod.Name: "MoveNextAsync" } }))
        {
            return false;
        }

        var loop = Reached(test, block => flow.Edges.Into(block).Select(edge => edge.Source), budget);
        loop.IntersectWith(Reached(test, flow.Edges.DependentsOf, budget));
        var inside = OperationsIn(flow, loop).ToList();
        budget.Spend(inside.Count);
        var written = new HashSet<ISymbol>(inside.Select(Written).OfType<ILocalSymbol>().Where(local => !SymbolEqualityComparer.Default.Equals(local, counter)), SymbolEqualityComparer.Default);
        return flow.Context.Analysis.LoggingBodies.DoNoMore(inside, budget.CancellationToken)
            && (written.Count == 0 || !OperationsIn(flow, Enumerable.Range(0, flow.Blocks.Count).Where(block => !loop.Contains(block))).Any(operation => operation is ILocalReferenceOperation { Local: var local } && written.Contains(local) && !IsOnlyLogged(flow, operation)));
    }

    /// <summary>It is set anew there, or is an argument of a call that logs.</summary>
    private static bool IsOnlyLogged(FlowAnalysis flow, IOperation local)
    {
        for (var (current, parent) = (local, local.Parent); parent is not null; (current, parent) = (parent, parent.Parent))
        {
            if (parent is ISimpleAssignmentOperation { Target: var target } && target == local)
            {
                return true;
            }

            if (parent is IInvocationOperation call && (flow.Context.Exemptions.IsLoggingCall(call.TargetMethod) || FlowAnalysis.IsConsoleWriter(call)))
            {
                return current is IArgumentOperation;
            }
        }

        return false;
    }

    private static ILocalSymbol? Written(IOperation operation) => operation switch
    {
        IAssignmentOperation { Target: ILocalReferenceOperation target } => target.Local,
        IIncrementOrDecrementOperation { Target: ILocalReferenceOperation target } => target.Local,
        _ => null,
    };

    private static IEnumerable<IOperation> OperationsIn(FlowAnalysis flow, IEnumerable<int> blocks)
        => blocks.Select(block => flow.Graph.Blocks[block]).SelectMany(block => block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations).SelectMany(operation => operation.DescendantsAndSelf());

    private static HashSet<int> Reached(int from, Func<int, IEnumerable<int>> next, RoutingBudget budget)
    {
        var reached = new HashSet<int> { from };
        var pending = new Stack<int>(reached);
        while (pending.Count > 0)
        {
            budget.Spend(1);
            foreach (var block in next(pending.Pop()).Where(reached.Add))
            {
                pending.Push(block);
            }
        }

        return reached;
    }
}
