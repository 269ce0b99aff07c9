using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <content>Groups that a query makes by a key.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary><c>codes.GroupBy(c => Evaluate(c, payer).IsGoverned)</c>: the key of a group says of each of its elements what the decision says.</summary>
    private AbstractValue GroupOf(IOperation operation, AbstractValue key, AbstractValue elements, IReadOnlyList<Argument> arguments)
    {
        var group = CollectionOf(elements, operation, 6);
        var all = MemberKey.AllOf(group.Key!);
        var about = key.DecidedAbout.Where(key.Evaluated.Anyway.Contains).Select(name => InsideParameter(name, arguments)).OfType<MemberPath>().Select(path => path.From(all)).ToImmutableHashSet();
        var shared = key.Derived(Fresh(operation, 5)) with { DecidedAbout = about, DecidedBy = about.IsEmpty ? ImmutableHashSet<SyntaxNode>.Empty : key.DecidedBy, Evaluated = Evaluated.Always(KeySet.Of(about)) };
        _state = _state.Set(group.Key!, Member.GroupKey, shared);
        return group;
    }

    /// <summary>The groups in what a body gives back whose key says what the decisions say about their elements.</summary>
    private ImmutableArray<(MemberPath At, MemberPath Asked)> GroupsAskedIn(IReadOnlyList<(MemberPath Inside, AbstractValue Holder)> holders)
        => holders.Where(found => found.Holder.Objects.Count == 1 && found.Inside.IsExact)
            .SelectMany(found => _state.Heap.TryGetValue((found.Holder.Objects.First(), Member.GroupKey), out var key) ? key.DecidedAbout.Where(key.Evaluated.Anyway.Contains).Select(PathIn).OfType<MemberPath>().Select(asked => (found.Inside, asked)) : [])
            .Distinct().OrderBy(group => group.Inside.ToString(), StringComparer.Ordinal).ThenBy(group => group.asked.ToString(), StringComparer.Ordinal).ToImmutableArray();

    /// <summary>The same of what a call gave.</summary>
    private void MarkGroup(ValueKey group, IReadOnlyList<MemberPath> asked, IOperation operation)
    {
        var about = asked.Select(path => path.From(MemberKey.AllOf(group))).ToImmutableHashSet();
        _state = _state.Set(group, Member.GroupKey, AbstractValue.Decision(about, new MemberKey(group, Member.GroupKey), operation.Syntax));
    }

    /// <summary>The key of a group: what it says, it says of the elements of this very group.</summary>
    private AbstractValue? KeyOfGroup(AbstractValue group)
    {
        if (group.Objects.Count != 1 || group.Objects.First() is not { } o || !_state.Heap.TryGetValue((o, Member.GroupKey), out var key))
        {
            return null;
        }

        if (group.Key is not { Depth: < 4 } name)
        {
            return key;
        }

        var about = key.DecidedAbout.Select(asked => MemberKey.Moved(asked, MemberKey.AllOf(o), MemberKey.AllOf(name))).OfType<ValueKey>().ToImmutableHashSet();
        return key with { Key = key.Key is CodeKey ? key.Key : new MemberKey(name, Member.GroupKey), DecidedAbout = about, Evaluated = Evaluated.Always(KeySet.Of(about)) };
    }

    /// <summary>One group of a lookup, chosen by what a decision says: its elements have been let through.</summary>
    private AbstractValue ChosenGroup(AbstractValue group, IOperation operation)
    {
        if (group.Objects.Count != 1 || !_state.Heap.TryGetValue((group.Objects.First(), Member.GroupKey), out var key) || !key.IsDecision)
        {
            return group;
        }

        var paths = key.DecidedAbout.Select(PathIn).OfType<MemberPath>().ToList();
        var elements = ReadMember(group, Member.Elements);
        return CollectionOf(paths.Exists(path => path.Length == 0) ? AbstractValue.Unknown : LetThrough(elements, paths, static _ => false, operation), operation, 7) with { Key = group.Key };
    }
}
