using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ProloCodebook.References;

namespace ProloCodebook.Routing;

/// <content>R2 and R3 where a value arrives: asked by all its names, and of the callers of a private method.</content>
internal sealed partial class RoutingVerdicts
{
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
