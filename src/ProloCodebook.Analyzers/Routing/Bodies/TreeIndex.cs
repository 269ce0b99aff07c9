using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <summary>A type that may derive from others or override something.</summary>
/// <param name="Bases">All names among its bases, also those of type arguments; null where they are not known.</param>
/// <param name="Overrides">The names of members that override; <c>this</c> for an indexer; null where they are not known.</param>
internal sealed record DeclaredType(SyntaxNode Declaration, string Name, ISet<string>? Bases, ISet<string>? Overrides, bool IsRecord);

/// <summary>
/// Which names a file mentions, and within which declaration. Made in one walk, and kept as long as the tree itself: an editor
/// shares all trees but the edited one from one compilation to the next.
/// </summary>
internal sealed class TreeIndex
{
    private static readonly ConditionalWeakTable<SyntaxTree, TreeIndex> s_indexes = new();

    private readonly SyntaxTree _tree;
    private readonly Dictionary<string, Mentioned> _names = new(SourceLanguage.NameComparer);
    private readonly List<DeclaredType> _types = [];
    private readonly List<(string Alias, ISet<string> Target)> _aliases = [];

    private TreeIndex(SyntaxTree tree)
    {
        _tree = tree;
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            if (SourceLanguage.NameIn(node) is { } name)
            {
                Add(node, name);
            }
            else if (SourceLanguage.TypeIn(node) is { } type)
            {
                _types.Add(type);
            }
            else if (SourceLanguage.AliasIn(node) is { } alias)
            {
                _aliases.Add(alias);
            }
        }
    }

    public IEnumerable<string> Names => _names.Keys;

    public IReadOnlyList<DeclaredType> Types => _types;

    /// <summary>The names that <c>using</c> gives to others, and all names in what they stand for.</summary>
    public IReadOnlyList<(string Alias, ISet<string> Target)> Aliases => _aliases;

    public static TreeIndex Of(SyntaxTree tree) => s_indexes.GetValue(tree, static t => new TreeIndex(t));

    /// <summary>Where a name is mentioned, in source order.</summary>
    public IEnumerable<SyntaxNode> MentionsOf(string name)
    {
        if (_names.TryGetValue(name, out var mentioned))
        {
            var root = _tree.GetRoot();
            foreach (var position in mentioned.Positions)
            {
                if (root.FindToken(position).Parent is { } node && SourceLanguage.NameIn(node) is not null)
                {
                    yield return node;
                }
            }
        }
    }

    /// <summary>The names of the members (for what runs with a constructor, of the types) that mention a name.</summary>
    public IEnumerable<string> DeclarationsMentioning(string name)
        => _names.TryGetValue(name, out var mentioned) ? mentioned.Declarations : [];

    private void Add(SyntaxNode node, string name)
    {
        var mentioned = MentionedAs(name);
        mentioned.Positions.Add(node.SpanStart);
        if (DeclarationAround(node) is { } declaration)
        {
            mentioned.Declarations.Add(declaration);
        }

        // Who calls what is implemented runs the implementation.
        if (SourceLanguage.ImplementedBy(node) is { } implementation)
        {
            MentionedAs(implementation).Declarations.Add(name);
        }
    }

    private Mentioned MentionedAs(string name)
    {
        if (!_names.TryGetValue(name, out var mentioned))
        {
            _names.Add(name, mentioned = new Mentioned());
        }

        return mentioned;
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

    private sealed class Mentioned
    {
        public HashSet<string> Declarations { get; } = new(SourceLanguage.NameComparer);

        public List<int> Positions { get; } = [];
    }
}
