using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <summary>"Private means: nothing outside the compilation can call it": private, file-local, or internal without InternalsVisibleTo.</summary>
internal sealed class Access
{
    // To be asked only once there is something to judge: the compiler binds the attributes of the whole assembly for it.
    private readonly Lazy<bool> _internalsAreVisible;
    private readonly Compilation _compilation;

    public Access(Compilation compilation)
    {
        _compilation = compilation;
        _internalsAreVisible = new(() => compilation.Assembly.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "InternalsVisibleToAttribute"));
    }

    /// <summary>Only this compilation can read or call <paramref name="symbol"/>.</summary>
    public bool IsClosed(ISymbol symbol)
    {
        if (symbol is IParameterSymbol)
        {
            return true;
        }

        if (!SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, _compilation.Assembly))
        {
            return false;
        }

        // A property is as open as its getter: who can only set it does not see what is in it.
        if (symbol is IPropertySymbol { GetMethod: { } getter })
        {
            symbol = getter;
        }

        if (symbol is IMethodSymbol { OverriddenMethod: { } overridden } && !IsClosed(overridden))
        {
            return false;
        }

        // What it implements can be called through the interface.
        return IsUnreachable(symbol) && (symbol is not IMethodSymbol method || Implemented(method).All(IsClosed));
    }

    /// <summary>What gives the elements of a collection class: its own method, or the one for the interface.</summary>
    public IMethodSymbol? EnumeratorOf(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null && current.Locations.Any(location => location.IsInSource); current = current.BaseType)
        {
            if (current.GetMembers().OfType<IMethodSymbol>().Where(IsEnumerator).OrderBy(method => method.ReturnType is INamedTypeSymbol { IsGenericType: true } ? 0 : 1).FirstOrDefault() is { } method)
            {
                return method;
            }
        }

        return null;
    }

    /// <summary>
    /// It gives the elements of a collection class that only this compilation knows. Others can call it only through an interface, and where an
    /// object is seen as one its elements go along.
    /// </summary>
    public bool IsEnumeratorOfClosed(IMethodSymbol method)
        => IsEnumerator(method) && IsUnreachable(method.ContainingType) && Implemented(method).All(implemented => implemented.ContainingType is { Name: "IEnumerable", ContainingNamespace.Name: "Generic" or "Collections" });

    private static bool IsEnumerator(IMethodSymbol method) => method is { Parameters.IsEmpty: true, IsStatic: false } && (method.Name == "GetEnumerator" || method.Name.EndsWith(".GetEnumerator", StringComparison.Ordinal));

    /// <summary>Nothing outside its type can read it, not even code that is handed the object and looks at all it shows.</summary>
    public bool IsHidden(ISymbol symbol)
        => symbol is IParameterSymbol || (symbol.DeclaredAccessibility == Accessibility.Private && symbol is not IPropertySymbol { ExplicitInterfaceImplementations.IsEmpty: false } && IsClosed(symbol));

    /// <summary>The place of the innermost member of a path that is hidden; null where none is.</summary>
    public int? HiddenIn(MemberPath path)
    {
        for (var i = path.Length - 1; i >= 0; i--)
        {
            if (path[i].Symbol is { } symbol && IsHidden(symbol))
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>The interface members that a method implements, itself or by overriding what does.</summary>
    public static IEnumerable<IMethodSymbol> Implemented(IMethodSymbol method)
    {
        var type = method.ContainingType;
        return type.TypeKind == TypeKind.Interface ? [] : method.ExplicitInterfaceImplementations.Concat(type.AllInterfaces
            .SelectMany(i => i.GetMembers(method.Name))
            .OfType<IMethodSymbol>()
            .Where(member => type.FindImplementationForInterfaceMember(member) is IMethodSymbol implementation && IsOrOverrides(method, implementation)));
    }

    private static bool IsOrOverrides(IMethodSymbol method, IMethodSymbol implementation)
    {
        for (var current = method; current is not null; current = current.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(current, implementation))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsUnreachable(ISymbol symbol)
    {
        for (ISymbol? current = symbol; current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
        {
            switch (current.DeclaredAccessibility)
            {
                case Accessibility.Private:
                case Accessibility.Protected when current.ContainingType is { IsSealed: true }:
                case Accessibility.Internal or Accessibility.ProtectedAndInternal when !_internalsAreVisible.Value:
                    return true;
            }

            if (current is INamedTypeSymbol { IsFileLocal: true })
            {
                return true;
            }
        }

        return false;
    }
}
