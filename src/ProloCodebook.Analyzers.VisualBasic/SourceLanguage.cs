using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.VisualBasic;
using Microsoft.CodeAnalysis.VisualBasic.Syntax;
using ProloCodebook.Routing;

namespace ProloCodebook;

/// <summary>What only the syntax of Visual Basic can tell. The members are those of the C# one; what they mean is said there.</summary>
internal static partial class SourceLanguage
{
    public const string Name = LanguageNames.VisualBasic;

    public static StringComparer NameComparer => StringComparer.OrdinalIgnoreCase;

    public static bool IsShortNumber(SyntaxNode literal, int digits) => literal.IsKind(SyntaxKind.NumericLiteralExpression) && literal is LiteralExpressionSyntax { Token.Text.Length: var length } && length < digits;

    /// <summary><c>&amp;H5207</c>, <c>&amp;O50007</c>, <c>&amp;B101</c></summary>
    public static bool MaySpellOtherwise(char before, char c) => before == '&' && c is 'h' or 'H' or 'o' or 'O' or 'b' or 'B';

    public static string? NameIn(SyntaxNode node) => (node as SimpleNameSyntax)?.Identifier.ValueText;

    /// <summary><c>Private Sub Send(…) Implements IBiller.Bill</c>: who calls Bill may run Send.</summary>
    public static string? ImplementedBy(SyntaxNode mention)
        => mention.Parent is QualifiedNameSyntax { Parent: ImplementsClauseSyntax { Parent: MethodBaseSyntax implementation } } ? DeclaredName(implementation) : null;

    public static string? DeclaredName(SyntaxNode node) => node switch
    {
        MethodBlockSyntax method => method.SubOrFunctionStatement.Identifier.ValueText,
        MethodStatementSyntax method => method.Identifier.ValueText,
        PropertyBlockSyntax property => property.PropertyStatement.Identifier.ValueText,
        PropertyStatementSyntax property => property.Identifier.ValueText,
        EventBlockSyntax e => e.EventStatement.Identifier.ValueText,
        EventStatementSyntax e => e.Identifier.ValueText,
        // Constructors and initializers run with what makes the object.
        TypeBlockSyntax type => type.BlockStatement.Identifier.ValueText,
        EnumBlockSyntax type => type.EnumStatement.Identifier.ValueText,
        _ => null,
    };

    public static string? NameOfExpression(SyntaxNode expression) => expression switch
    {
        IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => null,
    };

    /// <summary>The field behind an automatic property is the property's name with an underscore.</summary>
    public static IEnumerable<string> NamesOf(ISymbol symbol, string name) => symbol is IPropertySymbol or IMethodSymbol { AssociatedSymbol: IPropertySymbol } ? [name, "_" + name] : [name];

    /// <summary>A name alone is a call, too; only <c>AddressOf</c> makes a delegate.</summary>
    public static bool IsCall(SyntaxNode mention)
    {
        for (var node = mention; node is NameSyntax or MemberAccessExpressionSyntax; node = node.Parent)
        {
            if (node.Parent.IsKind(SyntaxKind.AddressOfExpression))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary><c>Handles button.Click</c>.</summary>
    public static bool IsEventHandler(IMethodSymbol method)
        => method.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is MethodStatementSyntax { HandlesClause: not null });

    /// <summary><c>lines(0)</c> looks like a call, and <c>lines!M0076</c> has a name for an index.</summary>
    public static bool IsIndexing(SyntaxNode node) => node is InvocationExpressionSyntax || node.IsKind(SyntaxKind.DictionaryAccessExpression);

    public static bool IsInvocation(SyntaxNode node) => node is InvocationExpressionSyntax;

    /// <summary>A list pattern. Not in Visual Basic.</summary>
    public static bool IsListPattern(SyntaxNode node) => false;

    /// <summary>A member that an initializer sets: <c>New Line With {.Code = code}</c>.</summary>
    public static bool IsInInitializer(SyntaxNode node) => (node.Parent is NamedFieldInitializerSyntax named && named.Name == node) || node is NamedFieldInitializerSyntax;

    /// <summary><c>New Line(…)</c>, and <c>MyBase.New(…)</c>, which is a call.</summary>
    public static bool IsCreation(SyntaxNode node)
        => node is ObjectCreationExpressionSyntax
            || node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } && NameComparer.Equals(name, "New");

    public static IEnumerable<ISymbol> CalledBy(SyntaxNode statement, SemanticModel model) => statement switch
    {
        ForEachStatementSyntax loop when model.GetForEachStatementInfo(loop) is var info => new ISymbol?[] { info.GetEnumeratorMethod, info.MoveNextMethod, info.CurrentProperty, info.DisposeMethod }.OfType<ISymbol>(),
        UsingStatementSyntax { Expression: { } expression } => Disposal.MethodsOf(model.GetTypeInfo(expression).Type),
        UsingStatementSyntax { Variables: var variables } => variables.SelectMany(variable => variable.Names).Select(name => (model.GetDeclaredSymbol(name) as ILocalSymbol)?.Type).SelectMany(Disposal.MethodsOf),
        _ => [],
    };

    public static IEnumerable<IMethodSymbol> OperatorsIn(SyntaxNode node, SemanticModel model)
    {
        if (node is BinaryExpressionSyntax or UnaryExpressionSyntax or AssignmentStatementSyntax && model.GetSymbolInfo(node).Symbol is IMethodSymbol called)
        {
            yield return called;
        }

        if (node is ExpressionSyntax expression && model.GetConversion(expression).MethodSymbol is { } conversion)
        {
            yield return conversion;
        }
    }

    public static IEnumerable<IMethodSymbol> DeconstructorsIn(SyntaxNode node, SemanticModel model) => [];

    public static IMethodSymbol? DeconstructorAt(SyntaxNode node, IReadOnlyList<int> at, SemanticModel model) => null;

    public static bool IsThrow(SyntaxNode node) => node is ThrowStatementSyntax or ErrorStatementSyntax;

    public static bool IsIterator(SyntaxNode declaration) => declaration is MethodBaseSyntax { Modifiers: var modifiers } && modifiers.Any(SyntaxKind.IteratorKeyword);

    /// <summary>After <c>On Error</c> any statement may be left out, or followed by any other: no evaluation is certain to have completed.</summary>
    public static string? WhyNotFollowed(SyntaxNode body)
        => body.DescendantNodes(node => node is not LambdaExpressionSyntax).Any(node => node is OnErrorGoToStatementSyntax or OnErrorResumeNextStatementSyntax or ResumeStatementSyntax)
            ? "the method handles its errors by On Error"
            : null;

    public static bool IsCollectionExpression(SyntaxNode node) => false;

    public static bool IsSpread(SyntaxNode node) => false;

    /// <summary>There is no switch expression: <c>Case "M0076"</c> compares.</summary>
    public static bool IsTableKey(SyntaxNode pattern) => false;

    /// <summary>&amp;H5207.</summary>
    public static bool IsBits(SyntaxNode literal) => literal is LiteralExpressionSyntax { Token.Text: ['&', ..] };

    /// <summary><c>decision?.IsGoverned</c>: asked for null only in order to read on.</summary>
    public static bool IsReadIfAny(SyntaxNode expression) => expression.Parent is ConditionalAccessExpressionSyntax access && access.Expression == expression;

    public static bool IsCopiedByWith(SyntaxNode expression) => false;

    public static SyntaxNode? DefaultValueOf(SyntaxNode? parameter) => (parameter as ParameterSyntax)?.Default?.Value;

    public static string? ParameterWithDefault(SyntaxNode value)
        => value.Parent is EqualsValueSyntax { Parent: ParameterSyntax parameter } ? parameter.Identifier.Identifier.ValueText : null;

    /// <summary>Lambdas have no attributes, and no optional parameters.</summary>
    public static IEnumerable<(SyntaxNode Attribute, IEnumerable<SyntaxNode> Arguments)> AttributesOfFunction(SyntaxNode function) => [];

    public static bool HasDefaultValues(SyntaxNode function) => false;
}
