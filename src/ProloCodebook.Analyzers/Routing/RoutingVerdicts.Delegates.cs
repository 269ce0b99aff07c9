using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <content>What a delegate is given that comes in, is kept or is raised: to whatever it may call.</content>
internal sealed partial class RoutingVerdicts
{
    /// <summary>Into everything that a delegate can be, where all of it is in the compilation.</summary>
    private Leak? FollowDelegates(DelegatePlace place, MemberPath inside, IReadOnlyList<SyntaxNode> way)
    {
        foreach (var origin in place.Delegates)
        {
            if (!_delegates.Add((origin, place.Position, place.IsSender)) || (!place.IsSender && IsKnownRouted(new RoutedPlace(code.Value, origin with { Path = origin.Path.Append(inside) }, origin.Path.Length, place.Position))))
            {
                continue;
            }

            var unknown = place.IsSender ? null : new Leak($"is passed to the delegate '{origin.Symbol.Name}', which can be anything", way);
            var root = origin;
            var calls = 0;
            for (; root.Last == Member.Result; calls++)
            {
                root = root.WithoutLast();
            }

            if ((root.Path.Length > 0 && !IsRowKept(root) && !IsFilledHere(root) && !IsArrayGiven(root)) || BoundTo(root) is not { } bound)
            {
                if (unknown is not null)
                {
                    return unknown;
                }

                continue;
            }

            var found = false;
            foreach (var (flow, parts) in bound)
            {
                found = true;
                if (FollowParts(flow, parts, calls, place.Position, inside, unknown, way) is { } leak)
                {
                    return leak;
                }
            }

            if (!found && unknown is not null)
            {
                return unknown;
            }
        }

        return null;
    }

    /// <summary>A collection of delegates in a member, of which nobody else can make anything.</summary>
    private bool IsRowKept(IncomingSource elements) => elements.IsElementOfMember && analysis.DelegateRows.UseOf(elements.Symbol, session.CancellationToken) != RowUse.GivenAway;

    /// <summary>An array of delegates that a parameter is given: what those who call the method put into it.</summary>
    private static bool IsArrayGiven(IncomingSource elements)
        => elements is { Kind: IncomingKind.Parameter, Path.IsElements: true, Symbol: IParameterSymbol { Type: IArrayTypeSymbol } };

    /// <summary>A collection in a member, into which only this compilation can put something: it gets nowhere else.</summary>
    private bool IsFilledHere(IncomingSource elements)
    {
        if (elements is not { Kind: IncomingKind.Field, Path.IsElements: true } || !analysis.Access.IsClosed(elements.Symbol))
        {
            return false;
        }

        return !BodiesMentioning(elements.Symbol).Any(body => analysis.FlowOf(body, session) is var flow
            && (flow.GaveUp is not null || flow.Record.Arrivals.Any(arrival => arrival.Place is EscapePlace or OutPlace or ReturnPlace or FieldPlace or DelegatePlace && !IsItself(arrival.Place) && IsCollectionOf(Source.Origin(arrival.Source)))));

        // `_handlers = _handlers.Add(handler);`
        bool IsItself(Place place) => place is FieldPlace { Path.Length: 0, Field: var field } && SymbolEqualityComparer.Default.Equals(field.OriginalDefinition, elements.Symbol);

        bool IsCollectionOf(Source source)
            => source is IncomingSource { Kind: IncomingKind.Field } held && SymbolEqualityComparer.Default.Equals(held.Symbol, elements.Symbol) && held.Path.Length < elements.Path.Length;
    }

    /// <summary>What is put into a place from which a delegate came; null where others may put something there.</summary>
    private IEnumerable<(BodyFlow Flow, DelegateParts? Parts)>? BoundTo(IncomingSource origin)
    {
        if (origin is { Kind: IncomingKind.Return, Symbol: IMethodSymbol maker })
        {
            return analysis.Bodies.ReferencesOf(maker).Select(body => analysis.FlowOf(body, session)).Select(flow => (flow, flow.Main?.PartsOf(flow.Main.Returned)));
        }

        // A parameter of a primary constructor is kept like a field; what it is, those who make the object say.
        var holder = origin.Kind == IncomingKind.Parameter || origin.Symbol is IParameterSymbol ? origin.Symbol.ContainingSymbol : origin.Symbol;
        if (!analysis.Access.IsClosed(holder) || holder is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction } || (holder is IMethodSymbol method && IsUsedAsDelegate(method)))
        {
            return null;
        }

        var bodies = BodiesMentioning(holder);
        if (holder is IPropertySymbol property && KnownDelegates.PositionalConstructor(property) is { } constructor)
        {
            bodies = bodies.Concat(BodiesMentioning(constructor));
        }

        if (origin is { Kind: IncomingKind.Field, Symbol: IParameterSymbol captured })
        {
            bodies = bodies.Concat(BodiesMentioning(captured));
        }

        if (holder is IFieldSymbol or IPropertySymbol)
        {
            bodies = bodies.Concat(holder.DeclaringSyntaxReferences.SelectMany(reference => analysis.Bodies.InitializersOf(reference.GetSyntax(session.CancellationToken))));
        }

        // `source.Found += …;` through an interface that the event implements.
        var others = holder is IEventSymbol raised ? ImplementedBy(raised).Where(analysis.Access.IsClosed).ToList() : [];
        bodies = bodies.Concat(others.SelectMany(BodiesMentioning));
        return bodies.Distinct().Select(body => analysis.FlowOf(body, session)).SelectMany(flow => flow.Record.Bindings.Where(binding => binding.Into.Equals(origin) || others.Exists(other => binding.Into.Equals(origin with { Symbol = other }))).Select(binding => (flow, (DelegateParts?)binding.Parts)));
    }

    /// <summary>The events of interfaces, or of base classes, that an event is where it is seen as such.</summary>
    private static IEnumerable<IEventSymbol> ImplementedBy(IEventSymbol raised)
    {
        var type = raised.ContainingType;
        var implemented = type.AllInterfaces.SelectMany(i => i.GetMembers().OfType<IEventSymbol>()).Where(member => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), raised)).Select(member => member.OriginalDefinition);
        return raised.OverriddenEvent is { } overridden ? implemented.Append(overridden.OriginalDefinition) : implemented;
    }

    /// <summary>Into all that a delegate may be.</summary>
    /// <param name="calls">Of a delegate that is only given by those: how many calls make it.</param>
    /// <param name="unknown">Where it may be anything; null of the sender of an event.</param>
    private Leak? FollowParts(BodyFlow flow, DelegateParts? parts, int calls, int position, MemberPath inside, Leak? unknown, IReadOnlyList<SyntaxNode> way)
    {
        if (flow.GaveUp is { } why)
        {
            return unknown ?? new Leak(why, way, GaveUp: true);
        }

        if (parts is null || (parts.HasUnknown && unknown is not null))
        {
            return unknown;
        }

        foreach (var target in parts.Targets)
        {
            if ((calls == 0 ? FollowTarget(flow, target, position, inside, way)
                : flow.Functions.TryGetValue(target, out var kept) ? FollowParts(flow, kept.Gives, calls - 1, position, inside, unknown, way)
                : target.Lambda is null && target.Method.MethodKind != MethodKind.LocalFunction ? FollowDelegates(new DelegatePlace([MadeBy(new IncomingSource(IncomingKind.Return, target.Method.OriginalDefinition, MemberPath.Empty), calls - 1)], position, inside) { IsSender = unknown is null }, inside, way)
                : unknown) is { } leak)
            {
                return leak;
            }
        }

        return parts.Origins.Count > 0 ? FollowDelegates(new DelegatePlace([.. parts.Origins.Select(origin => MadeBy(origin, calls))], position, inside) { IsSender = unknown is null }, inside, way) : null;

        static IncomingSource MadeBy(IncomingSource source, int calls)
        {
            for (; calls > 0; calls--)
            {
                source = source with { Path = source.Path.Append(Member.Result) };
            }

            return source;
        }
    }

    private Leak? FollowTarget(BodyFlow flow, DelegateTarget target, int position, MemberPath inside, IReadOnlyList<SyntaxNode> way)
    {
        var tree = flow.Body.Node.SyntaxTree;
        if (position >= target.Method.Parameters.Length || (analysis.Symbols.IsEvaluatorCall(target.Method, tree) && analysis.Symbols.IsCodeParameter(target.Method.Parameters[position], tree)))
        {
            // The evaluator itself.
            return null;
        }

        var source = new IncomingSource(IncomingKind.Parameter, target.Method.Parameters[position], inside);
        return target.Lambda is null && target.Method.MethodKind != MethodKind.LocalFunction
            ? FollowInto(source, target.Method, way) ?? analysis.Bodies.ReferencesOf(target.Method).Select(body => FollowLeft(analysis.FlowOf(body, session), source, way)).FirstOrDefault(leak => leak is not null)
            : Follow(flow, source, inside, isFromCall: true, way);
    }
}
