using Microsoft.CodeAnalysis;
using ProloCodebook.Rules;

namespace ProloCodebook.Routing;

/// <summary>
/// The names of the methods that may, themselves or through others, ask the evaluator or hold a decision: by name only, without
/// binding anything, so it may hold too many but none too few. What is not among them establishes nothing about any code.
/// </summary>
internal sealed class EvaluatingNames
{
    private static readonly string[] s_types = ["PolicyDecision", "PolicyEvaluator", "IPolicyEvaluator", "RoutesToPolicy", "RoutesToPolicyAttribute"];

    private readonly Lazy<HashSet<string>> _names;

    public EvaluatingNames(SourceIndex sources, PolicySymbols symbols)
        => _names = new(() => Find(sources, symbols));

    public bool Contains(IMethodSymbol method)
        => _names.Value.Contains(method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : DeclaredName((method.AssociatedSymbol ?? method).Name)) || method.MethodKind is MethodKind.UserDefinedOperator or MethodKind.Conversion;

    /// <summary>Of an explicit implementation of an interface's member that member's name.</summary>
    private static string DeclaredName(string name) => name.Substring(name.LastIndexOf('.') + 1);

    private static HashSet<string> Find(SourceIndex sources, PolicySymbols symbols)
    {
        var configured = symbols.ConfiguredEvaluatorNames(sources.Trees);
        var found = new HashSet<string>(SourceLanguage.NameComparer);
        IReadOnlyList<string> next = [.. (configured.Contains("*")
            ? sources.Trees.SelectMany(tree => TreeIndex.Of(tree).Names)
            : sources.MayHold(WordFilter.EvaluateMark)
                .SelectMany(tree => TreeIndex.Of(tree).NamesBeginningWith("Evaluate"))
                .Concat(s_types).Concat(configured)).Distinct()];
        while (next.Count > 0)
        {
            next = [.. sources.DeclarationsMentioning(next).Where(found.Add)];
        }

        return found;
    }
}
