using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <content>Calls of delegates, and handlers of events.</content>
internal sealed partial class FlowAnalysis
{
    private AbstractValue InvokeDelegate(IOperation operation, AbstractValue @delegate, List<Argument> arguments)
    {
        var parts = PartsOf(@delegate);
        if (parts is { Targets: [{ Method: var only }], Origins.Count: 0, HasUnknown: false } && _context.Symbols.IsEvaluatorCall(only, operation.Syntax.SyntaxTree))
        {
            return CallEvaluator(operation, only, AbstractValue.Unknown, arguments.ConvertAll(argument => argument with { Parameter = argument.Parameter is { } parameter ? only.Parameters[parameter.Ordinal] : null }));
        }

        arguments = ChosenFor(@delegate, arguments);
        var alternatives = new List<Func<AbstractValue>>();
        if (parts.Targets.Count == 0 || parts.Origins.Count > 0 || parts.HasUnknown)
        {
            alternatives.Add(() => InvokeIncoming(operation, @delegate, parts, arguments));
        }

        var values = arguments.ConvertAll(argument => argument.Value);
        var done = new List<(DelegateTarget Target, AbstractValue Value, IReadOnlyCollection<ValueKey> Guarded)>();
        foreach (var target in parts.Targets)
        {
            alternatives.Add(() =>
            {
                var first = _blocks[_block].Events.Count;
                var value = CallTarget(target, operation, arguments, values, @delegate);
                done.Add((target, value, _blocks[_block].Events.Skip(first).Where(e => e.Kind == FlowEventKind.Guarded).Select(e => e.Key).Distinct().ToList()));
                return value;
            });
        }

        return AskedByEach(OneOf(operation, alternatives), operation, @delegate, done);
    }

    /// <summary>One of several things happens: what all of them do is certain.</summary>
    private AbstractValue OneOf(IOperation operation, List<Func<AbstractValue>> alternatives)
    {
        if (alternatives.Count == 1)
        {
            return alternatives[0]();
        }

        var events = _blocks[_block].Events;
        var start = _state;
        AbstractValue? result = null;
        Dictionary<(FlowEventKind, ValueKey, SyntaxNode?), FlowEvent>? certain = null;
        List<FlowState> after = [];
        foreach (var alternative in alternatives)
        {
            var first = events.Count;
            _state = start;
            var value = alternative();
            var happened = TakeCertainties(first);
            if (_dead)
            {
                _dead = false;
                continue;
            }

            result = result is null ? value : result.MergedWith(value, () => Fresh(operation));
            after.Add(_state);
            certain = happened.GroupBy(e => (e.Kind, e.Key, e.Call)).Where(same => certain is null || certain.ContainsKey(same.Key))
                .ToDictionary(same => same.Key, same => same.Aggregate(certain is null ? same.First() : certain[same.Key], (all, e) => all with { ChosenBy = all.ChosenBy is { } calls && e.ChosenBy is { } more ? calls.Union(more) : null }));
        }

        if (result is null)
        {
            _dead = true;
            return AbstractValue.Unknown;
        }

        _state = FlowState.Merge(after, _context.Body, _block, ConditionOf);
        foreach (var e in certain?.Values.OrderBy(e => e.Position) ?? Enumerable.Empty<FlowEvent>())
        {
            Happens(e.Kind, e.Key, e.Call, e.ChosenBy);
        }

        return result;
    }

    /// <summary>Takes back what was written down in this block as certain: it need not have happened.</summary>
    private List<FlowEvent> TakeCertainties(int first)
    {
        var events = _blocks[_block].Events;
        var happened = events.GetRange(first, events.Count - first);
        events.RemoveRange(first, events.Count - first);
        events.AddRange(happened.Where(e => !IsCertainty(e)));
        return happened.FindAll(IsCertainty);

        static bool IsCertainty(FlowEvent e) => e.Kind is FlowEventKind.Completed or FlowEventKind.Guarded or FlowEventKind.HandedOn;
    }

    /// <summary><c>(denied ? hold : bill)(code)</c>: "an argument of the same call is computed from the decision", or the receiver, or which method it is.</summary>
    private List<Argument> ChosenFor(AbstractValue @delegate, List<Argument> arguments)
        => !@delegate.IsDecision || @delegate.IsPending ? arguments : arguments.ConvertAll(argument => argument with { Value = CopiedFor(argument.Value, argument.Operation.Syntax, DecidedArguments.Of(@delegate)) });

    private AbstractValue InvokeIncoming(IOperation operation, AbstractValue @delegate, DelegateParts parts, List<Argument> arguments)
    {
        HandToIncoming(@delegate, parts, arguments);
        MayMove(operation, @delegate, arguments, isOutside: true);
        FinishCall(operation, arguments);
        LeaveByIncoming(@delegate, arguments);
        ForgetWrittenByFunctions();
        ForgetAnswersGiven(AbstractValue.Unknown, arguments);
        arguments.ForEach(argument => NoteHandlers(argument.Value));
        RunHandlers(operation);
        _state = _state with { Unread = _state.Unread.Clear() };
        var result = ResultOfIncoming(operation, @delegate);
        if (operation.Type?.TypeKind == TypeKind.Delegate && !parts.HasUnknown)
        {
            GivesDelegate(result, [.. parts.Origins.Select(origin => (IncomingSource)origin.Of(Member.Result))]);
        }

        return AskedByRow(WithKnown(result, operation, @delegate, parts, arguments), operation, @delegate, parts, arguments);
    }

    /// <summary>A delegate that came in from this compilation: what it can be is looked up where the verdict is made.</summary>
    private void HandToIncoming(AbstractValue @delegate, DelegateParts parts, List<Argument> arguments)
    {
        // `(denied ? hold : bill)()`: which one it is, the decision said.
        NoteDelegateCall(@delegate, arguments.ConvertAll(argument => argument.Value.Key), KeySet.Of(@delegate.DecidedAbout.Where(key => @delegate.Evaluated.Anyway.Contains(key) && IsKnownToCallers(key))));
        for (var i = 0; i < arguments.Count; i++)
        {
            var isSender = IsSender(arguments[i]);
            if (isSender && (parts.HasUnknown || parts.IsNothing))
            {
                continue;
            }

            var position = i;
            Arrive(
                arguments[i].Value,
                arguments[i].Operation,
                path => parts.HasUnknown || parts.IsNothing ? new EscapePlace("is passed to a delegate that can be anything") : new DelegatePlace(parts.Origins, position, path) { IsSender = isSender },
                DecidedByOthers(@delegate, arguments, i));
        }
    }

    /// <summary>
    /// <c>Changed?.Invoke(this, EventArgs.Empty)</c>: an object tells its listeners that it is the one that changed. What they read of it they read by the names
    /// of its members, and where others can read one, what is stored there is theirs already.
    /// </summary>
    private static bool IsSender(Argument argument)
        => argument.Parameter is { Ordinal: 0, Type.SpecialType: SpecialType.System_Object, ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.DelegateInvoke, ReturnsVoid: true, Parameters: [_, var data] } invoke }
            && (invoke.ContainingType is { Name: "EventHandler", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } || KnownTypes.IsEventData(data.Type))
            && !argument.Value.Objects.IsEmpty && argument.Value.Objects.All(o => IsInstance(o, argument.Value));

    /// <summary>What such a delegate leaves in <c>ref</c> and <c>out</c> arguments.</summary>
    private void LeaveByIncoming(AbstractValue @delegate, List<Argument> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Out or RefKind.Ref } parameter && KnownTypes.CanHoldCode(parameter.Type))
            {
                var left = AbstractValue.Of(new OperationKey(argument.Operation.Syntax, argument.Operation.Kind, 1));
                Assign(argument.Operation, left with { Sources = @delegate.Sources.Select(source => source.Of(Member.Left(parameter.Ordinal))).ToImmutableHashSet() });
            }
            else if (argument.Parameter is { RefKind: RefKind.None } given && KnownTypes.IsOwnClass(given.Type) && !@delegate.Sources.IsEmpty)
            {
                // `configure(draft)`: by the object's own name, so that what is asked about its members is asked about this.
                var member = Member.Left(given.Ordinal);
                WriteMember(argument.Value, member, new AbstractValue { Key = argument.Value.Key, Sources = @delegate.Sources.Select(source => source.Of(member)).ToImmutableHashSet() }, argument.Operation, weak: true);
            }
        }
    }

    private AbstractValue ResultOfIncoming(IOperation operation, AbstractValue @delegate)
    {
        var result = AbstractValue.Of(Fresh(operation));
        return operation.Type is { } type && KnownTypes.CanHoldCode(type) ? result with { Sources = @delegate.Sources.Select(source => source.Of(Member.Result)).ToImmutableHashSet() } : result;
    }

    private AbstractValue CallTarget(DelegateTarget target, IOperation operation, List<Argument> arguments, List<AbstractValue> values, AbstractValue @delegate)
    {
        _pickedBy = @delegate is { IsDecision: true, IsPending: false } ? DecidedArguments.Of(@delegate) : null;
        var result = target.Lambda is not null || target.Method.MethodKind == MethodKind.LocalFunction
            ? RunNested(target, values, operation)
            : CallMethod(target, operation, ReceiverOf(@delegate), arguments);
        _pickedBy = null;
        return result;
    }

    private AbstractValue Subscribe(IEventAssignmentOperation subscription)
    {
        var handler = Evaluate(subscription.HandlerValue);
        if (subscription.Adds)
        {
            NoteHandlers(handler);
        }

        if (subscription.EventReference is IEventReferenceOperation { Event: var e } reference)
        {
            if ((subscription.Adds ? e.AddMethod : e.RemoveMethod) is { } accessor && _context.Analysis.Bodies.HasBody(accessor))
            {
                return Call(subscription, accessor, Evaluate(reference.Instance), [new Argument(accessor.Parameters[0], handler, subscription.HandlerValue)]);
            }

            if (subscription.Adds && _context.Analysis.Access.IsClosed(e))
            {
                Bind(new IncomingSource(IncomingKind.Field, e.OriginalDefinition, MemberPath.Empty), handler);
                Arrive(handler, subscription, path => new FieldPlace(e, path));
                return AbstractValue.Unknown;
            }
        }

        if (subscription.Adds && subscription.EventReference is IEventReferenceOperation { Instance: { } collection, Event.Type: INamedTypeSymbol { DelegateInvokeMethod: { } handled } } && KnownTypes.IsCollection(collection.Type))
        {
            ShowToHandlers(Evaluate(collection), PartsOf(handler), handled, subscription);
        }

        Escape(handler, subscription, "is handed to an event");
        return AbstractValue.Unknown;
    }

    /// <summary>The handlers of a collection's event get it as the sender, and in collections of the event's own (<c>e.NewItems</c>) what is put into it, or taken out.</summary>
    private void ShowToHandlers(AbstractValue collection, DelegateParts handlers, IMethodSymbol handled, IOperation subscription)
    {
        foreach (var parameter in handled.Parameters)
        {
            if (parameter.Type.SpecialType == SpecialType.System_Object)
            {
                Arrive(collection, subscription, path => new HandlerPlace(handlers, parameter.Ordinal, path));
            }

            foreach (var items in parameter.Type.GetMembers().OfType<IPropertySymbol>().Where(property => KnownTypes.IsCollection(property.Type)))
            {
                Arrive(collection, subscription, path => new HandlerPlace(handlers, parameter.Ordinal, path.Prepend(Member.Of(items))));
            }
        }
    }
}
