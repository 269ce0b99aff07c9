using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <content>
/// What is known of all elements of a collection: each was asked about in a loop, or by a lambda, or those that a decision spoke against were
/// taken out.
/// </content>
internal sealed partial class FlowAnalysis
{
    private readonly List<Removal> _removals = [];

    /// <summary>The blocks that end by asking an enumerator for one more. To be asked once the flow is finished.</summary>
    public IEnumerable<(int Block, Turn Turn)> Turns
    {
        get
        {
            for (var i = 0; i < _blocks.Length; i++)
            {
                if (_blocks[i].Turn is { } turn)
                {
                    yield return (i, turn);
                }
            }
        }
    }

    /// <summary>Where elements are taken out of collections. To be asked once the flow is finished.</summary>
    public IReadOnlyList<Removal> Removals => _removals;

    /// <summary>The collections of which a value holds all elements: itself, and those that it is a copy of.</summary>
    private ImmutableHashSet<ValueKey> WholeOf(AbstractValue collection)
        => collection.Objects.Count != 1 ? ImmutableHashSet<ValueKey>.Empty
            : (_state.Heap.TryGetValue((collection.Objects.First(), Member.Whole), out var whole) ? whole.Groups : ImmutableHashSet<ValueKey>.Empty).Add(MemberKey.AllOf(collection.Objects.First()));

    /// <summary>A new collection, or an enumerator, gives all elements of another.</summary>
    private void CopiedWhole(ValueKey copy, AbstractValue original)
    {
        if (CalleesOf(original) is { IsEmpty: false } callees)
        {
            SetCallees(copy, callees);
        }

        if (WholeOf(original) is { IsEmpty: false } whole)
        {
            _context.HasCopies = true;
            _state = _state with { Heap = _state.Heap.SetItem((copy, Member.Whole), new AbstractValue { Groups = whole }) };
        }
    }

    /// <summary><c>codes.Select(c => Evaluate(c, payer))</c>: of each element a decision, so to ask those is to ask about these.</summary>
    private void DecidedEach(ValueKey decisions, AbstractValue each, AbstractValue collection)
    {
        var turns = each.DecidedAbout.Where(each.Evaluated.Anyway.Contains).Select(MemberKey.TurnsIn).OfType<ValueKey>().ToList();
        if (turns.Count > 0 && WholeOf(collection) is { IsEmpty: false } whole)
        {
            _context.HasCopies = true;
            _state = _state with { Heap = _state.Heap.SetItem((decisions, Member.Whole), new AbstractValue { Groups = whole.Union(turns) }) };
        }
    }

    /// <summary>Something is put into a collection: what was known of all its elements no longer holds, and its copies lack it.</summary>
    private void Grown(AbstractValue collection)
    {
        foreach (var o in collection.Objects)
        {
            var all = MemberKey.AllOf(o);
            Forget(all);
            Forget(new MemberKey(o, Member.Kept));
            if (!_context.HasCopies)
            {
                continue;
            }

            foreach (var copy in _state.Heap.Objects.ToList())
            {
                if (_state.Heap.TryGetValue((copy, Member.Whole), out var whole) && whole.Groups.Contains(all))
                {
                    _state = _state with { Heap = _state.Heap.SetItem((copy, Member.Whole), new AbstractValue { Groups = whole.Groups.Remove(all) }) };
                }
            }
        }
    }

    /// <summary>Something is taken out of a collection: it no longer holds all that it is a copy of.</summary>
    private void Shrunk(AbstractValue collection, AbstractValue element)
    {
        ForgetCallees(collection);
        foreach (var o in collection.Objects)
        {
            if (_context.HasCopies)
            {
                _state = _state with { Heap = _state.Heap.SetItem((o, Member.Whole), AbstractValue.Unknown) };
            }

            if (_recording)
            {
                _removals.Add(new Removal(_block, MemberKey.AllOf(o), element.Key is { } key ? element.Groups.Add(key) : element.Groups));
            }
        }
    }

    /// <summary>Begins to give the elements of a collection: so far none, so all of those have been looked at.</summary>
    private void StartTurns(ValueKey enumerator)
    {
        var turns = new MemberKey(enumerator, Member.Turns);
        Forget(turns);
        _state = _state with { Completed = _state.Completed.Add(turns) };
        Happens(FlowEventKind.Guarded, turns);
    }

    /// <summary>A member of an object is written, which may be an element of any collection.</summary>
    private void Written(Member member)
    {
        if (_context.AsksMembersOfAll && member.Symbol is not null)
        {
            Happens(FlowEventKind.Forgotten, new MemberKey(AnyKey.Instance, member));
        }
    }

    /// <summary>The turns that a value is of: to ask about it is to ask about what they gave last.</summary>
    private static IEnumerable<ValueKey> TurnsOf(AbstractValue value) => value.Groups.Where(group => MemberKey.TurnsIn(group) is not null);

    /// <summary>
    /// What a question put to the elements until one answers it tells of all: <c>codes.Any(c => Evaluate(c, payer).IsGoverned)</c> is false where
    /// each was asked about.
    /// </summary>
    /// <param name="each">What the lambda gives back.</param>
    private AbstractValue OfAll(AbstractValue answer, AbstractValue each, AbstractValue collection, IMethodSymbol method, List<Argument> arguments)
    {
        if (!each.IsDecision || !KnownLibrary.IsQuantifier(method))
        {
            return answer;
        }

        var outcome = KnownLibrary.IsTrueOfNothing(method);
        var whole = WholeOf(collection);
        var asked = each.DecidedAbout.Where(each.Evaluated.When(outcome).Contains)
            .Select(key => (Key: key, Turns: MemberKey.TurnsIn(key)!)).Where(asked => asked.Turns is { } turns && (whole.Contains(turns) || InsideParameter(turns.Owner, arguments) is not null))
            .SelectMany(asked => asked.Key is MemberKey { Member.About: { } about } ? [about] : whole.Where(all => MemberKey.TurnsIn(all) is null).Select(all => MemberKey.Moved(asked.Key, asked.Turns, all)!)).ToList();
        if (asked.Count == 0)
        {
            return answer;
        }

        var more = KeySet.Of(asked);
        return answer with
        {
            DecidedAbout = answer.DecidedAbout.Union(asked),
            DecidedBy = answer.DecidedBy.Union(each.DecidedBy),
            Evaluated = outcome ? answer.Evaluated with { WhenTrue = answer.Evaluated.WhenTrue.Union(more) } : answer.Evaluated with { WhenFalse = answer.Evaluated.WhenFalse.Union(more) },
        };
    }

    /// <summary><c>codes.RemoveAll(c => Evaluate(c, payer).IsGoverned)</c>: what is left was asked about.</summary>
    /// <param name="left">What is left in it, as far as nobody asked about it.</param>
    private void Sorted(AbstractValue collection, AbstractValue left)
    {
        if (collection.Objects.Count != 1)
        {
            return;
        }

        var o = collection.Objects.First();
        _state = _state with { Heap = _state.Heap.SetItem((o, Member.Elements), left) };
        if (left.Sources.IsEmpty && left.Objects.IsEmpty)
        {
            var kept = new MemberKey(o, Member.Kept);
            _state = _state with { Completed = _state.Completed.Add(kept) };
            Happens(FlowEventKind.Guarded, kept);
        }
    }
}
