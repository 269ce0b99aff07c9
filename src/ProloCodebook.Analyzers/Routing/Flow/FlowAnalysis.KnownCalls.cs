using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <content>Calls of the compilation's own methods.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary>Calls a method whose body, or whose every implementation's body, is in the compilation.</summary>
    private AbstractValue CallKnown(IOperation operation, IMethodSymbol method, IReadOnlyList<IMethodSymbol> bodies, AbstractValue receiver, List<Argument> arguments)
    {
        if (_recording)
        {
            var given = arguments.Where(argument => argument.Parameter is not null).GroupBy(argument => argument.Parameter!.Ordinal).ToImmutableDictionary(same => same.Key, same => same.First().Value.Key);
            foreach (var body in bodies)
            {
                _context.Record.Calls.Add(new CallVisit(body, Here, given, _calledBy, _pickedBy) { Syntax = operation.Syntax, Receiver = receiver.Key });
            }

            _position++;
            _calledBy = null;
        }

        _pickedBy = null;
        MayMove(operation, receiver, arguments, isOutside: true);
        var isPlain = IsPlain(method, bodies, receiver, arguments);
        foreach (var body in bodies)
        {
            if (!method.IsStatic)
            {
                Arrive(receiver, operation, path => new ParameterPlace(body, IncomingKind.This, body.ContainingType.OriginalDefinition, path) { IsUnseen = isPlain });
            }

            for (var i = 0; i < arguments.Count; i++)
            {
                if (arguments[i].Parameter is { } parameter && parameter.Ordinal < body.Parameters.Length)
                {
                    var target = body.Parameters[parameter.Ordinal].OriginalDefinition;
                    Arrive(arguments[i].Value, arguments[i].Operation, path => new ParameterPlace(body, IncomingKind.Parameter, target, path), DecidedByOthers(receiver, arguments, i));
                }
            }
        }

        foreach (var argument in arguments.Where(argument => argument.Parameter?.Type is { } type && (type.TypeKind == TypeKind.Delegate || KnownLibrary.IsLazy(type))))
        {
            foreach (var body in bodies.Where(body => argument.Parameter!.Ordinal < body.Parameters.Length))
            {
                Bind(new IncomingSource(IncomingKind.Parameter, body.Parameters[argument.Parameter!.Ordinal].OriginalDefinition, MemberPath.Empty), argument.Value);
            }
        }

        foreach (var argument in arguments.Where(argument => KnownTypes.IsOfDelegates(argument.Parameter?.Type)))
        {
            // `params Func<string, bool>[] checks`: those in it. With none in it there is nothing to call.
            var given = ReadMember(argument.Value, Member.Elements);
            foreach (var body in bodies.Where(body => argument.Parameter!.Ordinal < body.Parameters.Length && !ReferenceEquals(given, AbstractValue.Unknown) && !(given.Delegates.IsEmpty && argument.Value.Objects.All(IsOwned) && IsGathered(argument.Operation))))
            {
                Bind((IncomingSource)new IncomingSource(IncomingKind.Parameter, body.Parameters[argument.Parameter!.Ordinal].OriginalDefinition, MemberPath.Empty).Of(Member.Elements), given);
            }
        }

        ForgetCallees(receiver);
        LoseAnswers(receiver, null);
        foreach (var argument in arguments)
        {
            ForgetCallees(argument.Value);
            LoseAnswers(argument.Value, argument.Parameter?.Type);
        }

        HandOnMembers(bodies, method.IsStatic ? null : receiver.Key);
        ReadByCall(bodies, receiver, arguments);
        FinishCall(operation, arguments, isRead: argument => argument.Parameter is not { RefKind: RefKind.Ref } parameter || bodies.Any(body => parameter.Ordinal >= body.Parameters.Length || _context.Analysis.WrittenMembers.MayMention([body], body.Parameters[parameter.Ordinal].OriginalDefinition, _context.Budget, _context.CancellationToken)),
            isLogging: bodies is [var only] && !IsThroughInterface(method) && arguments.Any(argument => argument.Value.IsDecision) && _context.Analysis.LoggingBodies.Contains(only, _context.CancellationToken));
        var application = new SummaryApplication(this, operation, method, receiver, arguments);
        var overwritten = LoseOverwritten(operation, bodies, receiver, arguments);
        ForgetWritten(bodies, method.IsStatic ? null : receiver.Key);
        ForgetWrittenByFunctions(bodies);
        ForgetDelegatesWritten(bodies, receiver, arguments);
        ForgetAnswersWritten(bodies, receiver, arguments);
        overwritten.ForEach(place => _state = _state.Set(place.Object, place.Member, place.Value));
        NoteChanged(operation, bodies, receiver, arguments);
        AbstractValue result;
        if (isPlain)
        {
            result = application.Plain(bodies);
            _context.UnseenCalls[result.Key!] = LookInside;
        }
        else
        {
            result = LookInside();
        }

        RunHandlers(operation);
        if (!_dead && operation.Type is { SpecialType: SpecialType.None } && KnownTypes.MayBeDelegate(method.ReturnType))
        {
            GivesDelegate(result, [.. bodies.Select(body => new IncomingSource(IncomingKind.Return, body.OriginalDefinition, MemberPath.Empty))]);
        }

        return result.IsDecision || _dead ? result : result.DecidedAs(ComputedFrom(bodies, receiver, arguments));

        AbstractValue LookInside()
        {
            var summaries = bodies.Select(_context.Analysis.SummaryOf(_context)).ToList();
            var given = application.Apply(summaries);
            FailByArguments(summaries, arguments);
            return given;
        }
    }

    /// <summary>A method that looks at a field in a test, where that holds something read from a decision, gets it like an argument.</summary>
    private void HandOnMembers(IReadOnlyList<IMethodSymbol> bodies, ValueKey? receiver)
    {
        if (!_recording || _state.Heap.IsEmpty)
        {
            return;
        }

        var type = _context.Owner.ContainingType is { } containing ? new SymbolKey(containing.OriginalDefinition) : null;
        foreach (var owner in new[] { receiver, type }.OfType<ValueKey>().Distinct())
        {
            foreach (var (member, value) in _state.Heap.Of(owner).Where(pair => pair.Value.IsDecision && pair.Key.Symbol is { } symbol && (owner.Equals(receiver) || symbol.IsStatic)).Select(pair => (pair.Key.Symbol!, pair.Value)).ToList())
            {
                if (bodies.All(body => _context.Analysis.WrittenMembers.MayTest([body], member, _context.Budget, _context.CancellationToken)))
                {
                    HandOn(value);
                }
            }
        }
    }

    /// <summary>A method may put another delegate into an object that was made here (<c>hub.Reset()</c>): which one it holds then, nobody can tell.</summary>
    private void ForgetDelegatesWritten(IReadOnlyList<IMethodSymbol> bodies, AbstractValue receiver, List<Argument> arguments)
    {
        if (receiver.Objects.IsEmpty && arguments.TrueForAll(argument => argument.Value.Objects.IsEmpty))
        {
            return;
        }

        foreach (var o in arguments.Select(argument => argument.Value).Prepend(receiver).SelectMany(value => value.Objects).Where(IsOwned).Distinct().ToList())
        {
            foreach (var member in _state.Heap.Of(o).Where(pair => !pair.Value.Delegates.IsEmpty && CanChange(pair.Key.Symbol)).Select(pair => pair.Key).ToList())
            {
                if (_context.Analysis.WrittenMembers.MayWrite(bodies, member.Symbol!, _context.Budget, _context.CancellationToken))
                {
                    _state = _state.Set(o, member, AbstractValue.Of(new MemberKey(o, member)));
                }
            }
        }
    }

    /// <summary>A call may assign fields of the instance, or static ones: what was known of those no longer holds.</summary>
    private void ForgetWritten(IReadOnlyList<IMethodSymbol> bodies, ValueKey? receiver)
    {
        foreach (var key in _state.Completed.Keys.OfType<MemberKey>().Concat(OwnersOf(receiver).SelectMany(owner => _state.Heap.Of(owner).Keys.Select(member => new MemberKey(owner, member)))).ToList())
        {
            if (!IsOwned(key.Owner) && CanChange(key.Member.Symbol) && (key.Owner.Equals(receiver) || key.Member.Symbol!.IsStatic || IsThisFromElsewhere(key.Owner))
                && _context.Analysis.WrittenMembers.MayWrite(bodies, key.Member.Symbol!, _context.Budget, _context.CancellationToken))
            {
                Forget(key);
                if (!(KnownTypes.IsFlat(key.Member.Type) && _state.Heap.TryGetValue((key.Owner, key.Member), out var held) && IsAnswer(held)))
                {
                    _state = _state with { Heap = _state.Heap.Remove((key.Owner, key.Member)) };
                }
            }
        }

        // What was known of all elements of a collection in a member: something else may be in there now.
        foreach (var o in _state.Completed.Keys.Concat(_context.AskedOf).Select(MemberKey.EachIn).OfType<MemberKey>().Select(all => all.Owner).Distinct().ToList())
        {
            if (o is MemberKey { Member.Symbol: IFieldSymbol or IPropertySymbol, Member.Symbol: var member } && !IsOwned(o) && _context.Analysis.WrittenMembers.MayFill(bodies, member, _context.Budget, _context.CancellationToken))
            {
                Grown(AbstractValue.Of(o));
            }
        }

        // Another object may know this one: `_bus.Raise()` calls `_desk.Change()`.
        bool IsThisFromElsewhere(ValueKey owner)
            => owner is SymbolKey { Symbol: INamedTypeSymbol type } && !bodies.Any(body => SymbolEqualityComparer.Default.Equals(body.ContainingType?.OriginalDefinition, type));

        IEnumerable<ValueKey> OwnersOf(ValueKey? instance)
        {
            var type = _context.Owner.ContainingType is { } containing ? new SymbolKey(containing.OriginalDefinition) : null;
            return new[] { instance as SymbolKey, type }.OfType<ValueKey>().Distinct();
        }
    }

    /// <summary>A delegate from elsewhere may be any that is made in the compilation: what those assign may be something else now.</summary>
    /// <param name="bodies">Whose call it is that may run such a delegate; null where one is called here.</param>
    private void ForgetWrittenByFunctions(IReadOnlyList<IMethodSymbol>? bodies = null)
    {
        var written = _state.Completed.Keys.OfType<MemberKey>().Where(key => !IsOwned(key.Owner) && CanChange(key.Member.Symbol) && _context.Analysis.IsWrittenByFunctions(key.Member.Symbol!, _context.CancellationToken)).ToList();
        if (written.Count == 0 || (bodies is not null && !_context.Analysis.WrittenMembers.MayRunDelegates(bodies, _context.Budget, _context.CancellationToken)))
        {
            return;
        }

        foreach (var key in written)
        {
            Forget(key);
            _state = _state with { Heap = _state.Heap.Remove((key.Owner, key.Member)) };
        }
    }

    private static bool CanChange(ISymbol? member) => member is IFieldSymbol { IsReadOnly: false, IsConst: false } or IPropertySymbol { SetMethod: not null };

    /// <summary>What the parts say that the result of a call is computed from: <c>result.IsOk</c> says what <c>result.Error</c> says.</summary>
    private AbstractValue ComputedFrom(IReadOnlyList<IMethodSymbol> bodies, AbstractValue receiver, List<Argument> arguments)
    {
        if (!MaySay(receiver) && !arguments.Any(argument => MaySay(argument.Value)))
        {
            return AbstractValue.Unknown;
        }

        var said = AbstractValue.Unknown;
        foreach (var body in bodies)
        {
            var here = AbstractValue.Unknown;
            foreach (var part in _context.Analysis.ComputedMembers.PartsOf(body, _context.CancellationToken))
            {
                var value = part.Kind == IncomingKind.This ? receiver : arguments.FirstOrDefault(argument => part.Symbol is IParameterSymbol p && argument.Parameter?.Ordinal == p.Ordinal).Value ?? AbstractValue.Unknown;
                for (var i = 0; i < part.Path.Length; i++)
                {
                    value = part.Path[i].Symbol is IPropertySymbol measure && KnownLibrary.IsMeasure(measure) && SizeOf(value) is { IsDecision: true } size ? size : ReadMember(value, part.Path[i]);
                }

                value = value.IsDecision ? value : SizeOf(value);
                here = value.IsDecision && !value.IsPending ? here.CombinedWith(value) : here;
            }

            if (!here.IsDecision)
            {
                return here;
            }

            said = said.CombinedWith(here);
        }

        return said;

        bool MaySay(AbstractValue value) => value.IsDecision || (!value.Objects.IsEmpty && _state.Heap.Objects.Any(held => _state.Heap.Of(held).Values.Any(member => member.IsDecision) && value.Objects.Any(o => MemberKey.IsWithin(held, o))));
    }

    /// <summary>Others may have something else in mind than what is here.</summary>
    private static bool IsThroughInterface(IMethodSymbol method) => method.IsAbstract || method.ContainingType.TypeKind == TypeKind.Interface;

    /// <summary>Nothing that is followed goes in, and nothing in there asks the evaluator, tells of a comparison with a code or gives one: there is no need to look.</summary>
    private bool IsPlain(IMethodSymbol method, IReadOnlyList<IMethodSymbol> bodies, AbstractValue receiver, List<Argument> arguments)
        => !receiver.Objects.Any(IsOwned)
            && receiver.DecidedAbout.IsEmpty
            && (receiver.Sources.IsEmpty || (!KnownTypes.CanHoldCode(method.ReturnType) && receiver.Sources.All(source => source is IncomingSource { Kind: IncomingKind.This, Path.Length: 0 })))
            && arguments.All(argument => argument.Value is { Sources.IsEmpty: true, Delegates.IsEmpty: true, DecidedAbout.IsEmpty: true, Comparisons.IsEmpty: true }
                && (argument.Value.Objects.IsEmpty || !MayBeFilled(bodies, argument.Parameter?.Type))
                && argument.Parameter is not { RefKind: RefKind.Ref or RefKind.Out }
                && argument.Value.Objects.All(o => _state.Heap.Of(o).IsEmpty))
            && !(_context.Owner is IMethodSymbol { MethodKind: MethodKind.Constructor } && (method.MethodKind == MethodKind.Constructor || bodies.Any(_context.Analysis.ReferringNames.Contains)))
            && !bodies.Any(_context.Analysis.Bodies.MayThrow)
            && !bodies.Any(_context.Analysis.EvaluatingNames.Contains)
            && !((method.ReturnType.SpecialType is SpecialType.System_Boolean or SpecialType.System_String || _context.Symbols.IsProcedureCode(method.ReturnType)) && bodies.Any(_context.Analysis.ReferringNames.Contains))
            && !bodies.Any(MayReadStored);

    /// <summary><c>bool Allowed => !_decision.IsGoverned;</c></summary>
    private bool MayReadStored(IMethodSymbol method)
        => !method.ReturnsVoid && method.ContainingType.OriginalDefinition.GetMembers().Any(member => member is IFieldSymbol field && _context.Symbols.IsDecision(field.Type));

    /// <summary>A method may put a code into what it is given.</summary>
    private bool MayBeFilled(IReadOnlyList<IMethodSymbol> bodies, ITypeSymbol? type)
        => KnownTypes.IsContainer(type) || (KnownTypes.IsOwnClass(type) && bodies.Any(_context.Analysis.ReferringNames.Contains));
}
