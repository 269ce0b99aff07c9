using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProloCodebook.Rules;

namespace ProloCodebook.CodeFixes;

/// <summary>
/// PCB1001: evaluates the code before it is used, or uses the code of a decision. What is offered was tried: it compiles, and the
/// reference is no longer reported.
/// </summary>
// Not [Shared]: the attribute is System.Composition's, of which hosts carry different versions.
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RouteThroughEvaluatorFix))]
public sealed class RouteThroughEvaluatorFix : CodeFixProvider
{
    /// <summary>The equivalence key of the action that evaluates first.</summary>
    public const string GuardKey = nameof(RouteThroughEvaluatorFix) + ".Guard";

    /// <summary>The equivalence key of the action that uses the code of a decision.</summary>
    public const string DecisionCodeKey = nameof(RouteThroughEvaluatorFix) + ".DecisionCode";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.UnroutedReference);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider()
        => FixAllProvider.Create((context, document, diagnostics) => FixAllAsync(document, diagnostics, EditOf(context.CodeActionEquivalenceKey), context.CancellationToken));

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await FixTarget.CreateAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { } target)
            {
                continue;
            }

            await OfferAsync($"Evaluate the policy for {target.Code.Value} first", GuardKey).ConfigureAwait(false);
            await OfferAsync($"Use the decision's code for {target.Code.Value}", DecisionCodeKey).ConfigureAwait(false);

            async Task OfferAsync(string title, string key)
            {
                if (await EditOf(key)(target, context.CancellationToken).ConfigureAwait(false) is { } root)
                {
                    context.RegisterCodeFix(CodeAction.Create(title, cancellationToken => FixTarget.Imported(context.Document, root, cancellationToken), key), diagnostic);
                }
            }
        }
    }

    private static Func<FixTarget, CancellationToken, Task<SyntaxNode?>> EditOf(string? key)
        => key == DecisionCodeKey ? RoutingEdits.DecisionCodeAsync : RoutingEdits.GuardAsync;

    // One after the other, since the guard of the first reference often routes the next ones too: those are left as they are.
    private static async Task<Document?> FixAllAsync(
        Document document,
        ImmutableArray<Diagnostic> diagnostics,
        Func<FixTarget, CancellationToken, Task<SyntaxNode?>> edit,
        CancellationToken cancellationToken)
    {
        if (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
        {
            return document;
        }

        var root = await model.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        var marks = diagnostics
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .Select(diagnostic => (Diagnostic: diagnostic, Node: root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), Mark: new SyntaxAnnotation()))
            .ToList();
        model = Replace(model, root.ReplaceNodes(
            marks.Select(mark => mark.Node),
            (old, current) => current.WithAdditionalAnnotations(marks.Where(mark => mark.Node == old).Select(mark => mark.Mark))));
        foreach (var (diagnostic, _, mark) in marks)
        {
            root = await model.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
            if (FixTarget.CodeOf(diagnostic) is { } code
                && root.GetAnnotatedNodes(mark).FirstOrDefault() is ExpressionSyntax expression
                && await RoutingCheck.IsReportedAsync(model, mark, code, document.Project.AnalyzerOptions, cancellationToken).ConfigureAwait(false)
                && await edit(FixTarget.Create(document, model, expression, code), cancellationToken).ConfigureAwait(false) is { } changed)
            {
                model = Replace(model, changed);
            }
        }

        return await FixTarget.Imported(document, await model.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    private static SemanticModel Replace(SemanticModel model, SyntaxNode root)
    {
        var tree = model.SyntaxTree.WithRootAndOptions(root, model.SyntaxTree.Options);
        return model.Compilation.ReplaceSyntaxTree(model.SyntaxTree, tree).GetSemanticModel(tree);
    }
}
