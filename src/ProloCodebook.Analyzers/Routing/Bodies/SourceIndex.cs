using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <summary>
/// The files of a compilation by the names that stand in them. Only the files that hold a name that is asked for are looked at as syntax.
/// </summary>
internal sealed class SourceIndex
{
    // Members that the compiler writes into records.
    private static readonly HashSet<string> s_recordMembers = ["ToString", "Equals", "GetHashCode", "PrintMembers", "EqualityContract", "<Clone>$"];

    private readonly Lazy<(SyntaxTree Tree, WordFilter Filter)[]> _files;

    public SourceIndex(Compilation compilation)
    {
        Trees = compilation.SyntaxTrees;
        _files = new(() => [.. Trees.Select(tree => (tree, WordFilter.Of(tree)))]);
    }

    public IEnumerable<SyntaxTree> Trees { get; }

    /// <summary>The files in which a word stands, be it in a comment; and perhaps a few others.</summary>
    public IEnumerable<SyntaxTree> MayHold(string word)
    {
        var hash = WordFilter.HashOf(word);
        foreach (var (tree, filter) in _files.Value)
        {
            if (filter.MayHold(hash))
            {
                yield return tree;
            }
        }
    }

    /// <summary>The declarations that mention one of several names. File by file: there may be hundreds of names, and a file is at hand only once then.</summary>
    public IEnumerable<string> DeclarationsMentioning(IReadOnlyCollection<string> names)
    {
        var words = names.Select(name => (Name: name, Hash: WordFilter.HashOf(name))).ToArray();
        foreach (var (tree, filter) in _files.Value)
        {
            foreach (var (name, hash) in words)
            {
                if (filter.MayHold(hash))
                {
                    foreach (var declaration in TreeIndex.Of(tree).DeclarationsMentioning(name))
                    {
                        yield return declaration;
                    }
                }
            }
        }
    }

    /// <summary>The names of the declarations that mention one of several names, themselves or through others.</summary>
    public HashSet<string> DeclarationsLeadingTo(IEnumerable<string> names)
    {
        var found = new HashSet<string>(SourceLanguage.NameComparer);
        IReadOnlyList<string> next = [.. names.Distinct()];
        while (next.Count > 0)
        {
            next = [.. DeclarationsMentioning(next).Where(found.Add)];
        }

        return found;
    }

    /// <summary>The name by which a method is found among those: of a constructor its type's, of an accessor its property's, of an explicit implementation the member's that it implements.</summary>
    public static string DeclaredName(IMethodSymbol method)
    {
        var name = method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : (method.AssociatedSymbol ?? method).Name;
        return name.Substring(name.LastIndexOf('.') + 1);
    }

    /// <summary>The type declarations that may, themselves or through others, derive from a type of that name, in an order of the project's own.</summary>
    public IEnumerable<DeclaredType> TypesBelow(string name)
    {
        var found = new HashSet<DeclaredType>();
        var names = new HashSet<string>(SourceLanguage.NameComparer) { name };
        var queue = new Queue<string>(names);
        while (queue.Count > 0)
        {
            var wanted = queue.Dequeue();
            foreach (var index in MayHold(wanted).Select(TreeIndex.Of))
            {
                foreach (var type in index.TypesWith(wanted).Where(type => type.Bases?.Contains(wanted) != false))
                {
                    found.Add(type);
                    Add(type.Name);
                }

                foreach (var (alias, target) in index.AliasesWith(wanted))
                {
                    if (target.Contains(wanted))
                    {
                        Add(alias);
                    }
                }
            }
        }

        return Ordered(found);

        void Add(string next)
        {
            if (names.Add(next))
            {
                queue.Enqueue(next);
            }
        }
    }

    /// <summary>The type declarations that may override a member of that name.</summary>
    public IEnumerable<DeclaredType> TypesOverriding(ISymbol member)
    {
        var word = member is IPropertySymbol { IsIndexer: true } ? "this" : member.Name;
        var overriding = MayHold(word).Intersect(MayHold("override"))
            .SelectMany(tree => TreeIndex.Of(tree).TypesWith(word)).Where(type => type.Overrides?.Contains(word) != false);
        var records = s_recordMembers.Contains(word)
            ? MayHold("record").SelectMany(tree => TreeIndex.Of(tree).TypesWith("record")).Where(type => type is { IsRecord: true, Bases.Count: > 0 })
            : [];
        return Ordered(overriding.Concat(records).Distinct());
    }

    private static IEnumerable<DeclaredType> Ordered(IEnumerable<DeclaredType> types)
        => types.OrderBy(type => type.Declaration.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(type => type.Declaration.SpanStart);
}
