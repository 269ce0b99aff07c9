using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <content>What operators make of values: comparisons, connections of answers, and operators of a type's own.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary><c>claim += "M0076"</c> by an operator of a type's own: a static one gives the new value back, an instance one changes the target.</summary>
    private AbstractValue CompoundCall(ICompoundAssignmentOperation compound, IMethodSymbol method)
    {
        var target = Evaluate(compound.Target);
        var value = Evaluate(compound.Value);
        if (method.IsStatic)
        {
            return Assign(compound.Target, Call(compound, method, AbstractValue.Unknown, [new Argument(method.Parameters[0], target, compound.Target), new Argument(method.Parameters[1], value, compound.Value)]));
        }

        Call(compound, method, target, [new Argument(method.Parameters[0], value, compound.Value)]);
        return target;
    }

    /// <summary><c>line++</c> by an operator of the compilation's own: a static one gives the new value, one of the instance changes it.</summary>
    private AbstractValue StepCall(IIncrementOrDecrementOperation step, IMethodSymbol method)
    {
        var before = Evaluate(step.Target);
        if (method.IsStatic)
        {
            var after = Assign(step.Target, Call(step, method, AbstractValue.Unknown, [new Argument(method.Parameters[0], before, step.Target)]));
            return step.IsPostfix ? before : after;
        }

        Call(step, method, before, []);
        return before;
    }

    private AbstractValue Binary(IBinaryOperation binary)
    {
        var left = Evaluate(binary.LeftOperand);
        var right = Evaluate(binary.RightOperand);
        _compared = (left, right);
        var result = Binary(binary, left, right);
        return result.IsDecision && IsForegone(binary, left, right) ? result.Undecided() : result;
    }

    private AbstractValue Binary(IBinaryOperation binary, AbstractValue left, AbstractValue right)
    {
        switch (binary.OperatorKind)
        {
            case BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.ObjectValueEquals or BinaryOperatorKind.ObjectValueNotEquals or BinaryOperatorKind.Like:
                return MatchByNumber(binary, left) ?? Compare(binary, left, right, binary.OperatorKind is not (BinaryOperatorKind.NotEquals or BinaryOperatorKind.ObjectValueNotEquals), KnownTypes.IsEqualByMember(binary.LeftOperand.Type));
            case BinaryOperatorKind.And or BinaryOperatorKind.Or when IsBoolean(binary):
                return BothAsked(binary, binary.OperatorKind == BinaryOperatorKind.Or, left, right);
            case BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual when binary.OperatorMethod is null:
                return MatchByNumber(binary, left) ?? Combine(binary, left, right) with { Sources = ImmutableHashSet<Source>.Empty, Evaluated = OrderEvaluated(binary.OperatorKind, left, right) };
            case BinaryOperatorKind.Add when binary.Type?.TypeKind == TypeKind.Delegate:
                return Combined(binary, left, right);
            case BinaryOperatorKind.Add or BinaryOperatorKind.Concatenate when binary.OperatorMethod is null:
                return Combine(binary, CopiedIfFlat(AsText(binary.LeftOperand, left), binary.LeftOperand), CopiedIfFlat(AsText(binary.RightOperand, right), binary.RightOperand));
            default:
                // An order between codes says nothing of which code it is; the operands are only looked at.
                if (MatchByNumber(binary, left) is { } match)
                {
                    return match;
                }

                if (binary is { OperatorKind: BinaryOperatorKind.Subtract, RightOperand.ConstantValue: { HasValue: true, Value: 1 } })
                {
                    var last = Combine(binary, left, right) with { Sources = ImmutableHashSet<Source>.Empty };
                    MeasuredLast(last.Key!, left);
                    return last;
                }

                return binary.OperatorMethod is { } method && !KnownLibrary.IsLibrary(method)
                    ? Call(binary, method, AbstractValue.Unknown, [new Argument(method.Parameters[0], left, binary.LeftOperand), new Argument(method.Parameters[1], right, binary.RightOperand)])
                    : Combine(binary, left, right) with { Sources = ImmutableHashSet<Source>.Empty };
        }
    }

    /// <summary>A truth value of two, of which both are asked: <c>&amp;</c>, <c>|</c>, <c>|=</c>.</summary>
    private AbstractValue BothAsked(IOperation operation, bool isOr, AbstractValue left, AbstractValue right)
    {
        var anyway = left.Evaluated.Anyway.Union(right.Evaluated.Anyway);
        return Combine(operation, left, right) with
        {
            Comparisons = left.Comparisons.Union(right.Comparisons).Select(comparison => comparison.OneWay(isOr)).ToImmutableHashSet(),
            Evaluated = isOr
                ? new Evaluated(anyway, left.Evaluated.WhenFalse.Union(right.Evaluated.WhenFalse), KeySet.Everything)
                : new Evaluated(left.Evaluated.WhenTrue.Union(right.Evaluated.WhenTrue), anyway, KeySet.Everything),
        };
    }

    /// <summary>What a number that <c>IndexOf</c> or <c>Compare</c> gave tells, compared with 0 or -1.</summary>
    private AbstractValue? MatchByNumber(IBinaryOperation binary, AbstractValue number)
    {
        if (binary.RightOperand.ConstantValue is not { HasValue: true, Value: int limit })
        {
            return null;
        }

        var told = new List<ComparisonOutcome>();
        foreach (var comparison in number.Comparisons)
        {
            bool? matches = (comparison.Number, binary.OperatorKind, limit) switch
            {
                (NumberMeaning.Position, var kind, _) => IsFound(kind, limit),
                (NumberMeaning.Amount, BinaryOperatorKind.GreaterThan or BinaryOperatorKind.NotEquals, 0) or (NumberMeaning.Amount, BinaryOperatorKind.GreaterThanOrEqual, 1) => true,
                (NumberMeaning.Amount, BinaryOperatorKind.Equals or BinaryOperatorKind.LessThanOrEqual, 0) or (NumberMeaning.Amount, BinaryOperatorKind.LessThan, 1) => false,
                (NumberMeaning.Order, BinaryOperatorKind.Equals, 0) => true,
                (NumberMeaning.Order, BinaryOperatorKind.NotEquals, 0) => false,
                _ => null,
            };
            if (matches is not null)
            {
                told.Add(comparison with { Outcome = matches, Proof = matches, Number = NumberMeaning.None });
            }
        }

        if (number.IsDecision && !number.IsPending && number.Evaluated is { WhenNeither: { IsEverything: false, IsEmpty: false } none } && !number.Evaluated.WhenNotNull.Equals(none) && IsFound(binary.OperatorKind, limit) is { } found)
        {
            // `codes.FindIndex(c => Evaluate(c, payer).IsGoverned) < 0`: none was found, so all were asked about.
            var evaluated = new Evaluated(number.Evaluated.WhenNotNull, none, KeySet.Everything);
            return new AbstractValue { Key = Fresh(binary), Comparisons = told.ToImmutableHashSet(), DecidedAbout = number.DecidedAbout, DecidedBy = number.DecidedBy, Evaluated = found ? evaluated : evaluated.Not() };
        }

        return told.Count == 0 ? null : new AbstractValue { Key = Fresh(binary), Comparisons = told.ToImmutableHashSet() }.DecidedAs(number);
    }

    /// <summary>What a comparison says of a position, where it is true: that there is one, or none.</summary>
    private static bool? IsFound(BinaryOperatorKind kind, int limit) => (kind, limit) switch
    {
        (BinaryOperatorKind.GreaterThanOrEqual, 0) or (BinaryOperatorKind.GreaterThan or BinaryOperatorKind.NotEquals, -1) => true,
        (BinaryOperatorKind.LessThan, 0) or (BinaryOperatorKind.Equals or BinaryOperatorKind.LessThanOrEqual, -1) => false,
        _ => null,
    };

    private static bool IsBoolean(IOperation operation) => operation.Type?.SpecialType == SpecialType.System_Boolean;

    /// <summary>A value computed from two others.</summary>
    private AbstractValue Combine(IOperation operation, AbstractValue left, AbstractValue right)
    {
        var about = left.Evaluated.Anyway.Union(right.Evaluated.Anyway);
        return left.CombinedWith(right).Derived(Fresh(operation)) with
        {
            Objects = ImmutableHashSet<ValueKey>.Empty,
            Sources = Inside(left).Union(Inside(right)),
            Parts = AbstractValue.PartsIn([left, right]),
            Beside = operation.Type?.SpecialType == SpecialType.System_String ? SaidBeside(left).And(SaidBeside(right)) : DecidedArguments.None,
            Evaluated = Evaluated.Always(about),
        };
    }

    private AbstractValue Unary(IUnaryOperation unary)
    {
        var operand = Evaluate(unary.Operand);
        if (unary.OperatorKind == UnaryOperatorKind.Not)
        {
            return operand with
            {
                Key = operand.IsDecision && IsReadOff(operand.Key) ? NotKey.Of(operand.Key!) : Fresh(unary),
                Evaluated = operand.Evaluated.Not(),
                Comparisons = operand.Comparisons.Select(comparison => comparison.Not()).ToImmutableHashSet(),
            };
        }

        return operand.Derived(unary.OperatorKind == UnaryOperatorKind.Hat && operand.Key is ConstantKey count ? new FromEndKey(count) : Fresh(unary));
    }
}
