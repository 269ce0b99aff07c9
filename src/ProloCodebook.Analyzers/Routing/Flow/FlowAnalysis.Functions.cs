using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <summary>Where a lambda was made, and what became of it.</summary>
internal sealed class LambdaCreation
{
    public required DelegateTarget Target { get; init; }

    public required ControlFlowGraph Graph { get; init; }

    public FlowState State { get; set; } = FlowState.Start;

    public FlowPoint Point { get; set; }

    public bool IsInvoked { get; set; }

    /// <summary>Somebody else may call it, so it starts with what held where it was made.</summary>
    public bool IsEscaped { get; set; }

    /// <summary>Where it got away to, in the order of the flow: what it gives back, or leaves in its parameters, is found there.</summary>
    public List<Func<MemberPath, Place>> ResultPlaces { get; } = [];

    /// <summary>Its flow, once it has run for those others.</summary>
    public FlowAnalysis? Ran { get; set; }
}

/// <content>Lambdas and local functions: run where they are invoked, or from where they were made.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary>Of the function that was run last by somebody else: what has certainly happened to what it was given, where that may be one of several.</summary>
    private IReadOnlyList<FlowEvent> _happenedInside = [];

    private AbstractValue Lambda(IFlowAnonymousFunctionOperation lambda)
    {
        var target = new DelegateTarget(lambda.Syntax, lambda.Symbol);
        Note(target, () => _graph.GetAnonymousFunctionControlFlowGraph(lambda, _context.CancellationToken));
        return new AbstractValue { Key = Fresh(lambda), Delegates = ImmutableHashSet.Create(target) };
    }

    private AbstractValue MethodGroup(IMethodReferenceOperation reference)
    {
        var instance = Evaluate(reference.Instance ?? ExtendedBy(reference));
        if (reference.Method.MethodKind == MethodKind.DelegateInvoke)
        {
            // `new Biller(bill.Invoke)` calls what `bill` calls.
            return instance;
        }

        var method = (reference.Method.ReducedFrom ?? reference.Method).OriginalDefinition;
        var target = new DelegateTarget(null, method);
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            if (LocalFunctionGraph(method) is { } graph)
            {
                Note(target, () => graph);
            }
        }
        else if (_recording)
        {
            foreach (var called in _context.Analysis.Bodies.TargetsOf(method).Append(method).Distinct<IMethodSymbol>(SymbolEqualityComparer.Default))
            {
                _context.Record.MethodGroups.Add(new CallVisit(called, Here, ImmutableDictionary<int, ValueKey?>.Empty, _context.Record.UsesOf(target)));
            }

            _position++;

            // Whoever has the delegate has what it is called on.
            foreach (var body in _context.Analysis.Bodies.BodiesOf(method))
            {
                Arrive(instance, reference, path => method.IsStatic
                    ? new ParameterPlace(body, IncomingKind.Parameter, body.Parameters[0].OriginalDefinition, path)
                    : new ParameterPlace(body, IncomingKind.This, body.ContainingType.OriginalDefinition, path));
            }
        }

        var key = Fresh(reference);
        if (!instance.Objects.IsEmpty || !instance.Sources.IsEmpty)
        {
            // `codes.RemoveAll(denied.Contains)`, `lines.Select(segment.For)`.
            _state = _state.Set(key, Member.Receiver, instance);
        }

        var made = new AbstractValue { Key = key, Delegates = ImmutableHashSet.Create(target) };
        return KnownTypes.CanHoldCode(reference.Method.ReturnType) && Reach(instance).Any() ? Giving(made, key, ResultOn(instance, target, reference)) : made;
    }

    /// <summary>Of an extension method: what it is made on. The control-flow graph leaves that out.</summary>
    private IOperation? ExtendedBy(IMethodReferenceOperation reference)
        => !reference.Method.IsExtensionMethod ? null
            : _context.Analysis.Bodies.ModelOf(reference.Syntax.SyntaxTree).GetOperation(reference.Syntax, _context.CancellationToken) switch
            {
                IMethodReferenceOperation { Instance: { } instance } => instance,
                IDelegateCreationOperation { Target: IMethodReferenceOperation { Instance: { } instance } } => instance,
                _ => null,
            };

    /// <summary>What the method of a delegate gives, whoever calls it.</summary>
    private AbstractValue ResultOn(AbstractValue instance, DelegateTarget target, IOperation operation)
    {
        var (state, recording, isDead) = (_state, _recording, _dead);
        _recording = false;
        var result = CallMethod(target, operation, instance, []);
        (_state, _recording, _dead) = (state, recording, isDead);
        return result;
    }

    /// <summary>Who gets such a delegate gets what it gives.</summary>
    private AbstractValue Giving(AbstractValue @delegate, ValueKey key, AbstractValue result)
    {
        if (result.Sources.IsEmpty)
        {
            return @delegate;
        }

        _state = _state.Set(key, Member.Result, new AbstractValue { Sources = result.Sources });
        return @delegate with { Objects = ImmutableHashSet.Create(key) };
    }

    /// <summary>What the method is called on that a delegate was made of.</summary>
    private AbstractValue? ReceiverOf(AbstractValue @delegate) => @delegate.Delegates.Count == 1 && @delegate.Key is { } key && _state.Heap.TryGetValue((key, Member.Receiver), out var receiver) ? receiver : null;

    /// <summary>Calls the method that a delegate was made of.</summary>
    private AbstractValue CallMethod(DelegateTarget target, IOperation operation, AbstractValue? receiver, IEnumerable<Argument> arguments)
    {
        var parameters = target.Method.Parameters;
        var isExtension = receiver is not null && target.Method.IsExtensionMethod;
        var given = isExtension ? arguments.Prepend(new Argument(null, receiver!, operation)) : arguments;
        return Call(operation, target.Method, isExtension ? AbstractValue.Unknown : receiver ?? AbstractValue.Unknown, given.Select((argument, i) => argument with { Parameter = i < parameters.Length ? parameters[i] : null }).ToList());
    }

    /// <summary>A delegate goes where it can be called from later, on whatever it is given there.</summary>
    private void Bind(IncomingSource into, AbstractValue value)
    {
        if (_recording)
        {
            _context.Record.Bindings.Add(new DelegateBinding(into, PartsOf(value)));
        }
    }

    /// <summary>All that a delegate may be.</summary>
    public DelegateParts PartsOf(AbstractValue @delegate)
    {
        // A closed field is known as such, whoever's it is.
        var origins = @delegate.Sources.Select(Source.Origin).OfType<IncomingSource>()
            .Where(source => source.Path.LastNamed is not { } symbol || !_context.Analysis.Access.IsClosed(symbol))
            .Concat(@delegate.Objects.SelectMany(o => _context.DelegatesGiven.TryGetValue(o, out var given) ? given : []))
            .Distinct().ToList();
        var hasUnknown = @delegate.Objects.Any(o => !IsFrom(o)) || (origins.Count == 0 && @delegate.Delegates.IsEmpty && @delegate.Key is not ConstantKey { Value: null });
        return new DelegateParts(DelegateTarget.InOrder(@delegate.Delegates).ToList(), IncomingSource.InOrder(origins).ToList(), hasUnknown);

        bool IsFrom(ValueKey key) => key switch
        {
            MemberKey { Member: var member } => origins.Exists(origin => (origin.Last ?? Member.Of(origin.Symbol)).Equals(member)),
            SymbolKey { Symbol: var symbol } => origins.Exists(origin => origin.Path.Length == 0 && SymbolEqualityComparer.Default.Equals(origin.Symbol, symbol)),
            _ => _context.DelegatesGiven.ContainsKey(key),
        };
    }

    /// <summary>A call gives back a delegate: what it may be, those that gave it say.</summary>
    private AbstractValue GivesDelegate(AbstractValue result, IReadOnlyList<IncomingSource> givers)
    {
        if (result.Key is OperationKey key && givers.Count > 0)
        {
            _context.DelegatesGiven[key] = givers;
        }

        return result;
    }

    private void NoteBinding(AbstractValue owner, Member member, AbstractValue value)
    {
        if (member.Symbol is { } symbol && (member.Type is not { } type || type.TypeKind == TypeKind.Delegate || KnownLibrary.IsLazy(type) || symbol is IParameterSymbol) && (!value.Delegates.IsEmpty || !value.Sources.IsEmpty || (member.Type is { } held && (held.TypeKind == TypeKind.Delegate || KnownLibrary.IsLazy(held)) && value.Key is not ConstantKey)))
        {
            Bind(new IncomingSource(IncomingKind.Field, symbol.OriginalDefinition, MemberPath.Empty), value);
        }
    }

    private void Note(DelegateTarget target, Func<ControlFlowGraph> graph)
    {
        if (!_context.Lambdas.TryGetValue(target, out var creation))
        {
            creation = new LambdaCreation { Target = target, Graph = graph() };
            _context.Lambdas.Add(target, creation);
        }

        creation.State = _state;
        creation.Point = Here;
        if (_recording)
        {
            _created.Add(creation);
            _position++;
        }
    }

    private ControlFlowGraph? LocalFunctionGraph(IMethodSymbol function)
    {
        if (_context.Lambdas.TryGetValue(new DelegateTarget(null, function), out var known))
        {
            return known.Graph;
        }

        for (var graph = _graph; graph is not null; graph = graph.Parent)
        {
            if (graph.LocalFunctions.Contains(function, SymbolEqualityComparer.Default))
            {
                return graph.GetLocalFunctionControlFlowGraph(graph.LocalFunctions.First(f => SymbolEqualityComparer.Default.Equals(f, function)), _context.CancellationToken);
            }
        }

        return null;
    }

    /// <summary>Runs a lambda or local function here and now, with what holds here.</summary>
    /// <param name="uses">Where a method runs it that got it: what becomes of it.</param>
    private AbstractValue RunNested(DelegateTarget target, IReadOnlyList<AbstractValue> arguments, IOperation operation, bool isCertain = true, DelegateUses? uses = null)
    {
        if (target.Lambda is null && target.Method.MethodKind != MethodKind.LocalFunction)
        {
            return AbstractValue.Of(Fresh(operation));
        }

        ControlFlowGraph? graph;
        if (_context.Lambdas.TryGetValue(target, out var creation))
        {
            creation.IsInvoked = true;
            graph = creation.Graph;
        }
        else
        {
            graph = LocalFunctionGraph(target.Method);
            if (graph is not null)
            {
                _context.Lambdas[target] = new LambdaCreation { Target = target, Graph = graph, IsInvoked = true, State = _state, Point = Here };
            }
        }

        if (graph is null || !_context.Enter(target))
        {
            // A call of itself: nothing certain comes of it, and what it gives back may be anything it was given.
            return arguments.Aggregate(AbstractValue.Unknown, (all, argument) => all.CombinedWith(argument)).Derived(Fresh(operation));
        }

        try
        {
            return Run(target, graph, arguments, operation, isCertain, uses);
        }
        finally
        {
            _context.Leave(target);
        }
    }

    private AbstractValue Run(DelegateTarget target, ControlFlowGraph graph, IReadOnlyList<AbstractValue> arguments, IOperation operation, bool isCertain, DelegateUses? uses)
    {
        var parameters = target.Method.Parameters;
        var start = _state with { Locations = _state.Locations.Remove(ReturnSlot) };
        for (var i = 0; i < parameters.Length && i < arguments.Count; i++)
        {
            var isLeftOut = operation is IInvocationOperation { Arguments: var given } && i < given.Length && given[i].ArgumentKind == ArgumentKind.DefaultValue;
            start = start.Set(parameters[i], (isLeftOut ? DefaultOf(parameters[i]) : null) ?? arguments[i]);
        }

        FlowPoint? made = target.Lambda is not null && _context.Lambdas.TryGetValue(target, out var creation) && creation.Point.Flow is not null ? creation.Point : null;
        var inner = new FlowAnalysis(_context, graph, target.Method, new FlowEntry(Here, made, uses, _pickedBy));
        _pickedBy = null;
        if (_recording)
        {
            _position++;
        }

        inner.Run(start, _recording);
        if (inner.Exit is not { } exit)
        {
            _dead = true;
            return AbstractValue.Unknown;
        }

        var returned = inner.Returned;
        var isAsync = target.Method.IsAsync;
        var outer = _state;
        _state = exit with
        {
            Locations = outer.Locations.TryGetValue(ReturnSlot, out var mine) ? exit.Locations.SetItem(ReturnSlot, mine) : exit.Locations.Remove(ReturnSlot),
            Completed = isAsync || KnownTypes.IsIterator(target.Method) ? outer.Completed : exit.Completed,
        };
        foreach (var (parameter, left) in inner.LeftInParameters(exit))
        {
            if (!isCertain)
            {
                // Whoever runs it gets what it leaves like what it gives back.
                returned = returned.CombinedWith(left);
            }
            else if (operation is IInvocationOperation { Arguments: var passed } && parameter.Ordinal < passed.Length)
            {
                Assign(passed[parameter.Ordinal].Value, left);
            }
        }

        if (_recording)
        {
            // What it puts somewhere else is there for those around it, too.
            foreach (var place in inner._forgotten.Value.Where(key => key is MemberKey or StoredKey))
            {
                Happens(FlowEventKind.Forgotten, place);
            }
        }

        if (_recording && !isAsync && !isCertain)
        {
            // What it is given may be one of several; then what is known at its end is known of each.
            _happenedInside = inner.CompletedKeys().Where(key => MemberKey.TurnsIn(key) is not null).ToList() is { Count: > 0 } turns
                ? [.. inner._blocks.SelectMany(block => block.Events).Where(e => e.Kind == FlowEventKind.Completed && turns.Contains(e.Key)), .. turns.Where(key => EvaluationQuery.IsGuardedAtExit(inner, key, _context.Budget)).Select(key => new FlowEvent(0, FlowEventKind.Guarded, key))]
                : [];
        }

        var awaited = returned.Awaited;
        if (_recording && isCertain && !(isAsync && target.Method.ReturnsVoid))
        {
            var completed = inner.CompletedKeys().ToList();
            var guarded = completed.Union(inner.TestedKeys()).Union(inner.NamesOfAll().Where(exit.Completed.Contains)).Where(key => EvaluationQuery.IsGuardedAtExit(inner, key, _context.Budget)).ToList();
            if (isAsync)
            {
                awaited = KeySet.Of(guarded.Concat(completed.Select(key => new FinishedKey(key))));
            }
            else
            {
                foreach (var key in completed)
                {
                    Happens(FlowEventKind.Completed, key, operation.Syntax);
                }

                foreach (var key in guarded)
                {
                    Happens(FlowEventKind.Guarded, key, chosenBy: inner.TestedCalls(key));
                }

                foreach (var (key, call) in EvaluationQuery.HandedOnInAll(inner, _context.Budget))
                {
                    // A decision that it made itself is one of this call's.
                    Happens(FlowEventKind.HandedOn, key, call is not null && inner.Completions.Contains(call) ? operation.Syntax : call);
                }
            }
        }

        return returned with { IsPending = returned.IsPending || (isAsync && (returned.IsDecision || !awaited.IsEmpty)), Awaited = awaited, Key = returned.Key ?? Fresh(operation) };
    }

    /// <summary>Runs a lambda that somebody else may run, once, often or never: nothing certain comes of it.</summary>
    private AbstractValue RunUncertain(DelegateTarget target, IReadOnlyList<AbstractValue> arguments, IOperation operation) => RunUncertain(target, arguments, operation, out _);

    /// <param name="completed">What is certainly evaluated whenever it runs.</param>
    /// <param name="uses">Where a method runs it that got it: what becomes of it.</param>
    private AbstractValue RunUncertain(DelegateTarget target, IReadOnlyList<AbstractValue> arguments, IOperation operation, out KeySet completed, DelegateUses? uses = null, AbstractValue? receiver = null)
    {
        _happenedInside = [];
        var before = _state;
        AbstractValue result;
        if (target.Lambda is null && target.Method.MethodKind != MethodKind.LocalFunction)
        {
            var outer = _calledBy;
            var first = _blocks[_block].Events.Count;
            _calledBy = uses;
            result = CallMethod(target, operation, receiver, arguments.Select(value => new Argument(null, value, operation)));
            _calledBy = outer;
            _happenedInside = TakeCertainties(first);
        }
        else
        {
            result = RunNested(target, arguments, operation, isCertain: false, uses);
        }

        completed = _state.Completed;
        _dead = false;
        _state = FlowState.Merge([before, _state], _context.Body, _block, ConditionOf) with { Completed = before.Completed.Where(_state.Completed.Contains) };

        // That it has run cannot be relied on, but a task that is awaited has.
        return result;
    }

    /// <summary>Runs a lambda that a method may call, for what it leaves in the variables around it. What happens in it is written down elsewhere.</summary>
    /// <param name="isCertain">The method calls it wherever it returns.</param>
    private void RunForEffects(DelegateTarget target, IOperation operation, bool isCertain = false)
        => RunForEffects(target, () =>
        {
            var before = _state;
            var given = target.Method.Parameters.Select(GivenByOthers).ToList();
            if (!isCertain)
            {
                RunUncertain(target, given, operation);
                return;
            }

            RunNested(target, given, operation, isCertain: false);
            _state = _state with { Completed = before.Completed.Where(_state.Completed.Contains) };
        });

    /// <summary><c>codes.ForEach(c => denied = Evaluate(c, payer).IsGoverned)</c>: a variable that the next run overwrites says nothing of all elements.</summary>
    private void ForgetOverwrittenByNext(DelegateTarget target, IReadOnlyList<AbstractValue> given, IOperation operation)
    {
        var after = _state;
        foreach (var turns in given.Where(value => value.Key is not null).Select(value => new MemberKey(value.Key!, Member.Turns)))
        {
            var answers = after.Locations.Where(pair => pair.Key is ISymbol && pair.Value.IsAboutTurns(turns)).ToList();
            if (answers.Count == 0 || _context.IsRunningForEffects)
            {
                continue;
            }

            answers.ForEach(pair => _state = _state.Set(pair.Key, pair.Value.BeforeTurn(turns)));
            RunForEffects(target, () => RunNested(target, given, operation, isCertain: false));
            var next = _state;
            _state = after;
            foreach (var pair in answers.Where(pair => next.Locations.TryGetValue(pair.Key, out var value) && !value.KeepsPast(turns)))
            {
                after = _state = after.Set(pair.Key, pair.Value.AfterTurns(turns, ImmutableHashSet<ValueKey>.Empty));
            }
        }
    }

    private void RunForEffects(DelegateTarget target, Action run)
    {
        if (_context.IsRunningForEffects)
        {
            return;
        }

        var (recording, happened, dead) = (_recording, _happenedInside, _dead);
        var wasInvoked = _context.Lambdas.TryGetValue(target, out var creation) && creation.IsInvoked;
        _recording = false;
        _context.IsRunningForEffects = true;
        try
        {
            run();
        }
        finally
        {
            (_recording, _happenedInside, _dead) = (recording, happened, dead);
            _context.IsRunningForEffects = false;
            if (creation is not null)
            {
                creation.IsInvoked = wasInvoked;
            }
        }
    }

    /// <summary>What a parameter holds of a function that somebody else calls.</summary>
    private static AbstractValue GivenByOthers(IParameterSymbol parameter) => AbstractValue.Of(new SymbolKey(parameter)) with { Sources = Incoming(IncomingKind.Parameter, parameter) };

    /// <summary>What is certainly evaluated where the body ends, and is not known to have been before.</summary>
    private IEnumerable<ValueKey> CompletedKeys()
        => _blocks.Where(block => block.IsReached).SelectMany(block => block.Events).Where(e => e.Kind == FlowEventKind.Completed).Select(e => e.Key).Distinct()
            .Where(key => Exit is { } exit && exit.Completed.Contains(key));

    /// <summary>What the tests in the body are about, evaluated in it or before.</summary>
    private IEnumerable<ValueKey> TestedKeys()
        => _blocks.Where(block => block is { IsReached: true, Condition: not null }).SelectMany(block => block.Condition!.DecidedAbout).Distinct()
            .Where(key => Exit is { } exit && exit.Completed.Contains(key));

    /// <summary>The codes that decisions are about which were there before, and which the tests in the body look at.</summary>
    public IEnumerable<ValueKey> StoredKeysTested()
        => _blocks.Where(block => block is { IsReached: true, Condition: { DecidedBy.IsEmpty: true } }).SelectMany(block => block.Condition!.DecidedAbout.OfType<CodeKey>()).Distinct();

    /// <summary>The calls that made the decisions about a value which the tests in the body look at.</summary>
    private ImmutableHashSet<SyntaxNode> TestedCalls(ValueKey key)
        => _blocks.Where(block => block is { IsReached: true, Condition: not null } && block.Condition!.DecidedAbout.Contains(key)).SelectMany(block => block.Condition!.DecidedBy).ToImmutableHashSet();

    /// <summary>The lambdas that nobody ran here: they start with what held where they were made.</summary>
    private void RunLambdas()
    {
        var waiting = _created.Distinct().ToList();
        while (waiting.Count > 0)
        {
            // Those that others may call first, and the last made before the earlier: it may be the one that calls them.
            var next = waiting.FindLastIndex(creation => creation.IsEscaped);
            var creation = waiting[next < 0 ? waiting.Count - 1 : next];
            waiting.Remove(creation);
            if (creation.IsInvoked && !creation.IsEscaped)
            {
                continue;
            }

            if (!_context.Enter(creation.Target))
            {
                continue;
            }

            var start = _context.WithLaterPuts(_context.WithLaterAssignments(creation.State with { Locations = creation.State.Locations.Remove(ReturnSlot) }), creation.Point);
            foreach (var parameter in creation.Target.Method.Parameters)
            {
                start = start.Set(parameter, GivenByOthers(parameter));
            }

            var inner = new FlowAnalysis(_context, creation.Graph, creation.Target.Method, new FlowEntry(creation.Point, Uses: _context.Record.UsesOf(creation.Target)));
            inner.Run(start, record: true);
            creation.Ran = inner;
            foreach (var place in creation.ResultPlaces.ToList())
            {
                inner.ArriveReturned(place);
            }

            _context.Leave(creation.Target);
        }
    }

    /// <summary>A lambda gets away: whoever calls it gets what it returns.</summary>
    private void EscapeDelegate(DelegateTarget target, IOperation operation, MemberPath inside, Func<MemberPath, Place> place)
    {
        // What a method of the compilation does with it, the method's summary tells.
        if (place(inside) is not ParameterPlace { Kind: IncomingKind.Parameter, Path: var path, Parameter: var parameter } || !(path.Length == 0 || (path.Length == 1 && path[0] == Member.Elements && KnownTypes.IsOfDelegates((parameter as IParameterSymbol)?.Type))))
        {
            _context.Record.UsesOf(target).GiveAway();
        }

        if (!_context.Lambdas.TryGetValue(target, out var creation))
        {
            foreach (var body in KnownTypes.CanHoldCode(target.Method.ReturnType) ? _context.Analysis.Bodies.BodiesOf(target.Method) : [])
            {
                // Something of the method's own.
                var given = inside.Append(Member.Result);
                _context.Record.Arrivals.Add(new Arrival(new IncomingSource(IncomingKind.Return, body.OriginalDefinition, MemberPath.Empty), given, place(given), operation.Syntax, Here, null, null, DecidedArguments.None));
            }

            return;
        }

        creation.IsEscaped = true;
        Func<MemberPath, Place> result = of => place(inside.Append(of));
        creation.ResultPlaces.Add(result);
        creation.Ran?.ArriveReturned(result);
    }

    /// <summary>What the function leaves in its <c>ref</c> and <c>out</c> parameters.</summary>
    private IEnumerable<(IParameterSymbol Parameter, AbstractValue Value)> LeftInParameters(FlowState exit)
    {
        foreach (var parameter in _function?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty)
        {
            if (parameter.RefKind is RefKind.Out or RefKind.Ref && exit.Locations.TryGetValue(parameter, out var left))
            {
                yield return (parameter, left);
            }
        }
    }

    /// <summary>What the function puts into the objects it is given, whoever calls it has in those. (Who is not of this compilation gave the object: what it shows, it is asked for here.)</summary>
    private void ArrivePut(FlowState exit, IOperation operation, Func<MemberPath, Place> place)
    {
        foreach (var o in exit.Heap.Objects.ToList())
        {
            if (IncomingSource.At(o) is not { Kind: IncomingKind.Parameter, Symbol: IParameterSymbol { RefKind: RefKind.None } parameter } owner || !SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, _function) || !KnownTypes.IsOwnClass(parameter.Type))
            {
                continue;
            }

            foreach (var pair in exit.Heap.Of(o))
            {
                var inside = MemberPath.Empty.Append(Member.Left(parameter.Ordinal)).Append(owner.Path).Append(pair.Key);
                if (place(inside) is not EscapePlace)
                {
                    Arrive(pair.Value, operation, path => place(inside.Append(path)));
                }
            }
        }
    }

    private void ArriveReturned(Func<MemberPath, Place> place)
    {
        if (_isArriving || Exit is not { } exit || _graph.OriginalOperation is not { } operation)
        {
            return;
        }

        (_isArriving, _recording, _block, _state) = (true, true, _blocks.Length - 1, exit);
        Arrive(Returned, operation, path => place(MemberPath.Empty.Append(Member.Result).Append(path)));
        foreach (var (parameter, left) in LeftInParameters(exit))
        {
            Arrive(left, operation, path => place(MemberPath.Empty.Append(Member.Left(parameter.Ordinal)).Append(path)));
        }

        ArrivePut(exit, operation, place);
        (_isArriving, _recording) = (false, false);
    }
}
