using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <content>What tasks give when they are awaited, and what a body gives back.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary>Awaits something that the compilation itself made awaitable.</summary>
    private AbstractValue? AwaitOwn(IAwaitOperation awaited)
    {
        if (Parameterless(awaited.Operation.Type, "GetAwaiter") is not { } getAwaiter || Parameterless(getAwaiter.ReturnType, "GetResult") is not { } getResult)
        {
            return null;
        }

        var awaiter = Call(awaited, getAwaiter, Evaluate(awaited.Operation), []);
        return Call(awaited, getResult, awaiter, []);
    }

    private IMethodSymbol? Parameterless(ITypeSymbol? type, string name)
        => type?.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(method => method.Parameters.IsEmpty && _context.Analysis.Bodies.HasBody(method));

    private AbstractValue Await(IOperation operation, AbstractValue task)
    {
        if (!task.IsPending)
        {
            return task;
        }

        Complete(task.DecidedAbout.Where(task.Evaluated.Anyway.Contains), task.DecidedBy);
        EndOfTask(operation, task);
        return task with { IsPending = false };
    }

    /// <summary>What a task does has happened by now.</summary>
    private void EndOfTask(IOperation operation, AbstractValue task)
    {
        Complete(task.Awaited.Keys.OfType<FinishedKey>().Select(finished => finished.About), [operation.Syntax]);
        var guarded = task.Awaited.Keys.Where(key => key is not FinishedKey).ToList();
        Complete(guarded, []);
        foreach (var key in guarded)
        {
            Happens(FlowEventKind.Guarded, key);
        }
    }

    private AbstractValue Yield(IReturnOperation operation)
    {
        var value = Evaluate(operation.ReturnedValue);
        if (operation.ReturnedValue is { } returned)
        {
            Return(returned, value, isYielded: true);
        }

        return AbstractValue.Unknown;
    }

    /// <summary>The body gives a value back.</summary>
    /// <param name="isYielded">As one element of what it gives back.</param>
    private void Return(IOperation operation, AbstractValue value, bool isYielded = false)
    {
        if (!value.IsDecision && _context.Symbols.IsDecision(operation.Type))
        {
            // `return default;` where a decision is promised: whoever tests that has asked about nothing.
            value = value with { DecidedAbout = ImmutableHashSet.Create<ValueKey>(ConstantKey.Null) };
        }

        if (!isYielded && !value.IsDecision && operation.Type is { IsReferenceType: true } && IsAskedAbout(value))
        {
            // A code that was asked about, and no "there is none".
            value = CopiedAnew(value) with { Evaluated = value.Evaluated with { WhenNeither = KeySet.Everything } };
        }

        value = Copied(value, operation.Syntax);
        // Visual Basic's Nothing is the default value of a type parameter, too.
        ReturnsDefault |= _recording && (value.Key is OperationKey { Kind: OperationKind.DefaultValue } || (value.Key is ConstantKey { Value: null } && operation.Type is ITypeParameterSymbol { IsReferenceType: false }));
        var first = _blocks[_block].Events.Count;
        HandOn(value);
        for (var i = first; _function is not null && i < _blocks[_block].Events.Count; i++)
        {
            _blocks[_block].Events[i] = _blocks[_block].Events[i] with { IsGivenBack = true };
        }

        if (value.IsPending)
        {
            // Whoever called waits for it.
            EndOfTask(operation, value);
        }

        if (_function is null && _context.Owner is IMethodSymbol method)
        {
            Arrive(value, operation, path => new ReturnPlace(method, InReturned(path)));
        }
        else if (_function is null && _context.Owner is IPropertySymbol { GetMethod: { } getter })
        {
            Arrive(value, operation, path => new ReturnPlace(getter, InReturned(path)));
        }

        if (isYielded)
        {
            var sequence = Fresh(operation, 1);
            _state = _state.Set(sequence, Member.Elements, value);
            value = AbstractValue.Of(sequence).Holding(value);
        }

        var old = _state.Locations.TryGetValue(ReturnSlot, out var before) ? before : null;
        _state = _state.Set(ReturnSlot, old is null ? value : old.MergedWith(value, () => new PhiKey(_context.Body, _block, ReturnSlot)));

        MemberPath InReturned(MemberPath path) => isYielded ? path.Prepend(Member.Elements) : path;
    }
}
