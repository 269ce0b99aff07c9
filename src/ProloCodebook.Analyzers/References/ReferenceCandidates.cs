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
        OperationKind.Literal,
        OperationKind.FieldReference,
        OperationKind.PropertyReference,
        OperationKind.Binary,
        OperationKind.InterpolatedString,
        OperationKind.Utf8String,
        OperationKind.LocalFunction,
        OperationKind.AnonymousFunction));

    private readonly ConcurrentDictionary<IFieldSymbol, bool> _fields = new(SymbolEqualityComparer.Default);

    /// <summary>Calls <paramref name="analyze"/> at the end of each block that may hold a reference.</summary>
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
                s_kinds);
            block.RegisterOperationBlockEndAction(end =>
            {
                if (found)
                {
                    analyze(end);
                }
            });
        });

    private bool Is(IOperation operation, CancellationToken cancellationToken)
    {
        switch (operation)
        {
            case ILiteralOperation literal:
                return MayHold(literal.ConstantValue.Value);
            case IFieldReferenceOperation { Field: { IsConst: true } or { IsStatic: true, IsReadOnly: true } } reference:
                return _fields.TryGetValue(reference.Field, out var known) ? known : _fields.GetOrAdd(reference.Field, Holds(reference.Field, cancellationToken));
            case IPropertyReferenceOperation { Property: { IsStatic: true, ContainingType: var type } }:
                return symbols.TypeOf(type) == PolicyType.Codes;
            case IPropertyReferenceOperation { Property: { Name: "Code", ContainingType: var type } }:
                // Of a service line: it may have been built from a guarded code elsewhere.
                return symbols.TypeOf(type) == PolicyType.ServiceLine;
            case IBinaryOperation { ConstantValue: { HasValue: true, Value: var folded } }:
                return MayHold(folded);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Concatenate } sum:
                // With a character or a UTF-8 text, which the compiler does not fold.
                return IsCharacter(sum.LeftOperand) || IsCharacter(sum.RightOperand) || sum.RightOperand is IUtf8StringOperation;
            case IInterpolatedStringOperation { ConstantValue: { HasValue: true, Value: string text } }:
                return codes.MayOccurIn(text);
            case IInterpolatedStringOperation interpolated when TextParts.IsConstant(interpolated):
                return TextParts.Of(interpolated).MayHold(codes);
            case IUtf8StringOperation utf8:
                return codes.MayOccurIn(utf8.Value);
            case ILocalFunctionOperation function:
                return HasDefaultValue(function.Symbol);
            case IAnonymousFunctionOperation lambda:
                return HasDefaultValue(lambda.Symbol);
            case { Kind: OperationKind.None, SemanticModel: { } model }:
                foreach (var (text, _) in SourceLanguage.HiddenTexts(operation.Syntax, model, cancellationToken))
                {
                    if (codes.MayOccurIn(text))
                    {
                        return true;
                    }
                }

                return false;
            default:
                return false;
        }
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
