using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <content>Comparisons, patterns and tests for null: what their outcome tells.</content>
internal sealed partial class FlowAnalysis
{
    private AbstractValue Compare(IOperation operation, AbstractValue left, AbstractValue right, bool matchesWhenTrue, bool isByMember = false)
    {
        var isFollowed = ArriveCompared(left, right, operation);
        isFollowed |= ArriveCompared(right, left, operation);
        var members = isByMember ? CompareMembers(operation, left, right).Concat(CompareMembers(operation, right, left)).ToList() : [];
        (left, right) = (WithoutPending(left), WithoutPending(right));
        var result = new AbstractValue
        {
            Key = Fresh(operation),
            DecidedAbout = left.DecidedAbout.Or(right.DecidedAbout),
            DecidedBy = left.DecidedBy.Or(right.DecidedBy),
            Evaluated = CompareEvaluated(left, right, IsExact(operation)),
            Comparisons = ImmutableHashSet.Create(Noted(new ComparisonOutcome(operation.Syntax, true, left.Key, right.Key), isFollowed)),
        };

        // `(a == b) == false` is a comparison of comparisons: the inner ones still tell.
        var inner = right.Truth is { } truth ? Inner(left, truth) : left.Truth is { } other ? Inner(right, other) : [];
        inner = inner.Concat(IsNullConstant(right) ? Present(left, false) : IsNullConstant(left) ? Present(right, false) : []);
        result = result with { Comparisons = result.Comparisons.Union(inner).Union(members) };
        if ((IsNullConstant(right) && left.IsAlwaysThere) || (IsNullConstant(left) && right.IsAlwaysThere))
        {
            result = result.Undecided();
        }

        if (result.IsDecision && IsExact(operation) && (right.Key is ConstantKey limit ? EqualTo(left, limit) : left.Key is ConstantKey bound ? EqualTo(right, bound) : null) is { } equal)
        {
            result = result with { Key = equal };
        }

        return matchesWhenTrue ? result : result with
        {
            Key = IsReadOff(result.Key) ? NotKey.Of(result.Key!) : result.Key,
            Evaluated = result.Evaluated.Not(),
            Comparisons = result.Comparisons.Select(comparison => comparison.Not()).ToImmutableHashSet(),
        };
    }

    /// <summary>What was read off a decision is compared with a constant: asked again, it says the same. (A truth value is the answer itself.)</summary>
    private ValueKey? EqualTo(AbstractValue read, ConstantKey constant)
        => !IsReadOff(read.Key) ? null : constant.Value is bool truth ? truth ? read.Key : NotKey.Of(read.Key!) : new EqualKey(read.Key!, constant);

    private ComparisonOutcome Noted(ComparisonOutcome comparison, bool isFollowed)
    {
        if (isFollowed)
        {
            _state = _state with { MayMatch = _state.MayMatch.Add(comparison) };
        }

        return comparison;
    }

    /// <summary>Tuples and records are compared member by member: <c>(code, units) == ("M0076", 1)</c>.</summary>
    private IEnumerable<ComparisonOutcome> CompareMembers(IOperation operation, AbstractValue value, AbstractValue other)
    {
        foreach (var pair in value.Objects.SelectMany(o => _state.Heap.Of(o)).Where(pair => !pair.Value.Sources.IsEmpty).ToList())
        {
            var with = ReadMember(other, pair.Key);
            yield return Noted(new ComparisonOutcome(operation.Syntax, true, pair.Value.Key, with.Key), ArriveCompared(pair.Value, with, operation));
        }
    }

    /// <summary>What is asked of a task that has not been awaited says nothing of what it will give.</summary>
    private static AbstractValue WithoutPending(AbstractValue value) => !value.IsPending ? value : value with
    {
        DecidedAbout = ImmutableHashSet<ValueKey>.Empty,
        DecidedBy = ImmutableHashSet<SyntaxNode>.Empty,
        Evaluated = Evaluated.Nothing,
        IsPending = false,
    };

    /// <summary>What it tells of a filter that it let something through.</summary>
    /// <param name="outcome">That of the test, where there is something.</param>
    private static IEnumerable<ComparisonOutcome> Present(AbstractValue value, bool outcome)
        => value.Comparisons.Where(comparison => comparison.Number == NumberMeaning.Presence).Select(comparison => comparison with { Outcome = outcome, Proof = outcome, Number = NumberMeaning.None });

    private static IEnumerable<ComparisonOutcome> Inner(AbstractValue value, bool truth)
        => value.Comparisons.Select(comparison => truth ? comparison : comparison.Not());

    private static bool IsNullConstant(AbstractValue value)
        => value.Evaluated is { WhenTrue.IsEverything: true, WhenFalse.IsEverything: true, WhenNeither.IsEverything: false };

    /// <summary>An operator of the language, and no method that may compare in its own way. (Visual Basic compares texts as the file says.)</summary>
    private static bool IsExact(IOperation operation)
        => operation is IBinaryOperation { OperatorMethod: null or { ContainingType.SpecialType: SpecialType.System_String }, LeftOperand.Type: var type } && (operation.Language == LanguageNames.CSharp || type is { TypeKind: TypeKind.Enum } or { SpecialType: SpecialType.System_Boolean } || KnownTypes.IsNumber(type));

    private static Evaluated CompareEvaluated(AbstractValue left, AbstractValue right, bool isExact)
    {
        return OneSided(left.Evaluated, right) ?? OneSided(right.Evaluated, left) ?? Evaluated.Always(left.Evaluated.Anyway.Union(right.Evaluated.Anyway));

        Evaluated? OneSided(Evaluated value, AbstractValue constant)
            => constant.Evaluated switch
            {
                { WhenFalse.IsEverything: true, WhenNeither.IsEverything: true } => new(value.WhenTrue, value.WhenFalse.Intersect(value.WhenNeither), KeySet.Everything),
                { WhenTrue.IsEverything: true, WhenNeither.IsEverything: true } => new(value.WhenFalse, value.WhenTrue.Intersect(value.WhenNeither), KeySet.Everything),
                { WhenTrue.IsEverything: true, WhenFalse.IsEverything: true } => new(value.WhenNeither, value.WhenNotNull, KeySet.Everything),

                // Equal to a constant that is not null, so not null itself: `d?.Outcome == Outcome.NotCovered`.
                _ when constant.Key is ConstantKey { Value: { } other } => isExact ? value.WhereEqual(other) : new(value.WhenNotNull, value.Anyway, KeySet.Everything),
                _ => null,
            };
    }

    /// <summary>A constant stands in an order to another of its type.</summary>
    private static bool? IsInOrder(BinaryOperatorKind kind, object constant, object limit)
        => constant.GetType() != limit.GetType() || constant is not (IComparable and not (string or double or float)) ? null : (kind, ((IComparable)constant).CompareTo(limit)) switch
        {
            (BinaryOperatorKind.LessThan, var order) => order < 0,
            (BinaryOperatorKind.LessThanOrEqual, var order) => order <= 0,
            (BinaryOperatorKind.GreaterThan, var order) => order > 0,
            (BinaryOperatorKind.GreaterThanOrEqual, var order) => order >= 0,
            _ => null,
        };

    /// <summary>What an order between two values tells. Of what is null no order is true.</summary>
    private static Evaluated OrderEvaluated(BinaryOperatorKind kind, AbstractValue left, AbstractValue right)
        => right.Key is ConstantKey { Value: { } limit } && !left.Evaluated.Equals(Evaluated.Nothing) ? left.Evaluated.Where(constant => IsInOrder(kind, constant, limit))
            : left.Key is ConstantKey { Value: { } bound } && !right.Evaluated.Equals(Evaluated.Nothing) ? right.Evaluated.Where(constant => IsInOrder(kind, bound, constant))
            : new Evaluated(left.Evaluated.WhenNotNull.Union(right.Evaluated.WhenNotNull), left.Evaluated.Anyway.Union(right.Evaluated.Anyway), KeySet.Everything);

    private AbstractValue TestNull(IOperation operation, AbstractValue value, bool isNull)
    {
        if (operation is IIsNullOperation { Operand: var tested } && IsAlwaysThere(tested))
        {
            return AbstractValue.Of(Fresh(operation));
        }

        value = WithoutPending(value);
        var isAlwaysThere = value.IsAlwaysThere && !(operation is IIsTypeOperation { TypeOperand: var type } && !_context.Symbols.IsDecision(type));
        if (isAlwaysThere && operation is IIsNullOperation && SourceLanguage.IsReadIfAny(operation.Syntax))
        {
            // What is read says what the decision says, whichever way leads on from there.
            isAlwaysThere = false;
            value = value with { Evaluated = value.Evaluated with { WhenNeither = value.Evaluated.WhenNotNull } };
        }

        var evaluated = new Evaluated(value.Evaluated.WhenNeither, value.Evaluated.WhenNotNull, KeySet.Everything);
        var test = new AbstractValue
        {
            Key = Fresh(operation),
            DecidedAbout = value.DecidedAbout,
            DecidedBy = value.DecidedBy,
            Evaluated = isNull ? evaluated : evaluated.Not(),
            Comparisons = Present(value, !isNull).ToImmutableHashSet(),
        };
        return isAlwaysThere ? test.Undecided() : test;
    }

    /// <summary>A decision is a value: that there is one says nothing of it.</summary>
    private bool IsAlwaysThere(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } conversion)
        {
            operation = conversion.Operand;
        }

        return KnownTypes.IsNeverNull(operation.Type) && _context.Symbols.IsDecision(operation.Type);
    }

    /// <summary>A pattern that every value matches that is there.</summary>
    private bool MatchesAll(IPatternOperation pattern) => pattern switch
    {
        IDiscardPatternOperation => true,
        INegatedPatternOperation negated => MatchesAll(negated.Pattern),
        IBinaryPatternOperation binary => IsOfAll(binary),
        IRecursivePatternOperation { DeconstructionSubpatterns.IsEmpty: true, PropertySubpatterns: var properties } recursive => IsOfAnyInput(recursive.MatchedType, recursive) && properties.All(property => property.Pattern is IDiscardPatternOperation),
        IDeclarationPatternOperation { MatchesNull: false, MatchedType: { } type } => IsOfAnyInput(type, pattern),
        ITypePatternOperation type => IsOfAnyInput(type.MatchedType, pattern),
        _ => WhenPresent(pattern) is not null,
    };

    /// <summary><c>true or false</c>, <c>x or not x</c>, <c>x and not x</c></summary>
    private static bool IsOfAll(IBinaryPatternOperation binary)
    {
        var (left, isLeft) = ConstantIn(binary.LeftPattern, true);
        var (right, isRight) = ConstantIn(binary.RightPattern, true);
        return left is { HasValue: true } && right is { HasValue: true }
            && (Equals(left.Value, right.Value) ? isLeft != isRight : isLeft == isRight && left.Value is bool && right.Value is bool);

        static (Optional<object?> Constant, bool IsIt) ConstantIn(IPatternOperation pattern, bool isIt) => pattern switch
        {
            INegatedPatternOperation negated => ConstantIn(negated.Pattern, !isIt),
            IConstantPatternOperation constant => (constant.Value.ConstantValue, isIt),
            _ => (default, isIt),
        };
    }

    /// <summary>Whatever is there is of the type: that which the pattern is given, or a decision's, which boxed is still one.</summary>
    private bool IsOfAnyInput(ITypeSymbol type, IPatternOperation pattern)
        => IsOfInput(type, pattern) || _context.Symbols.IsDecision(type) || (pattern.InputType is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } && SymbolEqualityComparer.Default.Equals(type, inner));

    private AbstractValue Pattern(IIsPatternOperation operation)
    {
        var value = WithoutPending(Evaluate(operation.Value));
        var isDecided = !((value.IsAlwaysThere || IsAlwaysThere(operation.Value)) && MatchesAll(operation.Pattern));
        var comparisons = new List<ComparisonOutcome>();
        var parts = Match(operation.Pattern, value, positive: true, alone: true, comparisons);
        if (operation.Pattern is IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool truth } })
        {
            comparisons.AddRange(Inner(value, truth));
        }

        if (WhenPresent(operation.Pattern) is { } present)
        {
            comparisons.AddRange(Present(value, present));
        }

        if (AsksOnlyMembers(operation.Pattern, value))
        {
            // `is { Urgent: true }` of an answer of which only another member says what the decision says.
            value = value with { DecidedAbout = ImmutableHashSet<ValueKey>.Empty, DecidedBy = ImmutableHashSet<SyntaxNode>.Empty };
        }

        var evaluated = PatternEvaluated(operation.Pattern, value.Evaluated);
        var match = new AbstractValue
        {
            Key = Fresh(operation),
            DecidedAbout = value.DecidedAbout.Or(parts.DecidedAbout),
            DecidedBy = value.DecidedBy.Or(parts.DecidedBy),
            Evaluated = evaluated.With(parts.Evaluated.Anyway),
            Comparisons = comparisons.ToImmutableHashSet(),
        };
        return isDecided ? match : match.Undecided();
    }

    /// <summary>A pattern looks at nothing but members of which it is known what they say.</summary>
    private bool AsksOnlyMembers(IPatternOperation pattern, AbstractValue value) => pattern switch
    {
        INegatedPatternOperation negated => AsksOnlyMembers(negated.Pattern, value),
        IRecursivePatternOperation { DeconstructionSubpatterns.IsEmpty: true, PropertySubpatterns: { IsEmpty: false } properties } => value.IsDecision && value.DecidedAbout.All(value.Evaluated.Anyway.Contains) && !value.Objects.IsEmpty
            && properties.All(property => property.Member is IMemberReferenceOperation { Member: var member } && value.Objects.All(o => _state.Heap.ContainsKey((o, Member.Of(member))))),
        _ => false,
    };

    /// <summary>The outcome of a pattern of which it depends only on whether there is a value.</summary>
    private static bool? WhenPresent(IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } => false,
        INegatedPatternOperation negated => !WhenPresent(negated.Pattern),
        IRecursivePatternOperation { DeconstructionSubpatterns.IsEmpty: true, PropertySubpatterns.IsEmpty: true } recursive when IsOfInput(recursive.MatchedType, recursive) => true,
        IDeclarationPatternOperation { MatchesNull: false, MatchedType: { } type } declaration when IsOfInput(type, declaration) => true,
        ITypePatternOperation type when IsOfInput(type.MatchedType, type) => true,
        _ => null,
    };

    private static bool IsOfInput(ITypeSymbol type, IPatternOperation pattern) => SymbolEqualityComparer.Default.Equals(type, pattern.InputType);

    /// <summary>What a value's outcome tells where a pattern matches it and where it does not.</summary>
    private static Evaluated PatternEvaluated(IPatternOperation pattern, Evaluated value)
    {
        if (WhenPresent(pattern) is { } present && pattern is not (INegatedPatternOperation or IConstantPatternOperation))
        {
            // `is { } error`: where it does not match there is nothing.
            var tested = new Evaluated(value.WhenNotNull, value.WhenNeither, KeySet.Everything);
            return present ? tested : tested.Not();
        }

        switch (pattern)
        {
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true } constant }:
                return constant.Value switch
                {
                    true => new(value.WhenTrue, value.WhenFalse.Intersect(value.WhenNeither), KeySet.Everything),
                    false => new(value.WhenFalse, value.WhenTrue.Intersect(value.WhenNeither), KeySet.Everything),
                    null => new(value.WhenNeither, value.WhenNotNull, KeySet.Everything),
                    { } other => value.WhereEqual(other),
                };
            case INegatedPatternOperation negated:
                return PatternEvaluated(negated.Pattern, value).Not();
            case IBinaryPatternOperation binary:
                var left = PatternEvaluated(binary.LeftPattern, value);
                var right = PatternEvaluated(binary.RightPattern, value);
                return binary.OperatorKind == BinaryOperatorKind.Or
                    ? new(left.WhenTrue.Intersect(right.WhenTrue), left.WhenFalse.Union(right.WhenFalse), KeySet.Everything)
                    : new(left.WhenTrue.Union(right.WhenTrue), left.WhenFalse.Intersect(right.WhenFalse), KeySet.Everything);
            case IRelationalPatternOperation { Value.ConstantValue: { HasValue: true, Value: { } limit } } relational:
                return value.Where(constant => IsInOrder(relational.OperatorKind, constant, limit));
            case IRecursivePatternOperation or ITypePatternOperation or IRelationalPatternOperation or IListPatternOperation:
                return new(value.WhenNotNull, value.Anyway, KeySet.Everything);
            case IDeclarationPatternOperation declaration:
                return declaration.MatchesNull ? new(value.Anyway, KeySet.Everything, KeySet.Everything) : new(value.WhenNotNull, value.Anyway, KeySet.Everything);
            default:
                return Evaluated.Always(value.Anyway);
        }
    }

    /// <summary>Compares a value with a pattern: its constants are comparisons, its variables take the value.</summary>
    /// <param name="positive">Not inside an odd number of <c>not</c>.</param>
    /// <param name="alone">There is nothing else in the whole that may not match.</param>
    private AbstractValue Match(IPatternOperation pattern, AbstractValue value, bool positive, bool alone, List<ComparisonOutcome> comparisons)
    {
        switch (pattern)
        {
            case IConstantPatternOperation constant:
                var other = Evaluate(constant.Value);
                var isFollowed = ArriveCompared(other, value, constant.Value, SourceLanguage.IsTableKey(constant.Syntax));
                isFollowed |= ArriveCompared(value, other, constant.Value);
                comparisons.Add(Noted(new ComparisonOutcome(constant.Value.Syntax, positive, value.Key, other.Key) { IsPartial = !alone }, isFollowed));
                return AbstractValue.Unknown;
            case INegatedPatternOperation negated:
                return Match(negated.Pattern, value, !positive, alone, comparisons);
            case IBinaryPatternOperation binary:
                var isAlone = alone && (binary.OperatorKind == BinaryOperatorKind.Or) == positive;
                var left = Match(binary.LeftPattern, value, positive, isAlone, comparisons);
                return left.CombinedWith(Match(binary.RightPattern, value, positive, isAlone, comparisons));
            case IDeclarationPatternOperation declaration:
                if (declaration.DeclaredSymbol is { } local)
                {
                    // M0076 is no number.
                    _state = _state.Set(local, KnownTypes.IsNumber(declaration.MatchedType) && value.Key is CodeKey { Code: var text } && !text.All(char.IsDigit) ? AbstractValue.Of(Fresh(declaration)) : value);
                }

                return AbstractValue.Unknown;
            case IRecursivePatternOperation recursive:
                return MatchRecursive(recursive, value, positive, alone, comparisons);
            case IListPatternOperation list:
                var elements = AbstractValue.Unknown;
                for (var i = 0; i < list.Patterns.Length; i++)
                {
                    // Behind a slice it is counted from the end.
                    var isCounted = !list.Patterns.Take(i).OfType<ISlicePatternOperation>().Any();
                    var index = new AbstractValue { Key = isCounted ? new ConstantKey(i) : new FromEndKey(new ConstantKey(list.Patterns.Length - i)) };
                    var element = ReadByOwnIndexer(list.Patterns[i], SymbolRead(list, list.Patterns[i]), value, index) ?? ReadElement(value, [index]);
                    elements = elements.CombinedWith(Match(list.Patterns[i], element, positive, alone: false, comparisons));
                }

                return elements;
            case ISlicePatternOperation { Pattern: { } slice }:
                return Match(slice, value, positive, alone, comparisons);
            case IRelationalPatternOperation relational:
                return Evaluate(relational.Value);
            default:
                return AbstractValue.Unknown;
        }
    }

    /// <summary>What a list pattern calls for one of its parts; nothing for those that look at nothing.</summary>
    private static ISymbol? SymbolRead(IListPatternOperation list, IPatternOperation part) => part switch
    {
        IDiscardPatternOperation => null,
        ISlicePatternOperation slice => slice.Pattern is null ? null : slice.SliceSymbol,
        _ => list.IndexerSymbol,
    };

    private AbstractValue MatchRecursive(IRecursivePatternOperation pattern, AbstractValue value, bool positive, bool alone, List<ComparisonOutcome> comparisons)
    {
        if (pattern.DeclaredSymbol is { } local)
        {
            _state = _state.Set(local, value);
        }

        // `{ Code: "M0076", Units: > 4 }`: where the whole does not match, one of the parts may.
        alone &= pattern.DeconstructionSubpatterns.Length + pattern.PropertySubpatterns.Length == 1;
        var result = AbstractValue.Unknown;
        for (var i = 0; i < pattern.DeconstructionSubpatterns.Length; i++)
        {
            var part = pattern.MatchedType.IsTupleType || pattern.DeconstructSymbol is null
                ? ReadMember(value, Member.TupleElement(i))
                : Deconstructed(pattern, pattern.MatchedType, pattern.DeconstructSymbol as IMethodSymbol, value, i);
            result = result.CombinedWith(Match(pattern.DeconstructionSubpatterns[i], part, positive, alone, comparisons));
        }

        foreach (var property in pattern.PropertySubpatterns)
        {
            var member = property.Member is IMemberReferenceOperation reference ? ReadSubpattern(reference, value) : AbstractValue.Unknown;
            result = result.CombinedWith(member with { Sources = ImmutableHashSet<Source>.Empty })
                .CombinedWith(Match(property.Pattern, member, positive, alone, comparisons));
        }

        return result;
    }

    private AbstractValue ReadSubpattern(IMemberReferenceOperation reference, AbstractValue value)
    {
        if (value.IsDecision && _context.Symbols.IsDecision(reference.Member.ContainingType))
        {
            // Where there is no decision the pattern does not match, and nothing was evaluated.
            return FromDecision(reference, value) with { Evaluated = Evaluated.Always(value.Evaluated.Anyway) };
        }

        var member = ReadProperty(reference, reference.Member, value);
        return member.IsDecision || !_context.Symbols.IsDecision(reference.Type) ? member : AbstractValue.Decision(AboutStored(reference), member.Key);
    }
}
