using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.References;

/// <summary>Integers that something is calculated, measured or counted with are no codes, whatever stands around them.</summary>
internal static class NumericUse
{
    /// <summary>0x5207: nobody writes a procedure code so.</summary>
    public static bool IsHexadecimal(IOperation operation)
        => Carriers.WithoutConversions(operation) is ILiteralOperation literal && SourceLanguage.IsBits(literal.Syntax);

    public static bool Is(IOperation operation)
    {
        var current = operation;
        while (current.Parent is IConversionOperation or IParenthesizedOperation)
        {
            current = current.Parent;
        }

        return current.Parent switch
        {
            IBinaryOperation binary => binary.OperatorKind is not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals
                or BinaryOperatorKind.ObjectValueEquals or BinaryOperatorKind.ObjectValueNotEquals)
                && !(binary.OperatorKind is BinaryOperatorKind.Add or BinaryOperatorKind.Concatenate && binary.Type?.SpecialType == SpecialType.System_String),
            IUnaryOperation or ICompoundAssignmentOperation or IRangeOperation or IRelationalPatternOperation => true,
            IRelationalCaseClauseOperation or IRangeCaseClauseOperation => true,
            IArrayCreationOperation creation => creation.DimensionSizes.Contains(current),
            IArrayElementReferenceOperation element => element.Indices.Contains(current),
            IForToLoopOperation => true,
            _ => false,
        };
    }
}
