using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.References;

namespace ProloCodebook.Routing;

/// <summary>
/// Truth values that a method does not survive: <c>static void Against(bool condition, string message) { if (condition) throw …; }</c> Whoever comes back from it knows that the condition
/// had the other outcome.
/// </summary>
internal static class FailingConditions
{
    /// <summary>By parameter, the value with which no way leads through a body to its normal end.</summary>
    public static ImmutableDictionary<int, bool> Of(IMethodSymbol method, FlowAnalysis flow)
    {
        var failing = ImmutableDictionary<int, bool>.Empty;
        if (method.IsAsync || KnownTypes.IsIterator(method))
        {
            return failing;
        }

        foreach (var parameter in method.Parameters)
        {
            if (parameter is { RefKind: RefKind.None, Type.SpecialType: SpecialType.System_Boolean } && !IsWritten(flow.Graph, parameter))
            {
                failing = !MayEnd(flow, parameter, true) ? failing.Add(parameter.Ordinal, true) : !MayEnd(flow, parameter, false) ? failing.Add(parameter.Ordinal, false) : failing;
            }
        }

        return failing;
    }

    /// <summary>What an attribute says of a method whose body is not here; null where it says nothing.</summary>
    public static bool? ByAttribute(IParameterSymbol? parameter)
        => parameter is not { Type.SpecialType: SpecialType.System_Boolean } ? null
            : parameter.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass is { Name: "DoesNotReturnIfAttribute" })?.ConstructorArguments is [{ Value: bool failing }] ? failing : null;

    /// <summary>A way leads to the normal end of a body on which a parameter has that value.</summary>
    private static bool MayEnd(FlowAnalysis flow, IParameterSymbol parameter, bool value)
    {
        var reached = new HashSet<int> { 0 };
        bool changed;
        do
        {
            changed = false;
            for (var block = 1; block < flow.Blocks.Count; block++)
            {
                flow.Context.Budget.Spend(1);
                changed |= flow.Blocks[block].IsReached && !reached.Contains(block) && flow.Edges.Into(block).Any(edge => reached.Contains(edge.Source) && IsTaken(flow, edge, parameter, value)) && reached.Add(block);
            }
        }
        while (changed);

        return reached.Contains(flow.Blocks.Count - 1);
    }

    private static bool IsTaken(FlowAnalysis flow, FlowEdge edge, IParameterSymbol parameter, bool value)
    {
        if (edge.IsException)
        {
            return true;
        }

        var block = flow.Graph.Blocks[edge.Source];
        return (edge.IsConditional ? flow.Blocks[edge.Source].Conditional : flow.Blocks[edge.Source].FallThrough) is not null
            && !flow.FailsIn(edge.Source, parameter, value)
            && (block.ConditionKind == ControlFlowConditionKind.None || OutcomeOf(block.BranchValue, parameter, value) is not { } outcome || outcome == (edge.IsConditional == (block.ConditionKind == ControlFlowConditionKind.WhenTrue)));
    }

    /// <summary>What a condition is that is nothing but the parameter, or its negation.</summary>
    public static bool? OutcomeOf(IOperation? condition, IParameterSymbol parameter, bool value) => condition switch
    {
        IParameterReferenceOperation { Parameter: var asked } when SymbolEqualityComparer.Default.Equals(asked, parameter) => value,
        IParenthesizedOperation parenthesized => OutcomeOf(parenthesized.Operand, parameter, value),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not => !OutcomeOf(not.Operand, parameter, value),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals, RightOperand.ConstantValue: { HasValue: true, Value: bool constant } } equal => OutcomeOf(equal.LeftOperand, parameter, value) == constant ? true : OutcomeOf(equal.LeftOperand, parameter, value) is null ? null : false,
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool constant } } } pattern => OutcomeOf(pattern.Value, parameter, value) is { } outcome ? outcome == constant : null,
        _ => null,
    };

    private static bool IsWritten(ControlFlowGraph graph, IParameterSymbol parameter)
        => graph.OriginalOperation.Descendants().Any(operation => operation is IParameterReferenceOperation { Parameter: var written } && SymbolEqualityComparer.Default.Equals(written, parameter) && operation.IsWritten());
}
