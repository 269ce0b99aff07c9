using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <summary>What can be told from a type or a method's signature alone.</summary>
internal static class KnownTypes
{
    public static bool IsTask(ITypeSymbol? type)
        => type is { Name: "Task" or "ValueTask" or "ConfiguredTaskAwaitable" or "ConfiguredValueTaskAwaitable" }
            && type.ContainingNamespace?.ToDisplayString() is "System.Threading.Tasks" or "System.Runtime.CompilerServices";

    /// <summary>A value of this type can be, or hold, a code. A truth value, a date or an amount cannot.</summary>
    public static bool CanCarry(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean or SpecialType.System_Void or SpecialType.System_DateTime or SpecialType.System_Char
            or SpecialType.System_Decimal or SpecialType.System_Double or SpecialType.System_Single => false,
        _ => true,
    };

    public static bool NeverReturns(IMethodSymbol method)
        => method.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "DoesNotReturnAttribute" });
}
