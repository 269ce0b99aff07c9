using Microsoft.CodeAnalysis;
using ProloCodebook.References;

namespace ProloCodebook.Routing;

/// <summary>
/// Which guarded codes the service lines were built from that come into a body: backwards, from where a line's code is read to the calls, fields and
/// returns that it can have come through. A line from outside of the compilation has no origin here.
/// </summary>
internal sealed class LineOrigins(RoutingAnalysis analysis, RoutingSession session)
{
    /// <summary>The codes, in an order of their own.</summary>
    /// <param name="isPassed">Leaves out what comes by an arrival where the code is routed already.</param>
    public IReadOnlyList<GuardedCode> CodesOf(BodyReference body, IEnumerable<IncomingSource> sources, RoutingBudget budget, Func<BodyFlow, Arrival, bool>? isPassed = null)
    {
        var codes = new HashSet<GuardedCode>();
        var seen = new HashSet<(ISymbol, IncomingSource)>();
        var queue = new Queue<(BodyReference Body, IncomingSource Source)>(sources.Select(source => (body, source)));
        while (queue.Count > 0)
        {
            var (inside, source) = queue.Dequeue();
            budget.Spend(1);
            if (!seen.Add((source.Kind == IncomingKind.This ? inside.Owner : source.Symbol, source)))
            {
                continue;
            }

            // What is in a member, whoever's member it is.
            for (var i = 0; i < source.Path.Length; i++)
            {
                if (source.Path[i].Symbol is IFieldSymbol or IPropertySymbol && source.Path[i].Symbol is { } member && !analysis.Symbols.IsServiceLine(member.ContainingType))
                {
                    queue.Enqueue((inside, new IncomingSource(IncomingKind.Field, member, source.Path.From(i + 1))));
                }
            }

            foreach (var flow in BodiesBefore(inside, source).Distinct().Select(before => analysis.FlowOf(before, session)))
            {
                foreach (var arrival in flow.Record.Arrivals)
                {
                    budget.Spend(1);
                    if (PathInto(arrival.Place, source, inside) is not { } path || path.Length > source.Path.Length || source.Path.After(path) is not { } rest || isPassed?.Invoke(flow, arrival) == true)
                    {
                        continue;
                    }

                    switch (Source.Origin(arrival.Source))
                    {
                        case ReferenceSource built when rest.Length == 0:
                            codes.Add(built.Code);
                            break;
                        case IncomingSource before:
                            queue.Enqueue((flow.Body, before with { Path = before.Path.Append(rest) }));
                            break;
                    }
                }
            }
        }

        return [.. codes.OrderBy(code => code.Value, StringComparer.Ordinal)];
    }

    /// <summary>The bodies that may give what comes in.</summary>
    private IEnumerable<BodyReference> BodiesBefore(BodyReference inside, IncomingSource source) => source switch
    {
        { Kind: IncomingKind.Parameter, Symbol: IParameterSymbol { ContainingSymbol: IMethodSymbol method } } => Mentioning(method),
        { Kind: IncomingKind.This } when inside.Owner is IMethodSymbol method => Mentioning(method),
        { Kind: IncomingKind.Field, Symbol: var member } => Mentioning(member).Concat(member.DeclaringSyntaxReferences.SelectMany(reference => analysis.Bodies.InitializersOf(reference.GetSyntax(session.CancellationToken)))),
        { Kind: IncomingKind.Return, Symbol: IMethodSymbol method } => analysis.Bodies.ReferencesOf(method),
        { Kind: IncomingKind.Out, Symbol: IParameterSymbol { ContainingSymbol: IMethodSymbol method } } => analysis.Bodies.ReferencesOf(method),
        _ => [],
    };

    private IEnumerable<BodyReference> Mentioning(ISymbol symbol)
        => symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction } ? [] : analysis.Mentions.BodiesMentioning(symbol, session.CancellationToken);

    /// <summary>Where in what comes in an arrival puts its value; null where it goes elsewhere.</summary>
    private static MemberPath? PathInto(Place place, IncomingSource source, BodyReference inside) => (source.Kind, place) switch
    {
        (IncomingKind.Parameter, ParameterPlace { Kind: IncomingKind.Parameter } parameter) when Same(parameter.Parameter, source.Symbol) => parameter.Path,
        (IncomingKind.This, ParameterPlace { Kind: IncomingKind.This, Method: { } method } receiver) when Same(method, inside.Owner) => receiver.Path,
        (IncomingKind.Field, FieldPlace field) when Same(field.Field, source.Symbol) => field.Path,
        (IncomingKind.Return, ReturnPlace returned) when Same(returned.Method, source.Symbol) => returned.Path,
        (IncomingKind.Out, OutPlace left) when Same(left.Parameter, source.Symbol) => left.Path,
        _ => null,
    };

    private static bool Same(ISymbol left, ISymbol right) => SymbolEqualityComparer.Default.Equals(left.OriginalDefinition, right.OriginalDefinition);
}
