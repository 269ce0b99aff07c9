using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <summary>Finds the bodies that mention a symbol of the compilation. Only asked about what no other compilation can mention.</summary>
internal sealed class Mentions(SourceIndex sources, BodyFinder bodies)
{
    private readonly ConcurrentDictionary<ISymbol, Places> _places = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, IReadOnlyList<BodyReference>> _makers = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, IReadOnlyList<ITypeParameterSymbol>> _madeAs = new(SymbolEqualityComparer.Default);

    /// <summary>Where a symbol is mentioned.</summary>
    /// <param name="Body">Null outside of any body (an attribute, a base list).</param>
    internal sealed record Mention(SyntaxNode Name, BodyReference? Body);

    /// <summary>The mentions of a symbol. Each file is bound only when it is come to: the first mention is often enough.</summary>
    public IEnumerable<Mention> Of(ISymbol symbol, CancellationToken cancellationToken)
    {
        var definition = symbol.OriginalDefinition;
        var places = PlacesOf(definition);
        foreach (var file in places.Files)
        {
            foreach (var mention in file.Found ??= Find(definition, places, file.Tree, cancellationToken))
            {
                yield return mention;
            }
        }
    }

    /// <summary>The bodies that mention a symbol; of a property its own accessors, too, who call what it holds <c>field</c>.</summary>
    public IEnumerable<BodyReference> BodiesMentioning(ISymbol symbol, CancellationToken cancellationToken)
    {
        var mentioning = Of(symbol, cancellationToken).Where(mention => mention.Body is not null).Select(mention => mention.Body!);
        return (symbol is IPropertySymbol property ? new[] { property.GetMethod, property.SetMethod }.OfType<IMethodSymbol>().SelectMany(bodies.ReferencesOf).Concat(mentioning) : mentioning).Distinct();
    }

    /// <summary>The bodies that make objects of a type, or of one that is derived from it, and those of their constructors.</summary>
    public IEnumerable<BodyReference> BodiesMaking(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var definition = type.OriginalDefinition;
        if (_makers.TryGetValue(definition, out var known))
        {
            return known;
        }

        var makers = bodies.WithDerived(definition).SelectMany(made => made.InstanceConstructors).SelectMany(bodies.ReferencesOf).ToList();
        foreach (var tree in TreesOf(definition, definition.Name))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var model = bodies.ModelOf(tree);
            makers.AddRange(tree.GetRoot(cancellationToken).DescendantNodes()
                .Where(node => SourceLanguage.IsCreation(node) && model.GetSymbolInfo(node, cancellationToken).Symbol is IMethodSymbol { ContainingType: var made } && IsOrDerives(made, definition))
                .Select(bodies.Around).OfType<BodyReference>());
        }

        return _makers.GetOrAdd(definition, [.. makers.Distinct()]);

        static bool IsOrDerives(INamedTypeSymbol? made, INamedTypeSymbol type)
        {
            for (; made is not null; made = made.BaseType)
            {
                if (SymbolEqualityComparer.Default.Equals(made.OriginalDefinition, type))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The type parameters that a type, or one that is derived from it, is written for, and that may be made: <c>new T()</c>.</summary>
    public IReadOnlyList<ITypeParameterSymbol> MadeAs(INamedTypeSymbol type, CancellationToken cancellationToken)
        => _madeAs.TryGetValue(type.OriginalDefinition, out var known) ? known : _madeAs.GetOrAdd(type.OriginalDefinition, FindMadeAs(type.OriginalDefinition, cancellationToken));

    private IReadOnlyList<ITypeParameterSymbol> FindMadeAs(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var found = new List<ITypeParameterSymbol>();
        var queue = new Queue<ITypeSymbol>(bodies.WithDerived(type));
        while (queue.Count > 0)
        {
            var given = queue.Dequeue();
            foreach (var parameter in Of(given, cancellationToken).SelectMany(mention => GivenFor(given, mention.Name, cancellationToken)))
            {
                if (parameter.HasConstructorConstraint && !found.Contains(parameter, SymbolEqualityComparer.Default))
                {
                    found.Add(parameter);
                    queue.Enqueue(parameter);
                }
            }
        }

        return found;
    }

    /// <summary>The type parameters for which a type stands that is written as an argument: <c>Make&lt;Line&gt;()</c>.</summary>
    private IEnumerable<ITypeParameterSymbol> GivenFor(ITypeSymbol type, SyntaxNode name, CancellationToken cancellationToken)
    {
        var model = bodies.ModelOf(name.SyntaxTree);
        var node = name.Parent;
        for (var i = 0; i < MaxQualified && node is not null; i++, node = node.Parent)
        {
            var (parameters, arguments) = model.GetSymbolInfo(node, cancellationToken).Symbol switch
            {
                IMethodSymbol { TypeArguments.Length: > 0 } method => (method.OriginalDefinition.TypeParameters, method.TypeArguments),
                INamedTypeSymbol { TypeArguments.Length: > 0 } generic => (generic.OriginalDefinition.TypeParameters, generic.TypeArguments),
                _ => default,
            };
            if (!arguments.IsDefault)
            {
                return parameters.Where((_, position) => SymbolEqualityComparer.Default.Equals(arguments[position].OriginalDefinition, type));
            }
        }

        return [];
    }

    /// <summary>So many nodes above its name the generic name is found: <c>Make&lt;Billing.Lines.Line?&gt;</c>.</summary>
    private const int MaxQualified = 6;

    /// <summary>A method is mentioned other than in a call. Calls are told by their syntax, and need not be bound.</summary>
    public bool IsUsedAsDelegate(IMethodSymbol method, CancellationToken cancellationToken)
    {
        var definition = method.OriginalDefinition;
        var places = PlacesOf(definition);
        return places.Files.Any(file => places.NamesIn(file.Tree).Any(node => !SourceLanguage.IsCall(node) && IsMeant(bodies.ModelOf(file.Tree).GetSymbolInfo(node, cancellationToken), definition)));
    }

    private IReadOnlyList<Mention> Find(ISymbol symbol, Places places, SyntaxTree tree, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var model = bodies.ModelOf(tree);
        return [.. places.NamesIn(tree).Where(node => IsMeant(model.GetSymbolInfo(node, cancellationToken), symbol))
            .Concat(Unnamed(symbol, tree, model, cancellationToken))
            .Select(node => new Mention(node, bodies.Around(node)))];
    }

    private Places PlacesOf(ISymbol symbol) => _places.TryGetValue(symbol, out var known) ? known : _places.GetOrAdd(symbol, FindPlaces(symbol));

    private Places FindPlaces(ISymbol symbol)
    {
        // What implements or overrides is mentioned under the name, and wherever there is access to, what it implements.
        var named = Overridden(symbol).Prepend(symbol).Select(s => (Symbol: s, Name: NameOf(s))).ToList();
        var names = named.SelectMany(n => SourceLanguage.NamesOf(symbol, n.Name)).Distinct(SourceLanguage.NameComparer);

        // In an order of the project's own, so that the way shown in a message does not depend on the order of its files.
        return new Places([.. names], [.. named.SelectMany(n => TreesOf(n.Symbol, n.Name)).Distinct().OrderBy(tree => tree.FilePath, StringComparer.Ordinal).Select(tree => new InFile(tree))]);
    }

    private static string NameOf(ISymbol symbol) => symbol is IMethodSymbol { AssociatedSymbol: { } property } ? property.Name : symbol.Name;

    /// <summary>Uses that do not write the name: <c>lines[0]</c>, <c>lines[1..]</c>, a list pattern, <c>var (code, units) = line</c>, operators, and what <c>foreach</c> and <c>using</c> call.</summary>
    private static IEnumerable<SyntaxNode> Unnamed(ISymbol symbol, SyntaxTree tree, SemanticModel model, CancellationToken cancellationToken)
    {
        if (IsIndexer(symbol))
        {
            return tree.GetRoot(cancellationToken).DescendantNodes()
                .Where(node => SourceLanguage.IsIndexing(node) ? IsMeant(model.GetSymbolInfo(node, cancellationToken), symbol) : SourceLanguage.IsListPattern(node) && IsReadBy(model.GetOperation(node, cancellationToken)));
        }

        if (IsSlice(symbol))
        {
            return tree.GetRoot(cancellationToken).DescendantNodes()
                .Where(node => (SourceLanguage.IsIndexing(node) || SourceLanguage.IsListPattern(node)) && IsReadBy(model.GetOperation(node, cancellationToken)));
        }

        if (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor })
        {
            return tree.GetRoot(cancellationToken).DescendantNodes()
                .Where(node => SourceLanguage.IsCreation(node) && IsMeant(model.GetSymbolInfo(node, cancellationToken), symbol));
        }

        if (IsOfDelegate(symbol))
        {
            return tree.GetRoot(cancellationToken).DescendantNodes()
                .Where(node => SourceLanguage.IsInvocation(node) && IsMeant(model.GetSymbolInfo(node, cancellationToken), symbol));
        }

        if (IsOperator(symbol))
        {
            return tree.GetRoot(cancellationToken).DescendantNodes().Where(node => SourceLanguage.OperatorsIn(node, model).Any(called => IsMeant(called.OriginalDefinition, symbol)));
        }

        if (IsDeconstructor(symbol))
        {
            return tree.GetRoot(cancellationToken).DescendantNodes()
                .Where(node => SourceLanguage.DeconstructorsIn(node, model).Any(method => IsMeant((method.ReducedFrom ?? method).OriginalDefinition, symbol)));
        }

        return IsCalledByStatement(symbol)
            ? tree.GetRoot(cancellationToken).DescendantNodes().Where(node => SourceLanguage.CalledBy(node, model).Any(called => IsMeant(called.OriginalDefinition, symbol)))
            : [];

        bool IsReadBy(IOperation? operation)
        {
            var read = operation switch
            {
                IImplicitIndexerReferenceOperation implied => implied.IndexerSymbol,
                IListPatternOperation list => list.IndexerSymbol,
                ISlicePatternOperation slice => slice.SliceSymbol,
                _ => null,
            };
            return read is not null && IsMeant(read.OriginalDefinition, symbol);
        }
    }

    private static bool IsIndexer(ISymbol symbol) => symbol is IPropertySymbol { IsIndexer: true } or IMethodSymbol { AssociatedSymbol: IPropertySymbol { IsIndexer: true } };

    /// <summary>What <c>post(180m)</c> calls, whatever the delegate is.</summary>
    private static bool IsOfDelegate(ISymbol symbol) => symbol is IMethodSymbol { MethodKind: MethodKind.DelegateInvoke };

    /// <summary>What a range in brackets calls: <c>lines[1..]</c>.</summary>
    private static bool IsSlice(ISymbol symbol) => symbol is IMethodSymbol { Name: "Slice", IsStatic: false, Parameters: [{ Type.SpecialType: SpecialType.System_Int32 }, { Type.SpecialType: SpecialType.System_Int32 }] };

    private static bool IsOperator(ISymbol symbol) => symbol is IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion };

    /// <summary>What <c>foreach</c> and <c>using</c> call, be it the implementation of an interface by its full name.</summary>
    private static bool IsCalledByStatement(ISymbol symbol)
        => symbol is IMethodSymbol or IPropertySymbol && NameOf(symbol) is var name && name.Substring(name.LastIndexOf('.') + 1) is "GetEnumerator" or "GetAsyncEnumerator" or "MoveNext" or "MoveNextAsync" or "Current" or "Dispose" or "DisposeAsync";

    private static bool IsDeconstructor(ISymbol symbol) => symbol is IMethodSymbol { Name: "Deconstruct", ReturnsVoid: true };

    private static bool IsMeant(SymbolInfo info, ISymbol symbol)
    {
        if (info.Symbol is null)
        {
            return info.CandidateSymbols.Length > 0;
        }

        return IsMeant(info.Symbol.OriginalDefinition, symbol);
    }

    private static bool IsMeant(ISymbol named, ISymbol symbol)
    {
        return Same(named, symbol)
            || (symbol is IMethodSymbol { AssociatedSymbol: { } property } && Same(named, property))
            || (named is IFieldSymbol { AssociatedSymbol: { } written } && Same(written, symbol))
            || (named is IMethodSymbol { ReducedFrom: { } reduced } && Same(reduced, symbol))
            // A call through what the symbol overrides.
            || Overridden(symbol).Any(overridden => Same(named, overridden))
            // What is stored in a property is read through what overrides it.
            || (named is IPropertySymbol { IsOverride: true } && symbol is IPropertySymbol && Overridden(named).Any(overridden => Same(overridden, symbol)));
    }

    private static IEnumerable<ISymbol> Overridden(ISymbol symbol)
    {
        if (symbol is IMethodSymbol { AssociatedSymbol: IPropertySymbol property })
        {
            symbol = property;
        }

        if (symbol is IMethodSymbol implementation)
        {
            foreach (var member in Access.Implemented(implementation))
            {
                yield return member.OriginalDefinition;
            }
        }

        if (symbol is IPropertySymbol { GetMethod: var getter, SetMethod: var setter })
        {
            foreach (var member in new[] { getter, setter }.OfType<IMethodSymbol>().SelectMany(Access.Implemented).Select(member => member.AssociatedSymbol).OfType<IPropertySymbol>())
            {
                yield return member.OriginalDefinition;
            }
        }

        while (symbol is IMethodSymbol { OverriddenMethod: { } method })
        {
            yield return symbol = method.OriginalDefinition;
        }

        while (symbol is IPropertySymbol { OverriddenProperty: { } overridden })
        {
            yield return symbol = overridden.OriginalDefinition;
        }
    }

    private static bool Same(ISymbol left, ISymbol right) => SymbolEqualityComparer.Default.Equals(left, PartialMembers.DeclarationOf(right)) || SymbolEqualityComparer.Default.Equals(left, right);

    /// <summary>A private member is only mentioned in its type's own files.</summary>
    private IEnumerable<SyntaxTree> TreesOf(ISymbol symbol, string name)
    {
        for (ISymbol? current = symbol; current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
        {
            if (current.DeclaredAccessibility == Accessibility.Private || current is IParameterSymbol || current is INamedTypeSymbol { IsFileLocal: true })
            {
                var type = current as INamedTypeSymbol ?? current.ContainingType;
                type = type?.ContainingType is { } outer && current is INamedTypeSymbol ? outer : type;
                if (type is not null)
                {
                    return type.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree).Distinct();
                }
            }
        }

        return IsUsedUnnamed(symbol) ? sources.Trees : SourceLanguage.NamesOf(symbol, name).SelectMany(sources.MayHold).Distinct();
    }

    /// <summary>Its uses need not write its name: <see cref="Unnamed"/>.</summary>
    private static bool IsUsedUnnamed(ISymbol symbol)
        => IsIndexer(symbol) || IsSlice(symbol) || IsOfDelegate(symbol) || IsDeconstructor(symbol) || IsOperator(symbol) || IsCalledByStatement(symbol) || symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } or INamedTypeSymbol;

    /// <summary>Where mentions may be: under which names, in which files.</summary>
    private sealed record Places(string[] Names, InFile[] Files)
    {
        public IEnumerable<SyntaxNode> NamesIn(SyntaxTree tree) => Names.SelectMany(TreeIndex.Of(tree).MentionsOf);
    }

    /// <summary>The mentions in one file, once somebody has asked for them.</summary>
    private sealed class InFile(SyntaxTree tree)
    {
        private volatile IReadOnlyList<Mention>? _found;

        public SyntaxTree Tree => tree;

        public IReadOnlyList<Mention>? Found
        {
            get => _found;
            set => _found = value;
        }
    }
}
