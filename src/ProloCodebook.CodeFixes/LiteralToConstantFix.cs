using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using ProloCodebook.CodeFixes.Constants;
using ProloCodebook.CodeFixes.Contract;
using ProloCodebook.CodeFixes.Documents;
using ProloCodebook.Rules;

namespace ProloCodebook.CodeFixes;

/// <summary>
/// Writes the generated constant where a guarded code is written out: <c>"M0076"</c> becomes <c>CodeText.HcpcsM0076</c>, and where a
/// <c>ProcedureCode</c> is made of it, <c>Codes.HcpcsM0076</c>. For PCB1003, and for PCB1001 as a second thought: it does not route.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LiteralToConstantFix))]
public sealed class LiteralToConstantFix : CodeFixProvider
{
    private static readonly FixAllProvider s_fixAll = FixAllProvider.Create(FixAllAsync);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; }
        = ImmutableArray.Create(RuleIdentifiers.LiteralInsteadOfConstant, RuleIdentifiers.UnroutedReference);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => s_fixAll;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.Document;
        if (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model
            || GeneratedTypes.Find(model.Compilation, document.Project.AnalyzerOptions, context.CancellationToken) is not { } types)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            // Where the code is not routed, that is what matters; this comes after it.
            var priority = diagnostic.Id == RuleIdentifiers.UnroutedReference ? CodeActionPriority.Low : CodeActionPriority.Default;
            foreach (var replacement in ConstantReplacement.Find(root, model, types, diagnostic, context.CancellationToken))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(replacement.Title, c => Cleanup.ApplyAsync(document, replacement.Apply(root), c), replacement.Key, priority),
                    diagnostic);
            }
        }
    }

    private static async Task<Document?> FixAllAsync(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        if (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model
            || GeneratedTypes.Find(model.Compilation, document.Project.AnalyzerOptions, context.CancellationToken) is not { } types)
        {
            return null;
        }

        // dotnet format has no key where the first diagnostic that it meets has no fix.
        var key = context.CodeActionEquivalenceKey ?? ConstantReplacement.SameValue;
        var replacements = diagnostics
            .SelectMany(diagnostic => ConstantReplacement.Find(root, model, types, diagnostic, context.CancellationToken))
            .Where(replacement => replacement.Key == key)
            .ToList();
        return replacements.Count == 0
            ? null
            : await Cleanup.ApplyAsync(document, ConstantReplacement.Apply(root, replacements), context.CancellationToken).ConfigureAwait(false);
    }
}
