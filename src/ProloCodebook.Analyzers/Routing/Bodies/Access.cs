using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <summary>"Private means: nothing outside the compilation can call it": private, file-local, or internal without InternalsVisibleTo.</summary>
internal sealed class Access
{
    private readonly bool _internalsAreVisible;
    private readonly IAssemblySymbol _assembly;

    public Access(Compilation compilation)
    {
        _assembly = compilation.Assembly;
        _internalsAreVisible = compilation.Assembly.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "InternalsVisibleToAttribute");
    }

    /// <summary>Only this compilation can read or call <paramref name="symbol"/>.</summary>
    public bool IsClosed(ISymbol symbol)
    {
        if (symbol is IParameterSymbol)
        {
            return true;
        }

        if (!SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, _assembly))
        {
            return false;
        }

        // A property is as open as its getter: who can only set it does not see what is in it.
        if (symbol is IPropertySymbol { GetMethod: { } getter })
        {
            symbol = getter;
        }

        if (symbol is IMethodSymbol method && (method.IsOverride || method.IsVirtual || method.IsAbstract || Implements(method)))
        {
            return method.IsOverride
                ? method.OverriddenMethod is { } overridden && IsClosed(overridden)
                : !Implements(method) && IsUnreachable(method);
        }

        return IsUnreachable(symbol);
    }

    private static bool Implements(IMethodSymbol method)
    {
        if (method.ExplicitInterfaceImplementations.Length > 0)
        {
            return true;
        }

        var type = method.ContainingType;
        return type.TypeKind != TypeKind.Interface && type.AllInterfaces
            .SelectMany(i => i.GetMembers(method.Name))
            .Any(member => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method));
    }

    private bool IsUnreachable(ISymbol symbol)
    {
        for (ISymbol? current = symbol; current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
        {
            switch (current.DeclaredAccessibility)
            {
                case Accessibility.Private:
                case Accessibility.Internal or Accessibility.ProtectedAndInternal when !_internalsAreVisible:
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
