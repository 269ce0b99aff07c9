namespace ProloCodebook.Tests.Differential;

/// <summary>Makes a program smaller in every way that might keep it valid. What is no C# any more is found out by compiling it.</summary>
internal static class Shrinker
{
    /// <summary>All programs that are one step smaller.</summary>
    public static IEnumerable<Program> Smaller(Program program) => Steps(program).Select(smaller => smaller.WithoutDeadCode());

    private static IEnumerable<Program> Steps(Program program)
    {
        for (var i = 0; i < program.Methods.Count; i++)
        {
            if (!program.Methods[i].IsEntry)
            {
                yield return program with { Methods = Without(program.Methods, i) };
            }

            foreach (var body in Smaller(program.Methods[i].Body))
            {
                yield return program with { Methods = With(program.Methods, i, program.Methods[i] with { Body = body }) };
            }
        }

        for (var i = 0; i < program.Fields.Count; i++)
        {
            yield return program with { Fields = Without(program.Fields, i) };
        }
    }

    private static IEnumerable<Block> Smaller(Block block)
    {
        for (var i = 0; i < block.Statements.Count; i++)
        {
            yield return new Block(Without(block.Statements, i));
        }

        for (var i = 0; i < block.Statements.Count; i++)
        {
            foreach (var inner in Inner(block.Statements[i]))
            {
                yield return new Block([.. block.Statements.Take(i), .. inner.Statements, .. block.Statements.Skip(i + 1)]);
            }

            foreach (var statement in Smaller(block.Statements[i]))
            {
                yield return new Block(With(block.Statements, i, statement));
            }
        }
    }

    /// <summary>The blocks that could stand in a statement's place.</summary>
    private static IEnumerable<Block> Inner(Statement statement) => statement switch
    {
        Block block => [block],
        If test => test.Else is { } otherwise ? [test.Then, otherwise] : [test.Then],
        While loop => [loop.Body],
        DoWhile loop => [loop.Body],
        ForEach loop => [loop.Body],
        Try attempt => new[] { attempt.Body, attempt.Catch, attempt.Finally }.OfType<Block>(),
        SwitchOnOutcome choice => [choice.NotGoverned, choice.Other],
        _ => [],
    };

    private static IEnumerable<Statement> Smaller(Statement statement)
    {
        switch (statement)
        {
            case Block block:
                return Smaller(block);
            case Declare declare:
                return Smaller(declare.Value).Select(value => declare with { Value = value });
            case Assign assign:
                return Smaller(assign.Value).Select(value => assign with { Value = value });
            case Bill bill:
                return Smaller(bill.Code).Select(code => bill with { Code = code })
                    .Concat(bill.When is { } when ? Smaller(when).Select(w => bill with { When = w }).Prepend(bill with { When = null }) : []);
            case BillAll bill:
                return Smaller(bill.Codes).Select(codes => bill with { Codes = codes });
            case HandOn handOn:
                return Smaller(handOn.Decision).Select(decision => handOn with { Decision = decision });
            case LogDecision log:
                return Smaller(log.Decision).Select(decision => log with { Decision = decision });
            case Drop drop:
                return Smaller(drop.Call).Where(call => call is Evaluate or Call).Select(call => drop with { Call = call });
            case If test:
                return Smaller(test.Condition).Select(condition => test with { Condition = condition })
                    .Concat(Smaller(test.Then).Select(then => test with { Then = then }))
                    .Concat(test.Else is { } otherwise ? Smaller(otherwise).Select(e => test with { Else = e }).Prepend(test with { Else = null }) : []);
            case While loop:
                return Smaller(loop.Condition).Select(condition => loop with { Condition = condition }).Concat(Smaller(loop.Body).Select(body => loop with { Body = body }));
            case DoWhile loop:
                return Smaller(loop.Condition).Select(condition => loop with { Condition = condition }).Concat(Smaller(loop.Body).Select(body => loop with { Body = body }));
            case ForEach loop:
                return Smaller(loop.Codes).Select(codes => loop with { Codes = codes }).Concat(Smaller(loop.Body).Select(body => loop with { Body = body }));
            case Return { Value: { } value } leave:
                return Smaller(value).Select(v => leave with { Value = v });
            case Try attempt:
                return Smaller(attempt.Body).Select(body => attempt with { Body = body })
                    .Concat(attempt.Catch is { } handler ? Smaller(handler).Select(c => attempt with { Catch = c }) : [])
                    .Concat(attempt.Finally is { } last ? Smaller(last).Select(f => attempt with { Finally = f }) : [])
                    .Concat(attempt is { Catch: not null, Finally: not null } ? [attempt with { Catch = null }, attempt with { Finally = null }] : []);
            case SwitchOnOutcome choice:
                return Smaller(choice.Decision).Select(decision => choice with { Decision = decision })
                    .Concat(Smaller(choice.NotGoverned).Select(block => choice with { NotGoverned = block }))
                    .Concat(Smaller(choice.Other).Select(block => choice with { Other = block }));
            case DeclareFunction function:
                return Smaller(function.Body).Select(body => function with { Body = body });
            case TakeApart deconstruct:
                return Smaller(deconstruct.Pair).Select(pair => deconstruct with { Pair = pair });
            default:
                return [];
        }
    }

    private static IEnumerable<Expression> Smaller(Expression expression)
    {
        var parts = expression switch
        {
            Evaluate evaluate => Smaller(evaluate.Code).Select(code => (Expression)(evaluate with { Code = code })),
            IsGoverned test => Smaller(test.Decision).Select(decision => test with { Decision = decision }),
            Not not => Smaller(not.Operand).Select(operand => not with { Operand = operand }).Prepend(not.Operand),
            And and => Smaller(and.Left).Select(left => (Expression)(and with { Left = left })).Concat(Smaller(and.Right).Select(right => and with { Right = right })).Prepend(and.Right).Prepend(and.Left),
            Or or => Smaller(or.Left).Select(left => (Expression)(or with { Left = left })).Concat(Smaller(or.Right).Select(right => or with { Right = right })).Prepend(or.Right).Prepend(or.Left),
            Conditional conditional => Smaller(conditional.Condition).Select(condition => (Expression)(conditional with { Condition = condition }))
                .Concat(Smaller(conditional.WhenTrue).Select(value => conditional with { WhenTrue = value }))
                .Concat(Smaller(conditional.WhenFalse).Select(value => conditional with { WhenFalse = value }))
                .Prepend(conditional.WhenFalse).Prepend(conditional.WhenTrue),
            Trim trim => [trim.Code],
            MakeCodes { Items.Count: > 1 } codes => Enumerable.Range(0, codes.Items.Count).Select(i => codes with { Items = Without(codes.Items, i) }),
            MakeCodes codes => Smaller(codes.Items[0]).Select(item => codes with { Items = [item] }),
            MakePair pair => Smaller(pair.First).Select(first => (Expression)(pair with { First = first })).Concat(Smaller(pair.Second).Select(second => pair with { Second = second })),
            Call call => Enumerable.Range(0, call.Arguments.Count).Where(i => call.Arguments[i].Passing == Passing.ByValue)
                .SelectMany(i => Smaller(call.Arguments[i].Value).Select(value => call with { Arguments = With(call.Arguments, i, call.Arguments[i] with { Value = value }) })),
            _ => [],
        };
        return expression.Kind switch
        {
            Kind.Bool when expression is not Flag => parts.Prepend(new Flag()),
            Kind.Code when expression is not Literal => parts.Prepend(new Literal(NewNumber(expression), Literal.Guarded)),
            _ => parts,
        };
    }

    // A literal in the place of something else: no other has its number.
    private static int NewNumber(Expression expression) => 1000 + (System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(expression) & 0xFFFFFF);

    private static List<T> Without<T>(IReadOnlyList<T> items, int index) => [.. items.Where((_, i) => i != index)];

    private static List<T> With<T>(IReadOnlyList<T> items, int index, T item) => [.. items.Select((old, i) => i == index ? item : old)];
}
