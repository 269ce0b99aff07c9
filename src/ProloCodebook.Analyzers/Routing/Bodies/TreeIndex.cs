using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProloCodebook.Routing;

/// <summary>
/// Which names a file mentions, and within which declaration. Made in one walk, and kept as long as the tree itself: an editor
/// shares all trees but the edited one from one compilation to the next.
/// </summary>
internal sealed class TreeIndex
{
    private static readonly ConditionalWeakTable<SyntaxTree, TreeIndex> s_indexes = new();

    private readonly Dictionary<string, HashSet<string>> _declarationsMentioning = new(StringComparer.Ordinal);

    private TreeIndex(SyntaxTree tree)
    {
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            if (node is SimpleNameSyntax name)
            {
                var text = name.Identifier.ValueText;
                if (!_declarationsMentioning.TryGetValue(text, out var declarations))
                {
                    _declarationsMentioning.Add(text, declarations = new(StringComparer.Ordinal));
                }

                if (DeclarationAround(node) is { } declaration)
                {
                    declarations.Add(declaration);
                }
            }
        }
    }

    public IEnumerable<string> Names => _declarationsMentioning.Keys;

    public static TreeIndex Of(SyntaxTree tree) => s_indexes.GetValue(tree, static t => new TreeIndex(t));

    public bool Mentions(string name) => _declarationsMentioning.ContainsKey(name);

    /// <summary>The names of the members (for what runs with a constructor, of the types) that mention a name.</summary>
    public IEnumerable<string> DeclarationsMentioning(string name)
        => _declarationsMentioning.TryGetValue(name, out var declarations) ? declarations : [];

    private static string? DeclarationAround(SyntaxNode node)
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
