using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace ProloCodebook.CodeFixes;

/// <summary>The ways to route a reference. Each gives the new root, checked, or null where it does not help.</summary>
internal static class RoutingEdits
{
    /// <summary>Evaluates the code before the statement, and leaves where the policy governs it.</summary>
    public static async Task<SyntaxNode?> GuardAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Generated is null || GuardPlace.Of(target.Expression) is not { } place)
        {
            return null;
        }

        var mark = new SyntaxAnnotation();
        var decision = UniqueName("decision", place.Node);
        foreach (var call in EvaluationInScope.Calls(target, place.Node.SpanStart, withUnknownPayer: true))
        {
            foreach (var exit in place.Exits(target, decision))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var guard = Guard(decision, call, exit).Select(statement => statement.WithAdditionalAnnotations(Formatter.Annotation, mark)).ToList();
                var marked = target.Root.TrackNodes(place.Node, target.Expression);
                var reference = marked.GetCurrentNode(target.Expression)!;
                marked = marked.ReplaceNode(reference, reference.WithAdditionalAnnotations(mark));
                if (place.Insert(marked, target.Model, guard) is { } changed
                    && await CheckAsync(target, changed, mark, cancellationToken).ConfigureAwait(false) is { } root)
                {
                    return root;
                }
            }
        }

        return null;
    }

    /// <summary>Bills the code that the decision holds. Only with a known payer: nothing here stops what an unknown one leaves open.</summary>
    public static async Task<SyntaxNode?> DecisionCodeAsync(FixTarget target, CancellationToken cancellationToken)
    {
        var isProcedureCode = target.Generated is { ProcedureCode: { } type } && SymbolEqualityComparer.Default.Equals(target.Model.GetTypeInfo(target.Expression, cancellationToken).Type, type);
        var isText = target.Model.GetConstantValue(target.Expression, cancellationToken) is { HasValue: true, Value: string text } && text.Trim().Equals(target.Code.Value, StringComparison.OrdinalIgnoreCase);
        if (!isProcedureCode && !isText)
        {
            return null;
        }

        var mark = new SyntaxAnnotation();
        foreach (var call in EvaluationInScope.Calls(target, target.Expression.SpanStart, withUnknownPayer: false))
        {
            var code = Member(call, "Code");
            var replacement = (isText ? Member(code, "Value") : code).WithTriviaFrom(target.Expression).WithAdditionalAnnotations(mark);
            if (await CheckAsync(target, target.Root.ReplaceNode(target.Expression, replacement), mark, cancellationToken).ConfigureAwait(false) is { } root)
            {
                return root;
            }
        }

        return null;
    }

    private static async Task<SyntaxNode?> CheckAsync(FixTarget target, SyntaxNode root, SyntaxAnnotation mark, CancellationToken cancellationToken)
        => RoutingCheck.ModelOf(target, root, mark, cancellationToken) is { } model
            && !await RoutingCheck.IsReportedAsync(model, mark, target.Code, target.Options, cancellationToken).ConfigureAwait(false)
                ? root
                : null;

    private static IEnumerable<StatementSyntax> Guard(string decision, ExpressionSyntax call, StatementSyntax exit)
    {
        yield return SyntaxFactory.LocalDeclarationStatement(SyntaxFactory.VariableDeclaration(
            SyntaxFactory.IdentifierName("var"),
            SyntaxFactory.SingletonSeparatedList(SyntaxFactory.VariableDeclarator(SyntaxFactory.Identifier(decision), null, SyntaxFactory.EqualsValueClause(call)))));
        yield return SyntaxFactory.IfStatement(Member(SyntaxFactory.IdentifierName(decision), "IsGoverned"), SyntaxFactory.Block(exit));
    }

    private static MemberAccessExpressionSyntax Member(ExpressionSyntax of, string name)
        => SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, of, SyntaxFactory.IdentifierName(name));

    // Unused in the whole member, or file of statements: so it hides nothing and is hidden by nothing.
    private static string UniqueName(string name, SyntaxNode place)
    {
        var around = place.Ancestors().FirstOrDefault(node => node is TypeDeclarationSyntax or CompilationUnitSyntax) ?? place;
        var used = new HashSet<string>(around.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        var unique = name;
        for (var i = 2; used.Contains(unique); i++)
        {
            unique = name + i;
        }

        return unique;
    }
}
