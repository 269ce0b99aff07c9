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

    public bool Contains(IMethodSymbol method) => _names.Value.Contains(SourceIndex.DeclaredName(method)) || method.MethodKind is MethodKind.UserDefinedOperator or MethodKind.Conversion;

    private static HashSet<string> Find(SourceIndex sources, PolicySymbols symbols)
    {
        var configured = symbols.ConfiguredEvaluatorNames(sources.Trees);
        return sources.DeclarationsLeadingTo(configured.Contains("*")
            ? sources.Trees.SelectMany(tree => TreeIndex.Of(tree).Names)
            : sources.MayHold(WordFilter.EvaluateMark)
                .SelectMany(tree => TreeIndex.Of(tree).NamesBeginningWith("Evaluate"))
                .Concat(s_types).Concat(configured));
    }
}
