using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <summary>How a variable goes through a collection.</summary>
internal enum CounterKind
{
    /// <summary>From 0 to the number of elements.</summary>
    Up,

    /// <summary>From the last index to 0.</summary>
    Down,

    /// <summary>From node to node of a linked list.</summary>
    Nodes,
}

/// <summary>A variable that stands at each place of a collection in turn: <c>for (var i = 0; i &lt; codes.Count; i++)</c>.</summary>
/// <param name="Start">The assignment that puts it at the first place.</param>
/// <param name="Block">Where it is asked whether there is one more.</param>
/// <param name="MoreWhen">The answer where there is.</param>
internal sealed record Counter(ILocalSymbol Local, CounterKind Kind, IOperation Start, int Block, bool MoreWhen)
{
    public ValueKey Loop { get; } = new SymbolKey(Local);

    /// <summary>The elements that it has stood at so far.</summary>
    public MemberKey SoFar { get; } = new(new SymbolKey(Local), Member.Turns);
}

/// <summary>
/// Finds those variables. One is set at the start and moves on by one step, and nothing else writes it; and between two steps, and before the first,
/// it is always asked whether there is one more. So when there is none, it has stood at every place.
/// </summary>
internal static class CountedLoops
{
    private static readonly Dictionary<ILocalSymbol, Counter> s_none = new(SymbolEqualityComparer.Default);

    public static IReadOnlyDictionary<ILocalSymbol, Counter> In(ControlFlowGraph graph, FlowEdges edges, RoutingBudget budget)
    {
        var asked = graph.Blocks.Select(block => (block.Ordinal, Test: block.ConditionalSuccessor is null ? null : TestOf(block.BranchValue))).Where(block => block.Test is not null)
            .GroupBy(block => block.Test!.Value.Local, SymbolEqualityComparer.Default).Where(same => same.Count() == 1).Select(same => same.Single()).ToList();
        if (asked.Count == 0 || graph.OriginalOperation is not { } root)
        {
            return s_none;
        }

        var writes = WritesIn(root, budget);
        var (starts, steps) = WrittenIn(graph, budget);
        var counters = new Dictionary<ILocalSymbol, Counter>(SymbolEqualityComparer.Default);
        foreach (var (block, test) in asked)
        {
            var (local, kind, moreWhen) = test!.Value;
            if (!writes.TryGetValue(local, out var count) || count != 2
                || !starts.TryGetValue(local, out var start) || !steps.TryGetValue(local, out var step)
                || start.Kind != kind || step.Kind != kind || step.Block == block)
            {
                continue;
            }

            // Every way from the start, and from a step, to a step leads by the question.
            if (!Reaches(edges, start.Block, step.Block, block, budget) && !Reaches(edges, step.Block, step.Block, block, budget))
            {
                counters.Add(local, new Counter(local, kind, start.Assignment, block, moreWhen));
            }
        }

        return counters;
    }

    /// <summary>Is there one more?</summary>
    private static (ILocalSymbol Local, CounterKind Kind, bool MoreWhen)? TestOf(IOperation? condition) => condition switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.NotEquals, LeftOperand: ILocalReferenceOperation { Type.SpecialType: SpecialType.System_Int32, Local: var i }, RightOperand.ConstantValue.HasValue: false } => (i, CounterKind.Up, true),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThan, RightOperand: ILocalReferenceOperation { Type.SpecialType: SpecialType.System_Int32, Local: var i }, LeftOperand.ConstantValue.HasValue: false } => (i, CounterKind.Up, true),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThanOrEqual, LeftOperand: ILocalReferenceOperation { Type.SpecialType: SpecialType.System_Int32, Local: var i }, RightOperand.ConstantValue.HasValue: false } => (i, CounterKind.Up, true),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThanOrEqual, LeftOperand: ILocalReferenceOperation { Local: var i }, RightOperand.ConstantValue: { HasValue: true, Value: 0 } } => (i, CounterKind.Down, true),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThan, LeftOperand: ILocalReferenceOperation { Local: var i }, RightOperand.ConstantValue: { HasValue: true, Value: -1 } } => (i, CounterKind.Down, true),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals or BinaryOperatorKind.Equals, RightOperand.ConstantValue: { HasValue: true, Value: null } } equality when NodeIn(equality.LeftOperand) is { } n => (n, CounterKind.Nodes, equality.OperatorKind == BinaryOperatorKind.NotEquals),
        IIsNullOperation test when NodeIn(test.Operand) is { } n => (n, CounterKind.Nodes, false),
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } test when NodeIn(test.Value) is { } n => (n, CounterKind.Nodes, false),
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } } test when NodeIn(test.Value) is { } n => (n, CounterKind.Nodes, true),
        _ => null,
    };

    private static ILocalSymbol? NodeIn(IOperation operation) => operation switch
    {
        IConversionOperation conversion => NodeIn(conversion.Operand),
        ILocalReferenceOperation { Local: var local, Type: INamedTypeSymbol type } when KnownLibrary.IsNode(type) => local,
        _ => null,
    };

    /// <summary>How often each variable is written, be it in a lambda; what is written in any unusual way counts as often.</summary>
    private static Dictionary<ILocalSymbol, int> WritesIn(IOperation root, RoutingBudget budget)
    {
        var writes = new Dictionary<ILocalSymbol, int>(SymbolEqualityComparer.Default);
        foreach (var operation in root.Descendants())
        {
            budget.Spend(1);
            switch (operation)
            {
                case IVariableDeclaratorOperation { Symbol: var local } declarator:
                    // Visual Basic has the value with the declaration of all.
                    Add(local, (declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer) is null ? 0 : 1);
                    if (declarator.Initializer is { Value: ILocalReferenceOperation { Local: var renamed } } && local.IsRef)
                    {
                        Add(renamed, 3);
                    }

                    break;
                case IAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } }:
                    Add(local, 1);
                    break;
                case IAssignmentOperation { Target: ITupleOperation or IDeclarationExpressionOperation } assignment:
                    foreach (var part in assignment.Target.DescendantsAndSelf().OfType<ILocalReferenceOperation>())
                    {
                        Add(part.Local, 3);
                    }

                    break;
                case IIncrementOrDecrementOperation { Target: ILocalReferenceOperation { Local: var local } }:
                    Add(local, 1);
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: ILocalReferenceOperation { Local: var local } }:
                    Add(local, 3);
                    break;
                case IAddressOfOperation { Reference: ILocalReferenceOperation { Local: var local } }:
                    Add(local, 3);
                    break;
            }
        }

        return writes;

        void Add(ILocalSymbol local, int count) => writes[local] = (writes.TryGetValue(local, out var before) ? before : 0) + count;
    }

    /// <summary>Where the variables are put at a first place, and where they move on.</summary>
    private static (Dictionary<ILocalSymbol, (CounterKind Kind, IOperation Assignment, int Block)> Starts, Dictionary<ILocalSymbol, (CounterKind Kind, int Block)> Steps) WrittenIn(ControlFlowGraph graph, RoutingBudget budget)
    {
        var starts = new Dictionary<ILocalSymbol, (CounterKind, IOperation, int)>(SymbolEqualityComparer.Default);
        var steps = new Dictionary<ILocalSymbol, (CounterKind, int)>(SymbolEqualityComparer.Default);
        foreach (var block in graph.Blocks)
        {
            foreach (var operation in (block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations).SelectMany(operation => operation.DescendantsAndSelf()))
            {
                budget.Spend(1);
                switch (operation)
                {
                    case IIncrementOrDecrementOperation { Target: ILocalReferenceOperation { Local: var local } } step:
                        steps[local] = (step.Kind == OperationKind.Increment ? CounterKind.Up : CounterKind.Down, block.Ordinal);
                        break;
                    case ICompoundAssignmentOperation { Target: ILocalReferenceOperation { Local: var local }, Value.ConstantValue: { HasValue: true, Value: 1 }, OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } step:
                        steps[local] = (step.OperatorKind == BinaryOperatorKind.Add ? CounterKind.Up : CounterKind.Down, block.Ordinal);
                        break;
                    case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } assignment:
                        if (StepOf(local, assignment.Value) is { } kind)
                        {
                            steps[local] = (kind, block.Ordinal);
                        }
                        else if (StartOf(assignment.Value) is { } start)
                        {
                            starts[local] = (start, assignment, block.Ordinal);
                        }

                        break;
                }
            }
        }

        return (starts, steps);
    }

    private static CounterKind? StepOf(ILocalSymbol local, IOperation value) => value switch
    {
        IBinaryOperation { LeftOperand: ILocalReferenceOperation { Local: var moved }, RightOperand.ConstantValue: { HasValue: true, Value: 1 } } sum when SymbolEqualityComparer.Default.Equals(local, moved)
            => sum.OperatorKind switch { BinaryOperatorKind.Add => CounterKind.Up, BinaryOperatorKind.Subtract => CounterKind.Down, _ => null },
        IPropertyReferenceOperation { Property.Name: "Next", Instance: ILocalReferenceOperation { Local: var moved, Type: INamedTypeSymbol type } } when SymbolEqualityComparer.Default.Equals(local, moved) && KnownLibrary.IsNode(type) => CounterKind.Nodes,
        _ => null,
    };

    private static CounterKind? StartOf(IOperation value) => value switch
    {
        { ConstantValue: { HasValue: true, Value: 0 } } => CounterKind.Up,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract, RightOperand.ConstantValue: { HasValue: true, Value: 1 } } => CounterKind.Down,
        IPropertyReferenceOperation { Property: { Name: "First" } property, Type: INamedTypeSymbol type } when KnownLibrary.IsLibrary(property) && KnownLibrary.IsNode(type) => CounterKind.Nodes,
        _ => null,
    };

    /// <summary>A way leads from the end of one block to another that does not lead by a third.</summary>
    private static bool Reaches(FlowEdges edges, int from, int to, int without, RoutingBudget budget)
    {
        if (from == without)
        {
            return false;
        }

        var seen = new HashSet<int>();
        var queue = new Queue<int>();
        queue.Enqueue(from);
        while (queue.Count > 0)
        {
            budget.Spend(1);
            foreach (var next in edges.NextOf(queue.Dequeue()))
            {
                if (next == to)
                {
                    return true;
                }

                if (next != without && seen.Add(next))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return false;
    }
}
