using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <summary>
/// Which codes the decisions are about that a member holds which only this compilation can write: "as good as the call that made it" is no better than that.
/// Told only where each code is written at the call, since nothing else is the same for whoever reads the member.
/// </summary>
internal sealed class StoredDecisions(RoutingAnalysis analysis)
{
    private readonly ConcurrentDictionary<ISymbol, ImmutableHashSet<ValueKey>> _known = new(SymbolEqualityComparer.Default);

    /// <summary>Empty where not all of them are known.</summary>
    public ImmutableHashSet<ValueKey> AboutOf(ISymbol member, CancellationToken cancellationToken)
        => member.OriginalDefinition is var definition && _known.TryGetValue(definition, out var known) ? known : _known.GetOrAdd(definition, Look(definition, cancellationToken) ?? ImmutableHashSet<ValueKey>.Empty);

    private ImmutableHashSet<ValueKey>? Look(ISymbol member, CancellationToken cancellationToken)
    {
        if (member is IParameterSymbol parameter)
        {
            return LookAtCallers(parameter, cancellationToken);
        }

        if (!IsPlain(member) || !analysis.Access.IsClosed(member))
        {
            return null;
        }

        var values = new List<IOperation>();
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            foreach (var body in analysis.Bodies.InitializersOf(reference.GetSyntax(cancellationToken)))
            {
                if (analysis.Bodies.ModelOf(body.Node.SyntaxTree).GetOperation(body.Node, cancellationToken) is ISymbolInitializerOperation initializer && IsOf(initializer, member))
                {
                    values.Add(initializer.Value);
                }
            }
        }

        foreach (var mention in analysis.Mentions.Of(member, cancellationToken))
        {
            if (IsOtherwiseWritten(analysis.Bodies.OperationOf(mention.Name, member, cancellationToken), out var value))
            {
                return null;
            }

            if (value is not null)
            {
                values.Add(value);
            }
        }

        var about = ImmutableHashSet.CreateBuilder<ValueKey>();
        return values.All(value => AddAbout(value, about, cancellationToken)) ? about.ToImmutable() : null;
    }

    /// <summary>Of a method that only the project calls, and never as a delegate: what the callers give.</summary>
    private ImmutableHashSet<ValueKey>? LookAtCallers(IParameterSymbol parameter, CancellationToken cancellationToken)
    {
        if (parameter is not { RefKind: RefKind.None, ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary, IsVirtual: false, IsOverride: false, IsAbstract: false } method } || !analysis.Access.IsClosed(method) || Access.Implemented(method).Any())
        {
            return null;
        }

        var about = ImmutableHashSet.CreateBuilder<ValueKey>();
        foreach (var mention in analysis.Mentions.Of(method, cancellationToken))
        {
            var given = CallAt(mention.Name, method, cancellationToken)?.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal);
            if (given is null || !AddAbout(given.Value, about, cancellationToken))
            {
                return null;
            }
        }

        return about.ToImmutable();
    }

    private IInvocationOperation? CallAt(SyntaxNode name, IMethodSymbol method, CancellationToken cancellationToken)
    {
        var model = analysis.Bodies.ModelOf(name.SyntaxTree);
        for (var (node, up) = (name, 0); node is not null && up < 3; node = node.Parent, up++)
        {
            if (model.GetOperation(node, cancellationToken) is IInvocationOperation call)
            {
                return SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, method) ? call : null;
            }
        }

        return null;
    }

    /// <summary>What is in it was put there by its own name: a field, or a property that is no more than one.</summary>
    private bool IsPlain(ISymbol member) => member switch
    {
        IFieldSymbol => true,
        IPropertySymbol { IsVirtual: false, IsOverride: false, IsAbstract: false, IsIndexer: false, GetMethod: { } getter } property
            => !analysis.Bodies.HasBody(getter) && !(property.SetMethod is { } setter && analysis.Bodies.HasBody(setter)) && KnownDelegates.PositionalConstructor(property) is null && !Access.Implemented(getter).Any(),
        _ => false,
    };

    private static bool IsOf(ISymbolInitializerOperation initializer, ISymbol member) => initializer switch
    {
        IFieldInitializerOperation fields => fields.InitializedFields.Contains(member, SymbolEqualityComparer.Default),
        IPropertyInitializerOperation properties => properties.InitializedProperties.Contains(member, SymbolEqualityComparer.Default),
        _ => false,
    };

    /// <param name="value">What is assigned; null where it is only read.</param>
    private static bool IsOtherwiseWritten(IOperation? member, out IOperation? value)
    {
        value = null;
        switch (member?.Parent)
        {
            case ICoalesceAssignmentOperation or ISimpleAssignmentOperation { IsRef: false } when member.Parent is IAssignmentOperation { Target: var target } assignment && target == member:
                value = assignment.Value;
                return false;
            case IAssignmentOperation { Target: var target } when target == member:
            case ISimpleAssignmentOperation { IsRef: true }:
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out }:
            case ITupleOperation or IAddressOfOperation:
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } }:
            case IReturnOperation when member.SemanticModel?.GetEnclosingSymbol(member.Syntax.SpanStart) is IMethodSymbol { RefKind: not RefKind.None }:
                return true;
            default:
                return false;
        }
    }

    /// <returns>It is known what the value is about.</returns>
    private bool AddAbout(IOperation value, ImmutableHashSet<ValueKey>.Builder about, CancellationToken cancellationToken)
    {
        while (value is IConversionOperation or IAwaitOperation)
        {
            value = value is IConversionOperation conversion ? conversion.Operand : ((IAwaitOperation)value).Operation;
        }

        if (value is IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } })
        {
            return true;
        }

        var tree = value.Syntax.SyntaxTree;
        if (value is not IInvocationOperation call || !analysis.Symbols.IsEvaluatorCall(call.TargetMethod, tree))
        {
            return false;
        }

        var codes = call.Arguments.Where(argument => argument.Parameter is { } parameter && analysis.Symbols.IsCodeParameter(parameter, tree)).ToList();
        foreach (var code in codes)
        {
            if (analysis.KeyOf(code.Value, cancellationToken) is not { } key)
            {
                return false;
            }

            about.Add(key);
        }

        return codes.Count > 0;
    }
}
