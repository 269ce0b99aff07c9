using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.Routing;

namespace ProloCodebook;

/// <summary>
/// What only the syntax of C# can tell; everything else goes by operations and symbols. ProloCodebook.Analyzers.VisualBasic is made from the
/// same source with a <c>SourceLanguage</c> of its own, so that no compiler has to load the other language's assemblies.
/// </summary>
internal static partial class SourceLanguage
{
    public const string Name = LanguageNames.CSharp;

    /// <summary>A number that is written with fewer characters than so many digits.</summary>
    public static bool IsShortNumber(SyntaxNode literal, int digits) => literal.IsKind(SyntaxKind.NumericLiteralExpression) && literal is LiteralExpressionSyntax { Token.Text.Length: var length } && length < digits;

    /// <summary>Two characters from where on a literal may stand in the text otherwise than it reads: <c>\u004D</c>, <c>\x4D</c>, <c>0x5207</c>, <c>0b101</c>.</summary>
    public static bool MaySpellOtherwise(char before, char c) => (before == '\\' && c is 'u' or 'U' or 'x') || (before == '0' && c is 'x' or 'X' or 'b' or 'B');

    /// <summary>How the language compares names.</summary>
    public static StringComparer NameComparer => StringComparer.Ordinal;

    /// <summary>The name that a piece of syntax mentions; null where it is no name.</summary>
    public static string? NameIn(SyntaxNode node) => (node as SimpleNameSyntax)?.Identifier.ValueText;

    /// <summary>What a mention says its declaration is called elsewhere. In C# an implementation is called like what it implements.</summary>
    public static string? ImplementedBy(SyntaxNode mention) => null;

    /// <summary>The name of the member (for what runs with a constructor, of the type) that a piece of syntax declares.</summary>
    public static string? DeclaredName(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        IndexerDeclarationSyntax => "this[]",
        EventDeclarationSyntax e => e.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        _ => null,
    };

    /// <summary>The name of an expression that may not be bound yet.</summary>
    public static string? NameOfExpression(SyntaxNode expression) => expression switch
    {
        IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => null,
    };

    /// <summary>The names by which a symbol is mentioned, of which <paramref name="name"/> is its own.</summary>
    public static IEnumerable<string> NamesOf(ISymbol symbol, string name) => [name];

    /// <summary>A mention of a method that calls it, or does not make a delegate of it.</summary>
    public static bool IsCall(SyntaxNode mention)
    {
        if (mention is not SimpleNameSyntax name)
        {
            // `new()`, `lines[0]`, `foreach`.
            return true;
        }

        SyntaxNode expression = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access,
            MemberBindingExpressionSyntax binding => binding,
            _ => name,
        };
        return expression.Parent is InvocationExpressionSyntax { Expression: var called } && called == expression
            || name.Parent is NameMemberCrefSyntax
            || expression.Parent?.Parent?.Parent is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } };
    }

    /// <summary>Handles an event without a word in any body. Not in C#.</summary>
    public static bool IsEventHandler(IMethodSymbol method) => false;

    public static bool IsIndexing(SyntaxNode node) => node is ElementAccessExpressionSyntax or ElementBindingExpressionSyntax or ImplicitElementAccessSyntax;

    public static bool IsInvocation(SyntaxNode node) => node is InvocationExpressionSyntax;

    /// <summary>A list pattern, or a slice in one.</summary>
    public static bool IsListPattern(SyntaxNode node) => node is ListPatternSyntax or SlicePatternSyntax;

    /// <summary>A member that an initializer sets: <c>new Line { Code = code }</c>, <c>line with { Code = code }</c>.</summary>
    public static bool IsInInitializer(SyntaxNode node) => node.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment && assignment.Left == node;

    public static bool IsCreation(SyntaxNode node) => node is BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax;

    /// <summary>What a statement calls without a word of it: a loop its enumerator, a <c>using</c> what disposes of the object.</summary>
    public static IEnumerable<ISymbol> CalledBy(SyntaxNode statement, SemanticModel model) => statement switch
    {
        CommonForEachStatementSyntax loop when model.GetForEachStatementInfo(loop) is var info => new ISymbol?[] { info.GetEnumeratorMethod, info.MoveNextMethod, info.CurrentProperty, info.DisposeMethod }.OfType<ISymbol>(),
        UsingStatementSyntax { Declaration.Type: var type } => Disposal.MethodsOf(model.GetTypeInfo(type).Type),
        UsingStatementSyntax { Expression: { } expression } => Disposal.MethodsOf(model.GetTypeInfo(expression).Type),
        LocalDeclarationStatementSyntax { Declaration.Type: var type } declaration when declaration.UsingKeyword.IsKind(SyntaxKind.UsingKeyword) => Disposal.MethodsOf(model.GetTypeInfo(type).Type),
        _ => [],
    };

    /// <summary>The operators and conversions of a type's own that an expression calls.</summary>
    public static IEnumerable<IMethodSymbol> OperatorsIn(SyntaxNode node, SemanticModel model)
    {
        if (node is BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax or AssignmentExpressionSyntax or CastExpressionSyntax && model.GetSymbolInfo(node).Symbol is IMethodSymbol called)
        {
            yield return called;
        }

        if (node is ExpressionSyntax expression && model.GetConversion(expression).MethodSymbol is { } conversion)
        {
            yield return conversion;
        }
    }

    /// <summary>The <c>Deconstruct</c> methods by which objects are taken apart: in <c>var (code, units) = line</c>, a loop over such objects, or a pattern.</summary>
    public static IEnumerable<IMethodSymbol> DeconstructorsIn(SyntaxNode node, SemanticModel model)
        => node is RecursivePatternSyntax { PositionalPatternClause: not null } ? model.GetOperation(node) is IRecursivePatternOperation { DeconstructSymbol: IMethodSymbol method } ? [method] : []
            : DeconstructionOf(node, model) is { } info ? AllOf(info) : [];

    /// <summary>The <c>Deconstruct</c> that gives what a tuple of variables is assigned; null where it is assigned a tuple.</summary>
    /// <param name="at">By their positions, in which of the tuples inside of one another.</param>
    public static IMethodSymbol? DeconstructorAt(SyntaxNode node, IReadOnlyList<int> at, SemanticModel model)
    {
        var info = DeconstructionOf(node, model) ?? (node.Parent is { } around ? DeconstructionOf(around, model) : null);
        foreach (var position in at)
        {
            info = info is { Nested: { IsDefault: false } nested } && position < nested.Length ? nested[position] : null;
        }

        return info?.Method;
    }

    private static DeconstructionInfo? DeconstructionOf(SyntaxNode node, SemanticModel model) => node switch
    {
        ForEachVariableStatementSyntax loop => model.GetDeconstructionInfo(loop),
        AssignmentExpressionSyntax { Left: TupleExpressionSyntax or DeclarationExpressionSyntax } assignment when assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) => model.GetDeconstructionInfo(assignment),
        _ => null,
    };

    private static IEnumerable<IMethodSymbol> AllOf(DeconstructionInfo info)
        => info.Nested.IsDefault ? info.Method is { } only ? [only] : [] : info.Nested.SelectMany(AllOf).Concat(info.Method is { } method ? [method] : []);

    public static bool IsThrow(SyntaxNode node) => node is ThrowStatementSyntax or ThrowExpressionSyntax;

    /// <summary>The declaration's own body has a <c>yield</c>.</summary>
    public static bool IsIterator(SyntaxNode declaration)
        => declaration
            .DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax) || node == declaration)
            .Any(node => node is YieldStatementSyntax);

    /// <summary>Why a body cannot be followed, whatever is in it. C# has no such bodies.</summary>
    public static string? WhyNotFollowed(SyntaxNode body) => null;

    public static bool IsCollectionExpression(SyntaxNode node) => node is CollectionExpressionSyntax;

    public static bool IsSpread(SyntaxNode node) => node is SpreadElementSyntax;

    /// <summary><c>"M0076" => 35m</c>: a table keyed by the code, not a comparison of it. <c>"M0076" => true</c> only says that it is the code.</summary>
    public static bool IsTableKey(SyntaxNode pattern)
        => pattern.FirstAncestorOrSelf<SwitchExpressionArmSyntax>() is { WhenClause: null, Expression: LiteralExpressionSyntax or PrefixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax } } arm
            && !(arm.Expression.IsKind(SyntaxKind.TrueLiteralExpression) || arm.Expression.IsKind(SyntaxKind.FalseLiteralExpression)) && arm.Pattern.Span.Contains(pattern.Span);

    /// <summary><c>decision?.IsGoverned</c>: asked for null only in order to read on.</summary>
    public static bool IsReadIfAny(SyntaxNode expression) => expression.Parent is ConditionalAccessExpressionSyntax access && access.Expression == expression;

    /// <summary>A copy of it is made, with some of its members set otherwise.</summary>
    public static bool IsCopiedByWith(SyntaxNode expression) => expression.Parent is WithExpressionSyntax with && with.Expression == expression;

    /// <summary>0x5207: written as bits, not as a number.</summary>
    public static bool IsBits(SyntaxNode literal)
        => literal is LiteralExpressionSyntax { Token.Text: var text }
            && (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || text.StartsWith("0b", StringComparison.OrdinalIgnoreCase));

    /// <summary>The kinds of operations with parts that are no operations. C# has none.</summary>
    public static ImmutableArray<OperationKind> KindsOfHiddenParts => ImmutableArray<OperationKind>.Empty;

    /// <summary>The constant texts in such an operation, each with the name of what holds it.</summary>
    public static IEnumerable<(string Text, string Name)> HiddenTexts(SyntaxNode syntax, SemanticModel model, CancellationToken cancellationToken) => [];

    /// <summary>The locals, parameters, fields and properties that such an operation reads.</summary>
    public static IEnumerable<ISymbol> HiddenReads(SyntaxNode syntax, SemanticModel model, CancellationToken cancellationToken) => [];

    /// <summary>The default value that a parameter's declaration gives.</summary>
    public static SyntaxNode? DefaultValueOf(SyntaxNode? parameter) => (parameter as ParameterSyntax)?.Default?.Value;

    /// <summary>The name of the parameter that an expression is the default value of.</summary>
    public static string? ParameterWithDefault(SyntaxNode value)
        => value.Parent is EqualsValueClauseSyntax { Parent: ParameterSyntax parameter } ? parameter.Identifier.ValueText : null;

    /// <summary>The attributes of a local function or lambda and of its parameters, each with its arguments: they are in no operation tree.</summary>
    public static IEnumerable<(SyntaxNode Attribute, IEnumerable<SyntaxNode> Arguments)> AttributesOfFunction(SyntaxNode function)
    {
        var own = function switch
        {
            LocalFunctionStatementSyntax local => local.AttributeLists,
            ParenthesizedLambdaExpressionSyntax lambda => lambda.AttributeLists,
            _ => default,
        };
        var parameters = ParametersOf(function);
        return own.Count == 0 && !AnyOf(parameters, static parameter => parameter.AttributeLists.Count > 0) ? [] : own
            .Concat(parameters?.Parameters.SelectMany(parameter => parameter.AttributeLists) ?? [])
            .SelectMany(list => list.Attributes)
            .Select(attribute => ((SyntaxNode)attribute, attribute.ArgumentList?.Arguments.Select(argument => (SyntaxNode)argument.Expression) ?? []));
    }

    /// <summary>A local function or lambda has a parameter with a default value.</summary>
    public static bool HasDefaultValues(SyntaxNode function) => AnyOf(ParametersOf(function), static parameter => parameter.Default is not null);

    /// <summary>Those in parentheses: <c>x => …</c> can have neither attributes nor a default value.</summary>
    private static ParameterListSyntax? ParametersOf(SyntaxNode function) => function switch
    {
        LocalFunctionStatementSyntax local => local.ParameterList,
        ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList,
        _ => null,
    };

    /// <summary>Asked of every lambda of a program, and without an enumerator on the heap.</summary>
    private static bool AnyOf(ParameterListSyntax? parameters, Func<ParameterSyntax, bool> has)
    {
        for (var i = 0; i < parameters?.Parameters.Count; i++)
        {
            if (has(parameters.Parameters[i]))
            {
                return true;
            }
        }

        return false;
    }
}
