using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <content>Comparisons and look-ups by calls of the base library.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary><c>table.GetValueOrDefault(key, other)</c>: asks by the key, and gives what is there or the other.</summary>
    private AbstractValue LookUp(IOperation operation, IMethodSymbol method, AbstractValue receiver, List<Argument> arguments)
    {
        var isExtension = method.IsStatic;
        var table = isExtension ? arguments[0].Value : receiver;
        var rest = isExtension ? arguments.Skip(1).ToList() : arguments;
        var type = isExtension ? arguments[0].Parameter?.Type : method.ContainingType;
        if (_context.Symbols.HoldsDecisions(type))
        {
            return (rest.Count > 0 ? AnswerIn(table, rest[0].Value, operation, isCertain: false) : null) ?? AbstractValue.Decision([AnyKey.Instance], Fresh(operation));
        }

        var isTable = KnownTypes.IsCollection(type);
        if (isTable && rest.Count > 0)
        {
            ArriveCompared(rest[0].Value, table, operation);
        }

        var found = isTable ? ReadElement(table, rest.Take(1).Select(argument => argument.Value).ToList()) : table;
        return rest.Skip(isTable ? 1 : 0).Aggregate(found, (value, other) => value.MergedWith(other.Value, () => Fresh(operation)));
    }

    private AbstractValue CallComparison(IOperation operation, IMethodSymbol method, LibraryCall kind, AbstractValue receiver, List<Argument> arguments)
    {
        if (method.Name == "InStr" && arguments.Count > 0 && arguments[0].Parameter?.Type.SpecialType == SpecialType.System_Int32)
        {
            // From where to look.
            arguments = arguments.Skip(1).ToList();
        }

        var isInstance = !method.IsStatic && !method.ContainingType.Name.Contains("Comparer");
        var left = isInstance ? receiver : arguments.Count > 0 ? arguments[0].Value : AbstractValue.Unknown;
        var rest = isInstance ? arguments : arguments.Skip(1).ToList();
        var right = rest.Count > 0 ? rest[0].Value : AbstractValue.Unknown;

        var leftType = isInstance ? method.ContainingType : arguments.Count > 0 ? arguments[0].Parameter?.Type : null;
        var results = RunOn(Content(left, leftType), arguments, operation, out _);
        var isOfDecisions = _context.Symbols.HoldsDecisions(method.ContainingType) || _context.Symbols.HoldsDecisions(leftType);

        // `denied.Contains(code)`: what is asked is what the decision about it was.
        var told = right.Delegates.IsEmpty ? ToldBy(left, right) : AbstractValue.Unknown;
        var kept = KnownLibrary.IsTable(method.ContainingType) && right.Delegates.IsEmpty && AnswerKept(left, right) is { } known ? known.Evaluated.Anyway : KeySet.Empty;
        var isFollowed = !isOfDecisions && !told.IsDecision && kept.IsEmpty && ArriveCompared(right, left, operation);

        if (right.Delegates.IsEmpty && rest.Count > 0 && KnownTypes.IsCollection(rest[0].Parameter?.Type))
        {
            // `set.Overlaps(codes)`: each of the one with each of the other.
            isFollowed |= ArriveCompared(Content(right, rest[0].Parameter!.Type), left, operation);
        }

        if (!KnownLibrary.IsTable(method.ContainingType) && !told.IsDecision)
        {
            // The keys of a table are billing data wherever they were put in; its values are not compared.
            isFollowed |= right.Delegates.IsEmpty && ArriveCompared(Content(left, leftType), right, operation);
        }

        foreach (var argument in rest)
        {
            if (argument.Parameter is { RefKind: RefKind.Out })
            {
                var key = Fresh(argument.Operation, 1);
                Assign(argument.Operation, isOfDecisions ? (AnswerIn(left, right, operation, isCertain: false) ?? AbstractValue.Decision([AnyKey.Instance], key)) with { Key = key }
                    : (ReadMember(left, Member.Elements) with { Key = key }).DecidedAs(right).DecidedAs(told));
            }
        }

        bool? matches = kind == LibraryCall.Compare ? true : null;
        var answer = new AbstractValue
        {
            Key = Fresh(operation),
            DecidedAbout = left.DecidedAbout.Or(right.DecidedAbout).Or(results.DecidedAbout).Or(told.DecidedAbout),
            DecidedBy = left.DecidedBy.Or(right.DecidedBy).Or(results.DecidedBy).Or(told.DecidedBy),
            Evaluated = Evaluated.Always(left.Evaluated.Anyway.Union(right.Evaluated.Anyway).Union(told.Evaluated.Anyway).Union(KeySet.Of(results.Evaluated.Anyway.Keys.Where(_state.Completed.Contains)))),
            Comparisons = OfElements(method, results.Comparisons).Add(Noted(new ComparisonOutcome(operation.Syntax, matches, left.Key, right.Key, matches is null ? KnownLibrary.MeaningOf(method) : NumberMeaning.None), isFollowed)),
        };
        if (kind == LibraryCall.Find && KnownLibrary.MeaningOf(method) == NumberMeaning.Position && KnownTypes.IsCollection(leftType))
        {
            NoteFound(answer.Key!, left, [new Match(operation.Syntax, MemberPath.Empty)]);
        }

        if (IsForegone(method, arguments))
        {
            answer = answer.Undecided();
        }

        // `if (!_denied.TryGetValue(code, out var denied))`: where there is an answer, somebody has asked.
        return OfAll(kept.IsEmpty ? answer : answer with { Evaluated = answer.Evaluated with { WhenTrue = answer.Evaluated.WhenTrue.Union(kept) } }, results, left, method, arguments);
    }
}
