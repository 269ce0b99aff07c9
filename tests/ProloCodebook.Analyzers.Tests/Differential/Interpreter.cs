using System.Collections.Immutable;
using System.Globalization;

namespace ProloCodebook.Tests.Differential;

/// <summary>What an execution knows of conditions.</summary>
internal enum Knowledge
{
    /// <summary>As a computer executes it: what was once chosen stays so.</summary>
    Exact,

    /// <summary>
    /// What routing.md grants at least: an unrelated condition is chosen anew each time it is asked, saved or not, and a <c>catch</c> starts
    /// from what held at the entry of its <c>try</c>.
    /// </summary>
    Forgetful,

    /// <summary>As exact, but each test of a decision goes either way, whatever other tests of that decision said.</summary>
    EachTestByItself,
}

internal enum Ending
{
    Normal,
    Exception,

    /// <summary>A loop that waits for another decision goes round for ever.</summary>
    Endless,
}

/// <summary>A choice that was made: a condition, an outcome, whether a call throws.</summary>
/// <param name="About">The evaluations that the choice is a test of.</param>
internal readonly record struct Choice(string Key, bool Value, ImmutableHashSet<string> About);

/// <summary>A value gets away: it is billed.</summary>
internal sealed record Arrival(CodeValue Value, Point Point);

/// <summary>What one execution of a program did.</summary>
internal sealed class Execution
{
    public List<Choice> Choices { get; } = [];

    public List<Arrival> Arrivals { get; } = [];

    /// <summary>The guarded literals that were executed.</summary>
    public List<(int Literal, Point Point)> Literals { get; } = [];

    /// <summary>What was seen at a place, time after time.</summary>
    public Dictionary<string, List<Sight>> Seen { get; } = [];

    /// <summary>All that were handed on until the end.</summary>
    public HashSet<Evaluation> HandedOn { get; } = [];

    /// <summary>Handed on in a lenient reading only.</summary>
    public HashSet<Evaluation> PerhapsHandedOn { get; } = [];

    /// <summary>Tests: place, and the codes that the decisions tested there were about (none where it was no decision).</summary>
    public List<(string Place, ImmutableHashSet<Evaluation> About)> Tests { get; } = [];

    public Ending Ending { get; set; }

    /// <summary>Tests in a <c>try</c> that was left by an exception: what they established is lost.</summary>
    public HashSet<string> LostTests { get; } = [];

    /// <summary>Codes that were stored in a field: the literal, what it was read from before, and the field.</summary>
    public HashSet<(int Literal, string? From, string Field)> Stored { get; } = [];

    /// <summary>The calls that threw of themselves.</summary>
    public HashSet<string> Failed { get; } = [];

    /// <summary>Where it ends in a <c>throw</c>: the calls that led to it.</summary>
    public string? ThrownIn { get; set; }

    /// <summary>Evaluations that calls gave back, as a decision or as something read from one.</summary>
    public HashSet<Evaluation> Returned { get; } = [];

    /// <summary>Where it goes round for ever: the decision that the loop waits for, and for nothing else.</summary>
    public ImmutableHashSet<Evaluation> WaitsFor { get; set; } = [];

    public string? WaitsAt { get; set; }

    /// <summary>Loops that were left by <c>break</c>.</summary>
    public HashSet<string> LeftEarly { get; } = [];
}

/// <summary>What passed a place: the value, and what was passed with it.</summary>
internal readonly record struct Sight(string Value, string With);

/// <summary>Executes a program along one path. All that is open is asked of the chooser.</summary>
internal sealed class Interpreter(Program program, Knowledge knowledge, Func<string, bool> choose, Numbering numbering)
{
    private const int MostTurns = 2;
    private const int MostSteps = 2_000;

    private readonly Execution _execution = new();
    private readonly Dictionary<string, int> _turns = [];
    private readonly Dictionary<string, Method> _methods = program.Methods.ToDictionary(m => m.Name);
    private readonly Frame _fields = new(null);
    private Past<Evaluation>? _completed;
    private Past<Evaluation>? _handedOn;
    private string _calls = "";
    private Value? _returned;
    private int _tries;
    private int _steps;

    private enum Flow
    {
        Next,
        Break,
        Continue,
        Return,
    }

    public Execution Run(IReadOnlyList<Method> entries)
    {
        foreach (var field in program.Fields)
        {
            var value = field.Initial is { } initial ? Eval(initial, _fields) : DefaultOf(field.Kind);
            _fields.Declare(field.Name).Value = value;
            if (value is CodeValue stored)
            {
                _execution.Stored.Add((stored.Origin, stored.Through, field.Name));
            }
        }

        try
        {
            foreach (var entry in entries)
            {
                // "On every path from the method's entry".
                _completed = null;
                _handedOn = null;
                _calls = entry.Name;
                Run(entry.Body, new Frame(_fields));
                if (_returned is { } value)
                {
                    Leave(value, entry);
                }
            }
        }
        catch (ThrownException thrown)
        {
            _execution.Ending = Ending.Exception;
            _execution.ThrownIn = thrown.Calls;
        }
        catch (EndlessException)
        {
            _execution.Ending = Ending.Endless;
        }

        return _execution;
    }

    private static Value? DefaultOf(Kind kind) => kind == Kind.Bool ? BoolValue.Known(false) : null;

    /// <summary>Returned to whoever calls the class.</summary>
    private void Leave(Value value, Method entry)
    {
        HandOn(DecisionsIn(value));
        PerhapsHandOn(value);
        if (value is CodeValue or CompositeValue)
        {
            Arrive(value, entry, "");
        }

        _returned = null;
    }

    private Flow Run(Block block, Frame frame)
    {
        foreach (var statement in block.Statements)
        {
            if (++_steps > MostSteps)
            {
                throw new EndlessException();
            }

            if (Run(statement, frame) is var flow && flow != Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    private Flow Run(Statement statement, Frame frame)
    {
        switch (statement)
        {
            case Block block:
                return Run(block, frame);
            case Declare declare:
                var declared = Eval(declare.Value, frame);
                frame.Declare(declare.Name).Value = declared;
                return Flow.Next;
            case Assign assign:
                var assigned = Eval(assign.Value, frame);
                frame.Find(assign.Name).Value = assigned;
                if (assign.Name[0] == '_')
                {
                    // "handed on: passed to a call, returned, stored"
                    HandOn(DecisionsIn(assigned));
                    PerhapsHandOn(assigned);
                    if (assigned is CodeValue stored)
                    {
                        _execution.Stored.Add((stored.Origin, stored.Through, assign.Name));
                    }
                }

                return Flow.Next;
            case Bill bill:
                var code = Eval(bill.Code, frame);
                var tests = _execution.Tests.Count;
                var with = bill.When is { } when ? Test(when, frame) ? "0" : "120" : "";
                MayThrow(bill);

                // A saved condition does not tell which decisions were tested for it.
                _execution.PerhapsHandedOn.UnionWith(bill.When is null ? [] : bill.When is Flag or IsGoverned ? _execution.Tests.Skip(tests).SelectMany(test => test.About) : Past<Evaluation>.Of(_completed));
                Arrive(code, bill, with);
                return Flow.Next;
            case BillAll bill:
                var codes = Eval(bill.Codes, frame);
                MayThrow(bill);
                Arrive(codes, bill, "");
                return Flow.Next;
            case HandOn handOn:
                var given = (DecisionValue)Eval(handOn.Decision, frame);

                // The call has it, even if it throws.
                HandOn([given.Evaluation]);
                MayThrow(handOn);
                return Flow.Next;
            case LogDecision log:
                Eval(log.Decision, frame);
                MayThrow(log);
                return Flow.Next;
            case Note:
                MayThrow(statement);
                return Flow.Next;
            case Drop drop:
                Eval(drop.Call, frame);
                return Flow.Next;
            case If test:
                return Test(test.Condition, frame) ? Run(test.Then, frame) : test.Else is { } otherwise ? Run(otherwise, frame) : Flow.Next;
            case While loop:
                return Loop(loop.Condition, loop.Body, frame, isTestedFirst: true);
            case DoWhile loop:
                return Loop(loop.Condition, loop.Body, frame, isTestedFirst: false);
            case ForEach loop:
                foreach (var item in ((CompositeValue)Eval(loop.Codes, frame)).Items)
                {
                    frame.Declare(loop.Name).Value = item;
                    var flow = Run(loop.Body, frame);
                    if (flow == Flow.Return)
                    {
                        return flow;
                    }

                    if (flow == Flow.Break)
                    {
                        break;
                    }
                }

                return Flow.Next;
            case Break:
                return Flow.Break;
            case Continue:
                return Flow.Continue;
            case Return { Value: var value }:
                _returned = value is null ? null : Eval(value, frame);
                return Flow.Return;
            case Throw:
                throw new ThrownException(_calls);
            case Try attempt:
                return Run(attempt, frame);
            case SwitchOnOutcome choice:
                return Test(new IsGoverned(choice.Decision), choice, frame) ? Run(choice.Other, frame) : Run(choice.NotGoverned, frame);
            case DeclareFunction function:
                frame.Declare(function.Name).Value = new FunctionValue(function, frame);
                return Flow.Next;
            case TakeApart deconstruct:
                var pair = (CompositeValue)Eval(deconstruct.Pair, frame);
                frame.Declare(deconstruct.First).Value = pair.Items[0];
                frame.Declare(deconstruct.Second).Value = pair.Items[1];
                return Flow.Next;
            default:
                throw new NotSupportedException(statement.ToString());
        }
    }

    private Flow Loop(Expression condition, Block body, Frame frame, bool isTestedFirst)
    {
        for (var turn = 0; ; turn++)
        {
            if (turn > 0 || isTestedFirst)
            {
                var tests = _execution.Tests.Count;
                if (!Test(condition, frame))
                {
                    return Flow.Next;
                }

                if (turn >= MostTurns)
                {
                    // Where no decision is tested, it just has enough.
                    ImmutableHashSet<Evaluation> about = [.. _execution.Tests.Skip(tests).SelectMany(test => test.About)];
                    _execution.WaitsFor = condition is And or Or ? [] : about;
                    _execution.WaitsAt = PlaceOf(body);
                    return about.IsEmpty ? Flow.Next : throw new EndlessException();
                }
            }

            switch (Run(body, frame))
            {
                case Flow.Return:
                    return Flow.Return;
                case Flow.Break:
                    _execution.LeftEarly.Add(PlaceOf(body));
                    return Flow.Next;
            }
        }
    }

    private Flow Run(Try attempt, Frame frame)
    {
        var (completed, handedOn, calls, tests) = (_completed, _handedOn, _calls, _execution.Tests.Count);
        Flow flow;
        try
        {
            try
            {
                _tries++;
                if (knowledge == Knowledge.Forgetful)
                {
                    // Whatever stands in a try, its catch may run.
                    MayThrow(attempt);
                }

                flow = Run(attempt.Body, frame);
                _tries--;
            }
            catch (ThrownException)
            {
                _tries--;
                _calls = calls;
                _execution.LostTests.UnionWith(_execution.Tests.Skip(tests).Select(test => test.Place));
                if (knowledge == Knowledge.Forgetful)
                {
                    (_completed, _handedOn) = (completed, handedOn);
                }

                if (attempt.Catch is null)
                {
                    throw;
                }

                _tries += attempt.Finally is null ? 0 : 1;
                try
                {
                    flow = Run(attempt.Catch, frame);
                }
                finally
                {
                    _tries -= attempt.Finally is null ? 0 : 1;
                }

                if (flow == Flow.Next && attempt.CatchEnd == CatchEnd.Rethrows)
                {
                    throw;
                }
            }
        }
        catch (ThrownException) when (attempt.Finally is not null)
        {
            _calls = calls;
            if (knowledge == Knowledge.Forgetful)
            {
                (_completed, _handedOn) = (completed, handedOn);
            }

            Run(attempt.Finally, frame);
            throw;
        }

        if (attempt.Finally is { } last)
        {
            var returned = _returned;
            Run(last, frame);
            _returned = returned;
        }

        return flow;
    }

    private bool Test(Expression condition, Frame frame) => Test(condition, condition, frame);

    private bool Test(Expression condition, object at, Frame frame) => Asked(condition, at, frame, out _);

    /// <summary>A branch: where a decision is tested, and where each test stands by itself, a choice of its own.</summary>
    private bool Asked(Expression condition, object at, Frame frame, out ImmutableHashSet<Evaluation> about)
    {
        var value = (BoolValue)Eval(condition, frame);
        var place = PlaceOf(at);
        _execution.Tests.Add((place, value.DecidedBy));
        about = value.DecidedBy;
        return !about.IsEmpty && knowledge == Knowledge.EachTestByItself
            ? Choose("test " + place, [.. value.DecidedBy.Select(evaluation => evaluation.Site)])
            : value.Value;
    }

    private Value Eval(Expression expression, Frame frame)
    {
        switch (expression)
        {
            case Literal literal:
                var written = Pass(literal, new Sight(literal.Code, ""));
                if (literal.IsGuarded)
                {
                    _execution.Literals.Add((literal.Number, written));
                }

                return new CodeValue(literal.Code, literal.Number, new Past<Point>(written, null), Through: null);
            case Read read:
                return Copy(frame.Find(read.Name).Value ?? throw new InvalidOperationException(read.Name + " is not set."), read);
            case Evaluate evaluate:
                var code = (CodeValue)Eval(evaluate.Code, frame);
                MayThrow(evaluate);
                var site = PlaceOf(evaluate);
                var evaluation = new Evaluation(site, TurnOf("evaluation " + site), code.Code, code.Origin, code.Through);
                _completed = new Past<Evaluation>(evaluation, _completed);
                return new DecisionValue(evaluation);
            case IsGoverned test:
                var decision = ((DecisionValue)Eval(test.Decision, frame)).Evaluation;
                return new BoolValue(
                    knowledge != Knowledge.EachTestByItself && ChooseOnce("outcome " + decision.Key, [decision.Site]), IsOpaque: false, [decision], []);
            case Flag:
                MayThrow(expression);
                return new BoolValue(Choose("flag " + PlaceOf(expression)), IsOpaque: true, [], []);
            case Constant constant:
                return BoolValue.Known(constant.Value);
            case Not not:
                var negated = (BoolValue)Eval(not.Operand, frame);
                return negated with { Value = !negated.Value };
            case And { IsShort: true } and:
                return Short(and.Left, and.Right, frame, end: false);
            case Or { IsShort: true } or:
                return Short(or.Left, or.Right, frame, end: true);
            case And and:
                return Both((BoolValue)Eval(and.Left, frame), (BoolValue)Eval(and.Right, frame), (left, right) => left & right);
            case Or or:
                return Both((BoolValue)Eval(or.Left, frame), (BoolValue)Eval(or.Right, frame), (left, right) => left | right);
            case Conditional conditional:
                return Eval(Test(conditional.Condition, frame) ? conditional.WhenTrue : conditional.WhenFalse, frame);
            case Trim trim:
                return Eval(trim.Code, frame);
            case MakeCodes codes:
                return new CompositeValue([.. codes.Items.Select(item => (CodeValue)Eval(item, frame))]);
            case MakePair pair:
                return new CompositeValue([(CodeValue)Eval(pair.First, frame), (CodeValue)Eval(pair.Second, frame)]);
            case PairItem item:
                return ((CompositeValue)Eval(item.Pair, frame)).Items[item.IsFirst ? 0 : 1];
            case Call call:
                return Eval(call, frame);
            default:
                throw new NotSupportedException(expression.ToString());
        }
    }

    /// <param name="end">The outcome of the left operand that is the outcome of all.</param>
    private BoolValue Short(Expression left, Expression right, Frame frame, bool end)
    {
        var outcome = Asked(left, left, frame, out var about);
        var value = outcome == end ? BoolValue.Known(end) : (BoolValue)Eval(right, frame);
        return value with { TestedFor = value.TestedFor.Union(about) };
    }

    private static BoolValue Both(BoolValue left, BoolValue right, Func<bool, bool, bool> combine)
        => new(combine(left.Value, right.Value), left.IsOpaque || right.IsOpaque, left.DecidedBy.Union(right.DecidedBy), left.TestedFor.Union(right.TestedFor));

    private Value Copy(Value value, Expression read) => value switch
    {
        CodeValue code when IsField(read) => code with { Way = new Past<Point>(Pass(read, new Sight(code.Code + code.Origin, "")), code.Way), Through = CodeValue.ReadFrom(((Read)read).Name) },
        CodeValue code => code with { Way = new Past<Point>(Pass(read, new Sight(code.Code + code.Origin, "")), code.Way) },
        // "mutable fields are never folded"
        BoolValue test when (test.IsOpaque && knowledge == Knowledge.Forgetful) || (IsField(read) && test.DecidedBy.IsEmpty) => test with { Value = Choose("again " + PlaceOf(read)), IsOpaque = true },
        _ => value,
    };

    private static bool IsField(Expression read) => read is Read { Name: ['_', ..] };

    private Value Eval(Call call, Frame frame)
    {
        IReadOnlyList<Parameter> parameters;
        Block body;
        Frame inner;
        if (_methods.TryGetValue(call.Name, out var method))
        {
            (parameters, body, inner) = (method.Parameters, method.Body, new Frame(_fields));
        }
        else
        {
            var function = (FunctionValue)frame.Find(call.Name).Value!;
            (parameters, body, inner) = (function.Function.Parameters, function.Function.Body, new Frame(function.Frame));
        }

        var tests = _execution.Tests.Count;
        for (var i = 0; i < parameters.Count; i++)
        {
            var argument = call.Arguments[i];
            if (argument.Passing == Passing.ByValue)
            {
                var value = Eval(argument.Value, frame);
                PerhapsHandOn(value);
                inner.Declare(parameters[i].Name).Value = value is CodeValue { Through: null } code ? code with { Through = PlaceOf(call) } : value;
            }
            else
            {
                var slot = frame.Find(((Read)argument.Value).Name);
                slot.Value = slot.Value is CodeValue { Through: null } code ? code with { Through = PlaceOf(call) } : slot.Value;
                inner.Declare(parameters[i].Name, slot);
            }
        }

        // "an argument of the same call is computed from the decision", whatever the method does with it.
        _execution.PerhapsHandedOn.UnionWith(_execution.Tests.Skip(tests).SelectMany(test => test.About));
        var calls = _calls;
        _calls = PlaceOf(call);
        Run(body, inner);
        _calls = calls;
        var returned = _returned;
        _returned = null;
        if (returned is not null)
        {
            PerhapsHandOn(returned);
            _execution.Returned.UnionWith(DecisionsIn(returned));
            if (returned is CodeValue)
            {
                // Whether a code that a helper chose by a decision says something of the decision is left open.
                _execution.PerhapsHandedOn.UnionWith(Past<Evaluation>.Of(_completed));
            }
        }

        return returned switch
        {
            null => BoolValue.Known(false),
            CodeValue code => code with { Through = CodeValue.Returned + PlaceOf(call) },
            _ => returned,
        };
    }

    /// <summary>Inside a <c>try</c> any call may throw, before it has had an effect.</summary>
    private void MayThrow(object call)
    {
        if (_tries > 0 && Choose("throws " + PlaceOf(call)))
        {
            _execution.Failed.Add(PlaceOf(call));
            throw new ThrownException("");
        }
    }

    private void Arrive(Value value, object at, string with)
    {
        var items = value is CompositeValue composite ? composite.Items : [(CodeValue)value];
        var point = Pass(at, new Sight(string.Join(" ", items.Select(item => item.Code + item.Origin)), with));
        foreach (var item in items)
        {
            _execution.Arrivals.Add(new Arrival(item, point));
        }
    }

    private void HandOn(IEnumerable<Evaluation> evaluations)
    {
        foreach (var evaluation in evaluations)
        {
            _handedOn = new Past<Evaluation>(evaluation, _handedOn);
            _execution.HandedOn.Add(evaluation);
        }
    }

    /// <summary>To or from a method that can be seen: what it does with it would tell more.</summary>
    private void PerhapsHandOn(Value value) => _execution.PerhapsHandedOn.UnionWith(value is BoolValue test ? test.DecidedBy.Union(test.TestedFor) : DecisionsIn(value));

    private static IEnumerable<Evaluation> DecisionsIn(Value value) => value switch { DecisionValue decision => [decision.Evaluation], BoolValue test => test.DecidedBy, _ => [] };

    private Point Pass(object at, Sight sight)
    {
        var place = PlaceOf(at);
        if (!_execution.Seen.TryGetValue(place, out var seen))
        {
            _execution.Seen.Add(place, seen = []);
        }

        seen.Add(sight);
        return new Point(place, seen.Count - 1, _completed, _handedOn);
    }

    /// <summary>The same node in another call is another place.</summary>
    private string PlaceOf(object node) => _calls + "/" + numbering.Of(node).ToString(CultureInfo.InvariantCulture);

    private int TurnOf(string key) => _turns[key] = _turns.GetValueOrDefault(key, -1) + 1;

    private bool Choose(string key, ImmutableHashSet<string>? about = null) => ChooseOnce(key + "#" + TurnOf(key), about ?? []);

    private bool ChooseOnce(string key, ImmutableHashSet<string> about)
    {
        foreach (var made in _execution.Choices)
        {
            if (made.Key == key)
            {
                return made.Value;
            }
        }

        var value = choose(key);
        _execution.Choices.Add(new Choice(key, value, about));
        return value;
    }

    private sealed class ThrownException(string calls) : Exception
    {
        public string Calls => calls;
    }


    private sealed class EndlessException : Exception;
}

/// <summary>Numbers for the nodes of a program, the same in all its executions.</summary>
internal sealed class Numbering
{
    private readonly Dictionary<object, int> _numbers = new(ReferenceEqualityComparer.Instance);

    public int Of(object node)
    {
        if (!_numbers.TryGetValue(node, out var number))
        {
            _numbers.Add(node, number = _numbers.Count + 1);
        }

        return number;
    }
}
