using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProloCodebook.Routing;

namespace ProloCodebook;

/// <content>Where bodies are: around a piece of syntax, and of a symbol.</content>
internal static partial class SourceLanguage
{
    /// <summary>The body around a piece of syntax; null outside of any.</summary>
    public static BodyReference? BodyAround(SyntaxNode syntax, Func<SyntaxTree, SemanticModel> modelOf)
    {
        for (SyntaxNode? node = syntax, child = null; node is not null; child = node, node = node.Parent)
        {
            switch (node)
            {
                case BaseMethodDeclarationSyntax or AccessorDeclarationSyntax when child is not ParameterListSyntax and not AttributeListSyntax:
                    return Declared(node, node, modelOf);
                case ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax or IndexerDeclarationSyntax } arrow:
                    return modelOf(node.SyntaxTree).GetDeclaredSymbol(arrow.Parent!) is IPropertySymbol { GetMethod: { } getter } ? new BodyReference(arrow, getter) : null;
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } declarator }:
                    return Initializer(node, declarator, modelOf);
                case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property }:
                    return Initializer(node, property, modelOf);
                case EqualsValueClauseSyntax { Parent: ParameterSyntax { Parent.Parent: not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax) } parameter }:
                    return Declared(node, parameter, modelOf);
                case CompilationUnitSyntax unit when child is null or GlobalStatementSyntax:
                    return modelOf(node.SyntaxTree).GetDeclaredSymbol(unit) is { } main ? new BodyReference(unit, main) : null;
                case PrimaryConstructorBaseTypeSyntax { Parent.Parent: TypeDeclarationSyntax type }:
                    return PrimaryConstructor(type, modelOf) is { } primary ? new BodyReference(type, primary) : null;
                case AttributeListSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The initializer of a field's or property's declaration.</summary>
    public static SyntaxNode? InitializerOf(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax variable => variable.Initializer,
        PropertyDeclarationSyntax property => property.Initializer,
        _ => null,
    };

    public static bool IsPrimaryConstructor(IMethodSymbol constructor) => constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax);

    /// <summary>The bodies that one of a method's declarations has.</summary>
    public static IEnumerable<SyntaxNode> BodiesIn(SyntaxNode declaration, IMethodSymbol method)
    {
        switch (declaration)
        {
            case BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null }:
            case AccessorDeclarationSyntax { Body: null, ExpressionBody: null }:
                return [];
            case BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax or CompilationUnitSyntax:
                return [declaration];
            case TypeDeclarationSyntax type when method.MethodKind == MethodKind.Constructor:
                return PrimaryConstructorBodies(type);
            default:
                return [];
        }
    }

    private static BodyReference? Declared(SyntaxNode body, SyntaxNode declaration, Func<SyntaxTree, SemanticModel> modelOf)
        => modelOf(body.SyntaxTree).GetDeclaredSymbol(declaration) is { } symbol ? new BodyReference(body, symbol) : null;

    /// <summary>In a type with a primary constructor the initializers are that constructor's body.</summary>
    private static BodyReference? Initializer(SyntaxNode body, SyntaxNode declaration, Func<SyntaxTree, SemanticModel> modelOf)
    {
        if (Declared(body, declaration, modelOf) is not { } reference)
        {
            return null;
        }

        var type = body.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        return !reference.Owner.IsStatic && type is { ParameterList: not null } && PrimaryConstructor(type, modelOf) is { } primary ? new BodyReference(body, primary) : reference;
    }

    private static IMethodSymbol? PrimaryConstructor(TypeDeclarationSyntax type, Func<SyntaxTree, SemanticModel> modelOf)
        => modelOf(type.SyntaxTree).GetDeclaredSymbol(type) is INamedTypeSymbol symbol ? symbol.InstanceConstructors.FirstOrDefault(IsPrimaryConstructor) : null;

    private static IEnumerable<SyntaxNode> PrimaryConstructorBodies(TypeDeclarationSyntax type)
    {
        if (type.BaseList?.Types.FirstOrDefault() is PrimaryConstructorBaseTypeSyntax)
        {
            yield return type;
        }

        foreach (var member in type.Members)
        {
            switch (member)
            {
                case PropertyDeclarationSyntax { Initializer: { } initializer } property when !property.Modifiers.Any(SyntaxKind.StaticKeyword):
                    yield return initializer;
                    break;
                case BaseFieldDeclarationSyntax field when !field.Modifiers.Any(SyntaxKind.StaticKeyword) && !field.Modifiers.Any(SyntaxKind.ConstKeyword):
                    foreach (var variable in field.Declaration.Variables)
                    {
                        if (variable.Initializer is { } value)
                        {
                            yield return value;
                        }
                    }

                    break;
            }
        }
    }
}
