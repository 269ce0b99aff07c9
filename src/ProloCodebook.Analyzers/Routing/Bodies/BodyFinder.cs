using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProloCodebook.Routing;

/// <summary>A piece of code that is followed as one: a method's body, an accessor's, an initializer.</summary>
internal sealed record BodyReference(SyntaxNode Node, ISymbol Owner)
{
    public bool Equals(BodyReference? other) => other is not null && Node == other.Node;

    public override int GetHashCode() => Node.GetHashCode();
}

/// <summary>Finds the bodies of the compilation: of a symbol, around a piece of syntax, and of everything a call may end up in.</summary>
internal sealed class BodyFinder
{
    private readonly Compilation _compilation;
    private readonly ConcurrentDictionary<IMethodSymbol, IReadOnlyList<IMethodSymbol>> _bodies = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _mayThrow = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly Lazy<ILookup<ISymbol, IMethodSymbol>> _implementations;

    public BodyFinder(Compilation compilation)
    {
        _compilation = compilation;
        _implementations = new(FindImplementations);
    }

    /// <summary>Takes the compiler's own model of a tree, in which the bodies under analysis are bound already.</summary>
    public void Use(SemanticModel model) => _models.TryAdd(model.SyntaxTree, model);

    public SemanticModel ModelOf(SyntaxTree tree)
#pragma warning disable RS1030 // A value is followed into other files, whose models the context does not offer. One per tree and compilation.
        => _models.GetOrAdd(tree, t => _compilation.GetSemanticModel(t));
#pragma warning restore RS1030

    /// <summary>The method itself has a body in the compilation.</summary>
    public bool HasBody(IMethodSymbol method) => NodesOf(method).Any();

    /// <summary>
    /// The methods that a call of <paramref name="method"/> may run: itself, or of an overridable one every implementation in the compilation.
    /// Empty where one of them cannot be seen.
    /// </summary>
    public IReadOnlyList<IMethodSymbol> BodiesOf(IMethodSymbol method) => _bodies.GetOrAdd(method.OriginalDefinition.PartialImplementationPart ?? method.OriginalDefinition, Resolve);

    /// <summary>The finalizer that runs at the end of an object of this type, or of a class between it and <c>object</c>.</summary>
    public IMethodSymbol? FinalizerOf(INamedTypeSymbol type)
    {
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            if (current.GetMembers(WellKnownMemberNames.DestructorName).OfType<IMethodSymbol>().FirstOrDefault(HasBody) is { } finalizer)
            {
                return finalizer;
            }
        }

        return null;
    }

    /// <summary>There is a <c>throw</c> in the method's body, so it may be one that never returns.</summary>
    public bool MayThrow(IMethodSymbol method)
        => _mayThrow.GetOrAdd(method, m => KnownTypes.NeverReturns(m) || NodesOf(m).Any(node => node.DescendantNodes().Any(inner => inner is ThrowStatementSyntax or ThrowExpressionSyntax)));

    public IEnumerable<BodyReference> ReferencesOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => NodesOf(method).Select(node => new BodyReference(node, method)),
        _ => [],
    };

    /// <summary>The body around a piece of syntax; null outside of any.</summary>
    public BodyReference? Around(SyntaxNode syntax)
    {
        for (SyntaxNode? node = syntax, child = null; node is not null; child = node, node = node.Parent)
        {
            switch (node)
            {
                case BaseMethodDeclarationSyntax or AccessorDeclarationSyntax when child is not ParameterListSyntax and not AttributeListSyntax:
                    return Declared(node, node);
                case ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax or IndexerDeclarationSyntax } arrow:
                    return ModelOf(node.SyntaxTree).GetDeclaredSymbol(arrow.Parent!) is IPropertySymbol { GetMethod: { } getter } ? new BodyReference(arrow, getter) : null;
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } declarator }:
                    return Initializer(node, declarator);
                case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property }:
                    return Initializer(node, property);
                case EqualsValueClauseSyntax { Parent: ParameterSyntax { Parent.Parent: not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax) } parameter }:
                    return Declared(node, parameter);
                case CompilationUnitSyntax unit when child is null or GlobalStatementSyntax:
                    return ModelOf(node.SyntaxTree).GetDeclaredSymbol(unit) is { } main ? new BodyReference(unit, main) : null;
                case PrimaryConstructorBaseTypeSyntax { Parent.Parent: TypeDeclarationSyntax type }:
                    return PrimaryConstructor(type) is { } primary ? new BodyReference(type, primary) : null;
                case AttributeListSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The initializer of a field or property.</summary>
    public IEnumerable<BodyReference> InitializersOf(SyntaxNode declaration)
    {
        var initializer = declaration switch
        {
            VariableDeclaratorSyntax variable => variable.Initializer,
            PropertyDeclarationSyntax property => property.Initializer,
            _ => null,
        };
        return initializer is not null && Around(initializer) is { } body ? [body] : [];
    }

    private BodyReference? Declared(SyntaxNode body, SyntaxNode declaration)
        => ModelOf(body.SyntaxTree).GetDeclaredSymbol(declaration) is { } symbol ? new BodyReference(body, symbol) : null;

    /// <summary>In a type with a primary constructor the initializers are that constructor's body.</summary>
    private BodyReference? Initializer(SyntaxNode body, SyntaxNode declaration)
    {
        if (Declared(body, declaration) is not { } reference)
        {
            return null;
        }

        var type = body.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        return !reference.Owner.IsStatic && type is { ParameterList: not null } && PrimaryConstructor(type) is { } primary ? new BodyReference(body, primary) : reference;
    }

    private IMethodSymbol? PrimaryConstructor(TypeDeclarationSyntax type)
        => ModelOf(type.SyntaxTree).GetDeclaredSymbol(type) is INamedTypeSymbol symbol ? symbol.InstanceConstructors.FirstOrDefault(IsPrimary) : null;

    public static bool IsPrimary(IMethodSymbol constructor) => constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax);

    private IEnumerable<SyntaxNode> NodesOf(IMethodSymbol method)
    {
        if (method.IsExtern)
        {
            yield break;
        }

        foreach (var reference in (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences)
        {
            switch (reference.GetSyntax())
            {
                case BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null }:
                    break;
                case AccessorDeclarationSyntax { Body: null, ExpressionBody: null }:
                    break;
                case BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax or CompilationUnitSyntax:
                    yield return reference.GetSyntax();
                    break;
                case TypeDeclarationSyntax type when method.MethodKind == MethodKind.Constructor:
                    foreach (var node in PrimaryConstructorNodes(type))
                    {
                        yield return node;
                    }

                    break;
            }
        }
    }

    private static IEnumerable<SyntaxNode> PrimaryConstructorNodes(TypeDeclarationSyntax type)
    {
        if (type.BaseList?.Types.FirstOrDefault() is PrimaryConstructorBaseTypeSyntax)
        {
            yield return type;
        }

        foreach (var member in type.Members)
        {
            switch (member)
            {
                case PropertyDeclarationSyntax { Initializer: { } initializer } property when !property.Modifiers.Any(SyntaxKind.StaticKeyword):
                    yield return initializer;
                    break;
                case BaseFieldDeclarationSyntax field when !field.Modifiers.Any(SyntaxKind.StaticKeyword) && !field.Modifiers.Any(SyntaxKind.ConstKeyword):
                    foreach (var variable in field.Declaration.Variables)
                    {
                        if (variable.Initializer is { } value)
                        {
                            yield return value;
                        }
                    }

                    break;
            }
        }
    }

    private IReadOnlyList<IMethodSymbol> Resolve(IMethodSymbol method)
    {
        var isOverridable = method.IsAbstract || method.ContainingType.TypeKind == TypeKind.Interface
            || ((method.IsVirtual || method.IsOverride) && !method.IsSealed && !method.ContainingType.IsSealed);
        if (!isOverridable)
        {
            return HasBody(method) ? [method] : [];
        }

        var all = new List<IMethodSymbol>();
        if (!method.IsAbstract && (method.ContainingType.TypeKind != TypeKind.Interface || HasBody(method)))
        {
            all.Add(method);
        }

        all.AddRange(_implementations.Value[method]);
        return all.All(HasBody) ? all : [];
    }

    private ILookup<ISymbol, IMethodSymbol> FindImplementations()
    {
        var pairs = new List<(ISymbol Declared, IMethodSymbol Implementation)>();
        foreach (var type in AllTypes(_compilation.Assembly.GlobalNamespace))
        {
            foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
            {
                for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
                {
                    if (!method.IsAbstract)
                    {
                        pairs.Add((overridden.OriginalDefinition, method));
                    }
                }
            }

            if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
            {
                continue;
            }

            foreach (var declared in type.AllInterfaces.Where(i => i.Locations.Any(l => l.IsInSource)).SelectMany(i => i.GetMembers()).OfType<IMethodSymbol>())
            {
                if (type.FindImplementationForInterfaceMember(declared) is IMethodSymbol { IsAbstract: false } implementation)
                {
                    pairs.Add((declared.OriginalDefinition, implementation.OriginalDefinition));
                }
            }
        }

        return pairs.Distinct().ToLookup(pair => pair.Declared, pair => pair.Implementation, SymbolEqualityComparer.Default);
    }

    private static IEnumerable<INamedTypeSymbol> AllTypes(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is INamespaceOrTypeSymbol nested)
            {
                if (nested is INamedTypeSymbol type)
                {
                    yield return type;
                }

                foreach (var inner in AllTypes(nested))
                {
                    yield return inner;
                }
            }
        }
    }
}
