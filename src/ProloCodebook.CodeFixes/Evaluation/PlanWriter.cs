using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using ProloCodebook.CodeFixes.Contract;

namespace ProloCodebook.CodeFixes.Evaluation;

/// <summary>Writes plans into a tree. The plans of one call must lie in different members.</summary>
internal static class PlanWriter
{
    /// <summary>On what was put in; what is inside must not be a reference that is not routed.</summary>
    public static SyntaxAnnotation Inserted { get; } = new("ProloCodebook.Inserted");

    public static SyntaxNode Write(SyntaxNode root, IReadOnlyList<RoutingPlan> plans, string newLine)
    {
        var options = root.SyntaxTree.Options;
        root = root.TrackNodes(plans.SelectMany(plan => new[] { plan.Anchor, plan.Reference }).Distinct());
        foreach (var plan in plans)
        {
            if (plan.DecisionCode is { } code)
            {
                var reference = root.GetCurrentNode(plan.Reference)!;
                root = root.ReplaceNode(reference, GeneratedNames.Expression(plan.Variable + "." + code).WithTriviaFrom(reference).WithAdditionalAnnotations(plan.Reference.GetAnnotations(ReferenceAnnotation.Kind)));
            }

            if (root.GetCurrentNode(plan.Anchor)!.Parent is BlockSyntax block && IsOnOneLine(block))
            {
                root = root.ReplaceNode(block, Unfold(block, newLine));
            }

            root = Insert(root, root.GetCurrentNode(plan.Anchor)!, plan, options, newLine);
        }

        return root;
    }

    private static SyntaxNode Insert(SyntaxNode root, SyntaxNode anchor, RoutingPlan plan, ParseOptions options, string newLine)
    {
        switch (anchor)
        {
            case LambdaExpressionSyntax lambda:
                return root.ReplaceNode(lambda, lambda.WithBody(BlockOf(Statements(plan, BodyStatement(lambda.ExpressionBody!, plan), options, newLine))));
            case ArrowExpressionClauseSyntax arrow:
                var body = BlockOf(Statements(plan, BodyStatement(arrow.Expression, plan), options, newLine));
                return root.ReplaceNode(arrow.Parent!, WithBlock(arrow.Parent!, body));
            case StatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax } statement:
                return root.ReplaceNode(statement, Statements(plan, statement, options, newLine));
            case StatementSyntax { Parent: GlobalStatementSyntax global } statement:
                return root.ReplaceNode(global, Statements(plan, statement, options, newLine).Select(SyntaxFactory.GlobalStatement));
            case StatementSyntax embedded:
                return root.ReplaceNode(embedded, BlockOf(Statements(plan, embedded, options, newLine)));
            default:
                return root;
        }
    }

    /// <summary>The evaluation, what is made of its decision, and the statement that it is for.</summary>
    private static IReadOnlyList<StatementSyntax> Statements(RoutingPlan plan, StatementSyntax statement, ParseOptions options, string newLine)
    {
        var (above, own) = SplitLeading(statement.GetLeadingTrivia());
        if (statement.GetFirstToken().GetPreviousToken() is { RawKind: not (int)SyntaxKind.None } previous && !EndsLine(previous.TrailingTrivia) && !above.Any(SyntaxKind.EndOfLineTrivia))
        {
            above = above.Insert(0, SyntaxFactory.EndOfLine(newLine));
        }

        var evaluation = Parse($"var {plan.Variable} = {plan.Call};{newLine}", options);
        if (plan.ToDo is { } toDo)
        {
            above = above.Add(SyntaxFactory.Comment("// " + toDo)).Add(SyntaxFactory.EndOfLine(newLine));
        }

        evaluation = evaluation.WithLeadingTrivia(above.AddRange(evaluation.GetLeadingTrivia()));
        switch (plan.Kind)
        {
            case RoutingFixKind.LeaveWhenGoverned:
                var exit = Parse($"if ({plan.Variable}.IsGoverned){newLine}{{{newLine}{plan.Exit!.StatementFor(plan.Variable)}{newLine}}}{newLine}", options);
                return [evaluation, exit, statement.WithLeadingTrivia(own.Insert(0, SyntaxFactory.EndOfLine(newLine)))];
            case RoutingFixKind.SkipWhenGoverned:
                var test = (IfStatementSyntax)Parse($"if (!{plan.Variable}.IsGoverned){newLine}{{{newLine}}}{newLine}", options);
                var body = (BlockSyntax)test.Statement;
                if (IsFollowed(statement))
                {
                    test = test.WithTrailingTrivia(test.GetTrailingTrivia().Add(SyntaxFactory.EndOfLine(newLine)));
                }

                var skipped = statement.WithLeadingTrivia(own).WithTrailingTrivia(EndingLine(statement.GetTrailingTrivia(), newLine));
                return [evaluation, test.WithStatement(body.WithStatements(SyntaxFactory.SingletonList<StatementSyntax>(skipped))).WithAdditionalAnnotations(Formatter.Annotation)];
            default:
                return [evaluation, statement.WithLeadingTrivia(own)];
        }
    }

    private static bool IsOnOneLine(BlockSyntax block) => !block.ToString().Contains('\n');

    /// <summary>One statement a line, now that there are several.</summary>
    private static BlockSyntax Unfold(BlockSyntax block, string newLine)
        => block
            .WithOpenBraceToken(block.OpenBraceToken.WithTrailingTrivia(EndingLine(block.OpenBraceToken.TrailingTrivia, newLine)))
            .WithStatements(SyntaxFactory.List(block.Statements.Select(statement => statement.WithTrailingTrivia(EndingLine(statement.GetTrailingTrivia(), newLine)))))
            .WithAdditionalAnnotations(Formatter.Annotation);

    /// <summary>Another statement comes right after it, without an empty line.</summary>
    private static bool IsFollowed(StatementSyntax statement)
        => statement.Parent is BlockSyntax block
            && block.Statements.IndexOf(statement) is var index and >= 0
            && index < block.Statements.Count - 1
            && !block.Statements[index + 1].GetLeadingTrivia().Any(SyntaxKind.EndOfLineTrivia);

    private static SyntaxTriviaList EndingLine(SyntaxTriviaList trailing, string newLine)
        => EndsLine(trailing) ? trailing : trailing.Add(SyntaxFactory.EndOfLine(newLine));

    private static bool EndsLine(SyntaxTriviaList trailing) => trailing.Any(SyntaxKind.EndOfLineTrivia);

    private static StatementSyntax Parse(string text, ParseOptions options)
        => GeneratedNames.Statement(text, options).WithAdditionalAnnotations(Formatter.Annotation, Inserted);

    /// <summary>Blank lines and directives stay above what is put in; the comments of the statement stay with it.</summary>
    private static (SyntaxTriviaList Above, SyntaxTriviaList Own) SplitLeading(SyntaxTriviaList leading)
    {
        var split = 0;
        for (var i = 0; i < leading.Count; i++)
        {
            if (leading[i].IsDirective || leading[i].IsKind(SyntaxKind.DisabledTextTrivia))
            {
                split = i + 1;
            }
        }

        for (var i = split; i < leading.Count && leading[i].Kind() is SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia; i++)
        {
            if (leading[i].IsKind(SyntaxKind.EndOfLineTrivia))
            {
                split = i + 1;
            }
        }

        return (SyntaxFactory.TriviaList(leading.Take(split)), SyntaxFactory.TriviaList(leading.Skip(split)));
    }

    private static BlockSyntax BlockOf(IReadOnlyList<StatementSyntax> statements)
        => SyntaxFactory.Block(statements).WithAdditionalAnnotations(Formatter.Annotation);

    private static StatementSyntax BodyStatement(ExpressionSyntax expression, RoutingPlan plan)
    {
        StatementSyntax statement = expression is ThrowExpressionSyntax thrown
            ? SyntaxFactory.ThrowStatement(thrown.Expression)
            : plan.ReturnsValue
                ? SyntaxFactory.ReturnStatement(SyntaxFactory.Token(SyntaxKind.ReturnKeyword).WithTrailingTrivia(SyntaxFactory.Space), expression.WithoutLeadingTrivia(), SyntaxFactory.Token(SyntaxKind.SemicolonToken))
                : SyntaxFactory.ExpressionStatement(expression.WithoutLeadingTrivia());
        var comments = expression.GetLeadingTrivia();
        return comments.Any(t => !t.IsKind(SyntaxKind.WhitespaceTrivia) && !t.IsKind(SyntaxKind.EndOfLineTrivia)) ? statement.WithLeadingTrivia(comments) : statement;
    }

    private static SyntaxNode WithBlock(SyntaxNode declaration, BlockSyntax block)
    {
        var none = default(SyntaxToken);
        return declaration switch
        {
            MethodDeclarationSyntax method => method.WithExpressionBody(null).WithSemicolonToken(none).WithBody(Ended(block, method.SemicolonToken)),
            ConstructorDeclarationSyntax constructor => constructor.WithExpressionBody(null).WithSemicolonToken(none).WithBody(Ended(block, constructor.SemicolonToken)),
            DestructorDeclarationSyntax destructor => destructor.WithExpressionBody(null).WithSemicolonToken(none).WithBody(Ended(block, destructor.SemicolonToken)),
            OperatorDeclarationSyntax @operator => @operator.WithExpressionBody(null).WithSemicolonToken(none).WithBody(Ended(block, @operator.SemicolonToken)),
            ConversionOperatorDeclarationSyntax conversion => conversion.WithExpressionBody(null).WithSemicolonToken(none).WithBody(Ended(block, conversion.SemicolonToken)),
            LocalFunctionStatementSyntax function => function.WithExpressionBody(null).WithSemicolonToken(none).WithBody(Ended(block, function.SemicolonToken)),
            AccessorDeclarationSyntax accessor => accessor.WithExpressionBody(null).WithSemicolonToken(none).WithBody(Ended(block, accessor.SemicolonToken)),
            PropertyDeclarationSyntax property => property.WithExpressionBody(null).WithSemicolonToken(none).WithAccessorList(Getter(block, property.SemicolonToken)),
            IndexerDeclarationSyntax indexer => indexer.WithExpressionBody(null).WithSemicolonToken(none).WithAccessorList(Getter(block, indexer.SemicolonToken)),
            _ => declaration,
        };
    }

    private static BlockSyntax Ended(BlockSyntax block, SyntaxToken semicolon) => block.WithTrailingTrivia(semicolon.TrailingTrivia);

    private static AccessorListSyntax Getter(BlockSyntax block, SyntaxToken semicolon)
        => SyntaxFactory.AccessorList(SyntaxFactory.SingletonList(SyntaxFactory.AccessorDeclaration(SyntaxKind.GetAccessorDeclaration, block)))
            .WithTrailingTrivia(semicolon.TrailingTrivia)
            .WithAdditionalAnnotations(Formatter.Annotation);
}
