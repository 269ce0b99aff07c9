using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <content>What leaves a body: in what it gives back, and in the objects that came in.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary>What leaves this body in <paramref name="value"/>.</summary>
    public Outflow OutflowOf(AbstractValue value, FlowState exit)
    {
        _state = exit;
        var carried = ImmutableArray.CreateBuilder<CarriedValue>();
        var hasOwn = false;
        var decidedInside = ImmutableHashSet.CreateBuilder<ValueKey>();
        var readOff = ImmutableHashSet.CreateBuilder<ValueKey>();
        var holders = Holders(value, withLines: true).ToList();
        foreach (var (path, holder) in holders)
        {
            if (path.Length > 0 && !holder.IsPending)
            {
                // `result.Denied = decision.IsGoverned;`: what is given back holds something read from the decision.
                // How many a filter has let through says that it has asked about all.
                var said = holder.DecidedAbout.Concat(AllAsked(holder.DecidedAbout)).Where(key => exit.Completed.Contains(key) || (path[path.Length - 1] == Member.Size && holder.Evaluated.Anyway.Contains(key))).ToList();
                decidedInside.UnionWith(said);
                if (said.Count > 0 && !IsChosen(path, holders))
                {
                    readOff.UnionWith(said);
                }
            }

            // A lambda of this body may give back anything.
            hasOwn |= holder.Delegates.Any(target => target.Lambda is not null || target.Method.MethodKind == MethodKind.LocalFunction);
            foreach (var source in holder.Sources)
            {
                if (LetThrough(source) is not { } members)
                {
                    continue;
                }

                if (Source.Origin(source) is IncomingSource { Kind: IncomingKind.Parameter or IncomingKind.This } incoming)
                {
                    carried.Add(new CarriedValue(path, incoming, members));
                }
                else
                {
                    // The code of a line that the caller passed: whose it is, the caller knows.
                    hasOwn |= Source.Origin(source) is not ReadBackSource || !holder.Sources.Any(other => Source.Origin(other) is IncomingSource { Kind: IncomingKind.Parameter });
                }
            }
        }

        var copied = CopiedBy(value);
        var groups = GroupsAskedIn(holders);

        // An iterator may end before it gives anything: what it has not asked by then, nothing that it gives says.
        var isIterator = _context.Owner is IMethodSymbol owner && KnownTypes.IsIterator(owner);
        var asked = value.DecidedAbout.Where(key => value.Evaluated.Anyway.Contains(key) && (!isIterator || exit.Completed.Contains(key) || !IsKnownToCallers(key))).ToList();

        // `return errors.Count == 0;`: what a loop over all of a collection has put there tells of each of its elements.
        var decided = asked
            .Concat(groups.IsEmpty ? AllAsked(asked.Concat(value.DecidedAbout.Where(key => MemberKey.TurnsIn(key) is { } turns && value.KeepsPast(turns)))).Where(exit.Completed.Contains) : [])
            .Concat(decidedInside)
            .ToImmutableHashSet();
        var ifMade = decided.IsEmpty ? SaidIfMade(value, holders) : ImmutableHashSet<ValueKey>.Empty;
        return new Outflow(
            carried.Distinct().ToImmutableArray(),
            hasOwn,
            decided,
            value.DecidedAbout.Where(key => (value.Evaluated.WhenNotNull.Contains(key) || key.Equals(ConstantKey.Null)) && !decided.Contains(key)).ToImmutableHashSet(),
            value.Key,
            value.Delegates.Where(target => target.Lambda is null && target.Method.MethodKind != MethodKind.LocalFunction).ToImmutableHashSet(),
            ComparisonsTold(value))
        {
            CopyOf = copied,
            IsAlwaysThere = !decided.IsEmpty && value.Evaluated is { WhenNeither.IsEverything: true, WhenNotNull.IsEverything: false },
            Rewritten = copied.IsEmpty ? ImmutableHashSet<Member>.Empty : RewrittenIn(value, copied, exit),
            Captured = CapturedIn(value),
            Matched = (value.Matched, MatchedElements(value)),
            ByChoice = decided.Except(readOff).Except(asked.Where(key => !IsOnlyByChoice(value, key))),
            Members = decided.IsEmpty && ifMade.IsEmpty ? ImmutableDictionary<Member, ImmutableHashSet<ValueKey>>.Empty : SaidByMembers(value, exit, ifMade),
            Decided = ByOutcomeOf(value, decided),
            Groups = groups,
            Whole = KnownTypes.IsCollection((_context.Owner as IMethodSymbol)?.ReturnType) ? WholeOf(value).Where(all => all is MemberKey { Owner: var owner } && ObjectHeap.IsFromBefore(owner)).ToImmutableHashSet() : ImmutableHashSet<ValueKey>.Empty,
        };
    }

    /// <summary>
    /// <c>if (payer == null) return null; return new Check { Denied = Evaluate(code, payer).IsGoverned };</c>: where an object is given back at all it is the one that is made here, and its members say
    /// what the decision says. That there is one does not.
    /// </summary>
    private ImmutableHashSet<ValueKey> SaidIfMade(AbstractValue value, IReadOnlyList<(MemberPath Inside, AbstractValue Holder)> holders)
    {
        if (value is not { Objects.Count: 1, Sources.IsEmpty: true } || !IsOwned(value.Objects.First()))
        {
            return ImmutableHashSet<ValueKey>.Empty;
        }

        var said = ImmutableHashSet.CreateBuilder<ValueKey>();
        foreach (var (path, holder) in holders)
        {
            if (path.Length == 1 && KnownTypes.IsFlat(path[0].Type) && holder is { IsDecision: true, IsPending: false } && !IsChosen(path, holders))
            {
                said.UnionWith(holder.DecidedAbout.Where(holder.Evaluated.Anyway.Contains));
            }
        }

        return said.ToImmutable();
    }

    /// <summary><c>bool IsProlo(string code) => code == "M0076";</c>: the comparisons of something followed of which the outcome tells; nothing where they tell different things.</summary>
    private ImmutableHashSet<ComparisonOutcome> ComparisonsTold(AbstractValue value)
    {
        if (value.Comparisons.IsEmpty)
        {
            return value.Comparisons;
        }

        var followed = _context.Record.Arrivals.Select(arrival => (arrival.Place as ComparisonPlace)?.Syntax).Concat(_context.Record.Calls.Select(call => call.Syntax)).OfType<SyntaxNode>().ToImmutableHashSet();
        var told = value.Comparisons.Where(comparison => EvaluationQuery.Tells(comparison) && followed.Contains(comparison.Syntax)).ToImmutableHashSet();
        return told.Select(comparison => (comparison.Outcome, comparison.Number)).Distinct().Count() == 1 ? told : ImmutableHashSet<ComparisonOutcome>.Empty;
    }

    /// <summary>
    /// <c>if (!denied) codes.Add(code);</c>: which codes are there, and how many, says what the decision says. But they are what is to be billed, and not read off the
    /// decision.
    /// </summary>
    private bool IsChosen(MemberPath path, IReadOnlyList<(MemberPath Inside, AbstractValue Holder)> holders)
    {
        var last = path[path.Length - 1];
        var place = last == Member.Size ? path.WithoutLast().Append(Member.Elements) : path;

        // A text with the code in it is no code to bill.
        return !_context.Symbols.IsDecision(last.Type) && holders.Any(found => !found.Holder.Sources.IsEmpty && found.Holder.Parts.IsEmpty && found.Inside.IsAtOrBelow(place));
    }

    /// <summary>All calls whose decisions a value tells say so only by the codes that they gave.</summary>
    private bool IsOnlyByChoice(AbstractValue value, ValueKey key)
        => !value.DecidedBy.IsEmpty && value.DecidedBy.All(call => _context.ByChoice.Contains((call, key)));

    /// <summary>What came in and is given back as a copy; nothing where it may be the original as well.</summary>
    private ImmutableHashSet<IncomingSource> CopiedBy(AbstractValue value)
        => value.Objects.IsEmpty || !value.Objects.All(_context.Clones.ContainsKey) ? ImmutableHashSet<IncomingSource>.Empty
            : value.Sources.Select(Source.Origin).OfType<IncomingSource>().Where(source => source.Kind is IncomingKind.Parameter or IncomingKind.This).ToImmutableHashSet();

    /// <summary>The members of a copy that hold nothing of the original's member, whichever copy it is.</summary>
    private ImmutableHashSet<Member> RewrittenIn(AbstractValue copy, ImmutableHashSet<IncomingSource> originals, FlowState exit)
        => copy.Objects.Select(o => exit.Heap.Of(o).Where(pair => pair.Key.Symbol is not null && !pair.Value.Sources.Select(Source.Origin).OfType<IncomingSource>().Any(source => originals.Any(original => source.Equals(original.Of(pair.Key))))).Select(pair => pair.Key).ToImmutableHashSet())
            .Aggregate((all, members) => all.Intersect(members));

    /// <summary>
    /// What one outcome of a value says of all elements of a collection, and another need not: <c>return codes.Any(c => Evaluate(c, payer).IsGoverned);</c> Of a
    /// single value a method must have asked on every return.
    /// </summary>
    private Evaluated ByOutcomeOf(AbstractValue value, ImmutableHashSet<ValueKey> decided)
    {
        if (!value.IsDecision || value.IsPending)
        {
            return Evaluated.Nothing;
        }

        var about = KeySet.Of(value.DecidedAbout.Union(AllAsked(value.DecidedAbout)).Where(MemberKey.IsGroup).Except(decided));
        return about.IsEmpty ? Evaluated.Nothing : value.Evaluated.Select(evaluated => evaluated.IsEverything ? evaluated : KeySet.Of(about.Keys.Where(evaluated.Contains)));
    }

    /// <summary>What each member of a value says of decisions, as far as that is known.</summary>
    /// <param name="ifMade">Also what they say wherever there is such a value.</param>
    private ImmutableDictionary<Member, ImmutableHashSet<ValueKey>> SaidByMembers(AbstractValue value, FlowState exit, ImmutableHashSet<ValueKey> ifMade)
        => value.Objects.SelectMany(o => exit.Heap.Of(o).Keys).Where(member => member.Symbol is not null || member.IsTupleElement).Distinct()
            .ToImmutableDictionary(member => member, member => SaidAbout(ReadMember(value, member), exit, ifMade));

    private static ImmutableHashSet<ValueKey> SaidAbout(AbstractValue value, FlowState exit, ImmutableHashSet<ValueKey>? ifMade = null)
        => value.IsPending ? ImmutableHashSet<ValueKey>.Empty : value.DecidedAbout.Where(key => value.Evaluated.Anyway.Contains(key) && (exit.Completed.Contains(key) || ifMade?.Contains(key) == true)).ToImmutableHashSet();

    /// <summary>The same, and of all elements of a collection of which it says so one by one: <c>foreach (var c in claim.Codes) if (Evaluate(c, payer).IsGoverned) claim.Held = true;</c></summary>
    private ImmutableHashSet<ValueKey> SaidOfAll(AbstractValue value, FlowState exit)
        => SaidAbout(value, exit).Union(value.IsPending ? [] : AllAsked(value.DecidedAbout).Where(key => value.Evaluated.Anyway.Contains(key) && exit.Completed.Contains(key)));

    /// <summary>More members than these are not told.</summary>
    private const int MaxMarked = 40;

    /// <summary>The members of what came in that hold, where the body ends, something read from a decision.</summary>
    public ImmutableArray<MarkedMember> MarkedIn(FlowState exit)
    {
        var marked = ImmutableArray.CreateBuilder<MarkedMember>();
        foreach (var o in exit.Heap.Objects)
        {
            if (IncomingSource.At(o) is not { } owner)
            {
                continue;
            }

            foreach (var pair in exit.Heap.Of(o))
            {
                if (pair.Value.IsDecision && (KnownTypes.IsFlat(pair.Key.Type) || _context.Symbols.IsDecision(pair.Key.Type) || pair.Key == Member.Size) && SaidOfAll(pair.Value, exit) is var about && ByOutcomeOf(pair.Value, about) is var decided && (!about.IsEmpty || decided.Any.Any()))
                {
                    // What the object itself holds is known by that name, too.
                    var names = exit.Heap.Of(o).Where(other => other.Value.Key is { } key && about.Contains(key)).Select(other => new MemberKey(o, other.Key));
                    marked.Add(new MarkedMember(owner with { Path = owner.Path.Append(pair.Key) }, about.Union(names), decided));
                }
            }
        }

        return marked.Count > MaxMarked ? ImmutableArray<MarkedMember>.Empty
            : marked.OrderBy(mark => mark.Into.Symbol.Name, StringComparer.Ordinal).ThenBy(mark => mark.Into.Path.ToString(), StringComparer.Ordinal).ToImmutableArray();
    }

    /// <summary>What is known by name to a delegate that a call gave.</summary>
    private ImmutableArray<(IParameterSymbol Parameter, ValueKey Key)> CapturedIn(AbstractValue value)
        => value.Objects.Count != 1 || !_context.DelegatesGiven.ContainsKey(value.Objects.First()) ? ImmutableArray<(IParameterSymbol, ValueKey)>.Empty
            : _state.Heap.Of(value.Objects.First())
                .Select(pair => (Parameter: pair.Key.Symbol as IParameterSymbol, pair.Value.Key))
                .Where(captured => captured is { Parameter: not null, Key: not null } && (captured.Key is ConstantKey || IsKnownToCallers(captured.Key)))
                .Select(captured => (captured.Parameter!, captured.Key!))
                .OrderBy(captured => captured.Item1.ContainingSymbol.Name, StringComparer.Ordinal).ThenBy(captured => captured.Item1.Ordinal)
                .ToImmutableArray();

    /// <summary>The members of a copied object that were let through before the copy was made, whichever code they hold; null where that is all of it.</summary>
    private MemberPaths? LetThrough(Source source)
    {
        if (source is not CopiedSource { Original: IncomingSource original } copied)
        {
            return MemberPaths.Empty;
        }

        if (copied.IsLetThrough(MemberPath.Empty) || IsRoutedCopy(copied, original))
        {
            return null;
        }

        MemberPaths? asked = null;
        foreach (var visit in _context.Record.Copies.Where(copy => copy.IsOf(copied)))
        {
            var members = AskedAbout(visit);
            asked = asked?.Intersect(members) ?? members;
        }

        asked = (asked ?? MemberPaths.Empty).Union(copied.LetThrough);
        return asked.Covers(copied.Inside) ? null : asked.Below(copied.Inside);
    }

    /// <summary><c>if (Evaluate(line.Code, payer).IsGoverned) return; _ready.Add(line);</c>: which members of the object had been asked about.</summary>
    private MemberPaths AskedAbout(CopyVisit visit)
    {
        // What has been given so far is not this one: that may be one of the turn before.
        var groups = visit.Groups.Where(group => MemberKey.TurnsIn(group) is null).ToImmutableHashSet();
        var roots = visit.Key is null ? groups : groups.Add(visit.Key);
        _context.Budget.Spend(roots.Count);
        return roots.IsEmpty ? MemberPaths.Empty : MemberPaths.Of(visit.Point.Flow.MembersAsked(roots).Distinct().Where(path =>
        {
            var names = roots.Select(root => path.From(root)).Concat(roots.Select(root => path.OfElements.From(root))).ToList();
            return EvaluationQuery.IsDecidedBy(visit.Others, visit.Point, names, _context.Budget) || EvaluationQuery.Before(visit.Point, names, _context.Budget) == EvaluationQuery.Answer.Yes;
        }).Select(path => path.OfElements));
    }

    /// <summary>The members of some values about which this flow asks anywhere.</summary>
    private IEnumerable<MemberPath> MembersAsked(ImmutableHashSet<ValueKey> roots)
    {
        foreach (var name in _blocks.Where(block => block.IsReached).SelectMany(block => block.Events).Where(e => e.Kind is FlowEventKind.Completed or FlowEventKind.Guarded).Select(e => e.Key).Concat(NamesOfAll()).Distinct())
        {
            var path = MemberPath.Empty;
            for (var key = name; key is MemberKey { Owner: var owner, Member: var member } && path.IsExact; key = owner)
            {
                path = path.Prepend(member);
                if (roots.Contains(owner))
                {
                    yield return path;
                }
            }
        }
    }

    /// <summary>What came in was evaluated before this copy of it was made, whichever code it is: nobody need look after the copy.</summary>
    private bool IsRoutedCopy(CopiedSource copied, IncomingSource original)
    {
        if (copied.Before is { } before && IsRoutedCopy(before, original))
        {
            return true;
        }

        var visits = _context.Record.Copies.Where(copy => copy.IsOf(copied)).ToList();
        return visits.Count > 0 && visits.All(visit =>
        {
            var names = new[] { visit.Key, IncomingSource.KeyOf(original) }.OfType<ValueKey>().ToList();
            return EvaluationQuery.IsDecidedBy(visit.Others, visit.Point, names, _context.Budget) || EvaluationQuery.Before(visit.Point, names, _context.Budget) == EvaluationQuery.Answer.Yes;
        });
    }

    /// <summary>What came in and sits, at the end, in an object that came in.</summary>
    public IEnumerable<StoredValue> StoredIn(FlowState exit)
    {
        _state = exit;
        foreach (var (owner, pair) in exit.Heap.Objects.Select(o => (Owner: IncomingSource.At(o), Object: o)).Where(o => o.Owner is not null).SelectMany(o => exit.Heap.Of(o.Object).Select(pair => (o.Owner!, pair))))
        {
            foreach (var (source, inside, _) in Reach(pair.Value, isMadeHere: true))
            {
                // It may sit in something new: `_lines = [.. _lines, line];`
                var into = owner with { Path = owner.Path.Append(pair.Key).Append(inside) };
                if (LetThrough(source) is not { } members)
                {
                    continue;
                }

                if (Source.Origin(source) is IncomingSource { Kind: IncomingKind.Parameter or IncomingKind.This } from)
                {
                    if (!from.Equals(into))
                    {
                        yield return new StoredValue(into, from, members);
                    }
                }
                else if (into.Kind == IncomingKind.Parameter)
                {
                    // Something of the method's own, which the caller then finds in what it passed.
                    yield return new StoredValue(into, into with { Kind = IncomingKind.Out }, MemberPaths.Empty);
                }
                else if (IsClosed(pair.Key.Symbol) || IsClosed(owner.Path.LastNamed))
                {
                    // Or in the object that it called the method on, or that it made.
                    yield return new StoredValue(into, new IncomingSource(IncomingKind.Out, _context.Owner.OriginalDefinition, into.Path), MemberPaths.Empty);
                }
            }
        }

        bool IsClosed(ISymbol? member) => member is not null && _context.Analysis.Access.IsClosed(member);
    }
}
