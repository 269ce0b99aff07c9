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
        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            return InvokeDelegate(invocation, receiver, arguments);
        }

        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return RunNested(new DelegateTarget(null, method.OriginalDefinition), arguments.ConvertAll(argument => argument.Value), invocation);
        }

        return Call(invocation, method, receiver, arguments);
    }

    private static bool IsConditionallyCompiled(IMethodSymbol method)
        => method.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "ConditionalAttribute", ContainingNamespace.Name: "Diagnostics" });

    private List<Argument> EvaluateArguments(ImmutableArray<IArgumentOperation> arguments)
    {
        var values = new List<Argument>(arguments.Length);
        foreach (var argument in arguments)
        {
            // What an `out` argument held before does not matter.
            var value = argument.Parameter is { RefKind: RefKind.Out } ? AbstractValue.Unknown : Evaluate(argument.Value);
            values.Add(new Argument(argument.Parameter, value, argument.Value));
        }

        return values;
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

        var created = AbstractValue.Of(Fresh(creation));
        if (type.IsRecord && PositionalMembers(constructor) is { } members)
        {
            for (var i = 0; i < arguments.Count; i++)
            {
                var position = arguments[i].Parameter?.Ordinal ?? i;
                WriteMember(created, Member.Of(members[position]), arguments[i].Value, arguments[i].Operation);
            }
        }

        if (_context.Analysis.Bodies.HasBody(constructor))
        {
            Call(creation, constructor, created, arguments);
            return created;
        }

        if (type.Locations.Any(location => location.IsInSource))
        {
            return created;
        }

        if (KnownLibrary.IsLibrary(type))
        {
            foreach (var argument in arguments)
            {
                // A wrapper (list, nullable, lazy, task, pair, builder) holds what it is made from.
                Hold(created, argument.Value, argument.Operation);
            }

            return type.Name is "String" or "ReadOnlySpan" or "Span" or "Memory" or "ReadOnlyMemory" or "Nullable" or "Task" or "ValueTask" && arguments.Count > 0 ? arguments[0].Value : created;
        }

        CallUnknown(creation, constructor, AbstractValue.Unknown, arguments);
        return created;
    }

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
            return FromDecision(operation, arguments.Aggregate(receiver, (all, argument) => all.CombinedWith(argument.Value)));
        }

        if (symbols.IsProcedureCode(method.ContainingType))
        {
            return CallProcedureCode(operation, method, receiver, arguments);
        }

        if (_context.Exemptions.IsLoggingCall(method))
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

        var library = KnownLibrary.Classify(method);
        if (library != LibraryCall.Unknown)
        {
            return CallLibrary(operation, method, library, receiver, arguments);
        }

        var bodies = _context.Analysis.Bodies.BodiesOf(method);
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
        var decision = AbstractValue.Decision(about, Fresh(operation)) with { IsPending = isTask };
        if (!isTask)
        {
            Complete(about);
        }

        if (method.ReturnsVoid)
        {
            // It is declared to route the code, and gives nothing back that could be ignored.
            about.ForEach(key => Happens(FlowEventKind.Guarded, key));
        }

        return decision;
    }

    private static void AddKey(AbstractValue value, List<ValueKey> keys)
    {
        if (value.Key is { } key)
        {
            keys.Add(key);
        }
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

    private AbstractValue CallLogger(IOperation operation, IMethodSymbol method, List<Argument> arguments)
    {
        if (!_context.Exemptions.IsExemptCall(method, operation.Syntax.SyntaxTree))
        {
            foreach (var argument in arguments)
            {
                Escape(argument.Value, argument.Operation, $"is passed to '{method.Name}'");
            }
        }

        return AbstractValue.Of(Fresh(operation));
    }

    private AbstractValue CloneRecord(IOperation operation, AbstractValue original)
    {
        var clone = original with { Key = Fresh(operation), Objects = ImmutableHashSet<ValueKey>.Empty };
        foreach (var pair in _state.Heap)
        {
            if (original.Objects.Contains(pair.Key.Object))
            {
                _state = _state with { Heap = _state.Heap.SetItem((clone.Key!, pair.Key.Member), pair.Value) };
            }
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

        return AbstractValue.Of(Fresh(operation));
    }

    /// <summary>What the other arguments of a call are computed from: <c>Bill(c, denied ? 0m : 120m)</c>.</summary>
    private KeySet DecidedByOthers(List<Argument> arguments, int index)
    {
        var about = KeySet.Empty;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (i != index && arguments[i].Value.IsDecision)
            {
                about = about.Union(KeySet.Of(arguments[i].Value.DecidedAbout.Where(key => arguments[i].Value.Evaluated.Anyway.Contains(key) || _state.Completed.Contains(key))));
            }
        }

        return about;
    }

    /// <summary>Decisions among the arguments are handed on; <c>ref</c> and <c>out</c> arguments hold something new.</summary>
    private void FinishCall(IOperation operation, List<Argument> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            HandOn(arguments[i].Value);
            if (arguments[i].Parameter is { RefKind: RefKind.Out or RefKind.Ref })
            {
                Assign(arguments[i].Operation, AbstractValue.Of(Fresh(arguments[i].Operation, 1)));
            }
        }
    }

    private AbstractValue CallLibrary(IOperation operation, IMethodSymbol method, LibraryCall kind, AbstractValue receiver, List<Argument> arguments)
    {
        switch (kind)
        {
            case LibraryCall.Compare or LibraryCall.Find:
                return CallComparison(operation, method, kind, receiver, arguments);
            case LibraryCall.StoreKeyed:
                Keyed(arguments[0].Value, arguments[1].Value, operation);
                arguments.Skip(1).ToList().ForEach(argument => Hold(receiver, argument.Value, argument.Operation));
                break;
            case LibraryCall.Store:
                arguments.ForEach(argument => Hold(receiver, argument.Value, argument.Operation));
                break;
            case LibraryCall.Wait:
                return Await(operation, arguments.Aggregate(receiver, (all, argument) => all.CombinedWith(argument.Value)));
        }

        return Transform(operation, method, kind, receiver, arguments);
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
        var contents = Content(receiver);
        foreach (var argument in arguments)
        {
            contents = contents.CombinedWith(Content(argument.Value));
        }

        var results = AbstractValue.Unknown;
        foreach (var argument in arguments)
        {
            foreach (var target in argument.Value.Delegates)
            {
                var count = target.Method.Parameters.Length;
                results = results.CombinedWith(RunUncertain(target, Enumerable.Repeat(contents with { Key = null }, count).ToList(), operation));
            }
        }

        var first = arguments.Count > 0 && ReferenceEquals(receiver, AbstractValue.Unknown) ? arguments[0].Value : receiver;
        var isTask = KnownTypes.IsTask(method.ReturnType);
        AbstractValue result;
        if (kind == LibraryCall.SameValue && results == AbstractValue.Unknown)
        {
            result = first;
        }
        else
        {
            var key = Fresh(operation);
            var all = arguments.Aggregate(receiver, (value, argument) => value.CombinedWith(argument.Value));
            result = (all.CombinedWith(results)).Derived(key) with
            {
                Objects = ImmutableHashSet.Create<ValueKey>(key),
                IsPending = isTask && (all.IsPending || results.IsDecision),
                Sources = all.Sources.Union(results.Sources),
                Comparisons = results.Comparisons.Select(comparison => method.Name == "Any" ? comparison : comparison with { Outcome = null }).ToImmutableHashSet(),
            };
            var elements = contents.CombinedWith(results);
            if (!elements.Sources.IsEmpty || !elements.Objects.IsEmpty)
            {
                _state = _state with { Heap = _state.Heap.SetItem((key, Member.Elements), elements) };
            }

            if (!KnownTypes.CanCarry(method.ReturnType))
            {
                result = result with { Sources = ImmutableHashSet<Source>.Empty, Objects = ImmutableHashSet<ValueKey>.Empty };
            }
        }

        foreach (var argument in arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Out or RefKind.Ref })
            {
                Assign(argument.Operation, kind == LibraryCall.SameValue ? first : contents);
            }
        }

        return result;
    }

    /// <summary>The value itself and whatever is in it.</summary>
    private AbstractValue Content(AbstractValue value)
    {
        var content = value with { Delegates = ImmutableHashSet<DelegateTarget>.Empty };
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
        var isInstance = !method.IsStatic && !method.ContainingType.Name.Contains("Comparer");
        var left = isInstance ? receiver : arguments.Count > 0 ? arguments[0].Value : AbstractValue.Unknown;
        var rest = isInstance ? arguments : arguments.Skip(1).ToList();
        var right = rest.Count > 0 ? rest[0].Value : AbstractValue.Unknown;

        var results = AbstractValue.Unknown;
        foreach (var target in arguments.SelectMany(argument => argument.Value.Delegates))
        {
            results = results.CombinedWith(RunUncertain(target, Enumerable.Repeat(Content(left) with { Key = null }, target.Method.Parameters.Length).ToList(), operation));
        }

        LookUp(left, right, operation);
        foreach (var argument in rest)
        {
            if (argument.Parameter is { RefKind: RefKind.Out })
            {
                Assign(argument.Operation, ReadMember(left, Member.Elements) with { Key = Fresh(argument.Operation, 1) });
            }
        }

        bool? matches = kind == LibraryCall.Compare ? true : null;
        return new AbstractValue
        {
            Key = Fresh(operation),
            DecidedAbout = left.DecidedAbout.Union(right.DecidedAbout).Union(results.DecidedAbout),
            Evaluated = Evaluated.Always(left.Evaluated.Anyway.Union(right.Evaluated.Anyway)),
            Comparisons = results.Comparisons.Add(new ComparisonOutcome(operation.Syntax, matches, left.Key, right.Key)),
        };
    }

    /// <summary>What is in a collection, and what is looked up in it, are compared with each other.</summary>
    private void LookUp(AbstractValue collection, AbstractValue value, IOperation operation)
    {
        ArriveCompared(value, collection, operation);
        ArriveCompared(Content(collection), value, operation);
    }

    /// <summary>Calls a method whose body, or whose every implementation's body, is in the compilation.</summary>
    private AbstractValue CallKnown(IOperation operation, IMethodSymbol method, IReadOnlyList<IMethodSymbol> bodies, AbstractValue receiver, List<Argument> arguments)
    {
        if (_recording)
        {
            foreach (var body in bodies)
            {
                _context.Record.Calls.Add(new CallVisit(body, Here));
            }

            _position++;
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

        foreach (var target in arguments.SelectMany(argument => argument.Value.Delegates))
        {
            _context.NoteEscaped(target);
        }

        FinishCall(operation, arguments);
        return new SummaryApplication(this, operation, method, receiver, arguments).Apply(bodies.Select(_context.Analysis.SummaryOf(_context.Session)).ToList());
    }

    private AbstractValue InvokeDelegate(IOperation operation, AbstractValue @delegate, List<Argument> arguments)
    {
        var values = arguments.ConvertAll(argument => argument.Value);
        if (@delegate.Delegates.IsEmpty)
        {
            for (var i = 0; i < arguments.Count; i++)
            {
                Escape(arguments[i].Value, arguments[i].Operation, "is passed to a delegate that can be anything", DecidedByOthers(arguments, i));
            }

            FinishCall(operation, arguments);
            return AbstractValue.Of(Fresh(operation));
        }

        if (@delegate.Delegates.Count == 1)
        {
            return CallTarget(@delegate.Delegates.First(), operation, arguments, values);
        }

        // One of several: what all of them do is certain.
        AbstractValue? result = null;
        var before = _state;
        var after = new List<FlowState>();
        foreach (var target in @delegate.Delegates.OrderBy(target => target.Lambda?.SpanStart ?? 0).ThenBy(target => target.Method.Name, StringComparer.Ordinal))
        {
            _state = before;
            var value = CallTarget(target, operation, arguments, values);
            result = result is null ? value : result.MergedWith(value, () => Fresh(operation));
            after.Add(_state);
        }

        _dead = false;
        _state = FlowState.Merge(after, _context.Body, _block, ConditionOf);
        return result!;
    }

    private AbstractValue CallTarget(DelegateTarget target, IOperation operation, List<Argument> arguments, List<AbstractValue> values)
        => target.Lambda is not null || target.Method.MethodKind == MethodKind.LocalFunction
            ? RunNested(target, values, operation)
            : Call(operation, target.Method, AbstractValue.Unknown, arguments.Select((argument, i) => argument with { Parameter = i < target.Method.Parameters.Length ? target.Method.Parameters[i] : null }).ToList());
}
