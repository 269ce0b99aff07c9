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
        document = await ImportAdder.AddImportsAsync(document, GeneratedNames.Annotation, options, cancellationToken).ConfigureAwait(false);
        document = await Simplifier.ReduceAsync(document, Simplifier.Annotation, options, cancellationToken).ConfigureAwait(false);
        return await Formatter.FormatAsync(document, Formatter.Annotation, options, cancellationToken).ConfigureAwait(false);
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
