using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

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
        => _mayThrow.GetOrAdd(method, m => KnownTypes.NeverReturns(m) || NodesOf(m).Any(node => node.DescendantNodes().Any(SourceLanguage.IsThrow)));

    public IEnumerable<BodyReference> ReferencesOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => NodesOf(method).Select(node => new BodyReference(node, method)),
        _ => [],
    };

    /// <summary>The body around a piece of syntax; null outside of any.</summary>
    public BodyReference? Around(SyntaxNode syntax) => SourceLanguage.BodyAround(syntax, ModelOf);

    /// <summary>The initializer of a field or property.</summary>
    public IEnumerable<BodyReference> InitializersOf(SyntaxNode declaration)
        => SourceLanguage.InitializerOf(declaration) is { } initializer && Around(initializer) is { } body ? [body] : [];

    private static IEnumerable<SyntaxNode> NodesOf(IMethodSymbol method)
        => method.IsExtern ? [] : (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences.SelectMany(reference => SourceLanguage.BodiesIn(reference.GetSyntax(), method));

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
