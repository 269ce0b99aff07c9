using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <content>What is in a new object of itself: by the initializers of its members, and by the constructors of its base classes.</content>
internal sealed partial class FlowAnalysis
{
    private readonly HashSet<(ValueKey Owner, Member Member, IncomingSource Source)> _initial = [];

    /// <summary>A constructor's body begins: the members have been initialized, and the base class's constructor has run.</summary>
    private FlowState WithInitial(IMethodSymbol method, FlowState state)
    {
        if (method is not { MethodKind: MethodKind.Constructor } || SourceLanguage.IsPrimaryConstructor(method) || This(method.ContainingType).Key is not { } instance || _context.Analysis.Construction.CallsOwn(method, _context.CancellationToken))
        {
            return state;
        }

        _state = state;
        Initialize(instance, method);
        return _state;
    }

    /// <summary>What is still there where the constructor ends, whoever made the object has. To be called once the flow is finished.</summary>
    public void NoteInitial()
    {
        if (_initial.Count == 0 || _context.Owner is not IMethodSymbol constructor || Exit is not { } exit || _graph.OriginalOperation is not { } operation)
        {
            return;
        }

        foreach (var (owner, member, source) in _initial)
        {
            if (IncomingSource.At(new MemberKey(owner, member)) is { Path: var path } && exit.Heap.TryGetValue((owner, member), out var value) && value.Sources.Contains(source))
            {
                _context.Record.Arrivals.Add(new Arrival(source, MemberPath.Empty, new InstancePlace(constructor, path), operation.Syntax, new FlowPoint(this, _blocks.Length - 1, 0), value.Key, value.PartOf(source), DecidedArguments.None));
            }
        }
    }

    /// <summary>What nobody calls by name where an object is made with a constructor.</summary>
    private void Initialize(ValueKey instance, IMethodSymbol constructor)
    {
        _context.EnsureStack();
        if (!SourceLanguage.IsPrimaryConstructor(constructor))
        {
            foreach (var initializer in _context.Analysis.Construction.InitializersOf(constructor.ContainingType.OriginalDefinition, _context.CancellationToken))
            {
                Leave(instance, _context.Analysis.SummaryOfInitializer(initializer, _context));
            }
        }

        if (_context.Analysis.Construction.ImplicitBaseOf(constructor, _context.CancellationToken) is not { } before)
        {
            return;
        }

        var hasBody = _context.Analysis.Bodies.HasBody(before);
        if (hasBody)
        {
            Leave(instance, _context.Analysis.SummaryOf(_context)(before).Summary);
        }

        if (!hasBody || SourceLanguage.IsPrimaryConstructor(before))
        {
            Initialize(instance, before);
        }
    }

    /// <summary>What a body of the construction puts into the new object that is its own.</summary>
    private void Leave(ValueKey instance, MethodSummary summary)
    {
        foreach (var (into, source, _) in summary.Stored)
        {
            if (into.Kind != IncomingKind.This || source.Kind != IncomingKind.Out)
            {
                continue;
            }

            _context.Budget.Spend(1);
            var owner = instance;
            for (var i = 0; i < into.Path.Length - 1; i++)
            {
                var inner = new MemberKey(owner, into.Path[i]);
                if (!_state.Heap.ContainsKey((owner, into.Path[i])))
                {
                    _state = _state.Set(owner, into.Path[i], AbstractValue.Of(inner));
                }

                owner = inner;
            }

            var member = into.Last!;
            var value = AbstractValue.Of(new MemberKey(owner, member)) with { Sources = ImmutableHashSet.Create<Source>(source) };
            _state = _state.Set(owner, member, _state.Heap.TryGetValue((owner, member), out var old) ? old with { Sources = old.Sources.Add(source) } : value);
            _initial.Add((owner, member, source));
        }
    }
}
