using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <content>Collections and their elements change: what was known of all elements, or of one by its place, is not known any more.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary>Something is put into a collection: what was known of all its elements no longer holds, and its copies lack it.</summary>
    private void Grown(AbstractValue collection)
    {
        ForgetLast(collection);
        GrownInside(collection);
        ForgetByOtherNames(collection);
        foreach (var o in NamesOf(collection))
        {
            var all = MemberKey.AllOf(o);
            Forget(all);
            Forget(new MemberKey(o, Member.Kept));
            if (_context.AskedOf.Contains(all))
            {
                ForgetAnswers(key => MemberKey.IsWithin(key, all));
            }

            _context.Budget.Spend(_context.Copies.Count);
            NoLongerBeside(o);
            foreach (var copy in _context.Copies)
            {
                if (_state.Heap.TryGetValue((copy, Member.Whole), out var whole) && whole.Groups.Contains(all))
                {
                    _state = _state.Set(copy, Member.Whole, new AbstractValue { Groups = whole.Groups.Remove(all) });
                }

                if (_state.Heap.TryGetValue((copy, Member.Picked), out var picked) && (picked.Groups.Contains(all) || copy.Equals(o)))
                {
                    // Something else is in either.
                    _state = _state.Set(copy, Member.Picked, AbstractValue.Unknown);
                }
            }
        }
    }

    /// <summary>Something is put into a collection that may be in an element of another: what was asked about all of those in all of that.</summary>
    private void GrownInside(AbstractValue collection)
    {
        if (!_context.AsksInside)
        {
            return;
        }

        var members = new HashSet<Member>(collection.Objects.Concat(collection.Groups).OfType<MemberKey>().Select(key => key.Member).Where(member => member.Symbol is not null));
        var outer = new HashSet<ValueKey>(collection.Groups.Where(MemberKey.IsGroup));
        foreach (var o in _state.Heap.Objects)
        {
            _context.Budget.Spend(1);
            foreach (var pair in _state.Heap.Of(o).Where(pair => pair.Value.Objects.Overlaps(collection.Objects)))
            {
                if (pair.Key.Symbol is not null)
                {
                    members.Add(pair.Key);
                }
                else if (pair.Key == Member.Elements)
                {
                    outer.Add(MemberKey.AllOf(o));
                }
            }
        }

        foreach (var member in members)
        {
            ForgetWrittenIn(member);
        }

        var wholes = new HashSet<ValueKey>(outer.Concat(outer.OfType<MemberKey>().Where(group => group.Member == Member.Each).Select(group => group.Left())).Select(group => new MemberKey(group, Member.Elements)));
        foreach (var whole in wholes)
        {
            foreach (var key in _state.Completed.Keys.Where(key => MemberKey.IsWithin(key, whole)).ToList())
            {
                Forget(key);
            }

            Forget(whole);
        }
    }

    /// <summary>Something is put into a collection that is an element itself: what was asked about all elements of such by whatever name that goes.</summary>
    private void ForgetByOtherNames(AbstractValue collection)
    {
        if (!collection.Objects.Any(MemberKey.IsElement))
        {
            return;
        }

        foreach (var key in _state.Completed.Keys.Where(key => MemberKey.EachIn(key) is { Owner: var owner } && (owner.Equals(collection.Key) || (owner is ElementKey or OperationKey && _state.Heap.Of(owner).IsEmpty))).ToList())
        {
            Forget(key);
        }
    }

    /// <summary>Something else may stand at an index of a collection, or with <paramref name="index"/> at that one: what was asked about an element there is no longer about it.</summary>
    private void Rearranged(AbstractValue collection, ValueKey? index = null)
    {
        foreach (var o in _context.Copies.Count == 0 ? [] : NamesOf(collection))
        {
            NoLongerBeside(o);
        }

        foreach (var position in _context.Positions.Where(position => _state.Heap.TryGetValue((position, Member.Found), out var found) && IsOf(collection, found)).ToList())
        {
            _state = _state.Set(position, Member.Found, AbstractValue.Unknown);
        }

        ForgetElements(collection, at => !(index is ConstantKey && at is ConstantKey && !at.Equals(index)));
    }

    /// <summary>What is counted from the end is another element now.</summary>
    private void ForgetLast(AbstractValue collection) => ForgetElements(collection, at => at is FromEndKey);

    private void ForgetElements(AbstractValue collection, Func<ValueKey, bool> isMoved)
    {
        var moved = _state.Locations.SelectMany(pair => pair.Value.IsDecision ? pair.Value.DecidedAbout.Select(MemberKey.ElementIn) : [MemberKey.ElementIn(pair.Value.Key)]).Where(IsMoved).Select(element => element!).ToImmutableHashSet();
        foreach (var element in moved)
        {
            StoodAt(element);
        }

        foreach (var key in _state.Completed.Keys.Where(key => IsMoved(MemberKey.ElementIn(key))).ToList())
        {
            Forget(key);
        }

        bool IsMoved(ElementKey? element) => element is not null && (element.Collection.Equals(collection.Key) || collection.Objects.Contains(element.Collection)) && isMoved(element.Index);
    }

    /// <summary><c>var first = lines[0]; lines.RemoveAt(0);</c>: the variable has what stood there, and what was asked about that is still about it.</summary>
    private void StoodAt(ElementKey element)
    {
        var stood = new StoodAtKey(element);
        foreach (var (location, value) in _state.Locations.Select(pair => (pair.Key, pair.Value)).ToList())
        {
            if (value.Key is { } key && MemberKey.Moved(key, stood, stood) is not null)
            {
                // What stood there before that one has no name any more.
                _state = _state.Set(location, value with { Key = null });
            }
        }

        foreach (var key in _state.Completed.Keys.Where(key => MemberKey.IsWithin(key, stood)).Append(stood).ToList())
        {
            Forget(key);
        }

        foreach (var (location, value) in _state.Locations.Select(pair => (pair.Key, pair.Value)).ToList())
        {
            if (value.Key is { } key && MemberKey.Moved(key, element, stood) is { } name)
            {
                _state = _state.Set(location, value with { Key = name });
            }
            else if (value.IsDecision)
            {
                _state = _state.Set(location, value.AlsoAbout(element, stood).NotAbout(element));
            }
        }

        foreach (var key in _state.Completed.Keys.Where(key => MemberKey.IsWithin(key, element)).ToList())
        {
            Complete([MemberKey.Moved(key, element, stood)!], CallsAbout(key));
        }
    }

    /// <summary>The calls that have evaluated a value in this body.</summary>
    private List<SyntaxNode> CallsAbout(ValueKey key)
        => !_recording ? [] : [.. _blocks.SelectMany(block => block.Events).Where(e => e is { Kind: FlowEventKind.Completed, Call: not null } && e.Key.Equals(key)).Select(e => e.Call!).Distinct()];

    /// <summary>Answers given before speak of what was in the collection then.</summary>
    private void ForgetAnswers(Func<ValueKey, bool> isPast)
    {
        _context.Budget.Spend(_state.Locations.Count);
        foreach (var pair in _state.Locations.Where(pair => IsAboutAll(pair.Value)).ToList())
        {
            _state = _state.Set(pair.Key, Without(pair.Value));
        }

        foreach (var o in _state.Heap.Objects.ToList())
        {
            _context.Budget.Spend(1);
            foreach (var pair in _state.Heap.Of(o).Where(pair => IsAboutAll(pair.Value)).ToList())
            {
                _state = _state.Set(o, pair.Key, Without(pair.Value));
            }
        }

        bool IsAboutAll(AbstractValue value) => !value.DecidedAbout.IsEmpty && value.DecidedAbout.Any(isPast);

        AbstractValue Without(AbstractValue value)
        {
            var about = value.DecidedAbout.Where(isPast).ToList();
            var evaluated = about.Aggregate(value.Evaluated, (now, key) => now.Without(key));
            return value with { DecidedAbout = value.DecidedAbout.Except(about), Evaluated = evaluated };
        }
    }

    /// <summary>Something is taken out of a collection: it no longer holds all that it is a copy of.</summary>
    private void Shrunk(AbstractValue collection, AbstractValue element)
    {
        ForgetCallees(collection);
        foreach (var o in NamesOf(collection))
        {
            if (_context.Copies.Count > 0)
            {
                NotWhole(o);
                PassedOver(MemberKey.AllOf(o));
            }

            if (_state.Heap.ContainsKey((o, Member.Size)))
            {
                // No longer all that was picked, and how many there are now says nothing.
                _state = _state with { Heap = _state.Heap.Remove((o, Member.Size)).SetItem((o, Member.Picked), AbstractValue.Unknown) };
            }

            if (_recording)
            {
                _removals.Add(new Removal(_block, MemberKey.AllOf(o), NamesOfElement(element)));
            }
        }
    }

    private static ImmutableHashSet<ValueKey> NamesOfElement(AbstractValue element) => element.Key is { } key ? element.Groups.Add(key) : element.Groups;

    /// <summary>Puts something into a collection in the place of one of its elements.</summary>
    /// <param name="at">Which one; null where nobody can tell.</param>
    private void ReplaceElement(AbstractValue collection, ValueKey? at, AbstractValue value, IOperation operation)
    {
        var before = Counted(AbstractValue.Unknown, collection, at);
        Rearranged(collection, at);
        ForgetCallees(collection);
        ElementReplaced(collection, before);
        WriteMember(collection, Member.Elements, value, operation, weak: true, grows: before.Groups.IsEmpty || IsOfInterest(value));
    }

    /// <summary>An element of a collection is written over.</summary>
    /// <param name="element">What stood there so far, where that is known.</param>
    private void ElementReplaced(AbstractValue collection, AbstractValue? element = null)
    {
        foreach (var o in NamesOf(collection))
        {
            if (_context.Copies.Count > 0)
            {
                NotWhole(o);
            }

            if (_recording)
            {
                _removals.Add(new Removal(_block, MemberKey.AllOf(o), NamesOfElement(element ?? AbstractValue.Unknown)));
            }
        }
    }

    private void NotWhole(ValueKey o)
    {
        ForgetInCopies(o);
        _state = _state.Set(o, Member.Whole, AbstractValue.Unknown);
    }

    /// <summary>What is asked about all of a collection from now on says nothing of what was taken out of it, and of which its copies have more.</summary>
    private void ForgetInCopies(ValueKey o)
    {
        var all = MemberKey.AllOf(o);
        if (_state.Completed.Contains(all))
        {
            return;
        }

        foreach (var copy in _context.Copies.Where(copy => !copy.Equals(o)))
        {
            _context.Budget.Spend(1);
            if (_state.Heap.TryGetValue((copy, Member.Elements), out var elements) && elements.Groups.Contains(all))
            {
                _state = _state.Set(copy, Member.Elements, elements with { Groups = elements.Groups.Remove(all) });
            }
        }
    }

    /// <summary>A member of an object is written, which may be an element of any collection: of one that came in, unless it was made here.</summary>
    private void Written(AbstractValue owner, Member member, AbstractValue value, IOperation operation)
    {
        if (member.Symbol is null || (!_context.AsksMembersOfAll && owner.Objects.All(IsOwned)) || IsBeingMade(owner, value, operation))
        {
            return;
        }

        ForgetWrittenIn(member);
    }

    /// <summary>It is in no collection so far. A copy goes by the names of the original: of something followed that is put into it those say nothing.</summary>
    private bool IsBeingMade(AbstractValue owner, AbstractValue value, IOperation operation)
        => owner.Key is OperationKey made && (made.Equals(_making) || (SourceLanguage.IsInInitializer(operation.Syntax) && !(_context.Clones.ContainsKey(made) && IsOfInterest(value))));

    private void ForgetWrittenIn(Member member)
    {
        var written = new MemberKey(AnyKey.Instance, member);
        Happens(FlowEventKind.Forgotten, written);
        foreach (var key in _state.Completed.Keys.Where(IsTouched).ToList())
        {
            _state = _state with { Completed = _state.Completed.Remove(key) };
        }

        if (_context.AskedOf.Count > 0)
        {
            ForgetAnswers(IsTouched);
        }

        bool IsTouched(ValueKey key) => MemberKey.IsGroup(key) && MemberKey.IsTouched(key, written);
    }
}
