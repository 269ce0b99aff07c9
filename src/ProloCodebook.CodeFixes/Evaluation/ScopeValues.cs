using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProloCodebook.CodeFixes.Contract;

namespace ProloCodebook.CodeFixes.Evaluation;

/// <summary>
/// The values of a type that can be named at a place, nearest first: what the function was given or declared, a member of one of these, what the
/// object holds. A fix uses one only where it is the only one of its level; it never guesses between two.
/// </summary>
internal sealed class ScopeValues
{
    private readonly SemanticModel _model;
    private readonly IMethodSymbol _function;
    private readonly int _position;
    private readonly IReadOnlyList<ISymbol> _locals;
    private readonly IReadOnlyList<ISymbol> _members;

    public ScopeValues(SemanticModel model, Enclosure enclosure)
    {
        _model = model;
        _function = enclosure.Symbol;
        _position = enclosure.Anchor switch
        {
            ArrowExpressionClauseSyntax arrow => arrow.Expression.SpanStart,
            AnonymousFunctionExpressionSyntax lambda => lambda.Body.SpanStart,
            var anchor => anchor.SpanStart,
        };
        var type = enclosure.Symbol.ContainingType;
        var assigned = enclosure.Anchor is StatementSyntax statement ? AssignedBefore(statement) : null;
        var symbols = model.LookupSymbols(_position).Where(symbol => symbol.CanBeReferencedByName).ToList();
        _locals =
        [
            .. symbols.Where(symbol => symbol switch
            {
                ILocalSymbol local => !local.IsConst && IsDeclaredBefore(local) && assigned?.Contains(local) != false,
                IParameterSymbol parameter => parameter.RefKind != RefKind.Out && !IsOfPrimaryConstructor(parameter),
                _ => false,
            }),
        ];
        _members =
        [
            .. symbols.Where(symbol => symbol switch
            {
                IParameterSymbol parameter => IsOfPrimaryConstructor(parameter) && !enclosure.IsStatic,
                IFieldSymbol or IPropertySymbol => symbol.IsStatic || (!enclosure.IsStatic && IsInherited(symbol, type)),
                _ => false,
            }),
        ];
    }

    /// <summary>The names of the values of the nearest level that has any.</summary>
    /// <param name="near">What stands nearest of all, such as the claim line whose code is compared.</param>
    public IReadOnlyList<string> Of(ITypeSymbol type, string? near = null)
    {
        if (near is not null && MembersOf(near, type) is { Count: > 0 } nearest)
        {
            return nearest;
        }

        if (Locals(type) is { Count: > 0 } locals)
        {
            return locals;
        }

        var ofLocals = _locals.SelectMany(symbol => MembersOf(symbol, type)).ToList();
        return ofLocals.Count > 0 ? ofLocals : [.. _members.Where(symbol => Is(symbol, type)).Select(NameOf)];
    }

    /// <summary>The one value of the nearest level that has one, of the function or of the object.</summary>
    public string? Only(ITypeSymbol type)
        => Locals(type) is { Count: > 0 } locals ? locals.Count == 1 ? locals[0] : null
            : _members.Where(symbol => Is(symbol, type)).Select(NameOf).ToList() is [var member] ? member
            : null;

    /// <summary>The type of a name, as it is meant here.</summary>
    public ITypeSymbol? TypeOf(string expression)
        => _model.GetSpeculativeTypeInfo(_position, SyntaxFactory.ParseExpression(expression), SpeculativeBindingOption.BindAsExpression).Type;

    /// <summary>Those of the innermost function that has any: what a lambda is given comes before what its method was.</summary>
    private IReadOnlyList<string> Locals(ITypeSymbol type)
    {
        for (ISymbol? function = _function; function is IMethodSymbol; function = function.ContainingSymbol)
        {
            var own = _locals.Where(symbol => SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, function) && Is(symbol, type)).Select(NameOf).ToList();
            if (own.Count > 0)
            {
                return own;
            }
        }

        return [];
    }

    private IReadOnlyList<string> MembersOf(string expression, ITypeSymbol type)
        => TypeOf(expression) is { } owner ? [.. ReadableMembers(owner, type).Select(member => expression + "." + NameOf(member))] : [];

    private IEnumerable<string> MembersOf(ISymbol symbol, ITypeSymbol type)
    {
        var owner = ValueType(symbol);
        return owner is null or { NullableAnnotation: NullableAnnotation.Annotated } or { SpecialType: not SpecialType.None } or { TypeKind: TypeKind.Delegate or TypeKind.Enum }
            ? []
            : ReadableMembers(owner, type).Select(member => NameOf(symbol) + "." + NameOf(member));
    }

    private IEnumerable<ISymbol> ReadableMembers(ITypeSymbol owner, ITypeSymbol type)
    {
        for (var current = owner; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (!member.IsStatic && Is(member, type) && _model.IsAccessible(_position, member))
                {
                    yield return member;
                }
            }
        }
    }

    /// <summary>A value of the type that was not made to stand in for another one.</summary>
    private static bool Is(ISymbol symbol, ITypeSymbol type)
        => SymbolEqualityComparer.Default.Equals(ValueType(symbol), type)
            && ValueType(symbol)!.NullableAnnotation != NullableAnnotation.Annotated
            && symbol is { CanBeReferencedByName: true } and not IPropertySymbol { GetMethod: null }
            && !SymbolEqualityComparer.Default.Equals(symbol.ContainingType, type)
            && symbol.Name.IndexOf("default", StringComparison.OrdinalIgnoreCase) < 0
            && symbol.Name.IndexOf("fallback", StringComparison.OrdinalIgnoreCase) < 0;

    private static ITypeSymbol? ValueType(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol { Parameters.IsEmpty: true } property => property.Type,
        _ => null,
    };

    private static string NameOf(ISymbol symbol)
        => SyntaxFacts.GetKeywordKind(symbol.Name) != SyntaxKind.None ? "@" + symbol.Name : symbol.Name;

    private bool IsDeclaredBefore(ILocalSymbol local)
        => local.DeclaringSyntaxReferences is not [var declaration] || declaration.Span.End <= _position
            // The variable of a loop is declared by the loop.
            || declaration.GetSyntax() is CommonForEachStatementSyntax loop && loop.Statement.FullSpan.Contains(_position);

    private HashSet<ISymbol>? AssignedBefore(StatementSyntax statement)
    {
        var flow = _model.AnalyzeDataFlow(statement);
        return flow is { Succeeded: true } ? new HashSet<ISymbol>(flow.DefinitelyAssignedOnEntry, SymbolEqualityComparer.Default) : null;
    }

    private static bool IsOfPrimaryConstructor(IParameterSymbol parameter)
        => parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor, DeclaringSyntaxReferences: [var declaration] }
            && declaration.GetSyntax() is TypeDeclarationSyntax;

    private static bool IsInherited(ISymbol member, INamedTypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, member.ContainingType?.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }
}
