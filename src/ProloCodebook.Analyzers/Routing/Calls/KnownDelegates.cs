using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <summary>All that a delegate may be.</summary>
/// <param name="Targets">Lambdas, local functions and methods.</param>
/// <param name="Origins">Where else it may have come from: parameters, members, what methods and delegates gave back.</param>
/// <param name="HasUnknown">It may also be something of which nobody knows where it comes from.</param>
internal sealed record DelegateParts(IReadOnlyList<DelegateTarget> Targets, IReadOnlyList<IncomingSource> Origins, bool HasUnknown)
{
    /// <summary>It is null, and nothing else.</summary>
    public bool IsNothing => Targets.Count == 0 && Origins.Count == 0 && !HasUnknown;
}

/// <summary>A lambda, a local function or a method that a delegate from elsewhere may call, and what that does.</summary>
/// <param name="Gives">Where it gives back a delegate in turn: all that one may be; none where that cannot be told.</param>
internal sealed record KnownFunction(IMethodSymbol Method, MethodSummary Summary, ImmutableArray<KnownFunction> Gives)
{
    /// <summary>Something comes of calling it; what says nothing need not be known.</summary>
    public bool SaysSomething => Summary.NeverReturns || !Summary.Completed.IsEmpty || !Summary.Guarded.IsEmpty || !Summary.Returned.DecidedAbout.IsEmpty || !Gives.IsEmpty;
}

/// <summary>What a lambda or local function does that gets away in what a body gives back, in a member, or as an argument.</summary>
/// <param name="Gives">Where it gives back a delegate: all that one may be.</param>
internal sealed record KeptFunction(MethodSummary Summary, DelegateParts? Gives);

/// <summary>
/// What a delegate does that was read from a member, came in as a parameter, or was given back by a method, where all that it can be stands in the compilation:
/// <c>static readonly Func&lt;string, Payer, bool&gt; s_denied = (c, p) => PolicyEvaluator.Evaluate(c, p).IsGoverned;</c>.
/// </summary>
internal sealed class KnownDelegates(RoutingAnalysis analysis)
{
    /// <summary>A delegate that may have come from more places than these is taken as unknown.</summary>
    private const int MaxOrigins = 32;

    private static readonly ImmutableArray<KnownFunction> s_unknown = ImmutableArray<KnownFunction>.Empty;

    private readonly ConcurrentDictionary<(IncomingSource Origin, int Level), ImmutableArray<KnownFunction>> _known = new();

    /// <summary>All that a delegate may be that came in from elsewhere; none where that cannot be told.</summary>
    public ImmutableArray<KnownFunction> Of(DelegateParts parts, RoutingSession session)
    {
        if (session.Level == 0 || parts.HasUnknown || parts.Origins.Count == 0)
        {
            return s_unknown;
        }

        var all = s_unknown;
        foreach (var origin in parts.Origins)
        {
            if (From(origin, session) is not { IsEmpty: false } known)
            {
                return s_unknown;
            }

            all = all.AddRange(known);
        }

        return all;
    }

    private ImmutableArray<KnownFunction> From(IncomingSource origin, RoutingSession session)
        => _known.TryGetValue((origin, session.Level), out var known) ? known : _known.GetOrAdd((origin, session.Level), Collect(origin, session));

    /// <summary>From place to place, each of them once: a method that calls itself with its own parameter adds nothing.</summary>
    private ImmutableArray<KnownFunction> Collect(IncomingSource root, RoutingSession session)
    {
        if (root.Path.Length > 0 && !root.IsElementOfMember)
        {
            // What a delegate gave back: all that those give which it may be.
            return root.Last == Member.Result && From(root.WithoutLast(), session) is { IsEmpty: false } makers && makers.All(maker => !maker.Gives.IsEmpty)
                ? makers.SelectMany(maker => maker.Gives).ToImmutableArray()
                : s_unknown;
        }

        var all = s_unknown;
        var seen = new HashSet<IncomingSource> { root };
        var queue = new Queue<IncomingSource>(seen);
        while (queue.Count > 0)
        {
            var origin = queue.Dequeue();
            if (seen.Count > MaxOrigins || PlacesOf(origin, session) is not { } places)
            {
                return s_unknown;
            }

            var found = false;
            foreach (var (parts, flow, below) in places)
            {
                found = true;
                if (parts is not { HasUnknown: false })
                {
                    return s_unknown;
                }

                foreach (var target in parts.Targets)
                {
                    // The first that says nothing is enough: the others are not looked for.
                    if (FunctionsOf(target, flow, below) is not { IsEmpty: false } functions || !functions.All(function => function.SaysSomething))
                    {
                        return s_unknown;
                    }

                    all = all.AddRange(functions);
                }

                foreach (var further in parts.Origins)
                {
                    if (further.Path.Length > 0)
                    {
                        if (From(further, below) is not { IsEmpty: false } given)
                        {
                            return s_unknown;
                        }

                        all = all.AddRange(given);
                    }
                    else if (seen.Add(further))
                    {
                        queue.Enqueue(further);
                    }
                    else if (further.Kind == IncomingKind.Return)
                    {
                        // A maker that calls itself: what its lambda captured there, nobody knows.
                        return s_unknown;
                    }
                }
            }

            if (!found)
            {
                return s_unknown;
            }
        }

        return all;
    }

    /// <summary>What is put into a place, wherever that is done; null where others may do it.</summary>
    private IEnumerable<(DelegateParts? Parts, BodyFlow Flow, RoutingSession Session)>? PlacesOf(IncomingSource origin, RoutingSession session)
    {
        switch (origin)
        {
            case { Kind: IncomingKind.Return, Symbol: IMethodSymbol method }:
                return PlacesOf(analysis.Bodies.ReferencesOf(method), session.Below(), flow => [flow.Main?.PartsOf(flow.Main.Returned)]);
            case { Kind: IncomingKind.Parameter, Symbol: IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.Constructor or MethodKind.ExplicitInterfaceImplementation } method } }:
                return analysis.IsCalledInSightOnly(method, session.CancellationToken) && session.ToCallers() is { } above ? PlacesOf(analysis.Mentions.BodiesMentioning(method, session.CancellationToken), above, BoundTo) : null;
            case { Kind: IncomingKind.Field, Symbol: IParameterSymbol { ContainingSymbol: IMethodSymbol constructor } parameter }:
                return analysis.IsCalledInSightOnly(constructor, session.CancellationToken) && session.ToCallers() is { } makers
                    ? PlacesOf(analysis.Mentions.BodiesMentioning(constructor, session.CancellationToken).Concat(analysis.Mentions.BodiesMentioning(parameter, session.CancellationToken)), makers, BoundTo)
                    : null;
            case { IsElementOfMember: true, Symbol: var row }:
                return analysis.DelegateRows.UseOf(row, session.CancellationToken) == RowUse.GivenAway ? null
                    : PlacesOf(Initializers(row, session.CancellationToken).Concat(analysis.Mentions.BodiesMentioning(row, session.CancellationToken)), session.Below(), BoundTo);
            case { Kind: IncomingKind.Field, Symbol: IFieldSymbol or IPropertySymbol }:
                return WritersOf(origin.Symbol, session.CancellationToken) is { } writers ? PlacesOf(writers, session.Below(), BoundTo) : null;
            default:
                return null;
        }

        IEnumerable<DelegateParts?> BoundTo(BodyFlow flow) => flow.Record.Bindings.Where(binding => binding.Into.Equals(origin)).Select(binding => binding.Parts);
    }

    private IEnumerable<BodyReference> Initializers(ISymbol member, CancellationToken cancellationToken)
        => member.DeclaringSyntaxReferences.SelectMany(reference => analysis.Bodies.InitializersOf(reference.GetSyntax(cancellationToken)));

    /// <summary>Those that a read-only collection of delegates holds in every object.</summary>
    public IReadOnlyList<KnownFunction> CertainIn(ISymbol row, RoutingSession session)
    {
        if (session.Level == 0 || row is not (IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null }) || analysis.DelegateRows.UseOf(row, session.CancellationToken) != RowUse.Kept)
        {
            return [];
        }

        var below = session.Below();
        var writers = Initializers(row, session.CancellationToken).Concat(analysis.Mentions.BodiesMentioning(row, session.CancellationToken)).Distinct()
            .Select(body => analysis.FlowOf(body, below)).SelectMany(flow => flow.Record.Rows.Where(made => SymbolEqualityComparer.Default.Equals(made.Member, row)).Select(made => (flow, made.Callees))).ToList();

        // Made in one place, be it the initializer or the constructor; and the only constructor may add to what the initializer made.
        return writers is not [var (made, first)] ? [] : [.. CertainOf(made, first), .. AddedByConstructor()];

        IEnumerable<KnownFunction> CertainOf(BodyFlow flow, IEnumerable<DelegateTarget> callees)
            => callees.Select(target => FunctionsOf(target, flow, below)).Where(functions => functions.Length == 1).Select(functions => functions[0]);

        IEnumerable<KnownFunction> AddedByConstructor()
            => made.Body.Owner is IMethodSymbol || row is not { IsStatic: false, ContainingType.InstanceConstructors: [{ IsImplicitlyDeclared: false } constructor] } ? []
                : analysis.Bodies.ReferencesOf(constructor).Select(body => analysis.FlowOf(body, below)).Where(flow => flow.Main is not null).SelectMany(flow => CertainOf(flow, flow.Main!.CalleesLeftIn(row)));
    }

    private IEnumerable<(DelegateParts? Parts, BodyFlow Flow, RoutingSession Session)> PlacesOf(IEnumerable<BodyReference> bodies, RoutingSession session, Func<BodyFlow, IEnumerable<DelegateParts?>> parts)
        => bodies.Distinct().Select(body => analysis.FlowOf(body, session)).SelectMany(flow => flow.GaveUp is null ? parts(flow).Select(part => (part, flow, session)) : [(null, flow, session)]);

    /// <summary>The bodies that may put something into a member; null where others may.</summary>
    private IEnumerable<BodyReference>? WritersOf(ISymbol member, CancellationToken cancellationToken)
    {
        if (member is IPropertySymbol { GetMethod: { } getter } && analysis.Bodies.HasBody(getter))
        {
            return null;
        }

        IEnumerable<BodyReference> makers = [];
        if (member is IPropertySymbol property)
        {
            if (property.IsAbstract || property.IsVirtual || property.IsOverride)
            {
                return null;
            }

            if (PositionalConstructor(property) is { } constructor)
            {
                // Whoever makes the record fills it.
                if (!analysis.IsCalledInSightOnly(constructor, cancellationToken))
                {
                    return null;
                }

                makers = analysis.Mentions.BodiesMentioning(constructor, cancellationToken);
            }
        }

        var initializers = member.DeclaringSyntaxReferences.SelectMany(reference => analysis.Bodies.InitializersOf(reference.GetSyntax(cancellationToken))).Concat(makers);
        if (member is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null })
        {
            return initializers.Concat(member.ContainingType.GetMembers().OfType<IMethodSymbol>()
                .Where(method => method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor)
                .SelectMany(analysis.Bodies.ReferencesOf));
        }

        return !analysis.Access.IsClosed(member) || (member is IPropertySymbol { SetMethod: { } setter } && !analysis.Access.IsClosed(setter)) ? null
            : initializers.Concat(analysis.Mentions.Of(member, cancellationToken).Select(mention => mention.Body).OfType<BodyReference>().Where(body => analysis.WrittenMembers.Writes(body, member, cancellationToken)));
    }

    /// <summary>The primary constructor of a record that fills a property.</summary>
    public static IMethodSymbol? PositionalConstructor(IPropertySymbol property)
        => property.ContainingType.InstanceConstructors.FirstOrDefault(constructor =>
            SourceLanguage.IsPrimaryConstructor(constructor) && FlowAnalysis.MembersOf(constructor).Contains(property, SymbolEqualityComparer.Default));

    private ImmutableArray<KnownFunction> FunctionsOf(DelegateTarget target, BodyFlow flow, RoutingSession session)
    {
        if (flow.Functions.TryGetValue(target, out var kept))
        {
            return ImmutableArray.Create(new KnownFunction(target.Method, kept.Summary, GivenBy(kept.Gives, flow, session)));
        }

        // A method: whichever body a call of it runs.
        if (target.Lambda is not null || target.Method.MethodKind == MethodKind.LocalFunction || session.Level == 0)
        {
            return s_unknown;
        }

        return analysis.Bodies.BodiesOf(target.Method).SelectMany(body => analysis.Bodies.ReferencesOf(body).Select(reference => new KnownFunction(
            body,
            analysis.FlowOf(reference, session).SummaryFor(session).OfDelegate(),
            body.ReturnType.TypeKind == TypeKind.Delegate ? From(new IncomingSource(IncomingKind.Return, body.OriginalDefinition, MemberPath.Empty), session) : s_unknown))).ToImmutableArray();
    }

    private ImmutableArray<KnownFunction> GivenBy(DelegateParts? parts, BodyFlow flow, RoutingSession session)
    {
        if (parts is not { HasUnknown: false, IsNothing: false })
        {
            return s_unknown;
        }

        var all = s_unknown;
        foreach (var target in parts.Targets)
        {
            if (FunctionsOf(target, flow, session) is not { IsEmpty: false } functions)
            {
                return s_unknown;
            }

            all = all.AddRange(functions);
        }

        return parts.Origins.Count == 0 ? all : Of(parts with { Targets = [] }, session) is { IsEmpty: false } others ? all.AddRange(others) : s_unknown;
    }
}
