using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.References;

/// <summary>Where a variable's value comes from and where it goes, as far as it can be read off the same body.</summary>
internal static class Variables
{
    // A signal is looked for where a reader would look; a body of any length must not make that slow.
    private const int MaximumOperations = 4096;

    /// <summary>What the local was initialized with or loops over.</summary>
    public static IOperation? OriginOf(ILocalSymbol local, IOperation from)
    {
        foreach (var operation in Around(from))
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when Is(declarator.Symbol, local):
                    if (declarator.Parent is IForEachLoopOperation loop && loop.LoopControlVariable == declarator)
                    {
                        return loop.Collection;
                    }

                    return (declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer)?.Value;
                case IDeclarationPatternOperation pattern when Is(pattern.DeclaredSymbol, local):
                    return MatchedBy(pattern);
                case IRecursivePatternOperation pattern when Is(pattern.DeclaredSymbol, local):
                    return MatchedBy(pattern);
            }
        }

        return null;
    }

    /// <summary>What the lambda is applied to: <c>codes.Any(c => c == "20999")</c>.</summary>
    public static IOperation? OriginOf(IParameterSymbol parameter, IOperation from)
    {
        for (var current = from.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation lambda && SymbolEqualityComparer.Default.Equals(lambda.Symbol, parameter.ContainingSymbol))
            {
                var argument = lambda.Parent is IDelegateCreationOperation creation ? creation.Parent : lambda.Parent;
                while (argument is IConversionOperation)
                {
                    argument = argument.Parent;
                }

                return argument is IArgumentOperation { Parent: IInvocationOperation call }
                    ? call.Instance ?? (call.TargetMethod.IsExtensionMethod && call.Arguments.Length > 0 ? call.Arguments[0].Value : null)
                    : null;
            }
        }

        return null;
    }

    /// <summary>Where the local is read.</summary>
    public static IEnumerable<IOperation> ReadsOf(ILocalSymbol local, IOperation from)
    {
        foreach (var operation in Around(from))
        {
            if (operation is ILocalReferenceOperation { IsDeclaration: false } reference
                && Is(reference.Local, local)
                && !(reference.Parent is IAssignmentOperation assignment && assignment.Target == reference))
            {
                yield return reference;
            }
        }
    }

    private static IOperation? MatchedBy(IOperation pattern)
    {
        for (var current = pattern.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case IPropertySubpatternOperation subpattern:
                    return subpattern.Member;
                case IIsPatternOperation isPattern:
                    return isPattern.Value;
                case ISwitchExpressionOperation @switch:
                    return @switch.Value;
                case ISwitchOperation @switch:
                    return @switch.Value;
                case not (IPatternOperation or ICaseClauseOperation or ISwitchCaseOperation or ISwitchExpressionArmOperation):
                    return null;
            }
        }

        return null;
    }

    private static IEnumerable<IOperation> Around(IOperation from)
    {
        var root = from;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root.DescendantsAndSelf().Take(MaximumOperations);
    }

    private static bool Is(ISymbol? symbol, ISymbol local) => SymbolEqualityComparer.Default.Equals(symbol, local);
}
