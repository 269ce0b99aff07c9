using Microsoft.CodeAnalysis;
using ProloCodebook.References;
using ProloCodebook.Rules;

namespace ProloCodebook.CodeFixes;

/// <summary>The generated types that list a code, in whatever namespace or referenced assembly they are.</summary>
internal sealed class GeneratedTypes
{
    private readonly INamespaceSymbol _namespace;
    private readonly IAssemblySymbol _user;

    private GeneratedTypes(INamedTypeSymbol codeText, IAssemblySymbol user)
    {
        CodeText = codeText;
        _namespace = codeText.ContainingNamespace;
        _user = user;
    }

    public INamedTypeSymbol CodeText { get; }

    public INamedTypeSymbol? Codes => Type("Codes");

    public INamedTypeSymbol? ProcedureCode => Type("ProcedureCode");

    public INamedTypeSymbol? Payer => Type("Payer");

    public INamedTypeSymbol? Evaluator => Type("PolicyEvaluator");

    public INamedTypeSymbol? EvaluatorInterface => Type("IPolicyEvaluator");

    /// <summary>Null where no type CodeText that the project can use has the code's constant: then there is nothing to write instead.</summary>
    public static GeneratedTypes? Find(Compilation compilation, GuardedCode code, PolicySymbols symbols)
    {
        // The project's own first: the referenced one stands behind it where both exist.
        var assemblies = new[] { compilation.Assembly }.Concat(compilation.SourceModule.ReferencedAssemblySymbols);
        var codeText = assemblies
            .Where(assembly => assembly.TypeNames.Contains("CodeText"))
            .SelectMany(assembly => TypesNamed("CodeText", assembly.GlobalNamespace))
            .FirstOrDefault(type => symbols.TypeOf(type) == PolicyType.CodeText
                && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly)
                && type.GetMembers(code.ConstantName).OfType<IFieldSymbol>().Any(field => field.ConstantValue is string text && text == code.Value));
        return codeText is null ? null : new GeneratedTypes(codeText, compilation.Assembly);
    }

    private static IEnumerable<INamedTypeSymbol> TypesNamed(string name, INamespaceSymbol from)
        => from.GetTypeMembers(name, 0).Concat(from.GetNamespaceMembers().SelectMany(inner => TypesNamed(name, inner)));

    // Only beside CodeText: another policy project's types of the same names do not fit these.
    private INamedTypeSymbol? Type(string name)
        => CodeText.ContainingAssembly.GetTypeByMetadataName(_namespace.IsGlobalNamespace ? name : _namespace.ToDisplayString() + "." + name) is { } type
            && (type.DeclaredAccessibility == Accessibility.Public || type.ContainingAssembly.GivesAccessTo(_user) || SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _user))
                ? type
                : null;
}
