using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <content>Nodes of a <c>LinkedList</c>: an element with its list, into which one can put something else by it.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary>A node that a list, or another of its nodes, gave: who has it may write to the list.</summary>
    /// <param name="from">The list, or the node.</param>
    private AbstractValue InList(AbstractValue node, AbstractValue from, ITypeSymbol? type)
    {
        if (type is not INamedTypeSymbol named || !KnownLibrary.IsNode(named))
        {
            return node;
        }

        var lists = ListsOf(from) is { IsEmpty: false } known ? known : from.Objects;
        _context.LinkedLists.UnionWith(lists);
        return node with { Objects = node.Objects.Union(lists) };
    }

    private ImmutableHashSet<ValueKey> ListsOf(AbstractValue node) => _context.LinkedLists.Count == 0 ? ImmutableHashSet<ValueKey>.Empty : node.Objects.Intersect(_context.LinkedLists);

    /// <summary><c>list.First.Value = "M0076"</c></summary>
    private void PutInNode(AbstractValue node, AbstractValue value, IOperation operation)
    {
        var lists = ListsOf(node);
        if (!lists.IsEmpty)
        {
            ReplaceElement(node with { Key = lists.Count == 1 ? lists.First() : null, Objects = lists }, null, value, operation);
        }

        if (lists.IsEmpty || lists.Count < node.Objects.Count)
        {
            WriteMember(node with { Objects = node.Objects.Except(lists) }, Member.Elements, value, operation, weak: true);
        }
    }
}
