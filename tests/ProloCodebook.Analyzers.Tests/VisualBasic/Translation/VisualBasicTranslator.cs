using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ProloCodebook.Tests.Harness;
using Vb = Microsoft.CodeAnalysis.VisualBasic;

namespace ProloCodebook.Tests.VisualBasic.Translation;

/// <summary>
/// Says a C# case in Visual Basic, marks included, so that both languages share their cases. What Visual Basic has no words for
/// (patterns, local functions, records, <c>switch</c> expressions, …) is not translated.
/// </summary>
internal sealed partial class VisualBasicTranslator : CSharpSyntaxVisitor<string>
{
    private readonly SemanticModel _model;
    private readonly Dictionary<TextSpan, string> _marks;

    // What `break` and `continue` leave: "For", "While", "Do", "Select".
    private readonly Stack<string> _breakable = new();

    private VisualBasicTranslator(SemanticModel model, MarkedSource source)
    {
        _model = model;
        _marks = source.Marks.ToDictionary(mark => mark.Span, mark => mark.Id);
    }

    /// <summary>The case in Visual Basic; null where it cannot be said.</summary>
    public static string? Translate(TestProject project)
    {
        var source = project.Marked;
        if (source.Marks.Select(mark => mark.Span).Distinct().Count() != source.Marks.Length)
        {
            return null;
        }

        var compilation = project.CompileWithErrors();
        var tree = compilation.SyntaxTrees.Single(tree => tree.FilePath.EndsWith("/" + TestProject.SourceFileName, StringComparison.Ordinal));
        var translator = new VisualBasicTranslator(compilation.GetSemanticModel(tree), source);
        try
        {
            var text = translator.Visit(tree.GetRoot())!;

            // A mark on something that has no counterpart.
            return MarkedSource.Parse(text).Marks.Length == source.Marks.Length ? text : null;
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    public override string? Visit(SyntaxNode? node)
    {
        if (node is null)
        {
            return "";
        }

        var text = base.Visit(node)!;
        return node is ExpressionSyntax or AttributeSyntax && _marks.TryGetValue(node.Span, out var id) && _marks.Remove(node.Span) ? $"{{|{id}:{text}|}}" : text;
    }

    public override string DefaultVisit(SyntaxNode node) => throw new NotSupportedException(node.Kind().ToString());

    private string All(IEnumerable<SyntaxNode> nodes, string separator) => string.Join(separator, nodes.Select(Visit));

    private static string Name(SyntaxToken identifier) => Name(identifier.ValueText);

    private static string Name(string name) => name == "_" ? throw new NotSupportedException("discard") : Vb.SyntaxFacts.GetKeywordKind(name) == Vb.SyntaxKind.None ? name : "[" + name + "]";

    // Types

    private string Type(TypeSyntax type) => type switch
    {
        PredefinedTypeSyntax predefined => predefined.Keyword.ValueText switch
        {
            "string" => "String",
            "int" => "Integer",
            "bool" => "Boolean",
            "decimal" => "Decimal",
            "object" => "Object",
            "long" => "Long",
            "char" => "Char",
            "double" => "Double",
            "byte" => "Byte",
            _ => throw new NotSupportedException("type"),
        },
        NullableTypeSyntax nullable => _model.GetTypeInfo(nullable.ElementType).Type is { IsValueType: true } ? Type(nullable.ElementType) + "?" : Type(nullable.ElementType),
        ArrayTypeSyntax array => Type(array.ElementType) + string.Concat(array.RankSpecifiers.Select(rank => "(" + new string(',', rank.Rank - 1) + ")")),
        TupleTypeSyntax tuple => "(" + string.Join(", ", tuple.Elements.Select(e => e.Identifier.ValueText.Length > 0 ? Name(e.Identifier) + " As " + Type(e.Type) : Type(e.Type))) + ")",
        GenericNameSyntax generic => Generic(generic),
        QualifiedNameSyntax qualified => Type(qualified.Left) + "." + Type(qualified.Right),
        IdentifierNameSyntax identifier => Name(identifier.Identifier),
        _ => throw new NotSupportedException("type"),
    };

    private string Type(ITypeSymbol? type)
        => type is null or { TypeKind: TypeKind.Error } ? throw new NotSupportedException("type") : Vb.SymbolDisplay.ToDisplayString(type, SymbolDisplayFormat.MinimallyQualifiedFormat.WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers));

    private string Generic(GenericNameSyntax generic)
        => generic.TypeArgumentList.Arguments.Any(SyntaxKind.OmittedTypeArgument)
            ? throw new NotSupportedException("open type")
            : $"{Name(generic.Identifier)}(Of {string.Join(", ", generic.TypeArgumentList.Arguments.Select(Type))})";

    private static string TypeParameters(TypeParameterListSyntax? parameters, SyntaxList<TypeParameterConstraintClauseSyntax> constraints)
        => constraints.Count > 0 ? throw new NotSupportedException("constraint")
            : parameters is null ? "" : $"(Of {string.Join(", ", parameters.Parameters.Select(p => p.AttributeLists.Count > 0 || p.VarianceKeyword != default ? throw new NotSupportedException("variance") : Name(p.Identifier)))})";
}
