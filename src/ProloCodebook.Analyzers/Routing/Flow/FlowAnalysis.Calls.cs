using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <summary>A value handed to a parameter.</summary>
internal readonly record struct Argument(IParameterSymbol? Parameter, AbstractValue Value, IOperation Operation);

/// <content>Calls: what the evaluator, the compilation's own methods, the base library and unknown code do with a value.</content>
internal sealed partial class FlowAnalysis
{
    private AbstractValue Invoke(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
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
    private static IMethodSymbol ImplementationOf(IMethodSymbol method, IOperation? instance)
    {
        while (instance is IConversionOperation { OperatorMethod: null } conversion)
        {
            instance = conversion.Operand;
        }

        return method.ContainingType is { TypeKind: TypeKind.Interface } && instance?.Type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type
            && type.FindImplementationForInterfaceMember(method) is IMethodSymbol implementation
            ? implementation
            : method;
    }

    private static bool IsConditionallyCompiled(IMethodSymbol method)
        => method.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "ConditionalAttribute", ContainingNamespace.Name: "Diagnostics" });

    private List<Argument> EvaluateArguments(ImmutableArray<IArgumentOperation> arguments)
    {
        var values = new List<Argument>(arguments.Length);
        foreach (var argument in arguments)
        {
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

        var created = AbstractValue.Of(Fresh(creation));
        if (type.Locations.Any(location => location.IsInSource))
        {
            // An object made from a decision says something read from it.
            var decided = arguments.Where(argument => argument.Value.IsDecision).Aggregate(AbstractValue.Unknown, (all, argument) => all.CombinedWith(argument.Value));
            Construct(creation, constructor, created, arguments);
            return created with { DecidedAbout = decided.DecidedAbout, DecidedBy = decided.DecidedBy, Evaluated = Evaluated.Always(decided.Evaluated.Anyway) };
        }

        if (KnownLibrary.IsLibrary(type))
        {
            foreach (var argument in arguments)
            {
                if (KnownTypes.IsCollection(type) && KnownTypes.IsCollection(argument.Parameter?.Type))
                {
                    // A copy has the elements of the original.
                    WriteMember(created, Member.Elements, Content(argument.Value, argument.Parameter!.Type), argument.Operation, weak: true);
                    continue;
                }

                // A wrapper (nullable, lazy, task, pair, builder) holds what it is made from; a thread may call it.
                NoteGivenToLibrary(argument.Value);
                GiveAway(argument.Value);
                Hold(created, argument.Value, argument.Operation);
            }

            if (type.Name is "StrongBox" && arguments.Count > 0)
            {
                return created with { Sources = arguments[0].Value.Sources };
            }

            return type.Name is "String" or "ReadOnlySpan" or "Span" or "Memory" or "ReadOnlyMemory" or "Nullable" or "Task" or "ValueTask" && arguments.Count > 0 ? arguments[0].Value : created;
        }

        CallUnknown(creation, constructor, AbstractValue.Unknown, arguments);
        return created;
    }

    /// <summary>Runs a constructor of the compilation on an object: a new one, or by <c>base(…)</c> and <c>this(…)</c> the instance.</summary>
    private void Construct(IOperation operation, IMethodSymbol constructor, AbstractValue created, List<Argument> arguments)
    {
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

        if (_context.Analysis.Bodies.HasBody(constructor))
        {
            CallKnown(operation, constructor, [PartialMembers.ImplementationOf(constructor.OriginalDefinition)], created, arguments);
        }
        else
        {
            FinishCall(operation, arguments);
        }
    }

    /// <summary>What the arguments of a primary constructor are kept in, in their order: of a record the properties, of any other type the parameters themselves.</summary>
    public static IReadOnlyList<ISymbol> MembersOf(IMethodSymbol constructor)
        => constructor.ContainingType.IsRecord && PositionalMembers(constructor) is { } properties ? properties : constructor.Parameters;

    private static IReadOnlyList<IPropertySymbol>? PositionalMembers(IMethodSymbol constructor)
    {
        var members = new List<IPropertySymbol>();
        foreach (var parameter in constructor.Parameters)
        {
            var property = constructor.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault();
            if (property is null || !property.DeclaringSyntaxReferences.Any(reference => parameter.DeclaringSyntaxReferences.Any(p => p.Span == reference.Span && p.SyntaxTree == reference.SyntaxTree)))
            {
                return null;
            }

            members.Add(property);
        }

        return members.Count == 0 ? null : members;
    }

    private AbstractValue CreateServiceLine(IObjectCreationOperation creation, INamedTypeSymbol type, List<Argument> arguments)
    {
        var line = AbstractValue.Of(Fresh(creation));
        _context.BuildsLines = true;
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { Ordinal: 0 } && type.GetMembers("Code").FirstOrDefault() is { } code)
            {
                _state = _state with { Heap = _state.Heap.SetItem((line.Key!, Member.Of(code)), argument.Value) };
            }
            else
            {
                HandedToAnotherParameter(argument);
            }
        }

        return line;
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

        if (symbols.IsProcedureCode(method.ContainingType))
        {
            return CallProcedureCode(operation, method, receiver, arguments);
        }

        if (_context.Exemptions.IsLoggingCall(method) || IsConsoleWriter(operation))
        {
            return CallLogger(operation, method, arguments);
        }

        if (_context.Exemptions.IsExemptCall(method, operation.Syntax.SyntaxTree))
        {
            return AbstractValue.Of(Fresh(operation));
        }

        if (method.Name == "<Clone>$")
        {
            return CloneRecord(operation, receiver);
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

        var library = KnownLibrary.Classify(method);
        if (library != LibraryCall.Unknown)
        {
            return CallLibrary(operation, method, library, receiver, arguments);
        }

        // `base.M()` runs the very method it names.
        var isExact = operation is IInvocationOperation { IsVirtual: false } && _context.Analysis.Bodies.HasBody(method);
        var bodies = isExact ? [PartialMembers.ImplementationOf(method.OriginalDefinition)] : _context.Analysis.Bodies.BodiesOf(method);
        return bodies.Count > 0 ? CallKnown(operation, method, bodies, receiver, arguments) : CallUnknown(operation, method, receiver, arguments);
    }

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

    private AbstractValue CloneRecord(IOperation operation, AbstractValue original)
    {
        var clone = original with { Key = Fresh(operation), Objects = ImmutableHashSet<ValueKey>.Empty };
        foreach (var pair in original.Objects.SelectMany(o => _state.Heap.Of(o)).ToList())
        {
            _state = _state with { Heap = _state.Heap.SetItem((clone.Key!, pair.Key), pair.Value) };
        }

        return clone with { Objects = ImmutableHashSet.Create(clone.Key!) };
    }

    private AbstractValue CallUnknown(IOperation operation, ISymbol method, AbstractValue receiver, List<Argument> arguments)
    {
        var how = method is IMethodSymbol { MethodKind: MethodKind.Constructor } ? $"is passed to 'new {method.ContainingType.Name}'" : $"is passed to '{method.Name}'";
        Escape(receiver, operation, how);
        for (var i = 0; i < arguments.Count; i++)
        {
            Escape(arguments[i].Value, arguments[i].Operation, how, DecidedByOthers(arguments, i));
        }

        FinishCall(operation, arguments);
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
                _state = _state with { Heap = _state.Heap.SetItem((reader, Member.Row), AbstractValue.Of(given)) };
            }
        }

        return AbstractValue.Of(given);
    }

    /// <summary>What the other arguments of a call are computed from: <c>Bill(c, denied ? 0m : 120m)</c>.</summary>
    private static DecidedArguments DecidedByOthers(List<Argument> arguments, int index)
    {
        var decided = DecidedArguments.None;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (i != index && arguments[i].Value is { IsDecision: true } other)
            {
                decided = decided.And(DecidedArguments.Of(other));
            }
        }

        return decided;
    }

    /// <summary>Decisions among the arguments are handed on; <c>ref</c> and <c>out</c> arguments hold something new.</summary>
    /// <param name="isLogging">The method does nothing but log.</param>
    private void FinishCall(IOperation operation, List<Argument> arguments, bool isLogging = false)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!isLogging)
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

    private AbstractValue CallLibrary(IOperation operation, IMethodSymbol method, LibraryCall kind, AbstractValue receiver, List<Argument> arguments)
    {
        GiveAway(receiver);
        NoteGivenToLibrary(receiver);
        arguments.ForEach(argument => NoteGivenToLibrary(argument.Value));
        if (KnownLibrary.IsCount(method))
        {
            var counted = arguments.Count > 0 ? arguments[0].Value : receiver;
            var each = RunOn(Content(counted, arguments.Count > 0 ? arguments[0].Parameter?.Type : method.ContainingType), arguments, operation, out _);
            return AbstractValue.Of(Fresh(operation)) with { Comparisons = arguments.Any(argument => !argument.Value.Delegates.IsEmpty) ? OfElements(method, each.Comparisons) : FilteredAway(counted, null, NumberMeaning.Amount) };
        }

        if (KnownLibrary.IsCopy(method))
        {
            var from = method.IsStatic ? arguments[0].Value : receiver;
            var into = arguments.Where(argument => KnownTypes.IsCollection(argument.Parameter?.Type)).Select(argument => argument.Value).LastOrDefault(value => !ReferenceEquals(value, from));
            if (into is not null)
            {
                Hold(into, ReadMember(from, Member.Elements), operation);
            }

            return AbstractValue.Of(Fresh(operation));
        }

        if (KnownLibrary.IsLookUpWithDefault(method) && arguments.Count > 0)
        {
            return LookUp(operation, method, receiver, arguments);
        }

        switch (kind)
        {
            case LibraryCall.Compare or LibraryCall.Find:
                return CallComparison(operation, method, kind, receiver, arguments);
            case LibraryCall.StoreKeyed:
                Keyed(arguments[0].Value, arguments[1].Value, operation, method.ContainingType);
                arguments.Skip(1).ToList().ForEach(argument => Hold(receiver, argument.Value, argument.Operation));
                break;
            case LibraryCall.Store:
                arguments.ForEach(argument => Hold(receiver, argument.Value, argument.Operation));
                if (KnownLibrary.GivesBackItself(method))
                {
                    return receiver;
                }

                break;
            case LibraryCall.Wait:
                return Wait(operation, method, receiver, arguments);
            case LibraryCall.AwaitFirst:
                return Tasks(receiver, arguments, areAllAwaited: false).Aggregate((first, task) => first.MergedWith(task, () => Fresh(operation)));
        }

        var result = Transform(operation, method, kind, receiver, arguments);
        return _context.Symbols.HoldsDecisions(method.ContainingType) && _context.Symbols.IsDecision(method.ReturnType) ? AbstractValue.Decision([AnyKey.Instance], result.Key) : result;
    }

    /// <summary>The tasks that a call is given, one by one or in a collection.</summary>
    private List<AbstractValue> Tasks(AbstractValue receiver, List<Argument> arguments, bool areAllAwaited = true)
    {
        var tasks = arguments.Where(argument => KnownTypes.IsTask(argument.Parameter?.Type)).Select(argument => argument.Value).ToList();
        foreach (var argument in arguments.Where(argument => KnownTypes.IsCollection(argument.Parameter?.Type)))
        {
            // `params`: what is gathered there says what all of them say together, and no single one of them need.
            var elements = ReadMember(argument.Value, Member.Elements);
            tasks.Add(!argument.Value.IsPending ? elements
                : areAllAwaited ? argument.Value
                : argument.Value with { DecidedAbout = ImmutableHashSet<ValueKey>.Empty, DecidedBy = ImmutableHashSet<SyntaxNode>.Empty, Evaluated = Evaluated.Nothing, Awaited = KeySet.Empty, IsPending = false, Objects = argument.Value.Objects.Union(elements.Objects), Sources = argument.Value.Sources.Union(elements.Sources) });
        }

        return tasks.Count > 0 ? tasks : [receiver];
    }

    /// <summary>Waits for tasks: to the end of all, or at most for a time, of which the outcome then tells, or for one of them.</summary>
    private AbstractValue Wait(IOperation operation, IMethodSymbol method, AbstractValue receiver, List<Argument> arguments)
    {
        var tasks = Tasks(receiver, arguments).Aggregate((all, task) => all.CombinedWith(task));
        if (method.Name == "WaitAny" || KnownTypes.IsTaskOfTask(method.ContainingType))
        {
            return method.Name == "GetResult" ? tasks : AbstractValue.Of(Fresh(operation));
        }

        if (method.ReturnType.SpecialType != SpecialType.System_Boolean || method.Name == "GetResult")
        {
            return Await(operation, tasks);
        }

        var completed = tasks.Awaited.Union(KeySet.Of(tasks.DecidedAbout.Where(tasks.Evaluated.Anyway.Contains)));
        return new AbstractValue
        {
            Key = Fresh(operation),
            DecidedAbout = tasks.Awaited.Keys.ToImmutableHashSet(),
            Evaluated = new Evaluated(completed, KeySet.Empty, KeySet.Everything),
        };
    }

    /// <summary><c>table.GetValueOrDefault(key, other)</c>: asks by the key, and gives what is there or the other.</summary>
    private AbstractValue LookUp(IOperation operation, IMethodSymbol method, AbstractValue receiver, List<Argument> arguments)
    {
        var isExtension = method.IsStatic;
        var table = isExtension ? arguments[0].Value : receiver;
        var rest = isExtension ? arguments.Skip(1).ToList() : arguments;
        var type = isExtension ? arguments[0].Parameter?.Type : method.ContainingType;
        if (_context.Symbols.HoldsDecisions(type))
        {
            return AbstractValue.Decision([AnyKey.Instance], Fresh(operation));
        }

        var isTable = KnownTypes.IsCollection(type);
        if (isTable && rest.Count > 0)
        {
            ArriveCompared(rest[0].Value, table, operation);
        }

        var found = isTable ? ReadElement(table, rest.Take(1).Select(argument => argument.Value).ToList()) : table;
        return rest.Skip(isTable ? 1 : 0).Aggregate(found, (value, other) => value.MergedWith(other.Value, () => Fresh(operation)));
    }

    /// <summary>Puts what a value is, or the elements of it, into a collection.</summary>
    private void Hold(AbstractValue collection, AbstractValue value, IOperation operation)
    {
        WriteMember(collection, Member.Elements, value, operation, weak: true);
        foreach (var o in value.Objects)
        {
            if (_state.Heap.TryGetValue((o, Member.Elements), out var elements))
            {
                WriteMember(collection, Member.Elements, elements, operation, weak: true);
            }
        }
    }

    /// <summary>A call that gives back something made of what it was given; the lambdas among its arguments are run on it.</summary>
    private AbstractValue Transform(IOperation operation, IMethodSymbol method, LibraryCall kind, AbstractValue receiver, List<Argument> arguments)
    {
        var contents = Content(receiver, method.ContainingType);
        foreach (var argument in arguments)
        {
            contents = contents.CombinedWith(Content(argument.Value, argument.Parameter?.Type));
        }

        contents = contents with { Matched = MatchedIn(method, receiver, arguments), Groups = GroupsIn(method, receiver, arguments) };
        if (KnownLibrary.IsRemoval(method))
        {
            Shrunk(receiver, arguments.Count > 0 ? arguments[0].Value : AbstractValue.Unknown);
        }

        var results = RunOn(contents, arguments, operation, out var isFiltered, method, receiver);
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
                Sorted(receiver, contents);
            }
        }

        contents = contents with { Matched = through };

        var first = arguments.Count > 0 && ReferenceEquals(receiver, AbstractValue.Unknown) ? arguments[0].Value : receiver;
        if (method is { Name: "GetValueOrDefault", Parameters.IsEmpty: true } && IsBoolean(operation))
        {
            // No answer counts as no.
            first = first with { Evaluated = new(first.Evaluated.WhenTrue, first.Evaluated.WhenFalse.Intersect(first.Evaluated.WhenNeither), KeySet.Everything) };
        }

        var result = kind == LibraryCall.SameValue && ReferenceEquals(results, AbstractValue.Unknown)
            ? first
            : Transformed(operation, method, (method.Name == "WhenAll" ? Tasks(receiver, arguments) : arguments.Select(argument => argument.Value)).Aggregate(receiver, (all, value) => all.CombinedWith(value)), contents, results, first, arguments);
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Out or RefKind.Ref })
            {
                Assign(argument.Operation, kind == LibraryCall.SameValue ? first : contents);
            }
        }

        return result;
    }

    private AbstractValue Transformed(IOperation operation, IMethodSymbol method, AbstractValue all, AbstractValue contents, AbstractValue results, AbstractValue collection, List<Argument> arguments)
    {
        // `foreach` makes and asks its enumerator by one and the same syntax.
        var key = Fresh(operation, method.Name == "MoveNext" ? 4 : 0);
        if (KnownLibrary.KeepsAll(method))
        {
            CopiedWhole(key, collection);
            if (method.Name == "GetEnumerator")
            {
                StartTurns(key);
            }
        }
        else if (KnownLibrary.IsSelection(method) && results.IsDecision)
        {
            DecidedEach(key, results, collection);
        }
        else if (method.Name == "MoveNext" && collection.Key is { } enumerator)
        {
            var turns = new MemberKey(enumerator, Member.Turns);
            _context.Turns[key] = new Turn(turns, WholeOf(collection));
            Happens(FlowEventKind.Turned, turns);
        }

        var elements = KnownLibrary.IsSelection(method) ? results : contents.CombinedWith(results);
        var carries = KnownTypes.CanCarry(method.ReturnType);
        var isCollection = KnownTypes.IsCollection(method.ReturnType) && !KnownLibrary.IsElement(method);
        if (!KnownLibrary.IsSelection(method))
        {
            elements = elements with { Matched = contents.Matched, Groups = contents.Groups };
        }

        if (carries && isCollection && !(elements.Sources.IsEmpty && elements.Objects.IsEmpty && elements.Matched.IsEmpty))
        {
            _state = _state with { Heap = _state.Heap.SetItem((key, Member.Elements), elements) };
        }

        var made = all.CombinedWith(results).Derived(key);
        if (!made.IsDecision && KnownLibrary.IsQuantifier(method))
        {
            made = made.DecidedAs(SizeOf(all));
        }

        made = made with
        {
            Evaluated = results.IsDecision && KnownLibrary.IsQuantifier(method) ? ByOutcome(method, made.Evaluated.Anyway) : made.Evaluated,
            Objects = carries ? isCollection ? ImmutableHashSet.Create<ValueKey>(key) : elements.Objects.Add(key) : ImmutableHashSet<ValueKey>.Empty,
            Sources = carries && !isCollection ? elements.Sources : ImmutableHashSet<Source>.Empty,
            Part = OnlyPart([elements]),
            IsPending = KnownTypes.IsTask(method.ReturnType) && (all.IsPending || results.IsDecision),
            Comparisons = OfElements(method, results.Comparisons).Union(OutcomesOf(method, contents.Matched)),
            Matched = carries && !isCollection ? elements.Matched : ImmutableHashSet<Match>.Empty,
            Groups = carries && !isCollection ? elements.Groups : ImmutableHashSet<ValueKey>.Empty,
        };
        return OfAll(made, results, collection, method, arguments);
    }

    /// <summary>What is known to have matched of the elements that a call gives back, or looks at.</summary>
    private ImmutableHashSet<Match> MatchedIn(IMethodSymbol method, AbstractValue receiver, List<Argument> arguments)
    {
        if (!KnownLibrary.KeepsElements(method))
        {
            return ImmutableHashSet<Match>.Empty;
        }

        var collections = arguments.Where(argument => KnownTypes.IsCollection(argument.Parameter?.Type)).Select(argument => argument.Value);
        ImmutableHashSet<Match>? before = null;
        foreach (var collection in method.IsStatic ? collections : collections.Prepend(receiver))
        {
            var matched = MatchedElements(collection);
            before = before?.Intersect(matched) ?? matched;
        }

        return before ?? ImmutableHashSet<Match>.Empty;
    }

    /// <summary>The groups that each of the elements is of that a call gives back, or looks at.</summary>
    private ImmutableHashSet<ValueKey> GroupsIn(IMethodSymbol method, AbstractValue receiver, List<Argument> arguments)
    {
        if (!KnownLibrary.KeepsElements(method) && !KnownLibrary.IsQuantifier(method))
        {
            return ImmutableHashSet<ValueKey>.Empty;
        }

        var collections = arguments.Where(argument => KnownTypes.IsCollection(argument.Parameter?.Type)).Select(argument => argument.Value);
        ImmutableHashSet<ValueKey>? groups = null;
        foreach (var collection in method.IsStatic ? collections : collections.Prepend(receiver))
        {
            var elements = ReadMember(collection, Member.Elements).Groups;
            groups = groups?.Intersect(elements) ?? elements;
        }

        return groups ?? ImmutableHashSet<ValueKey>.Empty;
    }

    /// <summary>What matched in every element that a filter lets through.</summary>
    private static IEnumerable<Match> MatchesOf(AbstractValue outcome, List<Argument> arguments)
        => outcome.Comparisons.Where(comparison => comparison.Outcome == true)
            .SelectMany(comparison => new[] { comparison.Left, comparison.Right }.Select(key => InsideParameter(key, arguments)).OfType<MemberPath>().Select(inside => new Match(comparison.Syntax, inside)));

    /// <summary>What is told of a match in one of the elements: <c>Any</c> is true where the lambda is, and <c>All</c> false where it is false.</summary>
    private static ImmutableHashSet<ComparisonOutcome> OfElements(IMethodSymbol method, ImmutableHashSet<ComparisonOutcome> each)
        => each.IsEmpty ? each
            : KnownLibrary.IsQuantifier(method) ? each.Select(comparison => comparison.OneWay(!KnownLibrary.IsTrueOfNothing(method))).ToImmutableHashSet()
            : each.Select(comparison => comparison with { Outcome = null, Proof = null, Number = comparison.Outcome == true ? KnownLibrary.MeaningOfElements(method) : NumberMeaning.None }).ToImmutableHashSet();

    private ImmutableHashSet<Match> MatchedElements(AbstractValue collection)
    {
        ImmutableHashSet<Match>? matched = null;
        foreach (var o in collection.Objects)
        {
            var elements = _state.Heap.TryGetValue((o, Member.Elements), out var value) ? value.Matched : ImmutableHashSet<Match>.Empty;
            matched = matched?.Intersect(elements) ?? elements;
        }

        return matched ?? ImmutableHashSet<Match>.Empty;
    }

    /// <summary>Where in the parameter of one of the lambdas a value sits; null where it is no part of it.</summary>
    private static MemberPath? InsideParameter(ValueKey? key, List<Argument> arguments) => key switch
    {
        SymbolKey { Symbol: IParameterSymbol parameter } when arguments.Any(argument => argument.Value.Delegates.Any(target => target.Method.Parameters.Contains(parameter, SymbolEqualityComparer.Default))) => MemberPath.Empty,
        MemberKey member => InsideParameter(member.Owner, arguments)?.Append(member.Member),
        _ => null,
    };

    /// <summary>What is told of those that a filter let through by there being one, or none.</summary>
    private ImmutableHashSet<ComparisonOutcome> FilteredAway(AbstractValue collection, bool? matches, NumberMeaning meaning)
        => Told(MatchedElements(collection), matches, meaning);

    private static ImmutableHashSet<ComparisonOutcome> Told(ImmutableHashSet<Match> matched, bool? matches, NumberMeaning meaning)
        => matched.IsEmpty ? ImmutableHashSet<ComparisonOutcome>.Empty : matched.Select(match => new ComparisonOutcome(match.Comparison, matches, null, null, meaning)).ToImmutableHashSet();

    private static ImmutableHashSet<ComparisonOutcome> OutcomesOf(IMethodSymbol method, ImmutableHashSet<Match> matched) => method.Name switch
    {
        "MoveNext" => Told(matched, true, NumberMeaning.Turn),
        "Any" when method.Parameters.Length <= 1 => Told(matched, true, NumberMeaning.Turn),
        "FirstOrDefault" or "LastOrDefault" or "SingleOrDefault" or "ElementAtOrDefault" or "Find" or "FindLast" => Told(matched, null, NumberMeaning.Presence),
        _ => ImmutableHashSet<ComparisonOutcome>.Empty,
    };

    /// <summary>"What happens inside a lambda that may not run does not count outside": of an empty sequence <c>Any</c> is false, and <c>All</c> is true.</summary>
    private Evaluated ByOutcome(IMethodSymbol method, KeySet evaluated)
    {
        var before = KeySet.Of(evaluated.Keys.Where(key => key is AnyKey || _state.Completed.Contains(key)));
        return KnownLibrary.IsTrueOfNothing(method) ? new(before, evaluated, KeySet.Everything) : new(evaluated, before, KeySet.Everything);
    }

    /// <summary>
    /// <c>pairs.Where(x => !x.Decision.IsGoverned)</c>: what comes through has been asked about in its member <c>Decision</c>, so the code in the
    /// member beside it was let through by that decision.
    /// </summary>
    private AbstractValue WithoutDecided(AbstractValue contents, AbstractValue decision, IOperation operation, List<Argument> arguments)
    {
        var asked = decision.DecidedAbout.Where(decision.Evaluated.Anyway.Contains).Select(key => InsideParameter(key, arguments)).OfType<MemberPath>().Where(inside => inside.Length > 0).ToList();
        if (asked.Count == 0 && !contents.Objects.SelectMany(o => _state.Heap.Of(o)).Any(pair => IsAbout(pair.Value)))
        {
            return contents;
        }

        var parts = 0;
        return LetThrough(contents, asked);

        AbstractValue LetThrough(AbstractValue value, IReadOnlyList<MemberPath> inside)
        {
            var through = Fresh(operation, parts == 0 ? 3 : 1024 + parts);
            parts++;
            foreach (var group in value.Objects.SelectMany(o => _state.Heap.Of(o)).GroupBy(pair => pair.Key, pair => pair.Value).OrderBy(group => group.Key.Name, StringComparer.Ordinal).ToList())
            {
                var paths = inside.Where(path => path[0].Equals(group.Key)).ToList();
                var isAsked = paths.Any(path => path.Length == 1);
                var kept = group.Select(held => isAsked || IsAbout(held) ? held with { Sources = ImmutableHashSet<Source>.Empty } : held).Aggregate((all, held) => all.CombinedWith(held));
                if (!isAsked && paths.Count > 0)
                {
                    kept = LetThrough(kept, paths.ConvertAll(path => path.From(1)));
                }

                _state = _state with { Heap = _state.Heap.SetItem((through, group.Key), kept) };
            }

            // Of objects from elsewhere, what is in the member goes by its name.
            foreach (var path in inside.Where(path => path.Length == 1 && !_state.Heap.ContainsKey((through, path[0]))))
            {
                _state = _state with { Heap = _state.Heap.SetItem((through, path[0]), AbstractValue.Of(new MemberKey(through, path[0]))) };
            }

            return value with { Objects = ImmutableHashSet.Create(through) };
        }

        bool IsAbout(AbstractValue member) => member is { Key: { } key, IsDecision: false } && decision.DecidedAbout.Contains(key) && decision.Evaluated.Anyway.Contains(key);
    }

    /// <summary>Runs the lambdas among the arguments on what the call works on.</summary>
    /// <param name="isFiltered">One of them gives back a decision about what it was given.</param>
    /// <param name="method">The method, where its lambdas may be given different things.</param>
    private AbstractValue RunOn(AbstractValue contents, IReadOnlyList<Argument> arguments, IOperation operation, out bool isFiltered, IMethodSymbol? method = null, AbstractValue? receiver = null)
    {
        var results = AbstractValue.Unknown;
        isFiltered = false;
        var gave = new List<(IMethodSymbol Lambda, AbstractValue Result)>();
        foreach (var argument in arguments.Where(argument => argument.Value.Delegates.IsEmpty && argument.Parameter?.Type is INamedTypeSymbol { DelegateInvokeMethod: not null }))
        {
            results = results.CombinedWith(RunKnown(argument, contents, out var isAsked));
            isFiltered |= isAsked;
        }

        foreach (var argument in arguments.Where(argument => !argument.Value.Delegates.IsEmpty))
        {
            var lambda = method is null ? null : GenericRoles.LambdaAt(method, argument.Parameter);
            var all = AbstractValue.Unknown;
            foreach (var target in argument.Value.Delegates)
            {
                var given = target.Method.Parameters.Select((parameter, i) => (lambda is null ? contents : GivenTo(lambda, i, contents, method!, receiver!, arguments, gave, operation)) with { Key = new SymbolKey(parameter), Part = null })
                    .Select(value => value.In([new MemberKey(value.Key!, Member.Turns)])).ToList();
                var before = _state.Completed;
                var result = RunUncertain(target, given, operation, out var completed);
                foreach (var key in contents.Matched.Select(match => new MatchedKey(match.Comparison)).Where(key => completed.Contains(key) && !before.Contains(key)))
                {
                    // All that the filter let through is evaluated, once it is looked at.
                    Complete([key], []);
                }

                var evaluated = method is not null && KnownLibrary.KeepsWhere(method) is { } kept ? result.Evaluated.When(kept) : result.Evaluated.Anyway;
                isFiltered |= given.Any(value => evaluated.Contains(value.Key!) && result.DecidedAbout.Contains(value.Key!));
                // `SelectMany`: what comes out are the elements of what the lambda gives back.
                all = all.CombinedWith(lambda is not null && GenericRoles.IsFlattened(method!, lambda) ? Content(result, lambda.ReturnType) : result);
            }

            results = results.CombinedWith(lambda is null || GenericRoles.MakesResult(method!, lambda) ? all : all with { Sources = ImmutableHashSet<Source>.Empty, Objects = ImmutableHashSet<ValueKey>.Empty });
            if (lambda is not null)
            {
                gave.Add((lambda, all));
            }
        }

        if (method is not null && gave.Count > 0 && KnownLibrary.MakesTable(method))
        {
            Keyed(gave[0].Result, gave.Count > 1 ? gave[1].Result : AbstractValue.Unknown, operation, method.ReturnType);
        }

        return results;
    }

    /// <summary>What a lambda's parameter is given: of all that the call works on what is of the parameter's type.</summary>
    /// <param name="gave">What the lambdas before it have given back.</param>
    private AbstractValue GivenTo(IMethodSymbol lambda, int position, AbstractValue contents, IMethodSymbol method, AbstractValue receiver, IReadOnlyList<Argument> arguments, List<(IMethodSymbol Lambda, AbstractValue Result)> gave, IOperation operation)
    {
        var type = position < lambda.Parameters.Length ? lambda.Parameters[position].Type : null;
        if (type is null || GenericRoles.TypeParametersIn(type) is not { Count: > 0 } wanted)
        {
            return contents;
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
        _state = _state with { Heap = _state.Heap.SetItem((group.Key!, Member.Elements), given) };
        return group;

        bool IsWanted(ITypeSymbol part) => wanted.Overlaps(GenericRoles.TypeParametersIn(part));
    }

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

    private AbstractValue CallComparison(IOperation operation, IMethodSymbol method, LibraryCall kind, AbstractValue receiver, List<Argument> arguments)
    {
        if (method.Name == "InStr" && arguments.Count > 0 && arguments[0].Parameter?.Type.SpecialType == SpecialType.System_Int32)
        {
            // From where to look.
            arguments = arguments.Skip(1).ToList();
        }

        var isInstance = !method.IsStatic && !method.ContainingType.Name.Contains("Comparer");
        var left = isInstance ? receiver : arguments.Count > 0 ? arguments[0].Value : AbstractValue.Unknown;
        var rest = isInstance ? arguments : arguments.Skip(1).ToList();
        var right = rest.Count > 0 ? rest[0].Value : AbstractValue.Unknown;

        var leftType = isInstance ? method.ContainingType : arguments.Count > 0 ? arguments[0].Parameter?.Type : null;
        var results = RunOn(Content(left, leftType), arguments, operation, out _);
        var isOfDecisions = _context.Symbols.HoldsDecisions(method.ContainingType) || _context.Symbols.HoldsDecisions(leftType);
        var isFollowed = !isOfDecisions && ArriveCompared(right, left, operation);

        if (right.Delegates.IsEmpty && rest.Count > 0 && KnownTypes.IsCollection(rest[0].Parameter?.Type))
        {
            // `set.Overlaps(codes)`: each of the one with each of the other.
            isFollowed |= ArriveCompared(Content(right, rest[0].Parameter!.Type), left, operation);
        }

        if (!KnownLibrary.IsTable(method.ContainingType))
        {
            // The keys of a table are billing data wherever they were put in; its values are not compared.
            isFollowed |= right.Delegates.IsEmpty && ArriveCompared(Content(left, leftType), right, operation);
        }

        foreach (var argument in rest)
        {
            if (argument.Parameter is { RefKind: RefKind.Out })
            {
                var key = Fresh(argument.Operation, 1);
                Assign(argument.Operation, isOfDecisions ? AbstractValue.Decision([AnyKey.Instance], key) 
                    : (ReadMember(left, Member.Elements) with { Key = key }).DecidedAs(right));
            }
        }

        bool? matches = kind == LibraryCall.Compare ? true : null;
        var answer = new AbstractValue
        {
            Key = Fresh(operation),
            DecidedAbout = left.DecidedAbout.Union(right.DecidedAbout).Union(results.DecidedAbout),
            DecidedBy = left.DecidedBy.Union(right.DecidedBy).Union(results.DecidedBy),
            Evaluated = Evaluated.Always(left.Evaluated.Anyway.Union(right.Evaluated.Anyway).Union(KeySet.Of(results.Evaluated.Anyway.Keys.Where(_state.Completed.Contains)))),
            Comparisons = OfElements(method, results.Comparisons).Add(Noted(new ComparisonOutcome(operation.Syntax, matches, left.Key, right.Key, matches is null ? KnownLibrary.MeaningOf(method) : NumberMeaning.None), isFollowed)),
        };
        return OfAll(answer, results, left, method, arguments);
    }

    /// <summary>Calls a method whose body, or whose every implementation's body, is in the compilation.</summary>
    private AbstractValue CallKnown(IOperation operation, IMethodSymbol method, IReadOnlyList<IMethodSymbol> bodies, AbstractValue receiver, List<Argument> arguments)
    {
        if (_recording)
        {
            var given = arguments.Where(argument => argument.Parameter is not null).GroupBy(argument => argument.Parameter!.Ordinal).ToImmutableDictionary(same => same.Key, same => same.First().Value.Key);
            foreach (var body in bodies)
            {
                _context.Record.Calls.Add(new CallVisit(body, Here, given, _calledBy));
            }

            _position++;
            _calledBy = null;
        }

        foreach (var body in bodies)
        {
            if (!method.IsStatic)
            {
                Arrive(receiver, operation, path => new ParameterPlace(body, IncomingKind.This, body.ContainingType.OriginalDefinition, path));
            }

            for (var i = 0; i < arguments.Count; i++)
            {
                if (arguments[i].Parameter is { } parameter && parameter.Ordinal < body.Parameters.Length)
                {
                    var target = body.Parameters[parameter.Ordinal].OriginalDefinition;
                    Arrive(arguments[i].Value, arguments[i].Operation, path => new ParameterPlace(body, IncomingKind.Parameter, target, path), DecidedByOthers(arguments, i));
                }
            }
        }

        foreach (var argument in arguments.Where(argument => argument.Parameter?.Type.TypeKind == TypeKind.Delegate))
        {
            foreach (var body in bodies.Where(body => argument.Parameter!.Ordinal < body.Parameters.Length))
            {
                Bind(new IncomingSource(IncomingKind.Parameter, body.Parameters[argument.Parameter!.Ordinal].OriginalDefinition, MemberPath.Empty), argument.Value);
            }
        }

        FinishCall(operation, arguments, isLogging: bodies is [var only] && !IsThroughInterface(method) && arguments.Any(argument => argument.Value.IsDecision) && _context.Analysis.LoggingBodies.Contains(only, _context.CancellationToken));
        var application = new SummaryApplication(this, operation, method, receiver, arguments);
        ForgetWritten(bodies, method.IsStatic ? null : receiver.Key);
        AbstractValue result;
        if (IsPlain(bodies, receiver, arguments))
        {
            result = application.Plain(bodies);
            _context.UnseenCalls[result.Key!] = () => application.Apply(bodies.Select(_context.Analysis.SummaryOf(_context)).ToList());
        }
        else
        {
            result = application.Apply(bodies.Select(_context.Analysis.SummaryOf(_context)).ToList());
        }

        return result.IsDecision || _dead ? result : result.DecidedAs(ComputedFrom(bodies, receiver, arguments));
    }

    /// <summary>A call may assign fields of the instance, or static ones: what was known of those no longer holds.</summary>
    private void ForgetWritten(IReadOnlyList<IMethodSymbol> bodies, ValueKey? receiver)
    {
        foreach (var key in _state.Completed.Keys.OfType<MemberKey>().Concat(OwnersOf(receiver).SelectMany(owner => _state.Heap.Of(owner).Keys.Select(member => new MemberKey(owner, member)))).ToList())
        {
            if (!IsOwned(key.Owner) && CanChange(key.Member.Symbol) && (key.Owner.Equals(receiver) || key.Member.Symbol!.IsStatic)
                && _context.Analysis.WrittenMembers.MayWrite(bodies, key.Member.Symbol!, _context.Budget, _context.CancellationToken))
            {
                Forget(key);
                _state = _state with { Heap = _state.Heap.Remove((key.Owner, key.Member)) };
            }
        }

        IEnumerable<ValueKey> OwnersOf(ValueKey? instance)
        {
            var type = _context.Owner.ContainingType is { } containing ? new SymbolKey(containing.OriginalDefinition) : null;
            return new[] { instance as SymbolKey, type }.OfType<ValueKey>().Distinct();
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
                    value = ReadMember(value, part.Path[i]);
                }

                here = value.IsDecision && !value.IsPending ? here.CombinedWith(value) : here;
            }

            if (!here.IsDecision)
            {
                return here;
            }

            said = said.CombinedWith(here);
        }

        return said;

        bool MaySay(AbstractValue value) => value.IsDecision || value.Objects.Any(o => _state.Heap.Of(o).Values.Any(member => member.IsDecision));
    }

    /// <summary>Others may have something else in mind than what is here.</summary>
    private static bool IsThroughInterface(IMethodSymbol method) => method.IsAbstract || method.ContainingType.TypeKind == TypeKind.Interface;

    /// <summary>Nothing that is followed goes in, and nothing in there asks the evaluator: there is no need to look.</summary>
    private bool IsPlain(IReadOnlyList<IMethodSymbol> bodies, AbstractValue receiver, List<Argument> arguments)
        => !receiver.Objects.Any(IsOwned)
            && receiver.DecidedAbout.IsEmpty
            && receiver.Sources.All(source => source is IncomingSource { Kind: IncomingKind.This, Path.Length: 0 })
            && arguments.All(argument => argument.Value is { Sources.IsEmpty: true, Delegates.IsEmpty: true, DecidedAbout.IsEmpty: true }
                && (argument.Value.Objects.IsEmpty || !KnownTypes.IsContainer(argument.Parameter?.Type))
                && argument.Parameter is not { RefKind: RefKind.Ref or RefKind.Out }
                && argument.Value.Objects.All(o => _state.Heap.Of(o).IsEmpty))
            && !bodies.Any(_context.Analysis.Bodies.MayThrow)
            && !bodies.Any(_context.Analysis.EvaluatingNames.Contains);

    private AbstractValue InvokeDelegate(IOperation operation, AbstractValue @delegate, List<Argument> arguments)
    {
        if (@delegate.Delegates.Count == 1 && @delegate.Delegates.Single().Method is var only && _context.Symbols.IsEvaluatorCall(only, operation.Syntax.SyntaxTree))
        {
            return CallEvaluator(operation, only, AbstractValue.Unknown, arguments.ConvertAll(argument => argument with { Parameter = argument.Parameter is { } parameter ? only.Parameters[parameter.Ordinal] : null }));
        }

        var values = arguments.ConvertAll(argument => argument.Value);
        if (@delegate.Delegates.IsEmpty)
        {
            HandToIncoming(@delegate, arguments);
            FinishCall(operation, arguments);
            LeaveByIncoming(@delegate, arguments);
            return WithKnown(ResultOfIncoming(operation, @delegate), operation, @delegate, arguments);
        }

        if (!@delegate.Sources.IsEmpty)
        {
            // It may also be one that came in, of which nothing is certain.
            HandToIncoming(@delegate, arguments);
            var before = _state;
            LeaveByIncoming(@delegate, arguments);
            var without = _state;
            _state = before;
            var known = InvokeDelegate(operation, @delegate with { Sources = ImmutableHashSet<Source>.Empty }, arguments);
            _dead = false;
            _state = FlowState.Merge([without, _state], _context.Body, _block, ConditionOf);
            return known.MergedWith(ResultOfIncoming(operation, @delegate), () => Fresh(operation));
        }

        if (@delegate.Delegates.Count == 1)
        {
            return CallTarget(@delegate.Delegates.First(), operation, arguments, values);
        }

        // One of several: what all of them do is certain.
        AbstractValue? result = null;
        var start = _state;
        var after = new List<FlowState>();
        foreach (var target in DelegateTarget.InOrder(@delegate.Delegates))
        {
            _state = start;
            var value = CallTarget(target, operation, arguments, values);
            result = result is null ? value : result.MergedWith(value, () => Fresh(operation));
            after.Add(_state);
        }

        _dead = false;
        _state = FlowState.Merge(after, _context.Body, _block, ConditionOf);
        return result!;
    }

    /// <summary>A delegate that came in from this compilation: what it can be is looked up where the verdict is made.</summary>
    private void HandToIncoming(AbstractValue @delegate, List<Argument> arguments)
    {
        // `(denied ? hold : bill)()`: which one it is, the decision said.
        NoteDelegateCall(@delegate, arguments.ConvertAll(argument => argument.Value.Key), KeySet.Of(@delegate.DecidedAbout.Where(key => @delegate.Evaluated.Anyway.Contains(key) && IsKnownToCallers(key))));
        var origins = DelegateOrigins(@delegate);
        for (var i = 0; i < arguments.Count; i++)
        {
            var position = i;
            Arrive(
                arguments[i].Value,
                arguments[i].Operation,
                path => origins.Count == 0 ? new EscapePlace("is passed to a delegate that can be anything") : new DelegatePlace(origins, position, path),
                DecidedByOthers(arguments, i));
        }
    }

    /// <summary>What such a delegate leaves in <c>ref</c> and <c>out</c> arguments.</summary>
    private void LeaveByIncoming(AbstractValue @delegate, List<Argument> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Out or RefKind.Ref } parameter && KnownTypes.CanHoldCode(parameter.Type))
            {
                var left = AbstractValue.Of(new OperationKey(argument.Operation.Syntax, argument.Operation.Kind, 1));
                Assign(argument.Operation, left with { Sources = @delegate.Sources.Select(source => source.Of(Member.Left(parameter.Ordinal))).ToImmutableHashSet() });
            }
        }
    }

    private AbstractValue ResultOfIncoming(IOperation operation, AbstractValue @delegate)
    {
        var result = AbstractValue.Of(Fresh(operation));
        return operation.Type is { } type && KnownTypes.CanHoldCode(type) ? result with { Sources = @delegate.Sources.Select(source => source.Of(Member.Result)).ToImmutableHashSet() } : result;
    }

    private AbstractValue CallTarget(DelegateTarget target, IOperation operation, List<Argument> arguments, List<AbstractValue> values)
        => target.Lambda is not null || target.Method.MethodKind == MethodKind.LocalFunction
            ? RunNested(target, values, operation)
            : Call(operation, target.Method, AbstractValue.Unknown, arguments.Select((argument, i) => argument with { Parameter = i < target.Method.Parameters.Length ? target.Method.Parameters[i] : null }).ToList());
}
