using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.VisualBasic.Syntax;
using ProloCodebook.Routing;

namespace ProloCodebook;

/// <content>What a file says of names before anything is bound: little, since case, brackets and type characters vary, and a project can import aliases.</content>
internal static partial class SourceLanguage
{
    public static bool NamesAreWords => false;

    public static bool IsPartOfName(char c) => true;

    public static DeclaredType? TypeIn(SyntaxNode node)
        => node is TypeBlockSyntax type ? new DeclaredType(type.BlockStatement, type.BlockStatement.Identifier.ValueText, Bases: null, Overrides: null, IsRecord: false) : null;

    public static (string Alias, ISet<string> Target)? AliasIn(SyntaxNode node) => null;
}
