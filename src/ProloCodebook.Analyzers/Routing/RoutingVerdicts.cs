using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ProloCodebook.References;

namespace ProloCodebook.Routing;

/// <summary>Why a reference is not routed.</summary>
/// <param name="How">Continues the sentence "it …": "is passed to 'Submit'".</param>
/// <param name="Way">From the reference to where the value gets away.</param>
internal sealed record Leak(string How, IReadOnlyList<SyntaxNode> Way, bool GaveUp = false);

/// <summary>Something that a code sits in, and that many may read or call: from there on it is routed.</summary>
/// <param name="Delegate">Of a delegate: how much of the path is the delegate's own; the rest is in what it is given at <paramref name="Position"/>.</param>
internal readonly record struct RoutedPlace(string Code, IncomingSource Place, int Delegate, int Position);

/// <summary>
/// The verdict on a reference: follows its value from body to body (R1, R3) and asks at each place whether an
/// evaluation came before (R2). A search over a graph of places, so recursion ends by itself.
/// </summary>
internal sealed class RoutingVerdicts(RoutingAnalysis analysis, RoutingSession session, GuardedCode code)
{
    private readonly CodeKey _code = new(code.Value);

    // Of its own: the flows asked are shared, and what they cost was paid when they were made.
    private readonly RoutingBudget _budget = new(session.CancellationToken);
    private readonly HashSet<(SyntaxNode? Body, Source Source)> _seen = [];
    private readonly HashSet<(IncomingSource Delegate, int Position, bool IsSender)> _delegates = [];
    private readonly HashSet<(IMethodSymbol Method, ValueKey About)> _callers = [];
    private readonly HashSet<(IMethodSymbol Method, SyntaxNode Match)> _matches = [];

    // Searched for everybody who mentions it, or calls it.
    private readonly List<RoutedPlace> _passed = [];

    // Taken to hold while the search went on, in the order they were found.
    private readonly List<(IMethodSymbol Method, ValueKey About)> _assumed = [];

    /// <summary>Null where the reference is routed.</summary>
    public Leak? Judge(BodyFlow flow, SyntaxNode reference) => Bounded(() => JudgeReference(flow, reference));

    /// <summary>A value that came in where no flow leads (a default value of a parameter).</summary>
    public Leak? JudgeParameter(IParameterSymbol parameter, SyntaxNode reference) => Bounded(() => JudgeDefault(parameter, reference));

    /// <summary>A search that takes too long reports; it never hides a reference.</summary>
    private Leak? Bounded(Func<Leak?> judge)
    {
        try
        {
            var leak = judge();
            if (leak is null)
            {
                // Nothing gets away from anywhere that the search came by: who comes there next need not look again.
                _passed.ForEach(place => analysis.Routed.TryAdd(place, true));
            }

            return leak;
        }
        catch (RoutingBudgetException)
        {
            return new Leak("its way takes too many steps", [], GaveUp: true);
        }
        catch (InsufficientExecutionStackException)
        {
            return new Leak("its way leads through too many methods", [], GaveUp: true);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The compiler is our host: a mistake of ours must not cost it the other references.
            return new Leak(RoutingAnalysis.WhyGivenUp(exception), [], GaveUp: true);
        }
    }

    private Leak? JudgeReference(BodyFlow flow, SyntaxNode reference)
    {
        if (flow.GaveUp is { } why)
        {
            return new Leak(why, [], GaveUp: true);
        }

        if (flow.Main is null)
        {
            return null;
        }

        // Where no visit was, the code cannot run.
        var visits = flow.Record.References.Where(visit => visit.Syntax == reference).ToList();
        if (visits.All(visit => IsEvaluatedBefore(visit.Point, [_code])))
        {
            return null;
        }

        return Follow(flow, new ReferenceSource(reference, code), MemberPath.Empty, isFromCall: false, [reference]);
    }

    /// <summary>The code of a service line read back, where the line came in: a reference if it was built from this code and comes here unrouted.</summary>
    public Leak? JudgeReadBack(BodyFlow flow, SyntaxNode syntax, IReadOnlyList<IncomingSource> from) => Bounded(() =>
    {
        var visits = flow.Record.References.Where(visit => visit.Syntax == syntax).ToList();
        return visits.All(visit => IsEvaluatedBefore(visit.Point, [_code]))
            || !new LineOrigins(analysis, session).CodesOf(flow.Body, from, _budget, (before, arrival) => IsEvaluatedAt(arrival, MemberPath.Empty) || IsRoutedCopy(before, arrival.Source, MemberPath.Empty)).Contains(code)
            ? null
            : Follow(flow, new ReadBackSource(syntax), MemberPath.Empty, isFromCall: from.All(source => source.Kind == IncomingKind.Parameter), [syntax]);
    });

    private Leak? JudgeDefault(IParameterSymbol parameter, SyntaxNode reference)
    {
        IReadOnlyList<SyntaxNode> way = [reference];
        if (parameter.ContainingSymbol is IPropertySymbol indexer)
        {
            return new[] { indexer.GetMethod, indexer.SetMethod }.OfType<IMethodSymbol>()
                .Select(accessor => FollowLeftOut(accessor, accessor.Parameters[parameter.Ordinal], way)).FirstOrDefault(leak => leak is not null);
        }

        if (parameter.ContainingSymbol is not IMethodSymbol method)
        {
            return null;
        }

        // Where all calls are known, those that leave the argument out tell; else any call may.
        return analysis.Access.IsClosed(method) && !IsUsedAsDelegate(method)
            ? FollowMentions(new ReferenceSource(reference, code), MemberPath.Empty, method, way)
            : FollowLeftOut(method, parameter, way);
    }

    /// <summary>The default value as an argument of a call that nobody here sees: what comes of it, and what it leaves in a new object, others get.</summary>
    private Leak? FollowLeftOut(IMethodSymbol method, IParameterSymbol parameter, IReadOnlyList<SyntaxNode> way)
    {
        var source = new IncomingSource(IncomingKind.Parameter, PartialMembers.ImplementationOf(method).Parameters[parameter.Ordinal], MemberPath.Empty);
        if (SourceLanguage.IsPrimaryConstructor(method) && FollowStored(MemberPath.Empty.Append(Member.Of(FlowAnalysis.MembersOf(method)[parameter.Ordinal])), way) is { } stored)
        {
            return stored;
        }

        var found = false;
        foreach (var body in analysis.Bodies.ReferencesOf(method))
        {
            found = true;
            var flow = analysis.FlowOf(body, session);
            if (Follow(flow, source, MemberPath.Empty, isFromCall: false, way) is { } leak)
            {
                return leak;
            }

            if (FollowLeft(flow, source, way) is { } left)
            {
                return left;
            }
        }

        return found || method.MethodKind == MethodKind.Constructor ? null : HasNoBody(method, way);
    }

    /// <summary>Into what a method leaves of a parameter in the instance, of which nobody who calls it knows.</summary>
    private Leak? FollowLeft(BodyFlow flow, IncomingSource parameter, IReadOnlyList<SyntaxNode> way)
    {
        var summary = flow.SummaryFor(session);
        if (summary.GaveUp is { } why)
        {
            return new Leak(why, way, GaveUp: true);
        }

        foreach (var (into, from, through) in summary.Stored)
        {
            if (into.Kind == IncomingKind.This && from.Kind == IncomingKind.Parameter && SymbolEqualityComparer.Default.Equals(from.Symbol, parameter.Symbol)
                && parameter.Path.After(from.Path) is { } rest && !through.Covers(rest) && FollowStored(into.Path.Append(rest), way) is { } leak)
            {
                return leak;
            }
        }

        return null;
    }

    private static Leak HasNoBody(IMethodSymbol method, IReadOnlyList<SyntaxNode> way) => new($"is passed to '{method.Name}', whose body is not here", way);

    /// <summary>Into the members of an object that others have.</summary>
    private Leak? FollowStored(MemberPath path, IReadOnlyList<SyntaxNode> way)
    {
        if (analysis.Access.HiddenIn(path) is { } at)
        {
            var hidden = path[at].Symbol!;
            return FollowMentions(new IncomingSource(IncomingKind.Field, hidden.OriginalDefinition, MemberPath.Empty), hidden, way);
        }

        return new Leak(FlowAnalysis.HowStored(path[path.Length - 1]), way);
    }

    private Leak? Follow(BodyFlow flow, Source source, MemberPath path, bool isFromCall, IReadOnlyList<SyntaxNode> way)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        _budget.Spend(1);
        if (flow.GaveUp is { } why)
        {
            return new Leak(why, way, GaveUp: true);
        }

        if (!_seen.Add((flow.Body.Node, source is IncomingSource s ? s with { Path = path } : source)))
        {
            return null;
        }

        foreach (var arrival in flow.Record.Arrivals)
        {
            if (arrival.IsInLine || Rest(Source.Origin(arrival.Source), source, path) is not { } rest || IsEvaluatedAt(arrival, rest) || IsRoutedCopy(flow, arrival.Source, rest))
            {
                continue;
            }

            if (Next(flow, arrival, arrival.Inside.Append(rest), isFromCall, [.. way, arrival.Syntax]) is { } leak)
            {
                return leak;
            }

            if (arrival.Place is ParameterPlace { IsUnseen: true } unseen
                && FollowUnseen(flow, unseen, unseen.Path.Append(arrival.Inside.Append(rest).After(arrival.Inside) ?? MemberPath.Empty), isFromCall, [.. way, arrival.Syntax]) is { } beyond)
            {
                return beyond;
            }
        }

        return null;
    }

    /// <summary>Through a call on the instance into which the flow did not look: what it leaves in the instance of what sits in there.</summary>
    private Leak? FollowUnseen(BodyFlow flow, ParameterPlace call, MemberPath path, bool isFromCall, IReadOnlyList<SyntaxNode> way)
    {
        var summaries = analysis.Bodies.ReferencesOf(call.Method).Select(body => analysis.FlowOf(body, session).SummaryFor(session)).ToList();
        if (summaries.Select(summary => summary.GaveUp).FirstOrDefault(reason => reason is not null) is { } why)
        {
            return new Leak(why, way, GaveUp: true);
        }

        foreach (var (into, from, through) in summaries.SelectMany(summary => summary.Stored))
        {
            if (into.Kind == IncomingKind.This && from.Kind == IncomingKind.This && path.After(from.Path) is { } rest && !through.Covers(rest) && into.Path.Append(rest) is var at
                && Follow(flow, into with { Path = at }, at, isFromCall, way) is { } leak)
            {
                return leak;
            }
        }

        return null;
    }

    /// <summary>Where inside the arriving source the followed value sits; null where it is another value.</summary>
    private static MemberPath? Rest(Source arriving, Source followed, MemberPath path)
    {
        if (followed is not IncomingSource incoming)
        {
            return arriving.Equals(followed) ? MemberPath.Empty : null;
        }

        return arriving is IncomingSource other && other.Kind == incoming.Kind && SymbolEqualityComparer.Default.Equals(other.Symbol, incoming.Symbol)
            ? path.After(other.Path)
            : null;
    }

    private Leak? Next(BodyFlow flow, Arrival arrival, MemberPath inside, bool isFromCall, IReadOnlyList<SyntaxNode> way)
    {
        switch (arrival.Place)
        {
            case EscapePlace escape:
                return new Leak(escape.How, way);
            case ComparisonPlace { IsTableKey: false, With: CodeKey other } when !other.Equals(_code):
                return null;
            case ComparisonPlace comparison:
                var names = new List<ValueKey> { _code, new MatchedKey(comparison.Syntax) };
                AddIfKnown(names, comparison.With);
                AddIfKnown(names, (comparison.With as PhiKey)?.Present);
                AddIfKnown(names, arrival.Key);
                return (!comparison.IsTableKey && (IsEvaluatedAfterMatch(arrival.Point, names, comparison.Syntax, comparison.Groups) || IsThereAlready(flow, arrival, comparison) || IsAddedOnce(flow, arrival, comparison)))
                    || (comparison.With is { } with && (IsEvaluatedBefore(arrival.Point, [with, .. comparison.Groups]) || EvaluationQuery.IsAskedBefore(arrival.Point, with) || EvaluationQuery.IsReachedThroughTests(arrival.Point, comparison.Syntax, with, _code, _budget)))
                    ? null
                    : new Leak(comparison.IsTableKey ? "is the key of a table" : "is compared, and what matches is not evaluated on every path", way);
            case ParameterPlace parameter:
                return FollowInto(new IncomingSource(parameter.Kind, parameter.Parameter, In(parameter.Path)), parameter.Method, way);
            case DelegatePlace delegates:
                return FollowDelegates(delegates, In(delegates.Path), way);
            case HandlerPlace shown:
                return FollowParts(flow, shown.Handlers, 0, shown.Position, In(shown.Path), new Leak("is shown to a handler that can be anything", way), way);
            case FieldPlace { IsFilled: true } field when IsGiven(field.Field):
                return new Leak($"is put into what '{field.Field.Name}' was given, which others can read", way);
            case FieldPlace { IsShown: true } field when FollowShown(field, In(field.Path), way) is { } given:
                return given;
            case FieldPlace field:
                return FollowMentions(new IncomingSource(IncomingKind.Field, field.Field.OriginalDefinition, In(field.Path)), field.Field, way);
            case ReturnPlace returned when !isFromCall:
                if (analysis.EnumeratesOwn(returned.Method) && returned.Method.ContainingType.InstanceConstructors.Any(constructor => BodiesMentioning(constructor).Any()))
                {
                    // Whoever makes such an object may hand it to somebody who enumerates it.
                    var given = new IncomingSource(IncomingKind.Return, returned.Method.OriginalDefinition, In(returned.Path));
                    return returned.Method.ContainingType.InstanceConstructors.Cast<ISymbol>().Prepend(returned.Method).Select(symbol => FollowMentions(given, symbol, way)).FirstOrDefault(leak => leak is not null);
                }

                return analysis.Access.IsClosed(returned.Method) && IsCalledByName(returned.Method)
                    ? FollowMentions(new IncomingSource(IncomingKind.Return, returned.Method.OriginalDefinition, In(returned.Path)), returned.Method, way)
                    : new Leak($"is returned from '{NameOf(returned.Method)}', which others can call", way);
            case ReturnPlace { Path: { Length: > 0 } path } given when path[0].IsOfCall:
                // By a delegate that the method gives back, as no summary tells: whoever calls that gets it.
                return FollowMentions(new IncomingSource(IncomingKind.Return, given.Method.OriginalDefinition, In(path)), given.Method, way);
            case OutPlace left when !isFromCall && !IsCalled(left.Parameter):
                return KnownTypes.IsChannel(left.Parameter.Type) ? new Leak(FlowAnalysis.HowStored(Member.Elements), way) : FollowMembers(In(left.Path), way);
            case OutPlace left when !isFromCall:
                return left.Parameter.ContainingSymbol is IMethodSymbol method && analysis.Access.IsClosed(method) && !IsUsedAsDelegate(method)
                    ? FollowMentions(new IncomingSource(IncomingKind.Out, left.Parameter.OriginalDefinition, In(left.Path)), method, way)
                    : new Leak($"is left in '{left.Parameter.Name}', which others can read", way);
            case InstancePlace { Owner: var owner } left when !isFromCall && !(owner is IMethodSymbol called && IsUsedAsDelegate(called)):
                var made = new IncomingSource(IncomingKind.Out, owner.OriginalDefinition, In(left.Path));
                return owner is IMethodSymbol and not { MethodKind: MethodKind.Constructor, Parameters.IsEmpty: true } ? FollowMentions(made, owner, way) : FollowMade(made, owner.ContainingType, way);
            default:
                return null;
        }

        // The place says where the holder of the value is; the value may sit deeper in it.
        MemberPath In(MemberPath place) => place.Append(inside.After(arrival.Inside) ?? MemberPath.Empty);
    }

    /// <summary>Into an object that nobody here passes: to all that read those of its members that only this compilation knows.</summary>
    private Leak? FollowMembers(MemberPath path, IReadOnlyList<SyntaxNode> way)
    {
        for (var i = path.Length - 1; i >= 0; i--)
        {
            if (path[i].Symbol is { } member && analysis.Access.IsClosed(member))
            {
                return FollowMentions(new IncomingSource(IncomingKind.Field, member.OriginalDefinition, path.From(i + 1)), member, way);
            }
        }

        // A bare collection that nobody passes is nowhere.
        return Enumerable.Range(0, path.Length).Any(i => path[i].Symbol is not null) ? FollowStored(path, way) : null;
    }

    /// <summary>Into the public properties that give what is in a private field, of an object that others have.</summary>
    private Leak? FollowShown(FieldPlace field, MemberPath path, IReadOnlyList<SyntaxNode> way)
    {
        var source = new IncomingSource(IncomingKind.Field, field.Field.OriginalDefinition, MemberPath.Empty);
        foreach (var body in BodiesMentioning(field.Field))
        {
            if (body.Owner is IMethodSymbol getter && ((getter.MethodKind == MethodKind.PropertyGet && (getter.DeclaredAccessibility == Accessibility.Public || !getter.ExplicitInterfaceImplementations.IsEmpty)) || analysis.EnumeratesOwn(getter))
                && analysis.FlowOf(body, session).Record.Arrivals.FirstOrDefault(arrival => arrival.Place is ReturnPlace && Rest(Source.Origin(arrival.Source), source, path) is { } rest && !IsEvaluatedAt(arrival, rest)) is { } given)
            {
                return new Leak($"is what '{NameOf(getter)}' gives, which others can read", [.. way, given.Syntax]);
            }
        }

        return null;
    }

    private bool IsCalled(IParameterSymbol parameter)
        => parameter.RefKind != RefKind.None || parameter.ContainingSymbol is not IMethodSymbol method || BodiesMentioning(method).Any();

    /// <summary>What a member holds came in through a constructor, so that whoever made the object knows it too.</summary>
    private bool IsGiven(ISymbol member)
        => member is IParameterSymbol
            || BodiesMentioning(member).Any(body => body.Owner is IMethodSymbol { MethodKind: MethodKind.Constructor }
                && analysis.FlowOf(body, session).SummaryFor(session).Stored.Any(stored => stored.From is { Kind: IncomingKind.Parameter, Path.Length: 0 }
                    && stored.Into is { Kind: IncomingKind.This, Path: { Length: 1 } path } && SymbolEqualityComparer.Default.Equals(path[0].Symbol, member)));

    /// <summary>
    /// Every call of the method can be found in the source. Not so where the language calls it (operators, awaiters).
    /// </summary>
    private bool IsCalledByName(IMethodSymbol method)
        => method.MethodKind is MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.ExplicitInterfaceImplementation
            && method.Name is not ("GetAsyncEnumerator" or "Deconstruct" or "GetAwaiter" or "GetResult" or "Dispose" or "DisposeAsync" or "MoveNext")
            && !(method.Name == "get_Current" && method.ContainingType.GetMembers().Any(member => member.Name is "MoveNext" or "MoveNextAsync"));

    private static string NameOf(IMethodSymbol method) => method.AssociatedSymbol?.Name ?? method.Name;

    private Leak? FollowInto(IncomingSource source, IMethodSymbol? method, IReadOnlyList<SyntaxNode> way)
    {
        if (method is null)
        {
            return null;
        }

        var found = false;
        foreach (var body in analysis.Bodies.ReferencesOf(method))
        {
            found = true;
            if (Follow(analysis.FlowOf(body, session), source, source.Path, isFromCall: true, way) is { } leak)
            {
                return leak;
            }
        }

        return found || method.MethodKind == MethodKind.Constructor ? null : HasNoBody(method, way);
    }

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

    private Leak? FollowMentions(IncomingSource source, ISymbol symbol, IReadOnlyList<SyntaxNode> way) => FollowMentions(source, source.Path, symbol, way);

    private bool IsKnownRouted(RoutedPlace place)
    {
        if (analysis.Routed.ContainsKey(place))
        {
            return true;
        }

        _passed.Add(place);
        return false;
    }

    private Leak? FollowMentions(Source source, MemberPath path, ISymbol symbol, IReadOnlyList<SyntaxNode> way)
    {
        if (source is IncomingSource incoming && IsKnownRouted(new RoutedPlace(code.Value, incoming with { Path = path }, 0, -1)))
        {
            return null;
        }

        foreach (var body in BodiesMentioning(symbol))
        {
            if (Follow(analysis.FlowOf(body, session), source, path, isFromCall: false, way) is { } leak)
            {
                return leak;
            }
        }

        return null;
    }

    /// <summary>Into all that make objects of a type, or of one that is derived from it.</summary>
    private Leak? FollowMade(IncomingSource source, INamedTypeSymbol type, IReadOnlyList<SyntaxNode> way)
        => IsKnownRouted(new RoutedPlace(code.Value, source, 0, -1)) ? null
            : analysis.Mentions.BodiesMaking(type, session.CancellationToken).Select(body => Follow(analysis.FlowOf(body, session), source, source.Path, isFromCall: false, way)).FirstOrDefault(leak => leak is not null)
                ?? analysis.Mentions.MadeAs(type, session.CancellationToken).Select(parameter => FollowMentions(source with { Symbol = parameter }, parameter, way)).FirstOrDefault(leak => leak is not null);

    private IEnumerable<BodyReference> BodiesMentioning(ISymbol symbol) => analysis.Mentions.BodiesMentioning(symbol, session.CancellationToken);

    private bool IsUsedAsDelegate(IMethodSymbol method) => analysis.IsUsedAsDelegate(method, session.CancellationToken);

    /// <param name="rest">Where inside of what arrives the followed value sits.</param>
    private bool IsEvaluatedAt(Arrival arrival, MemberPath rest)
    {
        var names = new List<ValueKey> { _code };
        AddIfKnown(names, arrival.Key);
        AddIfKnown(names, arrival.Part);
        AddInside(names, arrival.Key, rest);
        AddInGroups(names, arrival.Groups, rest);
        var origin = IncomingSource.KeyOf(Source.Origin(arrival.Source));
        AddIfKnown(names, origin);
        AddInside(names, origin, rest);
        AddReplaced(names, arrival, rest);
        return EvaluationQuery.IsDecidedBy(arrival.Others, arrival.Point, names, _budget) || IsEvaluatedBefore(arrival.Point, names);
    }

    /// <summary>"A place that the value reaches is also routed where R2 holds for the value there", and so is what comes of the copy made there.</summary>
    private bool IsRoutedCopy(BodyFlow flow, Source source, MemberPath rest)
    {
        if (source is not CopiedSource copied)
        {
            return false;
        }

        if (copied.IsLetThrough(rest) || (copied.Before is { } before && IsRoutedCopy(flow, before, rest)))
        {
            return true;
        }

        var visits = flow.Record.Copies.Where(copy => copy.IsOf(copied)).ToList();
        return visits.Count > 0 && visits.All(visit =>
        {
            var names = new List<ValueKey> { _code };
            AddIfKnown(names, visit.Key);
            AddIfKnown(names, IncomingSource.KeyOf(copied.Original));
            AddInside(names, visit.Key, copied.Inside.Append(rest));
            AddInGroups(names, visit.Groups, copied.Inside.Append(rest));
            return EvaluationQuery.IsDecidedBy(visit.Others, visit.Point, names, _budget) || IsEvaluatedBefore(visit.Point, names);
        });
    }

    /// <summary>The names of a value that sits in another: a member of it, or one of its elements.</summary>
    private static void AddInside(List<ValueKey> names, ValueKey? owner, MemberPath inside)
    {
        for (var i = 0; i < inside.Length && owner is { Depth: < 5 }; i++)
        {
            if (inside[i] == Member.Elements)
            {
                names.Add(new MemberKey(owner, Member.Kept));
                names.Add(inside.From(i + 1).From(new MemberKey(owner, Member.Kept)));
            }

            owner = inside[i] == Member.Elements ? MemberKey.AllOf(owner) : new MemberKey(owner, inside[i]);
            names.Add(owner);
        }
    }

    /// <summary>The places in which a value sits, or came in, that arrives: where it is no longer there, it does not.</summary>
    private static void AddReplaced(List<ValueKey> names, Arrival arrival, MemberPath rest)
    {
        if (arrival.Point.Flow.Replacements.Count == 0)
        {
            return;
        }

        var places = new List<ValueKey?> { arrival.Root is { } root ? arrival.Inside.Append(rest).From(root) : null };
        if (Source.Origin(arrival.Source) is IncomingSource incoming)
        {
            places.AddRange(new[] { IncomingSource.KeyOf(incoming), arrival.Key }.Select(key => key is null ? null : rest.From(key)));
        }

        names.AddRange(places.OfType<MemberKey>().Where(place => !MemberKey.IsElement(place)).Distinct().Select(place => new ReplacedKey(place)));
    }

    /// <summary>What is known of all of a group is known of each.</summary>
    private static void AddInGroups(List<ValueKey> names, IEnumerable<ValueKey> groups, MemberPath inside)
    {
        foreach (var group in groups.Where(group => MemberKey.TurnsIn(group) is null))
        {
            names.Add(group);
            AddInside(names, group, inside);
        }
    }

    /// <summary>A text with two codes goes by the name of one of them, and to ask about that says nothing of the other.</summary>
    private void AddIfKnown(List<ValueKey> names, ValueKey? key)
    {
        if (key is not null && !(key is CodeKey && !key.Equals(_code)))
        {
            names.Add(key);
        }
    }

    /// <summary>R2 at a point, with what a private method inherits from its callers.</summary>
    private bool IsEvaluatedBefore(FlowPoint point, IReadOnlyCollection<ValueKey> names)
    {
        switch (EvaluationQuery.Before(point, names, _budget))
        {
            case EvaluationQuery.Answer.Yes:
                return true;
            case EvaluationQuery.Answer.No:
                return false;
        }

        return point.Flow.Context.Owner is IMethodSymbol method && names.Any(name => (name.Equals(_code) || (IsGiven(name, method) && EvaluationQuery.IsKept(point, name, _budget))) && IsEvaluatedByCallers(method, name));
    }

    /// <summary>It is a parameter of the method, or sits in one.</summary>
    private static bool IsGiven(ValueKey key, IMethodSymbol method) => key switch
    {
        SymbolKey { Symbol: IParameterSymbol parameter } => SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, method),
        MemberKey member => IsGiven(member.Owner, method),
        _ => false,
    };

    /// <summary>What a call gives for something that the method is given; null where nobody can tell.</summary>
    private static ValueKey? GivenBy(CallVisit call, ValueKey key) => key switch
    {
        SymbolKey { Symbol: IParameterSymbol parameter } => call.Arguments.TryGetValue(parameter.Ordinal, out var given) ? given : null,
        SymbolKey { Symbol: INamedTypeSymbol } when !call.Method.IsStatic => call.Receiver,
        MemberKey member => GivenBy(call, member.Owner) is { } owner ? new MemberKey(owner, member.Member) : null,
        _ => key,
    };

    /// <summary>
    /// "A private method whose every call in the type is routed by R2 inherits that state": what holds of the code at every call, and what holds there of
    /// what a parameter is given.
    /// </summary>
    private bool IsEvaluatedByCallers(IMethodSymbol method, ValueKey about)
    {
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.Constructor) || !analysis.Access.IsClosed(method) || SourceLanguage.IsEventHandler(method))
        {
            return false;
        }

        if (analysis.CallersEvaluate.TryGetValue((method, code.Value, about), out var known))
        {
            return known;
        }

        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (_assumed.Contains((method, about)) || !_callers.Add((method, about)))
        {
            // A call of itself, or of one whose answer hangs on this one: it holds there if it holds for the others.
            return true;
        }

        // The greatest answer without a contradiction. "No" is final, whatever was assumed; a "yes" found meanwhile may have
        // rested on what is now known not to hold, and is asked anew.
        var before = _assumed.Count;
        var holds = AllCallsEvaluated(method, about);
        _callers.Remove((method, about));
        if (!holds)
        {
            _assumed.RemoveRange(before, _assumed.Count - before);
            analysis.CallersEvaluate.TryAdd((method, code.Value, about), false);
            return false;
        }

        _assumed.Add((method, about));
        if (_callers.Count == 0)
        {
            foreach (var certain in _assumed)
            {
                analysis.CallersEvaluate.TryAdd((certain.Method, code.Value, certain.About), true);
            }

            _assumed.Clear();
        }

        return true;
    }

    private bool IsEvaluatedWhereHandedOver(CallVisit visit, ValueKey about)
        => visit.By is { } uses && EvaluationQuery.Before(uses, [about], _budget) switch
        {
            EvaluationQuery.Answer.Yes => true,
            EvaluationQuery.Answer.IfOnEntry => visit.Point.Flow.Context.Owner is IMethodSymbol owner && about.Equals(_code) && IsEvaluatedByCallers(owner, about),
            _ => false,
        };

    private bool AllCallsEvaluated(IMethodSymbol method, ValueKey about)
    {
        var called = false;
        foreach (var body in BodiesMentioning(method))
        {
            if (analysis.FlowOf(body, session) is not { GaveUp: null } flow)
            {
                return false;
            }

            foreach (var call in flow.Record.Calls.Where(call => SymbolEqualityComparer.Default.Equals(call.Method, method)))
            {
                called = true;
                if (!(GivenBy(call, about) is { } given && (IsAnother(given) || IsEvaluatedBefore(call.Point, [given]) || IsEvaluatedWhereHandedOver(call, given) || (call.PickedBy is { } decided && EvaluationQuery.IsDecidedBy(decided, call.Point, [given], _budget)))))
                {
                    return false;
                }
            }

            foreach (var made in flow.Record.MethodGroups.Where(made => SymbolEqualityComparer.Default.Equals(made.Method, method)))
            {
                // Like a lambda: what held where it was made, or what holds where it is called. The calls in this body are among those above.
                called = true;
                if (!about.Equals(_code) || (!IsEvaluatedBefore(made.Point, [_code]) && !(made.By is { IsGivenAway: false, HandOvers.Count: 0 }) && !IsEvaluatedWhereHandedOver(made, _code)))
                {
                    return false;
                }
            }
        }

        return called;
    }

    /// <summary>
    /// <c>if (_code == value) return; _code = value;</c>: what is compared with the very place that it is stored in, where on a match nothing happens. What is there then was followed
    /// when it was put there.
    /// </summary>
    private bool IsThereAlready(BodyFlow flow, Arrival arrival, ComparisonPlace comparison)
    {
        var (one, other) = (PlaceOf(arrival.Key), PlaceOf(comparison.With));
        return one is not null && other is not null && (IsStored(one, other) || IsStored(other, one)) && MatchEnds.DoesNothingOnMatch(arrival.Point, comparison.Syntax);

        static IncomingSource? PlaceOf(ValueKey? key) => ((key as PhiKey)?.Present ?? key) is { } named ? IncomingSource.At(named) : null;

        bool IsStored(IncomingSource from, IncomingSource into)
            => flow.SummaryFor(session).Stored.Any(stored => stored.Into.Equals(into) && stored.From.Equals(from))
                || (into is { Path.Length: 0, Symbol: IParameterSymbol { RefKind: RefKind.Ref } parameter } && flow.SummaryFor(session).Outs.TryGetValue(parameter.Ordinal, out var left) && left.Carried.Any(carried => carried.Path.Length == 0 && carried.From.Equals(from)));
    }

    /// <summary>
    /// <c>if (_billed.Contains(code)) return; if (Evaluate(code, payer).IsGoverned) return; _billed.Add(code);</c>: what is looked up in the very collection that it is put into, which it is only
    /// behind an evaluation, where on a match nothing happens any more.
    /// </summary>
    private bool IsAddedOnce(BodyFlow flow, Arrival arrival, ComparisonPlace comparison)
    {
        if (comparison.With is not { } collection || flow.Record.Added.Count == 0 || !MatchEnds.EndsOnMatch(arrival.Point, comparison.Syntax, arrival.Groups, _budget))
        {
            return false;
        }

        var isAdded = false;
        foreach (var (into, element, point) in flow.Record.Added)
        {
            if (into.Equals(collection) && (element.Equals(_code) || element.Equals(arrival.Key)))
            {
                if (!IsEvaluatedBefore(point, [_code, element]))
                {
                    return false;
                }

                isAdded = true;
            }
        }

        return isAdded;
    }

    /// <summary>R3: what matched is evaluated on every path from there to the end; of a private method that tells its callers of the match, to theirs.</summary>
    private bool IsEvaluatedAfterMatch(FlowPoint point, IReadOnlyCollection<ValueKey> names, SyntaxNode match, ImmutableHashSet<ValueKey> groups) => EvaluationQuery.EvaluatedAfterMatch(point, names, match, groups, _budget) switch
    {
        EvaluationQuery.Answer.Yes => true,
        EvaluationQuery.Answer.IfOnEntry => point.Flow.Context.Owner is IMethodSymbol method && IsEvaluatedAfterByCallers(method, names, match),
        _ => false,
    };

    /// <summary><c>if (IsProlo(code)) Keep(Evaluate(code, payer));</c>: "private methods use the intersection over their call sites".</summary>
    private bool IsEvaluatedAfterByCallers(IMethodSymbol method, IReadOnlyCollection<ValueKey> names, SyntaxNode match)
    {
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.PropertyGet) || !analysis.Access.IsClosed(method))
        {
            return false;
        }

        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (!_matches.Add((method, match)))
        {
            // A call of itself: it holds there if it holds for the others.
            return true;
        }

        var holds = AllCallsEvaluateMatch(method, names);
        _matches.Remove((method, match));
        return holds;
    }

    private bool AllCallsEvaluateMatch(IMethodSymbol method, IReadOnlyCollection<ValueKey> names)
    {
        var called = false;
        foreach (var body in BodiesMentioning(method))
        {
            if (analysis.FlowOf(body, session) is not { GaveUp: null } flow || flow.Record.MethodGroups.Any(made => SymbolEqualityComparer.Default.Equals(made.Method, method) && made.By is not { IsGivenAway: false, HandOvers.Count: 0 }))
            {
                return false;
            }

            foreach (var call in flow.Record.Calls.Where(call => SymbolEqualityComparer.Default.Equals(call.Method, method)))
            {
                called = true;
                _budget.Spend(1);
                var given = names.Select(name => GivenBy(call, name)).OfType<ValueKey>().ToList();
                if (call.Syntax is not { } syntax
                    || !(given.Any(IsAnother) || IsEvaluatedBefore(call.Point, given) || given.Any(value => !value.Equals(_code) && EvaluationQuery.IsAskedBefore(call.Point, value)) || IsEvaluatedAfterMatch(call.Point, [.. given, new MatchedKey(syntax)], syntax, ImmutableHashSet<ValueKey>.Empty)))
                {
                    return false;
                }
            }
        }

        return called;
    }

    /// <summary>A constant that is not the code: it never is what the code is compared with.</summary>
    private bool IsAnother(ValueKey given) => given is ConstantKey || (given is CodeKey && !given.Equals(_code));
}
