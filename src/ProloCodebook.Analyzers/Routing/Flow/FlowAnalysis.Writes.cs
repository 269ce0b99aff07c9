using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <content>What is put into members and elements.</content>
internal sealed partial class FlowAnalysis
{
    private void WriteProperty(IPropertyReferenceOperation property, AbstractValue value)
    {
        Separate(property.Instance);
        var owner = property.Instance is { } instance ? Evaluate(instance) : StaticOwner(property.Property);
        if (property.Property.SetMethod is { } setter && _context.Analysis.Bodies.BodiesOf(setter).Count > 0)
        {
            var arguments = EvaluateArguments(property.Arguments);
            arguments.Add(new Argument(setter.Parameters[setter.Parameters.Length - 1], value, property));
            Call(property, setter, owner, arguments);
            return;
        }

        if (KnownLibrary.HookOf(property.Property) is { } name && HookIn(property.Instance, name) is { } hook)
        {
            CallHook(property, hook, owner, [.. EvaluateArguments(property.Arguments), new Argument(null, value, property)]);
            return;
        }

        if (KnownLibrary.IsNode(property.Property.ContainingType))
        {
            PutInNode(owner, value, property);
            return;
        }

        if (property.Arguments.Length == 0)
        {
            if (IsOfBase(property))
            {
                WriteMember(owner, Member.Of(property.Property), value, property);
            }
            else
            {
                WriteImplementations(property, owner, value);
            }

            return;
        }

        var indices = EvaluateArguments(property.Arguments);
        foreach (var argument in indices)
        {
            Keyed(argument.Value, value, property, property.Property.ContainingType, property.Instance, owner.PickedBy);
            NoteAdded(owner, argument.Value);
        }

        if (indices.Count == 1)
        {
            KeepAnswer(owner, property.Property.ContainingType, indices[0].Value, value);
        }

        ReplaceElement(owner, indices is [{ Value.Key: var only }] ? only : null, value, property);
    }

    /// <summary>
    /// Something followed, an answer or a delegate, or a text that may be anything: what is known of all elements of a collection is not known of it. Another constant, or an object made
    /// of such, is no code that anybody has to ask about.
    /// </summary>
    private bool IsOfInterest(AbstractValue value)
        => value.Key is not ConstantKey
            && ((value.IsDecision && value.Objects.IsEmpty) || value.Objects.Count != 1 || !value.Objects.All(o => o is OperationKey made && (_context.OwnObjects.Contains(o) || _context.Clones.ContainsKey(made)))
                || Holders(value).Any(found => !found.Holder.Sources.IsEmpty || !found.Holder.Delegates.IsEmpty || (found.Inside.Length > 0 && found.Holder.Key is not ConstantKey && !KnownTypes.IsNumber(found.Inside[found.Inside.Length - 1].Type))));

    /// <summary>
    /// A table keyed by a code is billing data. Not so one that keeps the decisions about codes, nor one that is only a set of things, each of which has the code
    /// that is its key: who reads those finds it there.
    /// </summary>
    /// <param name="table">The table, or where it is stored at once.</param>
    /// <param name="pickedBy">What decides which table it is.</param>
    private void Keyed(AbstractValue key, AbstractValue value, IOperation operation, ITypeSymbol type, IOperation? table, DecidedArguments? pickedBy = null)
    {
        // `decisions[code] = Evaluate("99213", payer)`: who reads the keys finds codes that nobody asked about. Not who asks by key.
        var holdsAnswers = _context.Symbols.HoldsDecisions(type);
        var isAnswer = holdsAnswers && !(value.IsDecision && value.DecidedAbout.All(about => about is CodeKey or ConstantKey { Value: not null }));
        if (_recording && !isAnswer
            && !((holdsAnswers || HasItself(value, key)) && table is not null && SymbolOf(table) is { } symbol && _context.Analysis.ValueTables.HidesKeys(symbol, symbol is ILocalSymbol ? RootOf(table) : null, isAsked: holdsAnswers, _context.CancellationToken)))
        {
            Escape(key, operation, "is the key of a table", DecidedArguments.Of(value).And(pickedBy ?? DecidedArguments.None));
        }

        // The graph holds some of it in places of its own; the source says what it is.
        ISymbol? SymbolOf(IOperation operation) => operation is ILocalReferenceOperation { Local: var local } ? local : _context.Analysis.Bodies.ModelOf(operation.Syntax.SyntaxTree).GetSymbolInfo(operation.Syntax, _context.CancellationToken).Symbol?.OriginalDefinition;

        IOperation? RootOf(IOperation operation) => _context.Analysis.Bodies.ModelOf(operation.Syntax.SyntaxTree).GetOperation(_context.Body, _context.CancellationToken);
    }

    /// <summary>All that is followed in a key sits in a member of the value, too.</summary>
    private bool HasItself(AbstractValue value, AbstractValue key)
    {
        if (key.Sources.IsEmpty)
        {
            return false;
        }

        var inside = Reach(value).Select(found => (Source: Source.Origin(found.Source), found.Inside)).ToList();
        var parts = key.Sources.Select(Source.Origin).ToList();
        return parts.TrueForAll(part => IsInside(part) || (part is IncomingSource { Kind: IncomingKind.Field } any && parts.Exists(other => other is IncomingSource { Path.Length: > 0 } known && IsOf(known, any) && IsInside(known))));

        bool IsInside(Source part) => inside.Exists(found => found.Source.Equals(part) ? found.Inside.Length > 0
            : part is IncomingSource { Path: var path } incoming && found.Source is IncomingSource { Path: var whole } && path.Length > whole.Length && path.IsAtOrBelow(whole) && found.Source.Equals(incoming with { Path = whole }));

        // What is read from a member is known as what any object has there, too.
        static bool IsOf(IncomingSource known, IncomingSource any)
            => known.Path.Length > any.Path.Length && SymbolEqualityComparer.Default.Equals(known.Path[known.Path.Length - any.Path.Length - 1].Symbol, any.Symbol) && known.Path.From(known.Path.Length - any.Path.Length).Equals(any.Path);
    }

    /// <summary><c>var ready = lines.Where(l => !Evaluate(l.Code, payer).IsGoverned).ToList(); line.Code = "M0076";</c>: the line is still one of those.</summary>
    private void PutInLetThrough(AbstractValue owner, Member member, AbstractValue value)
    {
        foreach (var through in _context.PassedObjects.Where(pair => pair.Value.Overlaps(owner.Objects)).Select(pair => pair.Key).ToList())
        {
            _context.Budget.Spend(1);
            PutBeside(through, member, value);
        }
    }

    /// <summary>A member of each element of a collection is another place each time.</summary>
    private static AbstractValue OfEach(AbstractValue owner, AbstractValue value)
        => !value.IsDecision || owner.Groups.IsEmpty ? value : TurnsOf(owner).Aggregate(value, (kept, turns) => kept.KeepingPast(MemberKey.TurnsIn(turns)!));

    /// <param name="handsOn">Storing a decision hands it on. Not so where a call's arguments are gathered.</param>
    /// <param name="grows">Into a collection: what is known of all its elements is not known of this one.</param>
    private void WriteMember(AbstractValue owner, Member member, AbstractValue value, IOperation operation, bool weak = false, bool handsOn = true, bool grows = true)
    {
        weak |= !_state.Copied.IsEmpty && owner.Objects.Overlaps(_state.Copied);
        weak |= !value.IsDecision && IsCode(member) && IsOneOfMany(owner);
        value = OfEach(owner, value);
        var storage = weak ? null : PlaceOf(owner, member);
        if (storage is not null)
        {
            LoseUnread(storage);
        }

        if (handsOn && !(value.IsDecision && owner.Objects.All(IsOwned) && IsOnlyLogged(operation)))
        {
            HandOn(value, storage);
            if (storage is not null && value is { IsDecision: true, IsPending: false })
            {
                _state = _state with { Unread = _state.Unread.Add(storage) };
            }
        }

        if (owner.Key is not null && owner.Objects.IsEmpty)
        {
            owner = owner with { Objects = ImmutableHashSet.Create(owner.Key) };
        }

        var isFollowed = !Inside(value).IsEmpty;
        if (owner.Key is { Depth: < 4 } of && (owner.Objects.Count > 1 || (isFollowed && !weak && !owner.Groups.IsEmpty)))
        {
            // What was asked about it goes by this name, and something else is there now.
            Forget(new MemberKey(of, member));
        }

        owner = WithKnown(owner, value);
        NoteStored(value);
        if (member == Member.Elements)
        {
            if (grows)
            {
                Grown(owner);
            }

            if (!value.Delegates.IsEmpty)
            {
                NoteCallee(owner, value);
            }

            NoteElement(owner, value);
            NoteAdded(owner, value);
            NoteDecidedEach(owner, value);
        }
        else
        {
            NoteRow(member, value);
            ForgetCallees(value);
            Written(owner, member, value, operation);
        }

        // `(denied ? held : ok).Add(code)`: which collection it is put into is decided like an argument of a call.
        var isPicked = member == Member.Elements && owner.Objects.Count > 1 && !owner.PickedBy.About.IsEmpty;
        var copied = isPicked ? CopiedFor(value, operation.Syntax, owner.PickedBy) : Copied(value, operation.Syntax);
        if (member == Member.Elements && !isPicked)
        {
            copied = CopiedInside(copied, operation.Syntax);
        }

        NoteReplaced(owner, member, isFollowed, isCertain: !weak);
        foreach (var o in owner.Objects)
        {
            _state = _state.Set(o, member, LeftIn(o, owner, member, copied, weak));
            Link(o, isOwned: !isFollowed || !MemberKey.IsElement(o));
            if (_recording && isFollowed && _context.HasFunctions && IsOwned(o))
            {
                _context.Puts.Add((o, member, copied, Here));
            }
        }

        if (isFollowed)
        {
            foreach (var part in owner.Sources.Select(IncomingSource.KeyOf).OfType<MemberKey>().Where(part => MemberKey.IsElement(part) && !owner.Objects.Contains(part)))
            {
                // One of the elements of what came in has a name of its own in each turn of a loop; whoever has the whole has it, too.
                PutBeside(part, member, copied);
                Link(part, isOwned: false);
            }
        }

        if (member == Member.Elements)
        {
            PutInDeferred(owner, copied);
        }
        else if (isFollowed)
        {
            PutInLetThrough(owner, member, copied);
        }

        AssignReferred(owner, member, copied);
        NoteBinding(owner, member, value);
        NoteHeld(owner, member, value);
        if (_recording && member.Symbol is { ContainingType: { } type } && _context.Analysis.Bodies.FinalizerOf(type) is { } finalizer)
        {
            // It runs whatever becomes of the object.
            Arrive(value, operation, path => new ParameterPlace(finalizer, IncomingKind.This, finalizer.ContainingType.OriginalDefinition, path.Prepend(member)), except: IsFromCaller);
        }

        if (_recording)
        {
            NoteWritten(owner, member, value, operation);
            NoteLines(member, value, operation);
        }

        TellOthers(owner, member, value, operation, isPicked ? owner.PickedBy : null);
    }

    /// <summary>What a member of one of the objects holds afterwards into which a value is put, or may be.</summary>
    private AbstractValue LeftIn(ValueKey o, AbstractValue owner, Member member, AbstractValue value, bool weak)
    {
        if ((weak || owner.Objects.Count > 1) && _state.Heap.TryGetValue((o, member), out var old))
        {
            // Written into this object or into another: what is certain here is certain of a mark that is put there.
            var isMark = !weak && !value.IsDecision && value.Key is ConstantKey && KnownTypes.IsFlat(member.Type) && _state.Tests.Values.Any(outcomes => outcomes is TestOutcomes.True or TestOutcomes.False);
            var left = old.MergedWith(isMark ? value with { Evaluated = value.Evaluated.With(_state.Completed) } : value, () => new PhiKey(_context.Body, _block, (o, member)));

            // By the same name in a loop, but another one, or put there once more, in each turn.
            return isMark || (weak && member == Member.Elements && left.Key is OperationKey or ConstantKey) ? left with { Key = new PhiKey(_context.Body, _block, (o, member)) } : left;
        }

        if ((!IsOwned(o) || (!owner.Sources.IsEmpty && !IsInMade(o))) && (weak || (owner.Objects.Count > 1 && !value.IsDecision && IsCode(member))))
        {
            // Others have put something in as well, or into the other one.
            return value with { Key = new PhiKey(_context.Body, _block, (o, member)), Objects = value.Objects.Add(new MemberKey(o, member)), Sources = value.Sources.Union(owner.Sources.Select(source => source.Of(member))) };
        }

        return value;
    }

    /// <summary>Who else can read the member gets what is put there.</summary>
    private void TellOthers(AbstractValue owner, Member member, AbstractValue value, IOperation operation, DecidedArguments? pickedBy)
    {
        if (owner.Objects.All(IsOwned) && owner.Objects.Count > 0)
        {
            if (member.Symbol is { } closed && !owner.Sources.IsEmpty && !owner.Objects.All(o => IsInMade(o) || _context.Clones.ContainsKey(o)) && _context.Analysis.Access.IsClosed(closed))
            {
                // `Current().Code = code`: of what a call gave, others may read it.
                Arrive(value, operation, path => new FieldPlace(closed, path));
            }

            return;
        }

        // The object was there before this method, so others can read what is stored in it now. What came in through
        // a parameter is told to the callers instead: they may know the object.
        var toldToCallers = owner.Sources.Count > 0 && owner.Sources.All(s => s is IncomingSource { Kind: IncomingKind.Parameter or IncomingKind.This });
        foreach (var place in StoredPlaces(owner, member))
        {
            Arrive(value, operation, place, pickedBy, except: toldToCallers ? IsFromCaller : null);
        }

        // What was read from a member, those who put it there are asked about.
        foreach (var place in ShownPlaces(owner, member))
        {
            Arrive(value, operation, place, except: source => IsFromCaller(source) || Source.Origin(source) is IncomingSource { Kind: IncomingKind.Field });
        }
    }

    /// <summary>From here on it may be in a member of an object, or what was there before.</summary>
    private void PutBeside(ValueKey o, Member member, AbstractValue value)
        => _state = _state.Set(o, member, _state.Heap.TryGetValue((o, member), out var old) ? old.MergedWith(value, () => new PhiKey(_context.Body, _block, (o, member))) : value);

    private void NoteAdded(AbstractValue collection, AbstractValue element)
    {
        if (_recording && !element.Sources.IsEmpty && collection.Key is { } into && element.Key is { } key)
        {
            _context.Record.Added.Add((into, key, Here));
        }
    }

    /// <summary>Something is put into a collection: what was asked for of it before, and has not been enumerated yet, has it, too.</summary>
    private void PutInDeferred(AbstractValue collection, AbstractValue value)
    {
        if (_context.Deferred.Count == 0 || Inside(value).IsEmpty)
        {
            return;
        }

        var waiting = new Stack<ValueKey>(collection.Objects);
        var seen = new HashSet<ValueKey>(collection.Objects);
        while (waiting.Count > 0)
        {
            foreach (var query in _context.Deferred.TryGetValue(waiting.Pop(), out var queries) ? queries : ImmutableHashSet<ValueKey>.Empty)
            {
                if (!seen.Add(query))
                {
                    continue;
                }

                _context.Budget.Spend(1);
                waiting.Push(query);
                Grown(AbstractValue.Of(query));
                PutBeside(query, Member.Elements, value);
            }
        }
    }

    /// <summary>What it is put into only a logger gets to see.</summary>
    private bool IsOnlyLogged(IOperation operation) => _recording && _context.Analysis.LoggedContainers.Contains(operation.Syntax, _context.CancellationToken);

    /// <summary>Something followed is put into what a call gave back that nobody has looked into so far (<c>Lines.Add(code)</c>): what is that?</summary>
    private AbstractValue WithKnown(AbstractValue owner, AbstractValue value)
    {
        if (_context.UnseenCalls.Count == 0 || (value.Sources.IsEmpty && value.Objects.IsEmpty))
        {
            return owner;
        }

        foreach (var o in owner.Objects)
        {
            var path = MemberPath.Empty;
            var key = o;
            while (key is MemberKey member)
            {
                path = path.Prepend(member.Member);
                key = member.Owner;
            }

            if (_context.UnseenCalls.TryGetValue(key, out var look) && !Inside(value).IsEmpty)
            {
                var known = look();
                for (var i = 0; i < path.Length; i++)
                {
                    known = ReadMember(known, path[i]);
                }

                owner = owner with { Objects = owner.Objects.Union(known.Objects), Sources = owner.Sources.Union(known.Sources) };
            }
        }

        return owner;
    }

    private void NoteWritten(AbstractValue owner, Member member, AbstractValue value, IOperation operation)
    {
        if (value.Sources.IsEmpty && value.Objects.IsEmpty && value.Delegates.IsEmpty)
        {
            return;
        }

        var content = Holders(value).Where(found => !found.Holder.Sources.IsEmpty || !found.Holder.Delegates.IsEmpty || found.Holder.Objects.Any(IsOwned)).ToList();
        if (content.Count > 0)
        {
            foreach (var o in owner.Objects.Where(o => IsOwned(o) || IsInstance(o, owner)))
            {
                _context.Shared.Written(o, member, Here, operation.Syntax, content);
            }

            _position++;
        }
    }

    /// <summary>A service line is stored in a member, be it one that others can read: who reads the line's code there reads what it was built from.</summary>
    private void NoteLines(Member member, AbstractValue value, IOperation operation)
    {
        if (member.Symbol is not { } symbol || IsServiceLineCode(member))
        {
            return;
        }

        var stored = _context.Symbols.HoldsLines(member.Type) ? Reach(value).ToList() : [];
        foreach (var (source, inside, holder) in stored.Concat(CodesOfLines(value)).OrderBy(found => found.Inside.ToString(), StringComparer.Ordinal))
        {
            _context.Record.Arrivals.Add(new Arrival(source, inside, new FieldPlace(symbol, inside), operation.Syntax, Here, holder.Key, holder.PartOf(source), DecidedArguments.None) { IsInLine = true });
        }

        _position++;
    }

    /// <summary>The codes that the service lines in a value were built from.</summary>
    private IEnumerable<(Source Source, MemberPath Inside, AbstractValue Holder)> CodesOfLines(AbstractValue value)
        => !_context.BuildsLines ? [] : Holders(value, withLines: true)
            .Where(found => found.Inside.Length > 0 && IsServiceLineCode(found.Inside[found.Inside.Length - 1]))
            .SelectMany(found => found.Holder.Sources.Select(source => (source, found.Inside, found.Holder)))
            .ToList();

    /// <summary>An object that was only read out of another one so far is found in it from now on: <c>Coding = { new Coding … }</c>.</summary>
    /// <param name="isOwned">Only into objects that were made here.</param>
    private void Link(ValueKey key, bool isOwned = true)
    {
        while (key is MemberKey { Owner: var owner } inner && (!isOwned || IsOwned(owner)) && !_state.Heap.ContainsKey((owner, inner.Member)))
        {
            _state = _state.Set(owner, inner.Member, AbstractValue.Of(inner) with { Sources = CameFrom(_state, owner).Select(source => source.Of(inner.Member)).ToImmutableHashSet() });
            key = owner;
        }
    }

    /// <summary>The same of all objects into which a value is about to be put.</summary>
    private void LinkAll(AbstractValue owner, AbstractValue value)
    {
        var isFollowed = !Inside(value).IsEmpty;
        foreach (var o in owner.Objects)
        {
            Link(o, isOwned: !isFollowed || !MemberKey.IsElement(o));
        }
    }

    /// <summary>It came in with the call of this body. (What a lambda is given, no caller of the body knows of.)</summary>
    private static bool IsFromCaller(Source source)
        => Source.Origin(source) is IncomingSource { Kind: IncomingKind.Parameter or IncomingKind.This, Symbol: not IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } };
}
