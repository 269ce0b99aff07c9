using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <content>Properties that another one implements or overrides: of an interface, say, of which some classes only store and others compute.</content>
internal sealed partial class FlowAnalysis
{
    private AbstractValue ReadImplementations(IOperation operation, IPropertySymbol property, AbstractValue owner)
    {
        var (stored, computed) = ImplementationsOf(property, property.GetMethod);
        if (stored.Count == 0 && computed.Count == 0)
        {
            return ReadStored(property, owner);
        }

        // An object made here has the members of its own class.
        var own = stored.Where(symbol => owner.Objects.Any(o => _state.Heap.ContainsKey((o, Member.Of(symbol))))).ToList();
        var only = own.Count == 1 && owner.Objects.Count == 1 ? own[0] : stored.Count == 1 ? stored[0] : property;
        var value = ReadStored(only, owner);
        foreach (var other in stored.Prepend(property).Where(symbol => !Equals(Member.Of(symbol), Member.Of(only))))
        {
            var read = ReadStored(other, owner);
            value = value with { Sources = value.Sources.Union(read.Sources), Objects = value.Objects.Union(read.Objects), Delegates = value.Delegates.Union(read.Delegates) };
        }

        if (computed.Count > 0)
        {
            var returned = CallKnown(operation, property.GetMethod!, computed, owner, []);
            _dead = false;
            value = value.MergedWith(returned, () => value.Key ?? Fresh(operation));
        }

        return value;
    }

    private void WriteImplementations(IPropertyReferenceOperation property, AbstractValue owner, AbstractValue value)
    {
        var (stored, computed) = ImplementationsOf(property.Property, property.Property.SetMethod);
        var members = stored.Select(Member.Of).Distinct().ToList();
        if (computed.Count == 0 && members.Count < 2)
        {
            WriteMember(owner, members.Count == 1 ? members[0] : Member.Of(property.Property), value, property);
            return;
        }

        foreach (var member in members)
        {
            WriteMember(owner, member, value, property, weak: true);
        }

        if (computed.Count > 0)
        {
            var setter = property.Property.SetMethod!;
            CallKnown(property, setter, computed, owner, [new Argument(setter.Parameters[setter.Parameters.Length - 1], value, property)]);
            _dead = false;
        }
    }

    /// <summary>Of what may run for an accessor, the properties that only store, and the methods that do more.</summary>
    private (IReadOnlyList<ISymbol> Stored, IReadOnlyList<IMethodSymbol> Computed) ImplementationsOf(IPropertySymbol property, IMethodSymbol? accessor)
    {
        var bodies = _context.Analysis.Bodies;
        var targets = accessor is { IsAbstract: false, IsVirtual: false, IsOverride: false } or null ? [] : bodies.TargetsOf(accessor);
        var computed = targets.Where(bodies.HasBody).ToList();
        var stored = targets.Where(target => !bodies.HasBody(target) && target.Locations.Any(location => location.IsInSource)).Select(target => target.AssociatedSymbol).OfType<IPropertySymbol>();
        return (stored.Distinct<ISymbol>(SymbolEqualityComparer.Default).ToList(), computed);
    }
}
