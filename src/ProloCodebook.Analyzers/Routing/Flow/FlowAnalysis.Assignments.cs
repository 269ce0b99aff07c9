using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <content>Assignments: to variables, parameters, tuples and what is taken apart.</content>
internal sealed partial class FlowAnalysis
{
    private AbstractValue Assign(ISimpleAssignmentOperation assignment)
    {
        // The target's own parts run first: `Find(c).Code = Next()`.
        EvaluateTarget(assignment.Target);
        if (assignment is { IsRef: true, Target: ILocalReferenceOperation { Local: var alias } })
        {
            _context.Aliases[alias] = assignment.Value;
            return Evaluate(assignment.Value);
        }

        var value = Assign(assignment.Target, Evaluate(assignment.Value));
        if (assignment is { IsRef: true, Target: IFieldReferenceOperation field })
        {
            NoteReferred(Owner(field), Member.Of(Declared(field.Field)), assignment.Value);
        }

        StartCounting(assignment, value);
        return value;
    }

    private void EvaluateTarget(IOperation target)
    {
        switch (target)
        {
            case IPropertyReferenceOperation property:
                Evaluate(property.Instance);
                break;
            case IFieldReferenceOperation { Instance: { } instance }:
                Evaluate(instance);
                break;
        }
    }

    /// <summary>Stores a value and gives it back.</summary>
    private AbstractValue Assign(IOperation target, AbstractValue value)
    {
        switch (target)
        {
            case ILocalReferenceOperation { Local.IsRef: true } local when _context.Aliases.TryGetValue(local.Local, out var aliased):
                Assign(aliased, value);
                break;
            case ILocalReferenceOperation local:
                SetLocation(local.Local, value, target.Syntax);
                break;
            case IParameterReferenceOperation parameter:
                AssignParameter(parameter, value);
                break;
            case IFlowCaptureReferenceOperation capture:
                _state = _state.Set(capture.Id, value);
                if (_captured.TryGetValue(capture.Id, out var originals))
                {
                    originals.ForEach(original => Assign(original, originals.Count == 1 ? value : Evaluate(original).MergedWith(value, () => Fresh(target))));
                }

                break;
            case IFieldReferenceOperation field:
                Separate(field.Instance);
                WriteMember(Owner(field), Member.Of(Declared(field.Field)), value, target);
                break;
            case IPropertyReferenceOperation { Property: { ReturnsByRef: true, GetMethod: { } getter } } property when _context.Analysis.Bodies.HasBody(getter):
                AssignByRef(getter, property.Instance, value, property);
                break;
            case IInvocationOperation { TargetMethod: { ReturnsByRef: true } maker } call:
                AssignByRef(maker, call.Instance, value, call);
                break;
            case IPropertyReferenceOperation { Property: { Name: "Current", ReturnsByRef: true } current, Instance: { } place } when KnownLibrary.IsLibrary(current):
                PutInSpan(Evaluate(place), value, target);
                break;
            case IPropertyReferenceOperation property:
                WriteProperty(property, value);
                break;
            case IArrayElementReferenceOperation element:
                var indices = element.Indices.Select(Evaluate).ToList();
                ReplaceElement(Evaluate(element.ArrayReference), indices is [{ Key: var only }] ? only : null, value, target);
                break;
            case IImplicitIndexerReferenceOperation { IndexerSymbol: IPropertySymbol { ReturnsByRef: true, GetMethod: { } getter } } indexer when _context.Analysis.Bodies.HasBody(getter):
                AssignByRef(getter, indexer.Instance, value, indexer);
                break;
            case IImplicitIndexerReferenceOperation { IndexerSymbol: IPropertySymbol { SetMethod: { Parameters: [var place, var put] } setter } } indexer when _context.Analysis.Bodies.BodiesOf(setter).Count > 0:
                Call(indexer, setter, Evaluate(indexer.Instance), [new Argument(place, Evaluate(indexer.Argument), indexer), new Argument(put, value, indexer)]);
                break;
            case IImplicitIndexerReferenceOperation indexer:
                ReplaceElement(Evaluate(indexer.Instance), null, value, target);
                break;
            case IConversionOperation conversion:
                Assign(conversion.Operand, value);
                break;
            case IDeclarationExpressionOperation declaration:
                Assign(declaration.Expression, value);
                break;
            case ITupleOperation tuple:
                AssignTuple(tuple, value);
                break;
            case IDiscardOperation:
                break;
            default:
                Escape(value, target, "is stored where it cannot be followed");
                break;
        }

        return value;
    }

    /// <summary><c>foreach (ref var code in codes.AsSpan()) code = …</c>: into what the enumerator stands on.</summary>
    private void PutInSpan(AbstractValue enumerator, AbstractValue value, IOperation target)
    {
        var spans = enumerator.Objects.Where(_context.Spans.ContainsKey).Select(o => _context.Spans[o]).ToList();
        if (spans.Count == 0)
        {
            Escape(value, target, "is stored where it cannot be followed");
        }

        foreach (var span in spans.Append(enumerator))
        {
            ReplaceElement(span, null, value, target);
        }
    }

    /// <summary><c>Slot() = code</c>: into the field that a <c>ref</c> return is another name of.</summary>
    private void AssignByRef(IMethodSymbol method, IOperation? instance, AbstractValue value, IOperation target)
    {
        if (_context.Analysis.Bodies.BodiesOf(method) is [var body] && _context.Analysis.WrittenMembers.FieldGivenByRef(body, _context.CancellationToken) is { } field)
        {
            WriteMember(field.IsStatic ? StaticOwner(field) : Evaluate(instance), Member.Of(Declared(field)), value, target, weak: true);
        }
        else
        {
            Escape(value, target, "is stored where it cannot be followed");
        }
    }

    private void SetLocation(object location, AbstractValue value, SyntaxNode at)
    {
        value = Copied(value, at);
        if (value.IsDecision && _state.Locations.TryGetValue(location, out var old) && old is { IsDecision: true, Evaluated.IsKnownTruth: true })
        {
            // `for (…; !denied; …) denied = …;`: what is known is not lost.
            value = old.DecidedAbout.OfType<PastTurnsKey>().Where(past => value.IsAboutTurns(past.Turns)).Aggregate(value, (kept, past) => kept.KeepingPast(past.Turns));
        }

        _state = _state.Set(location, value);
        AssignReferring(location, value);
        _context.NoteAssigned(location, value);
    }

    private void AssignParameter(IParameterReferenceOperation target, AbstractValue value)
    {
        var parameter = target.Parameter;
        if (parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && !SymbolEqualityComparer.Default.Equals(constructor, _context.Owner))
        {
            WriteMember(This(parameter.ContainingType), Member.Of(parameter), value, target);
            return;
        }

        if (parameter is { RefKind: RefKind.Out, ContainingSymbol: IMethodSymbol { ReturnsVoid: false } } && value.Key is OperationKey { Kind: OperationKind.DefaultValue })
        {
            // `d = default; return false;`: a helper that tries is believed what it says.
            value = value.Undecided();
        }

        SetLocation(parameter, parameter.RefKind is RefKind.Out or RefKind.Ref && IsAskedAbout(value) ? CopiedAnew(value) : value, target.Syntax);
        if (parameter.RefKind is RefKind.Out or RefKind.Ref)
        {
            HandOn(value);
            if (_function is null)
            {
                Arrive(value, target, path => new OutPlace(parameter, path));
            }
        }
    }

    private void AssignTuple(ITupleOperation tuple, AbstractValue value)
    {
        for (var i = 0; i < tuple.Elements.Length; i++)
        {
            Assign(tuple.Elements[i], ReadMember(value, Member.TupleElement(i)));
        }
    }

    private AbstractValue Deconstruct(IDeconstructionAssignmentOperation deconstruction)
    {
        var value = Evaluate(deconstruction.Value);
        var target = deconstruction.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : deconstruction.Target;
        if (target is ITupleOperation tuple)
        {
            TakeApart(deconstruction, tuple, value, deconstruction.Value.Type, ImmutableArray<int>.Empty);
        }
        else
        {
            Assign(target, value);
        }

        return value;
    }

    /// <param name="at">Which of the tuples inside of one another it is.</param>
    private void TakeApart(IDeconstructionAssignmentOperation deconstruction, ITupleOperation tuple, AbstractValue value, ITypeSymbol? type, ImmutableArray<int> at)
    {
        var isTuple = type is null or { IsTupleType: true };
        var method = isTuple ? null
            : SourceLanguage.DeconstructorAt(deconstruction.Syntax, at, _context.Analysis.Bodies.ModelOf(deconstruction.Syntax.SyntaxTree))
                ?? type!.GetMembers("Deconstruct").OfType<IMethodSymbol>().FirstOrDefault(member => member.Parameters.Length == tuple.Elements.Length);
        for (var i = 0; i < tuple.Elements.Length; i++)
        {
            var part = isTuple ? ReadMember(value, Member.TupleElement(i)) : Deconstructed(deconstruction, type, method, value, i);
            var element = tuple.Elements[i] is IDeclarationExpressionOperation declaration ? declaration.Expression : tuple.Elements[i];
            if (element is ITupleOperation inner)
            {
                TakeApart(deconstruction, inner, part, isTuple || method is null ? TypeOfElement(type, i) : method.Parameters[i + FirstOut(method)].Type, at.Add(i));
            }
            else
            {
                Assign(element, part);
            }
        }

        static ITypeSymbol? TypeOfElement(ITypeSymbol? type, int position) => type is INamedTypeSymbol { IsTupleType: true, TupleElements: var elements } && position < elements.Length ? elements[position].Type : null;
    }

    /// <summary>The first parameter that a <c>Deconstruct</c> gives something: an extension method gets the object before that.</summary>
    private static int FirstOut(IMethodSymbol method) => method is { IsExtensionMethod: true, ReducedFrom: null } ? 1 : 0;

    /// <summary>What <c>Deconstruct</c> gives at a position: of a record the positional property, of anything else whatever is in the object.</summary>
    private AbstractValue Deconstructed(IOperation operation, ITypeSymbol? type, IMethodSymbol? method, AbstractValue value, int position)
    {
        if (type is INamedTypeSymbol { IsRecord: true } record && method is null or { IsImplicitlyDeclared: true } or { DeclaringSyntaxReferences.IsEmpty: true } && DeconstructedProperty(record, position) is { } property)
        {
            return ReadProperty(operation, property, value);
        }

        if (KnownLibrary.PartsOf(type) is { Count: > 0 } parts && position < parts.Count && PartOf(value, parts[position]) is { } part)
        {
            return part;
        }

        method = method?.ReducedFrom ?? method;
        if (method is not null && position + FirstOut(method) < method.Parameters.Length && _context.Analysis.Bodies.BodiesOf(method) is [var body])
        {
            var arguments = new List<Argument>();
            if (FirstOut(method) > 0)
            {
                arguments.Add(new Argument(method.Parameters[0], value, operation));
                Arrive(value, operation, path => new ParameterPlace(body, IncomingKind.Parameter, body.Parameters[0].OriginalDefinition, path));
            }
            else
            {
                Arrive(value, operation, path => new ParameterPlace(body, IncomingKind.This, body.ContainingType.OriginalDefinition, path));
            }

            var (_, summary) = _context.Analysis.SummaryOf(_context)(body);
            return new SummaryApplication(this, operation, method, method.IsStatic ? AbstractValue.Unknown : value, arguments).Left(body, summary, position + FirstOut(method));
        }

        return new AbstractValue { Key = Fresh(operation, position + 1), Sources = Inside(value), DecidedAbout = value.DecidedAbout, DecidedBy = value.DecidedBy, Evaluated = Evaluated.Always(value.Evaluated.Anyway) };
    }
}
