using System.Text;

namespace ProloCodebook.Tool.Reporting.Html;

/// <summary>The id of an element, which links lead to. Links lead nowhere else: a policy cannot add an address of its own.</summary>
internal sealed class Anchor
{
    internal Anchor(string id) => Id = id;

    public string Id { get; }
}

/// <summary>Makes the ids of a page: readable, made of harmless characters, and each given once.</summary>
internal sealed class Anchors
{
    private const int MostCharacters = 60;

    private readonly Dictionary<(string Scope, string Kind, string Name), Anchor> _anchors = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The anchor of a thing, the same at each call.</summary>
    /// <param name="scope">The part of the page; empty where there is one alone.</param>
    public Anchor Of(string scope, string kind, string name)
    {
        if (_anchors.TryGetValue((scope, kind, name), out var anchor))
        {
            return anchor;
        }

        var slug = Slug($"{scope} {kind} {name}");
        var id = slug;
        for (var i = 2; !_taken.Add(id); i++)
        {
            id = $"{slug}-{i}";
        }

        return _anchors[(scope, kind, name)] = new Anchor(id);
    }

    private static string Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (var c in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(c);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }

            if (slug.Length == MostCharacters)
            {
                break;
            }
        }

        return slug.ToString().TrimEnd('-');
    }
}
