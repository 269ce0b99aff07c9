using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProloCodebook.Tests.VisualBasic.Translation;

/// <content>Expressions.</content>
internal sealed partial class VisualBasicTranslator
{
    public override string VisitIdentifierName(IdentifierNameSyntax node) => Method(node, IsHidden(node) ? (_model.GetSymbolInfo(node).Symbol!.IsStatic ? throw new NotSupportedException("hidden") : "Me.") + Name(node.Identifier) : Name(node.Identifier));

    public override string VisitGenericName(GenericNameSyntax node) => Method(node, Generic(node));

    public override string VisitPredefinedType(PredefinedTypeSyntax node) => Type(node);

    public override string VisitQualifiedName(QualifiedNameSyntax node) => Type(node);

    public override string VisitThisExpression(ThisExpressionSyntax node) => "Me";

    public override string VisitBaseExpression(BaseExpressionSyntax node) => "MyBase";

    public override string VisitParenthesizedExpression(ParenthesizedExpressionSyntax node) => $"({Visit(node.Expression)})";

    public override string VisitMemberAccessExpression(MemberAccessExpressionSyntax node)
        => Method(node, $"{Receiver(node.Expression)}.{(node.Name is GenericNameSyntax generic ? Generic(generic) : Name(node.Name.Identifier))}");

    public override string VisitConditionalAccessExpression(ConditionalAccessExpressionSyntax node) => $"{Receiver(node.Expression)}?{Visit(node.WhenNotNull)}";

    public override string VisitMemberBindingExpression(MemberBindingExpressionSyntax node) => "." + Name(node.Name.Identifier);

    public override string VisitElementBindingExpression(ElementBindingExpressionSyntax node) => $"({All(node.ArgumentList.Arguments, ", ")})";

    public override string VisitElementAccessExpression(ElementAccessExpressionSyntax node) => $"{Receiver(node.Expression)}({All(node.ArgumentList.Arguments, ", ")})";

    public override string VisitInvocationExpression(InvocationExpressionSyntax node)
        => _model.GetOperation(node) is Microsoft.CodeAnalysis.Operations.INameOfOperation
            ? $"NameOf({All(node.ArgumentList.Arguments, ", ")})"
            : $"{Visit(node.Expression)}({All(node.ArgumentList.Arguments, ", ")})";

    public override string VisitArgument(ArgumentSyntax node)
        => node.Expression is DeclarationExpressionSyntax
            ? throw new NotSupportedException("out var")
            : (node.NameColon is { } name ? Name(name.Name.Identifier) + ":=" : "") + Visit(node.Expression);

    public override string VisitLiteralExpression(LiteralExpressionSyntax node) => node.Token.Value switch
    {
        null => "Nothing",
        _ when node.IsKind(SyntaxKind.DefaultLiteralExpression) => "Nothing",
        string text => Text(text),
        char c => $"\"{(c == '"' ? "\"\"" : c < ' ' ? throw new NotSupportedException("character") : c)}\"c",
        bool truth => truth ? "True" : "False",
        int number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        long number => number.ToString(System.Globalization.CultureInfo.InvariantCulture) + "L",
        decimal number => number.ToString(System.Globalization.CultureInfo.InvariantCulture) + "D",
        _ => throw new NotSupportedException("literal"),
    };

    public override string VisitDefaultExpression(DefaultExpressionSyntax node) => $"CType(Nothing, {Type(node.Type)})";

    public override string VisitTypeOfExpression(TypeOfExpressionSyntax node) => $"GetType({Type(node.Type)})";

    public override string VisitCastExpression(CastExpressionSyntax node) => $"CType({Visit(node.Expression)}, {Type(node.Type)})";

    public override string VisitAwaitExpression(AwaitExpressionSyntax node) => $"Await {Visit(node.Expression)}";

    public override string VisitConditionalExpression(ConditionalExpressionSyntax node) => $"If({Visit(node.Condition)}, {Visit(node.WhenTrue)}, {Visit(node.WhenFalse)})";

    public override string VisitTupleExpression(TupleExpressionSyntax node) => $"({All(node.Arguments, ", ")})";

    public override string VisitInterpolatedStringExpression(InterpolatedStringExpressionSyntax node)
        => node.StringStartToken.ValueText != "$\"" ? throw new NotSupportedException("verbatim") : $"$\"{All(node.Contents, "")}\"";

    public override string VisitInterpolatedStringText(InterpolatedStringTextSyntax node)
        => node.TextToken.Text.Contains('\\', StringComparison.Ordinal) ? throw new NotSupportedException("escape") : node.TextToken.Text;

    public override string VisitInterpolation(InterpolationSyntax node) => $"{{{Visit(node.Expression)}{(node.FormatClause is { } format ? ":" + format.FormatStringToken.Text : "")}}}";

    public override string VisitPrefixUnaryExpression(PrefixUnaryExpressionSyntax node) => node.Kind() switch
    {
        SyntaxKind.LogicalNotExpression => $"Not {Visit(node.Operand)}",
        SyntaxKind.UnaryMinusExpression => $"-{Visit(node.Operand)}",
        _ => throw new NotSupportedException("unary"),
    };

    public override string VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        var isNull = node.Right.IsKind(SyntaxKind.NullLiteralExpression);
        var @operator = node.Kind() switch
        {
            SyntaxKind.LogicalAndExpression => "AndAlso",
            SyntaxKind.LogicalOrExpression => "OrElse",
            SyntaxKind.BitwiseAndExpression => "And",
            SyntaxKind.BitwiseOrExpression => "Or",
            SyntaxKind.EqualsExpression => isNull ? "Is" : "=",
            SyntaxKind.NotEqualsExpression => isNull ? "IsNot" : "<>",
            SyntaxKind.LessThanExpression => "<",
            SyntaxKind.LessThanOrEqualExpression => "<=",
            SyntaxKind.GreaterThanExpression => ">",
            SyntaxKind.GreaterThanOrEqualExpression => ">=",
            SyntaxKind.AddExpression => _model.GetTypeInfo(node).Type?.SpecialType == SpecialType.System_String ? "&" : "+",
            SyntaxKind.SubtractExpression => "-",
            SyntaxKind.MultiplyExpression => "*",
            SyntaxKind.CoalesceExpression => ",",
            _ => throw new NotSupportedException("binary"),
        };
        if (node.IsKind(SyntaxKind.EqualsExpression) || node.IsKind(SyntaxKind.NotEqualsExpression))
        {
            // Visual Basic compares objects at run time, and classes not at all.
            if (!isNull && _model.GetTypeInfo(node.Left).Type is { IsReferenceType: true, SpecialType: not SpecialType.System_String })
            {
                throw new NotSupportedException("reference equality");
            }
        }

        // `Not` binds less tightly than the comparison that its operand stands in.
        return @operator == "," ? $"If({Visit(node.Left)}, {Visit(node.Right)})" : $"{Operand(node.Left)} {@operator} {Operand(node.Right)}";

        string Operand(ExpressionSyntax operand) => operand.IsKind(SyntaxKind.LogicalNotExpression) ? $"({Visit(operand)})" : Visit(operand)!;
    }

    public override string VisitIsPatternExpression(IsPatternExpressionSyntax node) => node.Pattern switch
    {
        ConstantPatternSyntax { Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression } } => $"{Visit(node.Expression)} Is Nothing",
        UnaryPatternSyntax { Pattern: ConstantPatternSyntax { Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression } } } => $"{Visit(node.Expression)} IsNot Nothing",
        _ => throw new NotSupportedException("pattern"),
    };

    public override string VisitObjectCreationExpression(ObjectCreationExpressionSyntax node) => Creation(Type(node.Type), node.ArgumentList, node.Initializer);

    public override string VisitImplicitObjectCreationExpression(ImplicitObjectCreationExpressionSyntax node) => Creation(Type(_model.GetTypeInfo(node).Type), node.ArgumentList, node.Initializer);

    public override string VisitAnonymousObjectCreationExpression(AnonymousObjectCreationExpressionSyntax node)
        => $"New With {{{string.Join(", ", node.Initializers.Select(i => i.NameEquals is { } name ? $".{Name(name.Name.Identifier)} = {Visit(i.Expression)}" : Visit(i.Expression)))}}}";

    public override string VisitArrayCreationExpression(ArrayCreationExpressionSyntax node)
        => node.Type.RankSpecifiers.Count > 1 || node.Type.RankSpecifiers[0].Rank > 1 ? throw new NotSupportedException("rank")
            : node.Initializer is { } initializer ? $"New {Type(node.Type.ElementType)}() {Visit(initializer)}"
            : $"New {Type(node.Type.ElementType)}({Visit(node.Type.RankSpecifiers[0].Sizes[0])} - 1) {{}}";

    public override string VisitImplicitArrayCreationExpression(ImplicitArrayCreationExpressionSyntax node) => Visit(node.Initializer)!;

    public override string VisitInitializerExpression(InitializerExpressionSyntax node) => $"{{{All(node.Expressions, ", ")}}}";

    public override string VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) => Lambda(node, node.ParameterList.Parameters);

    public override string VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) => Lambda(node, [node.Parameter]);

    /// <summary>Assignments, for the places where they are statements.</summary>
    public override string VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        if (node.Parent is not (ExpressionStatementSyntax or LambdaExpressionSyntax or ArrowExpressionClauseSyntax or ForStatementSyntax))
        {
            throw new NotSupportedException("assignment in an expression");
        }

        if (_model.GetSymbolInfo(node.Left).Symbol is IEventSymbol)
        {
            return $"{(node.IsKind(SyntaxKind.AddAssignmentExpression) ? "AddHandler" : "RemoveHandler")} {Visit(node.Left)}, {Visit(node.Right)}";
        }

        return node.Kind() switch
        {
            SyntaxKind.SimpleAssignmentExpression => $"{Visit(node.Left)} = {Visit(node.Right)}",
            SyntaxKind.AddAssignmentExpression => $"{Visit(node.Left)} {(_model.GetTypeInfo(node.Left).Type?.SpecialType == SpecialType.System_String ? "&=" : "+=")} {Visit(node.Right)}",
            SyntaxKind.SubtractAssignmentExpression => $"{Visit(node.Left)} -= {Visit(node.Right)}",
            SyntaxKind.CoalesceAssignmentExpression => throw new NotSupportedException("??="),
            _ when node.OperatorToken.Text is "|=" or "&=" => $"{Visit(node.Left)} = {Visit(node.Left)} {(node.OperatorToken.Text == "|=" ? "Or" : "And")} {Visit(node.Right)}",
            _ => throw new NotSupportedException("assignment"),
        };
    }

    public override string VisitPostfixUnaryExpression(PostfixUnaryExpressionSyntax node)
        => node.Parent is not (ExpressionStatementSyntax or ForStatementSyntax) ? throw new NotSupportedException("postfix")
            : $"{Visit(node.Operand)} {(node.IsKind(SyntaxKind.PostIncrementExpression) ? "+= 1" : "-= 1")}";

    private string Lambda(LambdaExpressionSyntax node, SeparatedSyntaxList<ParameterSyntax> parameters)
    {
        if (_model.GetSymbolInfo(node).Symbol is not IMethodSymbol symbol || symbol.IsStatic || symbol.Parameters.Any(p => p.RefKind != RefKind.None || p.HasExplicitDefaultValue || p.Name == "_"))
        {
            throw new NotSupportedException("lambda");
        }

        var isSub = symbol.ReturnsVoid || (symbol.IsAsync && symbol.ReturnType is INamedTypeSymbol { Arity: 0 });
        var head = (symbol.IsAsync ? "Async " : "") + (isSub && !symbol.IsAsync ? "Sub" : "Function") + $"({string.Join(", ", symbol.Parameters.Select(p => $"{Name(p.Name)} As {Type(p.Type)}"))})";
        var end = isSub && !symbol.IsAsync ? "End Sub" : "End Function";
        if (node.Block is { } block)
        {
            return $"{head}\n{Nested(() => Visit(block)!)}{end}";
        }

        // A function of Visual Basic's may stand as a statement only where it is called.
        return isSub && symbol.IsAsync ? $"{head}\n{Visit(node.ExpressionBody)}\n{end}" : $"{head} {Visit(node.ExpressionBody)}";
    }

    private string Creation(string type, ArgumentListSyntax? arguments, InitializerExpressionSyntax? initializer)
    {
        var creation = $"New {type}({All(arguments?.Arguments ?? [], ", ")})";
        switch (initializer?.Kind())
        {
            case null:
                return creation;
            case SyntaxKind.CollectionInitializerExpression:
                return $"{creation} From {{{string.Join(", ", initializer.Expressions.Select(element => element is InitializerExpressionSyntax ? Visit(element) : Visit(element)))}}}";
            default:
                return $"{creation} With {{{string.Join(", ", initializer.Expressions.Select(Member))}}}";
        }

        string Member(ExpressionSyntax expression)
            => expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax name, Right: not InitializerExpressionSyntax } assignment
                ? $".{Name(name.Identifier)} = {Visit(assignment.Right)}"
                : throw new NotSupportedException("nested initializer");
    }

    /// <summary>A member that a parameter or local hides, whose name differs in case only.</summary>
    private bool IsHidden(IdentifierNameSyntax name)
    {
        return _model.GetSymbolInfo(name).Symbol is IFieldSymbol { ContainingType.TypeKind: not TypeKind.Enum } or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary }
            && name.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes().Any(Hides) == true;

        bool Hides(SyntaxNode node) => node switch
        {
            ParameterSyntax parameter => IsSame(parameter.Identifier),
            VariableDeclaratorSyntax { Parent.Parent: not BaseFieldDeclarationSyntax } local => IsSame(local.Identifier),
            ForEachStatementSyntax loop => IsSame(loop.Identifier),
            _ => false,
        };

        bool IsSame(SyntaxToken identifier) => string.Equals(identifier.ValueText, name.Identifier.ValueText, StringComparison.OrdinalIgnoreCase);
    }

    private string Receiver(ExpressionSyntax expression)
        => expression is LiteralExpressionSyntax or IdentifierNameSyntax or GenericNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ThisExpressionSyntax or BaseExpressionSyntax
            or ParenthesizedExpressionSyntax or ElementAccessExpressionSyntax or PredefinedTypeSyntax or MemberBindingExpressionSyntax or ElementBindingExpressionSyntax
            ? Visit(expression)!
            : $"({Visit(expression)})";

    /// <summary>A method that is named and not called.</summary>
    private string Method(ExpressionSyntax node, string text)
        => _model.GetSymbolInfo(node).Symbol is IMethodSymbol { MethodKind: not MethodKind.LocalFunction }
            && node.Parent is not (InvocationExpressionSyntax or AttributeSyntax or QualifiedNameSyntax)
            && !(node.Parent is MemberAccessExpressionSyntax access && access.Name == node)
            && _model.GetTypeInfo(node).ConvertedType is { TypeKind: TypeKind.Delegate }
            ? "AddressOf " + text
            : _model.GetSymbolInfo(node).Symbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction } ? throw new NotSupportedException("local function") : text;

    private static string Text(string text) => text.Any(char.IsControl) ? throw new NotSupportedException("text") : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
