using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <summary>A type that may derive from others or override something.</summary>
/// <param name="Bases">All names among its bases, also those of type arguments; null where they are not known.</param>
/// <param name="Overrides">The names of members that override; <c>this</c> for an indexer; null where they are not known.</param>
internal sealed record DeclaredType(SyntaxNode Declaration, string Name, ISet<string>? Bases, ISet<string>? Overrides, bool IsRecord)
{
    public bool Equals(DeclaredType? other) => other is not null && Declaration == other.Declaration;

    public override int GetHashCode() => Declaration.GetHashCode();
}

/// <summary>Where a file mentions a name. Positions, not nodes: those would keep the whole syntax of the file in memory.</summary>
internal sealed class Mentioned
{
    public static readonly Mentioned Nowhere = new();

    private readonly HashSet<string> _declarations = new(SourceLanguage.NameComparer);
    private readonly List<int> _positions = [];

    public IEnumerable<string> Declarations => _declarations;

    public IEnumerable<int> Positions => _positions;

    public void Add(SyntaxNode mention)
    {
        _positions.Add(mention.SpanStart);
        if (mention.Parent is { } parent && DeclarationAround(parent) is { } name)
        {
            _declarations.Add(name);
        }
    }

    /// <summary>The name of the member in which a piece of syntax stands; null where that has none.</summary>
    public static string? DeclarationAround(SyntaxNode syntax)
        => syntax.AncestorsAndSelf().Select(SourceLanguage.DeclaredName).FirstOrDefault(name => name is not null);

    public void AddDeclaration(string name) => _declarations.Add(name);
}

/// <summary>All names, types and aliases of a file, from one walk through its syntax.</summary>
internal sealed class TreeWalk
{
    private readonly Dictionary<string, Mentioned> _names = new(SourceLanguage.NameComparer);
    private readonly List<DeclaredType> _types = [];
    private readonly List<(string Alias, ISet<string> Target)> _aliases = [];

    public TreeWalk(SyntaxNode root)
    {
        foreach (var node in root.DescendantNodes())
        {
            if (SourceLanguage.NameIn(node) is { } name)
            {
                MentionedAs(name).Add(node);

                // Who calls what is implemented runs the implementation.
                if (SourceLanguage.ImplementedBy(node) is { } implementation)
                {
                    MentionedAs(implementation).AddDeclaration(name);
                }
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

    public IReadOnlyDictionary<string, Mentioned> Names => _names;

    public IReadOnlyList<DeclaredType> Types => _types;

    /// <summary>The names that <c>using</c> gives to others, and all names in what they stand for.</summary>
    public IReadOnlyList<(string Alias, ISet<string> Target)> Aliases => _aliases;

    private Mentioned MentionedAs(string name)
    {
        if (!_names.TryGetValue(name, out var mentioned))
        {
            _names.Add(name, mentioned = new Mentioned());
        }

        return mentioned;
    }
}
