using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <content>
/// Collections of those elements of another for which a decision had an outcome: by a filter, or gathered in a loop. To ask whether something is in there
/// is to ask what the decision about it was, and what is left without them has been let through.
/// </content>
internal sealed partial class FlowAnalysis
{
    /// <summary>What was asked about all elements of the collections that it was picked from; its groups are those collections. Null where it was not.</summary>
    private AbstractValue? PickedFrom(AbstractValue collection)
    {
        if (collection.Objects.Count != 1)
        {
            return null;
        }

        var o = collection.Objects.First();
        return _state.Heap.TryGetValue((o, Member.Picked), out var picked) ? picked.Groups.IsEmpty ? null : picked : GatheredFrom(o);
    }

    /// <summary><c>foreach (var c in codes) if (Evaluate(c, payer).IsGoverned) denied.Add(c);</c></summary>
    private AbstractValue? GatheredFrom(ValueKey collection)
    {
        if (!_state.Heap.TryGetValue((collection, Member.Size), out var size) || !size.IsDecision || !_state.Heap.TryGetValue((collection, Member.Elements), out var elements))
        {
            return null;
        }

        var asked = AllAsked(size.DecidedAbout.Where(name => MemberKey.TurnsIn(name) is { } turns && (elements.Groups.Contains(turns) || elements.Groups.Contains(name)))).Where(_state.Completed.Contains).ToImmutableHashSet();
        return asked.IsEmpty ? null : Picked(asked, size.DecidedBy);
    }

    private static AbstractValue Picked(ImmutableHashSet<ValueKey> asked, ImmutableHashSet<SyntaxNode> calls)
        => new() { Groups = asked.Select(MemberKey.EachIn).OfType<ValueKey>().ToImmutableHashSet(), DecidedAbout = asked, DecidedBy = calls, Evaluated = Evaluated.Always(KeySet.Of(asked)) };

    private void PickedBy(ValueKey picked, ImmutableHashSet<ValueKey> asked, ImmutableHashSet<SyntaxNode> calls)
    {
        NoteAsked(asked);
        _context.Copies.Add(picked);
        _state = _state.Set(picked, Member.Picked, Picked(asked, calls));
    }

    /// <summary><c>lines.Where(l => Evaluate(l.Code, payer).IsGoverned).Select(l => l.Code)</c>: of what was picked the very member that was asked about.</summary>
    private void SelectedFromPicked(ValueKey selected, AbstractValue each, AbstractValue collection)
    {
        if (PickedFrom(collection) is { } picked && each.Groups.Overlaps(picked.DecidedAbout))
        {
            _context.Copies.Add(selected);
            _state = _state.Set(selected, Member.Picked, picked);
        }
    }

    /// <summary>What it tells of a value that it is, or is not, in a collection that was picked, or what it stands for in a table of answers.</summary>
    private AbstractValue ToldBy(AbstractValue collection, AbstractValue element)
    {
        if (element.Groups.IsEmpty || element.Key is not { } key || PickedFrom(collection) is not { } picked)
        {
            return ToldBySize(collection, element);
        }

        var names = TurnsOf(element).Prepend(key).ToList();
        var about = picked.DecidedAbout.SelectMany(asked => element.Groups.SelectMany(group => names.Select(name => MemberKey.Moved(asked, group, name)))).OfType<ValueKey>().ToImmutableHashSet();
        return about.IsEmpty ? AbstractValue.Unknown : new AbstractValue { DecidedAbout = about, DecidedBy = picked.DecidedBy, Evaluated = Evaluated.Always(KeySet.Of(about)) };
    }

    /// <summary><c>if (denied) held.Add(code); if (held.Contains(code)) return;</c>: where nothing else is ever put in there, it is in there by what the decision about it said.</summary>
    private AbstractValue ToldBySize(AbstractValue collection, AbstractValue element)
    {
        if (element.Key is not { } key || collection.Objects.Count != 1 || collection.Objects.First() is not { } o || !IsOwned(o) || !_state.Heap.TryGetValue((o, Member.Size), out var size) || !size.IsDecision
            || !_state.Heap.TryGetValue((o, Member.Elements), out var elements))
        {
            return AbstractValue.Unknown;
        }

        var about = size.DecidedAbout.Where(size.Evaluated.Anyway.Contains).ToImmutableHashSet();
        return about.Contains(key) && ((key is CodeKey && key.Equals(elements.Key)) || TurnsOf(element).Any(elements.Groups.Contains)) ? new AbstractValue { DecidedAbout = about, DecidedBy = size.DecidedBy, Evaluated = Evaluated.Always(KeySet.Of(about)) } : AbstractValue.Unknown;
    }

    /// <summary>What is left of a collection without those that were picked from it, or of any but for those that were picked.</summary>
    /// <param name="isKept">Those that were picked are kept, and not taken out.</param>
    private AbstractValue LeftBy(AbstractValue collection, AbstractValue contents, AbstractValue other, bool isKept, IOperation operation)
    {
        if (PickedFrom(other) is not { } picked || (!isKept && !WholeOf(collection).Overlaps(picked.Groups)))
        {
            return contents;
        }

        var paths = picked.DecidedAbout.Select(PathIn).OfType<MemberPath>().Distinct().ToList();
        return paths.Exists(path => path.Length == 0) ? AbstractValue.Unknown : LetThrough(contents, paths, static _ => false, operation);
    }

    private static MemberPath? PathIn(ValueKey name) => name is not MemberKey member ? null : member.Member == Member.Each ? MemberPath.Empty : PathIn(member.Owner)?.Append(member.Member);

    /// <summary><c>codes.ToDictionary(c => c, c => Evaluate(c, payer).IsGoverned)</c>: by each element what the decision about it says.</summary>
    private bool TableOfAnswers(ValueKey table, AbstractValue keys, AbstractValue answers, AbstractValue collection, IReadOnlyList<Argument> arguments)
    {
        if (answers.IsDecision && InsideParameter(keys.Key, arguments) is { } inside
            && AskedOfAll(answers, answers.Evaluated.Anyway, collection, arguments).Where(asked => inside.Equals(PathIn(asked))).ToImmutableHashSet() is { IsEmpty: false } all)
        {
            PickedBy(table, all, answers.DecidedBy);
            return true;
        }

        return false;
    }

    /// <summary>One of those that were picked is taken out of the collection: once that is done for each, what is left has been let through.</summary>
    private void TakenOut(AbstractValue collection, AbstractValue element)
    {
        foreach (var turns in element.Groups.OfType<MemberKey>().Where(group => group.Member == Member.Turns))
        {
            foreach (var all in WholeOf(collection).OfType<MemberKey>().Where(all => collection.Objects.Contains(all.Owner) && IsPickedFrom(turns.Owner, all)))
            {
                var taken = _context.TakenOut(turns, all);
                _state = _state with { Completed = _state.Completed.Add(taken) };
                Happens(FlowEventKind.Guarded, taken);
            }
        }
    }

    /// <summary><c>codes.Remove("M0076")</c>, <c>codes.Clear()</c>: of a collection that is made here it is known what is in it no longer.</summary>
    private void TakeOut(AbstractValue collection, IMethodSymbol method, IReadOnlyList<Argument> arguments)
    {
        if (collection.Key is not { } o || !IsOwned(o) || collection is not { Objects.Count: 1, Sources.IsEmpty: true } || !collection.Objects.Contains(o) || !_state.Heap.TryGetValue((o, Member.Elements), out var elements) || !elements.Delegates.IsEmpty)
        {
            return;
        }

        if (method is { Name: "Clear", Parameters.IsEmpty: true })
        {
            _state = _state.Set(o, Member.Elements, AbstractValue.Unknown);
        }
        else if (method.Name == "Remove" && !KnownLibrary.IsTable(method.ContainingType) && arguments is [{ Value.Key: CodeKey { Code: var code } }]
            && elements.Sources.Where(source => Source.Origin(source) is ReferenceSource { Code.Value: var written } && written == code).ToList() is [var only])
        {
            // What was put in twice is still there.
            _state = _state.Set(o, Member.Elements, elements with { Sources = elements.Sources.Remove(only), Parts = elements.Parts.Remove(Source.Origin(only)) });
        }
    }

    private bool IsPickedFrom(ValueKey enumerator, ValueKey all) => _state.Heap.TryGetValue((enumerator, Member.Picked), out var picked) && picked.Groups.Contains(all);
}
