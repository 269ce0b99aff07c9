using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using ProloCodebook.CodeFixes.Documents;
using ProloCodebook.CodeFixes.Evaluation;
using ProloCodebook.Rules;

namespace ProloCodebook.CodeFixes;

/// <summary>
/// Routes a guarded code through the evaluator (PCB1001): evaluates it before it is billed, and leaves, skips the statement, or uses the
/// decision's code. Offered only where the result compiles and is routed.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RouteThroughEvaluatorFix))]
public sealed class RouteThroughEvaluatorFix : CodeFixProvider
{
    private const string KeyPrefix = "ProloCodebook.";

    private static readonly ImmutableArray<RoutingFixKind> s_kinds = ImmutableArray.Create(
        RoutingFixKind.LeaveWhenGoverned, RoutingFixKind.SkipWhenGoverned, RoutingFixKind.UseDecisionCode);

    private static readonly FixAllProvider s_fixAll = FixAllProvider.Create(FixAllAsync);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.UnroutedReference);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => s_fixAll;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.Document;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await RoutedDocument.OpenAsync(document, ImmutableArray.Create(diagnostic), context.CancellationToken).ConfigureAwait(false) is not { } routed)
            {
                continue;
            }

            foreach (var kind in s_kinds)
            {
                if (await routed.RouteFirstAsync(kind, context.CancellationToken).ConfigureAwait(false) is { } tree)
                {
                    context.RegisterCodeFix(CodeAction.Create(tree.Title, c => Cleanup.ApplyAsync(document, tree.Root, c), KeyOf(kind)), diagnostic);
                }
            }
        }
    }

    /// <summary>The equivalence key of a kind of fix.</summary>
    internal static string KeyOf(RoutingFixKind kind) => KeyPrefix + kind;

    private static async Task<Document?> FixAllAsync(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        // dotnet format has no key where the first diagnostic that it meets has no fix.
        var kind = s_kinds.FirstOrDefault(k => KeyOf(k) == context.CodeActionEquivalenceKey);
        return await RoutedDocument.OpenAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false) is { } routed
            && await routed.RouteAllAsync(kind, context.CancellationToken).ConfigureAwait(false) is { } root
            ? await Cleanup.ApplyAsync(document, root, context.CancellationToken).ConfigureAwait(false)
            : null;
    }
}
