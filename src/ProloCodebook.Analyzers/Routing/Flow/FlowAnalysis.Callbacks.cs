using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <content>Delegates given to methods of the compilation: what has been evaluated where those call them.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary>The parameters of this method that a delegate may be.</summary>
    private IEnumerable<IParameterSymbol> IncomingDelegates(AbstractValue value)
        => value.Sources.IsEmpty ? [] : value.Sources.Select(AsDelegate).OfType<IParameterSymbol>().Where(parameter => SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, _context.Owner));

    private static IParameterSymbol? AsDelegate(Source source)
        => Source.Origin(source) is IncomingSource { Kind: IncomingKind.Parameter, Symbol: IParameterSymbol parameter } incoming
            && (incoming.Path.Length == 0 ? parameter.Type.TypeKind == TypeKind.Delegate || KnownTypes.IsOfDelegates(parameter.Type) : incoming.Path.Length == 1 && incoming.Last == Member.Elements && KnownTypes.IsOfDelegates(parameter.Type))
            ? parameter : null;

    /// <summary>A delegate that came in is called here, or given to somebody who calls it.</summary>
    private void NoteDelegateCall(AbstractValue @delegate, IReadOnlyList<ValueKey?> given, KeySet? evaluated)
    {
        if (!_recording)
        {
            return;
        }

        foreach (var parameter in IncomingDelegates(@delegate))
        {
            _context.Record.DelegateCalls.Add(new DelegateCall(parameter, Here, given, evaluated));
        }
    }

    /// <summary>The base library may call the delegates it is given from here on, one way or the other.</summary>
    private void NoteGivenToLibrary(AbstractValue value)
    {
        if (!_recording)
        {
            return;
        }

        foreach (var (inside, holder) in Holders(value).ToList())
        {
            NoteDelegateCall(holder, [], KeySet.Empty);
            if (inside.Length > 0)
            {
                // `Parallel.Invoke(bill, log)`; a lambda that is an argument itself runs there.
                GiveAway(holder);
            }
        }
    }

    private void GiveAway(AbstractValue value)
    {
        if (_recording)
        {
            foreach (var target in value.Delegates)
            {
                _context.Record.UsesOf(target).GiveAway();
            }
        }
    }

    /// <summary>A delegate is given to a method of the compilation.</summary>
    /// <param name="evaluated">What that method evaluates before each call of it, in the terms of this body; null where it lets it get away.</param>
    private void NoteHandOver(AbstractValue @delegate, KeySet? evaluated)
    {
        if (!_recording)
        {
            return;
        }

        NoteDelegateCall(@delegate, [], evaluated);
        foreach (var target in @delegate.Delegates)
        {
            var uses = _context.Record.UsesOf(target);
            if (evaluated is null)
            {
                uses.GiveAway();
            }
            else
            {
                uses.Add(new HandOver(Here, evaluated.IsEverything ? evaluated : KeySet.Of(evaluated.Keys.Select(key => ParameterGiven(target, key)).OfType<ValueKey>())));
            }
        }

        static ValueKey? ParameterGiven(DelegateTarget target, ValueKey key)
            => key is not GivenKey { Position: var position } ? key
                : position < target.Method.Parameters.Length ? new SymbolKey(target.Method.Parameters[position]) : null;
    }

    /// <summary>What the lambdas and local functions do that get away in what the body gives back, in a member, or as an argument. To be asked once the flow is finished.</summary>
    public ImmutableDictionary<DelegateTarget, KeptFunction> FunctionsKept()
    {
        var kept = new Queue<DelegateTarget>(_context.Record.Bindings.SelectMany(binding => binding.Parts.Targets).Concat(DelegateTarget.InOrder(Returned.Delegates)));
        var functions = ImmutableDictionary.CreateBuilder<DelegateTarget, KeptFunction>();
        try
        {
            while (kept.Count > 0)
            {
                var target = kept.Dequeue();
                if (!functions.ContainsKey(target) && _context.Lambdas.TryGetValue(target, out var creation) && creation.Ran is { } ran)
                {
                    var gives = target.Method.ReturnType.TypeKind == TypeKind.Delegate ? ran.PartsOf(ran.Returned) : null;
                    functions.Add(target, new KeptFunction(MethodSummary.Of(target.Method, ran).OfDelegate(), gives));
                    foreach (var given in gives?.Targets ?? [])
                    {
                        kept.Enqueue(given);
                    }
                }
            }
        }
        catch (RoutingBudgetException)
        {
            // Of the rest nothing is known.
        }

        return functions.ToImmutable();
    }

    /// <summary>A delegate from elsewhere, of which it is known what it does: what that evaluates, and what the result says of decisions.</summary>
    private AbstractValue WithKnown(AbstractValue result, IOperation operation, AbstractValue @delegate, DelegateParts parts, List<Argument> arguments)
    {
        if (_context.LookUpDelegates().Of(parts, _context.Session) is not { IsEmpty: false } known)
        {
            return result;
        }

        // Whose lambda it is can be told where there is only one place that it comes from.
        var owner = parts.Origins.Count == 1 && @delegate.Key is MemberKey { Owner: var holder } ? AbstractValue.Of(holder) : AbstractValue.Unknown;
        var said = new SummaryApplication(this, operation, known[0].Method, owner, arguments, @delegate).Apply([.. known.Select(function => (function.Method, function.Summary))]);
        return result with { DecidedAbout = said.DecidedAbout, DecidedBy = said.DecidedBy, Evaluated = said.Evaluated, IsPending = said.IsPending, Awaited = said.Awaited };
    }

    /// <summary>The base library runs a delegate from elsewhere, of which it is known what it does, on what a call works on: once, often or never.</summary>
    /// <param name="isAsked">It gives back a decision about what it is given.</param>
    private AbstractValue RunKnown(Argument argument, AbstractValue contents, out bool isAsked)
    {
        isAsked = false;
        var parts = PartsOf(argument.Value);
        if (argument.Parameter?.Type is not INamedTypeSymbol { DelegateInvokeMethod: { } invoke } || _context.LookUpDelegates().Of(parts, _context.Session).IsEmpty)
        {
            return AbstractValue.Unknown;
        }

        var given = invoke.Parameters.Select((parameter, i) => new Argument(parameter, contents with { Key = Fresh(argument.Operation, 16 + i), Parts = ImmutableDictionary<Source, ValueKey>.Empty }, argument.Operation)).ToList();
        var said = WithoutRunning(argument, parts, given);
        isAsked = given.Exists(value => said.DecidedAbout.Contains(value.Value.Key!) && said.Evaluated.Anyway.Contains(value.Value.Key!));
        return said;
    }

    /// <summary>What a delegate from elsewhere says of decisions, wherever it runs.</summary>
    private AbstractValue WithoutRunning(Argument argument, DelegateParts parts, List<Argument> given)
    {
        var (before, wasRecording) = (_state, _recording);
        _recording = false;
        var said = WithKnown(AbstractValue.Unknown, argument.Operation, argument.Value, parts, given);
        (_state, _recording, _dead) = (before, wasRecording, false);
        return said;
    }

    /// <summary>By parameter that only gets called: what has been evaluated and matters at every call. To be asked once the flow is finished.</summary>
    /// <param name="stored">What the method leaves in objects that came in.</param>
    public ImmutableDictionary<int, KeySet> CallbacksOf(IMethodSymbol method, ImmutableArray<StoredValue> stored)
    {
        var callbacks = ImmutableDictionary.CreateBuilder<int, KeySet>();
        foreach (var parameter in method.Parameters)
        {
            if (parameter is { RefKind: RefKind.None, Type: var type } && (type.TypeKind == TypeKind.Delegate || KnownTypes.IsOfDelegates(type)) && !stored.Any(pair => SymbolEqualityComparer.Default.Equals(AsDelegate(pair.From), parameter)) && EvaluatedAtCalls(parameter) is { } evaluated)
            {
                callbacks.Add(parameter.Ordinal, evaluated);
            }
        }

        return callbacks.ToImmutable();
    }

    private KeySet? EvaluatedAtCalls(IParameterSymbol parameter)
    {
        try
        {
            return EvaluatedAtCalls(parameter, new RoutingBudget(_context.CancellationToken));
        }
        catch (RoutingBudgetException)
        {
            // Too much to ask for; then nothing is known of where it is called.
            return null;
        }
    }

    private KeySet? EvaluatedAtCalls(IParameterSymbol parameter, RoutingBudget budget)
    {
        var record = _context.Record;
        if (record.Arrivals.Any(arrival => arrival.Place is not (ComparisonPlace or ParameterPlace { Kind: IncomingKind.Parameter, Path.Length: 0 }) && SymbolEqualityComparer.Default.Equals(AsDelegate(arrival.Source), parameter)))
        {
            // It gets away.
            return null;
        }

        var evaluated = KeySet.Everything;
        foreach (var call in record.DelegateCalls.Where(call => SymbolEqualityComparer.Default.Equals(call.Delegate, parameter)))
        {
            if (call.Evaluated is not { } inside)
            {
                return null;
            }

            evaluated = evaluated.Intersect(inside.IsEverything ? inside : inside.Union(EvaluatedAt(call, budget)));
        }

        return evaluated;
    }

    /// <summary>What is evaluated where a delegate is called: what callers may know, and what the delegate is called with.</summary>
    private KeySet EvaluatedAt(DelegateCall call, RoutingBudget budget)
    {
        var evaluated = CandidatesAt(call.Point, budget).Where(IsEvaluated).ToList();
        for (var i = 0; i < call.Given.Count; i++)
        {
            if (call.Given[i] is { } given && IsEvaluated(given))
            {
                evaluated.Add(new GivenKey(i));
            }
        }

        return KeySet.Of(evaluated.Concat(TestedAt(call.Point)));

        bool IsEvaluated(ValueKey key) => EvaluationQuery.Before(call.Point, [key], budget) == EvaluationQuery.Answer.Yes;
    }

    /// <summary>The values that callers know and that something in the body, around the point and in what encloses it, is known of.</summary>
    private static IEnumerable<ValueKey> CandidatesAt(FlowPoint point, RoutingBudget budget)
    {
        var candidates = new HashSet<ValueKey> { AnyKey.Instance };
        for (FlowPoint? at = point; at is { Flow: var flow }; at = flow.Entry?.Point)
        {
            budget.Spend(flow.Blocks.Count);
            candidates.UnionWith(flow.Blocks.SelectMany(block => block.Events)
                .Where(e => e.Kind is FlowEventKind.Completed or FlowEventKind.Guarded or FlowEventKind.HandedOn)
                .Select(e => e.Key is StoredKey stored ? stored.About : e.Key)
                .Concat(flow.Entry?.Uses?.HandOvers.SelectMany(handOver => handOver.Evaluated.Keys) ?? [])
                .Where(IsKnownToCallers));
        }

        return candidates;
    }

    /// <summary>What came in and is looked at by the tests on whose outcome it depends whether a point is reached. What it says, the callers may know.</summary>
    private IEnumerable<ValueKey> TestedAt(FlowPoint point)
    {
        if (_context.Owner is not IMethodSymbol method)
        {
            yield break;
        }

        for (FlowPoint? at = point; at is { Flow: var flow, Block: var block }; at = flow.Entry?.Point)
        {
            foreach (var test in flow.Dependence.TestsOf(block))
            {
                if (test < flow.Graph.Blocks.Length && flow.Graph.Blocks[test].BranchValue is { } condition)
                {
                    foreach (var part in _context.Analysis.ComputedMembers.PartsIn(condition, method, _context.CancellationToken))
                    {
                        if (IncomingSource.KeyOf(part) is { } key)
                        {
                            yield return new TestedKey(key);
                        }
                    }
                }
            }
        }
    }

    private static bool IsKnownToCallers(ValueKey key) => key switch
    {
        CodeKey => true,
        SymbolKey { Symbol: INamedTypeSymbol or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: not (MethodKind.AnonymousFunction or MethodKind.LocalFunction) } } } => true,
        MemberKey member => IsKnownToCallers(member.Owner),
        _ => false,
    };
}
