using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using ProloCodebook.References;

namespace ProloCodebook.Routing;

/// <content>
/// "A place that the value reaches is also routed where R2 holds for the value there": what is copied behind a question, or on a way that a decision has let through, is
/// followed as a copy of its own, which is judged where it was made.
/// </content>
internal sealed partial class FlowAnalysis
{
    /// <summary>
    /// A copy made where some test of a decision has had its outcome, or behind a question about the value, is followed as one of its own. Of a copy of a copy the first
    /// tells behind the question.
    /// </summary>
    private AbstractValue Copied(AbstractValue value, SyntaxNode at)
    {
        if (value.Sources.IsEmpty)
        {
            return value;
        }

        var isAsked = IsAsked(value, _state.Completed);
        if ((!isAsked && !_state.HasTestedDecision) || value.Sources.All(source => IsKeptCopy(source, isAsked)))
        {
            return value;
        }

        NoteCopied(value, at, DecidedArguments.None);
        return value with { Sources = value.Sources.Select(source => IsKeptCopy(source, isAsked) ? source : new CopiedSource(Source.Origin(source), at) { IsAsked = isAsked }).ToImmutableHashSet() };
    }

    private void NoteCopied(AbstractValue value, SyntaxNode at, DecidedArguments others)
    {
        if (_recording)
        {
            _context.Record.Copies.Add(new CopyVisit(at, Here, value.Key, others) { Groups = value.Groups });
            _position++;
        }
    }

    /// <summary>The references in the members of an object.</summary>
    private IEnumerable<(MemberPath Inside, Source Source)> ReferencesInside(AbstractValue value)
        => value.Objects.IsEmpty ? [] : Reach(value).Where(found => found.Inside.Length > 0 && found.Source is ReferenceSource).Select(found => (found.Inside, found.Source));

    private ImmutableHashSet<CopiedSource> CopiesInside(AbstractValue value, SyntaxNode at)
        => ReferencesInside(value).Select(found => new CopiedSource(found.Source, at) { Inside = found.Inside }).ToImmutableHashSet();

    /// <summary>Something in the one may be what is in the other, copies or not.</summary>
    private static bool ShareOrigin(AbstractValue one, AbstractValue other)
        => other.Sources.Any(theirs => one.Sources.Any(mine => Source.Origin(mine).Equals(Source.Origin(theirs))));

    /// <summary>It is a copy already, and the next one would tell no more.</summary>
    private static bool IsKeptCopy(Source source, bool isAsked) => source is CopiedSource copied && (copied.IsAsked || !isAsked || copied.Inside.Length > 0 || !copied.LetThrough.IsEmpty);

    /// <summary>The value itself, of something that nothing else can be in: its name is that of all there is.</summary>
    private AbstractValue CopiedIfFlat(AbstractValue value, IOperation operation)
        => !value.Sources.IsEmpty && Carriers.WithoutConversions(operation).Type is var type && (KnownTypes.IsFlat(type) || _context.Symbols.IsProcedureCode(type)) ? Copied(value, operation.Syntax) : value;

    /// <summary>Somebody has asked about the value, by whichever of its names.</summary>
    private static bool IsAsked(AbstractValue value, KeySet completed)
        => !completed.IsEmpty
            && ((value.Key is { } key && completed.Contains(key)) || completed.ContainsAny(value.Groups) || completed.Contains(AnyKey.Instance)
                || value.Sources.Any(source => Source.Origin(source) is var origin && (origin is ReferenceSource reference ? completed.Contains(new CodeKey(reference.Code.Value)) : IncomingSource.KeyOf(origin) is { } name && completed.Contains(name))));

    /// <summary><c>foreach (var c in codes) if (Evaluate(c, payer).IsGoverned) return c;</c></summary>
    private bool IsAskedAbout(AbstractValue value)
        => value.Key is not ConstantKey && TurnsOf(value).Any(_state.Completed.Contains) && _state.HasTestedDecision;

    /// <summary>It was copied before somebody asked about it; what counts now is the copy that is made behind the test.</summary>
    private static AbstractValue CopiedAnew(AbstractValue value)
        => value with { Sources = value.Sources.Select(source => source is CopiedSource { Inside.Length: 0 } ? Source.Origin(source) : source).ToImmutableHashSet() };

    /// <summary>What is handed to something that a decision picked is followed as a copy of its own, with what is in it.</summary>
    private AbstractValue CopiedFor(AbstractValue value, SyntaxNode at, DecidedArguments others)
    {
        var inside = CopiesInside(value, at);
        if (value.Sources.IsEmpty && inside.IsEmpty)
        {
            return value;
        }

        NoteCopied(value, at, others);
        return value with { Sources = value.Sources.Select(source => CopiedAgain(source, at)).ToImmutableHashSet(), Copies = value.Copies.Union(inside) };
    }

    /// <summary>A copy of a copy of which either may be routed.</summary>
    private static Source CopiedAgain(Source source, SyntaxNode at) => source switch
    {
        CopiedSource copied when copied.At == at || copied.Before?.At == at || copied.Inside.Length > 0 || !copied.LetThrough.IsEmpty => copied,
        CopiedSource copied => new CopiedSource(copied.Original, at) { IsAsked = true, Before = copied with { Before = null } },
        _ => new CopiedSource(source, at) { IsAsked = true },
    };

    /// <summary><c>if (!Evaluate(line.Code, payer).IsGoverned) ok.Add(line);</c>: what is in the object is copied with it.</summary>
    private AbstractValue CopiedInside(AbstractValue value, SyntaxNode at)
    {
        if (!_state.HasTestedDecision)
        {
            return value;
        }

        var copies = CopiesInside(value, at);
        if (copies.IsEmpty)
        {
            return value;
        }

        NoteCopied(value, at, DecidedArguments.None);
        return value with { Copies = value.Copies.Union(copies) };
    }

    /// <summary>
    /// <c>if (denied) code = "99213"; Bill(code);</c>: what only one outcome of a test of a decision brings along is a copy of its own, made on that way.
    /// </summary>
    private FlowState OnlyAlong(FlowEdge edge, IReadOnlyList<FlowState> states, int index)
    {
        var state = states[index];
        if (_graph.Blocks[edge.Source].BranchValue is not { Syntax: var at })
        {
            return state;
        }

        foreach (var (location, value) in state.Locations.Select(pair => (pair.Key, pair.Value)).Where(pair => !pair.Value.Sources.IsEmpty || !pair.Value.Objects.IsEmpty))
        {
            var copied = value;
            if (!value.Sources.IsEmpty && IsOnlyHere(location, theirs => !ShareOrigin(value, theirs)))
            {
                var isAsked = IsAsked(value, state.Completed);
                copied = value with { Sources = value.Sources.Select(source => source is CopiedSource ? source : new CopiedSource(source, at) { Location = location, IsAsked = isAsked }).ToImmutableHashSet() };
            }
            else if (value.Sources.IsEmpty && IsOnlyHere(location, theirs => !theirs.Objects.Overlaps(value.Objects)))
            {
                // `if (denied) line = line with { Code = "99213" };`: the same of what is in it.
                var inside = ReferencesIn(state, value).Select(found => new CopiedSource(found.Source, at) { Inside = found.Inside, Location = location }).ToImmutableHashSet();
                var others = inside.IsEmpty ? [] : states.Where((other, i) => i != index && other.Locations.ContainsKey(location)).ToList();
                inside = inside.Where(copy => others.Exists(other => ReferencesIn(other, other.Locations[location]).All(theirs => !theirs.Source.Equals(copy.Original)))).ToImmutableHashSet();
                copied = inside.IsEmpty ? value : value with { Copies = value.Copies.Union(inside) };
            }

            if (!ReferenceEquals(copied, value))
            {
                state = state.Set(location, copied);
                NoteBroughtAlong(edge, at, location, value.Key);
            }
        }

        return state;

        List<(MemberPath Inside, Source Source)> ReferencesIn(FlowState at, AbstractValue value)
        {
            _state = at;
            return [.. ReferencesInside(value)];
        }

        bool IsOnlyHere(object location, Func<AbstractValue, bool> isAnother)
        {
            for (var i = 0; i < states.Count; i++)
            {
                if (i != index && states[i].Locations.TryGetValue(location, out var theirs) && isAnother(theirs))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>
    /// <c>if (Evaluate(code, payer).IsGoverned) return; if (units > 4) code = "99214"; Bill(code);</c>: what was asked about under a name of its own, and may be something else
    /// from here on, is a copy of its own, made on that way.
    /// </summary>
    private FlowState AskedAlong(FlowEdge edge, IReadOnlyList<FlowState> states, int index)
    {
        var state = states[index];
        SyntaxNode? at = null;
        foreach (var pair in state.Locations)
        {
            var (location, value) = (pair.Key, pair.Value);
            if (value.Sources.IsEmpty || value.Sources.All(source => IsKeptCopy(source, isAsked: true)) || !IsAsked(value, state.Completed) || !IsAnother(location, value))
            {
                continue;
            }

            at ??= EndOf(_graph.Blocks[edge.Source]);
            if (at is null)
            {
                return state;
            }

            state = state.Set(location, value with { Sources = value.Sources.Select(source => IsKeptCopy(source, isAsked: true) ? source : new CopiedSource(Source.Origin(source), at) { IsAsked = true, Location = location }).ToImmutableHashSet() });
            NoteBroughtAlong(edge, at, location, value.Key);
        }

        return state;

        // Where outcomes of a test bring the same along, what comes of it comes of either.
        bool IsAnother(object location, AbstractValue value)
        {
            var isAnother = false;
            for (var i = 0; i < states.Count; i++)
            {
                if (i == index || !states[i].Locations.TryGetValue(location, out var other))
                {
                    continue;
                }

                isAnother |= !Equals(other.Key, value.Key);
                if (!HaveSameOutcomes(states[i], states[index]) && ShareOrigin(value, other))
                {
                    return false;
                }
            }

            return isAnother;
        }

        static bool HaveSameOutcomes(FlowState one, FlowState two)
            => ReferenceEquals(one.Tests, two.Tests) || (one.Tests.Count == two.Tests.Count && one.Tests.All(pair => two.Tests.TryGetValue(pair.Key, out var theirs) && theirs == pair.Value));
    }

    /// <summary>
    /// <c>var line = Find(); if (units > 4) line.Code = "99214"; Bill(line.Code);</c>: on the other way the object still has what it came with. Where that was asked about, it is a copy of its
    /// own, made on that way.
    /// </summary>
    private FlowState WithUnwritten(FlowEdge edge, IReadOnlyList<FlowState> states, int index)
    {
        var state = states[index];
        foreach (var other in states.Where((other, i) => i != index && !ReferenceEquals(other.Heap, states[index].Heap)))
        {
            foreach (var o in other.Heap.Objects.Where(o => !ReferenceEquals(other.Heap.Of(o), state.Heap.Of(o))).ToList())
            {
                _context.Budget.Spend(1);
                foreach (var member in other.Heap.Of(o).Keys.Where(member => member.Symbol is not null && IsCode(member) && !state.Heap.ContainsKey((o, member))).ToList())
                {
                    var sources = SourcesOf(state, o).Select(source => source.Of(member)).ToImmutableHashSet();
                    if (sources.IsEmpty)
                    {
                        continue;
                    }

                    var before = AbstractValue.Of(NameOf(state, o, member)) with { Sources = sources };
                    if (IsAsked(before, state.Completed) && EndOf(_graph.Blocks[edge.Source]) is { } at)
                    {
                        object location = (o, member);
                        before = before with { Sources = sources.Select(source => (Source)new CopiedSource(source, at) { IsAsked = true, Location = location }).ToImmutableHashSet() };
                        NoteBroughtAlong(edge, at, location, before.Key);
                    }

                    state = state.Set(o, member, before);
                }
            }
        }

        return state;

        // By whichever name it was asked about.
        static ValueKey NameOf(FlowState state, ValueKey o, Member member)
            => new MemberKey(o, member) is var own && state.Completed.Contains(own) ? own
                : state.Locations.Values.Where(value => value.Key is { Depth: < 4 } && value.Objects.Contains(o)).Select(value => new MemberKey(value.Key!, member)).FirstOrDefault(state.Completed.Contains) ?? own;

        // Of what came in by a parameter the merge itself knows what was there before.
        static List<Source> SourcesOf(FlowState state, ValueKey o)
            => CameFrom(state, o) is var sources && (!ObjectHeap.IsFromBefore(o) || sources.Exists(source => source is IncomingSource { Kind: IncomingKind.Field })) ? sources : [];
    }

    /// <summary>Where an object came from that was not made here, or that sits in such.</summary>
    private static List<Source> CameFrom(FlowState state, ValueKey o)
    {
        var sources = state.Locations.Values.Where(value => value.Objects.Contains(o)).SelectMany(value => value.Sources).Where(source => source is IncomingSource).Distinct().ToList();
        return sources.Count == 0 && o is MemberKey { Owner: var owner, Member: var member } ? CameFrom(state, owner).ConvertAll(source => source.Of(member)) : sources;
    }

    private static SyntaxNode? EndOf(BasicBlock block) => (block.BranchValue ?? block.Operations.LastOrDefault())?.Syntax;

    /// <summary><c>if (denied) codes.Remove("M0076");</c>: the same of what is in the members of objects that are made here, and in collections.</summary>
    private FlowState WithMembersOnlyAlong(FlowEdge edge, IReadOnlyList<FlowState> states, int index)
    {
        var state = states[index];
        if (EndOf(_graph.Blocks[edge.Source]) is not { } at)
        {
            return state;
        }

        foreach (var other in states.Where((other, i) => i != index && !ReferenceEquals(other.Heap, state.Heap)))
        {
            var before = state.Heap;
            foreach (var o in other.Heap.Objects.Where(o => IsOwned(o) && !ReferenceEquals(other.Heap.Of(o), before.Of(o))).ToList())
            {
                _context.Budget.Spend(1);
                foreach (var (member, theirs) in other.Heap.Of(o).Where(pair => pair.Key == Member.Elements || (pair.Key.Symbol is not null && KnownTypes.IsFlat(pair.Key.Type))).Select(pair => (pair.Key, pair.Value)).ToList())
                {
                    if (state.Heap.TryGetValue((o, member), out var mine) && !mine.Sources.IsEmpty && !ReferenceEquals(mine, theirs) && mine.Sources.Any(IsOnlyMine))
                    {
                        var isAsked = IsAsked(mine, state.Completed);
                        state = state.Set(o, member, mine with { Sources = mine.Sources.Select(source => IsOnlyMine(source) ? new CopiedSource(source, at) { IsAsked = isAsked } : source).ToImmutableHashSet() });
                        NoteBroughtAlong(edge, at, null, null);
                    }

                    // Of an object that came in and is an element it must still be known where that is.
                    bool IsOnlyMine(Source source) => (source is ReferenceSource || (source is IncomingSource && member != Member.Elements)) && !theirs.Sources.Any(their => Source.Origin(their).Equals(source));
                }
            }
        }

        return state;
    }

    /// <summary>A copy was made on a way into a block.</summary>
    /// <param name="location">Where it is; null where it may be in several places.</param>
    private void NoteBroughtAlong(FlowEdge edge, SyntaxNode at, object? location, ValueKey? key) => _broughtAlong[(edge.Source, edge.IsConditional, at, location)] = (edge, key);

    private void RecordCopies()
        => _context.Record.Copies.AddRange(_broughtAlong.Select(copy => new CopyVisit(copy.Key.At, new FlowPoint(this, copy.Key.Block, int.MaxValue) { Edge = copy.Value.Edge }, copy.Value.Key, DecidedArguments.None) { Location = copy.Key.Location }));
}
