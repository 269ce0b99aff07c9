using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <content>What conversions keep of a value, and what one shows that turns an object into an interface of the library.</content>
internal sealed partial class FlowAnalysis
{
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
            _state = _state.Set(key, Member.Elements, given with { Sources = given.Sources.Union(more) });
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
            _state = _state.Set(o, Member.Elements, _state.Heap.TryGetValue((o, Member.Elements), out var old) ? old.CombinedWith(shown) : shown);
        }

        return value;
    }
}
