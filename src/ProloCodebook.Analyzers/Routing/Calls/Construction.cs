using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.References;

namespace ProloCodebook.Routing;

/// <summary>What runs of itself where an object is made: the initializers of its members, and the constructor of its base class that no other calls by name.</summary>
internal sealed class Construction(BodyFinder bodies, ReferenceFinder finder)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, IReadOnlyList<BodyReference>> _initializers = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, IMethodSymbol?> _called = new(SymbolEqualityComparer.Default);

    /// <summary>The initializers of a type's own instance members, but for those that put nothing more than some other constant there. With a primary constructor they are its body, and none.</summary>
    public IReadOnlyList<BodyReference> InitializersOf(INamedTypeSymbol type, CancellationToken cancellationToken)
        => _initializers.TryGetValue(type, out var known) ? known : _initializers.GetOrAdd(type, [.. FindInitializers(type, cancellationToken)]);

    /// <summary>The constructor of the base class that runs before a constructor does, and that this does not call by name; null where there is none in the compilation.</summary>
    public IMethodSymbol? ImplicitBaseOf(IMethodSymbol constructor, CancellationToken cancellationToken)
        => constructor.ContainingType.BaseType?.OriginalDefinition is { } type && type.Locations.Any(location => location.IsInSource) && CalledBy(constructor, cancellationToken) is null
            ? type.InstanceConstructors.Where(candidate => candidate.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams)).OrderBy(candidate => candidate.Parameters.Length).FirstOrDefault()
            : null;

    /// <summary>It leaves it to another constructor of its type to initialize the members.</summary>
    public bool CallsOwn(IMethodSymbol constructor, CancellationToken cancellationToken)
        => CalledBy(constructor, cancellationToken) is { } called && SymbolEqualityComparer.Default.Equals(called.ContainingType.OriginalDefinition, constructor.ContainingType.OriginalDefinition);

    private IMethodSymbol? CalledBy(IMethodSymbol constructor, CancellationToken cancellationToken)
        => constructor.IsImplicitlyDeclared ? null
            : _called.TryGetValue(constructor, out var known) ? known
            : _called.GetOrAdd(constructor, bodies.ReferencesOf(constructor).Select(body => Called(body, cancellationToken)).FirstOrDefault(called => called is not null));

    private IMethodSymbol? Called(BodyReference body, CancellationToken cancellationToken)
        => bodies.ModelOf(body.Node.SyntaxTree).GetOperation(body.Node, cancellationToken)?.Descendants().OfType<IInvocationOperation>().FirstOrDefault(call => call.TargetMethod.MethodKind == MethodKind.Constructor)?.TargetMethod;

    private IEnumerable<BodyReference> FindInitializers(INamedTypeSymbol type, CancellationToken cancellationToken)
        => type.GetMembers().Where(member => member is IFieldSymbol or IPropertySymbol && member is { IsStatic: false, IsImplicitlyDeclared: false } && KnownTypes.CanHoldCode(Member.Of(member).Type))
            .SelectMany(member => member.DeclaringSyntaxReferences)
            .SelectMany(reference => bodies.InitializersOf(reference.GetSyntax(cancellationToken)))
            .Where(body => body.Owner is not IMethodSymbol && MayPut(body, cancellationToken));

    private bool MayPut(BodyReference initializer, CancellationToken cancellationToken)
        => bodies.ModelOf(initializer.Node.SyntaxTree).GetOperation(initializer.Node, cancellationToken) is { } operation
            && (operation is not ISymbolInitializerOperation { Value.ConstantValue.HasValue: true } || finder.Find(operation, cancellationToken).Any(reference => reference.Certainty == ReferenceCertainty.Reference));
}
