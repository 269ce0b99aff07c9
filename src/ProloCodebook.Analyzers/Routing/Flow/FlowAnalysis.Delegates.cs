using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <content>Calls of delegates, and handlers of events.</content>
internal sealed partial class FlowAnalysis
{
    private AbstractValue InvokeDelegate(IOperation operation, AbstractValue @delegate, List<Argument> arguments)
    {
        if (@delegate.Delegates.Count == 1 && @delegate.Delegates.Single().Method is var only && _context.Symbols.IsEvaluatorCall(only, operation.Syntax.SyntaxTree))
        {
            return CallEvaluator(operation, only, AbstractValue.Unknown, arguments.ConvertAll(argument => argument with { Parameter = argument.Parameter is { } parameter ? only.Parameters[parameter.Ordinal] : null }));
        }

        var values = arguments.ConvertAll(argument => argument.Value);
        if (@delegate.Delegates.IsEmpty)
        {
            HandToIncoming(@delegate, arguments);
            FinishCall(operation, arguments);
            LeaveByIncoming(@delegate, arguments);
            return WithKnown(ResultOfIncoming(operation, @delegate), operation, @delegate, arguments);
        }

        if (!@delegate.Sources.IsEmpty)
        {
            // It may also be one that came in, of which nothing is certain.
            HandToIncoming(@delegate, arguments);
            var before = _state;
            LeaveByIncoming(@delegate, arguments);
            var without = _state;
            _state = before;
            var known = InvokeDelegate(operation, @delegate with { Sources = ImmutableHashSet<Source>.Empty }, arguments);
            _dead = false;
            _state = FlowState.Merge([without, _state], _context.Body, _block, ConditionOf);
            return known.MergedWith(ResultOfIncoming(operation, @delegate), () => Fresh(operation));
        }

        if (@delegate.Delegates.Count == 1)
        {
            return CallTarget(@delegate.Delegates.First(), operation, arguments, values);
        }

        // One of several: what all of them do is certain.
        AbstractValue? result = null;
        var start = _state;
        var after = new List<FlowState>();
        foreach (var target in DelegateTarget.InOrder(@delegate.Delegates))
        {
            _state = start;
            var value = CallTarget(target, operation, arguments, values);
            result = result is null ? value : result.MergedWith(value, () => Fresh(operation));
            after.Add(_state);
        }

        _dead = false;
        _state = FlowState.Merge(after, _context.Body, _block, ConditionOf);
        return result!;
    }

    /// <summary>A delegate that came in from this compilation: what it can be is looked up where the verdict is made.</summary>
    private void HandToIncoming(AbstractValue @delegate, List<Argument> arguments)
    {
        // `(denied ? hold : bill)()`: which one it is, the decision said.
        NoteDelegateCall(@delegate, arguments.ConvertAll(argument => argument.Value.Key), KeySet.Of(@delegate.DecidedAbout.Where(key => @delegate.Evaluated.Anyway.Contains(key) && IsKnownToCallers(key))));
        var origins = DelegateOrigins(@delegate);
        for (var i = 0; i < arguments.Count; i++)
        {
            var position = i;
            Arrive(
                arguments[i].Value,
                arguments[i].Operation,
                path => origins.Count == 0 ? new EscapePlace("is passed to a delegate that can be anything") : new DelegatePlace(origins, position, path),
                DecidedByOthers(@delegate, arguments, i));
        }
    }

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
        }
    }

    private AbstractValue ResultOfIncoming(IOperation operation, AbstractValue @delegate)
    {
        var result = AbstractValue.Of(Fresh(operation));
        return operation.Type is { } type && KnownTypes.CanHoldCode(type) ? result with { Sources = @delegate.Sources.Select(source => source.Of(Member.Result)).ToImmutableHashSet() } : result;
    }

    private AbstractValue CallTarget(DelegateTarget target, IOperation operation, List<Argument> arguments, List<AbstractValue> values)
        => target.Lambda is not null || target.Method.MethodKind == MethodKind.LocalFunction
            ? RunNested(target, values, operation)
            : Call(operation, target.Method, AbstractValue.Unknown, arguments.Select((argument, i) => argument with { Parameter = i < target.Method.Parameters.Length ? target.Method.Parameters[i] : null }).ToList());

    private AbstractValue Subscribe(IEventAssignmentOperation subscription)
    {
        var handler = Evaluate(subscription.HandlerValue);
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

        Escape(handler, subscription, "is handed to an event");
        return AbstractValue.Unknown;
    }
}
