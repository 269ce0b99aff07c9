using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.References;

namespace ProloCodebook.Routing;

/// <content>Tests that have the same outcome whatever a decision says: they bill, or do not, either way.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary><c>denied || true</c>, <c>denied == denied</c>, <c>decision.Reasons.Count >= 0</c></summary>
    private static bool IsForegone(IBinaryOperation binary, AbstractValue left, AbstractValue right) => binary.OperatorKind switch
    {
        BinaryOperatorKind.Or => left.Truth == true || right.Truth == true || IsOpposite(left, right),
        BinaryOperatorKind.And => left.Truth == false || right.Truth == false || IsOpposite(left, right),
        BinaryOperatorKind.ExclusiveOr => IsSame(left, right) || IsOpposite(left, right),
        BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals => IsSame(left, right),
        BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.LessThan => IsSame(left, right) || IsLeast(binary.LeftOperand, binary.RightOperand) || IsMost(binary.RightOperand, binary.LeftOperand),
        BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan => IsSame(left, right) || IsMost(binary.LeftOperand, binary.RightOperand) || IsLeast(binary.RightOperand, binary.LeftOperand),
        _ => false,
    };

    private static bool IsOpposite(AbstractValue left, AbstractValue right) => left.Key is not null && right.Key is not null && NotKey.Of(left.Key).Equals(right.Key);

    /// <summary>A truth value that was read off a decision: one and the same however often that is done.</summary>
    private bool IsReadOff(ValueKey? key) => key switch
    {
        NotKey { Value: var opposite } => IsReadOff(opposite),
        EqualKey { Value: var compared } => IsReadOff(compared),
        MemberKey { Owner: OperationKey or SymbolKey, Member.Symbol: { } read } => _context.Symbols.IsDecision(read.ContainingType),
        _ => false,
    };

    /// <summary>The one outcome that a question has which was asked before; null where it may have either, or a member is asked, which others may have written since.</summary>
    private bool? KnownOutcome(IOperation? question, AbstractValue value)
        => value.IsDecision && question is not null && _state.KnownOutcome(value.Key) is { } outcome && question.DescendantsAndSelf().All(IsOfHere) ? outcome : null;

    private bool IsOfHere(IOperation part) => part switch
    {
        ILocalReferenceOperation { Local: var local } => !IsAssignedByFunction(local),
        IParameterReferenceOperation { Parameter: var parameter } => parameter.RefKind == RefKind.None && !IsAssignedByFunction(parameter),
        IPropertyReferenceOperation { Property: var property } => _context.Symbols.IsDecision(property.ContainingType),
        IBinaryOperation or IUnaryOperation or IConversionOperation or IParenthesizedOperation or ILiteralOperation or IFieldReferenceOperation { ConstantValue.HasValue: true } => true,
        _ => false,
    };

    /// <summary>A lambda or local function of the method that has a variable assigns it.</summary>
    private bool IsAssignedByFunction(ISymbol variable)
    {
        return _context.HasFunctions && (_context.AssignedByFunctions ??= new HashSet<ISymbol>(Inside().SelectMany(Assigned), SymbolEqualityComparer.Default)).Contains(variable);

        IEnumerable<IOperation> Inside() => _context.Analysis.Bodies.ModelOf(_context.Body.SyntaxTree).GetOperation(_context.Body, _context.CancellationToken)?.Descendants()
            .Where(function => function is IAnonymousFunctionOperation or ILocalFunctionOperation).SelectMany(function => function.Descendants()) ?? [];

        static IEnumerable<ISymbol> Assigned(IOperation operation)
            => operation.WrittenPlaces().Select(place => place switch { ILocalReferenceOperation local => local.Local, IParameterReferenceOperation parameter => parameter.Parameter, _ => (ISymbol?)null }).OfType<ISymbol>();
    }

    private static bool IsSame(AbstractValue left, AbstractValue right) => left.Key is not null && left.Key.Equals(right.Key);

    /// <summary>No value of the operand is below the limit.</summary>
    private static bool IsLeast(IOperation operand, IOperation limit) => limit.ConstantValue is { HasValue: true, Value: var least } && least switch
    {
        int.MinValue or long.MinValue or short.MinValue or sbyte.MinValue or (byte)0 or (ushort)0 or 0u or 0ul => true,
        0 => Carriers.WithoutConversions(operand) is IPropertyReferenceOperation { Property: var measure } && KnownLibrary.IsMeasure(measure),
        _ => false,
    };

    private static bool IsMost(IOperation operand, IOperation limit) => limit.ConstantValue is { HasValue: true, Value: int.MaxValue or long.MaxValue } && SymbolEqualityComparer.Default.Equals(operand.Type, limit.Type);

    /// <summary>A structure is put into an object of its own to be compared by reference, and that is no other one.</summary>
    private static bool IsForegone(IMethodSymbol method, List<Argument> arguments)
        => method is { Name: "ReferenceEquals", ContainingType.SpecialType: SpecialType.System_Object }
            && arguments.Exists(argument => Carriers.WithoutConversions(argument.Operation is IArgumentOperation { Value: var value } ? value : argument.Operation).Type is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T });
}
