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
internal sealed partial class RoutingVerdicts(RoutingAnalysis analysis, RoutingSession session, GuardedCode code)
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
                    || (comparison.With is { } with && (IsEvaluatedBefore(arrival.Point, [with, .. comparison.Groups]) || (!comparison.IsTableKey && EvaluationQuery.IsAskedBefore(arrival.Point, with)) || EvaluationQuery.IsReachedThroughTests(arrival.Point, comparison.Syntax, with, _code, _budget)))
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

    /// <summary>What a member holds came in through a constructor, or a method or setter that others can call, so that whoever gave it has it, too.</summary>
    private bool IsGiven(ISymbol member)
        => member is IParameterSymbol
            || BodiesMentioning(member).Any(body => body.Owner is IMethodSymbol taker && (taker.MethodKind == MethodKind.Constructor || !analysis.Access.IsClosed(taker))
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
}
