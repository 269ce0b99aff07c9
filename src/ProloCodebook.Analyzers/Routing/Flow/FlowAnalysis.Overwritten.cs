using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <content>Decisions that are stored in members, and overwritten there before anybody has looked.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary>The field or property that is written, of an object that was there before; null where several may be meant.</summary>
    private static MemberKey? PlaceOf(AbstractValue owner, Member member)
        => member.Symbol is IFieldSymbol or IPropertySymbol && owner.Objects.Count == 1 && owner.Objects.First() is var o && !IsOwned(o) ? new MemberKey(o, member) : null;

    /// <summary>Something else is put into a member: what was stored there, and nobody has read, was not handed on.</summary>
    private void Overwritten(MemberKey place)
    {
        if (!_state.Unread.Contains(place))
        {
            return;
        }

        _state = _state with { Unread = _state.Unread.Remove(place) };
        if (_recording && _state.Heap.TryGetValue((place.Owner, place.Member), out var old))
        {
            foreach (var about in old.DecidedAbout)
            {
                Happens(FlowEventKind.Forgotten, new StoredKey(place, about));
            }
        }
    }

    /// <summary>
    /// <c>if (Evaluate(line.Code, payer).IsGoverned) line.Code = "99213"; Take(line);</c>: what came in with the object is no longer in it. Where something followed is put in,
    /// it is in this object or in another that has the member.
    /// </summary>
    private void NoteReplaced(AbstractValue owner, Member member, bool isFollowed, bool isCertain)
    {
        if (member.Symbol is not (IFieldSymbol or IPropertySymbol) || !_recording)
        {
            return;
        }

        if (isFollowed)
        {
            Happens(FlowEventKind.Forgotten, ReplacedKey.AnyOf(member));
        }
        else if (isCertain && owner.Key is { Depth: < 5 } key && KnownTypes.CanHoldCode(member.Type))
        {
            Happens(FlowEventKind.Replaced, new ReplacedKey(new MemberKey(key, member)));
            foreach (var turns in TurnsOf(owner))
            {
                Happens(FlowEventKind.Replaced, new MemberKey(turns, member));
            }
        }
    }

    /// <summary>Where members are replaced, in which blocks. To be asked once the flow is finished.</summary>
    public ILookup<ValueKey, int> Replacements => _replacements.Value;

    /// <summary>A call runs code that may read what is stored.</summary>
    /// <param name="bodies">What it runs; none where nobody can tell.</param>
    private void ReadByCall(IReadOnlyList<IMethodSymbol> bodies, AbstractValue receiver, List<Argument> arguments)
    {
        foreach (var place in _state.Unread)
        {
            var isRead = bodies.Count > 0
                ? _context.Analysis.WrittenMembers.MayMention(bodies, place.Member.Symbol!, _context.Budget, _context.CancellationToken)
                : !_context.Analysis.Access.IsClosed(place.Member.Symbol!) || IsGiven(receiver) || arguments.Exists(argument => IsGiven(argument.Value) || !argument.Value.Delegates.IsEmpty);
            if (isRead)
            {
                _state = _state with { Unread = _state.Unread.Remove(place) };
            }

            bool IsGiven(AbstractValue value) => value.Objects.Contains(place.Owner);
        }
    }
}
