using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.VisualBasic;
using Microsoft.CodeAnalysis.VisualBasic.Syntax;

namespace ProloCodebook;

/// <content>XML literals: for the compiler's operations they have no parts, not even the expressions embedded in them.</content>
internal static partial class SourceLanguage
{
    public static ImmutableArray<OperationKind> KindsOfHiddenParts { get; } = ImmutableArray.Create(OperationKind.None);

    public static IEnumerable<(string Text, string Name)> HiddenTexts(SyntaxNode syntax, SemanticModel model, CancellationToken cancellationToken)
    {
        if (syntax is not XmlNodeSyntax)
        {
            yield break;
        }

        foreach (var node in syntax.DescendantNodesAndSelf())
        {
            switch (node)
            {
                case XmlStringSyntax text:
                    yield return (string.Concat(text.TextTokens.Select(token => token.ValueText)), NameOfHolder(node));
                    break;
                case XmlTextSyntax text:
                    yield return (string.Concat(text.TextTokens.Select(token => token.ValueText)), NameOfHolder(node));
                    break;
                case XmlCDataSectionSyntax text:
                    yield return (string.Concat(text.TextTokens.Select(token => token.ValueText)), NameOfHolder(node));
                    break;
                case ExpressionSyntax and not XmlNodeSyntax when model.GetConstantValue(node, cancellationToken) is { HasValue: true, Value: string constant }:
                    yield return (constant, NameOfHolder(node));
                    break;
            }
        }
    }

    public static IEnumerable<ISymbol> HiddenReads(SyntaxNode syntax, SemanticModel model, CancellationToken cancellationToken)
    {
        if (syntax is not XmlNodeSyntax)
        {
            yield break;
        }

        foreach (var name in syntax.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (name.FirstAncestorOrSelf<XmlEmbeddedExpressionSyntax>() is not null
                && model.GetSymbolInfo(name, cancellationToken).Symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol { HasConstantValue: false } or IPropertySymbol { Parameters.IsEmpty: true }
                && !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name && access.Expression is not MeExpressionSyntax))
            {
                yield return model.GetSymbolInfo(name, cancellationToken).Symbol!;
            }
        }
    }

    /// <summary>The attribute's name, or the element's.</summary>
    private static string NameOfHolder(SyntaxNode node)
    {
        for (var holder = node.Parent; holder is not null; holder = holder.Parent)
        {
            switch (holder)
            {
                case XmlAttributeSyntax { Name: XmlNameSyntax name }:
                    return name.LocalName.ValueText;
                case XmlElementSyntax { StartTag.Name: XmlNameSyntax name }:
                    return name.LocalName.ValueText;
                case XmlEmptyElementSyntax { Name: XmlNameSyntax name } when node is not XmlTextSyntax:
                    return name.LocalName.ValueText;
            }
        }

        return "";
    }
}
