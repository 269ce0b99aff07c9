using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.CodeFixes.Contract;
using ProloCodebook.Rules;

namespace ProloCodebook.CodeFixes.Constants;

/// <summary>A literal, or a <c>ProcedureCode.Parse</c> of one, and the generated constant that means the same.</summary>
/// <param name="Constant">Its name in full.</param>
internal sealed record ConstantReplacement(ExpressionSyntax Replaced, string Constant)
{
    /// <summary><c>CodeText.HcpcsM0076</c>.</summary>
    public string ShortName => Constant.Substring(Constant.LastIndexOf('.', Constant.LastIndexOf('.') - 1) + 1);

    /// <summary>
    /// Null where the constant would say something else than the text (modifiers, a longer text), where the language wants a literal, or where this
    /// code cannot name the constant.
    /// </summary>
    public static ConstantReplacement? Find(SyntaxNode root, SemanticModel model, GeneratedTypes types, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(UnroutedReferenceAnalyzer.CodeProperty, out var code)
            || !diagnostic.Properties.TryGetValue(UnroutedReferenceAnalyzer.ConstantProperty, out var name)
            || code is null || name is null
            || !root.FullSpan.Contains(diagnostic.Location.SourceSpan)
            || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax literal
            || !IsWrittenOut(literal)
            || !SaysJustTheCode(literal, code, model, cancellationToken))
        {
            return null;
        }

        if (ParsedBy(literal, model, types, cancellationToken) is { } parse && types.CodeConstant(name) is { } codeConstant)
        {
            return new ConstantReplacement(parse, codeConstant);
        }

        return types.TextConstant(name) is { } constant ? new ConstantReplacement(literal, constant) : null;
    }

    public SyntaxNode Apply(SyntaxNode root) => Apply(root, [this]);

    public static SyntaxNode Apply(SyntaxNode root, IReadOnlyList<ConstantReplacement> replacements)
    {
        var constants = replacements.GroupBy(r => r.Replaced).ToDictionary(g => g.Key, g => g.First().Constant);
        return root.ReplaceNodes(constants.Keys, (original, _) => GeneratedNames.Expression(constants[original]).WithTriviaFrom(original));
    }

    /// <summary>By literals alone: a name that already stands for the code is left.</summary>
    private static bool IsWrittenOut(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.StringLiteralExpression),
        InterpolatedStringExpressionSyntax interpolated => interpolated.Contents.All(part => part is InterpolatedStringTextSyntax),
        ParenthesizedExpressionSyntax parenthesized => IsWrittenOut(parenthesized.Expression),
        BinaryExpressionSyntax sum => sum.IsKind(SyntaxKind.AddExpression) && IsWrittenOut(sum.Left) && IsWrittenOut(sum.Right),
        _ => false,
    };

    private static bool SaysJustTheCode(ExpressionSyntax literal, string code, SemanticModel model, CancellationToken cancellationToken)
        => model.GetConstantValue(literal, cancellationToken) is { HasValue: true, Value: string text }
            && text.Trim().Equals(code, StringComparison.OrdinalIgnoreCase)
            // An interpolated string may become something else than a string.
            && model.GetTypeInfo(literal, cancellationToken).Type?.SpecialType == SpecialType.System_String
            && !model.GetConversion(literal, cancellationToken).IsInterpolatedString
            && !model.GetConversion(literal, cancellationToken).IsInterpolatedStringHandler;

    /// <summary><c>ProcedureCode.Parse("M0076")</c> around it.</summary>
    private static ExpressionSyntax? ParsedBy(ExpressionSyntax literal, SemanticModel model, GeneratedTypes types, CancellationToken cancellationToken)
        => literal.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: InvocationExpressionSyntax call } }
            && model.GetOperation(call, cancellationToken) is IInvocationOperation { TargetMethod: { Name: "Parse", IsStatic: true, ContainingType: { } type } }
            && SymbolEqualityComparer.Default.Equals(type, types.ProcedureCode)
            // As a statement it is there to throw, or for nothing.
            && call.Parent is not ExpressionStatementSyntax
            ? call
            : null;
}
