using System.Globalization;
using System.Text;

namespace ProloCodebook.Tests.Differential;

/// <summary>Writes programs as C# classes of one file, and remembers where each literal stands.</summary>
internal sealed class CSharpRenderer
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<int, (int Program, int Literal)> _literals = [];
    private readonly List<int> _starts = [];
    private int _program;
    private int _depth;

    public string Text => _text.ToString();

    /// <summary>The guarded literals by where they start.</summary>
    public IReadOnlyDictionary<int, (int Program, int Literal)> Literals => _literals;

    /// <summary>One program, with a literal marked as in a case table.</summary>
    public static string Render(Program program, int marked)
    {
        var renderer = new CSharpRenderer();
        renderer.Add(program, 0);
        var start = renderer.Literals.Single(literal => literal.Value.Literal == marked).Key;
        return renderer.Text.Insert(start + 2 + Literal.Guarded.Length, "|}").Insert(start, "{|PCB1001:");
    }

    /// <summary>Which program stands at a position: the n-th that was added.</summary>
    public int ProgramAt(int position) => _starts.FindLastIndex(start => start <= position);

    /// <param name="number">Becomes part of every name that other programs could have too.</param>
    public void Add(Program program, int number)
    {
        _program = number;
        _starts.Add(_text.Length);
        Line($"public class C{number}");
        Braces(() =>
        {
            foreach (var field in program.Fields)
            {
                Start($"private {TypeOf(field.Kind)} {field.Name}");
                if (field.Initial is { } initial)
                {
                    Append(" = ");
                    Expression(initial);
                }

                End(";");
            }

            foreach (var method in program.Methods)
            {
                Line($"{(method.IsEntry && method.Returns != Kind.Decision ? "public" : method.IsEntry ? "internal" : "private")} {TypeOf(method.Returns)} {NameOf(method.Name)}({Parameters(method.Parameters)})");
                Block(method.Body);
            }
        });
    }

    public static string TypeOf(Kind kind) => kind switch
    {
        Kind.Void => "void",
        Kind.Code => "string",
        Kind.Bool => "bool",
        Kind.Decision => "PolicyDecision",
        Kind.Codes => "string[]",
        _ => "(string First, string Second)",
    };

    // Methods of different classes must not share a name: the analysis looks for who mentions it.
    private string NameOf(string method) => char.IsUpper(method[0]) ? method + "_" + _program.ToString(CultureInfo.InvariantCulture) : method;

    private static string Parameters(IReadOnlyList<Parameter> parameters)
        => string.Join(", ", parameters.Select(p => Word(p.Passing) + TypeOf(p.Kind) + " " + p.Name));

    private static string Word(Passing passing) => passing switch { Passing.ByRef => "ref ", Passing.Out => "out ", _ => "" };

    private void Block(Block block) => Braces(() =>
    {
        foreach (var statement in block.Statements)
        {
            Statement(statement);
        }
    });

    private void Statement(Statement statement)
    {
        switch (statement)
        {
            case Block block:
                Block(block);
                break;
            case Declare declare:
                Simple($"{TypeOf(declare.Kind)} {declare.Name} = ", declare.Value);
                break;
            case Assign assign:
                Simple(assign.Name + " = ", assign.Value);
                break;
            case Bill { When: { } when } bill:
                Start("Charge(");
                Expression(bill.Code);
                Append(", ");
                Expression(when);
                End(" ? 0m : 120m);");
                break;
            case Bill bill:
                Simple("Bill(", bill.Code, ");");
                break;
            case BillAll bill:
                Simple("BillAll(", bill.Codes, ");");
                break;
            case HandOn handOn:
                Simple(handOn.IsWhole ? "Keep(" : "Note(", handOn.Decision, handOn.IsWhole ? ");" : ".PolicyId);");
                break;
            case LogDecision log:
                Simple("Console.WriteLine(", log.Decision, ".Outcome);");
                break;
            case Note:
                Line("Note(\"work\");");
                break;
            case Drop drop:
                Simple("", drop.Call);
                break;
            case If test:
                Simple("if (", test.Condition, ")");
                Block(test.Then);
                if (test.Else is { } otherwise)
                {
                    Line("else");
                    Block(otherwise);
                }

                break;
            case While loop:
                Simple("while (", loop.Condition, ")");
                Block(loop.Body);
                break;
            case DoWhile loop:
                Line("do");
                Block(loop.Body);
                Simple("while (", loop.Condition, ");");
                break;
            case ForEach loop:
                Simple($"foreach (var {loop.Name} in ", loop.Codes, ")");
                Block(loop.Body);
                break;
            case Break:
                Line("break;");
                break;
            case Continue:
                Line("continue;");
                break;
            case Return { Value: { } value }:
                Simple("return ", value);
                break;
            case Return:
                Line("return;");
                break;
            case Throw:
                Line("throw new InvalidOperationException();");
                break;
            case Try attempt:
                Line("try");
                Block(attempt.Body);
                if (attempt.Catch is { } handler)
                {
                    Line("catch (Exception)");
                    Block(attempt.CatchEnd == CatchEnd.Rethrows ? new Block([.. handler.Statements, new Rethrow()]) : handler);
                }

                if (attempt.Finally is { } last)
                {
                    Line("finally");
                    Block(last);
                }

                break;
            case Rethrow:
                Line("throw;");
                break;
            case SwitchOnOutcome choice:
                Simple("switch (", choice.Decision, ".Outcome)");
                Braces(() =>
                {
                    Section("case Outcome.NotGoverned:", choice.NotGoverned);
                    Section("default:", choice.Other);
                });
                break;
            case DeclareFunction { IsLambda: true } function:
                var arguments = string.Concat(function.Parameters.Select(p => TypeOf(p.Kind) + ", "));
                var type = function.Returns != Kind.Void ? $"Func<{arguments}{TypeOf(function.Returns)}>"
                    : arguments.Length > 0 ? $"Action<{arguments[..^2]}>" : "Action";
                Line($"{type} {function.Name} = ({Parameters(function.Parameters)}) =>");
                Block(function.Body);
                Line(";");
                break;
            case DeclareFunction function:
                Line($"{TypeOf(function.Returns)} {function.Name}({Parameters(function.Parameters)})");
                Block(function.Body);
                break;
            case TakeApart deconstruct:
                Simple($"var ({deconstruct.First}, {deconstruct.Second}) = ", deconstruct.Pair);
                break;
            default:
                throw new NotSupportedException(statement.ToString());
        }
    }

    private void Section(string label, Block body)
    {
        Line(label);
        Block(body);
        Line("break;");
    }

    private void Expression(Expression expression)
    {
        switch (expression)
        {
            case Literal literal:
                if (literal.IsGuarded)
                {
                    _literals.Add(_text.Length, (_program, literal.Number));
                }

                Append($"\"{literal.Code}\"");
                break;
            case Read read:
                Append(read.Name);
                break;
            case Evaluate evaluate:
                Append("PolicyEvaluator.Evaluate(");
                Expression(evaluate.Code);
                Append(", AnyPayer())");
                break;
            case IsGoverned test:
                Expression(test.Decision);
                Append(".IsGoverned");
                break;
            case Flag:
                Append("Flag()");
                break;
            case Constant constant:
                Append(constant.Value ? "true" : "false");
                break;
            case Not not:
                Append("!");
                Operand(not.Operand);
                break;
            case And and:
                Operand(and.Left);
                Append(and.IsShort ? " && " : " & ");
                Operand(and.Right);
                break;
            case Or or:
                Operand(or.Left);
                Append(or.IsShort ? " || " : " | ");
                Operand(or.Right);
                break;
            case Conditional conditional:
                Append("(");
                Operand(conditional.Condition);
                Append(" ? ");
                Expression(conditional.WhenTrue);
                Append(" : ");
                Expression(conditional.WhenFalse);
                Append(")");
                break;
            case Trim trim:
                Expression(trim.Code);
                Append(".Trim()");
                break;
            case MakeCodes codes:
                Append("new[] { ");
                List(codes.Items);
                Append(" }");
                break;
            case MakePair pair:
                Append("(");
                List([pair.First, pair.Second]);
                Append(")");
                break;
            case PairItem item:
                Expression(item.Pair);
                Append(item.IsFirst ? ".Item1" : ".Item2");
                break;
            case Call call:
                Append(NameOf(call.Name) + "(");
                for (var i = 0; i < call.Arguments.Count; i++)
                {
                    Append((i > 0 ? ", " : "") + Word(call.Arguments[i].Passing));
                    Expression(call.Arguments[i].Value);
                }

                Append(")");
                break;
            default:
                throw new NotSupportedException(expression.ToString());
        }
    }

    private void Operand(Expression expression)
    {
        var isSimple = expression is not (And or Or);
        Append(isSimple ? "" : "(");
        Expression(expression);
        Append(isSimple ? "" : ")");
    }

    private void List(IReadOnlyList<Expression> items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            Append(i > 0 ? ", " : "");
            Expression(items[i]);
        }
    }

    private void Simple(string before, Expression value, string after = ";")
    {
        Start(before);
        Expression(value);
        End(after);
    }

    private void Braces(Action inside)
    {
        Line("{");
        _depth++;
        inside();
        _depth--;
        Line("}");
    }

    private void Line(string text)
    {
        Start(text);
        End("");
    }

    private void Start(string text) => _text.Append(' ', _depth * 4).Append(text);

    private void Append(string text) => _text.Append(text);

    private void End(string text) => _text.Append(text).Append('\n');

    // `throw;`: only the renderer needs it as a statement of its own.
    private sealed record Rethrow : Statement;
}
