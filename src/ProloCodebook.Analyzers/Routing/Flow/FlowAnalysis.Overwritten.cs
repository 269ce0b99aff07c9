using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <content>Decisions that are stored in members, and overwritten there before anybody has looked.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary>The field or property that is written; null where several may be meant.</summary>
    private static MemberKey? PlaceOf(AbstractValue owner, Member member)
        => member.Symbol is IFieldSymbol or IPropertySymbol && owner.Objects.Count == 1 ? new MemberKey(owner.Objects.First(), member) : null;

    /// <summary>Something else is put into a member: what was stored there, and nobody has read, was not handed on.</summary>
    private void LoseUnread(MemberKey place)
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

    /// <summary>A call may overwrite the answers that are kept in what it is given, be it only where it denies itself: <c>if (units &lt; 1) context.Stop = true;</c></summary>
    private void ForgetAnswersWritten(IReadOnlyList<IMethodSymbol> bodies, AbstractValue receiver, List<Argument> arguments)
    {
        foreach (var (o, member, answer) in AnswersIn(receiver, arguments))
        {
            var told = member == Member.Size
                ? _context.Analysis.WrittenMembers.MayEmpty(bodies, (o as MemberKey)?.Member.Symbol, _context.Budget, _context.CancellationToken) ? Evaluated.Nothing : null
                : _context.Analysis.WrittenMembers.ToldByWrites(bodies, member.Symbol!, _context.Budget, _context.CancellationToken);
            if (told is null)
            {
                continue;
            }

            var left = answer with { Evaluated = answer.Evaluated.Intersect(told) };
            if (left.DecidedAbout.Overlaps(left.Evaluated.Any))
            {
                _state = _state.Set(o, member, left);
            }
            else
            {
                ForgetAnswer(o, member, answer);
            }
        }
    }

    /// <summary>Code that nobody sees may overwrite any answer that is kept in what it is given.</summary>
    private void ForgetAnswersGiven(AbstractValue receiver, List<Argument> arguments)
    {
        foreach (var (o, member, answer) in AnswersIn(receiver, arguments))
        {
            if (member.Symbol is not (IFieldSymbol { DeclaredAccessibility: Accessibility.Private } or IPropertySymbol { SetMethod.DeclaredAccessibility: Accessibility.Private }))
            {
                ForgetAnswer(o, member, answer);
            }
        }
    }

    /// <summary><c>_denied = Evaluate(c, payer).IsGoverned; Clear(); if (_denied) return;</c>: whatever was kept there is gone.</summary>
    /// <returns>What is there instead.</returns>
    private List<(ValueKey Object, Member Member, AbstractValue Value)> LoseOverwritten(IOperation operation, IReadOnlyList<IMethodSymbol> bodies, AbstractValue receiver, List<Argument> arguments)
    {
        var written = new List<(ValueKey Object, Member Member, AbstractValue Value)>();
        if (bodies is not [var body] || (_state.Unread.IsEmpty && (_state.Completed.IsEmpty || _state.Heap.IsEmpty)) || (body.IsAsync && operation.Parent is not IAwaitOperation))
        {
            return written;
        }

        foreach (var ((parameter, symbol), constant) in _context.Analysis.SureWrites.Of(body, _context.CancellationToken).Select(write => (write.Key, write.Value)))
        {
            _context.Budget.Spend(1);
            var owner = symbol.IsStatic ? StaticOwner(symbol) : parameter is null ? receiver : arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal).Value ?? AbstractValue.Unknown;
            if (owner.Objects.Count != 1)
            {
                continue;
            }

            var (o, member) = (owner.Objects.First(), Member.Of(symbol));
            var isDecision = _context.Symbols.IsDecision(member.Type);
            LoseUnread(new MemberKey(o, member));
            if (!_state.Heap.TryGetValue((o, member), out var old) || !IsAnswer(old) || !(isDecision || KnownTypes.IsFlat(member.Type)))
            {
                continue;
            }

            ForgetAnswer(o, member, old);
            if (constant is not null && old.Sources.IsEmpty)
            {
                written.Add((o, member, isDecision && KnownTypes.IsNeverNull(member.Type) ? DefaultDecision(operation) : new AbstractValue { Key = constant, Evaluated = Evaluated.Constant(constant.Value) }));
            }
        }

        return written;
    }

    /// <summary>It says what a decision says, and is no code that a decision chose.</summary>
    private static bool IsAnswer(AbstractValue value)
        => value.IsDecision && !value.Sources.Any(source => Source.Origin(source) is ReferenceSource or IncomingSource { Kind: IncomingKind.Return or IncomingKind.Out });

    /// <summary>A member need not say any more what it said. What else is followed in it may still be there.</summary>
    private void ForgetAnswer(ValueKey o, Member member, AbstractValue answer)
        => _state = _state with
        {
            Heap = answer.Sources.IsEmpty ? _state.Heap.Remove((o, member))
                : _state.Heap.SetItem((o, member), answer with { DecidedAbout = ImmutableHashSet<ValueKey>.Empty, DecidedBy = ImmutableHashSet<SyntaxNode>.Empty, Evaluated = Evaluated.Nothing }),
        };

    /// <summary>The flags, texts and numbers, and the sizes of collections, in what a call is given that say what a decision says, and that can change.</summary>
    private IReadOnlyList<(ValueKey Object, Member Member, AbstractValue Answer)> AnswersIn(AbstractValue receiver, List<Argument> arguments)
    {
        if ((_state.Completed.IsEmpty && _context.AskedOf.Count == 0) || _state.Heap.IsEmpty)
        {
            return [];
        }

        var answers = new List<(ValueKey Object, Member Member, AbstractValue Answer)>();
        HashSet<ValueKey>? given = null;
        foreach (var o in _state.Heap.Objects)
        {
            foreach (var pair in _state.Heap.Of(o))
            {
                if (IsAnswer(pair.Value) && (pair.Key == Member.Size || (CanChange(pair.Key.Symbol) && KnownTypes.IsFlat(pair.Key.Type)))
                    && (pair.Key.Symbol is { IsStatic: true } || IsGiven(o)))
                {
                    answers.Add((o, pair.Key, pair.Value));
                }
            }
        }

        return answers;

        bool IsGiven(ValueKey o)
        {
            _context.Budget.Spend(1);
            given ??= [.. arguments.Select(argument => argument.Value).Prepend(receiver).SelectMany(value => Holders(value, isByWay: false)).SelectMany(found => found.Holder.Objects)];
            for (var key = o; ; key = ((MemberKey)key).Owner)
            {
                if (given.Contains(key))
                {
                    return true;
                }

                if (key is not MemberKey)
                {
                    return false;
                }
            }
        }
    }

    /// <summary><c>if (denied) claim.Reject();</c>: under a test of a decision a call changes members of what it is given.</summary>
    private void NoteChanged(IOperation operation, IReadOnlyList<IMethodSymbol> bodies, AbstractValue receiver, List<Argument> arguments)
    {
        if (!_state.HasTestedDecision)
        {
            return;
        }

        var changed = _context.Analysis.WrittenMembers.ChangedBy(bodies, _context.Budget, _context.CancellationToken).Where(symbol => !symbol.IsStatic).OrderBy(symbol => symbol.Name, StringComparer.Ordinal).ToList();
        var part = FirstChangedPart;
        foreach (var (value, type) in changed.Count == 0 ? [] : arguments.Select(argument => (argument.Value, argument.Parameter?.Type)).Prepend((receiver, bodies[0].ContainingType)))
        {
            foreach (var symbol in changed.Where(symbol => value.Objects.Count == 1 && IsMemberOf(type, symbol)))
            {
                var (o, member) = (value.Objects.First(), Member.Of(symbol));
                if (KnownTypes.IsFlat(member.Type))
                {
                    Change((o, member), ReadMember(value, member));
                }
                else if (KnownTypes.IsCollection(member.Type) && o.Depth < 4)
                {
                    Change((new MemberKey(o, member), Member.Size), AbstractValue.Unknown);
                }
            }
        }

        // What may hold a code has a name that counts.
        void Change((ValueKey Object, Member Member) slot, AbstractValue old)
        {
            old = _state.Heap.TryGetValue(slot, out var known) ? known : old;
            if (IsAnswer(old) || old is { IsDecision: false, Sources.IsEmpty: true })
            {
                _state = _state.Set(slot.Object, slot.Member, (old.IsDecision ? old : old.Derived(null)) with { Key = Fresh(operation, part++) });
            }
        }

        static bool IsMemberOf(ITypeSymbol? type, ISymbol symbol)
        {
            for (; type is not null; type = type.BaseType)
            {
                if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, symbol.ContainingType))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The names of what a call changes, among those of what an operation makes.</summary>
    private const int FirstChangedPart = 64;

    /// <summary><c>if (denied) ModelState.AddModelError(…);</c> of a class that nobody sees: how many errors there are, then says something.</summary>
    private void NoteErrorAdded(IOperation operation, AbstractValue receiver)
    {
        foreach (var o in receiver.Objects)
        {
            _state = _state.Set(o, Member.Size, (_state.Heap.TryGetValue((o, Member.Size), out var size) ? size : AbstractValue.Unknown) with { Key = Fresh(operation, FirstChangedPart) });
        }
    }
}
