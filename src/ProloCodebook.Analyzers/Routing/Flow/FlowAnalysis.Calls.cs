using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.References;
using ProloCodebook.Rules;

namespace ProloCodebook.Routing;

/// <summary>A value handed to a parameter.</summary>
internal readonly record struct Argument(IParameterSymbol? Parameter, AbstractValue Value, IOperation Operation);

/// <content>Calls: what the evaluator, the compilation's own methods, the base library and unknown code do with a value.</content>
internal sealed partial class FlowAnalysis
{
    private AbstractValue Invoke(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (!method.IsReadOnly)
        {
            Separate(invocation.Instance);
        }

        var receiver = Evaluate(invocation.Instance);
        if (IsConditionallyCompiled(method))
        {
            // The call, with all that is in its arguments, may not be there in a release build.
            var before = _state;
            EvaluateArguments(invocation.Arguments);
            _state = before;
            return AbstractValue.Unknown;
        }

        var arguments = EvaluateArguments(invocation.Arguments);
        if (method.GetConstructedReducedFrom() is { } extension && invocation.Instance is { } first)
        {
            // Visual Basic calls an extension method like one of the first argument's type.
            arguments = [new Argument(extension.Parameters[0], receiver, first), .. arguments.Select(argument => argument with { Parameter = argument.Parameter is { } parameter ? extension.Parameters[parameter.Ordinal + 1] : null })];
            receiver = AbstractValue.Unknown;
            method = extension;
        }

        var mayFail = _edges.MayThrow(_block) && !_context.Exemptions.IsLoggingCall(method);
        if (mayFail)
        {
            Happens(FlowEventKind.Begins, AnyKey.Instance, invocation.Syntax);
        }

        var result = Invoke(invocation, ImplementationOf(method, invocation.Instance), receiver, arguments);
        if (mayFail)
        {
            Happens(FlowEventKind.Ends, AnyKey.Instance, invocation.Syntax);
        }

        return result;
    }

    private AbstractValue Invoke(IInvocationOperation invocation, IMethodSymbol method, AbstractValue receiver, List<Argument> arguments)
    {
        if (_context.Exemptions.IsLoggingDelegate(method))
        {
            return CallLogger(invocation, method, arguments);
        }

        if (method.MethodKind == MethodKind.DelegateInvoke && !_context.Symbols.IsEvaluatorCall(method, invocation.Syntax.SyntaxTree))
        {
            return InvokeDelegate(invocation, receiver, arguments);
        }

        if (method.MethodKind == MethodKind.LocalFunction && !_context.Symbols.IsEvaluatorCall(method, invocation.Syntax.SyntaxTree))
        {
            return RunNested(new DelegateTarget(null, method.OriginalDefinition), arguments.ConvertAll(argument => argument.Value), invocation);
        }

        return Call(invocation, method, receiver, arguments);
    }

    /// <summary>A call through an interface of an object whose class is known: <c>using</c> calls the class's own <c>Dispose</c>.</summary>
    private IMethodSymbol ImplementationOf(IMethodSymbol method, IOperation? instance)
    {
        return method.ContainingType is { TypeKind: TypeKind.Interface } && TypeOf(instance) is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type
            && type.FindImplementationForInterfaceMember(method) is IMethodSymbol implementation
            ? implementation
            : method;
    }

    /// <summary>What the code calls an object before it is converted for a call; of an enumerator that an array gives, the array's.</summary>
    private ITypeSymbol? TypeOf(IOperation? instance) => instance switch
    {
        IConversionOperation { OperatorMethod: null, Operand: var converted } => TypeOf(converted),
        IFlowCaptureReferenceOperation { Id: var id } when _captured.TryGetValue(id, out var originals) && originals.Count == 1 => TypeOf(originals[0]),
        IInvocationOperation { TargetMethod.Name: "GetEnumerator", Instance: { } sequence } when TypeOf(sequence) is IArrayTypeSymbol array => array,
        _ => instance?.Type,
    };

    /// <summary>
    /// Of the compilation's own bodies that a call of a method of the library may run, those of what the object can be. Of a method of the compilation itself every implementation counts, as
    /// <c>routing.md</c> has it.
    /// </summary>
    private IReadOnlyList<IMethodSymbol> OnObject(IOperation operation, IReadOnlyList<IMethodSymbol> bodies)
        => bodies.Count == 0 ? bodies : _context.Analysis.Bodies.OnObjectOf(TypeOf((operation as IInvocationOperation)?.Instance), bodies);

    private static bool IsConditionallyCompiled(IMethodSymbol method)
        => method.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "ConditionalAttribute", ContainingNamespace.Name: "Diagnostics" });

    private List<Argument> EvaluateArguments(ImmutableArray<IArgumentOperation> arguments)
    {
        var values = new List<Argument>(arguments.Length);
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Ref })
            {
                Separate(argument.Value);
            }

            // What an `out` argument held before does not matter.
            var value = argument.Parameter is { RefKind: RefKind.Out } ? AbstractValue.Unknown : DefaultOf(argument) ?? Evaluate(argument.Value);
            values.Add(new Argument(argument.Parameter, value, argument.Value));
        }

        return values;
    }

    /// <summary>An argument left out: the value is written at the parameter, and that is the reference.</summary>
    private AbstractValue? DefaultOf(IArgumentOperation argument) => argument is { ArgumentKind: ArgumentKind.DefaultValue, Parameter: { } parameter } ? DefaultOf(parameter) : null;

    private AbstractValue? DefaultOf(IParameterSymbol parameter)
    {
        if (_context.Analysis.CodeOfDefault(parameter) is not { } code
            || SourceLanguage.DefaultValueOf(parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_context.CancellationToken)) is not { } value)
        {
            return null;
        }

        if (_recording)
        {
            _context.Record.References.Add(new ReferenceVisit(value, Here));
            _position++;
        }

        return AbstractValue.Reference(value, code);
    }

    /// <summary>"Handing c to another parameter (a description, say) is not R1."</summary>
    private void HandedToAnotherParameter(Argument argument)
        => Escape(argument.Value, argument.Operation, $"is handed to the evaluator as '{argument.Parameter?.Name}', not as the code");

    /// <summary>Calls a method: by what is known of it, from the surest to the least.</summary>
    private AbstractValue Call(IOperation operation, IMethodSymbol method, AbstractValue receiver, List<Argument> arguments)
    {
        var symbols = _context.Symbols;
        if (symbols.IsEvaluatorCall(method, operation.Syntax.SyntaxTree))
        {
            return CallEvaluator(operation, method, receiver, arguments);
        }

        if (symbols.IsDecision(method.ContainingType))
        {
            var read = FromDecision(operation, arguments.Aggregate(receiver, (all, argument) => all.CombinedWith(argument.Value)));

            // `decision.GetValueOrDefault()`: there may be none. (`?.` makes such a call itself, where there is one.)
            return !operation.IsImplicit && method.ContainingType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? read with { Evaluated = Evaluated.Always(receiver.Evaluated.Anyway) } : read;
        }

        if (receiver is { IsDecision: true, IsPending: false } && !method.ReturnsVoid && PolicySymbols.IsOfContract(method.ContainingType) && !symbols.IsServiceLine(method.ContainingType) && !symbols.IsProcedureCode(method.ContainingType))
        {
            return FromDecision(operation, receiver);
        }

        if (symbols.IsProcedureCode(method.ContainingType))
        {
            return CallProcedureCode(operation, method, receiver, arguments);
        }

        if (_context.Exemptions.IsLoggingCall(method) || IsConsoleWriter(operation))
        {
            return CallLogger(operation, method, arguments);
        }

        if (KnownLibrary.GoesOnWhereEqual(method) && arguments.Count > 1)
        {
            ArriveCompared(arguments[0].Value, arguments[1].Value, operation);
            ArriveCompared(arguments[1].Value, arguments[0].Value, operation);
            FinishCall(operation, arguments);
            return AbstractValue.Unknown;
        }

        if (_context.Exemptions.IsExemptCall(method, operation.Syntax.SyntaxTree))
        {
            if (KnownLibrary.IsThrowHelper(method))
            {
                FinishCall(operation, arguments);
            }

            return AbstractValue.Of(Fresh(operation));
        }

        if (method.Name == "<Clone>$" || method is { Name: "MemberwiseClone", ContainingType.SpecialType: SpecialType.System_Object })
        {
            return Clone(operation, receiver, (operation as IInvocationOperation)?.Instance?.Type);
        }

        if (method.MethodKind == MethodKind.Constructor && method.Locations.Any(location => location.IsInSource))
        {
            Construct(operation, method, receiver, arguments);
            return AbstractValue.Unknown;
        }

        if (method is { IsPartialDefinition: true, PartialImplementationPart: null })
        {
            // The compiler drops the call.
            return AbstractValue.Unknown;
        }

        if (KnownLibrary.IsLock(method))
        {
            FinishCall(operation, arguments);
            return AbstractValue.Of(Fresh(operation));
        }

        if (KnownLibrary.IsStep(method))
        {
            return Step(operation, arguments);
        }

        if (operation is IInvocationOperation { Instance: { } collection } && KnownLibrary.HookOf(method) is { } name && HookIn(collection, name) is { } hook)
        {
            return CallHook(operation, hook, receiver, arguments);
        }

        if (OnObject(operation, OwnHooksOf(method, receiver, arguments)) is { Count: > 0 } hooks)
        {
            OneOf(operation, [() => AbstractValue.Unknown, .. hooks.Select(one => (Func<AbstractValue>)(() => CallHook(operation, one, receiver, arguments)))]);
        }

        if (method.Name is "MoveNext" or "MoveNextAsync" && OnObject(operation, OwnMovesOf(method, receiver)) is { Count: > 0 } moves)
        {
            OneOf(operation, [() => AbstractValue.Unknown, () => CallKnown(operation, method, moves, receiver, arguments)]);
        }

        var library = KnownLibrary.Classify(method);
        if (library != LibraryCall.Unknown)
        {
            return OnObject(operation, library is LibraryCall.Store or LibraryCall.StoreKeyed && KnownTypes.IsCollection(method.ContainingType) ? OwnStoresOf(operation, method, receiver, arguments) : OwnBodiesOf(operation, method, receiver)) is { Count: > 0 } own
                ? OneOf(operation, [() => CallLibrary(operation, method, library, receiver, arguments), () => CallKnown(operation, method, own, receiver, arguments)])
                : CallLibrary(operation, method, library, receiver, arguments);
        }

        // `base.M()` runs the very method it names.
        var isExact = operation is IInvocationOperation { IsVirtual: false } && _context.Analysis.Bodies.HasBody(method);
        var bodies = isExact ? [PartialMembers.ImplementationOf(method.OriginalDefinition)] : _context.Analysis.Bodies.BodiesOf(method);
        return bodies.Count > 0 && !IsPassedOn(operation, method, isExact, bodies) ? CallKnown(operation, method, bodies, receiver, arguments) : CallUnknown(operation, method, receiver, arguments);
    }

    /// <summary>
    /// A decorator (<c>inner.Bill(code)</c> in the only <c>Bill</c> of the compilation): on another object the call may run this body again, but not for ever.
    /// Where all of the body's ways lead into it, what it runs in the end is not here. So it is where there are several, of which each passes on to some other.
    /// </summary>
    private bool IsPassedOn(IOperation operation, IMethodSymbol method, bool isExact, IReadOnlyList<IMethodSymbol> bodies)
    {
        if (isExact || operation is not IInvocationOperation { IsVirtual: true, Instance: { } instance } || Carriers.WithoutConversions(instance) is IInstanceReferenceOperation
            || !bodies.Any(body => _context.Analysis.Bodies.ReferencesOf(body).Any(reference => reference.Node == _context.Body)))
        {
            return false;
        }

        if (bodies.Count > 1)
        {
            return _context.Analysis.Decorators.PassOn(method, bodies, _context.CancellationToken);
        }

        _context.PassesOn = true;
        return _context.IsEndless;
    }

    /// <summary><c>Interlocked.CompareExchange(ref _code, code, before)</c>: gives what was in the variable, and puts the second argument there, with a third one only where that was there.</summary>
    private AbstractValue Step(IOperation operation, List<Argument> arguments)
    {
        var before = arguments[0].Value;
        if (arguments.Count > 2)
        {
            ArriveCompared(before, arguments[2].Value, operation);
            ArriveCompared(arguments[2].Value, before, operation);
        }

        if (arguments.Count > 1)
        {
            var key = Fresh(operation);
            Assign(arguments[0].Operation, arguments.Count == 2 ? arguments[1].Value : before.MergedWith(arguments[1].Value, () => Fresh(operation, 1)));
            before = before with { Key = key };
        }

        return before;
    }

    /// <summary>What the compilation has overridden of a collection of the library's; null where it has not.</summary>
    private IMethodSymbol? HookIn(IOperation? collection, string name)
    {
        for (var type = collection?.Type; type is not null && !KnownLibrary.IsLibrary(type); type = type.BaseType)
        {
            if (type.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(member => member.IsOverride && _context.Analysis.Bodies.BodiesOf(member).Count > 0) is { } hook)
            {
                return hook;
            }
        }

        return null;
    }

    /// <summary><c>codes.Add(code)</c> runs the overridden <c>InsertItem(index, code)</c>.</summary>
    private AbstractValue CallHook(IOperation operation, IMethodSymbol hook, AbstractValue receiver, List<Argument> arguments)
    {
        // The item is the last that both have.
        var given = hook.Parameters.Select(parameter => parameter.Ordinal > 0 ? arguments[arguments.Count - 1] with { Parameter = parameter } : new Argument(parameter, AbstractValue.Of(Fresh(operation, 3)), operation)).ToList();
        CallKnown(operation, hook, _context.Analysis.Bodies.BodiesOf(hook), receiver, given);
        return AbstractValue.Of(Fresh(operation, 4));
    }

    /// <summary>What a call through an interface or base class of the library may run of the compilation, on an object that holds something that is followed.</summary>
    private IReadOnlyList<IMethodSymbol> OwnBodiesOf(IOperation operation, IMethodSymbol method, AbstractValue receiver)
        => (method.IsAbstract || method.IsVirtual || method.IsOverride) && !method.ContainingType.IsSealed && method.ContainingType.SpecialType != SpecialType.System_Object
            && operation is not IInvocationOperation { IsVirtual: false } && !KnownTypes.IsCollection(method.ContainingType) && Reach(receiver).Any()
            ? _context.Analysis.Bodies.OwnBodiesOf(method)
            : [];

    /// <summary>
    /// The same of what something followed is put into a collection by, that may be one of the compilation's own: <c>IList&lt;string&gt; codes = new BilledCodes(); codes.Add(code)</c>. One that is
    /// made here, and of the library, is none.
    /// </summary>
    private IReadOnlyList<IMethodSymbol> OwnStoresOf(IOperation operation, IMethodSymbol method, AbstractValue receiver, List<Argument> arguments)
    {
        var bodies = _context.Analysis.Bodies;
        return method.IsStatic || operation is IInvocationOperation { IsVirtual: false } || !arguments.Exists(argument => !Inside(argument.Value).IsEmpty) || (!receiver.Objects.IsEmpty && receiver.Objects.All(o => IsOwned(o) && !_context.OwnObjects.Contains(o)))
            ? []
            : (method.IsAbstract || method.IsVirtual || method.IsOverride ? bodies.OwnBodiesOf(method) : [])
                .Where(own => own.Parameters.Length == method.Parameters.Length && own.Parameters.Zip(method.Parameters, (mine, theirs) => mine.Type is ITypeParameterSymbol || SymbolEqualityComparer.Default.Equals(mine.Type, theirs.Type)).All(same => same)).ToList();
    }

    /// <summary>What classes of the compilation override by which a <c>Collection&lt;T&gt;</c> is filled, where something followed is put into what may be one.</summary>
    private IReadOnlyList<IMethodSymbol> OwnHooksOf(IMethodSymbol method, AbstractValue receiver, List<Argument> arguments)
        => method is not { IsStatic: false, Name: "Add" or "Insert", ContainingType: { IsGenericType: true, TypeArguments: [var element], Name: "Collection" or "ObservableCollection" or "IList" or "ICollection" } type } || !KnownLibrary.IsLibrary(type)
            || !arguments.Exists(argument => !Inside(argument.Value).IsEmpty) || (!receiver.Objects.IsEmpty && receiver.Objects.All(o => IsOwned(o) && !_context.OwnObjects.Contains(o)))
            || _context.Analysis.Bodies.HookOfCollections is not { } hook ? []
            : _context.Analysis.Bodies.OwnBodiesOf(hook).Where(own => own.Parameters.Length == 2 && (own.Parameters[1].Type is ITypeParameterSymbol || SymbolEqualityComparer.Default.Equals(own.Parameters[1].Type, element))).ToList();

    /// <summary>By what an enumerator is moved that may be one of the compilation's own; what it gives is as of any other.</summary>
    private IReadOnlyList<IMethodSymbol> OwnMovesOf(IMethodSymbol method, AbstractValue receiver)
        => method.IsAbstract && KnownLibrary.IsLibrary(method) && Reach(receiver).Any() ? _context.Analysis.Bodies.OwnBodiesOf(method) : [];

    private AbstractValue CallEvaluator(IOperation operation, IMethodSymbol method, AbstractValue receiver, List<Argument> arguments)
    {
        var about = new List<ValueKey>();
        foreach (var argument in arguments)
        {
            if (argument.Parameter is not { } parameter || !_context.Symbols.IsCodeParameter(parameter, operation.Syntax.SyntaxTree))
            {
                HandedToAnotherParameter(argument);
            }
            else if (_context.Symbols.IsServiceLine(parameter.Type))
            {
                var code = parameter.Type.GetMembers("Code").FirstOrDefault();
                AddKey(code is null ? argument.Value : ReadMember(argument.Value, Member.Of(code)), about);
                AddKey(argument.Value, about);
            }
            else
            {
                AddKey(argument.Value, about);
            }
        }

        var isTask = KnownTypes.IsTask(method.ReturnType);
        var decision = AbstractValue.Decision(about, Fresh(operation), operation.Syntax) with { IsPending = isTask };
        if (!isTask)
        {
            Complete(about, [operation.Syntax]);
        }

        return decision;
    }

    private void AddKey(AbstractValue value, List<ValueKey> keys)
    {
        if (value.Key is { } key)
        {
            keys.Add(key);
        }

        foreach (var turns in TurnsOf(value))
        {
            keys.Add(turns);
            _context.AsksMembersOfAll |= turns is MemberKey { Member.Symbol: not null };
        }

        keys.AddRange(value.Matched.Where(match => match.Inside.Length == 0).Select(match => new MatchedKey(match.Comparison)));
    }

    private AbstractValue CallProcedureCode(IOperation operation, IMethodSymbol method, AbstractValue receiver, List<Argument> arguments)
    {
        if (method.Name is "Equals" or "op_Equality" or "op_Inequality")
        {
            var left = arguments.Count > 1 ? arguments[0].Value : receiver;
            return Compare(operation, left, arguments[arguments.Count - 1].Value, method.Name != "op_Inequality");
        }

        var code = arguments.Count > 0 ? arguments[0].Value : receiver;
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Out })
            {
                Assign(argument.Operation, code);
            }
        }

        return method.ReturnType.SpecialType == SpecialType.System_Boolean || method.Name == "GetHashCode" ? AbstractValue.Of(Fresh(operation)) : code;
    }

    /// <summary><c>Console.Error.WriteLine</c> logs like <c>Console.WriteLine</c>.</summary>
    public static bool IsConsoleWriter(IOperation operation)
        => operation is IInvocationOperation { Instance: IPropertyReferenceOperation { Property: { Name: "Out" or "Error", ContainingType: { Name: "Console", ContainingNamespace.Name: "System" } } } };

    private AbstractValue CallLogger(IOperation operation, IMethodSymbol method, List<Argument> arguments)
    {
        if (!_context.Exemptions.IsExemptCall(method, operation.Syntax.SyntaxTree))
        {
            foreach (var argument in arguments)
            {
                Show(argument.Value, argument.Operation, $"is passed to '{method.Name}'");
            }
        }

        return AbstractValue.Of(Fresh(operation));
    }

    private AbstractValue CallUnknown(IOperation operation, ISymbol method, AbstractValue receiver, List<Argument> arguments)
    {
        if (method is IMethodSymbol cache && KnownLibrary.GivesOrMakes(cache) && Made(operation, cache, receiver, arguments) is { } made)
        {
            foreach (var argument in arguments.Where(argument => argument.Parameter?.Type.TypeKind == TypeKind.Delegate))
            {
                Escape(argument.Value, argument.Operation, $"is passed to '{method.Name}'");
            }

            return made;
        }

        MayMove(operation, receiver, arguments, isOutside: true);
        var how = method is IMethodSymbol { MethodKind: MethodKind.Constructor } ? $"is passed to 'new {method.ContainingType.Name}'" : $"is passed to '{method.Name}'";
        ForgetCallees(receiver);
        LoseAnswers(receiver, null);
        foreach (var argument in arguments)
        {
            ForgetCallees(argument.Value);
            LoseAnswers(argument.Value, argument.Parameter?.Type);
        }

        Escape(receiver, operation, how);
        for (var i = 0; i < arguments.Count; i++)
        {
            Escape(arguments[i].Value, arguments[i].Operation, how, DecidedByOthers(receiver, arguments, i));
        }

        FinishCall(operation, arguments, isLogging: method is IMethodSymbol written && KnownLibrary.IsSerialization(written) && arguments.Exists(argument => argument.Value.IsDecision) && IsOnlyLogged(operation));
        arguments.ForEach(argument => NoteHandlers(argument.Value));
        RunHandlers(operation);
        ReadByCall([], receiver, arguments);
        if (method is IMethodSymbol adding && KnownLibrary.AddsError(adding))
        {
            ForgetAnswersGiven(AbstractValue.Unknown, arguments);
            NoteErrorAdded(operation, receiver);
        }
        else
        {
            ForgetAnswersGiven(receiver, arguments);
        }

        FailByAttributes(arguments);
        if (method is IMethodSymbol { } called && KnownTypes.NeverReturns(called))
        {
            _dead = true;
        }

        var given = Fresh(operation);
        if (operation is IInvocationOperation)
        {
            ShareGiven(given, operation.Type);
        }

        if (receiver.Key is { } reader && method is IMethodSymbol { IsStatic: false } asked && KnownTypes.IsReader(asked.ContainingType))
        {
            if (KnownTypes.IsColumn(asked) && ElementKeyOf(receiver, arguments.ConvertAll(argument => argument.Value)) is { } column)
            {
                // Read twice, a column of one row is the same.
                return AbstractValue.Of(given) with { Key = column };
            }

            if (!asked.Name.StartsWith("Get", StringComparison.Ordinal) && !asked.Name.StartsWith("Is", StringComparison.Ordinal))
            {
                // It may stand on another row now.
                _state = _state.Set(reader, Member.Row, AbstractValue.Of(given));
            }
        }

        return AbstractValue.Of(given);
    }

    /// <summary>What the other arguments of a call are computed from: <c>Bill(c, denied ? 0m : 120m)</c>.</summary>
    /// <param name="receiver">Which object, or which delegate, it is may be chosen by the decision as well.</param>
    private DecidedArguments DecidedByOthers(AbstractValue receiver, List<Argument> arguments, int index)
    {
        var decided = receiver.IsDecision ? DecidedArguments.Of(receiver) : DecidedArguments.None;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (i != index)
            {
                decided = decided.And(arguments[i].Value is { IsDecision: true } other ? DecidedArguments.Of(other) : DecidedByNumber(arguments[i].Value));
            }
        }

        return decided;
    }

    /// <summary>Decisions among the arguments are handed on; <c>ref</c> and <c>out</c> arguments hold something new.</summary>
    /// <param name="isLogging">The method does nothing but log.</param>
    /// <param name="isRead">Of a <c>ref</c> argument: the method looks at what it was. Null where nobody can tell.</param>
    private void FinishCall(IOperation operation, List<Argument> arguments, bool isLogging = false, Func<Argument, bool>? isRead = null)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!isLogging && isRead?.Invoke(arguments[i]) != false)
            {
                HandOn(arguments[i].Value);
            }

            if (arguments[i].Parameter is { RefKind: RefKind.Out or RefKind.Ref, Type: var type })
            {
                var left = Fresh(arguments[i].Operation, 1);
                ShareGiven(left, type);
                Assign(arguments[i].Operation, AbstractValue.Of(left));
            }
        }
    }

    /// <summary>Who gave an object may have it still: an entity of a repository, say.</summary>
    private void ShareGiven(ValueKey given, ITypeSymbol? type)
    {
        if (_recording && type is { IsReferenceType: true })
        {
            _context.Shared.Share(given, Here, MemberPath.Empty, path => EscapeThrough(path) ?? new EscapePlace(HowStored(path[path.Length - 1])), null);
            _position++;
        }
    }
}
