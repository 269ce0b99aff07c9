using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using ProloCodebook.CodeFixes.Contract;

namespace ProloCodebook.CodeFixes.Documents;

/// <summary>Makes of a fixed tree what a developer would have typed: using directives, short names, the file's own layout and line ends.</summary>
internal static class Cleanup
{
    public static async Task<Document> ApplyAsync(Document document, SyntaxNode root, CancellationToken cancellationToken)
    {
        var options = (await document.GetOptionsAsync(cancellationToken).ConfigureAwait(false))
            .WithChangedOption(FormattingOptions.NewLine, LanguageNames.CSharp, NewLine(root));
        document = document.WithSyntaxRoot(root);
        document = document.WithSyntaxRoot(await WithoutImportedNamesAsync(document, cancellationToken).ConfigureAwait(false));
        document = await OrAsItIsAsync(document, GeneratedNames.Annotation, from => ImportAdder.AddImportsAsync(from, GeneratedNames.Annotation, options, cancellationToken), cancellationToken).ConfigureAwait(false);
        document = await OrAsItIsAsync(document, Simplifier.Annotation, from => Simplifier.ReduceAsync(from, Simplifier.Annotation, options, cancellationToken), cancellationToken).ConfigureAwait(false);
        return await OrAsItIsAsync(document, Formatter.Annotation, from => Formatter.FormatAsync(from, Formatter.Annotation, options, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The host's own services throw on some code that is half typed: then the fix is a little less tidy.</summary>
    /// <param name="annotation">What is to be tidied. It is taken off where that fails, for the host tries once more by itself.</param>
    private static async Task<Document> OrAsItIsAsync(Document document, SyntaxAnnotation annotation, Func<Document, Task<Document>> tidy, CancellationToken cancellationToken)
    {
        try
        {
            return await tidy(document).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
            var marked = root.GetAnnotatedNodesAndTokens(annotation).ToList();
            return document.WithSyntaxRoot(root.ReplaceSyntax(
                marked.Where(each => each.IsNode).Select(each => each.AsNode()!),
                (_, node) => node.WithoutAnnotations(annotation),
                marked.Where(each => each.IsToken).Select(each => each.AsToken()),
                (_, token) => token.WithoutAnnotations(annotation),
                [],
                (_, trivia) => trivia));
        }
    }

    /// <summary>
    /// Takes the mark off the names whose namespace is in scope already. A using directive that repeats a global one would be added, found to be of no use and
    /// removed again, and leave an empty line.
    /// </summary>
    private static async Task<SyntaxNode> WithoutImportedNamesAsync(Document document, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        return root.ReplaceNodes(
            root.GetAnnotatedNodes(GeneratedNames.Annotation).Where(name => IsInScope(name, model, cancellationToken)),
            (_, name) => name.WithoutAnnotations(GeneratedNames.Annotation));
    }

    private static bool IsInScope(SyntaxNode name, SemanticModel model, CancellationToken cancellationToken)
    {
        var symbol = model.GetSymbolInfo(name, cancellationToken).Symbol;
        if (symbol is null or INamespaceSymbol || symbol.ContainingNamespace is not { IsGlobalNamespace: false } @namespace)
        {
            return true;
        }

        for (var around = model.GetEnclosingSymbol(name.SpanStart, cancellationToken)?.ContainingNamespace; around is not null; around = around.ContainingNamespace)
        {
            if (around.ToDisplayString() == @namespace.ToDisplayString())
            {
                return true;
            }
        }

        return model.GetImportScopes(name.SpanStart, cancellationToken)
            .Any(scope => scope.Imports.Any(import => import.NamespaceOrType is INamespaceSymbol && import.NamespaceOrType.ToDisplayString() == @namespace.ToDisplayString()));
    }

    /// <summary>The one that the file begins with; a fix must not mix them.</summary>
    public static string NewLine(SyntaxNode root)
    {
        var text = root.SyntaxTree.TryGetText(out var known) ? known : root.GetText();
        return text.Lines.Count > 1 && text.Lines[0] is { } line && line.EndIncludingLineBreak > line.End
            ? text.ToString(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(line.End, line.EndIncludingLineBreak))
            : "\n";
    }
}
