using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProloCodebook.References;
using ProloCodebook.Routing;
using ProloCodebook.Tests.Harness;

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
    public void Constants_tell_by_which_of_them_a_value_is()
    {
        var (a, b) = (KeySet.Of([s_a]), KeySet.Of([s_b]));
        var either = Evaluated.Constant(1).With(a).Intersect(Evaluated.Constant(2).With(b));

        Assert.Equal(either, Evaluated.Constant(2).With(b).Intersect(Evaluated.Constant(1).With(a)));
        Assert.NotEqual(either, either with { ByConstant = null });
        Assert.True(either.Anyway.IsEmpty);
        Assert.Equal((a, b), (either.WhereEqual(1).WhenTrue, either.WhereEqual(1).WhenFalse));
        Assert.Equal((b, a), (either.WhereEqual(2).WhenTrue, either.WhereEqual(2).WhenFalse));
        Assert.True(either.WhereEqual(3).WhenTrue.IsEverything);
        Assert.True(either.WhereEqual(1L).WhenTrue.IsEmpty);
        Assert.Equal((b, a), (either.Where(constant => (int)constant > 1).WhenTrue, either.Where(constant => (int)constant > 1).WhenFalse));
        Assert.True(either.Where(_ => null).WhenTrue.IsEmpty);
        Assert.True(either.Intersect(Evaluated.Nothing).WhereEqual(1).WhenTrue.IsEmpty);
        Assert.Equal(new HashSet<ValueKey> { s_a, s_b }, either.Any.ToHashSet());
    }

    [Fact]
    public void What_was_said_of_the_elements_so_far_is_said_of_those_before_the_next()
    {
        var turns = new MemberKey(s_a, Member.Turns);
        var past = new PastTurnsKey(turns);
        var all = MemberKey.AllOf(s_b);

        Assert.Equal(KeySet.Of([past, s_c]), KeySet.Of([turns, past, s_c]).PastOf(turns));
        Assert.True(KeySet.Of([turns]).PastOf(turns).IsEmpty);
        Assert.True(KeySet.Of([past]).PastOf(turns).IsEmpty);
        Assert.Equal(KeySet.Of([all]), KeySet.Of([turns, past]).OfAll(turns, [all]));
        Assert.True(KeySet.Of([turns]).OfAll(turns, [all]).IsEmpty);
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
        Assert.Equal(new Evaluated(KeySet.Empty, KeySet.Empty, KeySet.Everything), Evaluated.Constant(1) with { ByConstant = null });
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
    public void Members_that_were_let_through_cover_what_sits_in_them()
    {
        var (x, y) = (MemberPath.Empty.Append(s_x), MemberPath.Empty.Append(s_y));
        var members = MemberPaths.Of([x, y.Append(s_x)]);

        Assert.True(members.Covers(x));
        Assert.True(members.Covers(x.Append(s_y)));
        Assert.True(members.Covers(y.Append(s_x)));
        Assert.False(members.Covers(y));
        Assert.False(members.Covers(MemberPath.Empty));
        Assert.Equal(MemberPaths.Of([x]), members.Below(y));
        Assert.Same(MemberPaths.Empty, members.Below(x));
        Assert.Equal(MemberPaths.Of([y.Append(s_x), y.Append(s_y).Append(s_x)]), members.In(y));
        Assert.Equal(MemberPaths.Of([x.Append(s_y), y.Append(s_x)]), members.Intersect(MemberPaths.Of([x.Append(s_y), y])));
        Assert.Equal(members, MemberPaths.Of([x]).Union(MemberPaths.Of([y.Append(s_x)])));
        Assert.NotEqual(members, MemberPaths.Of([x]));
        Assert.False(members.Equals(null));

        // What may have been cut short says too much.
        Assert.True(MemberPaths.Of([x.Append(s_x).Append(s_x).Append(s_x)]).IsEmpty);
        Assert.True(members.In(x.Append(s_x).Append(s_x)).IsEmpty);
    }

    [Fact]
    public void What_was_let_through_of_a_copy_is_told_from_where_it_sits()
    {
        var source = new ReferenceSource(s_call, new GuardedCode("M0076", "Prolotherapy", "HcpcsM0076"));
        var copy = CopiedSource.Through(source, s_other, MemberPaths.Of([MemberPath.Empty.Append(s_x)]));
        var again = CopiedSource.Through(copy.Of(s_y), s_call, MemberPaths.Of([MemberPath.Empty.Append(s_x)]));

        Assert.Equal(source, Source.Origin(copy));
        Assert.False(copy.IsLetThrough(MemberPath.Empty));
        Assert.True(copy.IsLetThrough(MemberPath.Empty.Append(s_x)));
        Assert.True(((CopiedSource)copy.Of(s_x)).IsLetThrough(MemberPath.Empty));
        Assert.False(again.IsLetThrough(MemberPath.Empty));
        Assert.True(again.IsLetThrough(MemberPath.Empty.Append(s_x)));
        Assert.False(((CopiedSource)copy.Of(s_y)).IsLetThrough(MemberPath.Empty.Append(s_x)));
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
        Assert.Equal(s_a, either.PartOf(first.Sources.Single()));
        Assert.Equal(s_b, either.PartOf(second.Sources.Single()));
        Assert.Same(first, first.MergedWith(first, () => s_c));
        Assert.Same(first, first.MergedWith(Full(s_a, s_call, true), () => s_c));
        Assert.Equal(s_a, first.MergedWith(first with { IsPending = false }, () => s_c).Key);
        Assert.Equal(first.Parts, first.MergedWith(first with { IsPending = false }, () => s_c).Parts);
        Assert.Empty(first.MergedWith(first with { Parts = PartsOf(first, s_b) }, () => s_c).Parts);
        Assert.Empty(first.MergedWith(first with { Parts = ImmutableDictionary<Source, ValueKey>.Empty }, () => s_c).Parts);
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
            value with { Key = s_b }, value with { Key = null }, value with { Parts = PartsOf(value, s_c) }, value with { IsPending = false }, value with { Awaited = KeySet.Empty },
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

    [Fact]
    public void A_decision_is_no_constant_whatever_it_says_by_its_outcome()
    {
        var known = Evaluated.Constant(true);

        Assert.True((AbstractValue.Unknown with { Evaluated = known }).Truth);
        Assert.False((AbstractValue.Unknown with { Evaluated = Evaluated.Constant(false) }).Truth);
        Assert.Null((AbstractValue.Decision([s_a], s_c) with { Evaluated = known }).Truth);
        Assert.Null((AbstractValue.Decision([s_a], s_c) with { Evaluated = Evaluated.Constant(false) }).Truth);
        Assert.Null((AbstractValue.Unknown with { Evaluated = Evaluated.Constant(null) }).Truth);
        Assert.Null(AbstractValue.Unknown.Truth);
    }

    [Fact]
    public void A_value_is_of_a_few_groups_and_no_more()
    {
        var value = AbstractValue.Of(s_c).In([s_a]);

        Assert.Equal([s_a], value.Groups);
        Assert.Same(value, value.In([s_a]));
        Assert.Same(value, value.In([]));
        Assert.Equal(2, value.In([s_b]).Groups.Count);
        Assert.Same(value, value.In(Enumerable.Range(0, 20).Select(i => new ConstantKey(i))));
    }

    [Fact]
    public void What_is_in_an_object_is_the_copies_that_were_made_of_it()
    {
        var (source, other) = (Full(s_a, s_call, false).Sources.Single(), Full(s_a, s_other, false).Sources.Single());
        var copy = new CopiedSource(source, s_other);
        var owner = AbstractValue.Of(s_b) with { Copies = ImmutableHashSet.Create(copy) };
        var inside = AbstractValue.Unknown with { Sources = ImmutableHashSet.Create(source, other) };

        Assert.Same(inside, inside.Inside(AbstractValue.Of(s_b)));
        Assert.Same(AbstractValue.Unknown, AbstractValue.Unknown.Inside(owner));
        Assert.Equal(ImmutableHashSet.Create(copy, other), inside.Inside(owner).Sources, (left, right) => left.SetEquals(right));
        Assert.Equal([copy], inside.Inside(owner).Copies);
        Assert.Equal([copy], AbstractValue.Of(s_c).Inside(owner).Copies);
    }

    [Fact]
    public void A_group_is_all_elements_or_those_left_or_given_so_far_and_what_is_in_each()
    {
        Assert.True(MemberKey.IsGroup(MemberKey.AllOf(s_a)));
        Assert.True(MemberKey.IsGroup(MemberKey.AllOf(s_a).Left()));
        Assert.True(MemberKey.IsGroup(new MemberKey(s_a, Member.Turns)));
        Assert.True(MemberKey.IsGroup(new MemberKey(MemberKey.AllOf(s_a), s_x)));
        Assert.True(MemberKey.IsGroup(new MemberKey(new MemberKey(s_a, Member.Kept), s_x)));
        Assert.False(MemberKey.IsGroup(new MemberKey(s_a, s_x)));
        Assert.False(MemberKey.IsGroup(new MemberKey(s_a, Member.Elements)));
        Assert.False(MemberKey.IsGroup(s_a));
    }

    [Fact]
    public void What_happens_to_a_collection_happens_to_its_elements()
    {
        var code = new MemberKey(MemberKey.AllOf(s_a), s_x);

        Assert.True(MemberKey.IsWithin(code, s_a));
        Assert.False(MemberKey.IsWithin(code, s_b));
        Assert.False(MemberKey.IsWithin(s_a, code));
        Assert.True(MemberKey.IsTouched(code, s_a));
        Assert.True(MemberKey.IsTouched(code, new MemberKey(s_any, s_x)));
        Assert.False(MemberKey.IsTouched(code, new MemberKey(s_any, s_y)));
        Assert.False(MemberKey.IsTouched(code, new MemberKey(s_b, s_x)));
        Assert.True(MemberKey.IsTouched(new MemberKey(code, s_y), new MemberKey(s_any, s_x)));
        Assert.Equal(new MemberKey(MemberKey.AllOf(s_b), s_x), MemberKey.Moved(code, s_a, s_b));
        Assert.Equal(s_b, MemberKey.Moved(code, code, s_b));
        Assert.Null(MemberKey.Moved(code, s_c, s_b));
        Assert.Null(MemberKey.TurnsIn(code));
        Assert.Equal(new MemberKey(s_a, Member.Turns), MemberKey.TurnsIn(new MemberKey(new MemberKey(s_a, Member.Turns), s_x)));
    }

    [Fact]
    public void What_came_in_is_asked_in_one_order()
    {
        var compilation = Compile();
        var (first, second) = ((ISymbol)compilation.GetTypeByMetadataName("A")!, (ISymbol)compilation.GetTypeByMetadataName("B")!);
        IncomingSource[] sources =
        [
            new(IncomingKind.Parameter, first, MemberPath.Empty), new(IncomingKind.Parameter, first, MemberPath.Empty.Append(s_x)), new(IncomingKind.Parameter, first, MemberPath.Empty.Append(s_y)),
            new(IncomingKind.Parameter, second, MemberPath.Empty), new(IncomingKind.This, first, MemberPath.Empty),
        ];

        Assert.Equal(sources, IncomingSource.InOrder(sources.Reverse()));
        Assert.Equal(sources, IncomingSource.InOrder([sources[3], sources[1], sources[4], sources[0], sources[2]]));
    }

    [Fact]
    public void Decided_arguments_are_about_all_that_they_are_computed_from()
    {
        var both = new DecidedArguments(KeySet.Of([s_a]), ImmutableHashSet.Create(s_call)).And(new DecidedArguments(KeySet.Of([s_b]), ImmutableHashSet.Create(s_other)));

        Assert.Equal(KeySet.Of([s_a, s_b]), both.About);
        Assert.Equal(2, both.Calls.Count);
    }

    [Fact]
    public void A_state_changes_only_where_something_is_new()
    {
        var state = FlowState.Start.Set("x", AbstractValue.Of(s_a));

        Assert.Same(state, state.Set("x", AbstractValue.Of(s_a)));
        Assert.Equal(AbstractValue.Of(s_b), state.Set("x", AbstractValue.Of(s_b)).Locations["x"]);
        Assert.Same(state, state.Complete(KeySet.Empty));
        Assert.Same(state, state.Complete(KeySet.Everything));
        Assert.Equal(KeySet.Of([s_a]), state.Complete(KeySet.Of([s_a])).Completed);
        Assert.Same(state, state.Forget(s_a));
        Assert.True(state.Complete(KeySet.Of([s_a])).Forget(s_a).Completed.IsEmpty);
    }

    [Fact]
    public void States_are_the_same_by_all_that_holds()
    {
        var test = new DecisionTest(s_call, 1);
        var state = FlowState.Start.Set("x", AbstractValue.Of(s_a)).Complete(KeySet.Of([s_a])) with { Tests = FlowState.Start.Tests.SetItem(test, TestOutcomes.True), Equal = FlowState.Start.Equal.Add((s_b, s_a)), MayMatch = MatchSet.Empty.Add(Compared(s_a)) };
        FlowState[] others =
        [
            state.Set("x", AbstractValue.Of(s_b)), state.Set("y", AbstractValue.Of(s_a)), state.Complete(KeySet.Of([s_b])), state with { Tests = state.Tests.SetItem(test, TestOutcomes.False) }, state with { Tests = state.Tests.Clear() },
            state with { Equal = state.Equal.Clear() }, state with { Known = state.Known.Add(s_a, true) }, state with { MayMatch = MatchSet.Empty }, state with { Heap = ObjectHeap.Empty.SetItem((s_a, s_x), AbstractValue.Of(s_c)) },
        ];

        Assert.True(state.Same(FlowState.Start.Set("x", AbstractValue.Of(s_a)).Complete(KeySet.Of([s_a])) with { Tests = FlowState.Start.Tests.SetItem(new DecisionTest(s_call, 1), TestOutcomes.True), Equal = FlowState.Start.Equal.Add((s_b, s_a)), MayMatch = MatchSet.Empty.Add(Compared(s_a)) }));
        Assert.All(others, other => Assert.False(state.Same(other)));
        Assert.All(others, other => Assert.False(other.Same(state)));
    }

    [Fact]
    public void What_was_answered_before_is_known_where_every_way_has_the_same_answer()
    {
        var yes = FlowState.Start with { Known = FlowState.Start.Known.Add(s_a, true) };
        var no = FlowState.Start with { Known = FlowState.Start.Known.Add(s_a, false) };

        Assert.True(yes.KnownOutcome(s_a));
        Assert.False(yes.KnownOutcome(NotKey.Of(s_a)));
        Assert.True(yes.KnownOutcome(NotKey.Of(NotKey.Of(s_a))));
        Assert.True(yes.KnownOutcome(s_b) is null);
        Assert.True(Merge(yes, yes).KnownOutcome(s_a));
        Assert.True(Merge(yes, no).KnownOutcome(s_a) is null);
        Assert.True(Merge(yes, FlowState.Start).KnownOutcome(s_a) is null);
        Assert.True(Merge(FlowState.Start, yes).KnownOutcome(s_a) is null);
        Assert.True(yes.Forget(s_a).KnownOutcome(s_a) is null);
    }

    [Fact]
    public void A_flag_set_on_one_path_tells_of_the_comparisons_on_it()
    {
        var compared = Compared(s_a);
        var (set, unset) = (FlowState.Start with { Heap = ObjectHeap.Empty.SetItem((s_b, s_x), Constant(true)), MayMatch = MatchSet.Empty.Add(compared) }, FlowState.Start);

        Assert.Equal([true], Told(Merge(set, unset).Heap.Of(s_b)[s_x]));
        Assert.Equal([true], Told(Merge(unset, set).Heap.Of(s_b)[s_x]));
        Assert.Empty(Told(Merge(set, unset with { MayMatch = set.MayMatch }).Heap.Of(s_b)[s_x]));
        Assert.Empty(Told(Merge(set with { MayMatch = MatchSet.Empty }, unset).Heap.Of(s_b)[s_x]));
        Assert.Empty(Told(Merge(unset, set with { MayMatch = MatchSet.Empty }).Heap.Of(s_b)[s_x]));
    }

    [Fact]
    public void What_a_flag_was_compared_by_is_only_known_where_the_other_path_cannot_have_matched()
    {
        var compared = Compared(s_a);
        var flag = AbstractValue.Unknown with { Key = s_c, Comparisons = ImmutableHashSet.Create(compared), Evaluated = Evaluated.Always(KeySet.Of([s_a])) };
        var (set, unset) = (FlowState.Start with { Heap = ObjectHeap.Empty.SetItem((s_b, s_x), flag), MayMatch = MatchSet.Empty.Add(compared) }, FlowState.Start);

        Assert.Equal([true], Told(Merge(set, unset).Heap.Of(s_b)[s_x]));
        Assert.Empty(Told(Merge(set, unset with { MayMatch = set.MayMatch }).Heap.Of(s_b)[s_x]));
        Assert.True(Merge(set, unset).Heap.Of(s_b)[s_x].Evaluated.Anyway.IsEmpty);

        // What is neither a constant nor compared is no flag.
        var plain = flag with { Comparisons = ImmutableHashSet<ComparisonOutcome>.Empty };
        Assert.Equal(KeySet.Of([s_a]), Merge(FlowState.Start with { Heap = ObjectHeap.Empty.SetItem((s_b, s_x), plain) }, unset).Heap.Of(s_b)[s_x].Evaluated.Anyway);
    }

    [Fact]
    public void A_number_that_a_decision_says_on_one_path_is_certain_of_what_the_other_path_has_evaluated()
    {
        var flag = AbstractValue.Decision([s_a], s_c, s_call);
        var (stored, other) = (FlowState.Start.Complete(KeySet.Of([s_a])) with { Heap = ObjectHeap.Empty.SetItem((s_b, Member.Size), flag) }, FlowState.Start);

        Assert.Empty(Merge(stored, other).Heap.Of(s_b)[Member.Size].Evaluated.Anyway.Keys);
        Assert.Empty(Merge(other, stored).Heap.Of(s_b)[Member.Size].Evaluated.Anyway.Keys);
        Assert.Equal([s_a], Merge(stored, other.Complete(KeySet.Of([s_a]))).Heap.Of(s_b)[Member.Size].Evaluated.Anyway.Keys);
        Assert.Equal([s_a], Merge(other.Complete(KeySet.Of([s_a])), stored).Heap.Of(s_b)[Member.Size].Evaluated.Anyway.Keys);
    }

    [Fact]
    public void A_local_that_is_true_on_one_path_tells_of_the_comparisons_on_it()
    {
        var compared = Compared(s_a);
        var set = FlowState.Start.Set("x", Constant(true)) with { MayMatch = MatchSet.Empty.Add(compared) };

        Assert.Equal([true], Told(Merge(set, FlowState.Start.Set("x", Constant(false))).Locations["x"]));
        Assert.Equal([true], Told(Merge(FlowState.Start.Set("x", Constant(false)), set).Locations["x"]));
        Assert.Equal([true], Told(Merge(set, FlowState.Start.Set("x", AbstractValue.Of(s_c))).Locations["x"]));
        Assert.Equal([true], Told(Merge(FlowState.Start.Set("x", AbstractValue.Of(s_c)), set).Locations["x"]));

        // A comparison itself, on a path on which it may have matched as well as on the other.
        var itself = FlowState.Start.Set("x", AbstractValue.Of(s_b) with { Comparisons = ImmutableHashSet.Create(compared) }) with { MayMatch = set.MayMatch };
        Assert.Equal([true], Told(Merge(itself, FlowState.Start.Set("x", AbstractValue.Of(s_c))).Locations["x"]));
        Assert.Empty(Told(Merge(itself, FlowState.Start.Set("x", AbstractValue.Of(s_c)) with { MayMatch = set.MayMatch }).Locations["x"]));
    }

    [Fact]
    public void A_set_of_comparisons_holds_those_that_may_have_matched()
    {
        var (a, b) = (Compared(s_a), Compared(s_b));
        var set = MatchSet.Empty.Add(a).Add(b);
        var everything = Enumerable.Range(0, 40).Aggregate(MatchSet.Empty, (all, i) => all.Add(Compared(new ConstantKey(i))));

        Assert.Equal(MatchSet.Empty.Add(b), set.Remove(a));
        Assert.Equal(set, set.Remove(Compared(s_c)));
        Assert.Same(MatchSet.Empty, MatchSet.Empty.Remove(a));
        Assert.Same(everything, everything.Remove(a));
        Assert.Same(everything, everything.Add(a));
        Assert.Equal(MatchSet.Empty.Add(b), set.Without(s_a));
        Assert.Same(set, set.Without(s_c));
        Assert.Same(everything, everything.Without(s_a));
        Assert.Same(MatchSet.Empty, MatchSet.Empty.Add(a).Without(s_a));
        Assert.Same(set, set.Union(MatchSet.Empty));
        Assert.Same(set, MatchSet.Empty.Union(set));
        Assert.Same(set, set.Union(set));
        Assert.Equal(set, MatchSet.Empty.Add(a).Union(MatchSet.Empty.Add(b)));
        Assert.Same(everything, everything.Union(set));
        Assert.Same(everything, set.Union(everything));
        Assert.NotEqual(everything, MatchSet.Empty);
        Assert.NotEqual(MatchSet.Empty.Add(a), MatchSet.Empty.Add(b));
        Assert.Equal(set.GetHashCode(), MatchSet.Empty.Add(b).Add(a).GetHashCode());
    }

    [Fact]
    public void A_flag_proves_a_match_where_it_cannot_be_so_otherwise()
    {
        var compared = Compared(s_a);
        var itself = AbstractValue.Of(s_b) with { Comparisons = ImmutableHashSet.Create(compared) };
        var may = MatchSet.Empty.Add(compared);

        Assert.True(MatchSet.Told(itself, may, Constant(false), MatchSet.Empty).Single().Proof);
        Assert.True(MatchSet.Told(itself, may, itself, may).Single().Proof);
        Assert.Null(MatchSet.Told(itself, may, Constant(true), MatchSet.Empty).Single().Proof);
        Assert.Null(MatchSet.Told(itself, may, AbstractValue.Of(s_c), MatchSet.Empty).Single().Proof);
        Assert.True(MatchSet.Told(itself, may, Constant(false), MatchSet.Empty).Single().Outcome);
        Assert.Empty(MatchSet.Told(itself, may, AbstractValue.Of(s_c), may));
        Assert.Null(MatchSet.Told(itself, may, Constant(false), may).Single().Outcome);
    }

    [Fact]
    public void Objects_are_the_same_where_all_of_their_members_are()
    {
        var heap = ObjectHeap.Empty.SetItem((s_a, s_x), AbstractValue.Of(s_c)).SetItem((s_a, s_y), AbstractValue.Of(s_b));

        Assert.True(heap.Same(ObjectHeap.Empty.SetItem((s_a, s_y), AbstractValue.Of(s_b)).SetItem((s_a, s_x), AbstractValue.Of(s_c))));
        Assert.False(heap.Same(heap.SetItem((s_a, s_y), AbstractValue.Of(s_c))));
        Assert.False(heap.Same(heap.SetItem((s_a, s_x), AbstractValue.Of(s_b))));
    }

    [Fact]
    public void Summaries_are_the_same_by_all_they_say()
    {
        var (type, parameter) = (Compile().GetTypeByMetadataName("A")!, Compile().GetTypeByMetadataName("A")!.GetMembers("Take").OfType<IMethodSymbol>().Single().Parameters[0]);
        var incoming = new IncomingSource(IncomingKind.Parameter, parameter, MemberPath.Empty);
        var about = ImmutableHashSet.Create(s_a);
        var outflow = Outflow.Nothing;
        Outflow[] outflows =
        [
            outflow with { HasOwn = true }, outflow with { MayBeDefault = true }, outflow with { Key = s_a }, outflow with { DecidedAbout = about }, outflow with { DecidedIfAny = about }, outflow with { Carried = [new(MemberPath.Empty, incoming, MemberPaths.Empty)] },
            outflow with { Captured = [(parameter, s_a)] }, outflow with { Members = outflow.Members.Add(s_x, about) },
        ];
        var summary = MethodSummary.None;
        MethodSummary[] summaries =
        [
            summary with { NeverReturns = true }, summary with { Completed = about }, summary with { Guarded = about }, summary with { Returned = outflows[0] }, summary with { Outs = summary.Outs.Add(0, outflow) }, summary with { Stored = [new(incoming, incoming, MemberPaths.Empty)] },
            summary with { Marked = [new(incoming, about, Evaluated.Nothing)] }, summary with { Marked = [new(incoming, about, Evaluated.Always(KeySet.Of(about)))] }, summary with { FailsWhen = summary.FailsWhen.Add(0, true) }, summary with { Callbacks = summary.Callbacks.Add(0, KeySet.Empty) },
            summary with { Marked = [new(incoming, about, Evaluated.Nothing), new(incoming with { Path = MemberPath.Empty.Append(s_x) }, ImmutableHashSet.Create(s_b), Evaluated.Nothing)] },
        ];

        Assert.NotNull(type);
        Assert.True(outflow.Same(Outflow.Nothing with { DecidedAbout = ImmutableHashSet<ValueKey>.Empty }));
        Assert.All(outflows, other => Assert.False(outflow.Same(other)));
        Assert.All(outflows, other => Assert.False(other.Same(outflow)));
        Assert.All(outflows, other => Assert.True(other.Same(other with { })));
        Assert.False(outflows[7].Same(outflow with { Members = outflow.Members.Add(s_x, ImmutableHashSet.Create(s_b)) }));
        Assert.True(summary.Same(MethodSummary.None with { Completed = ImmutableHashSet<ValueKey>.Empty }));
        Assert.All(summaries, other => Assert.False(summary.Same(other)));
        Assert.All(summaries, other => Assert.False(other.Same(summary)));
        Assert.All(summaries, other => Assert.True(other.Same(other with { })));
        Assert.False(summaries[4].Same(summary with { Outs = summary.Outs.Add(0, outflows[0]) }));
    }

    [Fact]
    public void What_is_made_of_several_parts_is_made_of_none_of_them()
    {
        var (source, other) = (Of(s_call), Of(s_other));
        AbstractValue Made(Source from, ValueKey key) => AbstractValue.Of(key) with { Sources = ImmutableHashSet.Create(from) };

        Assert.Equal(s_a, AbstractValue.PartsIn([Made(source, s_a), Made(source, s_a)])[source]);
        Assert.Equal(s_b, AbstractValue.PartsIn([Made(source, s_a), Made(other, s_b)])[other]);
        Assert.Empty(AbstractValue.PartsIn([Made(source, s_a), Made(other, s_a), Made(source, s_b), Made(other, s_b)]));
        Assert.Empty(AbstractValue.PartsIn([Made(source, s_a) with { Key = null }]));

        // Of a text in a text it is the part of the inner one.
        Assert.Equal(s_c, AbstractValue.PartsIn([Made(source, s_a) with { Parts = ImmutableDictionary<Source, ValueKey>.Empty.Add(source, s_c) }])[source]);
    }

    [Fact]
    public void What_may_be_called_is_called_in_the_order_of_the_source()
    {
        var root = SyntaxFactory.ParseExpression("F(() => 1, () => 2)");
        var lambdas = root.DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.LambdaExpressionSyntax>().ToList();
        var method = Compile().GetTypeByMetadataName("A")!.GetMembers("Take").OfType<IMethodSymbol>().Single();
        var drop = Compile().GetTypeByMetadataName("A")!.GetMembers("Drop").OfType<IMethodSymbol>().Single();
        DelegateTarget[] targets = [new(null, drop), new(null, method), new(lambdas[0], method), new(lambdas[1], method)];

        Assert.Equal(targets, DelegateTarget.InOrder(targets.Reverse()));
        Assert.Equal(targets, DelegateTarget.InOrder([targets[2], targets[0], targets[3], targets[1]]));
        Assert.Equal(4, targets.Distinct().Count());
        Assert.NotEqual(targets[0], targets[1]);
    }

    [Fact]
    public void A_comparison_that_tells_one_way_keeps_what_the_other_way_proves()
    {
        var compared = Compared(s_a);

        Assert.Equal((true, null), (compared.OneWay(true).Outcome, compared.OneWay(true).Proof));
        Assert.Equal((null, true), (compared.OneWay(false).Outcome, compared.OneWay(false).Proof));
        Assert.Equal((null, false), (compared.Not().OneWay(true).Outcome, compared.Not().OneWay(true).Proof));
        Assert.Equal((false, null), (compared.Not().OneWay(false).Outcome, compared.Not().OneWay(false).Proof));
        Assert.Null((compared with { Proof = null }).OneWay(false).Proof);
    }

    [Fact]
    public void What_came_in_goes_by_where_it_sits()
    {
        var type = Compile().GetTypeByMetadataName("A")!;
        var incoming = new IncomingSource(IncomingKind.This, type, MemberPath.Empty);

        Assert.Equal(new SymbolKey(type), IncomingSource.KeyOf(incoming));
        Assert.Equal(new MemberKey(new MemberKey(new SymbolKey(type), s_x), s_y), IncomingSource.KeyOf(incoming with { Path = MemberPath.Empty.Append(s_x).Append(s_y) }));
        Assert.Equal(incoming with { Path = MemberPath.Empty.Append(s_x) }, IncomingSource.At(new MemberKey(new SymbolKey(type), s_x)));
        Assert.Null(IncomingSource.KeyOf(Of(s_call)));
    }

    [Fact]
    public void A_part_of_a_text_is_asked_for_by_the_text()
    {
        Assert.Equal(0, MemberPath.Empty.ToText.Length);
        Assert.Equal(MemberPath.Empty.Append(s_x), MemberPath.Empty.Append(s_x).Append(Member.Elements).ToText);
        Assert.Equal(MemberPath.Empty.Append(Member.Elements).Append(s_x), MemberPath.Empty.Append(Member.Elements).Append(s_x).ToText);
    }

    [Fact]
    public void A_method_that_nobody_can_look_into_gives_back_what_it_gets_where_that_can_be()
    {
        var type = Compile().GetTypeByMetadataName("A")!;

        Assert.Equal(2, MethodSummary.Unknown(type.GetMembers("Take").OfType<IMethodSymbol>().Single()).Returned.Carried.Length);
        Assert.Empty(MethodSummary.Unknown(type.GetMembers("Drop").OfType<IMethodSymbol>().Single()).Returned.Carried);
    }

    private static Compilation Compile() => new TestProject("public class A { public string Take(string code, string other) => code; public void Drop(string code) { } } public class B { }").Compile();

    private static FlowState Merge(FlowState left, FlowState right) => FlowState.Merge([left, right], s_call, 1, _ => null);

    private static AbstractValue Constant(bool value) => AbstractValue.Of(new ConstantKey(value)) with { Evaluated = Evaluated.Constant(value) };

    private static ComparisonOutcome Compared(ValueKey key) => new(s_call, true, key, null);

    /// <summary>The outcomes of which a value tells by being true.</summary>
    private static IEnumerable<bool?> Told(AbstractValue value) => value.Comparisons.Select(comparison => comparison.Outcome);

    private static Source Of(SyntaxNode node) => new ReferenceSource(node, new GuardedCode("M0076", "", "HcpcsM0076"));

    private static ImmutableDictionary<Source, ValueKey> PartsOf(AbstractValue value, ValueKey part) => value.Parts.SetItems(value.Sources.Select(source => KeyValuePair.Create(source, part)));

    private static AbstractValue Full(ValueKey key, SyntaxNode node, bool isPending) => new()
    {
        Key = key,
        Parts = ImmutableDictionary<Source, ValueKey>.Empty.Add(Of(node), key),
        Sources = ImmutableHashSet.Create(Of(node)),
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
