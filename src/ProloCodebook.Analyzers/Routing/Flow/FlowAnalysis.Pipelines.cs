using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <content>
/// Collections of delegates that are all called, one by one: <c>foreach (var check in checks) check(code);</c>. Once all have been, that one has been which asks;
/// so it is enough that one asks of which it is certain that it is in there.
/// </content>
internal sealed partial class FlowAnalysis
{
    /// <summary>A delegate is put into a collection.</summary>
    private void NoteCallee(AbstractValue collection, AbstractValue @delegate)
    {
        if (collection.Objects.Count == 1 && CalleeOf(@delegate) is { } callee)
        {
            SetCallees(collection.Objects.First(), CalleesOf(collection).Add(callee));
        }
    }

    /// <summary>The one lambda or method that a delegate certainly is.</summary>
    private static CalleeKey? CalleeOf(AbstractValue @delegate)
        => @delegate is { Delegates.Count: 1, Key: OperationKey { Kind: OperationKind.FlowAnonymousFunction or OperationKind.MethodReference } } ? new CalleeKey(@delegate.Delegates.First()) : null;

    /// <summary>A collection of delegates is stored in a member.</summary>
    private void NoteRow(Member member, AbstractValue value)
    {
        if (!_recording || member.Symbol is not (IFieldSymbol or IPropertySymbol) || !KnownTypes.IsOfDelegates(member.Type) || value.Key is ConstantKey { Value: null })
        {
            return;
        }

        var symbol = member.Symbol.OriginalDefinition;
        var into = new IncomingSource(IncomingKind.Field, symbol, MemberPath.Empty.Append(Member.Elements));
        if (value.Objects.Count != 1 || value.Objects.First() is not OperationKey row || !(row.Kind is OperationKind.ObjectCreation or OperationKind.ArrayCreation || SourceLanguage.IsCollectionExpression(row.Syntax)))
        {
            if (!IsMadeHere(value))
            {
                _context.Record.Bindings.Add(new DelegateBinding(into, new DelegateParts([], [], HasUnknown: true)));
            }

            return;
        }

        if (_state.Heap.TryGetValue((row, Member.Elements), out var elements))
        {
            Bind(into, elements);
        }

        _context.Record.Rows.Add((symbol, CalleesOf(row).OfType<CalleeKey>().Select(callee => callee.Target).ToList()));
    }

    /// <summary>A delegate is put into a collection that a member holds.</summary>
    private void NoteElement(AbstractValue owner, AbstractValue value)
    {
        foreach (var source in owner.Sources.OfType<IncomingSource>().Where(source => source is { Kind: IncomingKind.Field, Path.Length: 0, Symbol: IFieldSymbol or IPropertySymbol }))
        {
            if (KnownTypes.IsOfDelegates(Member.Of(source.Symbol).Type))
            {
                Bind((IncomingSource)source.Of(Member.Elements), value);
            }
        }
    }

    /// <summary>All that a member's collection holds is called: what those ask that it certainly holds.</summary>
    private AbstractValue AskedByRow(AbstractValue result, IOperation operation, AbstractValue @delegate, DelegateParts parts, List<Argument> arguments)
    {
        foreach (var turns in @delegate.Groups.OfType<MemberKey>().Where(group => group.Member == Member.Turns))
        {
            if (!_state.Heap.TryGetValue((turns.Owner, Member.Whole), out var whole))
            {
                continue;
            }

            foreach (var origin in parts.Origins.Where(origin => origin.IsElementOfMember && whole.Groups.OfType<MemberKey>().Any(all => all is { Owner: MemberKey { Member: var held } } && all.Member == Member.Each && held.Equals(Member.Of(origin.Symbol)))))
            {
                foreach (var function in _context.LookUpDelegates().CertainIn(origin.Symbol, _context.Session))
                {
                    var (guarded, decided) = new SummaryApplication(this, operation, function.Method, AbstractValue.Unknown, arguments, @delegate).AsksAbout(function.Summary);
                    foreach (var key in guarded)
                    {
                        Happens(FlowEventKind.Guarded, Asked(turns, key));
                    }

                    foreach (var key in decided)
                    {
                        var asked = Asked(turns, key);
                        Happens(FlowEventKind.Completed, asked, operation.Syntax);
                        result = result with { DecidedAbout = result.DecidedAbout.Add(asked), DecidedBy = result.DecidedBy.Add(operation.Syntax), Evaluated = result.Evaluated.With(KeySet.Of([asked])) };
                    }
                }
            }
        }

        return result;
    }

    /// <summary>Something may have been taken out of a collection, or written over.</summary>
    private void ForgetCallees(AbstractValue collection)
    {
        foreach (var o in collection.Objects)
        {
            if (_state.Heap.ContainsKey((o, Member.Callees)))
            {
                SetCallees(o, ImmutableHashSet<ValueKey>.Empty);
            }
        }
    }

    private ImmutableHashSet<ValueKey> CalleesOf(AbstractValue collection) => collection.Objects.Count == 1 ? CalleesOf(collection.Objects.First()) : ImmutableHashSet<ValueKey>.Empty;

    private ImmutableHashSet<ValueKey> CalleesOf(ValueKey collection) => _state.Heap.TryGetValue((collection, Member.Callees), out var callees) ? callees.Groups : ImmutableHashSet<ValueKey>.Empty;

    /// <summary>What a member's collection certainly holds where the body ends that put it in there. To be asked once the flow is finished.</summary>
    public IEnumerable<DelegateTarget> CalleesLeftIn(ISymbol member)
        => Exit is { } exit && exit.Heap.TryGetValue((new MemberKey(new SymbolKey(member.ContainingType.OriginalDefinition), Member.Of(member)), Member.Callees), out var callees)
            ? DelegateTarget.InOrder(callees.Groups.OfType<CalleeKey>().Select(callee => callee.Target).ToImmutableHashSet()) : [];

    private void SetCallees(ValueKey collection, ImmutableHashSet<ValueKey> callees)
        => _state = _state.Set(collection, Member.Callees, new AbstractValue { Groups = callees });

    /// <summary>A delegate that calls several in a row (<c>log + ensure</c>).</summary>
    private AbstractValue Combined(IOperation operation, AbstractValue left, AbstractValue right)
    {
        var key = Fresh(operation);
        SetCallees(key, CalleesIn(left).Union(CalleesIn(right)));
        return left.MergedWith(right, () => key) with { Key = key };

        ImmutableHashSet<ValueKey> CalleesIn(AbstractValue part)
            => CalleeOf(part) is { } callee ? ImmutableHashSet.Create<ValueKey>(callee)
                : part.Key is { } of ? CalleesOf(of) : ImmutableHashSet<ValueKey>.Empty;
    }

    /// <summary>Of those that are certainly called sooner or later, what each asks.</summary>
    /// <param name="done">By delegate: what it gave back, and what happened in it.</param>
    private AbstractValue AskedByEach(AbstractValue result, IOperation operation, AbstractValue @delegate, IReadOnlyList<(DelegateTarget Target, AbstractValue Value, IReadOnlyCollection<ValueKey> Guarded)> done)
    {
        if (@delegate.Key is { } several && CalleesOf(several) is { IsEmpty: false } row)
        {
            foreach (var key in done.Where(one => row.Contains(new CalleeKey(one.Target))).SelectMany(one => one.Guarded).Distinct().ToList())
            {
                Complete([key], []);
                Happens(FlowEventKind.Guarded, key);
            }
        }

        foreach (var turns in @delegate.Groups.OfType<MemberKey>().Where(group => group.Member == Member.Turns))
        {
            var certain = CalleesOf(turns.Owner);
            foreach (var (target, value, guarded) in done)
            {
                if (!certain.Contains(new CalleeKey(target)))
                {
                    continue;
                }

                foreach (var key in guarded)
                {
                    Happens(FlowEventKind.Guarded, Asked(turns, key));
                }

                foreach (var key in value.IsPending ? [] : value.DecidedAbout.Where(value.Evaluated.Anyway.Contains))
                {
                    var asked = Asked(turns, key);
                    Happens(FlowEventKind.Completed, asked, operation.Syntax);
                    result = result with { DecidedAbout = result.DecidedAbout.Add(asked), DecidedBy = result.DecidedBy.Add(operation.Syntax), Evaluated = result.Evaluated.With(KeySet.Of([asked])) };
                }
            }
        }

        return result;
    }

    private MemberKey Asked(MemberKey turns, ValueKey key)
    {
        _context.Asked.Add((turns, key));
        return new MemberKey(turns, Member.AskedAbout(key));
    }
}
