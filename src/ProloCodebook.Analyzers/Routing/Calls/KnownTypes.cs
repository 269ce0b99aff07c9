using Microsoft.CodeAnalysis;
using ProloCodebook.Rules;

namespace ProloCodebook.Routing;

/// <summary>What can be told from a type or a method's signature alone.</summary>
internal static class KnownTypes
{
    public static bool IsTask(ITypeSymbol? type)
        => type is { Name: "Task" or "ValueTask" or "ConfiguredTaskAwaitable" or "ConfiguredValueTaskAwaitable" }
            && type.ContainingNamespace?.ToDisplayString() is "System.Threading.Tasks" or "System.Runtime.CompilerServices";

    /// <summary>A task, or its awaiter, that gives a task: awaiting it says nothing of how far that one is.</summary>
    public static bool IsTaskOfTask(ITypeSymbol? type)
        => type is INamedTypeSymbol { IsGenericType: true, TypeArguments: [var inner] } && IsTask(inner) && (IsTask(type) || type.Name.EndsWith("Awaiter", StringComparison.Ordinal));

    /// <summary>Something with elements, in which a code would be one of them.</summary>
    public static bool IsCollection(ITypeSymbol? type)
        => type is not null && type.SpecialType != SpecialType.System_String
            && (type.TypeKind == TypeKind.Array
                || type.SpecialType == SpecialType.System_Array
                || IsChannel(type)
                || type.Name is "IEnumerable" or "IEnumerator" or "IAsyncEnumerable" or "IAsyncEnumerator" or "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory" or "Enumerator" or "PriorityQueue"
                || type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable || i.Name is "IAsyncEnumerable" or "IEnumerator"));

    /// <summary>A channel, or one end of it: what is written into the one is read from the other.</summary>
    public static bool IsChannel(ITypeSymbol type) => type is INamedTypeSymbol { IsGenericType: true, Name: "Channel" or "ChannelWriter" or "ChannelReader", ContainingNamespace: { Name: "Channels", ContainingNamespace.Name: "Threading" } };

    /// <summary>A collection of delegates, or of collections of such.</summary>
    public static bool HoldsDelegates(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { ElementType: var element } => IsOrHoldsDelegates(element),
        INamedTypeSymbol { TypeKind: not TypeKind.Delegate, TypeArguments: { Length: > 0 } arguments } => IsCollection(type) && IsOrHoldsDelegates(arguments[arguments.Length - 1]),
        _ => false,
    };

    private static bool IsOrHoldsDelegates(ITypeSymbol type) => type.TypeKind == TypeKind.Delegate || HoldsDelegates(type);

    /// <summary>An object of the base library into which others can put a code: a collection, a text builder, a wrapper.</summary>
    public static bool IsContainer(ITypeSymbol? type)
        => IsCollection(type) || (type is { SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Interface } && KnownLibrary.IsFramework(type) && CanHoldCode(type));

    /// <summary>A class or interface of the compilation's own: what is put into its objects, whoever has them has.</summary>
    public static bool IsOwnClass(ITypeSymbol? type) => type is { TypeKind: TypeKind.Class or TypeKind.Interface, SpecialType: SpecialType.None } && type.Locations.Any(location => location.IsInSource);

    /// <summary>A value of this type can be, or hold, a code. A truth value, a date or an amount cannot.</summary>
    public static bool CanCarry(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean or SpecialType.System_Void or SpecialType.System_DateTime or SpecialType.System_Char
            or SpecialType.System_Decimal or SpecialType.System_Double or SpecialType.System_Single => false,
        _ => true,
    };

    /// <summary>Calling it runs nothing yet: the body runs as its result is enumerated.</summary>
    public static bool IsIterator(IMethodSymbol method)
        => method.ReturnType is { Name: "IEnumerable" or "IEnumerator" or "IAsyncEnumerable" or "IAsyncEnumerator" }
            && method.DeclaringSyntaxReferences.Any(reference => SourceLanguage.IsIterator(reference.GetSyntax()));

    /// <summary>A table whose values are decisions, or tasks or lazies of them: a cache of what has been asked.</summary>
    public static bool HoldsDecisions(this PolicySymbols symbols, ITypeSymbol? type)
        => type is INamedTypeSymbol { IsGenericType: true } table && KnownLibrary.IsTable(table) && IsMadeOfDecisions(symbols, table.TypeArguments[table.TypeArguments.Length - 1]);

    /// <summary>A member of this type can hold a decision, and not only a word of what one says.</summary>
    public static bool CanHoldDecision(ITypeSymbol? type) => type is null or { SpecialType: SpecialType.None, TypeKind: not TypeKind.Enum };

    private static bool IsMadeOfDecisions(PolicySymbols symbols, ITypeSymbol type)
        => symbols.IsDecision(type) || (type is INamedTypeSymbol { IsGenericType: true, Name: "Task" or "ValueTask" or "Lazy" or "Nullable" } wrapper && symbols.IsDecision(wrapper.TypeArguments[0]));

    public static bool IsServiceLine(this PolicySymbols symbols, ITypeSymbol? type) => symbols.TypeOf(type) == PolicyType.ServiceLine;

    /// <summary>A service line, or a collection or wrapper of such.</summary>
    public static bool HoldsLines(this PolicySymbols symbols, ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => symbols.HoldsLines(array.ElementType),
        INamedTypeSymbol { TypeArguments: { Length: > 0 } arguments } => symbols.HoldsLines(arguments[arguments.Length - 1]),
        _ => symbols.IsServiceLine(type),
    };

    public static bool IsProcedureCode(this PolicySymbols symbols, ITypeSymbol? type) => symbols.TypeOf(type) == PolicyType.ProcedureCode;

    /// <summary>
    /// A value of this type may be, or hold, a code at all. Of the base library's types only texts, numbers, collections, wrappers and
    /// delegates; a stream, a token or a date never. Where the type is not known, it may.
    /// </summary>
    public static bool CanHoldCode(ITypeSymbol? type)
    {
        if (type is null || type.TypeKind is TypeKind.TypeParameter or TypeKind.Dynamic or TypeKind.Error or TypeKind.Delegate or TypeKind.Enum)
        {
            return true;
        }

        if (!CanCarry(type))
        {
            return false;
        }

        return type.SpecialType != SpecialType.None || !KnownLibrary.IsFramework(type) || IsCollection(type)
            || type is INamedTypeSymbol { IsGenericType: true } || type.Name is "StringBuilder" or "CollectionBase" or "TextWriter" or "StringWriter" or "IFormattable" or "IComparable" or "IConvertible" or "ICloneable" or "ITuple" or "IDisposable" or "IAsyncDisposable" or "IServiceProvider" or "TextReader" or "NotifyCollectionChangedEventArgs";
    }

    /// <summary>A reader of rows: <c>IDataReader</c>, and what implements it.</summary>
    public static bool IsReader(INamedTypeSymbol type) => type.Name is "IDataReader" or "IDataRecord" || type.AllInterfaces.Any(i => i.Name == "IDataRecord");

    /// <summary>Of a reader: <c>GetString(0)</c>.</summary>
    public static bool IsColumn(IMethodSymbol method) => method.Name.StartsWith("Get", StringComparison.Ordinal) && method.Parameters.Length == 1;

    /// <summary>Two values are equal where their members are.</summary>
    public static bool IsEqualByMember(ITypeSymbol? type) => type is { SpecialType: SpecialType.None } and ({ IsRecord: true } or { IsTupleType: true } or { IsAnonymousType: true } or { IsValueType: true, TypeKind: TypeKind.Struct });

    /// <summary>A value type that null is none of.</summary>
    public static bool IsNeverNull(ITypeSymbol? type) => type is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T };

    public static bool IsNumber(ITypeSymbol? type) => type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;

    /// <summary>A truth value, a number, a text or a member of an enum: nothing in which something else could be.</summary>
    public static bool IsFlat(ITypeSymbol? type)
        => type is { TypeKind: TypeKind.Enum } or { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_String }
            || (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } && IsFlat(inner));

    /// <summary>A collection of delegates: <c>params Action[]</c>.</summary>
    public static bool IsOfDelegates(ITypeSymbol? type)
        => type is IArrayTypeSymbol { ElementType.TypeKind: TypeKind.Delegate } || (type is INamedTypeSymbol { TypeArguments: [{ TypeKind: TypeKind.Delegate }] } && IsCollection(type));

    /// <summary>A delegate, or what gives one: a task of it, a type parameter.</summary>
    public static bool MayBeDelegate(ITypeSymbol type)
        => type.TypeKind is TypeKind.Delegate or TypeKind.TypeParameter || (IsTask(type) && type is INamedTypeSymbol { TypeArguments: [var inner] } && MayBeDelegate(inner));

    /// <summary>By the pattern of the framework, what an event tells its handlers besides its sender.</summary>
    public static bool IsEventData(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current is { Name: "EventArgs", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
            {
                return true;
            }
        }

        return false;
    }

    public static bool NeverReturns(IMethodSymbol method)
        => method.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "DoesNotReturnAttribute" });
}
