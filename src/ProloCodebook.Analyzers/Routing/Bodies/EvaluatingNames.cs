using Microsoft.CodeAnalysis;
using ProloCodebook.Rules;

namespace ProloCodebook.Routing;

/// <summary>
/// The names of the methods that may, themselves or through others, ask the evaluator or hold a decision: by name only, without
/// binding anything, so it may hold too many but none too few. What is not among them establishes nothing about any code.
/// </summary>
internal sealed class EvaluatingNames
{
    private readonly Lazy<HashSet<string>> _names;

    public EvaluatingNames(Compilation compilation, PolicySymbols symbols)
        => _names = new(() => Find(compilation, symbols));

    public bool Contains(IMethodSymbol method)
        => _names.Value.Contains(method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : (method.AssociatedSymbol ?? method).Name) || method.MethodKind is MethodKind.UserDefinedOperator or MethodKind.Conversion;

    private static HashSet<string> Find(Compilation compilation, PolicySymbols symbols)
    {
        var trees = compilation.SyntaxTrees.Select(TreeIndex.Of).ToList();
        var configured = symbols.ConfiguredEvaluatorNames(compilation.SyntaxTrees);
        var found = new HashSet<string>(SourceLanguage.NameComparer);
        var queue = new Queue<string>(trees.SelectMany(tree => tree.Names).Distinct().Where(name =>
            name.StartsWith("Evaluate", StringComparison.Ordinal)
            || name is "PolicyDecision" or "PolicyEvaluator" or "IPolicyEvaluator" or "RoutesToPolicy" or "RoutesToPolicyAttribute"
            || configured.Contains(name) || configured.Contains("*")));
        while (queue.Count > 0)
        {
            var mentioned = queue.Dequeue();
            foreach (var name in trees.SelectMany(tree => tree.DeclarationsMentioning(mentioned)))
            {
                if (found.Add(name))
                {
                    queue.Enqueue(name);
                }
            }
        }

        return found;
    }
}
