using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProloCodebook.CodeFixes.Contract;

namespace ProloCodebook.CodeFixes.Evaluation;

/// <summary>How to leave where the policy governs the code, so that what comes after does not happen.</summary>
/// <param name="Verb">For the title: "return".</param>
/// <param name="Statement">The statement; <c>{0}</c> stands for the decision.</param>
internal sealed record Exit(string Verb, string Statement)
{
    private static readonly Exit s_return = new("return", "return;");
    private static readonly Exit s_throw = new("throw", "throw new global::System.InvalidOperationException({0}.ToString());");

    public bool Throws => ReferenceEquals(this, s_throw);

    public string StatementFor(string decision) => Statement.Replace("{0}", decision);

    /// <summary>The mildest that the place allows: the next round of a loop, else what the function's result type says.</summary>
    public static Exit From(Enclosure enclosure, GeneratedTypes types)
        => IsInLoopThatMovesOn(enclosure) ? new Exit("continue with the next", "continue;") : FromFunction(enclosure, types);

    private static Exit FromFunction(Enclosure enclosure, GeneratedTypes types)
    {
        var method = enclosure.Symbol;
        if (IsIterator(enclosure.Node))
        {
            return new Exit("end the sequence", "yield break;");
        }

        if (method.MethodKind is MethodKind.Constructor or MethodKind.PropertySet)
        {
            // A half-made object, or a value that is silently not set, would be worse.
            return s_throw;
        }

        if (method.ReturnsVoid)
        {
            return s_return;
        }

        var result = method.ReturnType;
        if (IsTask(result, out var awaited))
        {
            if (method.IsAsync || enclosure.Node is GlobalStatementSyntax)
            {
                return awaited is null ? s_return : IsDecision(awaited, types) ? new Exit("return the decision", "return {0};") : s_throw;
            }

            return result.Name == "Task" && awaited is null
                ? new Exit("return", "return global::System.Threading.Tasks.Task.CompletedTask;")
                : s_throw;
        }

        return IsDecision(result, types) ? new Exit("return the decision", "return {0};") : s_throw;
    }

    private static bool IsDecision(ITypeSymbol type, GeneratedTypes types) => SymbolEqualityComparer.Default.Equals(type, types.Decision);

    private static bool IsTask(ITypeSymbol type, out ITypeSymbol? awaited)
    {
        awaited = type is INamedTypeSymbol { TypeArguments: [var argument] } ? argument : null;
        return type.Name is "Task" or "ValueTask" && type.ContainingNamespace is { Name: "Tasks", ContainingNamespace.Name: "Threading" };
    }

    private static bool IsIterator(SyntaxNode function)
        => function.DescendantNodes(node => node == function || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .Any(node => node is YieldStatementSyntax);

    /// <summary>Where nothing but the body moves the loop on, leaving the body out would make it run forever.</summary>
    private static bool IsInLoopThatMovesOn(Enclosure enclosure)
    {
        for (var node = enclosure.Anchor.Parent; node is not null && node != enclosure.Node; node = node.Parent)
        {
            switch (node)
            {
                case CommonForEachStatementSyntax:
                case ForStatementSyntax { Incrementors.Count: > 0 }:
                    return true;
                case ForStatementSyntax loop:
                    return MovesOn(loop.Condition);
                case WhileStatementSyntax loop:
                    return MovesOn(loop.Condition);
                case DoStatementSyntax loop:
                    return MovesOn(loop.Condition);
            }
        }

        return false;
    }

    private static bool MovesOn(ExpressionSyntax? condition)
        => condition is not null && condition.DescendantNodesAndSelf().Any(node =>
            node is InvocationExpressionSyntax or AwaitExpressionSyntax or AssignmentExpressionSyntax
            || node.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression or SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression);
}
