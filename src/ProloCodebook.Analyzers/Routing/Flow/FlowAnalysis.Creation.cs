using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <content>New objects: what they are made from, and what their constructors do with it.</content>
internal sealed partial class FlowAnalysis
{
    private AbstractValue Create(IObjectCreationOperation creation)
    {
        var arguments = EvaluateArguments(creation.Arguments);
        var type = creation.Type as INamedTypeSymbol;
        if (type is null || creation.Constructor is not { } constructor)
        {
            return AbstractValue.Of(Fresh(creation));
        }

        if (_context.Symbols.IsServiceLine(type))
        {
            return CreateServiceLine(creation, type, arguments);
        }

        if (_context.Symbols.IsProcedureCode(type))
        {
            return arguments.Count > 0 ? arguments[0].Value : AbstractValue.Of(Fresh(creation));
        }

        if (_context.Exemptions.IsExemptCall(constructor, creation.Syntax.SyntaxTree))
        {
            return AbstractValue.Of(Fresh(creation));
        }

        if (_context.Symbols.IsEvaluatorCall(constructor, creation.Syntax.SyntaxTree))
        {
            CallEvaluator(creation, constructor, AbstractValue.Unknown, arguments);
            return AbstractValue.Of(Fresh(creation));
        }

        var created = AbstractValue.Of(Fresh(creation)) with { Evaluated = type.IsReferenceType ? Evaluated.Present : Evaluated.Nothing };

        MadeEmpty(created.Key!, creation);
        if (type.Locations.Any(location => location.IsInSource))
        {
            _context.OwnObjects.Add(created.Key!);

            // An object made from a decision says something read from it.
            var decided = arguments.Where(argument => argument.Value.IsDecision).Aggregate(AbstractValue.Unknown, (all, argument) => all.CombinedWith(argument.Value));
            var outer = _making;
            _making = created.Key;
            Construct(creation, constructor, created, arguments);
            _making = outer;
            NoteReferred(created, type, arguments);
            HoldOwnElements(created, type);
            return created with { DecidedAbout = decided.DecidedAbout, DecidedBy = decided.DecidedBy, Evaluated = Evaluated.Always(decided.Evaluated.Anyway) with { WhenNeither = KeySet.Everything } };
        }

        if (KnownLibrary.IsLazy(type) && arguments.Count > 0 && arguments[0].Parameter?.Type.TypeKind == TypeKind.Delegate)
        {
            // It is as good as the function that makes its value.
            return arguments[0].Value with { Key = created.Key };
        }

        if (KnownLibrary.PartsOf(type).Count == arguments.Count && arguments.Count > 0)
        {
            return MadeOfParts(created, type, arguments);
        }

        if (KnownLibrary.IsLibrary(type))
        {
            foreach (var argument in arguments)
            {
                if (KnownTypes.IsCollection(type) && KnownTypes.IsCollection(argument.Parameter?.Type))
                {
                    // A copy has the elements of the original.
                    WriteMember(created, Member.Elements, Content(argument.Value, argument.Parameter!.Type), argument.Operation, weak: true);
                    CopiedWhole(created.Key!, argument.Value);
                    continue;
                }

                // A wrapper (nullable, lazy, task, pair, builder) holds what it is made from; a thread may call it.
                NoteGivenToLibrary(argument.Value);
                GiveAway(argument.Value);
                NoteHandlers(argument.Value);
                RunHandlers(creation);
                Hold(created, argument.Value, argument.Operation);
            }

            NoteReferred(created, type, arguments);
            if (type.Name is "StrongBox" && arguments.Count > 0 && type.GetMembers("Value").OfType<IFieldSymbol>().FirstOrDefault() is { } box)
            {
                WriteMember(created, Member.Of(box), arguments[0].Value, arguments[0].Operation);
                return created with { Sources = arguments[0].Value.Sources };
            }

            return constructor.Parameters.Any(parameter => parameter.RefKind != RefKind.None) ? created : type.Name is "String" or "ReadOnlySpan" or "Span" or "Memory" or "ReadOnlyMemory" or "Nullable" or "Task" or "ValueTask" && arguments.Count > 0 ? arguments[0].Value : created;
        }

        CallUnknown(creation, constructor, AbstractValue.Unknown, arguments);
        return created;
    }

    /// <summary>
    /// In each turn of a loop there is nothing in a new collection yet: how many there are says nothing so far. What those of the turns before hold is known by the same name, so that is kept,
    /// but what is put in from here on is told from it.
    /// </summary>
    private void MadeEmpty(ValueKey collection, IOperation operation)
    {
        _state = _state with { Heap = _state.Heap.Remove((collection, Member.Size)) };
        if (!_state.Heap.TryGetValue((collection, Member.Elements), out var before))
        {
            return;
        }

        if (IsHeldBesides())
        {
            _context.HeldOver.Add(collection);
        }
        else if (before is { Key: not CodeKey, Delegates.IsEmpty: true })
        {
            _state = _state.Set(collection, Member.Elements, before with { Key = KeyOf(operation, 12) });
        }

        // `before = errors;`: the one of the turn before is still looked at.
        bool IsHeldBesides()
        {
            var into = operation.Parent;
            while (into is IConversionOperation)
            {
                into = into.Parent;
            }

            var target = into is ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } ? local : null;
            _context.Budget.Spend(_state.Locations.Count / 8);
            return _state.Locations.Any(pair => pair.Key is ISymbol holder && !SymbolEqualityComparer.Default.Equals(holder, target) && pair.Value.Objects.Contains(collection));
        }
    }

    /// <summary>A collection class that gives elements of its own: they go where the object goes.</summary>
    private void HoldOwnElements(AbstractValue created, INamedTypeSymbol type)
    {
        if (KnownTypes.IsCollection(type) && _context.Analysis.Access.EnumeratorOf(type) is { } enumerator && _context.Analysis.EnumeratesOwn(enumerator) && _context.Analysis.Bodies.HasBody(enumerator)
            && _context.Analysis.SummaryOf(_context)(enumerator.OriginalDefinition).Summary.Returned.HasOwn)
        {
            var own = new IncomingSource(IncomingKind.Return, enumerator.OriginalDefinition, MemberPath.Empty.Append(Member.Elements));
            _state = _state.Set(created.Key!, Member.Elements, AbstractValue.Of(new MemberKey(created.Key!, Member.Elements)) with { Sources = ImmutableHashSet.Create<Source>(own) });
        }
    }

    /// <summary>A pair or a tuple object keeps each of its parts for itself.</summary>
    private AbstractValue MadeOfParts(AbstractValue created, ITypeSymbol type, List<Argument> arguments)
    {
        var parts = KnownLibrary.PartsOf(type);
        foreach (var argument in arguments)
        {
            NoteGivenToLibrary(argument.Value);
            if (argument.Parameter is { } parameter)
            {
                WriteMember(created, Member.Of(parts[parameter.Ordinal]), argument.Value, argument.Operation, handsOn: false);
                created = created.Holding(argument.Value);
            }
        }

        return created;
    }

    /// <summary>Runs a constructor of the compilation on an object: a new one, or by <c>base(…)</c> and <c>this(…)</c> the instance.</summary>
    private void Construct(IOperation operation, IMethodSymbol constructor, AbstractValue created, List<Argument> arguments)
    {
        arguments = WithAnswers(arguments);
        if (SourceLanguage.IsPrimaryConstructor(constructor))
        {
            var members = MembersOf(constructor);
            foreach (var argument in arguments)
            {
                if (argument.Parameter is { } parameter)
                {
                    WriteMember(created, Member.Of(members[parameter.Ordinal]), argument.Value, argument.Operation);
                }
            }
        }

        var hasBody = _context.Analysis.Bodies.HasBody(constructor);
        if (!hasBody || SourceLanguage.IsPrimaryConstructor(constructor))
        {
            foreach (var o in created.Objects)
            {
                Initialize(o, constructor);
            }
        }

        if (hasBody)
        {
            CallKnown(operation, constructor, [PartialMembers.ImplementationOf(constructor.OriginalDefinition)], created, arguments);
        }
        else
        {
            FinishCall(operation, arguments, isLogging: arguments.TrueForAll(argument => !argument.Value.IsDecision || IsOnlyLogged(argument.Operation)));
        }
    }

    /// <summary><c>new Line(code, Evaluate(code, payer).IsGoverned)</c>: a code that is kept beside the answer about it is a copy of its own.</summary>
    private List<Argument> WithAnswers(List<Argument> arguments)
        => arguments.TrueForAll(argument => !argument.Value.IsDecision || _context.Analysis.LoggedContainers.Contains(argument.Operation.Syntax, _context.CancellationToken)) ? arguments
            : arguments.Select((argument, i) => argument.Value.IsDecision ? argument : argument with { Value = CopiedFor(argument.Value, argument.Operation.Syntax, DecidedByOthers(AbstractValue.Unknown, arguments, i)) }).ToList();

    /// <summary>What the arguments of a primary constructor are kept in, in their order: of a record the properties, of any other type the parameters themselves.</summary>
    public static IReadOnlyList<ISymbol> MembersOf(IMethodSymbol constructor)
        => constructor.ContainingType.IsRecord ? [.. constructor.Parameters.Select(parameter => PositionalProperty(parameter) ?? (ISymbol)parameter)] : constructor.Parameters;

    /// <summary>The property that the compiler makes of a record's parameter. There is none where the record, or the one that it derives from, declares it.</summary>
    private static IPropertySymbol? PositionalProperty(IParameterSymbol parameter)
        => parameter.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault(property =>
            property.DeclaringSyntaxReferences.Any(reference => parameter.DeclaringSyntaxReferences.Any(p => p.Span == reference.Span && p.SyntaxTree == reference.SyntaxTree)));

    private AbstractValue CreateServiceLine(IObjectCreationOperation creation, INamedTypeSymbol type, List<Argument> arguments)
    {
        var line = AbstractValue.Of(Fresh(creation));
        _context.BuildsLines = true;
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { Ordinal: 0 } && type.GetMembers("Code").FirstOrDefault() is { } code)
            {
                _state = _state.Set(line.Key!, Member.Of(code), argument.Value);
                var about = new List<ValueKey>();
                AddKey(argument.Value, about);
                about.ForEach(PutInLine);
            }
            else
            {
                HandedToAnotherParameter(argument);
            }
        }

        return line;
    }

    private void PutInLine(ValueKey key)
    {
        Happens(FlowEventKind.PutInLine, key);
        if (key is MatchedKey or SymbolKey { Symbol: IParameterSymbol })
        {
            _state = _state with { Completed = _state.Completed.Add(new LinedKey(key)) };
        }
    }

    /// <summary><c>line with { }</c>, <c>MemberwiseClone()</c>: another object, which holds what this one holds now.</summary>
    private AbstractValue Clone(IOperation operation, AbstractValue original, ITypeSymbol? type)
    {
        // What was asked about the original is known under its name.
        original = Copied(original, operation.Syntax);
        var clone = original with { Key = Fresh(operation), Objects = ImmutableHashSet<ValueKey>.Empty };
        _context.Clones[clone.Key!] = original;
        foreach (var (member, held) in CopiedMembers(original, type, clone.Key!))
        {
            _state = _state.Set(clone.Key!, member, held);
        }

        return clone with { Objects = ImmutableHashSet.Create(clone.Key!) };
    }

    /// <summary>What the members of a copy hold: what the original's hold now, and the very objects that those hold.</summary>
    /// <param name="type">The original's type, as far as it is known.</param>
    private List<(Member Member, AbstractValue Held)> CopiedMembers(AbstractValue original, ITypeSymbol? type, ValueKey copy)
    {
        var members = original.Objects.SelectMany(o => _state.Heap.Of(o).Keys).Distinct().ToDictionary(
            member => member,
            member => original.Objects.Count == 1 ? _state.Heap.Of(original.Objects.First())[member] : ReadMember(original, member));
        for (; type is { SpecialType: SpecialType.None }; type = type.BaseType)
        {
            foreach (var member in type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic).Select(field => Member.Of(Declared(field))).Where(member => !members.ContainsKey(member)))
            {
                _context.Budget.Spend(1);
                if (member.Type is { IsReferenceType: true, SpecialType: SpecialType.None })
                {
                    members[member] = ReadMember(original, member);
                }
                else if (!original.Sources.IsEmpty)
                {
                    members[member] = ReadMember(original, member) with { Key = new MemberKey(copy, member) };
                }
            }
        }

        return [.. members.Select(pair => (pair.Key, pair.Value))];
    }
}
