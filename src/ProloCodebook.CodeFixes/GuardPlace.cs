using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace ProloCodebook.CodeFixes;

/// <summary>
/// Where statements can be put so that they run before a reference: a statement of a block, one that gets a block of its own,
/// or the expression body of a member or lambda, which becomes a block.
/// </summary>
/// <param name="Node">The statement, or the expression.</param>
internal sealed record GuardPlace(SyntaxNode Node)
{
    /// <summary>Null outside any body: an initializer of a field, an attribute, the arguments of <c>base(…)</c>.</summary>
    public static GuardPlace? Of(ExpressionSyntax reference)
    {
        SyntaxNode node = reference;
        for (; node.Parent is { } parent; node = parent)
        {
            switch (node)
            {
                case LocalFunctionStatementSyntax or AttributeListSyntax or ParameterListSyntax or ConstructorInitializerSyntax:
                    return null;
                case StatementSyntax and not BlockSyntax:
                    return new GuardPlace(node);
            }

            switch (parent)
            {
                case ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax or LocalFunctionStatementSyntax or OperatorDeclarationSyntax
                    or ConversionOperatorDeclarationSyntax or AccessorDeclarationSyntax or ConstructorDeclarationSyntax or PropertyDeclarationSyntax }:
                case LambdaExpressionSyntax lambda when lambda.ExpressionBody == node:
                    return new GuardPlace(node);
                case MemberDeclarationSyntax and not GlobalStatementSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The method, accessor or lambda whose run the guard ends; null for top-level statements.</summary>
    public SyntaxNode? Function
        => Node.Ancestors().FirstOrDefault(IsFunction);

    /// <summary>The statements that may end the run where the policy governs the code, the best first.</summary>
    public IEnumerable<StatementSyntax> Exits(FixTarget target, string decision)
    {
        var function = Function;
        var loop = Node.Ancestors().TakeWhile(ancestor => ancestor != function).FirstOrDefault(IsLoop);
        if (loop is not null && loop != Node && GoesOnByItself(loop))
        {
            yield return SyntaxFactory.ContinueStatement();
        }
        else if (ReturnsNothing(target.Model, function))
        {
            yield return SyntaxFactory.ReturnStatement();
        }

        if (target.Model.Compilation.GetTypeByMetadataName("System.InvalidOperationException") is { } exception)
        {
            yield return SyntaxFactory.ThrowStatement(
                SyntaxFactory.ObjectCreationExpression(target.TypeName(exception))
                    .WithArgumentList(SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(
                        SyntaxFactory.InvocationExpression(SyntaxFactory.MemberAccessExpression(
                            SyntaxKind.SimpleMemberAccessExpression,
                            SyntaxFactory.IdentifierName(decision),
                            SyntaxFactory.IdentifierName("ToString"))))))));
        }
    }

    /// <summary>The root with <paramref name="guard"/> before this place.</summary>
    /// <param name="root">The root, with <see cref="Node"/> tracked in it.</param>
    public SyntaxNode? Insert(SyntaxNode root, SemanticModel model, IReadOnlyList<StatementSyntax> guard)
        => root.GetCurrentNode(Node) switch
        {
            StatementSyntax statement => InsertBefore(root, statement, guard),
            ExpressionSyntax expression => ConvertToBlock(root, expression, ReturnsNothing(model, Function) || IsCommand(Function), guard),
            _ => null,
        };

    private static SyntaxNode InsertBefore(SyntaxNode root, StatementSyntax statement, IReadOnlyList<StatementSyntax> guard)
    {
        if (statement.Parent is not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax))
        {
            return root.ReplaceNode(statement, SyntaxFactory.Block(guard.Append(statement)).WithAdditionalAnnotations(Formatter.Annotation));
        }

        var rest = statement;
        if (statement.GetLeadingTrivia().Any(trivia => trivia.IsDirective))
        {
            // Past an #endif the guard must stand, too; a comment alone stays with its statement.
            guard = [guard[0].WithLeadingTrivia(statement.GetLeadingTrivia()), .. guard.Skip(1)];
            rest = statement.WithLeadingTrivia(SyntaxFactory.ElasticMarker);
        }

        if (statement.Parent is GlobalStatementSyntax global)
        {
            var members = guard.Append(rest).Select(s => (SyntaxNode)SyntaxFactory.GlobalStatement(s));
            return root.ReplaceNode(global, members);
        }

        return root.ReplaceNode(statement, guard.Append(rest));
    }

    private static SyntaxNode? ConvertToBlock(SyntaxNode root, ExpressionSyntax expression, bool returnsNothing, IReadOnlyList<StatementSyntax> guard)
    {
        var owner = expression.Parent is ArrowExpressionClauseSyntax arrow ? arrow.Parent! : expression.Parent!;
        if (expression is ThrowExpressionSyntax or RefExpressionSyntax)
        {
            return null;
        }

        StatementSyntax last = returnsNothing
            ? SyntaxFactory.ExpressionStatement(expression.WithoutTrivia())
            : SyntaxFactory.ReturnStatement(expression.WithoutTrivia());
        var block = SyntaxFactory.Block(guard.Append(last));
        var end = expression.GetTrailingTrivia();
        SyntaxNode? changed = owner switch
        {
            MethodDeclarationSyntax method => method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block),
            LocalFunctionStatementSyntax function => function.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block),
            OperatorDeclarationSyntax @operator => @operator.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block),
            ConversionOperatorDeclarationSyntax conversion => conversion.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block),
            ConstructorDeclarationSyntax constructor => constructor.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block),
            AccessorDeclarationSyntax accessor => accessor.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block),
            PropertyDeclarationSyntax property => property.WithExpressionBody(null).WithSemicolonToken(default).WithAccessorList(
                SyntaxFactory.AccessorList(SyntaxFactory.SingletonList(SyntaxFactory.AccessorDeclaration(SyntaxKind.GetAccessorDeclaration, block)))),
            SimpleLambdaExpressionSyntax lambda => lambda.WithExpressionBody(null).WithBlock(block).WithTrailingTrivia(end),
            ParenthesizedLambdaExpressionSyntax lambda => lambda.WithExpressionBody(null).WithBlock(block).WithTrailingTrivia(end),
            _ => null,
        };
        if (changed is null)
        {
            return null;
        }

        if (owner is not LambdaExpressionSyntax)
        {
            changed = changed.WithTrailingTrivia(owner.GetTrailingTrivia());
        }

        return root.ReplaceNode(owner, changed.WithAdditionalAnnotations(Formatter.Annotation));
    }

    private static bool IsFunction(SyntaxNode node)
        => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or PropertyDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax;

    private static bool IsLoop(SyntaxNode node)
        => node is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax;

    /// <summary>The loop moves on in its head. In one that moves on at the end of its body, <c>continue</c> would run forever.</summary>
    private static bool GoesOnByItself(SyntaxNode loop)
        => loop switch
        {
            CommonForEachStatementSyntax => true,
            ForStatementSyntax { Incrementors.Count: > 0 } => true,
            ForStatementSyntax f => Acts(f.Condition),
            WhileStatementSyntax w => Acts(w.Condition),
            DoStatementSyntax d => Acts(d.Condition),
            _ => false,
        };

    private static bool Acts(ExpressionSyntax? condition)
        => condition is not null && condition.DescendantNodesAndSelf().Any(node => node is InvocationExpressionSyntax or AwaitExpressionSyntax
            or AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.SuppressNullableWarningExpression }
            || node.IsKind(SyntaxKind.PreIncrementExpression) || node.IsKind(SyntaxKind.PreDecrementExpression));

    // Constructors and setters return nothing either, but whoever calls them counts on what they do: those throw.
    private static bool ReturnsNothing(SemanticModel model, SyntaxNode? function)
    {
        var method = function switch
        {
            null => null,
            AnonymousFunctionExpressionSyntax => model.GetSymbolInfo(function).Symbol as IMethodSymbol,
            MethodDeclarationSyntax or LocalFunctionStatementSyntax => model.GetDeclaredSymbol(function) as IMethodSymbol,
            _ => null,
        };
        return method is null
            ? function is null
            : method.ReturnsVoid || (method.IsAsync && method.ReturnType is INamedTypeSymbol { IsGenericType: false });
    }

    private static bool IsCommand(SyntaxNode? owner)
        => owner is ConstructorDeclarationSyntax
            || (owner is AccessorDeclarationSyntax && !owner.IsKind(SyntaxKind.GetAccessorDeclaration));
}
