using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProloCodebook.References;
using ProloCodebook.Routing;

namespace ProloCodebook.Tests.Routing;

/// <summary>The values of the flow analysis and how they join: sets of evaluated values, paths into objects, objects, what is known of one value.</summary>
public sealed class FlowValueTests
{
    private static readonly ValueKey s_a = new CodeKey("A");
    private static readonly ValueKey s_b = new CodeKey("B");
    private static readonly ValueKey s_c = new CodeKey("C");
    private static readonly ValueKey s_any = AnyKey.Instance;

    private static readonly Member s_x = new("X", null);
    private static readonly Member s_y = new("Y", null);

    private static readonly SyntaxNode s_call = SyntaxFactory.ParseExpression("F()");
    private static readonly SyntaxNode s_other = SyntaxFactory.ParseExpression("G()");

    [Fact]
    public void A_set_holds_its_keys_and_everything_holds_all()
    {
        var set = KeySet.Of([s_a, s_b]);

        Assert.True(set.Contains(s_a));
        Assert.False(set.Contains(s_c));
        Assert.True(set.ContainsAny([s_c, s_b]));
        Assert.False(set.ContainsAny([s_c]));
        Assert.False(set.ContainsAny([]));
        Assert.False(KeySet.Empty.ContainsAny([s_a]));
        Assert.True(KeySet.Everything.Contains(s_c));
        Assert.True(KeySet.Everything.ContainsAny([]));
        Assert.True(KeySet.Empty.IsEmpty);
        Assert.False(KeySet.Everything.IsEmpty);
        Assert.False(set.IsEmpty);
        Assert.Same(KeySet.Empty, KeySet.Of([]));
        Assert.False(set.IsEverything);
    }

    [Fact]
    public void Keys_are_added_and_removed()
    {
        var set = KeySet.Of([s_a]);

        Assert.Same(set, set.Add(s_a));
        Assert.Equal(KeySet.Of([s_a, s_b]), set.Add(s_b));
        Assert.Same(KeySet.Everything, KeySet.Everything.Add(s_a));
        Assert.Same(set, set.Remove(s_b));
        Assert.True(set.Remove(s_a).IsEmpty);
        Assert.Same(KeySet.Everything, KeySet.Everything.Remove(s_a));
    }

    [Fact]
    public void A_union_holds_what_either_holds()
    {
        var (a, b) = (KeySet.Of([s_a]), KeySet.Of([s_b]));

        Assert.Equal(KeySet.Of([s_a, s_b]), a.Union(b));
        Assert.Same(a, a.Union(KeySet.Empty));
        Assert.Same(a, KeySet.Empty.Union(a));
        Assert.Same(KeySet.Everything, a.Union(KeySet.Everything));
        Assert.Same(KeySet.Everything, KeySet.Everything.Union(a));
        Assert.Same(KeySet.Everything, KeySet.Empty.Union(KeySet.Everything));
    }

    [Fact]
    public void An_intersection_holds_what_both_hold_and_what_nobody_can_tell_may_be_the_other()
    {
        var (ab, bc, any) = (KeySet.Of([s_a, s_b]), KeySet.Of([s_b, s_c]), KeySet.Of([s_any]));

        Assert.Equal(KeySet.Of([s_b]), ab.Intersect(bc));
        Assert.Same(ab, ab.Intersect(ab));
        Assert.Same(ab, KeySet.Everything.Intersect(ab));
        Assert.Same(ab, ab.Intersect(KeySet.Everything));
        Assert.True(ab.Intersect(KeySet.Empty).IsEmpty);
        Assert.True(KeySet.Empty.Intersect(ab).IsEmpty);
        Assert.True(ab.Intersect(KeySet.Of([s_c])).IsEmpty);
        Assert.Equal(ab, any.Intersect(ab));
        Assert.Equal(ab, ab.Intersect(any));
        Assert.Equal(KeySet.Of([s_any, s_a, s_b]), KeySet.Of([s_any, s_a]).Intersect(KeySet.Of([s_any, s_b])));
        Assert.False(KeySet.Of([s_any, s_a]).Intersect(KeySet.Of([s_any, s_b])).IsEverything);
        Assert.False(ab.Intersect(bc).IsEverything);
    }

    [Fact]
    public void Sets_are_equal_by_what_they_hold()
    {
        Assert.True(KeySet.Of([s_a, s_b]).Equals(KeySet.Of([s_b, s_a])));
        Assert.False(KeySet.Of([s_a]).Equals(KeySet.Of([s_b])));
        Assert.False(KeySet.Of([s_a]).Equals(KeySet.Of([s_a, s_b])));
        Assert.False(KeySet.Empty.Equals(KeySet.Everything));
        Assert.False(KeySet.Empty.Equals(null));
        Assert.False(KeySet.Empty.Equals(new object()));
        Assert.Equal(KeySet.Of([s_a]).GetHashCode(), KeySet.Of([s_b]).GetHashCode());
    }

    [Fact]
    public void What_was_evaluated_goes_by_the_outcome()
    {
        var (a, b, c) = (KeySet.Of([s_a]), KeySet.Of([s_a, s_b]), KeySet.Of([s_a, s_c]));
        var evaluated = new Evaluated(a, b, c);

        Assert.Equal(a, evaluated.When(true));
        Assert.Equal(b, evaluated.When(false));
        Assert.Equal(new Evaluated(b, a, c), evaluated.Not());
        Assert.Equal(a, evaluated.Anyway);
        Assert.Equal(KeySet.Of([s_a, s_b]), new Evaluated(b, b, c).WhenNotNull);
        Assert.Equal(KeySet.Of([s_a]), new Evaluated(b, b, c).Anyway);
        Assert.Equal(KeySet.Of([s_a]), new Evaluated(b, c, b).Anyway);
        Assert.Equal(KeySet.Of([s_a]), new Evaluated(b, c, b).WhenNotNull);
        Assert.Same(evaluated, evaluated.With(KeySet.Empty));
        Assert.Equal(new Evaluated(KeySet.Of([s_a, s_c]), KeySet.Of([s_a, s_b, s_c]), c), evaluated.With(KeySet.Of([s_c])));
        Assert.Same(evaluated, evaluated.Intersect(evaluated));
        Assert.Equal(new Evaluated(a, a, a), evaluated.Intersect(new Evaluated(a, a, a)));
        Assert.Equal(new Evaluated(a, b, a), evaluated.Intersect(new Evaluated(b, b, b)));
        Assert.Same(Evaluated.Nothing, Evaluated.Always(KeySet.Empty));
        Assert.Equal(new Evaluated(b, b, b), Evaluated.Always(b));
        Assert.Equal(Evaluated.Always(KeySet.Of([s_a, s_b])), Evaluated.Always(a).Combine(Evaluated.Always(KeySet.Of([s_b]))));
        Assert.Equal(Evaluated.Always(a), new Evaluated(b, c, b).Combine(Evaluated.Nothing));
    }

    [Fact]
    public void A_constant_has_one_outcome()
    {
        Assert.Equal(new Evaluated(KeySet.Empty, KeySet.Everything, KeySet.Everything), Evaluated.Constant(true));
        Assert.Equal(new Evaluated(KeySet.Everything, KeySet.Empty, KeySet.Everything), Evaluated.Constant(false));
        Assert.Equal(new Evaluated(KeySet.Everything, KeySet.Everything, KeySet.Empty), Evaluated.Constant(null));
        Assert.Same(Evaluated.Nothing, Evaluated.Constant(1));
    }

    [Fact]
    public void A_path_leads_inwards_and_no_deeper_than_four()
    {
        var path = MemberPath.Empty.Append(s_x).Append(s_y);

        Assert.Equal("X.Y", path.ToString());
        Assert.Equal(2, path.Length);
        Assert.Equal(s_y, path[1]);
        Assert.Equal("Y", path.From(1).ToString());
        Assert.Same(path, path.From(0));
        Assert.Equal("Y.X.Y", path.Prepend(s_y).ToString());
        Assert.Equal("X.Y.X.Y", path.Append(path).ToString());
        Assert.Equal("X.Y.X.Y", path.Append(path).Append(s_x).ToString());
        Assert.Equal("Y.X.Y.X", path.Append(path).Prepend(s_y).ToString());
        Assert.Equal("Y.X.Y.X", path.Append(s_x).Prepend(s_y).ToString());
        Assert.Equal("X.Y.X.Y", path.Append(s_x).Append(s_y).ToString());
    }

    [Fact]
    public void A_path_is_read_below_another()
    {
        var path = MemberPath.Empty.Append(s_x).Append(s_y);

        Assert.Equal("Y", path.After(MemberPath.Empty.Append(s_x))!.ToString());
        Assert.Equal("X.Y", path.After(MemberPath.Empty)!.ToString());
        Assert.Equal(0, path.After(path)!.Length);
        Assert.Equal(0, path.After(path.Append(s_x))!.Length);
        Assert.Null(path.After(MemberPath.Empty.Append(s_y)));
        Assert.Null(path.After(MemberPath.Empty.Append(s_x).Append(s_x)));
        Assert.Equal("Y.X", path.Append(s_x).After(MemberPath.Empty.Append(s_x))!.ToString());
    }

    [Fact]
    public void Paths_are_equal_by_their_members()
    {
        Assert.Equal(MemberPath.Empty.Append(s_x).Append(s_y), MemberPath.Empty.Append(s_y).Prepend(s_x));
        Assert.Equal(MemberPath.Empty.Append(s_x).GetHashCode(), MemberPath.Empty.Prepend(s_x).GetHashCode());
        Assert.NotEqual(MemberPath.Empty.Append(s_x), MemberPath.Empty.Append(s_y));
        Assert.NotEqual(MemberPath.Empty.Append(s_x), MemberPath.Empty);
        Assert.False(MemberPath.Empty.Equals(null));
        Assert.False(MemberPath.Empty.Equals(new object()));
        Assert.False(s_x.Equals(null));
        Assert.False(s_x.Equals(s_y));
        Assert.True(s_x.Equals(new Member("X", null)));
    }

    [Fact]
    public void Members_have_names_of_their_own()
    {
        Assert.Equal("Item1", Member.TupleElement(0).Name);
        Assert.Equal("(1)", Member.Left(1).Name);
        Assert.True(Member.Left(0).IsOfCall);
        Assert.True(Member.Result.IsOfCall);
        Assert.False(Member.Elements.IsOfCall);
        Assert.False(s_x.IsOfCall);
        Assert.Equal(4, new[] { Member.Elements, Member.Size, Member.Result, Member.Left(0) }.Distinct().Count());
    }

    [Fact]
    public void A_key_knows_its_depth()
    {
        var member = new MemberKey(new MemberKey(s_a, s_x), s_y);

        Assert.Equal((0, 1, 2), (s_a.Depth, new MemberKey(s_a, s_x).Depth, member.Depth));
        Assert.Equal(3, new ElementKey(member, s_a).Depth);
        Assert.Equal(3, new ElementKey(s_a, member).Depth);
        Assert.Equal(1, new ElementKey(s_a, s_b).Depth);
    }

    [Fact]
    public void A_heap_keeps_members_by_object()
    {
        var value = AbstractValue.Of(s_c);
        var heap = ObjectHeap.Empty.SetItem((s_a, s_x), value);

        Assert.True(ObjectHeap.Empty.IsEmpty);
        Assert.False(heap.IsEmpty);
        Assert.True(heap.ContainsKey((s_a, s_x)));
        Assert.False(heap.ContainsKey((s_a, s_y)));
        Assert.False(heap.ContainsKey((s_b, s_x)));
        Assert.True(heap.TryGetValue((s_a, s_x), out var found));
        Assert.Same(value, found);
        Assert.Same(heap, heap.SetItem((s_a, s_x), value));
        Assert.Equal(2, heap.SetItem((s_a, s_y), value).Of(s_a).Count);
        Assert.Same(heap, heap.Remove((s_a, s_y)));
        Assert.Empty(heap.Remove((s_a, s_x)).Of(s_a));
        Assert.Equal([s_a], heap.Objects);
    }

    [Fact]
    public void Heaps_are_the_same_by_what_they_hold()
    {
        var heap = ObjectHeap.Empty.SetItem((s_a, s_x), AbstractValue.Of(s_c));

        Assert.True(heap.Same(ObjectHeap.Empty.SetItem((s_a, s_x), AbstractValue.Of(s_c))));
        Assert.True(heap.Same(heap));
        Assert.False(heap.Same(ObjectHeap.Empty));
        Assert.False(ObjectHeap.Empty.Same(heap));
        Assert.False(heap.Same(ObjectHeap.Empty.SetItem((s_a, s_x), AbstractValue.Of(s_b))));
        Assert.False(heap.Same(ObjectHeap.Empty.SetItem((s_a, s_y), AbstractValue.Of(s_c))));
        Assert.False(heap.Same(ObjectHeap.Empty.SetItem((s_b, s_x), AbstractValue.Of(s_c))));
        Assert.False(heap.Same(heap.SetItem((s_a, s_y), AbstractValue.Of(s_c))));
        Assert.False(heap.SetItem((s_b, s_x), AbstractValue.Of(s_c)).Same(heap.SetItem((s_b, s_x), AbstractValue.Of(s_b))));
    }

    [Fact]
    public void Where_paths_meet_members_are_merged()
    {
        var (a, b, c) = (AbstractValue.Of(s_a), AbstractValue.Of(s_b), AbstractValue.Of(s_c));
        var left = ObjectHeap.Empty.SetItem((s_a, s_x), a).SetItem((s_a, s_y), b).SetItem((s_b, s_x), a);
        var right = ObjectHeap.Empty.SetItem((s_a, s_x), c).SetItem((s_a, s_y), AbstractValue.Of(s_b)).SetItem((s_c, s_x), c);
        var asked = new List<string>();

        var merged = left.MergedWith(
            right,
            (slot, mine, theirs) => { asked.Add($"{Name(slot)} both"); return mine.CombinedWith(theirs); },
            (slot, value, isMine) => { asked.Add($"{Name(slot)} {(isMine ? "left" : "right")}"); return value; });

        Assert.Equal(["A.X both", "B.X left", "C.X right"], asked.Order(StringComparer.Ordinal));
        Assert.Equal([s_a, s_c], merged.Of(s_a)[s_x].Objects.OrderBy(key => ((CodeKey)key).Code, StringComparer.Ordinal));
        Assert.Same(b, merged.Of(s_a)[s_y]);
        Assert.Same(a, merged.Of(s_b)[s_x]);
        Assert.Same(c, merged.Of(s_c)[s_x]);
        Assert.Same(left, left.MergedWith(left, (_, mine, _) => mine, (_, value, _) => value));

        static string Name((ValueKey Object, Member Member) slot) => ((CodeKey)slot.Object).Code + "." + slot.Member.Name;
    }

    [Fact]
    public void What_was_there_before_is_told_by_its_owner()
    {
        var symbol = CSharpCompilation.Create("x").GlobalNamespace;

        Assert.True(ObjectHeap.IsFromBefore(new SymbolKey(symbol)));
        Assert.True(ObjectHeap.IsFromBefore(new MemberKey(new SymbolKey(symbol), s_x)));
        Assert.False(ObjectHeap.IsFromBefore(new MemberKey(s_a, s_x)));
        Assert.False(ObjectHeap.IsFromBefore(s_a));
    }

    [Fact]
    public void A_value_of_two_others_is_what_both_are()
    {
        var (first, second) = (Full(s_a, s_call, true), Full(s_b, s_other, false));
        var all = first.CombinedWith(second);

        Assert.Equal(s_a, all.Key);
        Assert.Equal(2, all.Sources.Count);
        Assert.Equal(2, all.Objects.Count);
        Assert.Equal(2, all.DecidedAbout.Count);
        Assert.Equal(2, all.DecidedBy.Count);
        Assert.Equal(2, all.Comparisons.Count);
        Assert.Empty(all.Matched);
        Assert.Equal(Evaluated.Always(KeySet.Of([s_a, s_b])), all.Evaluated);
        Assert.True(all.IsPending);
        Assert.True(second.CombinedWith(first).IsPending);
        Assert.False(second.CombinedWith(second with { Key = s_c }).IsPending);
        Assert.Equal(KeySet.Of([s_a, s_b]), all.Awaited);
        Assert.Same(first, first.CombinedWith(AbstractValue.Unknown));
        Assert.Same(first, AbstractValue.Unknown.CombinedWith(first));
    }

    [Fact]
    public void A_value_on_either_path_is_certain_of_what_holds_on_both()
    {
        var (first, second) = (Full(s_a, s_call, true), Full(s_b, s_other, false));
        var either = first.MergedWith(second, () => s_c);

        Assert.Equal(s_c, either.Key);
        Assert.Equal(2, either.Sources.Count);
        Assert.Equal(2, either.Objects.Count);
        Assert.Equal(2, either.DecidedAbout.Count);
        Assert.Equal(2, either.DecidedBy.Count);
        Assert.Equal(2, either.Comparisons.Count);
        Assert.Empty(either.Matched);
        Assert.True(either.Evaluated.Anyway.IsEmpty);
        Assert.True(either.IsPending);
        Assert.True(either.Awaited.IsEmpty);
        Assert.Null(either.Part);
        Assert.Same(first, first.MergedWith(first, () => s_c));
        Assert.Same(first, first.MergedWith(Full(s_a, s_call, true), () => s_c));
        Assert.Equal(s_a, first.MergedWith(first with { IsPending = false }, () => s_c).Key);
        Assert.Equal(first.Part, first.MergedWith(first with { IsPending = false }, () => s_c).Part);
        Assert.Equal(s_c, (first with { Key = null }).MergedWith(second with { Key = null }, () => s_c).Key);
        Assert.Equal(s_c, (first with { Key = null }).MergedWith(second, () => s_c).Key);
        Assert.Single(first.MergedWith(first with { IsPending = false }, () => s_c).Matched);
    }

    [Fact]
    public void Values_are_equal_where_all_is_equal()
    {
        var value = Full(s_a, s_call, true);
        AbstractValue[] others =
        [
            value with { Key = s_b }, value with { Key = null }, value with { Part = s_c }, value with { IsPending = false }, value with { Awaited = KeySet.Empty },
            value with { Sources = ImmutableHashSet<Source>.Empty }, value with { Sources = Full(s_b, s_other, true).Sources },
            value with { Objects = ImmutableHashSet<ValueKey>.Empty }, value with { Objects = ImmutableHashSet.Create(s_b) },
            value with { DecidedAbout = ImmutableHashSet.Create(s_b) }, value with { DecidedBy = ImmutableHashSet.Create(s_other) },
            value with { Comparisons = ImmutableHashSet<ComparisonOutcome>.Empty }, value with { Matched = ImmutableHashSet<Match>.Empty }, value with { Evaluated = Evaluated.Nothing },
        ];

        Assert.Equal(value, Full(s_a, s_call, true));
        Assert.Equal(value.GetHashCode(), Full(s_a, s_call, true).GetHashCode());
        Assert.All(others, other => Assert.NotEqual(value, other));
        Assert.All(others, other => Assert.NotEqual(other, value));
        Assert.False(value.Equals(null));
    }

    [Fact]
    public void What_is_made_of_a_value_keeps_where_it_comes_from_and_no_more()
    {
        var value = Full(s_a, s_call, false) with { Evaluated = new Evaluated(KeySet.Of([s_a, s_b]), KeySet.Of([s_a]), KeySet.Of([s_a])) };
        var made = value.Derived(s_c);

        Assert.Equal(s_c, made.Key);
        Assert.Equal(value.Sources, made.Sources);
        Assert.Empty(made.Comparisons);
        Assert.Empty(made.Matched);
        Assert.Equal(Evaluated.Always(KeySet.Of([s_a])), made.Evaluated);
    }

    [Fact]
    public void A_value_says_what_another_says_of_decisions()
    {
        var decision = Full(s_a, s_call, false) with { Evaluated = new Evaluated(KeySet.Of([s_a, s_b]), KeySet.Of([s_a]), KeySet.Of([s_a])) };
        var value = AbstractValue.Of(s_c);
        var said = value.DecidedAs(decision);

        Assert.Same(value, value.DecidedAs(AbstractValue.Of(s_b)));
        Assert.Equal(s_c, said.Key);
        Assert.Equal(decision.DecidedAbout, said.DecidedAbout);
        Assert.Equal(decision.DecidedBy, said.DecidedBy);
        Assert.Equal(Evaluated.Always(KeySet.Of([s_a])), said.Evaluated);
        Assert.False(value.IsDecision);
        Assert.True(said.IsDecision);
    }

    [Fact]
    public void A_decision_is_about_what_was_asked()
    {
        var decision = AbstractValue.Decision([s_a, s_b], s_c, s_call);

        Assert.Equal(s_c, decision.Key);
        Assert.Equal(Evaluated.Always(KeySet.Of([s_a, s_b])), decision.Evaluated);
        Assert.Equal([s_call], decision.DecidedBy);
        Assert.Empty(AbstractValue.Decision([s_a], s_c).DecidedBy);
        Assert.Equal([s_a], AbstractValue.Of(s_a).Objects);
    }

    private static AbstractValue Full(ValueKey key, SyntaxNode node, bool isPending) => new()
    {
        Key = key,
        Part = key,
        Sources = ImmutableHashSet.Create<Source>(new ReferenceSource(node, new GuardedCode("M0076", "", "HcpcsM0076"))),
        Objects = ImmutableHashSet.Create(key),
        DecidedAbout = ImmutableHashSet.Create(key),
        DecidedBy = ImmutableHashSet.Create(node),
        Comparisons = ImmutableHashSet.Create(new ComparisonOutcome(node, true, key, null)),
        Matched = ImmutableHashSet.Create(new Match(node, MemberPath.Empty)),
        Evaluated = Evaluated.Always(KeySet.Of([key])),
        IsPending = isPending,
        Awaited = KeySet.Of([key]),
    };
}
