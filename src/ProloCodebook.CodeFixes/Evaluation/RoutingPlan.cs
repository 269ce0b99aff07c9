using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProloCodebook.CodeFixes.Evaluation;

/// <summary>One way to route one reference, decided but not yet written.</summary>
/// <param name="Reference">The expression that was reported.</param>
/// <param name="Focus">What the edit is about: the reference, or where its value gets away.</param>
/// <param name="Anchor">The statement before which the evaluation comes; or the arrow clause or lambda whose expression becomes a block.</param>
/// <param name="Call">The evaluation: <c>policy.Evaluate(code, payer)</c>.</param>
/// <param name="Variable">The decision's name, new in the member.</param>
/// <param name="Exit">How to leave; null where nothing is left.</param>
/// <param name="ReturnsValue">An expression body gives its function's result.</param>
/// <param name="DecisionCode">The member of the decision that takes the reference's place; null where the reference stays.</param>
/// <param name="ToDo">What the developer has to fill in; null where nothing.</param>
internal sealed record RoutingPlan(
    RoutingFixKind Kind,
    ExpressionSyntax Reference,
    ExpressionSyntax Focus,
    SyntaxNode Anchor,
    string Call,
    string Variable,
    Exit? Exit,
    bool ReturnsValue,
    string? DecisionCode,
    string? ToDo,
    string Title);
