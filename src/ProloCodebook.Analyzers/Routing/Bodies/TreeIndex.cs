using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <summary>
/// Which names a file mentions, and within which declaration. Made in one walk, and kept as long as the tree itself: an editor
/// shares all trees but the edited one from one compilation to the next.
/// </summary>
internal sealed class TreeIndex
{
    private static readonly ConditionalWeakTable<SyntaxTree, TreeIndex> s_indexes = new();

    private readonly Dictionary<string, HashSet<string>> _declarationsMentioning = new(SourceLanguage.NameComparer);

    private TreeIndex(SyntaxTree tree)
    {
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            if (SourceLanguage.NameIn(node) is { } name)
            {
                var declarations = DeclarationsThatMention(name);
                if (DeclarationAround(node) is { } declaration)
                {
                    declarations.Add(declaration);
                }

                // Who calls what is implemented runs the implementation.
                if (SourceLanguage.ImplementedBy(node) is { } implementation)
                {
                    DeclarationsThatMention(implementation).Add(name);
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

    private HashSet<string> DeclarationsThatMention(string name)
    {
        if (!_declarationsMentioning.TryGetValue(name, out var declarations))
        {
            _declarationsMentioning.Add(name, declarations = new(SourceLanguage.NameComparer));
        }

        return declarations;
    }

    private static string? DeclarationAround(SyntaxNode node)
    {
        for (var current = node.Parent; current is not null; current = current.Parent)
        {
            if (SourceLanguage.DeclaredName(current) is { } name)
            {
                return name;
            }
        }

        return null;
    }
}
