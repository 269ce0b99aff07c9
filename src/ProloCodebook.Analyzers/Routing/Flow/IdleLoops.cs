using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.References;

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

        var loop = LoopOf(flow, test, budget);
        var inside = OperationsIn(flow, loop).ToList();
        budget.Spend(inside.Count);
        var written = new HashSet<ISymbol>(WrittenBy(inside).Where(local => !SymbolEqualityComparer.Default.Equals(local, counter)), SymbolEqualityComparer.Default);
        return !inside.Exists(IsPutInText) && flow.Context.Analysis.LoggingBodies.DoNoMore(inside.Where(operation => !IsKeptForLog(flow, operation, budget)), budget.CancellationToken)
            && (written.Count == 0 || !OperationsIn(flow, Enumerable.Range(0, flow.Blocks.Count).Where(block => !loop.Contains(block))).Any(operation => operation is ILocalReferenceOperation { Local: var local } && written.Contains(local) && !IsOnlyLogged(flow, operation)));
    }

    /// <summary><c>texts.Add(reason.Text)</c> into a list that only a logger gets to see.</summary>
    private static bool IsKeptForLog(FlowAnalysis flow, IOperation operation, RoutingBudget budget)
        => operation is IInvocationOperation { Arguments: { IsEmpty: false } arguments } call && KnownLibrary.Classify(call.TargetMethod) == LibraryCall.Store
            && arguments.All(argument => flow.Context.Analysis.LoggedContainers.Contains(argument.Value.Syntax, budget.CancellationToken));

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

    private static IEnumerable<ILocalSymbol> WrittenBy(List<IOperation> operations)
    {
        // `held = isKnown ? true : held`: the graph captures the variable, and writes to that.
        var captured = operations.OfType<IFlowCaptureOperation>().ToLookup(capture => capture.Id, capture => capture.Value);
        return operations.SelectMany(PlacesWritten).SelectMany(place => place is IFlowCaptureReferenceOperation { Id: var id } ? captured[id] : [place]).OfType<ILocalReferenceOperation>().Select(local => local.Local);

        // `text.AppendLine(reason.Text);`
        static IEnumerable<IOperation> PlacesWritten(IOperation operation)
            => operation is IInvocationOperation { Instance: { } text, TargetMethod.ContainingType: { Name: "StringBuilder", ContainingNamespace.Name: "Text" } } ? [text] : operation.WrittenPlaces();
    }

    /// <summary><c>_text.AppendLine(reason.Text);</c>: who reads it later, nobody knows.</summary>
    private static bool IsPutInText(IOperation operation)
        => operation is IInvocationOperation { Instance: IMemberReferenceOperation or IParameterReferenceOperation, TargetMethod: { Name: not "ToString", ContainingType: { Name: "StringBuilder", ContainingNamespace.Name: "Text" } } };

    private static IEnumerable<IOperation> OperationsIn(FlowAnalysis flow, IEnumerable<int> blocks)
        => blocks.Select(block => flow.Graph.Blocks[block]).SelectMany(block => block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations).SelectMany(operation => operation.DescendantsAndSelf());

    /// <summary>The blocks of the innermost loop around a test: those from which a way leads back to where the loop begins, and not by way of that. Blocks are numbered as they stand in the text.</summary>
    private static HashSet<int> LoopOf(FlowAnalysis flow, int test, RoutingBudget budget)
    {
        var back = SourcesOf(test).Where(source => source >= test).ToList();
        var first = test;
        if (back.Count == 0)
        {
            // `do { … } while (reasons.MoveNext());`
            first = flow.Edges.NextOf(test).Where(next => next <= test).DefaultIfEmpty(test).Max();
            back = [test];
        }

        var loop = new HashSet<int>(back) { first };
        var pending = new Stack<int>(loop.Where(block => block != first));
        while (pending.Count > 0)
        {
            budget.Spend(1);
            foreach (var block in SourcesOf(pending.Pop()).Where(loop.Add))
            {
                pending.Push(block);
            }
        }

        return loop;

        IEnumerable<int> SourcesOf(int block) => flow.Edges.Into(block).Select(edge => edge.Source);
    }
}
