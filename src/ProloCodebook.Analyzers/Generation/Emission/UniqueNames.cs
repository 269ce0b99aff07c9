using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace ProloCodebook.Generation.Emission;

/// <summary>Makes C# identifiers of a policy's ids, each once within its scope.</summary>
internal sealed class UniqueNames(params string[] taken)
{
    // What every class has already; a member of that name would hide it, which is a warning.
    private static readonly string[] s_ofObject = ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    private readonly HashSet<string> _taken = new(taken.Concat(s_ofObject), StringComparer.Ordinal);

    /// <summary><c>platelet-rich-plasma</c> becomes <c>PlateletRichPlasma</c>; where that is taken, <c>PlateletRichPlasma2</c>.</summary>
    public string Add(string id, string prefix = "", string suffix = "")
    {
        var name = prefix + Pascal(id) + suffix;
        if (!SyntaxFacts.IsValidIdentifier(name))
        {
            name = "_" + name;
        }

        var unique = name;
        for (var number = 2; !_taken.Add(unique); number++)
        {
            unique = name + Literal.Of(number);
        }

        return unique;
    }

    /// <summary>The identifier as it must be written: <c>@class</c> for a keyword.</summary>
    public static string Escaped(string identifier)
        => SyntaxFacts.GetKeywordKind(identifier) == SyntaxKind.None ? identifier : "@" + identifier;

    private static string Pascal(string id)
    {
        var builder = new StringBuilder(id.Length);
        var startsWord = true;
        foreach (var c in id)
        {
            // ASCII only: an id is an id in every encoding, and no look-alike makes two names one.
            if (c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9'))
            {
                builder.Append(startsWord ? char.ToUpperInvariant(c) : c);
                startsWord = false;
            }
            else
            {
                startsWord = true;
            }
        }

        return builder.ToString();
    }
}
