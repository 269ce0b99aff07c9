using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.Rules;

namespace ProloCodebook.References;

/// <summary>What a static readonly field holds for certain.</summary>
internal sealed record CarrierValue(GuardedCode? Code, string? Text, long? Number);

/// <summary>Constants, static readonly fields and enum members, which hold a code for others to use.</summary>
internal sealed class Carriers(Compilation compilation, GuardedCodeIndex codes, PolicySymbols symbols)
{
    private const int MaximumHops = 8;

    private readonly ConcurrentDictionary<IFieldSymbol, CarrierValue?> _values = new(SymbolEqualityComparer.Default);

    /// <summary>The initializer declares a carrier: its uses are reported instead.</summary>
    public bool IsDeclaration(IFieldInitializerOperation initializer, CancellationToken cancellationToken)
    {
        foreach (var field in initializer.InitializedFields)
        {
            if (field.IsConst || (field is { IsStatic: true, IsReadOnly: true } && ValueOf(field, cancellationToken) is not null))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What the static readonly <paramref name="field"/> holds, where its initializer says so.</summary>
    public CarrierValue? ValueOf(IFieldSymbol field, CancellationToken cancellationToken) => ValueOf(field, MaximumHops, cancellationToken);

    /// <summary>The constant is read from a field or a local, not written out.</summary>
    public static bool IsCarrier(IOperation operation)
        => WithoutConversions(operation) is IFieldReferenceOperation or ILocalReferenceOperation;

    /// <summary>It is <c>CodeText.X</c> or <c>Codes.X</c>: then it is the code, whatever stands around it.</summary>
    public static bool IsGenerated(IOperation operation, PolicySymbols symbols)
        => WithoutConversions(operation) is IMemberReferenceOperation { Member.ContainingType: var type } && symbols.TypeOf(type) is PolicyType.CodeText or PolicyType.Codes;

    public static IFieldSymbol? EnumMemberOf(IOperation operation)
        => WithoutConversions(operation) is IFieldReferenceOperation { Field: { ContainingType.TypeKind: TypeKind.Enum } member } ? member : null;

    public static IOperation WithoutConversions(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }

    private CarrierValue? ValueOf(IFieldSymbol field, int hops, CancellationToken cancellationToken)
    {
        field = field.OriginalDefinition;
        if (hops == 0 || field.DeclaringSyntaxReferences.IsEmpty || !CanHoldCode(field.Type))
        {
            return null;
        }

        return _values.TryGetValue(field, out var known) ? known : _values.GetOrAdd(field, Resolve(field, hops, cancellationToken));
    }

    private bool CanHoldCode(ITypeSymbol type)
        => type.SpecialType is SpecialType.System_String or SpecialType.System_Object or SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32
                or SpecialType.System_UInt64 or SpecialType.System_Int16 or SpecialType.System_UInt16
            || type.TypeKind == TypeKind.Enum
            || symbols.TypeOf(type) == PolicyType.ProcedureCode;

    private CarrierValue? Resolve(IFieldSymbol field, int hops, CancellationToken cancellationToken)
    {
        foreach (var reference in field.DeclaringSyntaxReferences)
        {
            var declaration = reference.GetSyntax(cancellationToken);
#pragma warning disable RS1030 // The field may be declared in another file, whose model nobody hands us; the value is kept, so it is asked for once.
            var model = compilation.GetSemanticModel(declaration.SyntaxTree);
#pragma warning restore RS1030
            if (SourceLanguage.InitializerOf(declaration) is { } initializer
                && model.GetOperation(initializer, cancellationToken) is ISymbolInitializerOperation { Value: { } value })
            {
                return Evaluate(value, hops, cancellationToken);
            }
        }

        return null;
    }

    private CarrierValue? Evaluate(IOperation value, int hops, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (value)
            {
                case { ConstantValue: { HasValue: true, Value: string text } }:
                    return codes.MayOccurIn(text) ? new CarrierValue(null, text, null) : null;
                case { ConstantValue: { HasValue: true, Value: int or long or uint or short or ushort } constant }:
                    var number = Convert.ToInt64(constant.Value, System.Globalization.CultureInfo.InvariantCulture);
                    if (EnumMemberOf(value) is { } member && EnumMembers.FindByName(codes, member) is { } named)
                    {
                        return new CarrierValue(named, null, null);
                    }

                    return codes.Find(number) is not null ? new CarrierValue(null, null, number) : null;
                case IConversionOperation conversion:
                    value = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    value = parenthesized.Operand;
                    break;
                case IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } other }:
                    return ValueOf(other, hops - 1, cancellationToken);
                case IPropertyReferenceOperation { Property: { IsStatic: true } property } when symbols.TypeOf(property.ContainingType) == PolicyType.Codes:
                    return codes.FindByConstantName(property.Name) is { } generated ? new CarrierValue(generated, null, null) : null;
                case IPropertyReferenceOperation { Instance: { } instance, Property: { Name: "Value", ContainingType: var type } } when symbols.TypeOf(type) == PolicyType.ProcedureCode:
                    value = instance;
                    break;
                case IInvocationOperation { Instance: { } receiver, TargetMethod.Name: "ToString" or "Trim" or "ToUpperInvariant" or "ToLowerInvariant" or "ToUpper" or "ToLower" }:
                    value = receiver;
                    break;
                case IBinaryOperation sum when TextParts.IsConcatenation(sum) && TextParts.Of(sum).Folded is { } folded:
                    return codes.MayOccurIn(folded) ? new CarrierValue(null, folded, null) : null;
                default:
                    return null;
            }
        }
    }
}
