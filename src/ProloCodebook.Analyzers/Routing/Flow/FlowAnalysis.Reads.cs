using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.Rules;

namespace ProloCodebook.Routing;

/// <content>Fields, properties and indexers that are read.</content>
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
            _state = _state.Set(items, Member.TupleElement(0), elements).Set(items, Member.TupleElement(1), KnownTypes.IsNumber(property.ContainingType.TypeArguments[1]) ? AbstractValue.Of(new MemberKey(items, Member.TupleElement(1))) : elements);
            elements = AbstractValue.Of(items);
        }

        _state = _state.Set(shown.Key!, Member.Elements, key is null ? elements : PartOf(elements, key)!);
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
}
