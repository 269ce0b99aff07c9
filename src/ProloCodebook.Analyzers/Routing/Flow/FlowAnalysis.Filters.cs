using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <content>What a filter of the base library lets through, and what it tells of the elements.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary>What is known to have matched of the elements that a call gives back, or looks at.</summary>
    private ImmutableHashSet<Match> MatchedIn(IMethodSymbol method, AbstractValue receiver, List<Argument> arguments)
    {
        if (!KnownLibrary.KeepsElements(method))
        {
            return ImmutableHashSet<Match>.Empty;
        }

        var collections = arguments.Where(argument => KnownTypes.IsCollection(argument.Parameter?.Type)).Select(argument => argument.Value);
        ImmutableHashSet<Match>? before = null;
        foreach (var collection in method.IsStatic ? collections : collections.Prepend(receiver))
        {
            var matched = MatchedElements(collection);
            before = before?.Intersect(matched) ?? matched;
        }

        return before ?? ImmutableHashSet<Match>.Empty;
    }

    /// <summary>The groups that each of the elements is of that a call gives back, or looks at.</summary>
    private ImmutableHashSet<ValueKey> GroupsIn(IMethodSymbol method, AbstractValue receiver, List<Argument> arguments)
    {
        if (!KnownLibrary.KeepsElements(method) && !KnownLibrary.IsQuantifier(method) && KnownLibrary.KeepsWhere(method) is null)
        {
            return ImmutableHashSet<ValueKey>.Empty;
        }

        var collections = arguments.Where(argument => KnownTypes.IsCollection(argument.Parameter?.Type)).Select(argument => argument.Value);
        ImmutableHashSet<ValueKey>? groups = null;
        foreach (var collection in method.IsStatic ? collections : collections.Prepend(receiver))
        {
            var elements = ReadMember(collection, Member.Elements).Groups;
            groups = groups?.Intersect(elements) ?? elements;
        }

        return groups ?? ImmutableHashSet<ValueKey>.Empty;
    }

    /// <summary>What matched in every element that a filter lets through.</summary>
    private static IEnumerable<Match> MatchesOf(AbstractValue outcome, List<Argument> arguments)
        => outcome.Comparisons.Where(comparison => comparison.Outcome == true)
            .SelectMany(comparison => new[] { comparison.Left, comparison.Right }.Select(key => InsideParameter(key, arguments)).OfType<MemberPath>().Select(inside => new Match(comparison.Syntax, inside)));

    /// <summary>What is told of a match in one of the elements: <c>Any</c> is true where the lambda is, and <c>All</c> false where it is false.</summary>
    private static ImmutableHashSet<ComparisonOutcome> OfElements(IMethodSymbol method, ImmutableHashSet<ComparisonOutcome> each)
        => each.IsEmpty ? each
            : KnownLibrary.IsQuantifier(method) ? each.Select(comparison => comparison.OneWay(!KnownLibrary.IsTrueOfNothing(method))).ToImmutableHashSet()
            : each.Select(comparison => comparison with { Outcome = null, Proof = null, Number = comparison.Outcome == true ? KnownLibrary.MeaningOfElements(method) : NumberMeaning.None }).ToImmutableHashSet();

    /// <summary>
    /// A join compares what its first two lambdas give. What matches is what the third one is given: in which parameter, and where in it.
    /// </summary>
    private IReadOnlyList<ImmutableHashSet<Match>> MatchesOfJoin(IOperation operation, IMethodSymbol method, AbstractValue outer, AbstractValue inner, IReadOnlyList<Argument> arguments)
    {
        var selectors = arguments.Where(argument => !argument.Value.Delegates.IsEmpty).Take(2).Select(argument => new List<Argument> { argument }).ToList();
        var keyType = GenericRoles.LambdaAt(method, selectors[0][0].Parameter) is { ReturnType: ITypeParameterSymbol key } ? method.OriginalDefinition.TypeParameters.IndexOf(key) : -1;
        var comparisons = Compare(operation, outer, inner, matchesWhenTrue: true, isByMember: keyType >= 0 && KnownTypes.IsEqualByMember(method.TypeArguments[keyType])).Comparisons;
        return selectors.ConvertAll(selector => comparisons.SelectMany(comparison => new[] { comparison.Left, comparison.Right })
            .Select(side => InsideParameter(side, selector)).OfType<MemberPath>().Select(inside => new Match(operation.Syntax, inside.ToText)).ToImmutableHashSet());
    }

    /// <summary>What a join lets through is among the pairs that its last lambda gets; what matched nothing may be among the first of them, too.</summary>
    private AbstractValue Joined(IReadOnlyList<ImmutableHashSet<Match>> joined, int position, AbstractValue given)
    {
        if (position >= joined.Count || joined[position].IsEmpty)
        {
            return given;
        }

        if (given.Key is { } group && _state.Heap.TryGetValue((group, Member.Elements), out var elements) && group is OperationKey)
        {
            _state = _state.Set(group, Member.Elements, elements with { Matched = elements.Matched.Union(joined[position]) });
            return given;
        }

        return given with { Matched = given.Matched.Union(joined[position]) };
    }

    private ImmutableHashSet<Match> MatchedElements(AbstractValue collection)
    {
        ImmutableHashSet<Match>? matched = null;
        foreach (var o in collection.Objects)
        {
            var elements = _state.Heap.TryGetValue((o, Member.Elements), out var value) ? value.Matched : ImmutableHashSet<Match>.Empty;
            matched = matched?.Intersect(elements) ?? elements;
        }

        return matched ?? ImmutableHashSet<Match>.Empty;
    }

    /// <summary>What is known to have matched of a value, or of something in it: <c>select new { line, fee }</c>.</summary>
    /// <param name="inCollection">Of something in a collection that is in it, and not of the value itself.</param>
    private ImmutableHashSet<Match> MatchedInside(AbstractValue value, bool inCollection, int depth)
    {
        var matched = inCollection ? ImmutableHashSet<Match>.Empty : value.Matched;
        if (depth > MaxMatchDepth || value.Objects.Count != 1)
        {
            return matched;
        }

        var members = _state.Heap.Of(value.Objects.First());
        _context.Budget.Spend(members.Count);
        return members.Where(pair => inCollection || pair.Key != Member.Elements)
            .Aggregate(matched, (all, pair) => all.Union(MatchedInside(pair.Value, inCollection && pair.Key != Member.Elements, depth + 1)));
    }

    /// <summary>Deeper in an object it is not looked for matches.</summary>
    private const int MaxMatchDepth = 3;

    /// <summary>What the body gives back is what matched, or only has such elements.</summary>
    public bool GivesBackMatched(SyntaxNode comparison)
    {
        if (Exit is not { } exit)
        {
            return false;
        }

        var (returned, before) = (Returned, _state);
        _state = exit;
        var matched = returned.Matched.Union(MatchedElements(returned)).Any(match => match.Comparison == comparison);
        _state = before;
        return matched;
    }

    /// <summary>Where in the parameter of one of the lambdas a value sits; null where it is no part of it.</summary>
    private static MemberPath? InsideParameter(ValueKey? key, IReadOnlyList<Argument> arguments) => key switch
    {
        SymbolKey { Symbol: IParameterSymbol parameter } when arguments.Any(argument => argument.Value.Delegates.Any(target => target.Method.Parameters.Contains(parameter, SymbolEqualityComparer.Default))) => MemberPath.Empty,
        MemberKey member => InsideParameter(member.Owner, arguments)?.Append(member.Member),
        _ => null,
    };

    /// <summary>What is told of those that a filter let through by there being one, or none.</summary>
    private ImmutableHashSet<ComparisonOutcome> FilteredAway(AbstractValue collection, bool? matches, NumberMeaning meaning)
        => Told(MatchedElements(collection), matches, meaning);

    private static ImmutableHashSet<ComparisonOutcome> Told(ImmutableHashSet<Match> matched, bool? matches, NumberMeaning meaning)
        => matched.IsEmpty ? ImmutableHashSet<ComparisonOutcome>.Empty : matched.Select(match => new ComparisonOutcome(match.Comparison, matches, null, null, meaning)).ToImmutableHashSet();

    private static ImmutableHashSet<ComparisonOutcome> OutcomesOf(IMethodSymbol method, ImmutableHashSet<Match> matched, NumberMeaning turn) => method.Name switch
    {
        "MoveNext" => Told(matched, true, turn),
        "Any" when method.Parameters.Length <= 1 => Told(matched, true, turn),
        "FirstOrDefault" or "LastOrDefault" or "SingleOrDefault" or "ElementAtOrDefault" or "Find" or "FindLast" => Told(matched, null, NumberMeaning.Presence),
        _ => ImmutableHashSet<ComparisonOutcome>.Empty,
    };

    /// <summary>"What happens inside a lambda that may not run does not count outside": of an empty sequence <c>Any</c> is false, and <c>All</c> is true.</summary>
    private Evaluated ByOutcome(IMethodSymbol method, KeySet evaluated)
    {
        var before = KeySet.Of(evaluated.Keys.Where(key => key is AnyKey || _state.Completed.Contains(key)));
        return KnownLibrary.IsTrueOfNothing(method) ? new(before, evaluated, KeySet.Everything) : new(evaluated, before, KeySet.Everything);
    }

    /// <summary>
    /// <c>pairs.Where(x => !x.Decision.IsGoverned)</c>: what comes through has been asked about in its member <c>Decision</c>, so the code in the
    /// member beside it was let through by that decision.
    /// </summary>
    private AbstractValue WithoutDecided(AbstractValue contents, AbstractValue decision, IOperation operation, List<Argument> arguments)
    {
        var asked = MembersDecided(decision, arguments);
        if (asked.Count == 0 && !contents.Objects.SelectMany(o => _state.Heap.Of(o)).Any(pair => IsAbout(pair.Value)))
        {
            return contents;
        }

        return LetThrough(contents, asked, IsAbout, operation);

        bool IsAbout(AbstractValue member) => member is { Key: { } key, IsDecision: false } && decision.DecidedAbout.Contains(key) && decision.Evaluated.Anyway.Contains(key);
    }

    /// <summary><c>codes.Where(c => !Evaluate(c, payer).IsGoverned)</c>: each that comes through has been asked about, and goes by the name of those.</summary>
    /// <param name="isItself">It was asked about itself, and not about members of it.</param>
    private AbstractValue LetThroughBy(AbstractValue result, IMethodSymbol method, AbstractValue decision, bool isItself, List<Argument> arguments)
    {
        if (result.Key is not { Depth: < 4 } key)
        {
            return result;
        }

        var isCollection = KnownTypes.IsCollection(method.ReturnType) && !KnownLibrary.IsElement(method);
        var each = isCollection ? new MemberKey(key, Member.Kept) : key;
        var asked = (isItself ? [MemberPath.Empty] : MembersDecided(decision, arguments)).ConvertAll(path => path.From(each));
        foreach (var name in asked)
        {
            _state = _state with { Completed = _state.Completed.Add(name) };
            Happens(FlowEventKind.Guarded, name);
        }

        if (isCollection && asked.Count > 0)
        {
            _state = _state.Set(key, Member.Elements, ReadMember(result, Member.Elements).In([each]));
        }

        return result;
    }

    /// <summary>The members of what a lambda is given about which it gives back a decision.</summary>
    private static List<MemberPath> MembersDecided(AbstractValue decision, List<Argument> arguments)
        => decision.DecidedAbout.Where(decision.Evaluated.Anyway.Contains).Select(key => InsideParameter(key, arguments)?.OfElements).OfType<MemberPath>()
            .Select(inside => inside.Length > 0 && inside[0] == Member.Turns ? inside.From(1) : inside).Where(inside => inside.Length > 0).Distinct().ToList();

    /// <summary>What is in some members of a value, and wherever else it is known to be the same, has been let through.</summary>
    private AbstractValue LetThrough(AbstractValue contents, IReadOnlyList<MemberPath> asked, Func<AbstractValue, bool> isAbout, IOperation operation)
    {
        var parts = 0;
        return Through(contents, asked);

        AbstractValue Through(AbstractValue value, IReadOnlyList<MemberPath> inside)
        {
            var through = Fresh(operation, parts == 0 ? 3 : 1024 + parts);
            parts++;
            _context.PassedObjects[through] = value.Objects;
            foreach (var group in value.Objects.SelectMany(o => _state.Heap.Of(o)).GroupBy(pair => pair.Key, pair => pair.Value).OrderBy(group => group.Key.Name, StringComparer.Ordinal).ToList())
            {
                var paths = inside.Where(path => path[0].Equals(group.Key)).ToList();
                var isAsked = paths.Any(path => path.Length == 1);

                // Whichever of the objects it is: the name of what one of them holds is not that of the others'.
                var kept = group.Select(held => isAsked || isAbout(held) ? held with { Sources = ImmutableHashSet<Source>.Empty } : held).Aggregate((all, held) => all.MergedWith(held, () => new MemberKey(through, group.Key)));
                if (!isAsked && paths.Count > 0)
                {
                    kept = Through(kept, paths.ConvertAll(path => path.From(1)));
                }

                _state = _state.Set(through, group.Key, kept);
            }

            foreach (var member in inside.Where(path => path.Length > 1).Select(path => path[0]).Distinct().Where(member => !_state.Heap.ContainsKey((through, member))).ToList())
            {
                var kept = Through(ReadMember(value, member), inside.Where(path => path.Length > 1 && path[0].Equals(member)).Select(path => path.From(1)).ToList());
                _state = _state.Set(through, member, kept);
            }

            // Of objects from elsewhere, what is in the member goes by its name.
            foreach (var path in inside.Where(path => path.Length == 1 && !_state.Heap.ContainsKey((through, path[0]))))
            {
                _state = _state.Set(through, path[0], AbstractValue.Of(new MemberKey(through, path[0])));
            }

            // What came in as a whole is told to the callers with the members that were let through.
            var members = MemberPaths.Of(inside);
            return value with { Objects = ImmutableHashSet.Create(through), Sources = members.IsEmpty ? value.Sources : value.Sources.Select(source => (Source)CopiedSource.Through(source, operation.Syntax, members)).ToImmutableHashSet() };
        }
    }
}
