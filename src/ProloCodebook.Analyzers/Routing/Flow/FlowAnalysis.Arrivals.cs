using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <content>Where a followed value gets to: it is stored, compared, passed on, or gets away.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary>Where others find what is stored in an object that was there before: one place for each that the object can be.</summary>
    private IReadOnlyList<Func<MemberPath, Place>> StoredPlaces(AbstractValue owner, Member member)
        => member.Symbol is { } symbol && _context.Analysis.Access.IsClosed(symbol) ? [path => new FieldPlace(symbol, path)]
            : member.IsOfCall ? StoredPlaces(owner, member, isClosed: true)
            : StoredPlaces(owner, member, isClosed: false) is { Count: > 0 } places ? places
            : [_ => new EscapePlace(HowStored(member))];

    /// <summary>Who reads a member that only this compilation knows, we know; but the object may be shown as a whole to somebody else.</summary>
    private IReadOnlyList<Func<MemberPath, Place>> ShownPlaces(AbstractValue owner, Member member)
        => member.Symbol is { } symbol && _context.Analysis.Access is var access && access.IsClosed(symbol) ? StoredPlaces(owner, member, isClosed: true) : [];

    private IReadOnlyList<Func<MemberPath, Place>> StoredPlaces(AbstractValue owner, Member member, bool isClosed)
        => [.. IncomingSource.InOrder(owner.Sources.OfType<IncomingSource>()).SelectMany(source => StoredPlaces(source, member, isClosed))];

    private IEnumerable<Func<MemberPath, Place>> StoredPlaces(IncomingSource source, Member member, bool isClosed)
    {
        var access = _context.Analysis.Access;
        if (source.Kind == IncomingKind.This)
        {
            if (_context.Owner is { IsStatic: false } owner && (isClosed || (source.Path.LastNamed is { } holder && access.IsClosed(holder))))
            {
                yield return path => new InstancePlace(owner, source.Path.Append(member).Append(path));
            }

            if (isClosed)
            {
                yield break;
            }
        }

        // By a lambda or a local function as well: what came in for the method itself.
        if (source is { Kind: IncomingKind.Parameter, Symbol: IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter } && SymbolEqualityComparer.Default.Equals(method, _context.Owner) && access.IsClosed(method))
        {
            yield return path => new OutPlace(parameter, source.Path.Append(member).Append(path));
            yield break;
        }

        // Elements of a collection that sits in a closed field; where more than its type can read that, in what the object sits in.
        // Whoever made that can read nothing in it that we do not see.
        var inside = MemberPath.Empty.Append(member);
        var isSeen = isClosed;
        for (var i = source.Path.Length - 1; i >= 0; i--)
        {
            if (source.Path[i].Symbol is { } field && access.IsClosed(field))
            {
                var (from, isFilled) = (inside, !isSeen);
                yield return path => new FieldPlace(field, from.Append(path)) { IsFilled = isFilled };
                if (access.IsHidden(field))
                {
                    yield break;
                }

                isSeen = true;
            }

            inside = inside.Prepend(source.Path[i]);
        }

        if (source.Kind == IncomingKind.Field)
        {
            yield return path => new FieldPlace(source.Symbol, inside.Append(path)) { IsFilled = !isSeen };
        }
    }

    /// <summary>For the message.</summary>
    public static string HowStored(Member member)
        => member == Member.Elements ? "is put into a collection that others can read" : $"is stored in '{member.Name}', which others can read";

    /// <summary>Made in this method, so that nobody else has it yet.</summary>
    private static bool IsOwned(ValueKey key) => key switch
    {
        OperationKey => true,
        PhiKey => true,
        SymbolKey { Symbol: ILocalSymbol } => true,
        MemberKey member => IsOwned(member.Owner),
        _ => false,
    };

    /// <summary>The instance that the method was called on, or that the constructor makes. (The static members of its type go by the same name.)</summary>
    private static bool IsInstance(ValueKey key, AbstractValue value)
        => key is SymbolKey { Symbol: INamedTypeSymbol } && IncomingSource.At(key) is { } instance && value.Sources.Contains(instance);

    /// <summary>Everything followed that sits in a value, at any depth.</summary>
    private ImmutableHashSet<Source> Inside(AbstractValue value)
    {
        if (value.Objects.IsEmpty)
        {
            return value.Sources;
        }

        return Holders(value, isByWay: false).Aggregate(value.Sources, (sources, found) => sources.Union(found.Holder.Sources));
    }

    private IEnumerable<(Source Source, MemberPath Inside, AbstractValue Holder)> Reach(AbstractValue value, bool isMadeHere = false)
        => Holders(value, isMadeHere: isMadeHere).SelectMany(found => found.Holder.Sources.Select(source => (source, found.Inside, found.Holder)));

    /// <summary>An object is found by so many ways, the shortest first: those that know one another have ways without end between them.</summary>
    private const int MaxWays = 6;

    /// <summary>A value and all that is in it.</summary>
    /// <param name="withLines">Also the codes of service lines.</param>
    /// <param name="isMadeHere">Not into what came in, and is known to the callers as that.</param>
    /// <param name="isByWay">An object that sits in two places is found in both.</param>
    private IEnumerable<(MemberPath Inside, AbstractValue Holder)> Holders(AbstractValue value, bool withLines = false, bool isByWay = true, bool isMadeHere = false)
    {
        if (value.Objects.IsEmpty)
        {
            yield return (MemberPath.Empty, value);
            yield break;
        }

        var ways = new Dictionary<ValueKey, int>();
        var seen = new HashSet<(ValueKey, MemberPath)>();
        var queue = new Queue<(AbstractValue Value, MemberPath Path)>();
        queue.Enqueue((value, MemberPath.Empty));
        while (queue.Count > 0)
        {
            var (current, path) = queue.Dequeue();
            yield return (path, current);
            foreach (var o in current.Objects)
            {
                var known = ways.TryGetValue(o, out var count) ? count : 0;
                if (known >= (isByWay ? MaxWays : 1) || _state.Heap.IsEmpty || !seen.Add((o, path)) || (isMadeHere && ObjectHeap.IsFromBefore(o) && current.Sources.Any(IsFromCaller)))
                {
                    continue;
                }

                ways[o] = known + 1;
                foreach (var pair in _state.Heap.Of(o))
                {
                    _context.Budget.Spend(known == 0 ? 1 : 0);

                    // What a service line holds has been handed to the evaluator.
                    if (withLines || !IsServiceLineCode(pair.Key))
                    {
                        var groups = GroupsOf(o, current, pair.Key);
                        if (pair.Key == Member.Elements && current.Key is { Depth: < MaxGroupDepth } group && _state.Heap.ContainsKey((o, Member.GroupKey)))
                        {
                            groups = groups.Append(MemberKey.AllOf(group));
                        }

                        if (pair.Key == Member.Elements && ChosenOf(current) is { } chosen)
                        {
                            groups = groups.Append(MemberKey.AllOf(chosen)).Append(new MemberKey(chosen, Member.Kept));
                        }

                        queue.Enqueue((OfThis(pair.Value, current, o, pair.Key).In(pair.Key == Member.Elements ? groups.Append(new MemberKey(o, Member.Kept)) : groups).Inside(current), path.Append(pair.Key)));
                    }
                }
            }
        }
    }

    /// <summary>The names of what is in a member of a value, and likewise in that of others.</summary>
    private static IEnumerable<ValueKey> GroupsOf(ValueKey? o, AbstractValue owner, Member member)
    {
        var groups = owner.Groups.IsEmpty ? [] : owner.Groups.Where(group => group.Depth < MaxGroupDepth).Select(group => (ValueKey)new MemberKey(group, member));
        return member == Member.Elements && o is { Depth: < MaxGroupDepth } && NameOfAll(owner, o) is { } all ? groups.Append(all) : groups;
    }

    /// <summary>Deeper names of groups are not kept.</summary>
    private const int MaxGroupDepth = 5;

    private bool IsServiceLineCode(Member member) => member.Symbol is { } symbol && _context.Symbols.IsServiceLine(symbol.ContainingType);

    /// <summary>A value reaches a place: write it down for everything followed that is in it.</summary>
    private void Arrive(AbstractValue value, IOperation operation, Func<MemberPath, Place> place, DecidedArguments? decidedBy = null, Func<Source, bool>? except = null, bool isKept = true)
    {
        if (!_recording || (value.Sources.IsEmpty && value.Objects.IsEmpty && value.Delegates.IsEmpty))
        {
            return;
        }

        var others = (decidedBy ?? DecidedArguments.None).And(DecidedByMembers(value));

        // By path, since the order of the heap is not the same in two runs, and the first leak found is the one that is shown.
        IReadOnlyList<(MemberPath Inside, AbstractValue Holder)> holders = value.Objects.IsEmpty ? [(MemberPath.Empty, value)] : Holders(value).OrderBy(found => found.Inside.ToString(), StringComparer.Ordinal).ToList();
        foreach (var (inside, holder) in holders)
        {
            foreach (var source in holder.Sources)
            {
                if (except?.Invoke(source) == true)
                {
                    // Who keeps it, the callers are told; that it is kept is enough here.
                    NoteDelegateCall(holder, [], null);
                }
                else
                {
                    _context.Record.Arrivals.Add(new Arrival(source, inside, place(inside), operation.Syntax, Here, holder.Key, holder.PartOf(source), others) { Groups = holder.Groups, Root = value.Key });
                }
            }

            if (isKept && holder.Objects.Any(IsOwned) && (place(inside) is FieldPlace or EscapePlace or OutPlace or HandlerPlace || (place(inside) is ReturnPlace { Method: var method } && (KnownTypes.IsIterator(method) || IsReturnedThroughFinally()))))
            {
                foreach (var o in holder.Objects.Where(IsOwned))
                {
                    _context.Shared.Share(o, Here, inside, place, except);
                }
            }

            if (isKept && place(inside) is EscapePlace)
            {
                // `source.Subscribe(this); _code = code;`
                foreach (var o in holder.Objects.Where(o => IsInstance(o, holder)))
                {
                    _context.Shared.Share(o, Here, inside, place, except);
                }
            }

            foreach (var target in DelegateTarget.InOrder(holder.Delegates))
            {
                EscapeDelegate(target, operation, inside, place);
            }
        }

        foreach (var (source, inside, holder) in CodesOfLines(value).OrderBy(found => found.Inside.ToString(), StringComparer.Ordinal))
        {
            if (place(inside) is not EscapePlace and var into)
            {
                _context.Record.Arrivals.Add(new Arrival(source, inside, into, operation.Syntax, Here, holder.Key, holder.PartOf(source), DecidedArguments.None) { IsInLine = true });
            }
        }

        _position++;
    }

    /// <summary><c>try { return line; } finally { line.Code = code; }</c></summary>
    private bool IsReturnedThroughFinally() => _graph.Blocks[_block].FallThroughSuccessor is { FinallyRegions.IsEmpty: false };

    /// <summary><c>line.Units = denied ? 0 : 1; Take(line);</c>: what the other members of an object are computed from is like the other arguments of a call. Not so of the instance itself, on which methods call one another.</summary>
    private DecidedArguments DecidedByMembers(AbstractValue value)
        => value.Objects.Count != 1 || value.Objects.First() is not { } o || o is SymbolKey { Symbol: INamedTypeSymbol } ? DecidedArguments.None
            : _state.Heap.Of(o) is not { IsEmpty: false } members ? DecidedArguments.None
            : members.Where(pair => pair.Value is { IsDecision: true, IsPending: false } && KnownTypes.IsFlat(pair.Key.Type))
                .Aggregate(DecidedArguments.None, (all, pair) => all.And(DecidedArguments.Of(pair.Value)))
                .And(_state.Heap.Of(o).Where(pair => pair.Key.Symbol is not null && !pair.Value.Objects.IsEmpty && KnownTypes.IsCollection(pair.Key.Type)).Aggregate(DecidedArguments.None, (all, pair) => all.And(DecidedByNumber(pair.Value))));

    /// <summary><c>if (denied) modifiers.Add("GA"); claim.Add(code, modifiers);</c>: what is in a list beside the code a decision says.</summary>
    private DecidedArguments DecidedByNumber(AbstractValue collection)
        => SizeOf(collection) is { IsDecision: true, IsPending: false } size && Inside(collection).IsEmpty ? DecidedArguments.Of(size) : DecidedArguments.None;

    /// <returns>Something followed is compared.</returns>
    private bool ArriveCompared(AbstractValue value, AbstractValue with, IOperation operation, bool isTableKey = false)
    {
        // Compared with the code of a decision it has been asked about; or with null, "" or some other code, and what matches that is not this one.
        if ((!value.Sources.IsEmpty || IsCompositeKey(value, operation)) && with.Key is not ConstantKey && !(with.IsDecision && !with.IsPending && with.Sources.IsEmpty))
        {
            var groups = with.Groups.Union(with.Objects.Where(o => o.Depth < MaxGroupDepth).Select(MemberKey.AllOf)).Where(group => MemberKey.TurnsIn(group) is null).ToImmutableHashSet();
            Arrive(value, operation, _ => new ComparisonPlace(operation.Syntax, with.Key, isTableKey) { Groups = groups });
            return true;
        }

        return false;
    }

    /// <summary><c>fees[("M0076", payer)]</c>, <c>done.Contains(new Line("M0076", 1))</c>: made only to be compared, part by part.</summary>
    private bool IsCompositeKey(AbstractValue value, IOperation operation)
        => operation is IInvocationOperation or IPropertyReferenceOperation && value.Objects.Count == 1 && value.Objects.First() is OperationKey { Syntax: var made } && operation.Syntax.Span.Contains(made.Span) && made != operation.Syntax && Reach(value).Any();

    /// <summary>A value gets away; the delegates in it may be called from now on by anybody.</summary>
    private void Escape(AbstractValue value, IOperation operation, string how, DecidedArguments? decidedBy = null)
        => Arrive(value, operation, path => EscapeThrough(path) ?? new EscapePlace(how), decidedBy);

    /// <summary>A value is shown to somebody who keeps nothing of it.</summary>
    private void Show(AbstractValue value, IOperation operation, string how)
        => Arrive(value, operation, path => new EscapePlace(how), isKept: false);

    /// <summary>What is private gets no further out with the object that holds it. Anything else a serializer, say, may read.</summary>
    private Place? EscapeThrough(MemberPath path)
        => _context.Analysis.Access.HiddenIn(path) is { } at ? new FieldPlace(path[at].Symbol!, path.From(at + 1)) { IsShown = true } : null;

    private AbstractValue EscapeAll(IOperation operation, string how)
    {
        foreach (var part in operation.ChildOperations)
        {
            var value = Evaluate(part);
            HandOn(value);
            Escape(value, part, how);
        }

        return AbstractValue.Of(Fresh(operation));
    }
}
