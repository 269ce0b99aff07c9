using Microsoft.CodeAnalysis;
using ProloCodebook.References;

namespace ProloCodebook.Routing;

/// <summary>
/// The names of the methods that may, themselves or through others, put a guarded code somewhere: by name only, without binding anything. A code
/// that is spelled in pieces, or in another case, is not found.
/// </summary>
internal sealed class ReferringNames
{
    /// <summary>Of more codes than these, it is cheaper to look into each method.</summary>
    private const int MostCodes = 500;

    private readonly Lazy<HashSet<string>?> _names;

    public ReferringNames(SourceIndex sources, GuardedCodeIndex codes)
        => _names = new(() => codes.Count > MostCodes ? null : Find(sources, codes));

    public bool Contains(IMethodSymbol method) => _names.Value?.Contains(SourceIndex.DeclaredName(method)) ?? true;

    private static HashSet<string> Find(SourceIndex sources, GuardedCodeIndex codes)
    {
        var direct = codes.All.Select(code => code.Value)
            .SelectMany(value => sources.MayHold(value).SelectMany(tree => TreeIndex.Of(tree).DeclarationsWith(value)))
            .ToList();
        var found = sources.DeclarationsLeadingTo(codes.All.Select(code => code.ConstantName).Concat(direct));
        found.UnionWith(direct);
        return found;
    }
}
