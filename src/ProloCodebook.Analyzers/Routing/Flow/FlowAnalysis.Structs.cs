using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <content>
/// Structs and tuples: who reads one has a copy, and what is written to the one afterwards is not in the other. Both are one object here until one of them is written to.
/// </content>
internal sealed partial class FlowAnalysis
{
    /// <summary>Those of the library are views of something (spans), or cannot be written to.</summary>
    private static bool IsStruct(ITypeSymbol? type) => type is { IsValueType: true, TypeKind: TypeKind.Struct } and ({ IsTupleType: true } or { DeclaringSyntaxReferences.IsEmpty: false });

    /// <summary>Notes what is read as a whole: there are two of it now.</summary>
    private void NoteCopied(IOperation operation, AbstractValue value)
    {
        if (!value.Objects.IsEmpty && IsStruct(operation.Type) && IsRead(operation) && !value.Objects.IsSubsetOf(_state.Copied))
        {
            _state = _state with { Copied = _state.Copied.Union(value.Objects) };
        }
    }

    private static bool IsRead(IOperation operation)
        => operation is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation or IFlowCaptureReferenceOperation
            && operation.Parent switch
            {
                IMemberReferenceOperation or IFlowCaptureOperation => false,
                IInvocationOperation call => call.Instance != operation,
                IArgumentOperation { Parameter: { RefKind: not RefKind.None } } => false,
                ISimpleAssignmentOperation assignment => assignment.Target != operation,
                _ => true,
            };

    /// <summary>What is about to be written to becomes an object of its own, where it is a variable of this method. (Elsewhere a write leaves what was there before in place.)</summary>
    private void Separate(IOperation? instance)
    {
        if (_state.Copied.IsEmpty || instance is null || !IsStruct(instance.Type))
        {
            return;
        }

        if (instance is IFieldReferenceOperation inner)
        {
            // `line.Code.Text = …`: what is in a copy is copied, too.
            Separate(inner.Instance);
            return;
        }

        if (OwnVariableOf(instance) is not { } variable || Evaluate(instance) is not { Objects: { IsEmpty: false } objects } value || !objects.Overlaps(_state.Copied))
        {
            return;
        }

        var copy = value with { Key = Fresh(instance, 2), Objects = ImmutableHashSet<ValueKey>.Empty };
        var heap = _state.Heap;
        foreach (var member in objects.SelectMany(o => _state.Heap.Of(o).Keys).Union(instance.Type!.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic).Select(field => Member.Of(Declared(field)))).ToList())
        {
            _context.Budget.Spend(1);
            var held = ReadMember(value, member);
            heap = heap.SetItem((copy.Key!, member), held);
            if (IsStruct(member.Type) && !held.Objects.IsEmpty)
            {
                _state = _state with { Copied = _state.Copied.Union(held.Objects) };
            }
        }

        _state = (_state with { Heap = heap }).Set(variable, copy with { Objects = ImmutableHashSet.Create(copy.Key!) });
        if (instance is IFlowCaptureReferenceOperation capture)
        {
            _state = _state.Set(capture.Id, _state.Locations[variable]);
        }
    }

    /// <summary>The local or the parameter that nobody else can write to; null where it is none.</summary>
    private object? OwnVariableOf(IOperation instance)
        => instance switch
        {
            ILocalReferenceOperation { Local: { IsRef: false } local } => local,
            IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } parameter } when _state.Locations.ContainsKey(parameter) => parameter,
            IFlowCaptureReferenceOperation capture when _captured.TryGetValue(capture.Id, out var originals) && originals.Count == 1 => OwnVariableOf(originals[0]),
            _ => null,
        };
}
