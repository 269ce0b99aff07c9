using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.CodeFixes.Contract;
using ProloCodebook.Rules;

namespace ProloCodebook.CodeFixes.Constants;

/// <summary>A literal, or a <c>ProcedureCode.Parse</c> of one, and the generated constant that means the same.</summary>
/// <param name="Key">The equivalence key: which of the replacements of a literal it is.</param>
/// <param name="Constant">Its name in full.</param>
/// <param name="Remark">What the title says besides; empty where there is nothing to say.</param>
internal sealed record ConstantReplacement(string Key, ExpressionSyntax Replaced, string Constant, string Remark = "")
{
    /// <summary>The constant that means the same: <c>CodeText.X</c>; <c>Codes.X</c> for a whole <c>ProcedureCode.Parse("…")</c>.</summary>
    public const string SameValue = "ProloCodebook.UseConstant";

    /// <summary><c>Codes.X</c> where another overload takes it.</summary>
    public const string ProcedureCode = "ProloCodebook.UseProcedureCode";

    /// <summary>The constant for a text in other case or with white space, whose value changes. Fix All of the others leaves those alone.</summary>
    public const string Respelled = "ProloCodebook.UseConstantRespelled";

    public string Title
    {
        get
        {
            var type = Constant.LastIndexOf('.', Constant.LastIndexOf('.') - 1) + 1;
            return "Use " + Constant.Substring(type) + Remark;
        }
    }

    /// <summary>
    /// The replacements of a literal, the best first. None where the constant would say something else than the text (modifiers, a longer text), where the language
    /// wants a literal, or where this code cannot name the constant.
    /// </summary>
    public static IEnumerable<ConstantReplacement> Find(SyntaxNode root, SemanticModel model, GeneratedTypes types, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(UnroutedReferenceAnalyzer.CodeProperty, out var code)
            || !diagnostic.Properties.TryGetValue(UnroutedReferenceAnalyzer.ConstantProperty, out var name)
            || code is null || name is null
            || !root.FullSpan.Contains(diagnostic.Location.SourceSpan)
            || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax literal
            || !IsWrittenOut(literal)
            || !SaysJustTheCode(literal, code, model, cancellationToken))
        {
            yield break;
        }

        var codeConstant = types.CodeConstant(name);
        if (codeConstant is not null && ParsedBy(literal, model, types, cancellationToken) is { } parse)
        {
            yield return new ConstantReplacement(SameValue, parse, codeConstant);
            yield break;
        }

        if (types.TextConstant(name) is { } constant)
        {
            var text = (string)model.GetConstantValue(literal, cancellationToken).Value!;
            yield return text == code
                ? new ConstantReplacement(SameValue, literal, constant)
                : new ConstantReplacement(Respelled, literal, constant, $" (changes '{text}' to '{code}')");
        }

        if (codeConstant is not null && HasOverloadForCode(literal, model, types, cancellationToken))
        {
            yield return new ConstantReplacement(ProcedureCode, literal, codeConstant);
        }
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

    /// <summary>The argument's call has an overload that differs only in taking a <c>ProcedureCode</c> in the literal's place.</summary>
    private static bool HasOverloadForCode(ExpressionSyntax literal, SemanticModel model, GeneratedTypes types, CancellationToken cancellationToken)
    {
        if (literal.Parent is not ArgumentSyntax argument
            || model.GetOperation(argument, cancellationToken) is not IArgumentOperation { Parameter: { ContainingSymbol: IMethodSymbol method } parameter })
        {
            return false;
        }

        return method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Any(other =>
            other.IsStatic == method.IsStatic
            && other.Parameters.Length == method.Parameters.Length
            && other.Parameters.All(p => SymbolEqualityComparer.Default.Equals(p.Type, p.Ordinal == parameter.Ordinal ? types.ProcedureCode : method.Parameters[p.Ordinal].Type)));
    }
}
