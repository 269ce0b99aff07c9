using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
        // By mentioned name, who mentions it.
        var mentionedBy = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var node in tree.GetRoot().DescendantNodes())
            {
                if (node is SimpleNameSyntax name && DeclaredName(node) is { } declared)
                {
                    var text = name.Identifier.ValueText;
                    if (!mentionedBy.TryGetValue(text, out var by))
                    {
                        mentionedBy.Add(text, by = new(StringComparer.Ordinal));
                    }

                    by.Add(declared);
                }
            }
        }

        var configured = symbols.ConfiguredEvaluatorNames(compilation.SyntaxTrees);
        var found = new HashSet<string>(StringComparer.Ordinal);
        var queue = new Queue<string>(mentionedBy.Keys.Where(name => name.StartsWith("Evaluate", StringComparison.Ordinal) || name is "PolicyDecision" or "PolicyEvaluator" or "IPolicyEvaluator" or "RoutesToPolicy" or "RoutesToPolicyAttribute" || configured.Contains(name) || configured.Contains("*")));
        while (queue.Count > 0)
        {
            if (mentionedBy.TryGetValue(queue.Dequeue(), out var by))
            {
                foreach (var name in by)
                {
                    if (found.Add(name))
                    {
                        queue.Enqueue(name);
                    }
                }
            }
        }

        return found;
    }

    private static string? DeclaredName(SyntaxNode node)
    {
        for (var current = node.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case MethodDeclarationSyntax method:
                    return method.Identifier.ValueText;
                case PropertyDeclarationSyntax property:
                    return property.Identifier.ValueText;
                case IndexerDeclarationSyntax:
                    return "this[]";
                case EventDeclarationSyntax e:
                    return e.Identifier.ValueText;
                case VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } variable:
                    return variable.Identifier.ValueText;
                case ConstructorDeclarationSyntax constructor:
                    return constructor.Identifier.ValueText;
                case BaseTypeDeclarationSyntax type:
                    // Initializers and base arguments run with the constructor.
                    return type.Identifier.ValueText;
            }
        }

        return null;
    }
}
