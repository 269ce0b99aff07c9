using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Editing;
using ProloCodebook.References;
using ProloCodebook.Rules;

namespace ProloCodebook.CodeFixes;

/// <summary>A reported reference, and what a fix of it needs to know.</summary>
/// <param name="Expression">The reference: the outermost constant expression, or a service line's code read back.</param>
/// <param name="Generated">Null where the project has no generated types for the code.</param>
internal sealed record FixTarget(
    SemanticModel Model,
    ExpressionSyntax Expression,
    GuardedCode Code,
    GeneratedTypes? Generated,
    AnalyzerOptions Options,
    SyntaxGenerator Generator)
{
    public SyntaxNode Root => Expression.SyntaxTree.GetRoot();

    /// <summary>The reference is written as a text, whose value is the code but for case and white space.</summary>
    public bool IsLiteralText
        => !IsCarrier && Model.GetConstantValue(Expression) is { HasValue: true, Value: string text }
            && text.Trim().Equals(Code.Value, StringComparison.OrdinalIgnoreCase);

    private bool IsCarrier => Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax;

    /// <summary>The target that <paramref name="diagnostic"/> of <paramref name="document"/> points at.</summary>
    public static async Task<FixTarget?> CreateAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        return model is not null
            && root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax expression
            && CodeOf(diagnostic) is { } code
                ? Create(document, model, expression, code)
                : null;
    }

    public static FixTarget Create(Document document, SemanticModel model, ExpressionSyntax expression, GuardedCode code)
    {
        var options = document.Project.AnalyzerOptions;
        return new FixTarget(
            model,
            expression,
            code,
            GeneratedTypes.Find(model.Compilation, code, new PolicySymbols(options.AnalyzerConfigOptionsProvider)),
            options,
            SyntaxGenerator.GetGenerator(document));
    }

    public static GuardedCode? CodeOf(Diagnostic diagnostic)
        => diagnostic.Properties.TryGetValue(UnroutedReferenceAnalyzer.CodeProperty, out var code) && code is not null
            && diagnostic.Properties.TryGetValue(UnroutedReferenceAnalyzer.ConstantProperty, out var constant) && constant is not null
                ? new GuardedCode(code, string.Empty, constant)
                : null;

    /// <summary><c>CodeText.HcpcsM0076</c>, with the namespace; the clean-up after the fix imports it.</summary>
    public ExpressionSyntax MemberOf(INamedTypeSymbol type, string member)
        => SyntaxFactory.MemberAccessExpression(
            SyntaxKind.SimpleMemberAccessExpression,
            (ExpressionSyntax)Generator.TypeExpression(type, addImport: true),
            SyntaxFactory.IdentifierName(member));

    /// <summary>The code as the evaluator takes it: a carrier as it stands, anything else as the generated constant.</summary>
    public ExpressionSyntax CodeArgument()
    {
        var isCodeItself = Model.GetConstantValue(Expression) is { HasValue: true, Value: string text } && text.Trim() == Code.Value;
        return IsCarrier && isCodeItself
            ? Expression.WithoutTrivia()
            : MemberOf(Generated!.CodeText, Code.ConstantName);
    }
}
