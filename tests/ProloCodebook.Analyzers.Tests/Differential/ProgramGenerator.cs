using System.Globalization;

namespace ProloCodebook.Tests.Differential;

/// <summary>What a random program may be made of, beyond straight lines, <c>if</c>, locals, evaluations and bills.</summary>
[Flags]
internal enum Features
{
    None = 0,
    SavedBooleans = 1 << 0,
    OtherCodes = 1 << 1,
    HandOns = 1 << 2,
    Loops = 1 << 3,
    Exceptions = 1 << 4,
    Switches = 1 << 5,
    Helpers = 1 << 6,
    RefAndOut = 1 << 7,
    LocalFunctions = 1 << 8,
    Lambdas = 1 << 9,
    Tuples = 1 << 10,
    Collections = 1 << 11,
    Fields = 1 << 12,
    Reassignment = 1 << 13,
}

/// <summary>Makes random programs that compile. The same seed makes the same program.</summary>
internal sealed class ProgramGenerator(Features features, int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<Method> _helpers = [];
    private readonly List<Field> _fields = [];
    private int _names;
    private int _literals;
    private int _budget;

    private sealed record Variable(string Name, Kind Kind, bool IsAssignable = true);

    /// <summary>What can be named and done at a point of the program.</summary>
    private sealed class Scope(Scope? outer)
    {
        public List<Variable> Variables { get; } = outer is null ? [] : [.. outer.Variables];

        public List<DeclareFunction> Functions { get; } = outer is null ? [] : [.. outer.Functions];

        public Kind Returns { get; init; } = outer?.Returns ?? Kind.Void;

        public bool IsInLoop { get; init; } = outer?.IsInLoop ?? false;

        public bool IsInFinally { get; init; } = outer?.IsInFinally ?? false;

        public bool IsInFunction { get; init; } = outer?.IsInFunction ?? false;

        public int Depth { get; init; } = (outer?.Depth ?? 0) + 1;
    }

    public Program Next()
    {
        if (Has(Features.Fields))
        {
            for (var count = _random.Next(1, 3); count > 0; count--)
            {
                _fields.Add(_random.Next(3) switch
                {
                    0 => new Field(Name("_code"), Kind.Code, NewLiteral()),
                    1 => new Field(Name("_other"), Kind.Code, new Literal(++_literals, Literal.Unguarded)),
                    _ => new Field(Name("_denied"), Kind.Bool, null),
                });
            }
        }

        if (Has(Features.Helpers))
        {
            // Later ones may call earlier ones, so there is no recursion.
            for (var count = _random.Next(1, 4); count > 0; count--)
            {
                _helpers.Add(NewHelper());
            }
        }

        _budget = _random.Next(3, 11);
        var returns = Has(Features.HandOns) && Chance(25) ? Kind.Decision : Kind.Void;
        var entry = new Method("M", returns, [], Body(new Scope(null) { Returns = returns }), IsEntry: true);
        return new Program(_fields, [.. _helpers, entry]).WithoutDeadCode();
    }

    private Method NewHelper()
    {
        _budget = _random.Next(1, 5);
        var returns = Pick([Kind.Void, Kind.Void, Kind.Code, Kind.Bool, Kind.Decision]);
        var parameters = Parameters();
        var body = Body(NewScope(null, returns, parameters));

        // What goes out has to be written on every path: first of all, then.
        var written = parameters.Where(parameter => parameter.Passing == Passing.Out).Select(parameter => (Statement)new Assign(parameter.Name, Code(new Scope(null), 0)));
        return new Method(Name("H"), returns, parameters, new Block([.. written, .. body.Statements]), IsEntry: false);
    }

    private List<Parameter> Parameters()
    {
        var parameters = new List<Parameter>();
        for (var count = _random.Next(0, 3); count > 0; count--)
        {
            var kind = Pick([Kind.Code, Kind.Code, Kind.Bool]);
            var passing = Has(Features.RefAndOut) && Chance(40) ? kind == Kind.Code && Chance(40) ? Passing.Out : Passing.ByRef : Passing.ByValue;
            parameters.Add(new Parameter(Name("p"), kind, passing));
        }

        return parameters;
    }

    private Scope NewScope(Scope? outer, Kind returns, IEnumerable<Parameter> parameters)
    {
        var scope = new Scope(outer) { Returns = returns, IsInLoop = false, IsInFinally = false, IsInFunction = outer is not null };
        scope.Variables.AddRange(_fields.Select(field => new Variable(field.Name, field.Kind)).Where(v => scope.Variables.All(other => other.Name != v.Name)));
        scope.Variables.AddRange(parameters.Select(parameter => new Variable(parameter.Name, parameter.Kind)));
        return scope;
    }

    /// <summary>A whole body, which gives back what it has to.</summary>
    private Block Body(Scope scope)
    {
        if (scope.Variables.Count == 0)
        {
            scope.Variables.AddRange(_fields.Select(field => new Variable(field.Name, field.Kind)));
        }

        var statements = Statements(scope);
        if (scope.Returns != Kind.Void)
        {
            statements.Add(new Return(Expression(scope.Returns, scope, 2)));
        }

        return new Block(statements);
    }

    private Block Nested(Scope scope, bool isLoop = false, bool isFinally = false)
        => new(Statements(new Scope(scope) { IsInLoop = (scope.IsInLoop || isLoop) && !isFinally, IsInFinally = scope.IsInFinally || isFinally }));

    private List<Statement> Statements(Scope scope)
    {
        var statements = new List<Statement>();
        for (var count = scope.Depth == 1 ? 10 : _random.Next(1, 4); count > 0 && _budget > 0; count--)
        {
            _budget--;
            var statement = Statement(scope);
            statements.Add(statement);
            if (statement is Return or Throw or Break or Continue)
            {
                break;
            }
        }

        return statements;
    }

    private Statement Statement(Scope scope)
    {
        var canNest = scope.Depth < 4;
        while (true)
        {
            switch (_random.Next(30))
            {
                case 0 or 1 or 2 or 3:
                    return new Bill(Expression(Kind.Code, scope, 2), Chance(10) ? Expression(Kind.Bool, scope, 1) : null);
                case 4 or 5 or 6 when canNest:
                    return Guard(scope);
                case 7 or 8 when canNest:
                    var condition = Expression(Kind.Bool, scope, 3);
                    return new If(condition, Nested(scope), Chance(40) ? Nested(scope) : null);
                case 9 or 10:
                    return NewVariable(scope, Kind.Decision);
                case 11:
                    return NewVariable(scope, Kind.Code);
                case 12 when Has(Features.SavedBooleans):
                    return NewVariable(scope, Kind.Bool);
                case 13 or 14 when Has(Features.Reassignment) && scope.Variables.Where(v => v.IsAssignable && v.Kind is Kind.Code or Kind.Bool or Kind.Decision).ToList() is { Count: > 0 } variables:
                    var variable = Pick(variables);
                    return new Assign(variable.Name, Expression(variable.Kind, scope, 2));
                case 15:
                    return Chance(50) ? new Note() : new Drop(new Evaluate(Expression(Kind.Code, scope, 1)));
                case 16 when Has(Features.HandOns) && Variables(scope, Kind.Decision).Count > 0:
                    var decision = Expression(Kind.Decision, scope, 1);
                    return Chance(25) ? new LogDecision(decision) : new HandOn(decision, Chance(60));
                case 17 or 18 when Has(Features.Loops) && canNest:
                    return Loop(scope);
                case 19 when scope.IsInLoop && !scope.IsInFinally:
                    return Chance(50) ? new Break() : new Continue();
                case 20 or 21 when Has(Features.Exceptions) && canNest:
                    return Attempt(scope);
                case 22 when Has(Features.Switches) && canNest:
                    return new SwitchOnOutcome(Expression(Kind.Decision, scope, 1), Nested(scope), Nested(scope));
                case 23 or 28 or 29 when CallOf(scope, _ => true) is { } call:
                    return new Drop(call);
                case 24 or 26 or 27 when (Has(Features.LocalFunctions) || Has(Features.Lambdas)) && canNest && !scope.IsInFunction:
                    return Function(scope);
                case 25 when Has(Features.Tuples) && Chance(50):
                    return Chance(60) ? NewVariable(scope, Kind.Pair) : Parts(scope);
                case 25 when Has(Features.Collections):
                    return Chance(40) && Variables(scope, Kind.Codes).Count > 0 ? new BillAll(Expression(Kind.Codes, scope, 1)) : NewVariable(scope, Kind.Codes);
            }
        }
    }

    /// <summary><c>if (…) return;</c> is what real guards look like, so there are many.</summary>
    private If Guard(Scope scope)
    {
        var condition = Expression(Kind.Bool, scope, 2);
        return new If(condition, new Block([Leave(scope)]), null);
    }

    private Statement Leave(Scope scope)
        => scope.IsInFinally ? new Throw()
            : scope.IsInLoop && Chance(50) ? Chance(50) ? new Break() : new Continue()
            : Chance(20) ? new Throw()
            : new Return(scope.Returns == Kind.Void ? null : Expression(scope.Returns, scope, 2));

    private Declare NewVariable(Scope scope, Kind kind)
    {
        var declare = new Declare(Name(kind switch { Kind.Code => "c", Kind.Bool => "b", Kind.Decision => "d", Kind.Pair => "t", _ => "a" }), kind, Expression(kind, scope, 2));
        scope.Variables.Add(new Variable(declare.Name, kind));
        return declare;
    }

    private TakeApart Parts(Scope scope)
    {
        var parts = new TakeApart(Name("c"), Name("c"), Expression(Kind.Pair, scope, 1));
        scope.Variables.Add(new Variable(parts.First, Kind.Code));
        scope.Variables.Add(new Variable(parts.Second, Kind.Code));
        return parts;
    }

    private Statement Loop(Scope scope)
    {
        switch (_random.Next(Has(Features.Collections) ? 4 : 3))
        {
            case 0:
                return new While(Chance(70) ? new Flag() : Expression(Kind.Bool, scope, 2), Nested(scope, isLoop: true));
            case 1:
                return new DoWhile(Nested(scope, isLoop: true), Chance(50) ? new Flag() : Expression(Kind.Bool, scope, 2));
            case 2:
                return new While(new Flag(), Nested(scope, isLoop: true));
            default:
                var codes = Expression(Kind.Codes, scope, 1);
                var inner = new Scope(scope);
                var name = Name("item");
                inner.Variables.Add(new Variable(name, Kind.Code, IsAssignable: false));
                return new ForEach(name, codes, Nested(inner, isLoop: true));
        }
    }

    private Try Attempt(Scope scope)
    {
        var body = Nested(scope);
        var handler = Chance(75) ? Nested(scope) : null;
        return new Try(body, handler, Chance(35) ? CatchEnd.Rethrows : CatchEnd.Swallows, handler is null || Chance(25) ? Nested(scope, isFinally: true) : null);
    }

    private DeclareFunction Function(Scope scope)
    {
        var isLambda = Has(Features.Lambdas) && (!Has(Features.LocalFunctions) || Chance(50));
        var returns = Pick([Kind.Void, Kind.Void, Kind.Bool, Kind.Decision, Kind.Code]);
        var parameters = Chance(30) ? new List<Parameter> { new(Name("p"), Kind.Code) } : [];
        var budget = _budget;
        _budget = _random.Next(1, 4);
        var function = new DeclareFunction(Name("f"), returns, parameters, Body(NewScope(scope, returns, parameters)), isLambda);
        _budget = budget;
        scope.Functions.Add(function);
        return function;
    }

    private Expression Expression(Kind kind, Scope scope, int depth)
    {
        var variables = Variables(scope, kind);
        if (variables.Count > 0 && Chance(kind == Kind.Code ? 45 : 60))
        {
            return new Read(Pick(variables).Name, kind);
        }

        if (Chance(25) && CallOf(scope, returns => returns == kind) is { } call)
        {
            return call;
        }

        return kind switch
        {
            Kind.Code => Code(scope, depth),
            Kind.Decision => new Evaluate(Chance(75) ? LiteralOrVariable(scope) : Expression(Kind.Code, scope, depth - 1)),
            Kind.Bool => Condition(scope, depth),
            Kind.Pair => new MakePair(Expression(Kind.Code, scope, 1), Expression(Kind.Code, scope, 1)),
            Kind.Codes => new MakeCodes([.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => Expression(Kind.Code, scope, 1))]),
            _ => throw new NotSupportedException(kind.ToString()),
        };
    }

    private Expression Code(Scope scope, int depth)
    {
        if (depth > 0)
        {
            if (Chance(8))
            {
                return new Conditional(Expression(Kind.Bool, scope, depth - 1), Expression(Kind.Code, scope, depth - 1), Expression(Kind.Code, scope, depth - 1));
            }

            if (Chance(5))
            {
                return new Trim(Expression(Kind.Code, scope, depth - 1));
            }

            if (Variables(scope, Kind.Pair) is { Count: > 0 } pairs && Chance(40))
            {
                return new PairItem(new Read(Pick(pairs).Name, Kind.Pair), Chance(50));
            }
        }

        return Has(Features.OtherCodes) && Chance(25) ? new Literal(++_literals, Literal.Unguarded) : NewLiteral();
    }

    private Expression LiteralOrVariable(Scope scope)
        => Variables(scope, Kind.Code) is { Count: > 0 } variables && Chance(50) ? new Read(Pick(variables).Name, Kind.Code)
            : Has(Features.OtherCodes) && Chance(20) ? new Literal(++_literals, Literal.Unguarded)
            : NewLiteral();

    private Expression Condition(Scope scope, int depth)
    {
        var roll = _random.Next(100);
        if (depth > 1 && roll < 12)
        {
            return new And(Expression(Kind.Bool, scope, depth - 1), Expression(Kind.Bool, scope, depth - 1), Chance(90));
        }

        if (depth > 1 && roll < 24)
        {
            return new Or(Expression(Kind.Bool, scope, depth - 1), Expression(Kind.Bool, scope, depth - 1), Chance(90));
        }

        if (depth > 0 && roll < 34)
        {
            return new Not(Expression(Kind.Bool, scope, depth - 1));
        }

        return roll < 60 ? new Flag() : new IsGoverned(Expression(Kind.Decision, scope, depth - 1));
    }

    private Call? CallOf(Scope scope, Func<Kind, bool> fits)
    {
        var methods = Has(Features.Helpers) ? _helpers.Where(helper => fits(helper.Returns)).Select(helper => (helper.Name, helper.Parameters, helper.Returns)).ToList() : [];
        methods.AddRange(scope.Functions.Where(function => fits(function.Returns)).Select(function => (function.Name, function.Parameters, function.Returns)));
        if (methods.Count == 0)
        {
            return null;
        }

        var (name, parameters, returns) = Pick(methods);
        var arguments = new List<Argument>();
        foreach (var parameter in parameters)
        {
            if (parameter.Passing == Passing.ByValue)
            {
                arguments.Add(new Argument(Expression(parameter.Kind, scope, 1), Passing.ByValue));
            }
            else if (scope.Variables.Where(v => v.Kind == parameter.Kind && v.IsAssignable && arguments.All(a => a.Value is not Read r || r.Name != v.Name)).ToList() is { Count: > 0 } variables)
            {
                arguments.Add(new Argument(new Read(Pick(variables).Name, parameter.Kind), parameter.Passing));
            }
            else
            {
                return null;
            }
        }

        return new Call(name, arguments, returns);
    }

    private Literal NewLiteral() => new(++_literals, Literal.Guarded);

    private static List<Variable> Variables(Scope scope, Kind kind) => [.. scope.Variables.Where(variable => variable.Kind == kind)];

    private string Name(string stem) => stem + (++_names).ToString(CultureInfo.InvariantCulture);

    private bool Has(Features feature) => features.HasFlag(feature);

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];
}
