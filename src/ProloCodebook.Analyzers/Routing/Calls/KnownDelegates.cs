using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <summary>
/// What a delegate does that was read from a member, or that a method gave back, where all that it can be stands in the compilation:
/// <c>static readonly Func&lt;string, Payer, bool&gt; s_denied = (c, p) => PolicyEvaluator.Evaluate(c, p).IsGoverned;</c>.
/// </summary>
internal sealed class KnownDelegates(RoutingAnalysis analysis)
{
    private static readonly ImmutableArray<(IMethodSymbol Method, MethodSummary Summary)> s_unknown = ImmutableArray<(IMethodSymbol, MethodSummary)>.Empty;

    private readonly ConcurrentDictionary<(ISymbol Symbol, int Level), ImmutableArray<(IMethodSymbol Method, MethodSummary Summary)>> _known = new();

    /// <summary>It is one of the lambdas and methods that it may call, and nothing else.</summary>
    public static bool IsOneOf(AbstractValue value)
        => value is { Delegates.IsEmpty: false, Sources.IsEmpty: true, Objects.IsEmpty: true, Key: PhiKey or OperationKey { Kind: OperationKind.FlowAnonymousFunction or OperationKind.MethodReference } };

    /// <summary>All that a delegate may be; none where that cannot be told.</summary>
    public ImmutableArray<(IMethodSymbol Method, MethodSummary Summary)> Of(AbstractValue value, RoutingSession session)
    {
        if (session.Level == 0)
        {
            return s_unknown;
        }

        if (value.Key is MemberKey { Member: { Symbol: IFieldSymbol or IPropertySymbol, Type.TypeKind: TypeKind.Delegate, Symbol: var member } } && !IsComputed(member))
        {
            return Known(member, session);
        }

        if (value.Key is not (OperationKey or MemberKey) || value.Sources.IsEmpty || !value.Sources.All(source => source is IncomingSource { Kind: IncomingKind.Return, Path.Length: 0, Symbol: IMethodSymbol }))
        {
            return s_unknown;
        }

        var all = s_unknown;
        foreach (var source in IncomingSource.InOrder(value.Sources.OfType<IncomingSource>()))
        {
            if (Known(source.Symbol, session) is not { IsEmpty: false } given)
            {
                return s_unknown;
            }

            all = all.AddRange(given);
        }

        return all;
    }

    private bool IsComputed(ISymbol member) => member is IPropertySymbol { GetMethod: { } getter } && analysis.Bodies.HasBody(getter);

    private ImmutableArray<(IMethodSymbol Method, MethodSummary Summary)> Known(ISymbol symbol, RoutingSession session)
        => _known.TryGetValue((symbol, session.Level), out var known) ? known : _known.GetOrAdd((symbol, session.Level), symbol is IMethodSymbol method ? GivenBackBy(method, session.Below()) : HeldBy(symbol, session.Below()));

    private ImmutableArray<(IMethodSymbol Method, MethodSummary Summary)> GivenBackBy(IMethodSymbol method, RoutingSession session)
    {
        var all = s_unknown;
        foreach (var flow in analysis.Bodies.ReferencesOf(method).Select(body => analysis.FlowOf(body, session)))
        {
            if (flow is not { GaveUp: null, Main.Returned: var returned }
                || (IsOneOf(returned) ? SummariesOf(returned.Delegates, flow, session) : Of(returned, session)) is not { IsEmpty: false } given)
            {
                return s_unknown;
            }

            all = all.AddRange(given);
        }

        return all;
    }

    private ImmutableArray<(IMethodSymbol Method, MethodSummary Summary)> HeldBy(ISymbol member, RoutingSession session)
    {
        if (WritersOf(member, session.CancellationToken) is not { } writers)
        {
            return s_unknown;
        }

        var all = s_unknown;
        var into = new IncomingSource(IncomingKind.Field, member, MemberPath.Empty);
        foreach (var flow in writers.Distinct().Select(body => analysis.FlowOf(body, session)))
        {
            if (flow.GaveUp is not null)
            {
                return s_unknown;
            }

            foreach (var binding in flow.Record.Bindings.Where(binding => binding.Into.Equals(into)))
            {
                if (!binding.IsAll || SummariesOf(binding.Targets, flow, session) is not { IsEmpty: false } given)
                {
                    return s_unknown;
                }

                all = all.AddRange(given);
            }
        }

        return all;
    }

    /// <summary>The bodies that may put something into a member; null where others may.</summary>
    private IEnumerable<BodyReference>? WritersOf(ISymbol member, CancellationToken cancellationToken)
    {
        if (member is IPropertySymbol property && (property.IsAbstract || property.IsVirtual || property.IsOverride || IsPositional(property)))
        {
            return null;
        }

        var initializers = member.DeclaringSyntaxReferences.SelectMany(reference => analysis.Bodies.InitializersOf(reference.GetSyntax(cancellationToken)));
        if (member is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null })
        {
            return initializers.Concat(member.ContainingType.GetMembers().OfType<IMethodSymbol>()
                .Where(method => method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor)
                .SelectMany(analysis.Bodies.ReferencesOf));
        }

        return !analysis.Access.IsClosed(member) || (member is IPropertySymbol { SetMethod: { } setter } && !analysis.Access.IsClosed(setter)) ? null
            : initializers.Concat(analysis.Mentions.Of(member, cancellationToken).Select(mention => mention.Body).OfType<BodyReference>().Where(body => analysis.WrittenMembers.Writes(body, member, cancellationToken)));
    }

    /// <summary>Whoever makes the record fills it.</summary>
    private static bool IsPositional(IPropertySymbol property)
        => property.ContainingType.InstanceConstructors.Any(constructor => SourceLanguage.IsPrimaryConstructor(constructor) && FlowAnalysis.MembersOf(constructor).Contains(property, SymbolEqualityComparer.Default));

    private ImmutableArray<(IMethodSymbol Method, MethodSummary Summary)> SummariesOf(IEnumerable<DelegateTarget> targets, BodyFlow flow, RoutingSession session)
    {
        var all = s_unknown;
        foreach (var target in DelegateTarget.InOrder(targets))
        {
            if (flow.Functions.TryGetValue(target, out var summary))
            {
                all = all.Add((target.Method, summary));
                continue;
            }

            // A method: whichever body a call of it runs.
            var bodies = target.Lambda is null ? analysis.Bodies.BodiesOf(target.Method) : [];
            if (bodies.Count == 0)
            {
                return s_unknown;
            }

            all = all.AddRange(bodies.SelectMany(body => analysis.Bodies.ReferencesOf(body).Select(reference => (body, analysis.FlowOf(reference, session).Summary.OfDelegate()))));
        }

        return all;
    }
}
