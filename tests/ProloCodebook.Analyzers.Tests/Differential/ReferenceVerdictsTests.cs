namespace ProloCodebook.Tests.Differential;

/// <summary>The reference itself, on programs whose verdict can be read off routing.md.</summary>
public sealed class ReferenceVerdictsTests
{
    private const int Billed = 9;

    private static readonly Literal s_billed = new(Billed, Literal.Guarded);

    private static Evaluate Evaluation => new(new Literal(1, Literal.Guarded));

    private static If Guard => new(new IsGoverned(Evaluation), new Block([new Return(null)]), null);

    private static Bill Bill => new(s_billed);

    [Fact]
    public void A_bill_alone_is_reported() => Check(Verdict.MustBeReported, Bill);

    [Fact]
    public void A_bill_behind_a_guard_is_silent() => Check(Verdict.MustBeSilent, Guard, Bill);

    [Fact]
    public void A_bill_before_the_guard_is_reported() => Check(Verdict.MustBeReported, Bill, Guard);

    [Fact]
    public void A_dropped_decision_is_reported() => Check(Verdict.MustBeReported, new Drop(Evaluation), Bill);

    [Fact]
    public void A_test_that_bills_either_way_is_reported()
        => Check(Verdict.MustBeReported, new If(new IsGoverned(Evaluation), new Block([new Note()]), null), Bill);

    [Fact]
    public void An_evaluation_of_another_code_is_reported()
        => Check(Verdict.MustBeReported, new If(new IsGoverned(new Evaluate(new Literal(1, Literal.Unguarded))), new Block([new Return(null)]), null), Bill);

    [Fact]
    public void An_evaluation_that_may_be_skipped_is_reported()
        => Check(Verdict.MustBeReported, new If(new And(new Flag(), new IsGoverned(Evaluation), IsShort: true), new Block([new Return(null)]), null), Bill);

    [Fact]
    public void A_loop_may_run_zero_times() => Check(Verdict.MustBeReported, new While(new Flag(), new Block([Guard])), Bill);

    [Fact]
    public void A_loop_that_waits_for_the_decision_is_silent()
        => Check(Verdict.MustBeSilent, new DoWhile(new Block([new Note()]), new IsGoverned(Evaluation)), Bill);

    [Fact]
    public void A_swallowing_catch_loses_the_guard()
        => Check(Verdict.MustBeReported, new Try(new Block([Guard]), new Block([new Note()]), CatchEnd.Swallows, null), Bill);

    [Fact]
    public void A_rethrowing_catch_does_not()
        => Check(Verdict.MustBeSilent, new Try(new Block([Guard]), new Block([new Note()]), CatchEnd.Rethrows, null), Bill);

    [Fact]
    public void A_decision_handed_on_after_the_bill_is_silent()
        => Check(Verdict.MustBeSilent, new Declare("d", Kind.Decision, Evaluation), Bill, new HandOn(new Read("d", Kind.Decision), IsWhole: true));

    [Fact]
    public void A_decision_handed_on_along_one_path_is_reported()
        => Check(Verdict.MustBeReported, new Declare("d", Kind.Decision, Evaluation), new If(new Flag(), new Block([new HandOn(new Read("d", Kind.Decision), IsWhole: true)]), null), Bill);

    [Fact]
    public void An_amount_that_the_decision_sets_is_silent() => Check(Verdict.MustBeSilent, new Bill(s_billed, new IsGoverned(Evaluation)));

    [Fact]
    public void A_condition_that_goes_with_another_is_left_open()
        => Check(
            Verdict.Open,
            new Declare("b", Kind.Bool, new Flag()),
            new If(new Read("b", Kind.Bool), new Block([Guard]), null),
            new If(new Read("b", Kind.Bool), new Block([Bill]), null));

    [Fact]
    public void A_variable_is_followed()
        => Check(
            Verdict.MustBeReported,
            new Declare("c", Kind.Code, s_billed),
            new If(new Flag(), new Block([new Bill(new Read("c", Kind.Code))]), null),
            new If(new IsGoverned(new Evaluate(new Read("c", Kind.Code))), new Block([new Return(null)]), null),
            new Bill(new Read("c", Kind.Code)));

    /// <summary>The same seed is the same program, wherever it is made: a failure can be looked at again.</summary>
    [Fact]
    public void Programs_depend_on_their_seed_only()
    {
        static string Text(int seed)
        {
            var renderer = new CSharpRenderer();
            renderer.Add(new ProgramGenerator(Features.SavedBooleans | Features.Loops | Features.Lambdas, seed).Next(), 0);
            return renderer.Text;
        }

        Assert.Equal(Text(5), Text(5));
        Assert.NotEqual(Text(5), Text(6));
    }

    /// <summary>A mix that never makes what it is named for would show nothing.</summary>
    [Theory]
    [InlineData(nameof(Features.Loops), "while (")]
    [InlineData(nameof(Features.Exceptions), "catch (")]
    [InlineData(nameof(Features.Switches), "switch (")]
    [InlineData(nameof(Features.Helpers), " H")]
    [InlineData(nameof(Features.LocalFunctions), "void f")]
    [InlineData(nameof(Features.Lambdas), "=>")]
    [InlineData(nameof(Features.Tuples), ".Item1")]
    [InlineData(nameof(Features.Tuples), "var (")]
    [InlineData(nameof(Features.Collections), "BillAll(")]
    [InlineData(nameof(Features.Fields), "private string _")]
    [InlineData(nameof(Features.HandOns), "Keep(")]
    [InlineData("Helpers, RefAndOut", "out ")]
    [InlineData("Helpers, RefAndOut", "ref ")]
    public void Mixes_make_what_they_are_named_for(string mix, string text)
    {
        var renderer = new CSharpRenderer();
        for (var seed = 1; seed <= 60; seed++)
        {
            renderer.Add(new ProgramGenerator(Enum.Parse<Features>(mix), seed).Next(), seed);
        }

        Assert.Contains(text, renderer.Text, StringComparison.Ordinal);
    }

    private static void Check(Verdict expected, params Statement[] statements)
    {
        var program = new Program([], [new Method("M", Kind.Void, [], new Block(statements), IsEntry: true)]);

        Assert.Equal(expected, ReferenceVerdicts.Of(program)![Billed]);
    }
}
