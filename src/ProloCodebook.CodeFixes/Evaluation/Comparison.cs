using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProloCodebook.CodeFixes.Evaluation;

/// <summary>
/// A reference that is compared. What has to be evaluated then is what it is compared with: evaluating the constant before the comparison would
/// stop every other code with it.
/// </summary>
/// <param name="Value">The other side, as text that can be written again; null where it is no simple name, or a set.</param>
/// <param name="Match">The first statement that runs where it matches, and only there; null where there is no such place.</param>
/// <param name="IsOneOfSeveral">The match says "this code or another one".</param>
internal sealed record Comparison(string? Value, StatementSyntax? Match, bool IsOneOfSeveral)
{
    public static Comparison? Of(ExpressionSyntax reference, SemanticModel model, CancellationToken cancellationToken)
    {
        var operand = Outermost(reference);
        switch (operand.Parent)
        {
            case BinaryExpressionSyntax comparison when comparison.IsKind(SyntaxKind.EqualsExpression) || comparison.IsKind(SyntaxKind.NotEqualsExpression):
                var other = comparison.Left == operand ? comparison.Right : comparison.Left;
                return OfCondition(comparison, TextOf(other), comparison.IsKind(SyntaxKind.EqualsExpression));
            case CaseSwitchLabelSyntax { Parent: SwitchSectionSyntax { Parent: SwitchStatementSyntax statement } section }:
                return OfSection(section, TextOf(statement.Expression), isOneOfSeveral: section.Labels.Count > 1);
            case ConstantPatternSyntax pattern:
                return OfPattern(pattern);
        }

        return OfCall(operand, model, cancellationToken);
    }

    private static ExpressionSyntax Outermost(ExpressionSyntax expression)
    {
        while (expression.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax)
        {
            expression = (ExpressionSyntax)expression.Parent;
        }

        return expression;
    }

    /// <summary><c>code.Equals("M0076")</c>, <c>string.Equals(code, "M0076")</c>, <c>"M0076".Equals(code)</c>, <c>set.Contains("M0076")</c>, <c>new[] { "M0076" }.Contains(code)</c>.</summary>
    private static Comparison? OfCall(ExpressionSyntax operand, SemanticModel model, CancellationToken cancellationToken)
    {
        // The element of a collection that is asked.
        var asked = operand;
        while (asked.Parent is InitializerExpressionSyntax or ExpressionElementSyntax or CollectionExpressionSyntax or BaseObjectCreationExpressionSyntax
            or ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax)
        {
            if (asked.Parent is ExpressionElementSyntax { Parent: ExpressionSyntax collection })
            {
                asked = collection;
            }
            else if (asked.Parent is ExpressionSyntax parent)
            {
                asked = parent;
            }
            else
            {
                break;
            }
        }

        if (asked.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax invocation } receiver && receiver.Expression == asked && IsLookUp(receiver.Name))
        {
            return OfCondition(invocation, TextOf(invocation.ArgumentList.Arguments.FirstOrDefault()?.Expression), isMatch: true, isOneOfSeveral: asked != operand);
        }

        if (operand.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } arguments }
            && call.Expression is MemberAccessExpressionSyntax or MemberBindingExpressionSyntax or IdentifierNameSyntax
            && IsLookUp(NameOf(call.Expression)))
        {
            var others = arguments.Arguments.Select(a => a.Expression).Where(e => e != operand && model.GetTypeInfo(e, cancellationToken).Type?.TypeKind != TypeKind.Enum).ToList();
            var isEquals = NameOf(call.Expression) is { Identifier.ValueText: "Equals" };
            var compared = !isEquals ? null : others.Count > 0 ? others[0] : (call.Expression as MemberAccessExpressionSyntax)?.Expression;
            return OfCondition(call, TextOf(compared), isMatch: isEquals || NameOf(call.Expression)!.Identifier.ValueText.StartsWith("Contains", StringComparison.Ordinal));
        }

        return null;
    }

    /// <summary>A look-up of a value in a set of codes that is kept elsewhere: <c>Guarded.Contains(code)</c>.</summary>
    public static Comparison? OfLookUp(InvocationExpressionSyntax call)
        => call.Expression is MemberAccessExpressionSyntax { Name: { Identifier.ValueText: var name } } && name.StartsWith("Contains", StringComparison.Ordinal)
            ? OfCondition(call, TextOf(call.ArgumentList.Arguments.LastOrDefault()?.Expression), isMatch: true, isOneOfSeveral: true)
            : null;

    private static SimpleNameSyntax? NameOf(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => called as SimpleNameSyntax,
    };

    private static bool IsLookUp(SimpleNameSyntax? name)
        => name?.Identifier.ValueText is { } text
            && (text is "Equals" or "ReferenceEquals" or "Compare" or "CompareTo" or "CompareOrdinal" or "StartsWith" or "EndsWith" or "IndexOf" or "LastIndexOf" or "SequenceEqual" or "TryGetValue" or "BinarySearch"
                || text.StartsWith("Contains", StringComparison.Ordinal));

    private static Comparison? OfPattern(ConstantPatternSyntax constant)
    {
        var isMatch = true;
        var isOneOfSeveral = false;
        var names = new List<string>();
        var positions = new List<int>();
        SyntaxNode node = constant;
        while (true)
        {
            switch (node.Parent)
            {
                case UnaryPatternSyntax:
                    isMatch = false;
                    break;
                case BinaryPatternSyntax binary:
                    isOneOfSeveral |= binary.IsKind(SyntaxKind.OrPattern);
                    break;
                case SubpatternSyntax { Parent: PositionalPatternClauseSyntax clause } positional when names.Count == 0 && positions.Count == 0:
                    positions.Add(clause.Subpatterns.IndexOf(positional));
                    break;
                case SubpatternSyntax { ExpressionColon: { } colon, Parent: PropertyPatternClauseSyntax } when positions.Count == 0:
                    names.Insert(0, colon.Expression.WithoutTrivia().ToString());
                    break;
                case PositionalPatternClauseSyntax or PropertyPatternClauseSyntax or RecursivePatternSyntax or ParenthesizedPatternSyntax:
                    break;
                case IsPatternExpressionSyntax test:
                    return OfCondition(test, Value(test.Expression), isMatch, isOneOfSeveral);
                case SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax choice }:
                    return new Comparison(Value(choice.GoverningExpression), null, isOneOfSeveral);
                case CasePatternSwitchLabelSyntax { Parent: SwitchSectionSyntax { Parent: SwitchStatementSyntax statement } section }:
                    return isMatch
                        ? OfSection(section, Value(statement.Expression), isOneOfSeveral || section.Labels.Count > 1)
                        : new Comparison(Value(statement.Expression), null, IsOneOfSeveral: true);
                default:
                    return new Comparison(null, null, IsOneOfSeveral: true);
            }

            node = node.Parent!;
        }

        string? Value(ExpressionSyntax governing)
        {
            var part = positions.Count == 0 ? governing
                : governing is TupleExpressionSyntax tuple && positions[0] < tuple.Arguments.Count ? tuple.Arguments[positions[0]].Expression
                : null;
            return TextOf(part) is { } text ? string.Join(".", [text, .. names]) : null;
        }
    }

    private static Comparison OfSection(SwitchSectionSyntax section, string? value, bool isOneOfSeveral)
        => new(value, section.Statements.Count > 0 ? First(section.Statements[0]) : null, isOneOfSeveral);

    /// <summary>Where the condition holds only on a match, the body of its <c>if</c> is the place of the match.</summary>
    private static Comparison OfCondition(ExpressionSyntax condition, string? value, bool isMatch, bool isOneOfSeveral = false)
    {
        SyntaxNode node = condition;
        while (isMatch && node.Parent is ParenthesizedExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression })
        {
            isOneOfSeveral |= node.Parent.IsKind(SyntaxKind.LogicalOrExpression);
            node = node.Parent!;
        }

        return new Comparison(value, isMatch && node.Parent is IfStatementSyntax test && test.Condition == node ? First(test.Statement) : null, isOneOfSeveral);
    }

    private static StatementSyntax? First(StatementSyntax statement)
        => statement is BlockSyntax block ? block.Statements.FirstOrDefault() : statement;

    /// <summary>Only what gives the same value a second time: names, and members of what has a name.</summary>
    private static string? TextOf(ExpressionSyntax? expression) => expression switch
    {
        ParenthesizedExpressionSyntax parenthesized => TextOf(parenthesized.Expression),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed => TextOf(suppressed.Operand),
        _ => RepeatableExpression.TextOf(expression),
    };
}
