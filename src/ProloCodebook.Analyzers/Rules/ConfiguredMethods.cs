using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProloCodebook.Rules;

/// <summary>
/// Methods that an .editorconfig option names: <c>Audit.Note</c> or <c>Contoso.Billing.Audit.Note</c>, separated by commas or white space. (Semicolons work,
/// too, where they arrive: in an .editorconfig the compiler takes what follows one for a comment.)
/// </summary>
/// <remarks>
/// A name is matched from its end, so the namespace may be left out. <c>Audit.*</c> is every member of Audit, <c>Audit.Audit</c> and <c>Audit..ctor</c> its
/// constructors, <c>Audit.Last</c> also the property of that name. Type arguments and parameter lists are ignored. A name also matches what overrides or
/// implements the named method.
/// </remarks>
internal sealed class ConfiguredMethods(AnalyzerConfigOptionsProvider? options, string key)
{
    private static readonly char[] s_separators = [',', ';', ' ', '\t', '\r', '\n'];

    // Nearly always one value for the whole compilation.
    private readonly ConcurrentDictionary<string, string[]> _parsed = new(StringComparer.Ordinal);

    public bool Contains(IMethodSymbol method, SyntaxTree? tree)
    {
        if (options is null)
        {
            return false;
        }

        var source = tree is null ? options.GlobalOptions : options.GetOptions(tree);
        if (!source.TryGetValue(key, out var value) || string.IsNullOrWhiteSpace(value))
        {
            return false;
        }

        var names = _parsed.GetOrAdd(value, Parse);
        foreach (var declaration in (method.ReducedFrom ?? method).AndWhatItStandsFor())
        {
            foreach (var name in names)
            {
                if (Matches(declaration, name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The last words of the names that the option gives in any of <paramref name="trees"/>.</summary>
    public ISet<string> LastWords(IEnumerable<SyntaxTree> trees)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in trees.Select(tree => options is not null && options.GetOptions(tree).TryGetValue(key, out var text) ? text : null).Distinct())
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                words.UnionWith(_parsed.GetOrAdd(value!, Parse).Select(name => name.Substring(name.LastIndexOf('.') + 1)));
            }
        }

        return words;
    }

    private static string[] Parse(string value)
    {
        // Parameter lists and type arguments may hold separators, so they go first.
        var flat = new System.Text.StringBuilder(value.Length);
        var depth = 0;
        foreach (var c in value)
        {
            if (c is '(' or '<')
            {
                depth++;
            }
            else if (c is ')' or '>')
            {
                depth = Math.Max(0, depth - 1);
            }
            else if (depth == 0)
            {
                flat.Append(c == '+' ? '.' : c);
            }
        }

        return [.. flat.ToString().Split(s_separators, StringSplitOptions.RemoveEmptyEntries).Select(WithoutDecoration).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    private static string WithoutDecoration(string name)
    {
        foreach (var prefix in (string[])["M:", "T:", "global::"])
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                name = name.Substring(prefix.Length);
            }
        }

        // Generic arity as in documentation ids: List`1.Add.
        for (var tick = name.IndexOf('`'); tick >= 0; tick = name.IndexOf('`'))
        {
            var end = tick + 1;
            while (end < name.Length && (char.IsDigit(name[end]) || name[end] == '`'))
            {
                end++;
            }

            name = name.Remove(tick, end - tick);
        }

        return name;
    }

    private static bool Matches(IMethodSymbol method, string name)
    {
        var type = method.ContainingType;
        var end = name.Length;
        if (name.EndsWith(".*", StringComparison.Ordinal))
        {
            return TypeEndsWith(type, name, end - 2);
        }

        if (method.MethodKind == MethodKind.Constructor)
        {
            return (name.EndsWith("..ctor", StringComparison.Ordinal) && TypeEndsWith(type, name, end - "..ctor".Length))
                || (name.EndsWith("." + type.Name, StringComparison.Ordinal) && TypeEndsWith(type, name, end - type.Name.Length - 1));
        }

        var member = method.AssociatedSymbol is { } associated ? (associated is IPropertySymbol { IsIndexer: true } ? "this" : associated.Name) : method.Name;
        if (!name.EndsWith(member, StringComparison.Ordinal))
        {
            return false;
        }

        var before = end - member.Length;
        return before == 0 || (name[before - 1] == '.' && TypeEndsWith(type, name, before - 1));
    }

    /// <summary>The part of <paramref name="name"/> before <paramref name="end"/> is an end of the type's qualified name.</summary>
    private static bool TypeEndsWith(ISymbol? symbol, string name, int end)
    {
        while (symbol is not null and not INamespaceSymbol { IsGlobalNamespace: true })
        {
            var start = end - symbol.Name.Length;
            if (start < 0 || string.CompareOrdinal(name, start, symbol.Name, 0, symbol.Name.Length) != 0)
            {
                return false;
            }

            if (start == 0)
            {
                return true;
            }

            if (name[start - 1] != '.')
            {
                return false;
            }

            end = start - 1;
            symbol = symbol.ContainingSymbol;
        }

        return false;
    }
}
