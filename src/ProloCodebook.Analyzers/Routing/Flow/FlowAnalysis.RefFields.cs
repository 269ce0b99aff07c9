using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <content>Members that are another name of a variable (<c>slot.Code = ref code</c>): what is put into the one is in the other.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary>A member, or the elements of a span, is another name of a variable from here on.</summary>
    private void NoteReferred(AbstractValue owner, Member member, IOperation variable)
    {
        if (VariableOf(variable) is { } symbol)
        {
            foreach (var o in owner.Objects)
            {
                _context.Referring[(o, member)] = _context.Referring.TryGetValue((o, member), out var others) ? others.Add(symbol) : ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default, symbol);
            }
        }
    }

    /// <summary>A new object whose constructor was given variables by reference may keep those.</summary>
    private void NoteReferred(AbstractValue created, INamedTypeSymbol type, IReadOnlyList<Argument> arguments)
    {
        if (!type.IsRefLikeType)
        {
            return;
        }

        foreach (var argument in arguments.Where(argument => argument.Parameter is { RefKind: not RefKind.None }))
        {
            if (KnownTypes.IsCollection(type))
            {
                NoteReferred(created, Member.Elements, argument.Operation);
            }

            foreach (var field in type.GetMembers().OfType<IFieldSymbol>().Where(field => field.RefKind != RefKind.None))
            {
                NoteReferred(created, Member.Of(field), argument.Operation);
            }
        }
    }

    private static ISymbol? VariableOf(IOperation variable) => variable switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    /// <summary>A variable is assigned: so are the members that are other names of it.</summary>
    private void AssignReferring(object variable, AbstractValue value)
    {
        if (_context.Referring.Count == 0 || variable is not ISymbol symbol)
        {
            return;
        }

        foreach (var (slot, variables) in _context.Referring.Where(pair => pair.Value.Contains(symbol)).Select(pair => (pair.Key, pair.Value)))
        {
            if (variables.Count == 1)
            {
                _state = _state.Set(slot.Object, slot.Member, value);
            }
            else
            {
                PutBeside(slot.Object, slot.Member, value);
            }
        }
    }

    /// <summary>A member is written that is another name of a variable.</summary>
    private void AssignReferred(AbstractValue owner, Member member, AbstractValue value)
    {
        foreach (var variable in _context.Referring.Count == 0 ? [] : owner.Objects.Where(o => _context.Referring.ContainsKey((o, member))).SelectMany(o => _context.Referring[(o, member)]).ToList())
        {
            _state = _state.Set(variable, _state.Locations.TryGetValue(variable, out var old) ? old.MergedWith(value, () => new PhiKey(_context.Body, _block, variable)) : value);
        }
    }
}
