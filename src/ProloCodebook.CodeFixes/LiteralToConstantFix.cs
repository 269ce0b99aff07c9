using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProloCodebook.Rules;

namespace ProloCodebook.CodeFixes;

/// <summary>PCB1003, and PCB1001 on a literal: writes the generated constant instead. The latter stays unrouted, but becomes easy to find.</summary>
// Not [Shared]: the attribute is System.Composition's, of which hosts carry different versions.
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LiteralToConstantFix))]
public sealed class LiteralToConstantFix : CodeFixProvider
{
    /// <summary>The equivalence key of the action that writes a text.</summary>
    public const string TextKey = nameof(LiteralToConstantFix) + ".Text";

    /// <summary>The equivalence key of the action that writes a <c>ProcedureCode</c>.</summary>
    public const string ProcedureCodeKey = nameof(LiteralToConstantFix) + ".ProcedureCode";

    /// <summary>The equivalence key of the action on a text that is spelled otherwise, whose value changes. Fix All of the others leaves those alone.</summary>
    public const string RespelledKey = nameof(LiteralToConstantFix) + ".Respelled";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; }
        = ImmutableArray.Create(RuleIdentifiers.LiteralInsteadOfConstant, RuleIdentifiers.UnroutedReference);

    // References are outermost constants, so no two edits overlap.
    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await FixTarget.CreateAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { IsLiteralText: true, Generated: { } generated } target)
            {
                continue;
            }

            var text = (string)target.Model.GetConstantValue(target.Expression, context.CancellationToken).Value!;
            if (text != target.Code.Value)
            {
                Offer($"Use {generated.CodeText.Name}.{target.Code.ConstantName} (changes '{text}' to '{target.Code.Value}')", RespelledKey, target.Expression, generated.CodeText);
                continue;
            }

            Offer($"Use {generated.CodeText.Name}.{target.Code.ConstantName}", TextKey, target.Expression, generated.CodeText);
            if (generated.Codes is { } codes && codes.GetMembers(target.Code.ConstantName).Length > 0
                && PlaceOfProcedureCode(target, generated, codes) is { } place)
            {
                Offer($"Use {codes.Name}.{target.Code.ConstantName}", ProcedureCodeKey, place, codes);
            }

            void Offer(string title, string key, ExpressionSyntax replaced, INamedTypeSymbol type)
            {
                var changed = target.Root.ReplaceNode(replaced, target.MemberOf(type, target.Code.ConstantName).WithTriviaFrom(replaced));
                context.RegisterCodeFix(CodeAction.Create(title, cancellationToken => FixTarget.Imported(context.Document, changed, cancellationToken), key), diagnostic);
            }
        }
    }

    /// <summary>
    /// What <c>Codes.X</c> can stand for: the whole of <c>ProcedureCode.Parse("…")</c>, or an argument where an overload takes a ProcedureCode instead.
    /// </summary>
    private static ExpressionSyntax? PlaceOfProcedureCode(FixTarget target, GeneratedTypes generated, INamedTypeSymbol codes)
    {
        if (generated.ProcedureCode is not { } procedureCode
            || target.Expression.Parent is not ArgumentSyntax { Parent: ArgumentListSyntax { Parent: ExpressionSyntax call } } argument)
        {
            return null;
        }

        if (target.Model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "Parse" } parse && SymbolEqualityComparer.Default.Equals(parse.ContainingType, procedureCode))
        {
            return call;
        }

        if (call is not (InvocationExpressionSyntax or ObjectCreationExpressionSyntax))
        {
            return null;
        }

        var index = ((ArgumentListSyntax)argument.Parent!).Arguments.IndexOf(argument);
        var rewritten = call.ReplaceNode(target.Expression, target.MemberOf(codes, target.Code.ConstantName));
        return target.Model.GetSpeculativeSymbolInfo(call.SpanStart, rewritten, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol method
            && (argument.NameColon is { } name
                ? method.Parameters.FirstOrDefault(p => p.Name == name.Name.Identifier.ValueText)
                : method.Parameters.ElementAtOrDefault(index)) is { } parameter
            && SymbolEqualityComparer.Default.Equals(parameter.Type, procedureCode)
                ? target.Expression
                : null;
    }
}
