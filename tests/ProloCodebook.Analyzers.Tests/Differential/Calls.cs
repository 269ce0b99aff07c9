namespace ProloCodebook.Tests.Differential;

/// <summary>Who calls what in a program.</summary>
internal static class Calls
{
    /// <summary>The names of all that is called in a block.</summary>
    public static IEnumerable<string> In(Block block) => block.Statements.SelectMany(In);

    /// <summary>The block without the local functions and lambdas that nothing in it calls; the same one if there is none.</summary>
    public static Block WithoutUncalled(Block body)
    {
        var called = In(body).ToHashSet();
        return Keep(body, statement => statement is not DeclareFunction function || called.Contains(function.Name));
    }

    private static IEnumerable<string> In(Statement statement) => statement switch
    {
        Block block => In(block),
        Declare declare => In(declare.Value),
        Assign assign => In(assign.Value),
        Bill bill => In(bill.Code).Concat(In(bill.When)),
        BillAll bill => In(bill.Codes),
        HandOn handOn => In(handOn.Decision),
        LogDecision log => In(log.Decision),
        Drop drop => In(drop.Call),
        If test => [.. In(test.Condition), .. In(test.Then), .. In(test.Else ?? Block.Empty)],
        While loop => [.. In(loop.Condition), .. In(loop.Body)],
        DoWhile loop => [.. In(loop.Body), .. In(loop.Condition)],
        ForEach loop => [.. In(loop.Codes), .. In(loop.Body)],
        Return leave => In(leave.Value),
        Try attempt => [.. In(attempt.Body), .. In(attempt.Catch ?? Block.Empty), .. In(attempt.Finally ?? Block.Empty)],
        SwitchOnOutcome choice => [.. In(choice.Decision), .. In(choice.NotGoverned), .. In(choice.Other)],
        DeclareFunction function => In(function.Body),
        TakeApart parts => In(parts.Pair),
        _ => [],
    };

    private static IEnumerable<string> In(Expression? expression) => expression switch
    {
        Evaluate evaluate => In(evaluate.Code),
        IsGoverned test => In(test.Decision),
        Not not => In(not.Operand),
        And and => [.. In(and.Left), .. In(and.Right)],
        Or or => [.. In(or.Left), .. In(or.Right)],
        Conditional conditional => [.. In(conditional.Condition), .. In(conditional.WhenTrue), .. In(conditional.WhenFalse)],
        Trim trim => In(trim.Code),
        MakeCodes codes => codes.Items.SelectMany(In),
        MakePair pair => [.. In(pair.First), .. In(pair.Second)],
        PairItem item => In(item.Pair),
        Call call => call.Arguments.SelectMany(argument => In(argument.Value)).Prepend(call.Name),
        _ => [],
    };

    private static Block Keep(Block block, Func<Statement, bool> isKept)
    {
        var statements = block.Statements.Where(isKept).Select(statement => Inside(statement, isKept)).ToList();
        return statements.Count == block.Statements.Count && statements.Zip(block.Statements).All(pair => ReferenceEquals(pair.First, pair.Second)) ? block : new Block(statements);
    }

    private static Statement Inside(Statement statement, Func<Statement, bool> isKept)
    {
        Block In(Block block) => Keep(block, isKept);
        Block? InAny(Block? block) => block is null ? null : In(block);

        Statement changed = statement switch
        {
            Block block => In(block),
            If test => test with { Then = In(test.Then), Else = InAny(test.Else) },
            While loop => loop with { Body = In(loop.Body) },
            DoWhile loop => loop with { Body = In(loop.Body) },
            ForEach loop => loop with { Body = In(loop.Body) },
            Try attempt => attempt with { Body = In(attempt.Body), Catch = InAny(attempt.Catch), Finally = InAny(attempt.Finally) },
            SwitchOnOutcome choice => choice with { NotGoverned = In(choice.NotGoverned), Other = In(choice.Other) },
            DeclareFunction function => function with { Body = In(function.Body) },
            _ => statement,
        };
        return changed.Equals(statement) ? statement : changed;
    }
}
