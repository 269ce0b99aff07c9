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
    /// <param name="sink">Where its value gets away, in the same file.</param>
    public IReadOnlyList<RoutingPlan> Plans(RoutingFixKind kind, ExpressionSyntax reference, SyntaxNode? sink, GuardedCode code)
    {
        if (IsKey(reference))
        {
            return [];
        }

        var enclosure = Enclosure.Of(reference, model, cancellationToken);
        var comparison = Comparison.Of(reference, model, cancellationToken);
        if (kind == RoutingFixKind.UseDecisionCode)
        {
            return enclosure is not null && comparison is null && PlanToUseDecision(reference, enclosure, code) is { } plan ? [plan] : [];
        }

        var atReference = enclosure is null ? []
            : comparison is not null ? PlansForComparison(kind, reference, reference, code, enclosure, comparison)
            : PlansBefore(kind, reference, reference, Subject(reference, code), code, enclosure);
        var atSink = comparison is null ? PlansAtSink(kind, reference, sink, code, enclosure) : [];

        // What is billed is decided where it is billed; but what one method names is not to be decided in another, where others come along,
        // as long as it can be helped.
        return sink is not null && enclosure is not null && enclosure.Node.Contains(sink) ? [.. atSink, .. atReference]
            : kind == RoutingFixKind.LeaveWhenGoverned ? [.. atReference, .. atSink]
            : [.. atReference];
    }

    private IEnumerable<RoutingPlan> PlansAtSink(RoutingFixKind kind, ExpressionSyntax reference, SyntaxNode? sink, GuardedCode code, Enclosure? ofReference)
    {
        var passed = sink switch
        {
            ArgumentSyntax argument => argument.Expression,
            ReturnStatementSyntax returned => returned.Expression,
            ArrowExpressionClauseSyntax arrow => arrow.Expression,
            _ => sink as ExpressionSyntax,
        };
        if (passed is null || Enclosure.Of(passed, model, cancellationToken) is not { } enclosure)
        {
            return [];
        }

        if (passed is InvocationExpressionSyntax lookUp && Comparison.OfLookUp(lookUp) is { } comparison)
        {
            return PlansForComparison(kind, reference, passed, code, enclosure, comparison);
        }

        return enclosure.Anchor != ofReference?.Anchor
            && RepeatableExpression.TextOf(passed) is { } text
            && IsCode(model.GetTypeInfo(passed, cancellationToken).Type)
            ? PlansBefore(kind, reference, passed, new EvaluatedSubject(text, OwnerIn(text)), code, enclosure)
            : [];
    }

    private IEnumerable<RoutingPlan> PlansBefore(RoutingFixKind kind, ExpressionSyntax reference, ExpressionSyntax focus, EvaluatedSubject subject, GuardedCode code, Enclosure enclosure)
    {
        if (!IsConditional(focus, enclosure.Anchor))
        {
            if (kind == RoutingFixKind.LeaveWhenGoverned)
            {
                yield return Leave(reference, focus, enclosure, subject, code);
            }
            else if (CanBeSkipped(enclosure))
            {
                yield return Plan(kind, reference, focus, enclosure, subject, exit: null, $"Evaluate {code.Value} first, and skip this statement when the policy governs it");
            }
        }
    }

    private IEnumerable<RoutingPlan> PlansForComparison(
        RoutingFixKind kind, ExpressionSyntax reference, ExpressionSyntax focus, GuardedCode code, Enclosure enclosure, Comparison comparison)
    {
        if (kind != RoutingFixKind.LeaveWhenGoverned)
        {
            yield break;
        }

        var value = comparison.Value is { } text && IsCode(new ScopeValues(model, enclosure).TypeOf(text)) ? new EvaluatedSubject(text, OwnerIn(text)) : null;
        if (comparison.Match is { } match && (value ?? (comparison.IsOneOfSeveral ? null : Subject(reference, code))) is { } matched)
        {
            yield return Leave(reference, focus, enclosure with { Anchor = match }, matched, code);
        }

        // A question ("is it prolotherapy?") that throws on a yes is none.
        if (value is not null && !(IsQuestion(enclosure.Symbol) && Exit.From(enclosure, types).Throws))
        {
            yield return Leave(reference, focus, enclosure, value, code);
        }
    }

    private RoutingPlan? PlanToUseDecision(ExpressionSyntax reference, Enclosure enclosure, GuardedCode code)
    {
        if (DecisionCode(reference, code) is not { } decisionCode)
        {
            return null;
        }

        var plan = Plan(
            RoutingFixKind.UseDecisionCode, reference, reference, enclosure, Subject(reference, code), exit: null,
            $"Evaluate {code.Value} first, and use the decision's code; its outcome is yours to act on");

        // Without a payer there would be no decision to speak of, and the code would be billed all the same.
        return plan.ToDo is null ? plan with { DecisionCode = decisionCode, ToDo = $"TODO: act on {plan.Variable}.Outcome." } : null;
    }

    private RoutingPlan Leave(ExpressionSyntax reference, ExpressionSyntax focus, Enclosure enclosure, EvaluatedSubject subject, GuardedCode code)
    {
        var exit = Exit.From(enclosure, types);
        return Plan(RoutingFixKind.LeaveWhenGoverned, reference, focus, enclosure, subject, exit, $"Evaluate {code.Value} first, and {exit.Verb} when the policy governs it");
    }

    private RoutingPlan Plan(RoutingFixKind kind, ExpressionSyntax reference, ExpressionSyntax focus, Enclosure enclosure, EvaluatedSubject subject, Exit? exit, string title)
    {
        var scope = new ScopeValues(model, enclosure);
        var evaluator = (types.EvaluatorInterface is { } @interface ? scope.Only(@interface) : null) ?? GeneratedTypes.NameOf(types.Evaluator);
        var (call, toDo) = Call(evaluator, subject, scope);
        return new RoutingPlan(
            kind, reference, focus, enclosure.Anchor, call, FreeName(enclosure.Anchor), exit, ReturnsValue(enclosure), DecisionCode: null, toDo,
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
                    ? "TODO: pass the payer that is billed. While it is Unknown, the outcome is InformationNeeded."
                    : $"TODO: pass the payer that is billed ({string.Join(" or ", payers)}?). While it is Unknown, the outcome is InformationNeeded.");
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

    private string FreeName(SyntaxNode anchor)
    {
        var taken = new HashSet<string>(RoutingCheck.MemberOf(anchor).DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText), StringComparer.Ordinal);
        taken.UnionWith(model.LookupSymbols(anchor.SpanStart).Select(symbol => symbol.Name));
        var name = "decision";
        for (var number = 2; taken.Contains(name); number++)
        {
            name = "decision" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return name;
    }

    private static string? OwnerIn(string value) => value.LastIndexOf('.') is var dot and > 0 ? value.Substring(0, dot) : null;

    /// <param name="Text">The code, or the service line.</param>
    /// <param name="Owner">What the code was read from: its payer is the nearest one.</param>
    private sealed record EvaluatedSubject(string Text, string? Owner, bool IsServiceLine = false);
}
