using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <content>Delegates in collections: the handlers of an event hub, a list of observers, a table of commands.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary>Delegates go into a collection that sits in a member which only this compilation knows, or with such a collection into the member.</summary>
    private void NoteHeld(AbstractValue owner, Member member, AbstractValue value)
    {
        if (!_recording)
        {
            return;
        }

        foreach (var into in HoldersOf(owner, member).Distinct().ToList())
        {
            foreach (var (inside, holder) in Holders(value).ToList())
            {
                if (!inside.IsElements)
                {
                    continue;
                }

                if (into.Path.Length + inside.Length > 0 && !(holder.Delegates.IsEmpty && holder.Sources.IsEmpty))
                {
                    Bind(into with { Path = into.Path.Append(inside) }, holder);
                }
                else if (inside.Length == 0 && !IsMadeHere(holder))
                {
                    // A collection from elsewhere: anything may be in it.
                    Bind(into with { Path = into.Path.Append(Member.Elements) }, AbstractValue.Unknown);
                }
            }
        }
    }

    /// <summary>Delegates get into a collection that a field holds already, under another name.</summary>
    public void NoteHeldLater(FieldPlace place, AbstractValue value)
    {
        if (place.Path is { Length: > 0, IsElements: true } && KnownTypes.HoldsDelegates(Member.Of(place.Field).Type))
        {
            _context.Record.Bindings.Add(new DelegateBinding(new IncomingSource(IncomingKind.Field, place.Field.OriginalDefinition, place.Path), PartsOf(value)));
        }
    }

    /// <summary>The members, and the collections in them, that something is written to.</summary>
    private IEnumerable<IncomingSource> HoldersOf(AbstractValue owner, Member member)
    {
        if (IsHolder(member))
        {
            yield return new IncomingSource(IncomingKind.Field, member.Symbol!.OriginalDefinition, MemberPath.Empty);
        }
        else if (member == Member.Elements)
        {
            foreach (var source in owner.Sources.OfType<IncomingSource>())
            {
                if (source is { Kind: IncomingKind.Field, Path.IsElements: true } && KnownTypes.HoldsDelegates(Member.Of(source.Symbol).Type))
                {
                    yield return source with { Path = source.Path.Append(Member.Elements) };
                }
            }

            foreach (var o in owner.Objects)
            {
                var (key, path) = (o, MemberPath.Empty.Append(Member.Elements));
                while (key is MemberKey { Member: var element, Owner: var outer } && element == Member.Elements)
                {
                    (key, path) = (outer, path.Append(element));
                }

                if (key is MemberKey { Member: var held } && IsHolder(held))
                {
                    yield return new IncomingSource(IncomingKind.Field, held.Symbol!.OriginalDefinition, path);
                }
            }
        }
    }

    private bool IsHolder(Member member) => member.Symbol is { } symbol && KnownTypes.HoldsDelegates(member.Type) && _context.Analysis.Access.IsClosed(symbol);

    /// <summary>A collection made in this body: what is in it is known.</summary>
    private bool IsMadeHere(AbstractValue collection)
        => collection.Sources.IsEmpty && collection.Objects.All(o => o switch
        {
            OperationKey { Kind: not (OperationKind.Invocation or OperationKind.PropertyReference or OperationKind.DynamicInvocation or OperationKind.FunctionPointerInvocation) } => true,
            MemberKey { Member: { Name: "Empty", Symbol: { } symbol } } => KnownLibrary.IsLibrary(symbol),
            _ => _state.Heap.ContainsKey((o, Member.Elements)),
        });
}
