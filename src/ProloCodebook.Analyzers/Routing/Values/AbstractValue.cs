using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ProloCodebook.References;

namespace ProloCodebook.Routing;

/// <summary>What is known of a value at one point of a method.</summary>
internal sealed record AbstractValue
{
    public static readonly AbstractValue Unknown = new();

    /// <summary>Which value it is; null where nothing depends on it.</summary>
    public ValueKey? Key { get; init; }

    /// <summary>By where it comes from: the followed value that it was made of (the code in a text), where there is just one.</summary>
    public ImmutableDictionary<Source, ValueKey> Parts { get; init; } = ImmutableDictionary<Source, ValueKey>.Empty;

    /// <summary>Where it may come from. Empty for everything that no reference can reach.</summary>
    public ImmutableHashSet<Source> Sources { get; init; } = ImmutableHashSet<Source>.Empty;

    /// <summary>The objects it may be; their members are in the state's heap.</summary>
    public ImmutableHashSet<ValueKey> Objects { get; init; } = ImmutableHashSet<ValueKey>.Empty;

    /// <summary>The values about which it may say what a decision says.</summary>
    public ImmutableHashSet<ValueKey> DecidedAbout { get; init; } = ImmutableHashSet<ValueKey>.Empty;

    /// <summary>The calls whose decisions those are.</summary>
    public ImmutableHashSet<SyntaxNode> DecidedBy { get; init; } = ImmutableHashSet<SyntaxNode>.Empty;

    /// <summary>What has certainly been evaluated, by the value's outcome.</summary>
    public Evaluated Evaluated { get; init; } = Evaluated.Nothing;

    /// <summary>The lambdas, local functions and methods it may call.</summary>
    public ImmutableHashSet<DelegateTarget> Delegates { get; init; } = ImmutableHashSet<DelegateTarget>.Empty;

    /// <summary>The comparisons it is the outcome of.</summary>
    public ImmutableHashSet<ComparisonOutcome> Comparisons { get; init; } = ImmutableHashSet<ComparisonOutcome>.Empty;

    /// <summary>The comparisons by which a filter let it through, wherever it comes from.</summary>
    public ImmutableHashSet<Match> Matched { get; init; } = ImmutableHashSet<Match>.Empty;

    /// <summary>Names of groups that it is one of: all elements of a collection, or a member of each. What is known of the group is known of it.</summary>
    public ImmutableHashSet<ValueKey> Groups { get; init; } = ImmutableHashSet<ValueKey>.Empty;

    /// <summary>Copies made of what is in it, under a test of a decision.</summary>
    public ImmutableHashSet<CopiedSource> Copies { get; init; } = ImmutableHashSet<CopiedSource>.Empty;

    /// <summary>Of a text with something followed in it: what else is in it says of decisions.</summary>
    public DecidedArguments Beside { get; init; } = DecidedArguments.None;

    /// <summary>Of one of several objects: which of them it is, a decision says (<c>denied ? held : ok</c>).</summary>
    public DecidedArguments PickedBy { get; init; } = DecidedArguments.None;

    /// <summary>It is a task that has not been awaited: what it does may not have happened yet.</summary>
    public bool IsPending { get; init; }

    /// <summary>Of a pending task: what it guards, once it has been awaited; and what it evaluates (<see cref="FinishedKey"/>).</summary>
    public KeySet Awaited { get; init; } = KeySet.Empty;

    /// <summary>Any other constant, to which nothing of what is followed about codes applies.</summary>
    private bool IsPlain => Key is ConstantKey && Sources.IsEmpty && Objects.IsEmpty;

    public bool IsDecision => !DecidedAbout.IsEmpty;

    /// <summary>It says what a decision says and never is null: whether there is one says nothing.</summary>
    public bool IsAlwaysThere => IsDecision && Evaluated is { WhenNeither.IsEverything: true, WhenNotNull.IsEverything: false };

    /// <summary>The constant truth value that it is known to be.</summary>
    public bool? Truth
        => IsDecision ? null
            : Evaluated is { WhenTrue.IsEverything: false, WhenFalse.IsEverything: true, WhenNeither.IsEverything: true } ? true
            : Evaluated is { WhenTrue.IsEverything: true, WhenFalse.IsEverything: false, WhenNeither.IsEverything: true } ? false
            : null;

    public static AbstractValue Of(ValueKey key) => new() { Key = key, Objects = ImmutableHashSet.Create(key) };

    public static AbstractValue Reference(SyntaxNode syntax, GuardedCode code)
        => new() { Key = new CodeKey(code.Value), Sources = ImmutableHashSet.Create<Source>(new ReferenceSource(syntax, code)) };

    public static AbstractValue Decision(IEnumerable<ValueKey> about, ValueKey? key, SyntaxNode? call = null)
    {
        var set = about.ToImmutableHashSet();
        return new() { Key = key, DecidedAbout = set, DecidedBy = call is null ? ImmutableHashSet<SyntaxNode>.Empty : ImmutableHashSet.Create(call), Evaluated = Evaluated.Always(KeySet.Of(set)) };
    }

    /// <summary>The followed value that came from there, and that this was made of; null where it was made of none, or of several.</summary>
    public ValueKey? PartOf(Source source) => !Parts.IsEmpty && Parts.TryGetValue(Source.Origin(source), out var part) ? part : null;

    /// <summary>Of a value that is made of others.</summary>
    public static ImmutableDictionary<Source, ValueKey> PartsIn(IEnumerable<AbstractValue> values)
    {
        var parts = ImmutableDictionary<Source, ValueKey>.Empty;
        HashSet<Source>? several = null;
        foreach (var value in values)
        {
            foreach (var source in value.Sources)
            {
                var origin = Source.Origin(source);
                var part = value.PartOf(source) ?? value.Key;
                if (part is null || (parts.TryGetValue(origin, out var other) && !other.Equals(part)))
                {
                    (several ??= []).Add(origin);
                }
                else
                {
                    parts = parts.SetItem(origin, part);
                }
            }
        }

        return several is null ? parts : parts.RemoveRange(several);
    }

    private ImmutableDictionary<Source, ValueKey> PartsOfEither(AbstractValue other)
    {
        if (Parts.IsEmpty && other.Parts.IsEmpty)
        {
            return Parts;
        }

        return Known(this, other).Concat(Known(other, this)).GroupBy(pair => pair.Key).ToImmutableDictionary(same => same.Key, same => same.First().Value);

        // By the other path it may come from there as itself, or in something made of another value.
        static IEnumerable<KeyValuePair<Source, ValueKey>> Known(AbstractValue one, AbstractValue two)
            => one.Parts.Where(pair => pair.Value.Equals(two.PartOf(pair.Key)) || !two.Sources.Any(source => Source.Origin(source).Equals(pair.Key)));
    }

    /// <summary>A value that is made from this one and is not the same: a part, a text with it inside, a test of it.</summary>
    public AbstractValue Derived(ValueKey? key) => this with
    {
        Key = key,
        Delegates = ImmutableHashSet<DelegateTarget>.Empty,
        Comparisons = ImmutableHashSet<ComparisonOutcome>.Empty,
        Matched = ImmutableHashSet<Match>.Empty,
        Groups = ImmutableHashSet<ValueKey>.Empty,
        Copies = ImmutableHashSet<CopiedSource>.Empty,
        Beside = DecidedArguments.None,
        PickedBy = DecidedArguments.None,
        Evaluated = Evaluated.Always(Evaluated.Anyway),
    };

    /// <summary>This value, which says what another says of decisions.</summary>
    public AbstractValue DecidedAs(AbstractValue other) => !other.IsDecision ? this : this with { DecidedAbout = other.DecidedAbout, DecidedBy = other.DecidedBy, Evaluated = Evaluated.Always(other.Evaluated.Anyway) };

    /// <summary>This outcome, which no decision has any part in.</summary>
    public AbstractValue Undecided() => this with { DecidedAbout = ImmutableHashSet<ValueKey>.Empty, DecidedBy = ImmutableHashSet<SyntaxNode>.Empty };

    /// <summary>What it says of one value, or of what is in it, it says of the same under another name.</summary>
    public AbstractValue AlsoAbout(ValueKey value, ValueKey name)
    {
        var said = this;
        foreach (var (about, more) in DecidedAbout.Select(about => (about, Moved: MemberKey.Moved(about, value, name))).Where(pair => pair.Moved is not null))
        {
            said = said with { DecidedAbout = said.DecidedAbout.Add(more!), Evaluated = new(With(said.Evaluated.WhenTrue), With(said.Evaluated.WhenFalse), With(said.Evaluated.WhenNeither)) };

            KeySet With(KeySet evaluated) => !evaluated.IsEverything && evaluated.Contains(about) ? evaluated.Add(more!) : evaluated;
        }

        return said;
    }

    /// <summary>This value where another has been made anew: what it says, it says of the one before.</summary>
    public AbstractValue NotAbout(ValueKey value)
    {
        if (!DecidedAbout.Any(IsPast))
        {
            return this;
        }

        var left = DecidedAbout.Where(about => !IsPast(about)).ToImmutableHashSet();
        return this with { DecidedAbout = left.IsEmpty ? ImmutableHashSet.Create<ValueKey>(ConstantKey.Null) : left, Evaluated = Evaluated.Select(keys => keys.Where(key => !IsPast(key))) };

        bool IsPast(ValueKey about) => MemberKey.IsWithin(about, value) && !MemberKey.IsGroup(about);
    }

    /// <summary>This value where one more element is given: what it says, it says of those given before.</summary>
    public AbstractValue BeforeTurn(ValueKey turns) => !IsAboutTurns(turns) ? this : KeepingPast(turns) with { Evaluated = Evaluated.Select(keys => keys.PastOf(turns)) };

    /// <summary>This value, which is none that the answer about the next element overwrites.</summary>
    public AbstractValue KeepingPast(ValueKey turns) => this with { DecidedAbout = DecidedAbout.Add(new PastTurnsKey(turns)) };

    /// <summary>This value where all elements have been given: what is only said of the last of them is not said of all.</summary>
    /// <param name="all">All elements of the collections.</param>
    public AbstractValue AfterTurns(ValueKey turns, ImmutableHashSet<ValueKey> all)
    {
        return !IsAboutTurns(turns) ? this
            : Evaluated.IsKnownTruth ? this with { DecidedAbout = ImmutableHashSet<ValueKey>.Empty, DecidedBy = ImmutableHashSet<SyntaxNode>.Empty }
            : KeepsPast(turns) ? (this with { Evaluated = Evaluated.Select(keys => keys.Union(keys.OfAll(turns, all.Where(MemberKey.IsWhole)))) }).AboutInside(turns, all)
            : this with { DecidedAbout = DecidedAbout.Where(about => !IsOfElements(about) && !all.Any(each => MemberKey.IsWithin(about, each))).ToImmutableHashSet() };

        // In a loop over the lines of each claim: `claims[..].Lines` by whichever of its elements.
        bool IsOfElements(ValueKey about) => MemberKey.TurnsIn(about) is { } others && (turns.Equals(others) || MemberKey.IsElement(about));
    }

    /// <summary>What it says of all elements of a collection that is in one of those given so far, it says of that one.</summary>
    private AbstractValue AboutInside(ValueKey turns, ImmutableHashSet<ValueKey> all)
        => !all.Any(MemberKey.IsInsideTurns) ? this
            : this with { DecidedAbout = DecidedAbout.Union(DecidedAbout.Where(about => turns.Equals(MemberKey.TurnsIn(about))).SelectMany(about => all.Where(MemberKey.IsInsideTurns).Select(each => MemberKey.Moved(about, turns, each)!)).Where(Evaluated.Anyway.Contains)) };

    /// <summary>It says of the elements before the last one, too.</summary>
    public bool KeepsPast(ValueKey turns) => DecidedAbout.Contains(new PastTurnsKey(turns));

    /// <summary>It says something of an element given so far.</summary>
    public bool IsAboutTurns(ValueKey turns)
    {
        foreach (var about in DecidedAbout)
        {
            if (turns.Equals(MemberKey.TurnsIn(about)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>This object, one of whose members is another value: it says what that says of decisions, too.</summary>
    public AbstractValue Holding(AbstractValue part) => this with { DecidedAbout = DecidedAbout.Or(part.DecidedAbout), DecidedBy = DecidedBy.Or(part.DecidedBy), Evaluated = Evaluated.Combine(part.Evaluated) };

    /// <summary>This value, of which nothing is certain that was not of that.</summary>
    public AbstractValue NoMoreThan(AbstractValue before)
        => before.Evaluated.Equals(Evaluated) && Same(before.DecidedAbout, DecidedAbout) ? this
            : this with { DecidedAbout = DecidedAbout.Or(before.DecidedAbout), DecidedBy = DecidedBy.Or(before.DecidedBy), Evaluated = Evaluated.Both(before.Evaluated) };

    /// <summary>A value made from this one and another.</summary>
    public AbstractValue CombinedWith(AbstractValue other) => ReferenceEquals(other, Unknown) ? this : ReferenceEquals(this, Unknown) ? other : this with
    {
        Sources = Sources.Or(other.Sources),
        Parts = PartsOfEither(other),
        Objects = Objects.Or(other.Objects),
        DecidedAbout = DecidedAbout.Or(other.DecidedAbout),
        DecidedBy = DecidedBy.Or(other.DecidedBy),
        Delegates = Delegates.Or(other.Delegates),
        Comparisons = Comparisons.Or(other.Comparisons),
        Matched = Matched.And(other.Matched),
        Groups = Groups.And(other.Groups),
        Copies = CopiesWith(other),
        Beside = BesideWith(other),
        PickedBy = DecidedArguments.None,
        Evaluated = Evaluated.Combine(other.Evaluated),
        IsPending = IsPending || other.IsPending,
        Awaited = Awaited.Union(other.Awaited),
    };

    /// <summary>Either this or <paramref name="other"/>, by the path taken.</summary>
    public AbstractValue MergedWith(AbstractValue other, Func<ValueKey> phi)
    {
        if (ReferenceEquals(this, other) || Equals(other))
        {
            return this;
        }

        var key = Key is not null && Key.Equals(other.Key) ? Key : phi();
        return new AbstractValue
        {
            Key = key,
            Parts = PartsOfEither(other),
            Sources = Sources.Or(other.Sources),
            Objects = Objects.Or(other.Objects),
            DecidedAbout = DecidedAbout.Or(other.DecidedAbout),
            DecidedBy = DecidedBy.Or(other.DecidedBy),
            Delegates = Delegates.Or(other.Delegates),
            Comparisons = ComparisonOutcome.Either(Comparisons, other.Comparisons),
            Matched = Matched.And(other.Matched),
            Groups = IsPlain ? other.Groups : other.IsPlain ? Groups : Groups.And(other.Groups),
            Copies = CopiesWith(other),
            Beside = BesideWith(other),
            PickedBy = PickedBy.Or(other.PickedBy),
            Evaluated = Evaluated.Intersect(other.Evaluated),
            IsPending = IsPending || other.IsPending,
            Awaited = Awaited.Intersect(other.Awaited),
        };
    }

    public bool Equals(AbstractValue? other)
        => ReferenceEquals(this, other)
            || (other is not null
                && Equals(Key, other.Key)
                && (ReferenceEquals(Parts, other.Parts) || (Parts.Count == other.Parts.Count && Parts.All(pair => pair.Value.Equals(other.PartOf(pair.Key)))))
                && Awaited.Equals(other.Awaited)
                && IsPending == other.IsPending
                && Same(Sources, other.Sources)
                && Same(Objects, other.Objects)
                && Same(DecidedAbout, other.DecidedAbout)
                && Same(DecidedBy, other.DecidedBy)
                && Same(Delegates, other.Delegates)
                && Same(Comparisons, other.Comparisons)
                && Same(Matched, other.Matched)
                && Same(Groups, other.Groups)
                && Same(Copies, other.Copies)
                && Beside.Equals(other.Beside)
                && PickedBy.Equals(other.PickedBy)
                && Evaluated.Equals(other.Evaluated));

    public override int GetHashCode() => unchecked(((Key?.GetHashCode() ?? 0) * 31) + Sources.Count);

    /// <summary>Names of groups more than these are not kept.</summary>
    private const int MaxGroups = 12;

    public AbstractValue In(IEnumerable<ValueKey> groups)
    {
        var all = Groups.Union(groups);
        return all.Count == Groups.Count || all.Count > MaxGroups ? this : this with { Groups = all };
    }

    /// <summary>What is in it, as the copies that were made of that.</summary>
    public AbstractValue Inside(AbstractValue owner)
        => owner.Copies.IsEmpty || (Sources.IsEmpty && Objects.IsEmpty) ? this : this with
        {
            Sources = Sources.SelectMany(source => owner.Copies.Where(copy => copy.Original.Equals(source) || (copy.IsLetThrough(MemberPath.Empty) && copy.Original.Equals(Source.Origin(source)))).DefaultIfEmpty<Source>(source)).ToImmutableHashSet(),
            Copies = Copies.Or(owner.Copies),
        };

    /// <summary>Of one and the same object both must be copies.</summary>
    public ImmutableHashSet<CopiedSource> CopiesWith(AbstractValue other) => Objects.Overlaps(other.Objects) ? Copies.And(other.Copies) : Copies.Or(other.Copies);

    /// <summary>Where nothing followed is in it, it does not matter what else is.</summary>
    private DecidedArguments BesideWith(AbstractValue other)
        => other.Sources.IsEmpty && other.Objects.IsEmpty ? Beside : Sources.IsEmpty && Objects.IsEmpty ? other.Beside : Beside.Or(other.Beside);

    private static bool Same<T>(ImmutableHashSet<T> left, ImmutableHashSet<T> right)
        => ReferenceEquals(left, right) || (left.Count == right.Count && left.SetEquals(right));
}

/// <summary>Something a delegate may call: a lambda (by its syntax) or a method.</summary>
internal sealed record DelegateTarget(SyntaxNode? Lambda, IMethodSymbol Method)
{
    public bool Equals(DelegateTarget? other) => other is not null && Lambda == other.Lambda && SymbolEqualityComparer.Default.Equals(Method, other.Method);

    public override int GetHashCode() => Lambda?.GetHashCode() ?? SymbolEqualityComparer.Default.GetHashCode(Method);

    /// <summary>The same in every run.</summary>
    public static IEnumerable<DelegateTarget> InOrder(IEnumerable<DelegateTarget> targets)
        => targets.OrderBy(target => target.Lambda?.SpanStart ?? 0).ThenBy(target => target.Method.Name, StringComparer.Ordinal);
}

/// <summary>A filter let a value through because the comparison at <paramref name="Comparison"/> matched.</summary>
/// <param name="Inside">Where in the value what was compared sits.</param>
internal sealed record Match(SyntaxNode Comparison, MemberPath Inside);

/// <summary>A value is <paramref name="Outcome"/> where the comparison at <paramref name="Syntax"/> matched; null where that cannot be told.</summary>
internal sealed record ComparisonOutcome(SyntaxNode Syntax, bool? Outcome, ValueKey? Left, ValueKey? Right, NumberMeaning Number = NumberMeaning.None)
{
    /// <summary>The other way round: the comparison matched where the value is this.</summary>
    public bool? Proof { get; init; } = Outcome;

    /// <summary>It is part of a pattern that looks at other things as well: where the whole does not match, this may.</summary>
    public bool IsPartial { get; init; }

    /// <summary>The comparison itself, whatever became of it.</summary>
    public ComparisonOutcome Itself() => this with { Outcome = null, Proof = null };

    public ComparisonOutcome Not() => this with { Outcome = !Outcome, Proof = !Proof };

    /// <summary>Known by one outcome only: <c>a || b</c> is true where <c>a</c> matched, and false only where it did not.</summary>
    public ComparisonOutcome OneWay(bool outcome) => this with { Outcome = Outcome == outcome ? outcome : null, Proof = Proof == !outcome ? Proof : null };

    /// <summary>Of a value that is either of two.</summary>
    public static ImmutableHashSet<ComparisonOutcome> Either(ImmutableHashSet<ComparisonOutcome> left, ImmutableHashSet<ComparisonOutcome> right)
    {
        if (left.IsEmpty || right.IsEmpty || ReferenceEquals(left, right))
        {
            return left.IsEmpty ? right : left;
        }

        var contradicted = left.Where(mine => right.Any(theirs => mine.Outcome != theirs.Outcome && mine.Itself().Equals(theirs.Itself()))).ToList();
        return left.Union(right).Except(contradicted).Except(right.Where(theirs => contradicted.Any(mine => mine.Itself().Equals(theirs.Itself())))).Union(contradicted.Select(comparison => comparison.Itself()));
    }
}

/// <summary>How a number tells of a match.</summary>
internal enum NumberMeaning
{
    None,

    /// <summary>Not below zero (<c>IndexOf</c>).</summary>
    Position,

    /// <summary>Zero (<c>Compare</c>).</summary>
    Order,

    /// <summary>There is something at all (<c>Count</c> of what a filter let through).</summary>
    Amount,

    /// <summary>No number: not null (<c>FirstOrDefault</c>).</summary>
    Presence,

    /// <summary>No number: there is one more (<c>MoveNext</c>). That there is none tells nothing of those before.</summary>
    Turn,

    /// <summary>The same of a collection of collections: the one that is given need not have anything in it.</summary>
    Round,
}
