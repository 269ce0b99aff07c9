using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <content>Calls of the base library that make something of what they are given, and the lambdas that they run on it.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary>A call that gives back something made of what it was given; the lambdas among its arguments are run on it.</summary>
    private AbstractValue Transform(IOperation operation, IMethodSymbol method, LibraryCall kind, AbstractValue receiver, List<Argument> arguments)
    {
        if (KnownLibrary.GivesEmpty(method))
        {
            return CollectionOf(AbstractValue.Unknown, operation);
        }

        var contents = Content(receiver, method.ContainingType);
        foreach (var argument in arguments)
        {
            contents = contents.CombinedWith(Content(argument.Value, argument.Parameter?.Type));
        }

        contents = (Paired(operation, method, arguments) ?? contents) with { Matched = MatchedIn(method, receiver, arguments), Groups = GroupsIn(method, receiver, arguments), Beside = DecidedArguments.None };
        if (KnownLibrary.IsRemoval(method))
        {
            if (method.Name == "Remove" && arguments.Count > 0)
            {
                TakenOut(receiver, arguments[0].Value);
            }

            TakeOut(receiver, method, arguments);
            Shrunk(receiver, arguments.Count == 0 ? AbstractValue.Unknown : method.Name == "RemoveAt" ? ReadElement(receiver, [arguments[0].Value]) : arguments[0].Value);
        }

        if (KnownLibrary.KeepsOther(method) is { } keepsOther && (method.IsStatic ? arguments : arguments.Prepend(new Argument(null, receiver, operation)).ToList()) is [var one, var other, ..])
        {
            var elements = Content(one.Value, one.Parameter?.Type ?? method.ContainingType);
            var those = Content(other.Value, other.Parameter?.Type);
            ArriveCompared(those, elements, operation);
            contents = LeftBy(one.Value, keepsOther && PickedFrom(other.Value) is null ? elements.CombinedWith(those) : elements, other.Value, keepsOther, operation) with { Groups = contents.Groups, Matched = keepsOther ? elements.Matched.Union(those.Matched).Add(new Match(operation.Syntax, MemberPath.Empty)) : elements.Matched };
            if (method.ReturnsVoid && PickedFrom(other.Value) is not null)
            {
                Sorted(one.Value, contents);
            }
        }

        var results = RunOn(contents, arguments, operation, out var isFiltered, method, receiver);
        if (kind == LibraryCall.StoreKeyed)
        {
            // The functions get the key as well; what comes out is no key.
            contents = arguments.Skip(1).Where(argument => !IsFactory(argument)).Aggregate(Content(receiver, method.ContainingType), (all, argument) => all.CombinedWith(Content(argument.Value, argument.Parameter?.Type))) with { Matched = contents.Matched, Groups = contents.Groups };
        }

        var through = KnownLibrary.IsFilter(method) ? contents.Matched.Union(MatchesOf(results, arguments)) : contents.Matched;
        if (KnownLibrary.KeepsWhere(method) is { } keeps)
        {
            if (isFiltered)
            {
                // `codes.Where(c => !Evaluate(c, payer).IsGoverned)`: each element that comes through was evaluated, and the decision let it through.
                contents = AbstractValue.Unknown;
            }
            else if (results.IsDecision)
            {
                contents = WithoutDecided(contents, results with { Evaluated = Evaluated.Always(results.Evaluated.When(keeps)) }, operation, arguments);
            }

            if (results.IsDecision && !keeps && !KnownTypes.IsCollection(method.ReturnType))
            {
                Sorted(receiver, contents, MembersDecided(results, arguments));
            }
        }

        contents = contents with { Matched = through };
        if (KnownLibrary.IsDeferred(method) && !isFiltered && !results.IsDecision)
        {
            NoteDeferred(KeyOf(operation, results.Objects.Contains(KeyOf(operation, 0)) ? 10 : 0), method.ReturnType, ReferenceEquals(receiver, AbstractValue.Unknown) && arguments.Count > 0 ? arguments[0].Value : receiver, contents, KnownLibrary.IsSelection(method) ? results : null);
        }

        var first = arguments.Count > 0 && ReferenceEquals(receiver, AbstractValue.Unknown) ? arguments[0].Value : receiver;
        if (method is { Name: "GetValueOrDefault", Parameters.IsEmpty: true } && IsBoolean(operation) && (!operation.IsImplicit || operation.Language == LanguageNames.VisualBasic))
        {
            // No answer counts as no. (C# makes such a call itself only where there is one.)
            first = first with { Evaluated = new(first.Evaluated.WhenTrue, first.Evaluated.WhenFalse.Intersect(first.Evaluated.WhenNeither), KeySet.Everything) };
        }

        var result = kind == LibraryCall.SameValue && ReferenceEquals(results, AbstractValue.Unknown)
            ? first.Evaluated.ByConstant is null ? first : first with { Evaluated = first.Evaluated with { ByConstant = null } }
            : Transformed(operation, method, (method.Name == "WhenAll" ? Tasks(receiver, arguments) : arguments.Select(argument => argument.Value)).Aggregate(receiver, (all, value) => all.CombinedWith(value)), contents, results, first, arguments);
        if (method is { Name: "ToString", ContainingType.Name: "StringBuilder" })
        {
            // The text says what is in it, and that there is any.
            var said = ReadMember(first, Member.Elements).CombinedWith(SizeOf(first));
            result = result.DecidedAs(said with { Evaluated = Evaluated.Always(said.Evaluated.Anyway) });
        }

        if (method.Name == "ContinueWith" || (method.Name == "ConfigureAwait" && arguments.Exists(argument => argument.Parameter?.Type.Name == "ConfigureAwaitOptions" && !(ConstantOf(argument) is int options && (options & SuppressThrowing) == 0))))
        {
            // Whether it has failed who waits for this does not learn.
            result = result with { Awaited = result.Awaited.Where(key => key is FinishedKey) };
        }

        if (results.IsDecision && KnownLibrary.KeepsWhere(method) == true)
        {
            result = LetThroughBy(result, method, results with { Evaluated = Evaluated.Always(results.Evaluated.WhenTrue) }, isFiltered, arguments);
            if (arguments.FindIndex(argument => argument.Parameter is { Name: "defaultValue" }) is var ifNone and >= 0)
            {
                // Where nothing was let through: of that nobody has asked.
                result = result.MergedWith(arguments[ifNone].Value, () => Fresh(operation, 11));
            }
        }

        foreach (var argument in arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Out or RefKind.Ref })
            {
                // `Array.Resize(ref codes, 3)`: a collection again, with what was in it.
                // So is what its lambda made of that: `ImmutableInterlocked.Update(ref _codes, codes => codes.Add(code));`
                Assign(argument.Operation, KnownLibrary.IsPriority(argument.Parameter) ? AbstractValue.Of(Fresh(argument.Operation, 1)) : kind == LibraryCall.SameValue ? first : KnownTypes.IsCollection(argument.Parameter.Type) ? CollectionOf(contents.CombinedWith(Content(results, argument.Parameter.Type)), argument.Operation) : contents);
            }
        }

        return result;
    }

    /// <summary><c>var billable = lines.Where(line => line.Units > 0); lines.Add(line);</c></summary>
    /// <param name="made">What a selection makes of each element: that, or a text or number of which it may be one.</param>
    private void NoteDeferred(ValueKey query, ITypeSymbol type, AbstractValue collection, AbstractValue elements, AbstractValue? made)
    {
        if (made is not null && !(made.Key is not null && made.Key.Equals(elements.Key)) && !made.Objects.Overlaps(elements.Objects)
            && !(type is INamedTypeSymbol { TypeArguments: [.., var each] } && KnownTypes.IsFlat(each) && KnownTypes.CanHoldCode(each)))
        {
            return;
        }

        foreach (var o in collection.Objects)
        {
            var others = _context.Deferred.TryGetValue(o, out var known) ? known : ImmutableHashSet<ValueKey>.Empty;
            _context.Deferred[o] = query.Equals(o) ? others : others.Add(query);
        }
    }

    private AbstractValue Transformed(IOperation operation, IMethodSymbol method, AbstractValue all, AbstractValue contents, AbstractValue results, AbstractValue collection, List<Argument> arguments)
    {
        // `foreach` makes and asks its enumerator by one and the same syntax, and a method that is run on each element makes its result by that of this call.
        var key = Fresh(operation, method.Name == "MoveNext" ? 4 : results.Objects.Contains(KeyOf(operation, 0)) ? 10 : 0);
        if (KnownLibrary.KeepsAll(method) || GenericRoles.IsTaskOfAll(method))
        {
            CopiedWhole(key, collection);
            if (KnownLibrary.KeepsOrder(method) || GenericRoles.IsTaskOfAll(method))
            {
                CopyBeside(key, collection);
            }

            if (method.Name == "GetEnumerator")
            {
                if (WholeOfEach(collection) is { IsEmpty: false } whole)
                {
                    SetWhole(key, whole);
                }

                StartTurns(key);
            }
        }
        else if (KnownLibrary.IsSelection(method) && results.IsDecision && KnownTypes.IsCollection(method.ReturnType))
        {
            DecidedEach(key, results, collection);
            if (KnownLibrary.IsOneByOne(method))
            {
                KeepBeside(key, results, collection, arguments);
            }
        }
        else if (KnownLibrary.IsSelection(method) && KnownTypes.IsCollection(method.ReturnType))
        {
            SelectedFromAll(key, results, collection);
            SelectedFromPicked(key, results, collection);
        }
        else if (method.Name == "MoveNext" && collection.Key is { } enumerator)
        {
            var turns = new MemberKey(enumerator, Member.Turns);
            _context.Turns[key] = new Turn(turns, WholeOf(collection)) { Picked = PickedOf(turns) };
            _context.GivenAll[turns] = WholeOf(collection);
            Happens(FlowEventKind.Turned, turns);
        }

        var elements = KnownLibrary.IsSelection(method) ? results : contents.CombinedWith(results);
        var carries = KnownTypes.CanCarry(method.ReturnType);
        var isCollection = (KnownTypes.IsCollection(method.ReturnType) && !KnownLibrary.IsElement(method)) || GenericRoles.IsTaskOfAll(method);
        if (!KnownLibrary.IsSelection(method))
        {
            elements = elements with { Matched = contents.Matched, Groups = contents.Groups };
        }

        if (KnownLibrary.MeaningOfElements(method) == NumberMeaning.Position)
        {
            NoteFound(key, collection, MatchesOf(results, arguments));
        }

        if (GenericRoles.IsTaskOfAll(method))
        {
            // Who has them has awaited all.
            elements = elements with { IsPending = false };
        }

        if (KnownLibrary.IsGrouping(method) && _gave.Count > 0)
        {
            elements = GroupOf(operation, _gave[0], _gave.Count > 1 ? _gave[1] : contents, arguments);
        }
        else if (carries && isCollection && GenericRoles.IsInParts(method))
        {
            elements = CollectionOf(elements, operation, 3);
        }

        if (carries && isCollection && GenericRoles.EntryMadeBy(method) is { } entry)
        {
            var pair = AbstractValue.Of(Fresh(operation, 9));
            foreach (var part in KnownLibrary.PartsOf(entry))
            {
                _state = _state.Set(pair.Key!, Member.Of(part), elements with { Key = new MemberKey(pair.Key!, Member.Of(part)) });
            }

            elements = pair;
        }

        if (carries && isCollection && !(elements.Sources.IsEmpty && elements.Objects.IsEmpty && elements.Matched.IsEmpty && elements.Groups.IsEmpty && elements.Delegates.IsEmpty))
        {
            _state = _state.Set(key, Member.Elements, elements);
        }

        if (carries && !isCollection && elements.Objects.Any(o => _state.Heap.ContainsKey((o, Member.Elements))))
        {
            // An element that is a collection: under its new name, too, it holds what it holds.
            _state = _state.Set(key, Member.Elements, ReadMember(elements, Member.Elements));
        }

        var made = all.CombinedWith(results).Derived(key);
        var size = AbstractValue.Unknown;
        if (!results.IsDecision && KnownLibrary.AsksAllWhen(method) is not null)
        {
            size = SizeOf(collection);
            made = made with { DecidedAbout = made.DecidedAbout.Or(size.DecidedAbout), DecidedBy = made.DecidedBy.Or(size.DecidedBy) };
        }
        else if (KnownLibrary.IsFilter(method) && isCollection && results.IsDecision)
        {
            SizedBy(key, results, collection, arguments, KnownLibrary.IsDeferred(method));
        }
        else if (isCollection && results.IsDecision && arguments.Any(argument => GenericRoles.LambdaAt(method, argument.Parameter) is { } lambda && GenericRoles.IsFlattened(method, lambda)))
        {
            // `decisions.SelectMany(d => d.Reasons)`: how many there are says what the decisions say.
            var flattened = SizeOf(collection) is { IsDecision: true } known ? known : SizeOfAll(results, collection, arguments, isDeferred: true);
            _state = flattened.IsDecision ? _state.Set(key, Member.Size, flattened) : _state;
        }
        else if (isCollection && KnownLibrary.KeepsNumber(method) && SizeOf(collection) is { IsDecision: true } before)
        {
            // A list has been filled; anything else is still to be asked for.
            _state = _state.Set(key, Member.Size, method.ReturnType.TypeKind == TypeKind.Interface ? before : AfterCounting(before));
        }

        if (KnownLibrary.MakesText(method) && arguments.Aggregate(AbstractValue.Unknown, (said, argument) => said.CombinedWith(AfterCounting(SizeOf(argument.Value)))) is { IsDecision: true } told)
        {
            // `string.Join("; ", denied)`: whether there is anything in the text.
            made = made with { DecidedAbout = made.DecidedAbout.Union(told.DecidedAbout), DecidedBy = made.DecidedBy.Union(told.DecidedBy), Evaluated = made.Evaluated.With(told.Evaluated.Anyway) };
        }

        made = made with
        {
            Evaluated = results.IsDecision && KnownLibrary.IsQuantifier(method) ? ByOutcome(method, made.Evaluated.Anyway)
                : size.IsDecision ? KnownLibrary.IsQuantifier(method) ? size.Evaluated : made.Evaluated with { WhenNeither = made.Evaluated.WhenNeither.Union(size.Evaluated.WhenFalse) }
                : made.Evaluated,
            Objects = carries ? isCollection ? ImmutableHashSet.Create<ValueKey>(key) : elements.Objects.Add(key) : ImmutableHashSet<ValueKey>.Empty,
            Sources = carries && !isCollection ? elements.Sources : ImmutableHashSet<Source>.Empty,
            Parts = AbstractValue.PartsIn([elements]),
            Beside = KnownLibrary.MakesText(method) ? arguments.Aggregate(DecidedArguments.None, (beside, argument) => beside.And(SaidBeside(argument.Value))) : DecidedArguments.None,
            IsPending = KnownTypes.IsTask(method.ReturnType) && (all.IsPending || results.IsDecision),
            Comparisons = OfElements(method, results.Comparisons).Union(OutcomesOf(method, MatchedInside(contents, inCollection: false, 0), NumberMeaning.Turn)).Union(OutcomesOf(method, MatchedInside(contents, inCollection: true, 0), NumberMeaning.Round)),
            Matched = carries && !isCollection ? elements.Matched : ImmutableHashSet<Match>.Empty,
            Groups = carries && !isCollection ? elements.Groups : ImmutableHashSet<ValueKey>.Empty,
        };
        return OfAll(DecidedBeside(made, collection, method, arguments), results, collection, method, arguments);
    }

    /// <summary>Runs the lambdas among the arguments on what the call works on.</summary>
    /// <param name="isFiltered">One of them gives back a decision about what it was given.</param>
    /// <param name="method">The method, where its lambdas may be given different things.</param>
    private AbstractValue RunOn(AbstractValue contents, IReadOnlyList<Argument> arguments, IOperation operation, out bool isFiltered, IMethodSymbol? method = null, AbstractValue? receiver = null)
    {
        var results = AbstractValue.Unknown;
        isFiltered = false;
        ImmutableHashSet<Match>? made = null;
        IReadOnlyList<ImmutableHashSet<Match>> joined = [];
        var gave = new List<(IMethodSymbol Lambda, AbstractValue Result)>();
        foreach (var argument in arguments.Where(argument => argument.Value.Delegates.IsEmpty && argument.Parameter?.Type is INamedTypeSymbol { DelegateInvokeMethod: not null }))
        {
            results = results.CombinedWith(RunKnown(argument, contents, out var isAsked));
            isFiltered |= isAsked;
        }

        // What is put into a collection as an element is not called by that.
        foreach (var argument in arguments.Where(argument => !argument.Value.Delegates.IsEmpty && argument.Parameter?.OriginalDefinition.Type is not ITypeParameterSymbol))
        {
            var lambda = method is null ? null : GenericRoles.LambdaAt(method, argument.Parameter);
            var all = AbstractValue.Unknown;
            foreach (var target in argument.Value.Delegates)
            {
                var given = target.Method.Parameters.Select((parameter, i) => Joined(joined, i, lambda is null ? contents : GivenTo(lambda, i, contents, method!, receiver!, arguments, gave, operation)) with { Key = new SymbolKey(parameter), Parts = ImmutableDictionary<Source, ValueKey>.Empty })
                    .Select(value => value.In([new MemberKey(value.Key!, Member.Turns)])).ToList();
                if (method is { Name: "Zip" } && given.Count == 2 && arguments.Count > 1)
                {
                    // `codes.Zip(decisions, (code, decision) => …)`
                    given = BesideOf(arguments[1].Value, arguments[0].Value) is { } second ? [given[0], About(given[1], second, [given[0].Key!])]
                        : BesideOf(arguments[0].Value, arguments[1].Value) is { } first ? [About(given[0], first, [given[1].Key!]), given[1]] : given;
                }

                if (method is not null && KnownLibrary.IsQuantifier(method) && CalleesOf(receiver is { Objects.IsEmpty: false } ? receiver : arguments[0].Value) is { IsEmpty: false } callees)
                {
                    foreach (var value in given)
                    {
                        SetCallees(value.Key!, callees);
                    }
                }

                if (method is not null && KnownLibrary.IsQuantifier(method) && WholeOf(receiver is { Objects.IsEmpty: false } ? receiver : arguments[0].Value) is { IsEmpty: false } whole)
                {
                    foreach (var value in given)
                    {
                        _state = _state.Set(value.Key!, Member.Whole, new AbstractValue { Groups = whole });
                    }
                }

                var before = _state.Completed;
                var result = RunUncertain(target, given, operation, out var completed, receiver: ReceiverOf(argument.Value));
                if (method is not null && KnownLibrary.RunsOnAll(method))
                {
                    ForgetOverwrittenByNext(target, given, operation);
                    RanOnAll(receiver is null || ReferenceEquals(receiver, AbstractValue.Unknown) ? arguments[0].Value : receiver, given, completed, _happenedInside);
                }

                foreach (var key in contents.Matched.Concat(joined.SelectMany(side => side)).Select(match => new MatchedKey(match.Comparison)).Distinct())
                {
                    // All that the filter let through is evaluated, once it is looked at, or becomes a line.
                    if (completed.Contains(key) && !before.Contains(key))
                    {
                        Complete([key], []);
                    }

                    if (completed.Contains(new LinedKey(key)) && !before.Contains(new LinedKey(key)))
                    {
                        PutInLine(key);
                    }
                }

                var evaluated = method is not null && KnownLibrary.KeepsWhere(method) is { } kept ? result.Evaluated.When(kept) : result.Evaluated.Anyway;
                isFiltered |= given.Any(value => evaluated.Contains(value.Key!) && result.DecidedAbout.Contains(value.Key!));
                // `SelectMany`: what comes out are the elements of what the lambda gives back.
                all = all.CombinedWith(lambda is not null && GenericRoles.IsFlattened(method!, lambda) ? Content(result, lambda.ReturnType) : result);
            }

            var isResult = lambda is null || GenericRoles.MakesResult(method!, lambda);
            made = isResult ? made?.Intersect(all.Matched) ?? all.Matched : made;
            results = results.CombinedWith(isResult ? all : all with { Sources = ImmutableHashSet<Source>.Empty, Objects = ImmutableHashSet<ValueKey>.Empty });
            if (lambda is not null)
            {
                gave.Add((lambda, all));
                if (gave.Count == 2 && KnownLibrary.IsJoin(method!))
                {
                    joined = MatchesOfJoin(operation, method!, gave[0].Result, gave[1].Result, arguments);
                }
            }
        }

        results = made is null ? results : results with { Matched = made };
        _gave = gave.ConvertAll(lambda => lambda.Result);

        if (method is not null && gave.Count > 0 && KnownLibrary.MakesTable(method))
        {
            if (gave.Count > 1)
            {
                KeepAnswers(KeyOf(operation, 0), method.ReturnType, gave[0].Result, gave[1].Result, arguments);
            }

            if (gave.Count < 2 || !TableOfAnswers(KeyOf(operation, 0), gave[0].Result, gave[1].Result, arguments[0].Value, arguments))
            {
                Keyed(gave[0].Result, gave.Count > 1 ? gave[1].Result : contents, operation, method.ReturnType, (operation.Parent is IConversionOperation { OperatorMethod: null } conversion ? conversion.Parent : operation.Parent) is ISimpleAssignmentOperation { Target: var target } ? target : null);
            }
        }

        return results;
    }

    /// <summary><c>codes.Zip(fees)</c>: in each part of the tuples what the part's type parameter says.</summary>
    private AbstractValue? Paired(IOperation operation, IMethodSymbol method, IReadOnlyList<Argument> arguments)
    {
        if (!method.IsStatic || GenericRoles.TupleOf(method) is not { } tuple)
        {
            return null;
        }

        var pair = AbstractValue.Of(Fresh(operation, 7));
        for (var i = 0; i < tuple.TupleElements.Length; i++)
        {
            var wanted = GenericRoles.TypeParametersIn(tuple.TupleElements[i].Type);
            var part = arguments.Where(argument => argument.Parameter is { } parameter && wanted.Overlaps(GenericRoles.TypeParametersIn(method.OriginalDefinition.Parameters[parameter.Ordinal].Type)))
                .Aggregate(AbstractValue.Unknown, (all, argument) => all.CombinedWith(Content(argument.Value, argument.Parameter!.Type)));
            _state = _state.Set(pair.Key!, Member.TupleElement(i), part);
        }

        if (arguments is [{ Value: var first }, { Value: var second }] && (BesideOf(second, first) ?? BesideOf(first, second)) is { } beside)
        {
            var (of, by) = (Member.TupleElement(BesideOf(second, first) is null ? 1 : 0), Member.TupleElement(BesideOf(second, first) is null ? 0 : 1));
            var named = ReadMember(pair, of) with { Key = new MemberKey(pair.Key!, of) };
            _state = _state.Set(pair.Key!, of, named).Set(pair.Key!, by, About(ReadMember(pair, by), beside, [named.Key!]));
        }

        return pair;
    }

    /// <summary>What a lambda's parameter is given: of all that the call works on what is of the parameter's type.</summary>
    /// <param name="gave">What the lambdas before it have given back.</param>
    private AbstractValue GivenTo(IMethodSymbol lambda, int position, AbstractValue contents, IMethodSymbol method, AbstractValue receiver, IReadOnlyList<Argument> arguments, List<(IMethodSymbol Lambda, AbstractValue Result)> gave, IOperation operation)
    {
        var type = position < lambda.Parameters.Length ? lambda.Parameters[position].Type : null;
        if (position == 0 && gave.Count == 0 && GenericRoles.IsTotal(method))
        {
            // A total, which begins with the seed.
            return AbstractValue.Of(Fresh(operation, 8));
        }

        if (type is null || GenericRoles.TypeParametersIn(type) is not { Count: > 0 } wanted)
        {
            return type is not null && GenericRoles.IsCounted(method, type) ? AbstractValue.Unknown : contents;
        }

        var definition = method.OriginalDefinition;
        var lambdas = definition.Parameters.Select(parameter => GenericRoles.LambdaAt(method, parameter)).OfType<IMethodSymbol>().ToList();
        var plain = arguments.Where(argument => argument.Parameter is { } parameter && GenericRoles.LambdaAt(method, parameter) is null).ToList();
        var suiting = plain.Where(argument => IsWanted(definition.Parameters[argument.Parameter!.Ordinal].Type)).ToList();
        var isReceiverWanted = !method.IsStatic && IsWanted(definition.ContainingType);
        var before = gave.Where(made => IsWanted(made.Lambda.ReturnType)).ToList();

        // All of it; or what this lambda or a later one gives back comes in again, as in `Aggregate`.
        if ((before.Count == 0 && suiting.Count == plain.Count) || (suiting.Count == 0 && before.Count == 0 && !isReceiverWanted) || lambdas.Skip(gave.Count).Any(later => IsWanted(later.ReturnType)))
        {
            return contents;
        }

        var given = isReceiverWanted ? Content(receiver, method.ContainingType) : AbstractValue.Unknown;
        given = suiting.Aggregate(given, (all, argument) => all.CombinedWith(Content(argument.Value, argument.Parameter?.Type)));
        given = before.Aggregate(given, (all, made) => all.CombinedWith(Content(made.Result, made.Lambda.ReturnType)));
        if (!KnownTypes.IsCollection(type) || type is ITypeParameterSymbol)
        {
            return given;
        }

        // A group of them.
        var group = AbstractValue.Of(Fresh(operation, 8 + (gave.Count * 8) + position));
        _state = _state.Set(group.Key!, Member.Elements, given);
        return group;

        bool IsWanted(ITypeSymbol part) => wanted.Overlaps(GenericRoles.TypeParametersIn(part));
    }
}
