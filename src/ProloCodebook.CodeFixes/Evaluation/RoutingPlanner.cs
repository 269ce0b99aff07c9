using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProloCodebook.CodeFixes.Contract;
using ProloCodebook.References;

namespace ProloCodebook.CodeFixes.Evaluation;

/// <summary>
/// Decides how a reference could be routed: where an evaluation can stand, what it has to evaluate, for which payer, and how to act on the decision. Whether the
/// result compiles and is routed is found out afterwards (<see cref="RoutingCheck"/>), so a plan may be hopeful.
/// </summary>
internal sealed class RoutingPlanner(SemanticModel model, GeneratedTypes types, CancellationToken cancellationToken)
{
    /// <summary>The ways of a kind to route the reference, the best first; none where it would not make sense.</summary>
    public IReadOnlyList<RoutingPlan> Plans(RoutingFixKind kind, ExpressionSyntax reference, GuardedCode code)
    {
        if (Enclosure.Of(reference, model, cancellationToken) is not { } enclosure || IsKey(reference))
        {
            return [];
        }

        var comparison = Comparison.Of(reference, model, cancellationToken);
        return kind switch
        {
            RoutingFixKind.LeaveWhenGoverned when comparison is not null => [.. PlansForComparison(reference, code, enclosure, comparison)],
            RoutingFixKind.LeaveWhenGoverned => IsConditional(reference, enclosure.Anchor) ? [] : [Leave(reference, enclosure, enclosure.Anchor, Subject(reference, code), code)],
            RoutingFixKind.SkipWhenGoverned => comparison is null && !IsConditional(reference, enclosure.Anchor) && CanBeSkipped(enclosure)
                ? [Plan(kind, reference, enclosure, enclosure.Anchor, Subject(reference, code), exit: null, $"Evaluate {code.Value} first, and skip this statement when the policy governs it")]
                : [],
            RoutingFixKind.UseDecisionCode => comparison is null && DecisionCode(reference, code) is { } decisionCode
                ? [Plan(kind, reference, enclosure, enclosure.Anchor, Subject(reference, code), exit: null, $"Evaluate {code.Value} first, and use the decision's code; its outcome is yours to act on") with { DecisionCode = decisionCode }]
                : [],
            _ => [],
        };
    }

    private IEnumerable<RoutingPlan> PlansForComparison(ExpressionSyntax reference, GuardedCode code, Enclosure enclosure, Comparison comparison)
    {
        var value = comparison.Value is { } text && IsCode(new ScopeValues(model, enclosure, enclosure.Anchor).TypeOf(text))
            ? new EvaluatedSubject(text, text.LastIndexOf('.') is var dot and > 0 ? text.Substring(0, dot) : null)
            : null;
        if (comparison.Match is { } match && (value ?? (comparison.IsOneOfSeveral ? null : Subject(reference, code))) is { } matched)
        {
            yield return Leave(reference, enclosure with { Anchor = match }, match, matched, code);
        }

        // A question ("is it prolotherapy?") that throws on a yes is none.
        if (value is not null && !(IsQuestion(enclosure.Symbol) && Exit.From(enclosure, types).Throws))
        {
            yield return Leave(reference, enclosure, enclosure.Anchor, value, code);
        }
    }

    private RoutingPlan Leave(ExpressionSyntax reference, Enclosure enclosure, SyntaxNode anchor, EvaluatedSubject subject, GuardedCode code)
    {
        var exit = Exit.From(enclosure, types);
        return Plan(RoutingFixKind.LeaveWhenGoverned, reference, enclosure, anchor, subject, exit, $"Evaluate {code.Value} first, and {exit.Verb} when the policy governs it");
    }

    private RoutingPlan Plan(RoutingFixKind kind, ExpressionSyntax reference, Enclosure enclosure, SyntaxNode anchor, EvaluatedSubject subject, Exit? exit, string title)
    {
        var scope = new ScopeValues(model, enclosure, anchor);
        var evaluator = (types.EvaluatorInterface is { } @interface ? scope.Only(@interface) : null) ?? GeneratedTypes.NameOf(types.Evaluator);
        var (call, toDo) = Call(evaluator, subject, scope);
        return new RoutingPlan(
            kind, reference, anchor, call, FreeName(reference, anchor), exit, ReturnsValue(enclosure), DecisionCode: null, toDo,
            toDo is null ? title : title + " (the payer is to be filled in)");
    }

    private (string Call, string? ToDo) Call(string evaluator, EvaluatedSubject subject, ScopeValues scope)
    {
        if (subject.IsServiceLine)
        {
            return ($"{evaluator}.Evaluate({subject.Text})", null);
        }

        var payers = scope.Of(types.Payer, subject.Owner);
        return payers.Count == 1
            ? ($"{evaluator}.Evaluate({subject.Text}, {payers[0]})", null)
            : ($"{evaluator}.Evaluate({subject.Text}, {GeneratedTypes.NameOf(types.Payer)}.Unknown)",
                payers.Count == 0
                    ? "TODO: pass the payer that is billed; as long as it is Unknown, what depends on it is not decided."
                    : $"TODO: pass the payer that is billed ({string.Join(" or ", payers)}); as long as it is Unknown, what depends on it is not decided.");
    }

    /// <summary>What to evaluate for a reference that goes somewhere.</summary>
    private EvaluatedSubject Subject(ExpressionSyntax reference, GuardedCode code)
    {
        if (LineOf(reference) is { } line)
        {
            return new EvaluatedSubject(line, null, IsServiceLine: true);
        }

        // A name that already stands for the code, in the words of the file.
        if (RepeatableExpression.TextOf(reference) is { } name && IsCode(model.GetTypeInfo(reference, cancellationToken).Type) && (IsGeneratedOrCode(reference, code)))
        {
            return new EvaluatedSubject(name, null);
        }

        return new EvaluatedSubject(types.CodeConstant(code.ConstantName) ?? types.TextConstant(code.ConstantName) ?? SymbolDisplay.FormatLiteral(code.Value, quote: true), null);
    }

    /// <summary><c>line.Code</c> of a service line: the line knows its payer.</summary>
    private string? LineOf(ExpressionSyntax reference)
        => reference is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Code" } access
            && types.ServiceLine is not null
            && SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(access.Expression, cancellationToken).Type, types.ServiceLine)
            ? RepeatableExpression.TextOf(access.Expression)
            : null;

    private bool IsGeneratedOrCode(ExpressionSyntax reference, GuardedCode code)
        => model.GetConstantValue(reference, cancellationToken) is { HasValue: true } constant
            ? constant.Value is string text && text.Trim().Equals(code.Value, StringComparison.OrdinalIgnoreCase)
            : true;

    private bool IsCode(ITypeSymbol? type)
        => type is not null && (type.SpecialType == SpecialType.System_String || SymbolEqualityComparer.Default.Equals(type, types.ProcedureCode));

    /// <summary>What of the decision can stand for the reference: nothing where the reference says more than the code.</summary>
    private string? DecisionCode(ExpressionSyntax reference, GuardedCode code)
    {
        var type = model.GetTypeInfo(reference, cancellationToken).Type;
        if (!IsCode(type) || reference.Parent is InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax } && model.GetConstantValue((ExpressionSyntax)reference.Parent.Parent, cancellationToken).HasValue)
        {
            return null;
        }

        if (type!.SpecialType != SpecialType.System_String)
        {
            return "Code";
        }

        return model.GetConstantValue(reference, cancellationToken) is not { HasValue: true, Value: string text } || text.Trim().Equals(code.Value, StringComparison.OrdinalIgnoreCase)
            ? "Code.Value"
            : null;
    }

    /// <summary>The key of a table: it is data, and evaluating before it would not make it more.</summary>
    private static bool IsKey(ExpressionSyntax reference)
        => reference.Parent is ArgumentSyntax { Parent: BracketedArgumentListSyntax }
            || reference.Parent is InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ComplexElementInitializerExpression } element && element.Expressions[0] == reference;

    /// <summary>Only sometimes is the reference what its statement is about: leaving before it would stop the other times as well.</summary>
    private static bool IsConditional(ExpressionSyntax reference, SyntaxNode anchor)
    {
        SyntaxNode child = reference;
        for (var node = reference.Parent; node is not null && child != anchor; child = node, node = node.Parent)
        {
            switch (node)
            {
                case ConditionalExpressionSyntax choice when choice.Condition != child:
                case SwitchExpressionArmSyntax:
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression or (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression } either when either.Right == child:
                case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression }:
                case CatchFilterClauseSyntax:
                    return true;
            }
        }

        return false;
    }

    /// <summary>A call that other statements follow; without them leaving does the same.</summary>
    private static bool CanBeSkipped(Enclosure enclosure)
        => enclosure.Anchor is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax or ConditionalAccessExpressionSyntax or AwaitExpressionSyntax } statement
            && (statement.Parent, enclosure.Node) switch
            {
                (BlockSyntax block, var function) => block.Parent != function || block.Statements.Last() != statement,
                (GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } global, _) => unit.Members.OfType<GlobalStatementSyntax>().Last() != global,
                _ => true,
            };

    private static bool IsQuestion(IMethodSymbol method)
        => method.ReturnType.SpecialType == SpecialType.System_Boolean
            || method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [{ SpecialType: SpecialType.System_Boolean }] };

    private static bool ReturnsValue(Enclosure enclosure)
        => !enclosure.Symbol.ReturnsVoid
            && !(enclosure.Symbol.IsAsync && enclosure.Symbol.ReturnType is INamedTypeSymbol { TypeArguments.IsEmpty: true });

    private string FreeName(SyntaxNode reference, SyntaxNode anchor)
    {
        SyntaxNode member = reference.FirstAncestorOrSelf<MemberDeclarationSyntax>(m => m is not GlobalStatementSyntax) ?? reference.SyntaxTree.GetRoot(cancellationToken);
        var taken = new HashSet<string>(member.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText), StringComparer.Ordinal);
        taken.UnionWith(model.LookupSymbols(anchor.SpanStart).Select(symbol => symbol.Name));
        var name = "decision";
        for (var number = 2; taken.Contains(name); number++)
        {
            name = "decision" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return name;
    }

    /// <param name="Text">The code, or the service line.</param>
    /// <param name="Owner">What the code was read from: its payer is the nearest one.</param>
    private sealed record EvaluatedSubject(string Text, string? Owner, bool IsServiceLine = false);
}
