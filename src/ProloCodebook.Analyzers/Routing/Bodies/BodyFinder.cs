using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

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
    private readonly ConcurrentDictionary<IMethodSymbol, IReadOnlyList<IMethodSymbol>> _targets = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, IReadOnlyList<IMethodSymbol>> _ownBodies = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, IReadOnlyList<IMethodSymbol>> _bodies = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, IMethodSymbol?> _finalizers = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _mayThrow = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly SourceIndex _sources;

    public BodyFinder(Compilation compilation, SourceIndex sources)
    {
        _compilation = compilation;
        _sources = sources;
    }

    /// <summary>Takes the compiler's own model of a tree, in which the bodies under analysis are bound already.</summary>
    public void Use(SemanticModel model) => _models.TryAdd(model.SyntaxTree, model);

    public SemanticModel ModelOf(SyntaxTree tree)
#pragma warning disable RS1030 // A value is followed into other files, whose models the context does not offer. One per tree and compilation.
        => _models.GetOrAdd(tree, t => _compilation.GetSemanticModel(t));
#pragma warning restore RS1030

    /// <summary>What a mention of a member reads or writes: the reference to it, of which the name is a part (<c>_cache</c> in <c>this._cache</c>).</summary>
    public IOperation? OperationOf(SyntaxNode name, ISymbol member, CancellationToken cancellationToken)
    {
        var model = ModelOf(name.SyntaxTree);

        // The name in `claim.Decision` has none of its own.
        var operation = model.GetOperation(name, cancellationToken) ?? (name.Parent is { } qualified ? model.GetOperation(qualified, cancellationToken) as IMemberReferenceOperation : null);
        return operation is not IMemberReferenceOperation && operation?.Parent is IMemberReferenceOperation { Member: var named } whole && SymbolEqualityComparer.Default.Equals(named.OriginalDefinition, member) ? whole : operation;
    }

    /// <summary>The method itself has a body in the compilation.</summary>
    public bool HasBody(IMethodSymbol method) => NodesOf(method).Any();

    /// <summary>
    /// The methods that a call of <paramref name="method"/> may run: itself, or of an overridable one every implementation in the compilation.
    /// Empty where one of them cannot be seen.
    /// </summary>
    public IReadOnlyList<IMethodSymbol> BodiesOf(IMethodSymbol method)
        => TypeArguments.Fitting(_bodies.GetOrAdd(PartialMembers.ImplementationOf(method.OriginalDefinition), Resolve), method, _compilation);

    /// <summary>
    /// The same, with those whose body cannot be seen; the getters and setters of a property that only stores have none. Empty of a method
    /// that cannot be overridden and has no body.
    /// </summary>
    public IReadOnlyList<IMethodSymbol> TargetsOf(IMethodSymbol method)
        => TypeArguments.Fitting(_targets.GetOrAdd(PartialMembers.ImplementationOf(method.OriginalDefinition), FindTargets), method, _compilation);

    /// <summary>The method of a <c>Collection&lt;T&gt;</c> through which elements are put into it.</summary>
    public IMethodSymbol? HookOfCollections => _compilation.GetTypeByMetadataName("System.Collections.ObjectModel.Collection`1")?.GetMembers("InsertItem").OfType<IMethodSymbol>().FirstOrDefault();

    /// <summary>What in the compilation implements or overrides a method of the library.</summary>
    public IReadOnlyList<IMethodSymbol> OwnBodiesOf(IMethodSymbol method)
        => TypeArguments.Fitting(_ownBodies.GetOrAdd(method.OriginalDefinition, m => ImplementationsOf(m, ofLibrary: true).Where(HasBody).ToList()), method, _compilation);

    /// <summary>
    /// Of the bodies that a call may run, those that may run on an object that the code calls a <paramref name="type"/>: <c>Dispose</c> of an <c>IEnumerator</c> never runs that of
    /// a class which is none. All where the type says nothing.
    /// </summary>
    public IReadOnlyList<IMethodSymbol> OnObjectOf(ITypeSymbol? type, IReadOnlyList<IMethodSymbol> bodies) => type switch
    {
        IArrayTypeSymbol => [],
        INamedTypeSymbol { TypeKind: not TypeKind.Error, SpecialType: not SpecialType.System_Object } named when bodies.Count > 0 => bodies.Where(body => MayBe(body.ContainingType, named)).ToList(),
        _ => bodies,
    };

    /// <summary>An object that has the members of the one type may be of the other, too.</summary>
    private bool MayBe(INamedTypeSymbol own, INamedTypeSymbol other)
        => own.TypeKind == TypeKind.Interface || TypeArguments.IsOrMayBe(other, own) || WithDerived(own).Any(derived => TypeArguments.IsOrMayBe(derived, other));

    /// <summary>The finalizer that runs at the end of an object of this type, or of a class between it and <c>object</c>.</summary>
    public IMethodSymbol? FinalizerOf(INamedTypeSymbol type)
        => _finalizers.TryGetValue(type, out var known) ? known : _finalizers.GetOrAdd(type, FindFinalizer(type));

    private IMethodSymbol? FindFinalizer(INamedTypeSymbol type)
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

    /// <summary>Some class of the compilation is derived from it.</summary>
    public bool HasDerived(INamedTypeSymbol type) => DerivedFrom(type).Any();

    /// <summary>A type, and the classes of the compilation that are derived from it.</summary>
    public IEnumerable<INamedTypeSymbol> WithDerived(INamedTypeSymbol type) => DerivedFrom(type).Prepend(type);

    private IEnumerable<INamedTypeSymbol> DerivedFrom(INamedTypeSymbol type)
        => type.IsSealed || type.TypeKind != TypeKind.Class ? [] : Symbols(_sources.TypesBelow(type.Name)).Where(derived => !SymbolEqualityComparer.Default.Equals(derived, type.OriginalDefinition) && TypeArguments.IsOrMayBe(derived, type));

    /// <summary>There is a <c>throw</c> in the method's body, so it may be one that never returns.</summary>
    public bool MayThrow(IMethodSymbol method)
        => _mayThrow.GetOrAdd(method, m => KnownTypes.NeverReturns(m) || NodesOf(m).Any(node => node.DescendantNodes().Any(SourceLanguage.IsThrow)));

    public IEnumerable<BodyReference> ReferencesOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => NodesOf(method).Select(node => new BodyReference(node, PartialMembers.ImplementationOf(method))),
        _ => [],
    };

    /// <summary>The body around a piece of syntax; null outside of any.</summary>
    public BodyReference? Around(SyntaxNode syntax) => SourceLanguage.BodyAround(syntax, ModelOf);

    /// <summary>The initializer of a field or property.</summary>
    public IEnumerable<BodyReference> InitializersOf(SyntaxNode declaration)
        => SourceLanguage.InitializerOf(declaration) is { } initializer && Around(initializer) is { } body ? [body] : [];

    private static IEnumerable<SyntaxNode> NodesOf(IMethodSymbol method)
        => method.IsExtern ? [] : PartialMembers.ImplementationOf(method).DeclaringSyntaxReferences.SelectMany(reference => SourceLanguage.BodiesIn(reference.GetSyntax(), method));

    private IReadOnlyList<IMethodSymbol> Resolve(IMethodSymbol method) => TargetsOf(method) is var all && all.All(HasBody) ? all : [];

    private IReadOnlyList<IMethodSymbol> FindTargets(IMethodSymbol method)
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

        all.AddRange(ImplementationsOf(method));
        return all;
    }

    /// <summary>
    /// What implements or overrides a method. The types that can are found by the names in the files: looking at all members of all types
    /// would have the compiler declare the whole program.
    /// </summary>
    private IEnumerable<IMethodSymbol> ImplementationsOf(IMethodSymbol method, bool ofLibrary = false)
        => method.ContainingType.TypeKind == TypeKind.Interface
            ? Symbols(SeenThrough(method.ContainingType).SelectMany(_sources.TypesBelow)).SelectMany(type => ImplementationsIn(type, method, ofLibrary)).Distinct<IMethodSymbol>(SymbolEqualityComparer.Default)
            : Symbols(_sources.TypesOverriding(method.AssociatedSymbol ?? method)).SelectMany(type => OverridesIn(type, method));

    /// <summary>
    /// The names by which a class implements an interface: its own and, of the library, those of the interfaces beside it that are derived from it. A class that is an <c>IList&lt;T&gt;</c>
    /// is an <c>ICollection&lt;T&gt;</c> and does not say so.
    /// </summary>
    private IEnumerable<string> SeenThrough(INamedTypeSymbol type)
        => type.Locations.Any(location => location.IsInSource) ? [type.Name]
            : new[] { type.ContainingNamespace, _compilation.GetTypeByMetadataName("System.Collections.Generic.IList`1")?.ContainingNamespace }
                .OfType<INamespaceSymbol>().SelectMany(space => space.GetTypeMembers())
                .Where(member => member.TypeKind == TypeKind.Interface && member.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, type)))
                .Select(member => member.Name).Prepend(type.Name).Distinct();

    private IEnumerable<INamedTypeSymbol> Symbols(IEnumerable<DeclaredType> types)
        => types.Select(type => ModelOf(type.Declaration.SyntaxTree).GetDeclaredSymbol(type.Declaration)).OfType<INamedTypeSymbol>().Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default);

    /// <summary>What runs on an object of a type: an abstract or virtual implementation may be overridden below the class that has it.</summary>
    private static IMethodSymbol MostDerived(IMethodSymbol method, INamedTypeSymbol type)
    {
        if (method is { IsAbstract: false, IsVirtual: false, IsOverride: false })
        {
            return method;
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            if (OverridesIn(current, method.OriginalDefinition).FirstOrDefault() is { } run)
            {
                return run;
            }
        }

        return method;
    }

    private static IEnumerable<IMethodSymbol> OverridesIn(INamedTypeSymbol type, IMethodSymbol method)
    {
        foreach (var member in type.GetMembers().OfType<IMethodSymbol>().Where(member => !member.IsAbstract))
        {
            for (var overridden = member.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
            {
                if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, method))
                {
                    yield return member;
                    break;
                }
            }
        }
    }

    private static IEnumerable<IMethodSymbol> ImplementationsIn(INamedTypeSymbol type, IMethodSymbol method, bool ofLibrary)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
        {
            yield break;
        }

        foreach (var declared in type.AllInterfaces
            .Where(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, method.ContainingType) && (ofLibrary || i.Locations.Any(location => location.IsInSource)))
            .SelectMany(i => i.GetMembers(method.Name)).OfType<IMethodSymbol>()
            .Where(member => SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method)))
        {
            if (type.FindImplementationForInterfaceMember(declared) is IMethodSymbol implementation && MostDerived(implementation, type) is { IsAbstract: false } run)
            {
                yield return run.OriginalDefinition;
            }
        }
    }
}
