using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.References;
using ProloCodebook.Rules;

namespace ProloCodebook.Routing;

/// <content>Reading and writing members and elements.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary>A property that shows a part of each entry of a table, or the elements of a queue with their priorities. Null of any other.</summary>
    private AbstractValue? PartsShown(IPropertySymbol property, AbstractValue owner)
    {
        var isOfQueue = property is { Name: "UnorderedItems", ContainingType.Name: "PriorityQueue" };
        var key = property.Name == "Keys" ? KnownLibrary.KeyOfEntries(property.ContainingType) : null;
        if (owner.Key is not { Depth: < 4 } table || (!isOfQueue && key is null))
        {
            return null;
        }

        var shown = AbstractValue.Of(new MemberKey(table, Member.Of(property)));
        var elements = ReadMember(owner, Member.Elements);
        if (isOfQueue)
        {
            var items = new MemberKey(shown.Key!, Member.Elements);
            _state = _state with { Heap = _state.Heap.SetItem((items, Member.TupleElement(0)), elements).SetItem((items, Member.TupleElement(1)), KnownTypes.IsNumber(property.ContainingType.TypeArguments[1]) ? AbstractValue.Of(new MemberKey(items, Member.TupleElement(1))) : elements) };
            elements = AbstractValue.Of(items);
        }

        _state = _state with { Heap = _state.Heap.SetItem((shown.Key!, Member.Elements), key is null ? elements : PartOf(elements, key)!) };
        return shown;
    }

    /// <summary>
    /// A part of a pair or a tuple object. Of an entry of a table the value sits where the entry sits; the key does not, since a code is reported where it
    /// becomes one. Null where the parts are not known.
    /// </summary>
    private AbstractValue? PartOf(AbstractValue pair, IPropertySymbol part)
    {
        var member = Member.Of(part);
        if (pair.Objects.Any(o => _state.Heap.ContainsKey((o, member))))
        {
            return ReadMember(pair, member);
        }

        return member.IsKeyOfEntry ? ReadMember(pair with { Sources = pair.Sources.Where(source => Source.Origin(source) is IncomingSource).ToImmutableHashSet() }, member)
            : KnownLibrary.ReadsThrough(part) ? pair
            : null;
    }

    /// <summary>The property that the <c>Deconstruct</c> reads which the compiler makes of a record: the one of the parameter's name, be it declared by hand or inherited.</summary>
    private static IPropertySymbol? DeconstructedProperty(INamedTypeSymbol record, int position)
    {
        var made = record.GetMembers("Deconstruct").OfType<IMethodSymbol>().FirstOrDefault(method => method.IsImplicitlyDeclared || !method.Locations.Any(location => location.IsInSource));
        if (made is null || position >= made.Parameters.Length)
        {
            return null;
        }

        IPropertySymbol? property = null;
        for (var type = record; type is not null && property is null; type = type.BaseType)
        {
            property = type.GetMembers(made.Parameters[position].Name).OfType<IPropertySymbol>().FirstOrDefault();
        }

        return property;
    }

    private AbstractValue Owner(IFieldReferenceOperation field)
        => field.Instance is { } instance ? Evaluate(instance) : StaticOwner(field.Field);

    /// <summary>Static members are kept as members of their type.</summary>
    private static AbstractValue StaticOwner(ISymbol member) => AbstractValue.Of(new SymbolKey(member.ContainingType.OriginalDefinition));

    private AbstractValue Field(IFieldReferenceOperation field)
        => field.Field.HasConstantValue ? Constant(field)
            : field.Field is { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String } ? new AbstractValue { Key = new ConstantKey("") }
            : ReadStored(Declared(field.Field), Owner(field));

    /// <summary>The property behind whose back a field was made (<c>field</c>).</summary>
    private static ISymbol Declared(IFieldSymbol field) => field.AssociatedSymbol is IPropertySymbol property ? property : field;

    /// <summary>Reads a field, or a property that is no more than one.</summary>
    private AbstractValue ReadStored(ISymbol symbol, AbstractValue owner)
    {
        var member = Member.Of(symbol);
        var isLocal = owner.Objects.Any(o => _state.Heap.ContainsKey((o, member)));
        var value = ReadMember(owner, member);
        var isOwned = isLocal && owner.Sources.IsEmpty && !symbol.IsStatic;
        if (!isOwned && !value.IsDecision && member.Type is { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } && !_context.Symbols.IsDecision(member.Type) && _context.Analysis.StoredDecisions.AboutOf(symbol, _context.CancellationToken) is { IsEmpty: false } about)
        {
            // `_denied ??= Evaluate("M0076", payer).IsGoverned`: where there is an answer, it is that.
            var answered = KeySet.Of(about);
            value = value with { DecidedAbout = about, Evaluated = new Evaluated(answered, answered, KeySet.Empty) };
        }

        return isOwned || !(_context.Analysis.Access.IsClosed(symbol) || _context.Symbols.HoldsLines(member.Type))
            ? value
            : value with { Sources = value.Sources.Union(Incoming(IncomingKind.Field, member.Symbol ?? symbol.OriginalDefinition)) };
    }

    private AbstractValue Property(IPropertyReferenceOperation property)
    {
        if (property.Arguments.Length > 0)
        {
            return Indexer(property);
        }

        var owner = property.Instance is { } instance ? Evaluate(instance) : StaticOwner(property.Property);
        return IsOfBase(property) && !_context.Analysis.Bodies.HasBody(property.Property.GetMethod!) ? ReadStored(property.Property, owner) : ReadProperty(property, property.Property, owner);
    }

    /// <summary><c>base.Code</c>: the very property that it names, whatever overrides that.</summary>
    private bool IsOfBase(IPropertyReferenceOperation property)
        => property is { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance, Type: { } type }, Property: { IsAbstract: false, GetMethod: not null } named }
            && (named.IsVirtual || named.IsOverride) && named.Locations.Any(location => location.IsInSource) && !SymbolEqualityComparer.Default.Equals(type, _context.Owner.ContainingType);

    private AbstractValue ReadProperty(IOperation operation, ISymbol member, AbstractValue owner)
    {
        var symbols = _context.Symbols;
        var type = member.ContainingType;
        if (symbols.IsDecision(type) && type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T)
        {
            return FromDecision(operation, owner);
        }

        if (symbols.IsServiceLine(type) && member.Name == "Code")
        {
            return ReadBack(operation, ReadMember(owner, Member.Of(member)));
        }

        if (symbols.IsProcedureCode(type))
        {
            return member.Name == "Value" ? owner : AbstractValue.Of(Fresh(operation));
        }

        if (owner is { IsDecision: true, IsPending: false } && PolicySymbols.IsOfContract(type))
        {
            // `decision.Reasons[0].Text`
            return FromDecision(operation, owner);
        }

        if (member is IPropertySymbol property)
        {
            if (property.Name == "Value" && KnownLibrary.IsLazy(property.ContainingType) && PartsOf(owner) is { HasUnknown: false, IsNothing: false })
            {
                var given = InvokeDelegate(operation, owner, []);
                if (!KnownTypes.IsFlat(operation.Type) && !given.IsDecision && !owner.Objects.All(IsOwned) && given.Objects.All(o => _state.Heap.Of(o).IsEmpty) && ReadMember(owner, Member.Elements) is { Objects.IsEmpty: false } kept)
                {
                    // One and the same object for all who ask: what one of them puts into it the others find.
                    given = given with { Objects = kept.Objects, Sources = given.Sources.Or(kept.Sources) };
                }

                return given is { IsDecision: false, Key: OperationKey } && owner.Key is { Depth: < 4 } asked ? given with { Key = new MemberKey(asked, Member.Of(property)) } : given;
            }

            if (KnownLibrary.PartsOf(property.ContainingType).Count > 0 && PartOf(owner, property) is { } part)
            {
                return part;
            }

            if (KnownLibrary.ReadsThrough(property))
            {
                return property.Name == "Result" && !KnownTypes.IsTaskOfTask(property.ContainingType) ? Await(operation, owner) : owner;
            }

            owner = WithoutPending(owner);
            if (KnownLibrary.IsLazyValue(property))
            {
                // Asked twice, it gives the same.
                var made = ReadMember(owner, Member.Elements);
                return made.Key is not (CodeKey or ConstantKey) && owner.Key is { Depth: < 4 } lazy ? made with { Key = new MemberKey(lazy, Member.Of(property)) } : made;
            }

            if (KnownLibrary.IsTaskOfSource(property))
            {
                return ReadMember(owner, Member.Elements);
            }

            if (KnownLibrary.IsNullTest(property))
            {
                return TestNull(operation, owner, isNull: false);
            }

            if (KnownLibrary.IsMeasure(property))
            {
                var number = Fresh(operation);
                Measured(number, owner);
                return owner.DecidedAs(AfterCounting(SizeOf(owner))).Derived(number) with { Sources = ImmutableHashSet<Source>.Empty, Objects = ImmutableHashSet<ValueKey>.Empty, Comparisons = FilteredAway(owner, null, NumberMeaning.Amount) };
            }

            if (KnownLibrary.IsLibrary(property))
            {
                if (property is { Name: "Key", ContainingType.Name: "IGrouping" } && KeyOfGroup(owner) is { } common)
                {
                    return common;
                }

                if (PartsShown(property, owner) is { } shown)
                {
                    return shown;
                }

                var whole = owner;
                if (KnownLibrary.IsNode(property.ContainingType) && property.Name != "List" && ListsOf(owner) is { IsEmpty: false } lists)
                {
                    owner = owner with { Objects = owner.Objects.Except(lists) };
                }

                // Of a list or an enumerator anything that is in it may come out.
                var isFilled = owner.Objects.Any(o => _state.Heap.ContainsKey((o, Member.Elements)));
                var key = property is { SetMethod: null, Name: not "Current" } && owner.Key is { Depth: < 4 } of ? new MemberKey(of, Member.Of(property)) : Fresh(operation);
                var read = (KnownLibrary.IsView(property) || (KnownLibrary.IsNode(property.ContainingType) && !isFilled) ? owner
                    : ReadMember(owner, isFilled || KnownLibrary.GivesElement(property) ? Member.Elements : Member.Of(property))) with { Key = key };
                if (property.Name == "Value" && KnownLibrary.IsNode(property.ContainingType))
                {
                    read = Counted(read, owner, owner.Key);
                }

                if (!read.IsDecision && property.Type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated })
                {
                    // `exception.Message` is never null.
                    read = read with { Evaluated = Evaluated.Present };
                }

                return property.Name == "Current" && owner.Key is { } enumerator ? Current(read, owner, enumerator) : InList(read, whole, property.Type);
            }

            if (property.GetMethod is { } getter && _context.Analysis.Bodies.BodiesOf(getter).Count > 0)
            {
                var given = Call(operation, getter, owner, []);

                // Asked twice, a property that nobody can set, and that changes nothing, gives the same.
                return given.Key is OperationKey && property.SetMethod is null && owner.Key is { Depth: < 4 } of
                    && !_context.Analysis.WrittenMembers.MayWrite(_context.Analysis.Bodies.BodiesOf(getter), null, _context.Budget, _context.CancellationToken) ? given with { Key = new MemberKey(of, Member.Of(property)) } : given;
            }

            var stored = ReadImplementations(operation, property, owner);
            return KnownLibrary.TellsOfErrors(property) && SizeOf(owner) is { IsDecision: true } errors ? stored.DecidedAs(errors) : stored;
        }

        return ReadStored(member, owner);
    }

    /// <summary>What the number of a collection's elements says.</summary>
    private AbstractValue SizeOf(AbstractValue collection)
    {
        var said = AbstractValue.Unknown;
        foreach (var o in collection.Objects)
        {
            if (_state.Heap.TryGetValue((o, Member.Size), out var size) && !_context.HeldOver.Contains(o))
            {
                said = said.CombinedWith(size);
            }
        }

        return said;
    }

    /// <summary>What is read off a decision says what the decision says, and is never null.</summary>
    private AbstractValue FromDecision(IOperation operation, AbstractValue decision)
        => new() { Key = decision.Key is OperationKey or SymbolKey { Symbol: IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: not (MethodKind.AnonymousFunction or MethodKind.LocalFunction) } } } && operation is IPropertyReferenceOperation { Property: var read } ? new MemberKey(decision.Key, Member.Of(read)) : Fresh(operation), DecidedAbout = decision.DecidedAbout, DecidedBy = decision.DecidedBy, Evaluated = new Evaluated(decision.Evaluated.WhenNotNull, decision.Evaluated.WhenNotNull, KeySet.Everything) };

    /// <summary>A service line's code read back is a reference of its own, since building the line already counted as handing it over.</summary>
    private AbstractValue ReadBack(IOperation operation, AbstractValue code)
    {
        var sources = code.Sources;
        foreach (var source in code.Sources)
        {
            if (Source.Origin(source) is IncomingSource incoming && operation.Syntax != _context.Body)
            {
                sources = sources.Add(new ReadBackSource(operation.Syntax));
                if (_recording)
                {
                    _context.Record.ReadBacks.Add(new ReadBack(operation.Syntax, incoming));
                    _context.Record.References.Add(new ReferenceVisit(operation.Syntax, Here));
                    _position++;
                }
            }

            if (Source.Origin(source) is ReferenceSource reference && reference.Syntax != operation.Syntax)
            {
                sources = sources.Remove(source).Add(new ReferenceSource(operation.Syntax, reference.Code));
                if (_recording)
                {
                    _context.Record.DerivedReferences.Add(new DerivedReference(operation.Syntax, reference.Code));
                    _context.Record.References.Add(new ReferenceVisit(operation.Syntax, Here));
                    _position++;
                }
            }
        }

        return code with { Sources = sources };
    }

    private AbstractValue Indexer(IPropertyReferenceOperation property)
    {
        var owner = Evaluate(property.Instance);
        var arguments = EvaluateArguments(property.Arguments);
        if (property.Property.GetMethod is { } asked && _context.Symbols.IsEvaluatorCall(asked, property.Syntax.SyntaxTree))
        {
            return CallEvaluator(property, asked, owner, arguments.ConvertAll(argument => argument with { Parameter = argument.Parameter is { } parameter ? asked.Parameters[parameter.Ordinal] : null }));
        }

        if (property.Property.GetMethod is { } getter && _context.Analysis.Bodies.BodiesOf(getter).Count > 0)
        {
            return Call(property, getter, owner, arguments);
        }

        var indices = arguments.ConvertAll(argument => argument.Value);
        if (_context.Symbols.HoldsDecisions(property.Property.ContainingType))
        {
            return (indices.Count == 1 ? AnswerIn(owner, indices[0], property, isCertain: true) : null) ?? AbstractValue.Decision([AnyKey.Instance], Fresh(property));
        }

        var told = indices.Count == 1 ? AnswerKept(owner, indices[0]) ?? ToldBy(owner, indices[0]) : AbstractValue.Unknown;
        foreach (var argument in arguments.Where(_ => !told.IsDecision))
        {
            ArriveCompared(argument.Value, owner, property);
        }

        if (KnownLibrary.IsLibrary(property.Property))
        {
            var element = property.Property.ContainingType.Name == "ITuple" ? ReadTuple(owner, indices[0].Key) : ReadElement(owner, indices);
            if (property.Property.ContainingType.Name is "ILookup" or "Lookup")
            {
                element = ChosenGroup(element, property);
            }

            if (told.IsDecision)
            {
                element = element with { DecidedAbout = told.DecidedAbout, DecidedBy = told.DecidedBy, Evaluated = told.Evaluated };
            }

            return element.Key is ElementKey or CodeKey or ConstantKey ? element : element with { Key = Fresh(property) };
        }

        var read = CallUnknown(property, property.Property, owner, arguments);
        return ElementKeyOf(owner, indices) is { } key ? read with { Key = key } : read;
    }

    /// <summary>A part of a tuple of which only the position is known: of one that is computed it may be any.</summary>
    private AbstractValue ReadTuple(AbstractValue tuple, ValueKey? position)
    {
        var parts = tuple.Objects.SelectMany(o => _state.Heap.Of(o).Keys).Distinct().ToList();
        return position is ConstantKey { Value: int at } && (parts.Count == 0 || parts.Exists(part => part.IsTupleElement))
            ? ReadMember(tuple, Member.TupleElement(at))
            : parts.Select(part => ReadMember(tuple, part)).DefaultIfEmpty(AbstractValue.Unknown).Aggregate((all, part) => all.MergedWith(part, () => new PhiKey(_context.Body, _block, Member.Elements)));
    }

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
        var at = indices is [{ Value.Key: var only }] ? only : null;
        var before = Counted(AbstractValue.Unknown, owner, at);
        Rearranged(owner, at);
        foreach (var argument in indices)
        {
            Keyed(argument.Value, value, property, property.Property.ContainingType, property.Instance, owner.PickedBy);
            NoteAdded(owner, argument.Value);
        }

        if (indices.Count == 1)
        {
            KeepAnswer(owner, property.Property.ContainingType, indices[0].Value, value);
        }

        ForgetCallees(owner);
        ElementReplaced(owner, before);
        WriteMember(owner, Member.Elements, value, property, weak: true, grows: before.Groups.IsEmpty || IsOfInterest(value));
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

    private AbstractValue ReadMember(AbstractValue owner, Member member)
    {
        AbstractValue? found = null;
        var missing = owner.Objects.IsEmpty;
        var isUnset = false;
        var differs = false;
        foreach (var o in owner.Objects)
        {
            if (_state.Heap.TryGetValue((o, member), out var value))
            {
                value = owner.Objects.Count > 1 ? OfWhichever(value, owner, o) : value;
                differs |= found is not null && !found.Equals(value) && !IsMadeAlike(found.Key, value.Key);

                // One and the same member of one and the same value, whichever object that is.
                found = found is null ? value : found.MergedWith(value, () => owner.Key is { Depth: < 4 } of ? new MemberKey(of, member) : new PhiKey(_context.Body, _block, (o, member)));
            }
            else
            {
                missing = true;
                isUnset |= o is OperationKey { Kind: OperationKind.ObjectCreation };
            }
        }

        if (isUnset && found is { IsDecision: true } && KnownTypes.IsFlat(member.Type))
        {
            // A flag that was never set in one of them: whichever it is, it need not say anything.
            found = found with { Evaluated = found.Evaluated.Intersect(Evaluated.Nothing) };
        }

        var matched = MatchedIn(owner, member);
        var original = owner.Objects.Count > 1 ? NameInOriginal(owner, member) : null;
        if (differs && original is not null)
        {
            found = found! with { Key = original };
        }
        else if (differs && found!.IsDecision && owner is { IsDecision: true, IsPending: false })
        {
            // The same where one of them says something of itself.
            found = found with { DecidedAbout = found.DecidedAbout.Union(owner.DecidedAbout), DecidedBy = found.DecidedBy.Union(owner.DecidedBy), Evaluated = found.Evaluated.With(owner.Evaluated.Anyway) };
        }
        else if (differs && !found!.IsDecision)
        {
            // Which of the objects it is, a decision said; so it says what is in it.
            found = found.DecidedAs(owner);
        }

        var only = owner.Objects.Count == 1 ? owner.Objects.First() : null;
        var collection = only ?? (member == Member.Elements ? ChosenOf(owner) : null);
        var groups = GroupsOf(collection, owner, member);
        if (member == Member.Elements && only is not null && owner.Key is { Depth: < MaxGroupDepth } group && _state.Heap.ContainsKey((only, Member.GroupKey)))
        {
            // Which of the groups it is, its own name tells.
            groups = groups.Append(MemberKey.AllOf(group));
        }

        if (member == Member.Elements && collection is not null && new MemberKey(collection, Member.Kept) is var kept && _state.Completed.Contains(kept))
        {
            // Read now, after some were taken out.
            groups = groups.Append(kept);
        }

        if (found is not null && only is not null)
        {
            found = OfThis(found, owner, only, member);
        }

        if (found is not null && !(missing && !owner.Sources.IsEmpty))
        {
            return (matched.IsEmpty ? found : found with { Matched = found.Matched.Union(matched) }).In(groups).Inside(owner);
        }

        var sources = owner.Sources.IsEmpty || !KnownTypes.CanHoldCode(member.Type) ? ImmutableHashSet<Source>.Empty : owner.Sources.Select(source => source.Of(member)).ToImmutableHashSet();
        var key = original ?? (owner.Key is null ? null : owner.Key.Depth >= 4 ? owner.Key : new MemberKey(owner.Key, member));
        var unseen = (key is null ? AbstractValue.Unknown : AbstractValue.Of(key)) with
        {
            Sources = sources,
            DecidedAbout = owner.DecidedAbout,
            DecidedBy = owner.DecidedBy,
            Evaluated = Evaluated.Always(owner.Evaluated.Anyway),
            Matched = matched,
        };
        return (found is null ? unseen : found.MergedWith(unseen, () => key ?? new PhiKey(_context.Body, _block, member))).In(groups).Inside(owner);
    }

    /// <summary><c>var ready = lines.Where(l => !Evaluate(l.Code, payer).IsGoverned).ToList(); line.Code = "M0076";</c>: the line is still one of those.</summary>
    private void PutInLetThrough(AbstractValue owner, Member member, AbstractValue value)
    {
        foreach (var through in _context.LetThrough.Where(pair => pair.Value.Overlaps(owner.Objects)).Select(pair => pair.Key).ToList())
        {
            _context.Budget.Spend(1);
            _state = _state with { Heap = _state.Heap.SetItem((through, member), _state.Heap.TryGetValue((through, member), out var old) ? old.MergedWith(value, () => new PhiKey(_context.Body, _block, (through, member))) : value) };
        }
    }

    /// <summary><c>lines[0].Code = "99213";</c>: the elements of a collection go by one name here, and what is put into one of them is not in the others. A loop over all puts it into each.</summary>
    private static bool IsOneOfMany(AbstractValue owner) => owner.Groups.Any(MemberKey.IsGroup) && !TurnsOf(owner).Any();

    /// <summary>A text, a number or the like in which a code can be, and no object in which one can sit.</summary>
    private static bool IsCode(Member member) => KnownTypes.IsFlat(member.Type) && KnownTypes.CanHoldCode(member.Type);

    /// <summary>It sits in an object that is created here, and not in one that a call gave.</summary>
    private static bool IsInMade(ValueKey o) => o switch
    {
        MemberKey member => IsInMade(member.Owner),
        OperationKey made => made.Kind is OperationKind.ObjectCreation or OperationKind.ArrayCreation or OperationKind.AnonymousObjectCreation,
        _ => false,
    };

    /// <summary><c>var made = denied ? line with { Units = 0 } : line;</c>: of a line or a copy of it, what the copy holds as the line does goes by the line's name.</summary>
    private ValueKey? NameInOriginal(AbstractValue owner, Member member)
    {
        foreach (var clone in owner.Objects)
        {
            if (_context.Clones.TryGetValue(clone, out var original) && original.Key is { Depth: < 4 } key && new MemberKey(key, member) is var name
                && _state.Heap.TryGetValue((clone, member), out var held) && name.Equals(held.Key) && owner.Objects.Remove(clone).SetEquals(original.Objects))
            {
                return name;
            }
        }

        return null;
    }

    /// <summary><c>denied ? (true, Flag()) : (false, Flag())</c>: asked once more by the same words, what comes out has nothing to do with which of the two it is.</summary>
    private static bool IsMadeAlike(ValueKey? left, ValueKey? right)
        => left is OperationKey mine && right is OperationKey theirs && mine.Kind == theirs.Kind && (mine.Syntax == theirs.Syntax || mine.Syntax.IsEquivalentTo(theirs.Syntax));

    /// <summary>
    /// One and the same object in this analysis stands for all that are made at one place: what a member of one element of a collection holds goes by the
    /// name of that element, where the elements need not hold the same.
    /// </summary>
    private AbstractValue OfThis(AbstractValue found, AbstractValue owner, ValueKey o, Member member)
    {
        if (owner.Groups.IsEmpty || owner.Key is not { Depth: < 4 } element || element.Equals(o) || (member.Symbol is null && !member.IsTupleElement))
        {
            return found;
        }

        if (found.IsDecision)
        {
            // `(c, PolicyEvaluator.Evaluate(c, payer))`: of each element the one says something of the other.
            foreach (var beside in _state.Heap.Of(o).Where(pair => MayDiffer(pair.Value.Key)))
            {
                found = found.AlsoAbout(beside.Value.Key!, new MemberKey(element, beside.Key));
            }
        }

        return MayDiffer(found.Key) ? found with { Key = new MemberKey(element, member) } : found;
    }

    /// <summary><c>foreach (var line in new[] { Make("M0076"), Make("99213") }) if (line.Denied) …</c>: whichever object it is, its members say something of one another.</summary>
    private AbstractValue OfWhichever(AbstractValue value, AbstractValue owner, ValueKey o)
        => !value.IsDecision || owner.Key is not { Depth: < 4 } name ? value
            : _state.Heap.Of(o).Where(beside => beside.Value.Key is not null && value.DecidedAbout.Contains(beside.Value.Key)).Aggregate(value, (said, beside) => said.AlsoAbout(beside.Value.Key!, new MemberKey(name, beside.Key)));

    /// <summary>It may be another value each time that the place is passed where it was made. So may what a lambda is given, or a method that the base library runs on each element.</summary>
    private bool MayDiffer(ValueKey? key) => key switch
    {
        OperationKey or PhiKey or ElementKey => true,
        SymbolKey { Symbol: IParameterSymbol { ContainingSymbol: IMethodSymbol owner } } => !SymbolEqualityComparer.Default.Equals(owner, _context.Owner),
        MemberKey member => MayDiffer(member.Owner),
        _ => false,
    };

    /// <summary>What is known to have matched of a value's member.</summary>
    private static ImmutableHashSet<Match> MatchedIn(AbstractValue owner, Member member)
        => owner.Matched.IsEmpty ? owner.Matched : owner.Matched.Where(match => match.Inside.Length > 0 && match.Inside[0].Equals(member)).Select(match => match with { Inside = match.Inside.From(1) }).ToImmutableHashSet();

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
            var stored = copied;
            if ((weak || owner.Objects.Count > 1) && _state.Heap.TryGetValue((o, member), out var old))
            {
                // Written into this object or into another: what is certain here is certain of a mark that is put there.
                var isMark = !weak && !copied.IsDecision && copied.Key is ConstantKey && KnownTypes.IsFlat(member.Type) && _state.Tests.Values.Any(outcomes => outcomes is TestOutcomes.True or TestOutcomes.False);
                stored = old.MergedWith(isMark ? copied with { Evaluated = copied.Evaluated.With(_state.Completed) } : copied, () => new PhiKey(_context.Body, _block, (o, member)));
                if (isMark || (weak && member == Member.Elements && stored.Key is OperationKey or ConstantKey))
                {
                    // By the same name in a loop, but another one, or put there once more, in each turn.
                    stored = stored with { Key = new PhiKey(_context.Body, _block, (o, member)) };
                }
            }
            else if ((!IsOwned(o) || (!owner.Sources.IsEmpty && !IsInMade(o))) && (weak || (owner.Objects.Count > 1 && !copied.IsDecision && IsCode(member))))
            {
                // Others have put something in as well, or into the other one.
                stored = copied with { Key = new PhiKey(_context.Body, _block, (o, member)), Objects = copied.Objects.Add(new MemberKey(o, member)), Sources = copied.Sources.Union(owner.Sources.Select(source => source.Of(member))) };
            }

            _state = _state with { Heap = _state.Heap.SetItem((o, member), stored) };
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
                _state = _state with { Heap = _state.Heap.SetItem((part, member), _state.Heap.TryGetValue((part, member), out var old) ? old.MergedWith(copied, () => new PhiKey(_context.Body, _block, (part, member))) : copied) };
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

        if (owner.Objects.All(IsOwned) && owner.Objects.Count > 0)
        {
            return;
        }

        // The object was there before this method, so others can read what is stored in it now. What came in through
        // a parameter is told to the callers instead: they may know the object.
        var toldToCallers = owner.Sources.Count > 0 && owner.Sources.All(s => s is IncomingSource { Kind: IncomingKind.Parameter or IncomingKind.This });
        foreach (var place in StoredPlaces(owner, member))
        {
            Arrive(value, operation, place, isPicked ? owner.PickedBy : null, except: toldToCallers ? IsFromCaller : null);
        }

        // What was read from a member, those who put it there are asked about.
        foreach (var place in ShownPlaces(owner, member))
        {
            Arrive(value, operation, place, except: source => IsFromCaller(source) || Source.Origin(source) is IncomingSource { Kind: IncomingKind.Field });
        }
    }

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
                _state = _state with { Heap = _state.Heap.SetItem((query, Member.Elements), _state.Heap.TryGetValue((query, Member.Elements), out var old) ? old.MergedWith(value, () => new PhiKey(_context.Body, _block, (query, Member.Elements))) : value) };
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
            _state = _state with { Heap = _state.Heap.SetItem((owner, inner.Member), AbstractValue.Of(inner) with { Sources = CameFrom(_state, owner).Select(source => source.Of(inner.Member)).ToImmutableHashSet() }) };
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
