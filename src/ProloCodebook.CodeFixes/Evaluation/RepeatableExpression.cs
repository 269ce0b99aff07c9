using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProloCodebook.CodeFixes.Evaluation;

/// <summary>Expressions that can be written a second time and mean the same: names, and members of what has a name.</summary>
internal static class RepeatableExpression
{
    public static bool Is(ExpressionSyntax? expression) => expression switch
    {
        IdentifierNameSyntax or ThisExpressionSyntax or PredefinedTypeSyntax => true,
        AliasQualifiedNameSyntax => true,
        MemberAccessExpressionSyntax access => access.IsKind(SyntaxKind.SimpleMemberAccessExpression) && access.Name is IdentifierNameSyntax && Is(access.Expression),
        _ => false,
    };

    public static string? TextOf(ExpressionSyntax? expression) => Is(expression) ? expression!.WithoutTrivia().ToString() : null;
}
