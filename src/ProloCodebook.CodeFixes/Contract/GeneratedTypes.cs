using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProloCodebook.Rules;

namespace ProloCodebook.CodeFixes.Contract;

/// <summary>
/// The generated types as the code of a compilation can name them: generated into it, or into an assembly that it references.
/// </summary>
internal sealed class GeneratedTypes
{
    private readonly Compilation _compilation;

    private GeneratedTypes(Compilation compilation, INamedTypeSymbol evaluator, INamedTypeSymbol payer, INamedTypeSymbol decision)
    {
        _compilation = compilation;
        Evaluator = evaluator;
        Payer = payer;
        Decision = decision;
        EvaluatorInterface = Sibling("IPolicyEvaluator");
        ServiceLine = Sibling("ServiceLine");
        ProcedureCode = Sibling("ProcedureCode");
        Codes = Sibling("Codes");
        CodeText = Sibling("CodeText");
    }

    public INamedTypeSymbol Evaluator { get; }

    public INamedTypeSymbol Payer { get; }

    public INamedTypeSymbol Decision { get; }

    public INamedTypeSymbol? EvaluatorInterface { get; }

    public INamedTypeSymbol? ServiceLine { get; }

    public INamedTypeSymbol? ProcedureCode { get; }

    private INamedTypeSymbol? Codes { get; }

    private INamedTypeSymbol? CodeText { get; }

    /// <summary>Null where the compilation cannot name them: a fix has nothing to write then.</summary>
    public static GeneratedTypes? Find(Compilation compilation, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var symbols = new PolicySymbols(options.AnalyzerConfigOptionsProvider);
        foreach (var evaluator in TypesNamed(compilation, "PolicyEvaluator", cancellationToken))
        {
            if (symbols.TypeOf(evaluator) == PolicyType.Evaluator
                && Accessible(compilation, evaluator) is not null
                && Accessible(compilation, Sibling(evaluator, "Payer")) is { } payer
                && Accessible(compilation, Sibling(evaluator, "PolicyDecision")) is { } decision)
            {
                return new GeneratedTypes(compilation, evaluator, payer, decision);
            }
        }

        return null;
    }

    /// <summary><c>CodeText.HcpcsM0076</c>, a constant; null where there is none that this code may name.</summary>
    public string? TextConstant(string name) => Member(CodeText, name);

    /// <summary><c>Codes.HcpcsM0076</c>, a <c>ProcedureCode</c>; null where there is none that this code may name.</summary>
    public string? CodeConstant(string name) => Member(Codes, name);

    /// <summary>How code anywhere can name a type: <c>global::ProloCodebook.Payer</c>. The simplifier makes it short.</summary>
    public static string NameOf(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private string? Member(INamedTypeSymbol? type, string name)
        => type?.GetMembers(name).FirstOrDefault() is { IsStatic: true } member && _compilation.IsSymbolAccessibleWithin(member, _compilation.Assembly)
            ? NameOf(type) + "." + name
            : null;

    private INamedTypeSymbol? Sibling(string name) => Accessible(_compilation, Sibling(Evaluator, name));

    private static INamedTypeSymbol? Sibling(INamedTypeSymbol type, string name)
        => type.ContainingNamespace.GetTypeMembers(name, 0).FirstOrDefault(t => SymbolEqualityComparer.Default.Equals(t.ContainingAssembly, type.ContainingAssembly));

    private static INamedTypeSymbol? Accessible(Compilation compilation, INamedTypeSymbol? type)
        => type is not null && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly) ? type : null;

    /// <summary>Those of the project itself first.</summary>
    private static IEnumerable<INamedTypeSymbol> TypesNamed(Compilation compilation, string name, CancellationToken cancellationToken)
        => compilation.GetSymbolsWithName(name, SymbolFilter.Type, cancellationToken).OfType<INamedTypeSymbol>()
            .Concat(compilation.SourceModule.ReferencedAssemblySymbols
                .Where(assembly => assembly.TypeNames.Contains(name))
                .SelectMany(assembly => TypesNamed(assembly.GlobalNamespace, name)));

    private static IEnumerable<INamedTypeSymbol> TypesNamed(INamespaceSymbol @namespace, string name)
        => @namespace.GetTypeMembers(name).Concat(@namespace.GetNamespaceMembers().SelectMany(inner => TypesNamed(inner, name)));
}
