using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProloCodebook.CodeFixes;

/// <summary>How the policy is asked at a place of the source: which evaluator, and for which payer.</summary>
internal static class EvaluationInScope
{
    /// <summary>The calls that can be written, the best first.</summary>
    /// <param name="position">Where the call will stand.</param>
    /// <param name="withUnknownPayer">Also the call with <c>Payer.Unknown</c>. Its decision says that information is needed, so what acts on it bills nothing.</param>
    public static IEnumerable<ExpressionSyntax> Calls(FixTarget target, int position, bool withUnknownPayer)
    {
        if (target.Generated is not { Evaluator: { } evaluator, Payer: { } payer } generated)
        {
            yield break;
        }

        // Two payers in scope: which one is billed is not ours to guess.
        var knownPayer = Single(target.Model, position, payer);
        var injected = generated.EvaluatorInterface is { } contract ? Single(target.Model, position, contract) : null;
        var receivers = new List<ExpressionSyntax>();
        if (injected is not null)
        {
            receivers.Add(Name(injected));
        }

        receivers.Add(target.TypeName(evaluator));
        foreach (var receiver in receivers)
        {
            if (knownPayer is not null)
            {
                yield return Call(target, receiver, Name(knownPayer));
            }
        }

        if (withUnknownPayer)
        {
            foreach (var receiver in receivers)
            {
                yield return Call(target, receiver, target.MemberOf(payer, "Unknown"));
            }
        }
    }

    private static ExpressionSyntax Call(FixTarget target, ExpressionSyntax receiver, ExpressionSyntax payer)
        => SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, receiver, SyntaxFactory.IdentifierName("Evaluate")),
            SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList([SyntaxFactory.Argument(target.CodeArgument()), SyntaxFactory.Argument(payer)])));

    private static ISymbol? Single(SemanticModel model, int position, INamedTypeSymbol type)
    {
        var (isStatic, within) = Surroundings(model, position);
        var found = model.LookupSymbols(position)
            .Where(symbol => symbol switch
            {
                // A local that is declared further down is in scope, but has no value yet.
                ILocalSymbol local => Is(local.Type) && local.Locations.All(l => l.SourceSpan.Start < position),
                IParameterSymbol parameter => Is(parameter.Type) && parameter.RefKind != RefKind.Out,
                IFieldSymbol field => !field.IsConst && Is(field.Type) && IsUsable(field),
                IPropertySymbol property => !property.IsIndexer && property.GetMethod is not null && Is(property.Type) && IsUsable(property),
                _ => false,
            })
            .Take(2)
            .ToList();
        return found.Count == 1 ? found[0] : null;

        bool Is(ITypeSymbol candidate) => SymbolEqualityComparer.Default.Equals(candidate, type);

        bool IsUsable(ISymbol member) => member.IsStatic || (!isStatic && Inherits(within, member.ContainingType));
    }

    private static bool Inherits(INamedTypeSymbol? type, INamedTypeSymbol from)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, from))
            {
                return true;
            }
        }

        return false;
    }

    private static (bool IsStatic, INamedTypeSymbol? Type) Surroundings(SemanticModel model, int position)
    {
        for (var symbol = model.GetEnclosingSymbol(position); symbol is not null; symbol = symbol.ContainingSymbol)
        {
            if (symbol is INamedTypeSymbol type)
            {
                return (true, type);
            }

            if (symbol.IsStatic)
            {
                return (true, symbol.ContainingType);
            }

            if (symbol.ContainingSymbol is INamedTypeSymbol owner)
            {
                return (false, owner);
            }
        }

        return (true, null);
    }

    private static IdentifierNameSyntax Name(ISymbol symbol)
        => SyntaxFactory.IdentifierName(SyntaxFacts.GetKeywordKind(symbol.Name) == SyntaxKind.None ? symbol.Name : "@" + symbol.Name);
}
