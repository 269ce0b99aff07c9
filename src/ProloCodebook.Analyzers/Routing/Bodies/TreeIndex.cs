using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProloCodebook.Routing;

/// <summary>
/// Which names a file mentions, and within which declaration. Made in one walk, and kept as long as the tree itself: an editor
/// shares all trees but the edited one from one compilation to the next.
/// </summary>
internal sealed class TreeIndex
{
    private static readonly ConditionalWeakTable<SyntaxTree, TreeIndex> s_indexes = new();

    private readonly SyntaxTree _tree;
    private readonly Dictionary<string, Mentioned> _names = new(StringComparer.Ordinal);
    private readonly List<DeclaredType> _types = [];
    private readonly List<(string Alias, HashSet<string> Target)> _aliases = [];

    private TreeIndex(SyntaxTree tree)
    {
        _tree = tree;
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            switch (node)
            {
                case SimpleNameSyntax name:
                    Add(name);
                    break;
                case UsingDirectiveSyntax { Alias.Name.Identifier.ValueText: var alias } directive:
                    _aliases.Add((alias, NamesIn(directive)));
                    break;
                case TypeDeclarationSyntax type:
                    Add(type);
                    break;
            }
        }
    }

    /// <summary>A type that derives from others or overrides something.</summary>
    /// <param name="Bases">All names in its base list, also those of type arguments.</param>
    /// <param name="Overrides">The names of members declared with <c>override</c>; <c>this</c> for an indexer.</param>
    internal sealed record DeclaredType(TypeDeclarationSyntax Declaration, HashSet<string> Bases, HashSet<string> Overrides);

    public IEnumerable<string> Names => _names.Keys;

    public IReadOnlyList<DeclaredType> Types => _types;

    /// <summary>The names that <c>using</c> gives to others, and all names in what they stand for.</summary>
    public IReadOnlyList<(string Alias, HashSet<string> Target)> Aliases => _aliases;

    public static TreeIndex Of(SyntaxTree tree) => s_indexes.GetValue(tree, static t => new TreeIndex(t));

    /// <summary>Where a name is mentioned, in source order.</summary>
    public IEnumerable<SimpleNameSyntax> MentionsOf(string name)
    {
        if (_names.TryGetValue(name, out var mentioned))
        {
            var root = _tree.GetRoot();
            foreach (var position in mentioned.Positions)
            {
                if (root.FindToken(position).Parent is SimpleNameSyntax node)
                {
                    yield return node;
                }
            }
        }
    }

    /// <summary>The names of the members (for what runs with a constructor, of the types) that mention a name.</summary>
    public IEnumerable<string> DeclarationsMentioning(string name)
        => _names.TryGetValue(name, out var mentioned) ? mentioned.Declarations : [];

    private void Add(SimpleNameSyntax name)
    {
        var text = name.Identifier.ValueText;
        if (!_names.TryGetValue(text, out var mentioned))
        {
            _names.Add(text, mentioned = new Mentioned());
        }

        mentioned.Positions.Add(name.Identifier.SpanStart);
        if (DeclarationAround(name) is { } declaration)
        {
            mentioned.Declarations.Add(declaration);
        }
    }

    private void Add(TypeDeclarationSyntax type)
    {
        var overrides = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in type.Members)
        {
            if (member.Modifiers.Any(SyntaxKind.OverrideKeyword) && NameOf(member) is { } name)
            {
                overrides.Add(name);
            }
        }

        if (type.BaseList is not null || overrides.Count > 0)
        {
            _types.Add(new DeclaredType(type, type.BaseList is { } list ? NamesIn(list) : [], overrides));
        }
    }

    private static string? NameOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        EventDeclarationSyntax e => e.Identifier.ValueText,
        EventFieldDeclarationSyntax { Declaration.Variables: [var variable, ..] } => variable.Identifier.ValueText,
        IndexerDeclarationSyntax => "this",
        _ => null,
    };

    private static HashSet<string> NamesIn(SyntaxNode node)
        => new(node.DescendantNodes().OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText), StringComparer.Ordinal);

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

    private sealed class Mentioned
    {
        public HashSet<string> Declarations { get; } = new(StringComparer.Ordinal);

        public List<int> Positions { get; } = [];
    }
}
