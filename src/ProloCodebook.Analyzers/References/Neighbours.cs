using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.References;

/// <summary>What stands beside a value in the same call, initializer or switch.</summary>
internal static class Neighbours
{
    // A table of fifty thousand rows need not be read to the end to see what it is a table of.
    private const int MaximumOperations = 512;

    /// <summary>
    /// The code system that is passed or assigned together with the value: <c>new Coding("http://www.ama-assn.org/go/cpt", "20999")</c>.
    /// The URI of another one says that the value is something else.
    /// </summary>
    public static NameVerdict CodeSystem(IOperation operation)
        => Around(operation, IsCallOrInitializer, CodeShapes.NamesCodeSystem) ? NameVerdict.Billing
            : Around(operation, IsCallOrInitializer, CodeShapes.NamesOtherCodeSystem) ? NameVerdict.SomethingElse
            : NameVerdict.Neutral;

    /// <summary>A text beside it is shaped like a procedure code. Numbers have no neighbours: any five digits are shaped so.</summary>
    public static bool AreProcedureShaped(IOperation operation)
        => IsText(operation) && Around(operation, IsInitializerOrSwitch, CodeShapes.IsProcedureShaped);

    private static bool IsText(IOperation operation)
        => operation is IUtf8StringOperation || operation.ConstantValue is { HasValue: true, Value: string } || operation.Type?.SpecialType == SpecialType.System_String;

    private static bool IsCallOrInitializer(IOperation parent)
        => parent is IInvocationOperation or IObjectCreationOperation or IObjectOrCollectionInitializerOperation or IAnonymousObjectCreationOperation
            or ITupleOperation or IInterpolatedStringOperation;

    private static bool IsInitializerOrSwitch(IOperation parent)
        => parent is IArrayInitializerOperation or IObjectOrCollectionInitializerOperation or ISwitchOperation or ISwitchExpressionOperation or IBinaryPatternOperation
            || TargetNames.IsCollectionExpression(parent);

    private static bool Around(IOperation operation, Func<IOperation, bool> isContainer, Func<string, bool> isWanted)
    {
        var budget = MaximumOperations;
        for (IOperation child = operation, parent; child.Parent is not null; child = parent)
        {
            parent = child.Parent;
            if (parent is IExpressionStatementOperation or IBlockOperation or IAnonymousFunctionOperation or IMethodBodyBaseOperation)
            {
                return false;
            }

            if (!isContainer(parent))
            {
                continue;
            }

            foreach (var sibling in parent.ChildOperations)
            {
                if (sibling == child)
                {
                    if (parent is ISwitchOperation && HasText(Patterns(child), isWanted, ref budget, except: operation))
                    {
                        return true;
                    }

                    continue;
                }

                if (HasText(parent is ISwitchOperation ? Patterns(sibling) : [sibling], isWanted, ref budget, except: null))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The labels of a section of a switch, not its statements.</summary>
    private static IEnumerable<IOperation> Patterns(IOperation section)
        => section is ISwitchCaseOperation @case ? @case.Clauses : Enumerable.Empty<IOperation>();

    /// <summary>The ZIP in the same object is no neighbour of the code.</summary>
    private static bool IsOfSomethingElse(IOperation operation)
        => operation is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: { Name: var name } } and not IPropertyReferenceOperation { Property.IsIndexer: true } }
            && NameWords.Judge(name) == NameVerdict.SomethingElse;

    private static bool HasText(IEnumerable<IOperation> roots, Func<string, bool> isWanted, ref int budget, IOperation? except)
    {
        var pending = new Stack<IOperation>(roots);
        while (pending.Count > 0 && budget-- > 0)
        {
            var operation = pending.Pop();
            if (operation == except || IsOfSomethingElse(operation))
            {
                continue;
            }

            if (operation.ConstantValue is { HasValue: true, Value: var value })
            {
                if (value is string text && isWanted(text))
                {
                    return true;
                }

                continue;
            }

            if (operation is IUtf8StringOperation utf8 && isWanted(utf8.Value))
            {
                return true;
            }

            if (operation is IAnonymousFunctionOperation)
            {
                continue;
            }

            foreach (var child in operation.ChildOperations)
            {
                pending.Push(child);
            }
        }

        return false;
    }
}
