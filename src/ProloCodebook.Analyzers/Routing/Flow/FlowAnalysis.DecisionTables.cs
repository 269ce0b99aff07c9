using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <content>
/// Tables of decisions that are made and filled here: what the decision is about that stands under a key. Of a table from elsewhere nobody can tell, and a decision
/// read from that is "as good as the call that made it".
/// </content>
internal sealed partial class FlowAnalysis
{
    private bool IsTableOfDecisions(ITypeSymbol? type)
        => type is INamedTypeSymbol { IsGenericType: true } table && KnownLibrary.IsTable(table) && _context.Symbols.IsDecision(table.TypeArguments[table.TypeArguments.Length - 1]);

    /// <summary>A decision is put into a table: <c>decisions[line.Id] = Evaluate(line.Code, payer)</c>.</summary>
    private void KeepAnswer(AbstractValue table, ITypeSymbol? type, AbstractValue key, AbstractValue decision)
    {
        if (!IsTableOfDecisions(type))
        {
            return;
        }

        var about = decision.DecidedAbout.Where(decision.Evaluated.Anyway.Contains).ToList();
        var root = key.Key;
        while (root is not null && !about.Exists(name => MemberKey.IsWithin(name, root)))
        {
            root = (root as MemberKey)?.Owner;
        }

        // What is about the key itself, or about what the key is read from, is told by the key it is looked up with.
        var entry = root is null ? AsEntry(null, about, decision)
            : AsEntry(MemberKey.Moved(key.Key!, root, EntryKey.Instance), about.Where(name => name is CodeKey or AnyKey).Concat(about.Select(name => MemberKey.Moved(name, root, EntryKey.Instance)).OfType<ValueKey>()), decision);
        KeepEntry(table, key.Key, entry);
    }

    /// <summary><c>lines.ToDictionary(l => l.Id, l => Evaluate(l.Code, payer))</c></summary>
    private void KeepAnswers(ValueKey table, ITypeSymbol type, AbstractValue key, AbstractValue decision, IReadOnlyList<Argument> arguments)
    {
        if (IsTableOfDecisions(type))
        {
            var about = decision.DecidedAbout.Where(decision.Evaluated.Anyway.Contains)
                .Select(name => InsideParameter(name, arguments) is { } inside ? inside.Length > 0 && inside[0] == Member.Turns ? null : inside.From(EntryKey.Instance) : name).OfType<ValueKey>();
            KeepEntry(AbstractValue.Of(table), null, AsEntry(InsideParameter(key.Key, arguments)?.From(EntryKey.Instance), about, decision));
        }
    }

    private static AbstractValue AsEntry(ValueKey? key, IEnumerable<ValueKey> about, AbstractValue decision)
    {
        var names = about.ToImmutableHashSet();
        return names.IsEmpty ? new AbstractValue { DecidedAbout = ImmutableHashSet.Create<ValueKey>(ConstantKey.Null) }
            : new AbstractValue { Key = key, DecidedAbout = names, DecidedBy = decision.DecidedBy, Evaluated = Evaluated.Always(KeySet.Of(names)) };
    }

    private void KeepEntry(AbstractValue table, ValueKey? key, AbstractValue entry)
    {
        foreach (var o in table.Objects)
        {
            PutBeside(o, Member.Answers, entry);
            if (table.Objects.Count == 1 && Member.AnswerAt(key) is { } at)
            {
                _state = _state.Set(o, at, entry);
            }
            else
            {
                PutBeside(o, Member.AnswersElsewhere, entry);
            }
        }
    }

    /// <summary>Others may put decisions into a table from now on, or have done so.</summary>
    private void LoseAnswers(AbstractValue table, ITypeSymbol? type)
    {
        foreach (var o in table.Objects.Where(o => _state.Heap.ContainsKey((o, Member.Answers)) || IsTableOfDecisions(type)))
        {
            _state = _state.Set(o, Member.Answers, AbstractValue.Decision([AnyKey.Instance], null));
        }
    }

    /// <summary>The decision that stands under a key in a table; null where nobody can tell what it is about.</summary>
    /// <param name="isCertain">There is one, or this throws.</param>
    private AbstractValue? AnswerIn(AbstractValue table, AbstractValue index, IOperation operation, bool isCertain)
    {
        if (table is not { Objects.Count: 1, Sources.IsEmpty: true } || table.Objects.First() is not { } o || !IsOwned(o) || !_state.Heap.TryGetValue((o, Member.Answers), out var answer) || answer.DecidedAbout.Contains(AnyKey.Instance))
        {
            return null;
        }

        if (Member.AnswerAt(index.Key) is { } at)
        {
            var isElsewhere = _state.Heap.TryGetValue((o, Member.AnswersElsewhere), out var elsewhere);
            answer = !_state.Heap.TryGetValue((o, at), out var known) ? isElsewhere ? elsewhere : answer
                : isElsewhere ? known.MergedWith(elsewhere, () => new PhiKey(_context.Body, _block, at)) : known;
        }

        var owners = index.Key is null ? [] : TurnsOf(index).Prepend(index.Key).Select(name => OwnerOf(answer.Key, name)).OfType<ValueKey>().ToList();
        var about = answer.DecidedAbout.Where(answer.Evaluated.Anyway.Contains)
            .SelectMany(name => MemberKey.IsWithin(name, EntryKey.Instance) ? owners.Select(owner => MemberKey.Moved(name, EntryKey.Instance, owner)!) : [name]).ToImmutableHashSet();
        if (about.IsEmpty)
        {
            return new AbstractValue { Key = Fresh(operation), DecidedAbout = ImmutableHashSet.Create<ValueKey>(ConstantKey.Null) };
        }

        if (isCertain)
        {
            Complete(about, [operation.Syntax]);
        }

        return AbstractValue.Decision(about, Fresh(operation), operation.Syntax) with { DecidedBy = answer.DecidedBy.Add(operation.Syntax) };
    }

    /// <summary><c>codes.Select(c => Evaluate(c, payer)).ToList()</c>: each of them is about the element that stands at the same place.</summary>
    private void KeepBeside(ValueKey decisions, AbstractValue each, AbstractValue collection, IReadOnlyList<Argument> arguments)
    {
        var about = each.DecidedAbout.Where(each.Evaluated.Anyway.Contains).Select(name => InsideParameter(name, arguments)).OfType<MemberPath>()
            .Where(inside => inside.Length == 0 || inside[0] != Member.Turns).Select(inside => inside.From(EntryKey.Instance)).ToList();
        if (collection.Objects.Count == 1 && about.Count > 0)
        {
            _context.Copies.Add(decisions);
            _state = _state.Set(decisions, Member.Beside, AsEntry(EntryKey.Instance, about, each) with { Groups = ImmutableHashSet.Create<ValueKey>(MemberKey.AllOf(collection.Objects.First())) });
        }
    }

    private void CopyBeside(ValueKey copy, AbstractValue decisions)
    {
        if (BesideOf(decisions) is { } beside)
        {
            _context.Copies.Add(copy);
            _state = _state.Set(copy, Member.Beside, beside);
        }
    }

    private AbstractValue? BesideOf(AbstractValue decisions)
        => decisions.Objects.Count == 1 && _state.Heap.TryGetValue((decisions.Objects.First(), Member.Beside), out var beside) && !beside.Groups.IsEmpty ? beside : null;

    /// <summary>Something else may stand at a place of a collection, or of the decisions about it.</summary>
    private void NoLongerBeside(ValueKey o)
    {
        foreach (var copy in _context.Copies)
        {
            if (_state.Heap.TryGetValue((copy, Member.Beside), out var beside) && (copy.Equals(o) || beside.Groups.Contains(MemberKey.AllOf(o))))
            {
                _state = _state.Set(copy, Member.Beside, AbstractValue.Unknown);
            }
        }
    }

    /// <summary>One of such decisions, which is about what stands beside it.</summary>
    private static AbstractValue About(AbstractValue decision, AbstractValue beside, IReadOnlyList<ValueKey> elements)
    {
        var about = beside.DecidedAbout.SelectMany(name => elements.Select(element => MemberKey.Moved(name, EntryKey.Instance, element))).OfType<ValueKey>().ToImmutableHashSet();
        return decision with { DecidedAbout = about, DecidedBy = beside.DecidedBy, Evaluated = Evaluated.Always(KeySet.Of(about)) };
    }

    /// <summary><c>decisions[i]</c>: about <c>codes[i]</c>.</summary>
    private AbstractValue AtSamePlace(AbstractValue decision, AbstractValue decisions, ValueKey? index)
    {
        if (index is not { Depth: < 4 } || BesideOf(decisions) is not { } beside)
        {
            return decision;
        }

        var about = About(decision, beside, [.. beside.Groups.OfType<MemberKey>().Select(all => new ElementKey(all.Owner, index))]);
        if (CodesBeside(beside).ToImmutableHashSet() is { IsEmpty: false } codes)
        {
            about = about with { DecidedAbout = about.DecidedAbout.Union(codes), Evaluated = about.Evaluated.With(KeySet.Of(codes)) };
        }

        // In a loop by index also about those that it has given so far.
        var turns = decision.Groups.IsEmpty ? [] : decision.DecidedAbout.Where(name => MemberKey.TurnsIn(name) is { } soFar && decision.Groups.Contains(soFar)).ToList();
        return turns.Count == 0 ? about : about with { DecidedAbout = about.DecidedAbout.Union(turns), Evaluated = about.Evaluated.With(KeySet.Of(turns)) };
    }

    /// <summary>The codes that decisions are about wherever in their collection they stand, since all its elements have the same.</summary>
    private IEnumerable<ValueKey> CodesBeside(AbstractValue beside)
    {
        foreach (var all in beside.Groups.OfType<MemberKey>())
        {
            if (_state.Heap.TryGetValue((all.Owner, Member.Elements), out var same))
            {
                foreach (var name in beside.DecidedAbout)
                {
                    if (Read(same, name)?.Key is CodeKey code)
                    {
                        yield return code;
                    }
                }
            }
        }

        AbstractValue? Read(AbstractValue element, ValueKey name)
            => name is EntryKey ? element : name is MemberKey member && Read(element, member.Owner) is { } owner ? ReadMember(owner, member.Member) : null;
    }

    /// <summary><c>decisions.First()</c>, <c>decisions.Last()</c>: about what stands at the same place; of <c>decisions.Single()</c>, about all there is.</summary>
    private AbstractValue DecidedBeside(AbstractValue decision, AbstractValue decisions, IMethodSymbol method, IReadOnlyList<Argument> arguments)
    {
        if (!decision.IsDecision || decision.IsPending || arguments.Any(argument => argument.Parameter?.Type.TypeKind == TypeKind.Delegate) || BesideOf(decisions) is not { } beside)
        {
            return decision;
        }

        ValueKey? index = method.Name switch
        {
            "First" or "Single" => new ConstantKey(0),
            "Last" => new FromEndKey(new ConstantKey(1)),
            "ElementAt" => arguments[arguments.Count - 1].Value.Key,
            _ => null,
        };
        decision = AtSamePlace(decision, decisions, index);
        if (method.Name != "Single")
        {
            return decision;
        }

        var only = beside.DecidedAbout.SelectMany(name => beside.Groups.Select(all => MemberKey.Moved(name, EntryKey.Instance, all))).OfType<ValueKey>().ToImmutableHashSet();
        NoteAsked(only);
        return decision with { DecidedAbout = decision.DecidedAbout.Union(only), Evaluated = decision.Evaluated.With(KeySet.Of(only)) };
    }

    /// <summary>Whether decisions are those about the elements of a collection, in the order of those.</summary>
    private AbstractValue? BesideOf(AbstractValue decisions, AbstractValue collection)
        => BesideOf(decisions) is { } beside && collection.Objects.Count == 1 && beside.Groups.Contains(MemberKey.AllOf(collection.Objects.First())) ? beside : null;

    /// <summary>What stands under a key in a member that keeps nothing but answers about its keys; null of any other.</summary>
    private AbstractValue? AnswerKept(AbstractValue table, AbstractValue index)
    {
        if (table is not { Key: MemberKey { Member.Symbol: { } member } place } || IsOwned(place) || index.Key is null or ConstantKey || !_context.Analysis.AnswerCaches.KeepsAnswersOnly(member, _context.CancellationToken))
        {
            return null;
        }

        var about = TurnsOf(index).Prepend(index.Key).ToImmutableHashSet();
        return new AbstractValue { DecidedAbout = about, Evaluated = Evaluated.Always(KeySet.Of(about)) };
    }

    /// <summary>Of a key, by what each key of the table is in the entry that it stands for: the entry.</summary>
    private static ValueKey? OwnerOf(ValueKey? pattern, ValueKey key) => pattern switch
    {
        EntryKey => key,
        MemberKey member => key is MemberKey same && member.Member.Equals(same.Member) ? OwnerOf(member.Owner, same.Owner) : null,
        _ => null,
    };
}
