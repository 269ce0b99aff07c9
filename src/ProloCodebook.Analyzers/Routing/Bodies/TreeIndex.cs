using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <summary>
/// Which names a file mentions, and within which declaration. Kept as long as the tree itself: an editor shares all trees but the edited one from one
/// compilation to the next.
/// </summary>
/// <remarks>
/// Where names stand in the text as they are compared, only the places where a word stands are looked at as syntax; a walk of the whole file costs as much
/// as dozens of words. It is made once where so many are asked for, or where a name can be spelled otherwise.
/// </remarks>
internal sealed class TreeIndex
{
    private const int WordsBeforeWalk = 30;

    private static readonly ConditionalWeakTable<SyntaxTree, TreeIndex> s_indexes = new();

    private readonly SyntaxTree _tree;
    private readonly ConcurrentDictionary<string, Mentioned> _words = new(SourceLanguage.NameComparer);
    private readonly Lazy<TreeWalk> _walk;
    private readonly bool _isByWord;
    private int _asked;

    private TreeIndex(SyntaxTree tree)
    {
        _tree = tree;
        _walk = new(() => new TreeWalk(tree.GetRoot()));
        _isByWord = WordFilter.Of(tree).KnowsAllWords;
    }

    public static TreeIndex Of(SyntaxTree tree) => s_indexes.GetValue(tree, static t => new TreeIndex(t));

    public IEnumerable<string> Names => _walk.Value.Names.Keys;

    private bool IsWalked => !_isByWord || _walk.IsValueCreated || _asked >= WordsBeforeWalk;

    /// <summary>Where a name is mentioned, in source order.</summary>
    public IEnumerable<SyntaxNode> MentionsOf(string name)
    {
        var root = _tree.GetRoot();
        foreach (var position in Mentioning(name).Positions)
        {
            if (root.FindToken(position).Parent is { } node && SourceLanguage.NameIn(node) is not null)
            {
                yield return node;
            }
        }
    }

    /// <summary>The names of the members (for what runs with a constructor, of the types) that mention a name.</summary>
    public IEnumerable<string> DeclarationsMentioning(string name) => Mentioning(name).Declarations;

    /// <summary>The names of the members that have a word in them, be it in a text.</summary>
    public IEnumerable<string> DeclarationsWith(string word)
        => TokensAt(word, isWhole: true).Select(token => Mentioned.DeclarationAround(token.Parent!)).OfType<string>();

    /// <summary>The names mentioned that begin so.</summary>
    public IEnumerable<string> NamesBeginningWith(string prefix)
        => IsWalked
            ? Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            : TokensAt(prefix, isWhole: false).Select(token => NameAt(token)).OfType<string>().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Distinct();

    /// <summary>The types that have a word in their declaration, and perhaps others.</summary>
    public IEnumerable<DeclaredType> TypesWith(string word)
        => IsWalked ? _walk.Value.Types : NodesAround(word).Select(SourceLanguage.TypeIn).OfType<DeclaredType>();

    /// <summary>The names that <c>using</c> gives to others, and all names in what they stand for: those with a name in it, and perhaps others.</summary>
    public IEnumerable<(string Alias, ISet<string> Target)> AliasesWith(string name)
        => IsWalked ? _walk.Value.Aliases : NodesAround(name).Select(SourceLanguage.AliasIn).Where(alias => alias is not null).Select(alias => alias!.Value);

    private Mentioned Mentioning(string name)
    {
        if (_words.TryGetValue(name, out var known))
        {
            return known;
        }

        if (IsWalked)
        {
            return _walk.Value.Names.TryGetValue(name, out var walked) ? walked : Mentioned.Nowhere;
        }

        var found = new Mentioned();
        foreach (var token in TokensAt(name, isWhole: true))
        {
            if (NameAt(token) is { } mentioned && SourceLanguage.NameComparer.Equals(mentioned, name))
            {
                found.Add(token.Parent!);
            }
        }

        return _words.GetOrAdd(name, found);
    }

    private static string? NameAt(SyntaxToken token)
        => token.Parent is { } node && node.SpanStart == token.SpanStart ? SourceLanguage.NameIn(node) : null;

    private IEnumerable<SyntaxNode> NodesAround(string word) => TokensAt(word, isWhole: true).SelectMany(token => token.Parent!.AncestorsAndSelf()).Distinct();

    /// <summary>The tokens in whose text a word stands.</summary>
    private IEnumerable<SyntaxToken> TokensAt(string word, bool isWhole)
    {
        if (word.Length == 0)
        {
            yield break;
        }

        Interlocked.Increment(ref _asked);
        var text = _tree.GetText().ToString();
        var root = _tree.GetRoot();
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if ((at > 0 && WordFilter.IsWordCharacter(text[at - 1])) || (isWhole && end < text.Length && WordFilter.IsWordCharacter(text[end])))
            {
                continue;
            }

            // Not in a comment.
            if (root.FindToken(at) is { Parent: not null } token && token.Span.Contains(at))
            {
                yield return token;
            }
        }
    }
}
