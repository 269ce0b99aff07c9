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

        var made = Fresh(operation);
        if (!operation.ChildOperations.Any() && KnownTypes.IsCollection(operation.Type))
        {
            // `[]`
            MadeEmpty(made, operation);
        }

        return ReferenceEquals(value, AbstractValue.Unknown) ? AbstractValue.Of(made) : WithObject(value.Derived(made));
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
        // `(isVisit ? ref first : ref second) = code`: either.
        var others = _captured.TryGetValue(capture.Id, out var known) ? known : ImmutableList<IOperation>.Empty;
        _captured[capture.Id] = others.Contains(capture.Value) ? others : others.Add(capture.Value);
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

    private AbstractValue Tuple(ITupleOperation tuple)
    {
        var result = AbstractValue.Of(Fresh(tuple));
        for (var i = 0; i < tuple.Elements.Length; i++)
        {
            var element = Evaluate(tuple.Elements[i]);
            _state = _state.Set(result.Key!, Member.TupleElement(i), Copied(element, tuple.Elements[i].Syntax));
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
                _state = _state.Set(result.Key!, Member.Of(target.Property), value);
                result = result.Holding(value);
            }
            else
            {
                Evaluate(initializer);
            }
        }

        return result;
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
}
