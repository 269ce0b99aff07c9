using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <content>Calls of the base library.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary><c>ConfigureAwaitOptions.SuppressThrowing</c></summary>
    private const int SuppressThrowing = 2;

    private AbstractValue CallLibrary(IOperation operation, IMethodSymbol method, LibraryCall kind, AbstractValue receiver, List<Argument> arguments)
    {
        var keeps = KnownLibrary.KeepsElements(method) || KnownLibrary.IsQuantifier(method) || KnownLibrary.IsCount(method) || KnownLibrary.IsRemoval(method) || kind is LibraryCall.Store or LibraryCall.StoreKeyed or LibraryCall.Compare or LibraryCall.Find;
        GiveAway(receiver);
        if (method.Name is "MoveNext" or "MoveNextAsync")
        {
            Move(operation, receiver);
        }
        else if (!KnownLibrary.GivesNext(method))
        {
            MayMove(operation, receiver, arguments, isOutside: false);
        }

        if (!keeps || (kind == LibraryCall.Store && !KnownLibrary.IsAdding(method)))
        {
            ForgetCallees(receiver);
            arguments.ForEach(argument => ForgetCallees(argument.Value));
        }

        if (KnownLibrary.Rearranges(method))
        {
            Rearranged(receiver);
            arguments.ForEach(argument => Rearranged(argument.Value));
        }

        if (!keeps)
        {
            NoteGivenToLibrary(receiver);
        }

        arguments.Where(argument => !keeps || !KnownTypes.IsCollection(argument.Parameter?.Type)).ToList().ForEach(argument => NoteGivenToLibrary(argument.Value));
        if (KnownLibrary.IsCount(method))
        {
            var counted = arguments.Count > 0 ? arguments[0].Value : receiver;
            var each = RunOn(Content(counted, arguments.Count > 0 ? arguments[0].Parameter?.Type : method.ContainingType), arguments, operation, out _);
            var hasLambda = arguments.Any(argument => !argument.Value.Delegates.IsEmpty);
            var number = AbstractValue.Of(Fresh(operation)) with { Comparisons = hasLambda ? OfElements(method, each.Comparisons) : FilteredAway(counted, null, NumberMeaning.Amount) };
            if (hasLambda && each.IsDecision && each.DecidedAbout.Where(key => each.Evaluated.Anyway.Contains(key) && _state.Completed.Contains(key)).ToImmutableHashSet() is { IsEmpty: false } said)
            {
                // `decision.Reasons.Count(r => r.RuleId == "…")`
                number = number with { DecidedAbout = said, DecidedBy = each.DecidedBy, Evaluated = Evaluated.Always(KeySet.Of(said)) };
            }

            var size = AfterCounting(SizeOf(counted));
            if (!hasLambda && !size.IsDecision && counted is { IsDecision: true, IsPending: false } && KeySet.Of(counted.DecidedAbout.Where(key => counted.Evaluated.Anyway.Contains(key) && _state.Completed.Contains(key) && !MemberKey.IsGroup(key))) is { IsEmpty: false } read)
            {
                // `decision.Reasons.Where(r => r.RuleId != "…").Count()`
                size = new AbstractValue { DecidedAbout = read.Keys.ToImmutableHashSet(), DecidedBy = counted.DecidedBy, Evaluated = Evaluated.Always(read) };
            }

            return hasLambda ? OfAll(number, each, counted, method, arguments) : number.DecidedAs(size);
        }

        if (KnownLibrary.IsCopy(method))
        {
            var isFirst = method.IsStatic || KnownLibrary.IsTranscription(method);
            var from = isFirst ? arguments[0].Value : receiver;
            var into = arguments.Where(argument => KnownTypes.IsCollection(argument.Parameter?.Type)).Select(argument => argument.Value).LastOrDefault(value => !ReferenceEquals(value, from));
            if (into is not null)
            {
                Hold(into, Content(from, isFirst ? arguments[0].Parameter?.Type : method.ContainingType), operation);
            }

            foreach (var amount in arguments.Where(argument => argument.Parameter is { RefKind: RefKind.Out }))
            {
                Assign(amount.Operation, AbstractValue.Of(Fresh(amount.Operation, 1)));
            }

            return AbstractValue.Of(Fresh(operation));
        }

        if (KnownLibrary.IsLookUpWithDefault(method) && arguments.Count > 0)
        {
            return LookUp(operation, method, receiver, arguments);
        }

        if (method.Name == "Create" && KnownLibrary.PartsOf(method.ReturnType).Count == arguments.Count && arguments.Count > 0)
        {
            return MadeOfParts(AbstractValue.Of(Fresh(operation)), method.ReturnType, arguments);
        }

        if (KnownLibrary.GivesOrMakes(method))
        {
            LoseAnswers(receiver, method.ContainingType);
            if (Made(operation, method, receiver, arguments) is { } made)
            {
                return made;
            }
        }

        switch (kind)
        {
            case LibraryCall.Compare or LibraryCall.Find:
                return CallComparison(operation, method, kind, receiver, arguments);
            case LibraryCall.StoreKeyed:
                Keyed(arguments[0].Value, arguments[1].Value, operation, method.ContainingType, KnownLibrary.MakesNew(method) ? null : (operation as IInvocationOperation)?.Instance, receiver.PickedBy);
                if (!KnownLibrary.MakesNew(method))
                {
                    NoteAdded(receiver, arguments[0].Value);
                    if (KnownLibrary.IsPutUnder(method))
                    {
                        KeepAnswer(receiver, method.ContainingType, arguments[0].Value, arguments[1].Value);
                    }
                    else
                    {
                        LoseAnswers(receiver, method.ContainingType);
                    }

                    arguments.Skip(1).Where(argument => !IsFactory(argument)).ToList().ForEach(argument => Hold(receiver, argument.Value, argument.Operation));
                }

                break;
            case LibraryCall.Store when method.IsStatic && arguments.Count > 0:
                // `Array.Fill(codes, "M0076")`: the collection is an argument, too.
                var stored = arguments.Skip(1).ToList();
                if (stored.Count > 1 && arguments[0].Parameter?.Type is INamedTypeSymbol table && KnownLibrary.IsTable(table))
                {
                    Keyed(stored[0].Value, stored[1].Value, operation, table, null);
                    KeepAnswer(arguments[0].Value, table, stored[0].Value, stored[1].Value);
                }

                stored.ForEach(argument => Hold(arguments[0].Value, argument));
                return AbstractValue.Of(Fresh(operation));
            case LibraryCall.Store:
                arguments.Where(argument => !KnownLibrary.IsPlaceIn(method, argument.Parameter)).ToList().ForEach(argument => Hold(receiver, argument));
                if (KnownLibrary.GivesBackItself(method))
                {
                    return receiver;
                }

                if (method.ReturnType is INamedTypeSymbol { IsGenericType: false } && KnownTypes.IsTask(method.ReturnType))
                {
                    // `channel.Writer.WriteAsync("M0076")` gives no more than that it is done.
                    return AbstractValue.Of(Fresh(operation));
                }

                break;
            case LibraryCall.Wait:
                return Wait(operation, method, receiver, arguments);
            case LibraryCall.AwaitFirst:
                return Tasks(receiver, arguments, areAllAwaited: false).Aggregate((first, task) => first.MergedWith(task, () => Fresh(operation)));
        }

        receiver = operation is IInvocationOperation { Instance: { } instance } ? CopiedIfFlat(receiver, instance) : receiver;
        var result = Transform(operation, method, kind, receiver, KnownLibrary.PutsIntoNew(method) ? PutIn(method, arguments)
            : kind is LibraryCall.Store or LibraryCall.StoreKeyed ? arguments
            : arguments.ConvertAll(argument => argument with { Value = CopiedIfFlat(argument.Value, argument.Operation) }));
        if (KnownLibrary.GivesNext(method))
        {
            return Next(operation, method, receiver, result, arguments);
        }

        result = InList(result, receiver, method.ReturnType);
        if (KnownLibrary.IsPartOfView(method))
        {
            return result with { Objects = result.Objects.Union(receiver.Objects) };
        }

        if (method is { Name: "GetEnumerator", ContainingType.Name: "Span" } && result.Key is { } spanned)
        {
            _context.Spans[spanned] = receiver;
        }

        if (kind == LibraryCall.StoreKeyed && !KnownLibrary.MakesNew(method) && arguments.Exists(IsFactory))
        {
            // `table.AddOrUpdate(id, _ => new Line("M0076"), …)`: what the functions make is kept, too.
            Hold(receiver, result, operation);
        }

        return _context.Symbols.HoldsDecisions(method.ContainingType) && _context.Symbols.IsDecision(method.ReturnType) ? AbstractValue.Decision([AnyKey.Instance], result.Key) : result;
    }

    /// <summary>A new collection that holds what another held.</summary>
    /// <param name="part">Tells it from others that the same operation makes.</param>
    private AbstractValue CollectionOf(AbstractValue elements, IOperation operation, int part = 1)
    {
        var collection = AbstractValue.Of(Fresh(operation, part));
        _state = _state.Set(collection.Key!, Member.Elements, elements);
        return collection;
    }

    /// <summary>Puts an argument into a collection: of one that is a collection by the method's declaration (<c>InsertRange</c>) the elements.</summary>
    private void Hold(AbstractValue collection, Argument argument)
    {
        if (KnownTypes.IsCollection(argument.Parameter?.OriginalDefinition.Type))
        {
            HandOn(argument.Value);
            var elements = Content(argument.Value, argument.Parameter!.Type);
            elements = KnownLibrary.IsOfPrioritized(argument.Parameter) ? ReadMember(elements, Member.TupleElement(0)) : elements;
            WriteMember(collection, Member.Elements, elements.DecidedAs(argument.Value), argument.Operation, weak: true);
        }
        else
        {
            Hold(collection, argument.Value, argument.Operation);
        }
    }

    /// <summary>Puts what a value is, or the elements of it, into a collection.</summary>
    private void Hold(AbstractValue collection, AbstractValue value, IOperation operation)
    {
        WriteMember(collection, Member.Elements, value, operation, weak: true, grows: IsOfInterest(value));
        foreach (var o in value.Objects)
        {
            if (_state.Heap.TryGetValue((o, Member.Elements), out var elements))
            {
                WriteMember(collection, Member.Elements, elements, operation, weak: true);
            }
        }
    }

    /// <summary>A function that makes what is put into a table, and not itself put there.</summary>
    private static bool IsFactory(Argument argument) => argument.Parameter?.OriginalDefinition.Type is { TypeKind: TypeKind.Delegate };

    /// <summary><c>if (denied) return; _codes = _codes.Add(code);</c>: what goes into the new collection is a copy of its own, as it is of one that is filled.</summary>
    private List<Argument> PutIn(IMethodSymbol method, List<Argument> arguments)
        => arguments.ConvertAll(argument => (method.IsStatic && argument.Parameter?.Ordinal == 0) || !argument.Value.Delegates.IsEmpty ? argument
            : argument with { Value = CopiedInside(Copied(argument.Value, argument.Operation.Syntax), argument.Operation.Syntax) });

    private static object? ConstantOf(Argument argument) => (argument.Operation is IArgumentOperation { Value: var value } ? value : argument.Operation).ConstantValue is { HasValue: true, Value: var constant } ? constant : null;

    /// <summary>The elements of a collection; of anything else the value itself, and what is in it.</summary>
    private AbstractValue Content(AbstractValue value, ITypeSymbol? type)
    {
        var content = value with { Delegates = ImmutableHashSet<DelegateTarget>.Empty };
        if (KnownTypes.IsCollection(type))
        {
            return ReferenceEquals(value, AbstractValue.Unknown) ? value : ReadMember(content, Member.Elements);
        }

        _context.Budget.Spend(value.Objects.Count);

        foreach (var o in value.Objects)
        {
            if (_state.Heap.TryGetValue((o, Member.Elements), out var elements))
            {
                content = content.CombinedWith(elements);
            }
        }

        return content;
    }
}
