using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <content>What each kind of expression makes of the values in it.</content>
internal sealed partial class FlowAnalysis
{
    private AbstractValue Evaluate(IOperation? operation)
    {
        if (operation is null || _dead)
        {
            return AbstractValue.Unknown;
        }

        _context.EnsureStack();
        if (_context.TryGetReference(operation, out var reference))
        {
            var syntax = reference.Operation.Syntax;
            if (_recording)
            {
                _context.Record.References.Add(new ReferenceVisit(syntax, Here));
                _position++;
            }

            return AbstractValue.Reference(syntax, reference.Code);
        }

        var value = EvaluateCore(operation);
        NoteCopied(operation, value);

        // "Reading a stored decision is as good as the call that made it", whatever that was about: holding one is proof.
        if (!value.IsDecision && _context.Symbols.IsDecision(operation.Type) && !IsNothing(value.Key))
        {
            // One that a call gave back was not there before the call.
            var call = operation is IInvocationOperation ? operation.Syntax : null;
            value = AbstractValue.Decision(AboutStored(operation), value.Key, call) with { Objects = value.Objects };
            if (call is not null)
            {
                Happens(FlowEventKind.Completed, AnyKey.Instance, call);
            }
        }

        return value;
    }

    /// <summary>What a decision is about that came from somewhere: where only this compilation puts one there, the codes that it asks about.</summary>
    private IEnumerable<ValueKey> AboutStored(IOperation operation)
        => (operation switch
            {
                IFieldReferenceOperation or IPropertyReferenceOperation { Arguments.IsEmpty: true } => ((IMemberReferenceOperation)operation).Member,
                IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol } parameter } => parameter,
                _ => (ISymbol?)null,
            }) is { } member
            && _context.Analysis.StoredDecisions.AboutOf(member, _context.CancellationToken) is { } about ? about.IsEmpty ? [ConstantKey.Null] : about : [AnyKey.Instance];

    /// <summary>No decision at all: null, or <c>default</c>.</summary>
    private static bool IsNothing(ValueKey? key)
        => key is ConstantKey { Value: null } or OperationKey { Kind: OperationKind.DefaultValue or OperationKind.ObjectCreation } or SymbolKey { Symbol: ILocalSymbol };

    private AbstractValue EvaluateCore(IOperation operation)
    {
        switch (operation)
        {
            case ILiteralOperation or IDefaultValueOperation or ISizeOfOperation or ITypeOfOperation or INameOfOperation:
                return Constant(operation);
            case ILocalReferenceOperation local:
                return Local(local);
            case IParameterReferenceOperation parameter:
                return Parameter(parameter.Parameter);
            case IInstanceReferenceOperation instance:
                return Instance(instance);
            case IFlowCaptureOperation capture:
                return Capture(capture);
            case IFlowCaptureReferenceOperation capture:
                return _state.Locations.TryGetValue(capture.Id, out var captured) ? captured : AbstractValue.Unknown;
            case IExpressionStatementOperation statement:
                return Evaluate(statement.Operation);
            case ISimpleAssignmentOperation assignment:
                return Assign(assignment);
            case IDeconstructionAssignmentOperation deconstruction:
                return Deconstruct(deconstruction);
            case ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Subtract, Type.TypeKind: TypeKind.Delegate } removal:
                Evaluate(removal.Value);
                return Assign(removal.Target, Evaluate(removal.Target) with { Key = Fresh(removal) });
            case ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add, Type.TypeKind: TypeKind.Delegate } addition:
                return Assign(addition.Target, Combined(addition, Evaluate(addition.Target), Evaluate(addition.Value)));
            case ICompoundAssignmentOperation { OperatorMethod: { } method } compound when !KnownLibrary.IsLibrary(method):
                return CompoundCall(compound, method);
            case ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.And or BinaryOperatorKind.Or } connected when IsBoolean(connected):
                return Assign(connected.Target, BothAsked(connected, connected.OperatorKind == BinaryOperatorKind.Or, Evaluate(connected.Target), Evaluate(connected.Value)));
            case ICompoundAssignmentOperation compound:
                return Assign(compound.Target, Combine(compound, CopiedIfFlat(Evaluate(compound.Target), compound.Target), CopiedIfFlat(Evaluate(compound.Value), compound.Value)));
            case IEventAssignmentOperation subscription:
                return Subscribe(subscription);
            case IIncrementOrDecrementOperation { OperatorMethod: { } method } step when !KnownLibrary.IsLibrary(method):
                return StepCall(step, method);
            case IIncrementOrDecrementOperation increment:
                var counted = Evaluate(increment.Target);
                var next = Assign(increment.Target, AbstractValue.Of(Fresh(increment)));
                return increment.IsPostfix ? counted : next;
            case IConversionOperation conversion:
                return Convert(conversion);
            case IParenthesizedOperation parenthesized:
                // Visual Basic alone keeps them.
                return Evaluate(parenthesized.Operand);
            case IInvocationOperation invocation:
                return Invoke(invocation);
            case IObjectCreationOperation { Arguments.IsEmpty: true, Initializer: null, Type: { IsValueType: true } made } creation when _context.Symbols.IsDecision(made):
                return DefaultDecision(creation);
            case IObjectCreationOperation creation:
                return Create(creation);
            case ITypeParameterObjectCreationOperation { Type: ITypeParameterSymbol type } made:
                // What is in a new object of itself depends on which type that is.
                return AbstractValue.Of(Fresh(made)) with { Sources = Incoming(IncomingKind.Out, type) };
            case IFieldReferenceOperation field:
                return Field(field);
            case IEventReferenceOperation e:
                return ReadStored(e.Event, e.Instance is { } source ? Evaluate(source) : StaticOwner(e.Event));
            case IPropertyReferenceOperation property:
                return Property(property);
            case IArrayElementReferenceOperation element:
                return Element(element);
            case IImplicitIndexerReferenceOperation indexer:
                return ImplicitIndexer(indexer);
            case IArrayCreationOperation array:
                return Array(array);
            case ITupleOperation tuple:
                return Tuple(tuple);
            case IAnonymousObjectCreationOperation anonymous:
                return Anonymous(anonymous);
            case IBinaryOperation binary:
                return Binary(binary);
            case ITupleBinaryOperation tuples:
                return Compare(tuples, Evaluate(tuples.LeftOperand), Evaluate(tuples.RightOperand), tuples.OperatorKind == BinaryOperatorKind.Equals, isByMember: true);
            case IUnaryOperation { ConstantValue.HasValue: true }:
                return Constant(operation);
            case IUnaryOperation unary:
                return Unary(unary);
            case IIsPatternOperation pattern:
                return Pattern(pattern);
            case IIsTypeOperation type:
                return TestNull(type, Evaluate(type.ValueOperand), isNull: false);
            case IIsNullOperation isNull:
                return TestNull(isNull, Evaluate(isNull.Operand), isNull: true);
            case IAwaitOperation awaited:
                return AwaitOwn(awaited) ?? (KnownTypes.IsTaskOfTask(awaited.Operation.Type) ? Evaluate(awaited.Operation) : Await(awaited, Evaluate(awaited.Operation)));
            case IDelegateCreationOperation creation:
                return Evaluate(creation.Target);
            case IFlowAnonymousFunctionOperation lambda:
                return Lambda(lambda);
            case IMethodReferenceOperation method:
                return MethodGroup(method);
            case IDeclarationExpressionOperation declaration:
                return Evaluate(declaration.Expression);
            case IReturnOperation returned:
                return Yield(returned);
            case IInterpolatedStringOperation or IInterpolationOperation or IInterpolatedStringTextOperation or IInterpolatedStringAppendOperation:
                return Text(operation);
            case IArgumentOperation argument:
                return Evaluate(argument.Value);
            case ITranslatedQueryOperation query:
                return Evaluate(query.Operation);
            case IRaiseEventOperation raise:
                return InvokeDelegate(raise, Evaluate(raise.EventReference), EvaluateArguments(raise.Arguments));
            case IReDimOperation resized:
                return Resize(resized);
            case IAddressOfOperation { Reference: IMethodReferenceOperation function } address:
                Escape(Evaluate(function), address, "is called by an address");
                return AbstractValue.Of(Fresh(address));
            case IDynamicInvocationOperation or IDynamicObjectCreationOperation or IFunctionPointerInvocationOperation:
                return EscapeAll(operation, "is passed to code that is only known at run time");
            case ILocalFunctionOperation or IDiscardOperation or ICaughtExceptionOperation:
                return AbstractValue.Unknown;
            default:
                return Parts(operation);
        }
    }

    /// <summary>An operation that this analysis knows nothing about keeps what it is made of: nothing followed is lost in it.</summary>
    private AbstractValue Parts(IOperation operation)
    {
        if ((SourceLanguage.IsCollectionExpression(operation.Syntax) || IsGathered(operation)) && operation.ChildOperations.Any())
        {
            // Roslyn 4.8 has no name for it.
            return CollectionExpression(operation);
        }

        var value = AbstractValue.Unknown;
        foreach (var part in operation.ChildOperations)
        {
            value = value.CombinedWith(Evaluate(part));
        }

        if (operation.Kind == OperationKind.None)
        {
            foreach (var symbol in SourceLanguage.HiddenReads(operation.Syntax, _context.Analysis.Bodies.ModelOf(operation.Syntax.SyntaxTree), _context.CancellationToken))
            {
                WriteOut(symbol, operation);
            }
        }

        return ReferenceEquals(value, AbstractValue.Unknown) ? AbstractValue.Of(Fresh(operation)) : WithObject(value.Derived(Fresh(operation)));
    }

    /// <summary>A variable or member that is read where there are no operations: it gets away.</summary>
    private void WriteOut(ISymbol symbol, IOperation operation)
    {
        var value = symbol switch
        {
            IParameterSymbol parameter => Parameter(parameter),
            IFieldSymbol field => ReadStored(Declared(field), field.IsStatic ? StaticOwner(field) : This(field.ContainingType)),
            IPropertySymbol property => ReadStored(property, property.IsStatic ? StaticOwner(property) : This(property.ContainingType)),
            _ => _state.Locations.TryGetValue(symbol, out var local) ? local : AbstractValue.Unknown,
        };
        HandOn(value);
        Escape(value, operation, "is written into an XML literal");
    }

    /// <summary>Made by the compiler for <c>params</c>: its elements are arguments of a call, and not stored.</summary>
    private static bool IsGathered(IOperation operation) => operation.IsImplicit && KnownTypes.IsCollection(operation.Type);

    private AbstractValue CollectionExpression(IOperation operation)
    {
        if (operation.Type is INamedTypeSymbol type && type.Locations.Any(location => location.IsInSource))
        {
            return OwnCollection(operation, type);
        }

        var collection = AbstractValue.Of(Fresh(operation));
        var isArguments = IsGathered(operation);
        var said = AbstractValue.Unknown;
        var whole = ImmutableHashSet<ValueKey>.Empty;
        var beside = DecidedArguments.None;
        foreach (var element in operation.ChildOperations)
        {
            var isSpread = SourceLanguage.IsSpread(element.Syntax);
            var value = Evaluate(isSpread ? element.ChildOperations.FirstOrDefault() : element);
            WriteMember(collection, Member.Elements, isSpread ? Content(value, element.ChildOperations.FirstOrDefault()?.Type) : value, element, weak: true, handsOn: !isArguments);
            NoteListed(operation, collection, value);
            said = isArguments && Says(value, element.Type) ? said.CombinedWith(value) : said;
            beside = isArguments ? beside.And(SaidBeside(value)) : beside;
            whole = isSpread ? whole.Union(WholeOf(value)) : whole;
        }

        if (!whole.IsEmpty)
        {
            SetWhole(collection.Key!, whole);
        }

        return collection.DecidedAs(said) with { IsPending = said.IsPending, Awaited = said.Awaited, Beside = beside };
    }

    /// <summary>A collection expression of a type of the compilation's own: its builder gets the elements, or its <c>Add</c> one by one.</summary>
    private AbstractValue OwnCollection(IOperation operation, INamedTypeSymbol type)
    {
        var elements = new List<(AbstractValue Value, ITypeSymbol? Type, IOperation Operation)>();
        foreach (var element in operation.ChildOperations)
        {
            var isSpread = SourceLanguage.IsSpread(element.Syntax);
            var part = isSpread ? element.ChildOperations.FirstOrDefault() : element;
            var value = Evaluate(part);
            elements.Add((isSpread ? Content(value, part?.Type) : value, isSpread ? null : part?.Type, element));
        }

        if (CollectionMethods.BuilderOf(type) is { } builder)
        {
            var span = AbstractValue.Of(Fresh(operation, 1));
            elements.ForEach(element => WriteMember(span, Member.Elements, element.Value, element.Operation, weak: true));
            return Call(operation, builder, AbstractValue.Unknown, [new Argument(builder.Parameters[builder.Parameters.Length - 1], span, operation)]);
        }

        var collection = AbstractValue.Of(Fresh(operation));
        if (type.InstanceConstructors.FirstOrDefault(constructor => constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams)) is { } constructor)
        {
            Construct(operation, constructor, collection, []);
        }

        var model = _context.Analysis.Bodies.ModelOf(operation.Syntax.SyntaxTree);
        foreach (var (value, elementType, element) in elements)
        {
            if (CollectionMethods.AddOf(type, elementType, model, operation.Syntax.SpanStart) is not { } add)
            {
                WriteMember(collection, Member.Elements, value, element, weak: true);
            }
            else if (add.GetConstructedReducedFrom() is { } extension)
            {
                Call(element, extension, AbstractValue.Unknown, [new Argument(extension.Parameters[0], collection, operation), new Argument(extension.Parameters[1], value, element)]);
            }
            else
            {
                Call(element, add, collection, [new Argument(add.Parameters[0], value, element)]);
            }
        }

        return collection;
    }

    private static AbstractValue WithObject(AbstractValue value) => value.Key is { } key ? value with { Objects = value.Objects.Add(key) } : value;

    private AbstractValue Constant(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true } constant)
        {
            // A code of digits that nothing says to bill is no reference; who evaluates it has asked about the code all the same.
            var key = constant.Value is string text && _context.Analysis.CodeOf(text) is { } code ? new CodeKey(code.Value) : (ValueKey)new ConstantKey(constant.Value);
            return new AbstractValue { Key = key, Evaluated = Evaluated.Constant(constant.Value) };
        }

        var isNull = operation is IDefaultValueOperation { Type: { } type } && (type.IsReferenceType || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T);
        return isNull
            ? new AbstractValue { Key = ConstantKey.Null, Evaluated = Evaluated.Constant(null) }
            : operation is IDefaultValueOperation && _context.Symbols.IsDecision(operation.Type) ? DefaultDecision(operation)
            : AbstractValue.Of(new OperationKey(operation.Syntax, operation.Kind));
    }

    /// <summary>A decision that nobody made: whoever tests it has asked about nothing.</summary>
    private static AbstractValue DefaultDecision(IOperation operation)
        => AbstractValue.Of(new OperationKey(operation.Syntax, OperationKind.DefaultValue)) with { DecidedAbout = ImmutableHashSet.Create<ValueKey>(ConstantKey.Null) };

    private AbstractValue Local(ILocalReferenceOperation local)
        => local.Local.IsRef && _context.Aliases.TryGetValue(local.Local, out var original) ? Evaluate(original) : _state.Locations.TryGetValue(local.Local, out var value) ? value : AbstractValue.Of(new SymbolKey(local.Local));

    private AbstractValue Parameter(IParameterSymbol parameter)
    {
        if (_state.Locations.TryGetValue(parameter, out var value))
        {
            return value;
        }

        if (parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
        {
            return AbstractValue.Of(new SymbolKey(parameter));
        }

        if (parameter.ContainingSymbol is INamedTypeSymbol)
        {
            // The receiver of an extension member.
            return This(parameter.ContainingType);
        }

        // A primary constructor's parameter used in another member is a field in all but name.
        return SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, _context.Owner)
            ? AbstractValue.Of(new SymbolKey(parameter)) with { Sources = KnownTypes.CanHoldCode(parameter.Type) ? Incoming(IncomingKind.Parameter, parameter) : ImmutableHashSet<Source>.Empty }
            : ReadStored(parameter, This(parameter.ContainingType));
    }

    /// <summary>What holds on entry to a method: each parameter has the value that came in, until another is assigned.</summary>
    public FlowState Entered(IMethodSymbol? method)
        => method is null ? FlowState.Start : WithInitial(method, method.Parameters.Aggregate(FlowState.Start, (state, parameter) => state.Set(parameter, Parameter(parameter))));

    private static ImmutableHashSet<Source> Incoming(IncomingKind kind, ISymbol symbol)
        => ImmutableHashSet.Create<Source>(new IncomingSource(kind, symbol, MemberPath.Empty));

    private AbstractValue Instance(IInstanceReferenceOperation instance)
        => instance.ReferenceKind switch
        {
            InstanceReferenceKind.ContainingTypeInstance => This(instance.Type),
            _ => AbstractValue.Unknown,
        };

    private AbstractValue This(ITypeSymbol? type)
    {
        if (_context.Owner.ContainingType is not { } containing)
        {
            return AbstractValue.Unknown;
        }

        var owner = containing.OriginalDefinition;
        return AbstractValue.Of(new SymbolKey(owner)) with { Sources = Incoming(IncomingKind.This, owner) };
    }

    private AbstractValue Capture(IFlowCaptureOperation capture)
    {
        if (capture.Value is IMemberReferenceOperation or ILocalReferenceOperation or IParameterReferenceOperation or IArrayElementReferenceOperation)
        {
            // `(isVisit ? ref first : ref second) = code`: either.
            var others = _captured.TryGetValue(capture.Id, out var known) ? known : ImmutableList<IOperation>.Empty;
            _captured[capture.Id] = others.Exists(other => other.Syntax == capture.Value.Syntax) ? others : others.Add(capture.Value);
        }

        var value = Copied(Evaluate(capture.Value), capture.Syntax);
        if (KnownOutcome(capture.Value, value) is { } outcome)
        {
            // `denied || !denied`: where the second is asked it has one outcome.
            value = new AbstractValue { Key = new ConstantKey(outcome), Evaluated = Evaluated.Constant(outcome) };
        }

        if (SourceLanguage.IsCopiedByWith(capture.Syntax))
        {
            // Of a struct; a class is cloned by a call.
            value = Clone(capture, value, capture.Value.Type);
        }

        _state = _state.Set(capture.Id, value);
        return value;
    }

    private AbstractValue Convert(IConversionOperation conversion)
    {
        if (conversion is { ConstantValue.HasValue: false, Operand.ConstantValue: { HasValue: true, Value: null }, Type: { IsValueType: true } or ITypeParameterSymbol { IsReferenceType: false } } && conversion.Type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T)
        {
            // Visual Basic's Nothing is the default value of any type.
            return _context.Symbols.IsDecision(conversion.Type) ? DefaultDecision(conversion) : AbstractValue.Of(new OperationKey(conversion.Syntax, OperationKind.DefaultValue));
        }

        var value = Evaluate(conversion.Operand);
        var method = conversion.OperatorMethod;
        if (method is null || _context.Symbols.IsProcedureCode(method.ContainingType) || KnownLibrary.IsLibrary(method))
        {
            if (value.Evaluated.ByConstant is not null && conversion is { IsImplicit: false, Operand.Type: var from } && KnownTypes.IsNumber(from) && KnownTypes.IsNumber(conversion.Type))
            {
                // `(byte)257` is another number.
                value = value with { Evaluated = value.Evaluated with { ByConstant = null } };
            }

            if (value is { IsDecision: true, IsPending: false } && KnownTypes.IsNeverNull(conversion.Operand.Type) && !KnownTypes.IsNeverNull(conversion.Type))
            {
                // `PolicyDecision? decision = PolicyEvaluator.Evaluate(code, payer)`
                value = value with { Evaluated = value.Evaluated with { WhenNeither = KeySet.Everything } };
            }

            return conversion.ConstantValue is { HasValue: true } constant && !value.IsDecision && value.Sources.IsEmpty
                ? value with { Evaluated = Evaluated.Constant(constant.Value) }
                : Enumerated(conversion, value);
        }

        return Call(conversion, method, AbstractValue.Unknown, [new Argument(method.Parameters[0], value, conversion.Operand)]);
    }

    /// <summary>A collection class of the compilation's own is seen as one of the base library's interfaces from here on: whoever has it enumerates it.</summary>
    private AbstractValue Enumerated(IConversionOperation conversion, AbstractValue value)
    {
        if (conversion.Type is not { TypeKind: TypeKind.Interface or TypeKind.Class } seen || conversion.Operand.Type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } own
            || !own.Locations.Any(location => location.IsInSource) || seen.Locations.Any(location => location.IsInSource) || !KnownTypes.IsCollection(own))
        {
            return value;
        }

        value = WithShown(conversion, value, own, seen);
        if (_context.Analysis.Access.EnumeratorOf(own) is not { } method || !_context.Analysis.Bodies.HasBody(method))
        {
            return value;
        }

        var elements = Call(conversion, method, value, []);
        if (elements.Key is { } key)
        {
            // All that is in there is one of its elements.
            var given = ReadMember(elements with { Sources = ImmutableHashSet<Source>.Empty }, Member.Elements);
            var more = ReadMember(value, Member.Elements).Sources.Union(elements.Sources.Select(source => source.Of(Member.Elements)));
            _state = _state with { Heap = _state.Heap.SetItem((key, Member.Elements), given with { Sources = given.Sources.Union(more) }) };
            elements = elements with { Sources = ImmutableHashSet<Source>.Empty, Objects = ImmutableHashSet.Create(key) };
        }

        return seen.Name is "IEnumerable" or "IReadOnlyCollection" or "IReadOnlyList" ? elements : value with { Objects = value.Objects.Union(elements.Objects), Sources = value.Sources.Union(elements.Sources) };
    }

    /// <summary>What the members of such a class give by which the library's type is read (<c>this[int]</c>, <c>TryGetValue</c>, <c>Current</c>): whoever has it finds that among its elements.</summary>
    private AbstractValue WithShown(IConversionOperation conversion, AbstractValue value, INamedTypeSymbol own, ITypeSymbol seen)
    {
        if (value.Key is null || seen.TypeKind != TypeKind.Interface || !KnownTypes.IsCollection(seen))
        {
            return value;
        }

        var shown = AbstractValue.Unknown;
        foreach (var member in seen.AllInterfaces.Prepend((INamedTypeSymbol)seen).SelectMany(i => i.GetMembers()).OfType<IMethodSymbol>().Where(method => method is { IsStatic: false, MethodKind: MethodKind.Ordinary or MethodKind.PropertyGet } && method.Name != "GetEnumerator"))
        {
            if (own.FindImplementationForInterfaceMember(member) is not IMethodSymbol implementation || !_context.Analysis.Bodies.HasBody(implementation)
                || !(KnownTypes.CanHoldCode(implementation.ReturnType) || implementation.Parameters.Any(parameter => parameter.RefKind == RefKind.Out)))
            {
                continue;
            }

            var body = PartialMembers.ImplementationOf(implementation.OriginalDefinition);
            var summary = _context.Analysis.SummaryOf(_context)(body).Summary;
            Arrive(value, conversion, path => new ParameterPlace(body, IncomingKind.This, body.ContainingType.OriginalDefinition, path));
            var given = new SummaryApplication(this, conversion, implementation, value, []).Shown(body, summary);
            shown = shown.CombinedWith(given with { DecidedAbout = ImmutableHashSet<ValueKey>.Empty, DecidedBy = ImmutableHashSet<SyntaxNode>.Empty, Evaluated = Evaluated.Nothing, IsPending = false });
        }

        if (Inside(shown).IsEmpty)
        {
            return value;
        }

        shown = shown with { Key = new MemberKey(value.Key, Member.Elements) };
        foreach (var o in value.Objects)
        {
            _state = _state with { Heap = _state.Heap.SetItem((o, Member.Elements), _state.Heap.TryGetValue((o, Member.Elements), out var old) ? old.CombinedWith(shown) : shown) };
        }

        return value;
    }

    /// <summary><c>claim += "M0076"</c> by an operator of a type's own: a static one gives the new value back, an instance one changes the target.</summary>
    private AbstractValue CompoundCall(ICompoundAssignmentOperation compound, IMethodSymbol method)
    {
        var target = Evaluate(compound.Target);
        var value = Evaluate(compound.Value);
        if (method.IsStatic)
        {
            return Assign(compound.Target, Call(compound, method, AbstractValue.Unknown, [new Argument(method.Parameters[0], target, compound.Target), new Argument(method.Parameters[1], value, compound.Value)]));
        }

        Call(compound, method, target, [new Argument(method.Parameters[0], value, compound.Value)]);
        return target;
    }

    /// <summary><c>line++</c> by an operator of the compilation's own: a static one gives the new value, one of the instance changes it.</summary>
    private AbstractValue StepCall(IIncrementOrDecrementOperation step, IMethodSymbol method)
    {
        var before = Evaluate(step.Target);
        if (method.IsStatic)
        {
            var after = Assign(step.Target, Call(step, method, AbstractValue.Unknown, [new Argument(method.Parameters[0], before, step.Target)]));
            return step.IsPostfix ? before : after;
        }

        Call(step, method, before, []);
        return before;
    }

    private AbstractValue Array(IArrayCreationOperation array)
    {
        foreach (var size in array.DimensionSizes)
        {
            Evaluate(size);
        }

        var result = AbstractValue.Of(Fresh(array));
        if (array.Initializer is { } initializer)
        {
            var said = StoreElements(result, initializer, array.IsImplicit);
            result = result.DecidedAs(said) with { IsPending = said.IsPending, Awaited = said.Awaited, Beside = said.Beside };
        }

        return result;
    }

    /// <summary><c>ReDim codes(3)</c>: a new array in the same variable; with <c>Preserve</c> it holds what the old one held.</summary>
    private AbstractValue Resize(IReDimOperation resized)
    {
        foreach (var clause in resized.Clauses)
        {
            foreach (var size in clause.DimensionSizes)
            {
                Evaluate(size);
            }

            if (!resized.Preserve)
            {
                Assign(clause.Operand, AbstractValue.Of(Fresh(clause)));
            }
        }

        return AbstractValue.Unknown;
    }

    /// <param name="isArguments">The array is made by the compiler for <c>params</c>: its elements are arguments of a call, and not stored.</param>
    /// <returns>What the arguments say of decisions.</returns>
    private AbstractValue StoreElements(AbstractValue array, IArrayInitializerOperation initializer, bool isArguments)
    {
        var said = AbstractValue.Unknown;
        var beside = DecidedArguments.None;
        foreach (var element in initializer.ElementValues)
        {
            if (element is IArrayInitializerOperation nested)
            {
                StoreElements(array, nested, isArguments);
                continue;
            }

            var value = Evaluate(element);
            WriteMember(array, Member.Elements, value, element, weak: true, handsOn: !isArguments);
            NoteListed(initializer.Parent, array, value);
            if (isArguments && Says(value, element.Type))
            {
                said = said.CombinedWith(value);
            }

            beside = isArguments ? beside.And(SaidBeside(value)) : beside;
        }

        return said with { Beside = beside };
    }

    /// <summary><c>foreach (var code in new[] { "M0076", "20999" })</c>: a list without a name holds what is written there, so to ask about all of it is to ask about each code.</summary>
    private void NoteListed(IOperation? list, AbstractValue collection, AbstractValue element)
    {
        if (element.Key is not CodeKey code || collection.Key is not { } key)
        {
            return;
        }

        var user = list?.Parent;
        while (user is IConversionOperation or IParenthesizedOperation)
        {
            user = user.Parent;
        }

        if (user is IArgumentOperation or IInvocationOperation)
        {
            _context.NoteListed(code, MemberKey.AllOf(key));
        }
    }

    /// <summary>What a part of a text says of decisions, beside what is followed in the text.</summary>
    private DecidedArguments SaidBeside(AbstractValue part)
        => !part.Sources.IsEmpty || !Inside(part).IsEmpty ? part.Beside : part.IsDecision && !part.IsPending ? DecidedArguments.Of(part) : DecidedArguments.None;

    /// <summary>An argument of a call tells of a decision.</summary>
    private static bool Says(AbstractValue argument, ITypeSymbol? type) => argument.IsPending ? KnownTypes.IsTask(type) : argument.IsDecision;

    private AbstractValue Element(IArrayElementReferenceOperation element)
    {
        var array = Evaluate(element.ArrayReference);
        if (element.Indices is [var only] && IsRange(only))
        {
            return Slice(element, array);
        }

        return ReadElement(array, element.Indices.Select(Evaluate).ToList());
    }

    private static bool IsRange(IOperation index) => index.Type is { Name: "Range", ContainingNamespace.Name: "System" };

    private AbstractValue ImplicitIndexer(IImplicitIndexerReferenceOperation indexer)
    {
        var owner = Evaluate(indexer.Instance);
        var index = Evaluate(indexer.Argument);
        return ReadByOwnIndexer(indexer, indexer.IndexerSymbol, owner, index)
            ?? (IsRange(indexer.Argument) && KnownTypes.IsCollection(indexer.Instance.Type) ? Slice(indexer, owner) : ReadElement(owner, [index]));
    }

    /// <summary>
    /// <c>lines[^1]</c>, <c>lines[1..]</c>, <c>lines is [_, var second]</c>: of a type of the compilation's own the compiler calls the indexer, or <c>Slice</c>. Null of any other.
    /// </summary>
    private AbstractValue? ReadByOwnIndexer(IOperation operation, ISymbol? indexer, AbstractValue owner, AbstractValue index)
    {
        if ((indexer as IMethodSymbol ?? (indexer as IPropertySymbol)?.GetMethod) is not { } method || _context.Analysis.Bodies.BodiesOf(method).Count == 0)
        {
            return null;
        }

        return Call(operation, method, owner, [.. method.Parameters.Select(parameter => new Argument(parameter, index, operation))]);
    }

    /// <summary><c>codes[1..]</c>: some of the elements, in a collection of their own.</summary>
    private AbstractValue Slice(IOperation operation, AbstractValue collection)
    {
        var slice = CollectionOf(ReadMember(collection, Member.Elements), operation);

        // What is put into a part of a span is put into the whole.
        return operation.Type is { Name: "Span" or "Memory" } ? slice with { Objects = slice.Objects.Union(collection.Objects) } : slice;
    }

    /// <summary>An element is known by its index: what was asked about another one says nothing of it.</summary>
    private AbstractValue ReadElement(AbstractValue collection, IReadOnlyList<AbstractValue> indices)
    {
        var value = ReadMember(collection, Member.Elements);
        var element = value.Key is not (CodeKey or ConstantKey) && ElementKeyOf(collection, indices) is { } key ? value with { Key = key } : value;

        element = indices.Count == 1 ? Counted(element, collection, indices[0].Key) : element;
        element = indices.Count == 1 ? FoundAt(AtSamePlace(element, collection, indices[0].Key), collection, indices[0].Key) : element;

        // `billable[decision.Outcome]`: which element it is, the decision says.
        return element.IsDecision ? element : indices.Aggregate(element, (read, index) => read.DecidedAs(index));
    }

    private ElementKey? ElementKeyOf(AbstractValue collection, IReadOnlyList<AbstractValue> indices)
        => (collection.Key is { } reader && _state.Heap.TryGetValue((reader, Member.Row), out var row) ? row.Key : collection.Key) is { Depth: < 4 } key && indices.Count == 1 && indices[0].Key is { Depth: < 4 } index ? new ElementKey(key, index) : null;

    private AbstractValue Tuple(ITupleOperation tuple)
    {
        var result = AbstractValue.Of(Fresh(tuple));
        for (var i = 0; i < tuple.Elements.Length; i++)
        {
            var element = Evaluate(tuple.Elements[i]);
            _state = _state with { Heap = _state.Heap.SetItem((result.Key!, Member.TupleElement(i)), Copied(element, tuple.Elements[i].Syntax)) };
            result = result.Holding(element);
        }

        return result;
    }

    private AbstractValue Anonymous(IAnonymousObjectCreationOperation anonymous)
    {
        var result = AbstractValue.Of(Fresh(anonymous));
        foreach (var initializer in anonymous.Initializers)
        {
            if (initializer is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment)
            {
                var value = Evaluate(assignment.Value);
                _state = _state with { Heap = _state.Heap.SetItem((result.Key!, Member.Of(target.Property)), value) };
                result = result.Holding(value);
            }
            else
            {
                Evaluate(initializer);
            }
        }

        return result;
    }

    private AbstractValue Binary(IBinaryOperation binary)
    {
        var left = Evaluate(binary.LeftOperand);
        var right = Evaluate(binary.RightOperand);
        _compared = (left, right);
        var result = Binary(binary, left, right);
        return result.IsDecision && IsForegone(binary, left, right) ? result.Undecided() : result;
    }

    private AbstractValue Binary(IBinaryOperation binary, AbstractValue left, AbstractValue right)
    {
        switch (binary.OperatorKind)
        {
            case BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.ObjectValueEquals or BinaryOperatorKind.ObjectValueNotEquals or BinaryOperatorKind.Like:
                return MatchByNumber(binary, left) ?? Compare(binary, left, right, binary.OperatorKind is not (BinaryOperatorKind.NotEquals or BinaryOperatorKind.ObjectValueNotEquals), KnownTypes.IsEqualByMember(binary.LeftOperand.Type));
            case BinaryOperatorKind.And or BinaryOperatorKind.Or when IsBoolean(binary):
                return BothAsked(binary, binary.OperatorKind == BinaryOperatorKind.Or, left, right);
            case BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual when binary.OperatorMethod is null:
                return MatchByNumber(binary, left) ?? Combine(binary, left, right) with { Sources = ImmutableHashSet<Source>.Empty, Evaluated = OrderEvaluated(binary.OperatorKind, left, right) };
            case BinaryOperatorKind.Add when binary.Type?.TypeKind == TypeKind.Delegate:
                return Combined(binary, left, right);
            case BinaryOperatorKind.Add or BinaryOperatorKind.Concatenate when binary.OperatorMethod is null:
                return Combine(binary, CopiedIfFlat(AsText(binary.LeftOperand, left), binary.LeftOperand), CopiedIfFlat(AsText(binary.RightOperand, right), binary.RightOperand));
            default:
                // An order between codes says nothing of which code it is; the operands are only looked at.
                if (MatchByNumber(binary, left) is { } match)
                {
                    return match;
                }

                if (binary is { OperatorKind: BinaryOperatorKind.Subtract, RightOperand.ConstantValue: { HasValue: true, Value: 1 } })
                {
                    var last = Combine(binary, left, right) with { Sources = ImmutableHashSet<Source>.Empty };
                    MeasuredLast(last.Key!, left);
                    return last;
                }

                return binary.OperatorMethod is { } method && !KnownLibrary.IsLibrary(method)
                    ? Call(binary, method, AbstractValue.Unknown, [new Argument(method.Parameters[0], left, binary.LeftOperand), new Argument(method.Parameters[1], right, binary.RightOperand)])
                    : Combine(binary, left, right) with { Sources = ImmutableHashSet<Source>.Empty };
        }
    }

    /// <summary>A truth value of two, of which both are asked: <c>&amp;</c>, <c>|</c>, <c>|=</c>.</summary>
    private AbstractValue BothAsked(IOperation operation, bool isOr, AbstractValue left, AbstractValue right)
    {
        var anyway = left.Evaluated.Anyway.Union(right.Evaluated.Anyway);
        return Combine(operation, left, right) with
        {
            Comparisons = left.Comparisons.Union(right.Comparisons).Select(comparison => comparison.OneWay(isOr)).ToImmutableHashSet(),
            Evaluated = isOr
                ? new Evaluated(anyway, left.Evaluated.WhenFalse.Union(right.Evaluated.WhenFalse), KeySet.Everything)
                : new Evaluated(left.Evaluated.WhenTrue.Union(right.Evaluated.WhenTrue), anyway, KeySet.Everything),
        };
    }

    /// <summary>What a number that <c>IndexOf</c> or <c>Compare</c> gave tells, compared with 0 or -1.</summary>
    private AbstractValue? MatchByNumber(IBinaryOperation binary, AbstractValue number)
    {
        if (binary.RightOperand.ConstantValue is not { HasValue: true, Value: int limit })
        {
            return null;
        }

        var told = new List<ComparisonOutcome>();
        foreach (var comparison in number.Comparisons)
        {
            bool? matches = (comparison.Number, binary.OperatorKind, limit) switch
            {
                (NumberMeaning.Position, var kind, _) => IsFound(kind, limit),
                (NumberMeaning.Amount, BinaryOperatorKind.GreaterThan or BinaryOperatorKind.NotEquals, 0) or (NumberMeaning.Amount, BinaryOperatorKind.GreaterThanOrEqual, 1) => true,
                (NumberMeaning.Amount, BinaryOperatorKind.Equals or BinaryOperatorKind.LessThanOrEqual, 0) or (NumberMeaning.Amount, BinaryOperatorKind.LessThan, 1) => false,
                (NumberMeaning.Order, BinaryOperatorKind.Equals, 0) => true,
                (NumberMeaning.Order, BinaryOperatorKind.NotEquals, 0) => false,
                _ => null,
            };
            if (matches is not null)
            {
                told.Add(comparison with { Outcome = matches, Proof = matches, Number = NumberMeaning.None });
            }
        }

        if (number.IsDecision && !number.IsPending && number.Evaluated is { WhenNeither: { IsEverything: false, IsEmpty: false } none } && !number.Evaluated.WhenNotNull.Equals(none) && IsFound(binary.OperatorKind, limit) is { } found)
        {
            // `codes.FindIndex(c => Evaluate(c, payer).IsGoverned) < 0`: none was found, so all were asked about.
            var evaluated = new Evaluated(number.Evaluated.WhenNotNull, none, KeySet.Everything);
            return new AbstractValue { Key = Fresh(binary), Comparisons = told.ToImmutableHashSet(), DecidedAbout = number.DecidedAbout, DecidedBy = number.DecidedBy, Evaluated = found ? evaluated : evaluated.Not() };
        }

        return told.Count == 0 ? null : new AbstractValue { Key = Fresh(binary), Comparisons = told.ToImmutableHashSet() }.DecidedAs(number);
    }

    /// <summary>What a comparison says of a position, where it is true: that there is one, or none.</summary>
    private static bool? IsFound(BinaryOperatorKind kind, int limit) => (kind, limit) switch
    {
        (BinaryOperatorKind.GreaterThanOrEqual, 0) or (BinaryOperatorKind.GreaterThan or BinaryOperatorKind.NotEquals, -1) => true,
        (BinaryOperatorKind.LessThan, 0) or (BinaryOperatorKind.Equals or BinaryOperatorKind.LessThanOrEqual, -1) => false,
        _ => null,
    };

    private static bool IsBoolean(IOperation operation) => operation.Type?.SpecialType == SpecialType.System_Boolean;

    /// <summary>A value computed from two others.</summary>
    private AbstractValue Combine(IOperation operation, AbstractValue left, AbstractValue right)
    {
        var about = left.Evaluated.Anyway.Union(right.Evaluated.Anyway);
        return left.CombinedWith(right).Derived(Fresh(operation)) with
        {
            Objects = ImmutableHashSet<ValueKey>.Empty,
            Sources = Inside(left).Union(Inside(right)),
            Parts = AbstractValue.PartsIn([left, right]),
            Beside = operation.Type?.SpecialType == SpecialType.System_String ? SaidBeside(left).And(SaidBeside(right)) : DecidedArguments.None,
            Evaluated = Evaluated.Always(about),
        };
    }

    private AbstractValue Unary(IUnaryOperation unary)
    {
        var operand = Evaluate(unary.Operand);
        if (unary.OperatorKind == UnaryOperatorKind.Not)
        {
            return operand with
            {
                Key = operand.IsDecision && IsReadOff(operand.Key) ? NotKey.Of(operand.Key!) : Fresh(unary),
                Evaluated = operand.Evaluated.Not(),
                Comparisons = operand.Comparisons.Select(comparison => comparison.Not()).ToImmutableHashSet(),
            };
        }

        return operand.Derived(unary.OperatorKind == UnaryOperatorKind.Hat && operand.Key is ConstantKey count ? new FromEndKey(count) : Fresh(unary));
    }

    private AbstractValue Text(IOperation operation)
    {
        if (operation is IInterpolatedStringOperation { Parts: [IInterpolationOperation { Expression: { Type: { } type } only }] } && (type.SpecialType == SpecialType.System_String || KnownTypes.IsNumber(type) || _context.Symbols.IsProcedureCode(type)))
        {
            // `$"{cptCode:D5}"` is the code, and never null.
            var same = Evaluate(only);
            return same with { Evaluated = same.Evaluated with { WhenNeither = KeySet.Everything } };
        }

        var sources = ImmutableHashSet<Source>.Empty;
        var text = AbstractValue.Unknown;
        var parts = new List<AbstractValue>();
        foreach (var part in operation.ChildOperations)
        {
            var value = CopiedIfFlat(AsText(part, Evaluate(part)), part);
            parts.Add(value);
            sources = sources.Union(KnownTypes.IsFlat(part.Type) ? value.Sources : Inside(value));
            text = text.CombinedWith(value);
        }

        var made = text.Derived(Fresh(operation));
        return made with { Sources = sources, Parts = AbstractValue.PartsIn(parts), Beside = parts.Aggregate(DecidedArguments.None, (all, part) => all.And(SaidBeside(part))), Objects = ImmutableHashSet<ValueKey>.Empty, Evaluated = made.Evaluated with { WhenNeither = KeySet.Everything } };
    }

    /// <summary>What stands in a text of a value: what its own <c>ToString</c> gives.</summary>
    private AbstractValue AsText(IOperation part, AbstractValue value)
    {
        for (var type = part.Type as INamedTypeSymbol; type is not null && type.Locations.Any(location => location.IsInSource); type = type.BaseType)
        {
            if (type.GetMembers("ToString").OfType<IMethodSymbol>().FirstOrDefault(method => method is { IsOverride: true, Parameters.Length: 0 }) is { } toString && _context.Analysis.Bodies.HasBody(toString))
            {
                return Call(part, toString, value, []);
            }
        }

        return value;
    }

    /// <summary>Awaits something that the compilation itself made awaitable.</summary>
    private AbstractValue? AwaitOwn(IAwaitOperation awaited)
    {
        if (Parameterless(awaited.Operation.Type, "GetAwaiter") is not { } getAwaiter || Parameterless(getAwaiter.ReturnType, "GetResult") is not { } getResult)
        {
            return null;
        }

        var awaiter = Call(awaited, getAwaiter, Evaluate(awaited.Operation), []);
        return Call(awaited, getResult, awaiter, []);
    }

    private IMethodSymbol? Parameterless(ITypeSymbol? type, string name)
        => type?.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(method => method.Parameters.IsEmpty && _context.Analysis.Bodies.HasBody(method));

    private AbstractValue Await(IOperation operation, AbstractValue task)
    {
        if (!task.IsPending)
        {
            return task;
        }

        Complete(task.DecidedAbout.Where(task.Evaluated.Anyway.Contains), task.DecidedBy);
        EndOfTask(operation, task);
        return task with { IsPending = false };
    }

    /// <summary>What a task does has happened by now.</summary>
    private void EndOfTask(IOperation operation, AbstractValue task)
    {
        Complete(task.Awaited.Keys.OfType<FinishedKey>().Select(finished => finished.About), [operation.Syntax]);
        var guarded = task.Awaited.Keys.Where(key => key is not FinishedKey).ToList();
        Complete(guarded, []);
        foreach (var key in guarded)
        {
            Happens(FlowEventKind.Guarded, key);
        }
    }

    private AbstractValue Yield(IReturnOperation operation)
    {
        var value = Evaluate(operation.ReturnedValue);
        if (operation.ReturnedValue is { } returned)
        {
            Return(returned, value, isYielded: true);
        }

        return AbstractValue.Unknown;
    }

    /// <summary>The body gives a value back.</summary>
    /// <param name="isYielded">As one element of what it gives back.</param>
    private void Return(IOperation operation, AbstractValue value, bool isYielded = false)
    {
        if (!value.IsDecision && _context.Symbols.IsDecision(operation.Type))
        {
            // `return default;` where a decision is promised: whoever tests that has asked about nothing.
            value = value with { DecidedAbout = ImmutableHashSet.Create<ValueKey>(ConstantKey.Null) };
        }

        if (!isYielded && !value.IsDecision && operation.Type is { IsReferenceType: true } && IsAskedAbout(value))
        {
            // A code that was asked about, and no "there is none".
            value = CopiedAnew(value) with { Evaluated = value.Evaluated with { WhenNeither = KeySet.Everything } };
        }

        value = Copied(value, operation.Syntax);
        // Visual Basic's Nothing is the default value of a type parameter, too.
        ReturnsDefault |= _recording && (value.Key is OperationKey { Kind: OperationKind.DefaultValue } || (value.Key is ConstantKey { Value: null } && operation.Type is ITypeParameterSymbol { IsReferenceType: false }));
        var first = _blocks[_block].Events.Count;
        HandOn(value);
        for (var i = first; _function is not null && i < _blocks[_block].Events.Count; i++)
        {
            _blocks[_block].Events[i] = _blocks[_block].Events[i] with { IsGivenBack = true };
        }

        if (value.IsPending)
        {
            // Whoever called waits for it.
            EndOfTask(operation, value);
        }

        if (_function is null && _context.Owner is IMethodSymbol method)
        {
            Arrive(value, operation, path => new ReturnPlace(method, InReturned(path)));
        }
        else if (_function is null && _context.Owner is IPropertySymbol { GetMethod: { } getter })
        {
            Arrive(value, operation, path => new ReturnPlace(getter, InReturned(path)));
        }

        if (isYielded)
        {
            var sequence = Fresh(operation, 1);
            _state = _state with { Heap = _state.Heap.SetItem((sequence, Member.Elements), value) };
            value = AbstractValue.Of(sequence).Holding(value);
        }

        var old = _state.Locations.TryGetValue(ReturnSlot, out var before) ? before : null;
        _state = _state.Set(ReturnSlot, old is null ? value : old.MergedWith(value, () => new PhiKey(_context.Body, _block, ReturnSlot)));

        MemberPath InReturned(MemberPath path) => isYielded ? path.Prepend(Member.Elements) : path;
    }
}
