using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace ProloCodebook.CodeFixes.Contract;

/// <summary>
/// Names that a fix writes are written out in full (<c>global::…</c>), which means the same everywhere; what was marked here is
/// shortened afterwards, with a using directive where that helps.
/// </summary>
internal static class GeneratedNames
{
    /// <summary>On a name whose namespace may be imported.</summary>
    public static SyntaxAnnotation Annotation { get; } = new("ProloCodebook.GeneratedName");

    public static ExpressionSyntax Expression(string text) => Mark(SyntaxFactory.ParseExpression(text));

    public static StatementSyntax Statement(string text, ParseOptions? options) => Mark(SyntaxFactory.ParseStatement(text, options: options as CSharpParseOptions));

    private static T Mark<T>(T node)
        where T : SyntaxNode
    {
        var names = node.DescendantNodesAndSelf()
            .Where(n => n is MemberAccessExpressionSyntax or QualifiedNameSyntax && n.DescendantNodes().Any(inner => inner is AliasQualifiedNameSyntax))
            .Where(n => n is not MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax });
        return node.ReplaceNodes(names, (_, current) => current.WithAdditionalAnnotations(Simplifier.Annotation, Annotation));
    }
}
