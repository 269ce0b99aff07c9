using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.Rules;

namespace ProloCodebook.References;

/// <summary>
/// Tells, one operation at a time, whether a block may hold a reference. The compiler walks each block once for all analyzers; a walk of our own
/// through every block of a program would cost more than everything else we do.
/// </summary>
internal sealed class ReferenceCandidates(GuardedCodeIndex codes, PolicySymbols symbols, Carriers carriers)
{
    private static readonly ImmutableArray<OperationKind> s_kinds = SourceLanguage.KindsOfHiddenParts.AddRange(ImmutableArray.Create(
        OperationKind.FieldReference,
        OperationKind.PropertyReference,
        OperationKind.Binary,
        OperationKind.InterpolatedString,
        OperationKind.LocalFunction,
        OperationKind.AnonymousFunction));

    private static readonly ImmutableArray<OperationKind> s_kindsWithLiterals = s_kinds.Add(OperationKind.Literal).Add(OperationKind.Utf8String);

    private readonly LiteralFilter _literals = new(codes);

    private readonly ConcurrentDictionary<IFieldSymbol, bool> _fields = new(SymbolEqualityComparer.Default);

    /// <summary>Calls <paramref name="analyze"/> at the end of each block that may hold a reference.</summary>
    /// <remarks>
    /// One action for all operations of the compilation would cost less, but where an editor asks for a part of a body the compiler offers only the
    /// operations in that part, one part after the other, and the body's other references would be lost.
    /// </remarks>
    public void RegisterBlockAction(CompilationStartAnalysisContext context, Action<OperationBlockAnalysisContext> analyze)
        => context.RegisterOperationBlockStartAction(block =>
        {
            var found = false;
            block.RegisterOperationAction(
                candidate =>
                {
                    // The operations of one block are looked at by one thread.
                    if (!found)
                    {
                        found = Is(candidate.Operation, candidate.CancellationToken);
                    }
                },
                MayHoldLiteral(block.OperationBlocks, block.CancellationToken) ? s_kindsWithLiterals : s_kinds);
            block.RegisterOperationBlockEndAction(end =>
            {
                if (found)
                {
                    analyze(end);
                }
            });
        });

    private bool MayHoldLiteral(ImmutableArray<IOperation> blocks, CancellationToken cancellationToken)
    {
        foreach (var block in blocks)
        {
            if (_literals.MayHold(block.Syntax, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>By the kind first: that is a number, and this is asked of every literal of a program.</summary>
    private bool Is(IOperation operation, CancellationToken cancellationToken)
    {
        switch (operation.Kind)
        {
            case OperationKind.Literal:
                return !SourceLanguage.IsShortNumber(operation.Syntax, codes.FewestDigits) && operation.ConstantValue is { HasValue: true, Value: var value } && MayHold(value);
            case OperationKind.FieldReference:
                return operation is IFieldReferenceOperation { Instance: null, Field: var field } && (field.IsConst || (field.IsStatic && field.IsReadOnly))
                    && (_fields.TryGetValue(field, out var known) ? known : _fields.GetOrAdd(field, Holds(field, cancellationToken)));
            case OperationKind.PropertyReference:
                // The code of a service line: that may have been built from a guarded code elsewhere.
                return ((IPropertyReferenceOperation)operation).Property is var property
                    && ((property.IsStatic && symbols.TypeOf(property.ContainingType) == PolicyType.Codes)
                        || (property.Name == "Code" && symbols.TypeOf(property.ContainingType) == PolicyType.ServiceLine));
            case OperationKind.Binary:
                return operation.ConstantValue is { HasValue: true, Value: var folded } ? MayHold(folded) : IsUnfolded((IBinaryOperation)operation);
            case OperationKind.InterpolatedString:
                return operation.ConstantValue is { HasValue: true, Value: string text }
                    ? codes.MayOccurIn(text)
                    : operation is IInterpolatedStringOperation interpolated && TextParts.IsConstant(interpolated) && TextParts.Of(interpolated).MayHold(codes);
            case OperationKind.Utf8String:
                return codes.MayOccurIn(((IUtf8StringOperation)operation).Value);
            case OperationKind.LocalFunction:
                return SourceLanguage.HasDefaultValues(operation.Syntax) && HasDefaultValue(((ILocalFunctionOperation)operation).Symbol);
            case OperationKind.AnonymousFunction:
                return SourceLanguage.HasDefaultValues(operation.Syntax) && HasDefaultValue(((IAnonymousFunctionOperation)operation).Symbol);
            case OperationKind.None:
                return HoldsHidden(operation, cancellationToken);
            default:
                return false;
        }
    }

    /// <summary>A sum with a character or a UTF-8 text, which the compiler does not fold.</summary>
    private static bool IsUnfolded(IBinaryOperation sum)
        => sum.OperatorKind is BinaryOperatorKind.Add or BinaryOperatorKind.Concatenate
            && (IsCharacter(sum.LeftOperand) || IsCharacter(sum.RightOperand) || sum.RightOperand is IUtf8StringOperation);

    private bool HoldsHidden(IOperation operation, CancellationToken cancellationToken)
    {
        if (operation.SemanticModel is not { } model)
        {
            return false;
        }

        foreach (var (text, _) in SourceLanguage.HiddenTexts(operation.Syntax, model, cancellationToken))
        {
            if (codes.MayOccurIn(text))
            {
                return true;
            }
        }

        return false;
    }

    private bool Holds(IFieldSymbol field, CancellationToken cancellationToken)
    {
        if (field.ContainingType?.TypeKind == TypeKind.Enum && EnumMembers.FindByName(codes, field) is not null)
        {
            return true;
        }

        return field.HasConstantValue
            ? MayHold(field.ConstantValue)
            : carriers.ValueOf(field, cancellationToken) is not null;
    }

    private bool MayHold(object? constant) => constant switch
    {
        string text => codes.MayOccurIn(text),
        ulong number => number <= long.MaxValue && codes.Find((long)number) is not null,
        int or long or uint or short or ushort => codes.Find(Convert.ToInt64(constant, System.Globalization.CultureInfo.InvariantCulture)) is not null,
        _ => false,
    };

    private static bool IsCharacter(IOperation operand) => Carriers.WithoutConversions(operand).ConstantValue is { HasValue: true, Value: char };

    private static bool HasDefaultValue(IMethodSymbol function)
    {
        foreach (var parameter in function.Parameters)
        {
            if (parameter.HasExplicitDefaultValue && parameter.ExplicitDefaultValue is string or int or long)
            {
                return true;
            }
        }

        return false;
    }
}
