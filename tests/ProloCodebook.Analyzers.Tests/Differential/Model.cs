namespace ProloCodebook.Tests.Differential;

/// <summary>A small program about codes: what the generator makes, C# is rendered from, and the interpreter executes.</summary>
/// <remarks>Nodes are compared by reference: each is a place of its own. Names are unique in a program.</remarks>
internal sealed record Program(IReadOnlyList<Field> Fields, IReadOnlyList<Method> Methods)
{
    /// <summary>Without the methods and functions that nothing calls: what those would do is another question than what the program does.</summary>
    public Program WithoutDeadCode()
    {
        var called = Methods.SelectMany(method => Calls.In(method.Body)).ToHashSet();
        var program = this with { Methods = [.. Methods.Where(method => method.IsEntry || called.Contains(method.Name)).Select(method => method with { Body = Calls.WithoutUncalled(method.Body) })] };
        return program.Methods.SequenceEqual(Methods) ? this : program.WithoutDeadCode();
    }
}

/// <summary>The types that values of the little language have.</summary>
internal enum Kind
{
    Void,

    /// <summary>A <c>string</c> that holds a code.</summary>
    Code,
    Bool,

    /// <summary>A <c>PolicyDecision</c>.</summary>
    Decision,

    /// <summary>A <c>string[]</c> of codes.</summary>
    Codes,

    /// <summary>A tuple <c>(string Code, string Other)</c>.</summary>
    Pair,
}

/// <summary>A private field of the program's class.</summary>
internal sealed record Field(string Name, Kind Kind, Expression? Initial);

internal enum Passing
{
    ByValue,
    ByRef,
    Out,
}

internal sealed record Parameter(string Name, Kind Kind, Passing Passing = Passing.ByValue);

/// <param name="IsEntry">Public, and called by whoever uses the class; the others are private.</param>
internal sealed record Method(string Name, Kind Returns, IReadOnlyList<Parameter> Parameters, Block Body, bool IsEntry);

internal abstract record Statement;

internal sealed record Block(IReadOnlyList<Statement> Statements) : Statement
{
    public static readonly Block Empty = new([]);
}

internal sealed record Declare(string Name, Kind Kind, Expression Value) : Statement;

/// <summary>To a local, a parameter or a field.</summary>
internal sealed record Assign(string Name, Expression Value) : Statement;

/// <summary><c>Bill(code);</c>, or with an amount that a condition decides: <c>Charge(code, when ? 0m : 120m);</c>.</summary>
internal sealed record Bill(Expression Code, Expression? When = null) : Statement;

/// <summary><c>BillAll(codes);</c></summary>
internal sealed record BillAll(Expression Codes) : Statement;

/// <summary>Passes a decision, or something read from one, to unknown code.</summary>
internal sealed record HandOn(Expression Decision, bool IsWhole) : Statement;

/// <summary>Writes a decision to the console, which is no handing on.</summary>
internal sealed record LogDecision(Expression Decision) : Statement;

/// <summary>An unrelated call.</summary>
internal sealed record Note : Statement;

/// <summary>A call whose result is dropped: an evaluation, or a helper.</summary>
internal sealed record Drop(Expression Call) : Statement;

internal sealed record If(Expression Condition, Block Then, Block? Else) : Statement;

internal sealed record While(Expression Condition, Block Body) : Statement;

internal sealed record DoWhile(Block Body, Expression Condition) : Statement;

/// <summary><c>foreach (var name in codes)</c></summary>
internal sealed record ForEach(string Name, Expression Codes, Block Body) : Statement;

internal sealed record Break : Statement;

internal sealed record Continue : Statement;

internal sealed record Return(Expression? Value) : Statement;

internal sealed record Throw : Statement;

internal enum CatchEnd
{
    Swallows,
    Rethrows,
}

/// <param name="Catch">Null: there is none.</param>
internal sealed record Try(Block Body, Block? Catch, CatchEnd CatchEnd, Block? Finally) : Statement;

/// <summary><c>switch (decision.Outcome) { case Outcome.NotGoverned: … break; default: … break; }</c></summary>
internal sealed record SwitchOnOutcome(Expression Decision, Block NotGoverned, Block Other) : Statement;

/// <summary>A local function, or a local delegate that is a lambda.</summary>
internal sealed record DeclareFunction(string Name, Kind Returns, IReadOnlyList<Parameter> Parameters, Block Body, bool IsLambda) : Statement;

/// <summary><c>var (first, second) = pair;</c></summary>
internal sealed record TakeApart(string First, string Second, Expression Pair) : Statement;

internal abstract record Expression(Kind Kind);

/// <summary>A code written out. The number tells literals of one program apart.</summary>
internal sealed record Literal(int Number, string Code) : Expression(Kind.Code)
{
    public const string Guarded = "M0076";
    public const string Unguarded = "99213";

    public bool IsGuarded => Code == Guarded;
}

/// <summary>A local, a parameter or a field.</summary>
internal sealed record Read(string Name, Kind Kind) : Expression(Kind);

internal sealed record Evaluate(Expression Code) : Expression(Kind.Decision);

internal sealed record IsGoverned(Expression Decision) : Expression(Kind.Bool);

internal sealed record Flag() : Expression(Kind.Bool);

internal sealed record Constant(bool Value) : Expression(Kind.Bool);

internal sealed record Not(Expression Operand) : Expression(Kind.Bool);

/// <param name="IsShort"><c>&amp;&amp;</c>, not <c>&amp;</c>.</param>
internal sealed record And(Expression Left, Expression Right, bool IsShort) : Expression(Kind.Bool);

/// <param name="IsShort"><c>||</c>, not <c>|</c>.</param>
internal sealed record Or(Expression Left, Expression Right, bool IsShort) : Expression(Kind.Bool);

internal sealed record Conditional(Expression Condition, Expression WhenTrue, Expression WhenFalse) : Expression(WhenTrue.Kind);

/// <summary><c>code.Trim()</c>, which keeps the code.</summary>
internal sealed record Trim(Expression Code) : Expression(Kind.Code);

internal sealed record MakeCodes(IReadOnlyList<Expression> Items) : Expression(Kind.Codes);

internal sealed record MakePair(Expression First, Expression Second) : Expression(Kind.Pair);

internal sealed record PairItem(Expression Pair, bool IsFirst) : Expression(Kind.Code);

/// <summary>An argument: a value, or for <c>ref</c> and <c>out</c> a variable.</summary>
internal sealed record Argument(Expression Value, Passing Passing);

/// <summary>Of a method of the class, a local function or a local delegate.</summary>
internal sealed record Call(string Name, IReadOnlyList<Argument> Arguments, Kind Returns) : Expression(Returns);
