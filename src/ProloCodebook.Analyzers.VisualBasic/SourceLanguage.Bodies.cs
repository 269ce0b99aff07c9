using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.VisualBasic;
using Microsoft.CodeAnalysis.VisualBasic.Syntax;
using ProloCodebook.Routing;

namespace ProloCodebook;

/// <content>Where bodies are. A symbol's declaration is the first line of its block, so the block is the line's parent.</content>
internal static partial class SourceLanguage
{
    public static BodyReference? BodyAround(SyntaxNode syntax, Func<SyntaxTree, SemanticModel> modelOf)
    {
        for (SyntaxNode? node = syntax, child = null; node is not null; child = node, node = node.Parent)
        {
            switch (node)
            {
                case MethodBlockBaseSyntax block when child is not MethodBaseSyntax:
                    return Declared(block, block.BlockStatement, modelOf);
                case EqualsValueSyntax or AsNewClauseSyntax when node.Parent is VariableDeclaratorSyntax { Parent: FieldDeclarationSyntax, Names: [var name, ..] }:
                    return Declared(node, name, modelOf);
                case EqualsValueSyntax or AsNewClauseSyntax when node.Parent is PropertyStatementSyntax property:
                    return Declared(node, property, modelOf);
                case EqualsValueSyntax { Parent: ParameterSyntax { Parent.Parent: not LambdaHeaderSyntax } parameter }:
                    return Declared(node, parameter, modelOf);
                case AttributeListSyntax:
                    return null;
            }
        }

        return null;
    }

    public static SyntaxNode? InitializerOf(SyntaxNode declaration) => declaration switch
    {
        ModifiedIdentifierSyntax { Parent: VariableDeclaratorSyntax variable } => (SyntaxNode?)variable.Initializer ?? variable.AsClause as AsNewClauseSyntax,
        PropertyStatementSyntax property => (SyntaxNode?)property.Initializer ?? property.AsClause as AsNewClauseSyntax,
        _ => null,
    };

    /// <summary>There are no primary constructors.</summary>
    public static bool IsPrimaryConstructor(IMethodSymbol constructor) => false;

    public static IEnumerable<SyntaxNode> BodiesIn(SyntaxNode declaration, IMethodSymbol method)
        => declaration.Parent is MethodBlockBaseSyntax block ? [block] : declaration is MethodBlockBaseSyntax ? [declaration] : [];

    private static BodyReference? Declared(SyntaxNode body, SyntaxNode declaration, Func<SyntaxTree, SemanticModel> modelOf)
        => modelOf(body.SyntaxTree).GetDeclaredSymbol(declaration) is { } symbol ? new BodyReference(body, symbol) : null;
}
