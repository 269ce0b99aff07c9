using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;
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
    AnalyzerOptions Options)
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
            options);
    }

    public static GuardedCode? CodeOf(Diagnostic diagnostic)
        => diagnostic.Properties.TryGetValue(UnroutedReferenceAnalyzer.CodeProperty, out var code) && code is not null
            && diagnostic.Properties.TryGetValue(UnroutedReferenceAnalyzer.ConstantProperty, out var constant) && constant is not null
                ? new GuardedCode(code, string.Empty, constant)
                : null;

    /// <summary><c>CodeText.HcpcsM0076</c>, with the namespace; see <see cref="TypeName"/>.</summary>
    public ExpressionSyntax MemberOf(INamedTypeSymbol type, string member)
        => SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, TypeName(type), SyntaxFactory.IdentifierName(member));

    /// <summary>The type's full name, for the clean-up after the fix to shorten.</summary>
    public TypeSyntax TypeName(INamedTypeSymbol type)
    {
        var name = SyntaxFactory.ParseTypeName(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)).WithAdditionalAnnotations(Simplifier.Annotation);

        // Asked to import what is imported already, the import adder leaves an empty line at the top of the file.
        return Model.LookupNamespacesAndTypes(Expression.SpanStart, name: type.Name).Contains(type, SymbolEqualityComparer.Default)
            ? name
            : name.WithAdditionalAnnotations(Simplifier.AddImportsAnnotation);
    }

    /// <summary>The document with its new root, and the namespaces that the full names in it need. A code action's own clean-up then shortens these.</summary>
    public static Task<Document> Imported(Document document, SyntaxNode root, CancellationToken cancellationToken)
        => root.HasAnnotation(Simplifier.AddImportsAnnotation) || root.GetAnnotatedNodes(Simplifier.AddImportsAnnotation).Any()
            ? ImportAdder.AddImportsAsync(document.WithSyntaxRoot(root), Simplifier.AddImportsAnnotation, cancellationToken: cancellationToken)
            : Task.FromResult(document.WithSyntaxRoot(root));

    /// <summary>The code as the evaluator takes it: a carrier as it stands, anything else as the generated constant.</summary>
    public ExpressionSyntax CodeArgument()
    {
        var isCodeItself = Model.GetConstantValue(Expression) is { HasValue: true, Value: string text } && text.Trim() == Code.Value;
        var isGenerated = Model.GetSymbolInfo(Expression).Symbol is { } symbol && SymbolEqualityComparer.Default.Equals(symbol.ContainingType, Generated!.Codes);
        return IsCarrier && (isCodeItself || isGenerated)
            ? Expression.WithoutTrivia()
            : MemberOf(Generated!.CodeText, Code.ConstantName);
    }
}
