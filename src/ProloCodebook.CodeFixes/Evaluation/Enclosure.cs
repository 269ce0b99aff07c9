using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProloCodebook.CodeFixes.Evaluation;

/// <summary>The function that a reference is executed in, and where in it something can be put before the reference.</summary>
/// <param name="Node">The declaration, lambda or global statement.</param>
/// <param name="Symbol">Itself; of a property, its getter.</param>
/// <param name="Anchor">The innermost statement around the reference; where an expression is the whole body, its arrow clause or lambda.</param>
internal sealed record Enclosure(SyntaxNode Node, IMethodSymbol Symbol, SyntaxNode Anchor)
{
    /// <summary>Null where no statement can stand: initializers, default values, attributes, what is passed to a base constructor, expression trees.</summary>
    public static Enclosure? Of(SyntaxNode reference, SemanticModel model, CancellationToken cancellationToken)
    {
        StatementSyntax? statement = null;
        var child = reference;
        for (var node = reference.Parent; node is not null; child = node, node = node.Parent)
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax lambda:
                    return child == lambda.Body && !IsExpressionTree(lambda, model, cancellationToken)
                        ? Make(node, model.GetSymbolInfo(lambda, cancellationToken).Symbol, statement ?? node)
                        : null;

                // A type whose static constructor leaves early or throws is of no use to anyone.
                case ConstructorDeclarationSyntax constructor when constructor.Modifiers.Any(SyntaxKind.StaticKeyword):
                    return null;
                case LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax:
                    return child is BlockSyntax or ArrowExpressionClauseSyntax
                        ? Make(node, model.GetDeclaredSymbol(node, cancellationToken), statement ?? child)
                        : null;
                case BasePropertyDeclarationSyntax:
                    return child is ArrowExpressionClauseSyntax
                        ? Make(node, (model.GetDeclaredSymbol(node, cancellationToken) as IPropertySymbol)?.GetMethod, child)
                        : null;
                case GlobalStatementSyntax when statement is not null:
                    return Make(node, model.GetEnclosingSymbol(statement.SpanStart, cancellationToken), statement);
                case MemberDeclarationSyntax or AttributeSyntax:
                    return null;
                case StatementSyntax innermost:
                    statement ??= innermost;
                    break;
            }
        }

        return null;
    }

    /// <summary>Nothing outside is executed where this is: it cannot use instance members, or (<c>static</c> lambdas) locals.</summary>
    public bool IsStatic
    {
        get
        {
            for (ISymbol? symbol = Symbol; symbol is IMethodSymbol method; symbol = symbol.ContainingSymbol)
            {
                if (method.IsStatic)
                {
                    return true;
                }
            }

            return false;
        }
    }

    private static Enclosure? Make(SyntaxNode node, ISymbol? symbol, SyntaxNode anchor)
        => symbol is IMethodSymbol method ? new Enclosure(node, method, anchor) : null;

    private static bool IsExpressionTree(AnonymousFunctionExpressionSyntax lambda, SemanticModel model, CancellationToken cancellationToken)
        => model.GetTypeInfo(lambda, cancellationToken).ConvertedType is { Name: "Expression", ContainingNamespace: { Name: "Expressions", ContainingNamespace.Name: "Linq" } };
}
