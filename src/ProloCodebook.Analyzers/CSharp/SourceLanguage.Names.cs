using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProloCodebook.Routing;

namespace ProloCodebook;

/// <content>What a file says of names before anything is bound.</content>
internal static partial class SourceLanguage
{
    /// <summary>A name stands in the text as it is compared, apart from <c>\u0041</c> and format characters.</summary>
    public static bool NamesAreWords => true;

    public static bool IsPartOfName(char c) => SyntaxFacts.IsIdentifierPartCharacter(c);

    /// <summary>The type that a piece of syntax declares, where it may derive from others or override something.</summary>
    public static DeclaredType? TypeIn(SyntaxNode node)
    {
        if (node is not TypeDeclarationSyntax type)
        {
            return null;
        }

        var overrides = new HashSet<string>(NameComparer);
        foreach (var member in type.Members)
        {
            if (member.Modifiers.Any(SyntaxKind.OverrideKeyword))
            {
                overrides.UnionWith(NamesDeclaredBy(member));
            }
        }

        return type.BaseList is null && overrides.Count == 0
            ? null
            : new DeclaredType(type, type.Identifier.ValueText, type.BaseList is null ? new HashSet<string>() : NamesBelow(type.BaseList), overrides, type is RecordDeclarationSyntax);
    }

    /// <summary>The name that a <c>using</c> gives to a type, and all names in that.</summary>
    public static (string Alias, ISet<string> Target)? AliasIn(SyntaxNode node)
        => node is UsingDirectiveSyntax { Alias.Name.Identifier.ValueText: var alias } directive ? (alias, NamesBelow(directive)) : null;

    private static IEnumerable<string> NamesDeclaredBy(MemberDeclarationSyntax member) => member switch
    {
        EventFieldDeclarationSyntax e => e.Declaration.Variables.Select(variable => variable.Identifier.ValueText),
        IndexerDeclarationSyntax => ["this"],
        _ => DeclaredName(member) is { } name ? [name] : [],
    };

    private static HashSet<string> NamesBelow(SyntaxNode node)
        => new(node.DescendantNodes().OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText), NameComparer);
}
