using ProloCodebook.CodeFixes;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.CodeFixes;

/// <summary>A literal becomes the generated constant, for PCB1003 and PCB1001.</summary>
public sealed class LiteralToConstantFixTests
{
    [Theory]
    // Routed (PCB1003).
    [InlineData("""PolicyEvaluator.Evaluate("M0076", p).ToString()""", """PolicyEvaluator.Evaluate(CodeText.HcpcsM0076, p).ToString()""")]
    [InlineData("""PolicyEvaluator.Evaluate(/* code */ "20999" /* unlisted */, p).ToString()""", """PolicyEvaluator.Evaluate(/* code */ CodeText.Cpt20999 /* unlisted */, p).ToString()""")]
    [InlineData("""PolicyEvaluator.Evaluate(@"M0076", p).ToString()""", """PolicyEvaluator.Evaluate(CodeText.HcpcsM0076, p).ToString()""")]
    [InlineData(""""PolicyEvaluator.Evaluate("""M0076""", p).ToString()"""", """PolicyEvaluator.Evaluate(CodeText.HcpcsM0076, p).ToString()""")]
    [InlineData("""PolicyEvaluator.Evaluate("M00" + "76", p).ToString()""", """PolicyEvaluator.Evaluate(CodeText.HcpcsM0076, p).ToString()""")]
    [InlineData("""PolicyEvaluator.Evaluate($"M0076", p).ToString()""", """PolicyEvaluator.Evaluate(CodeText.HcpcsM0076, p).ToString()""")]
    [InlineData("""PolicyEvaluator.Evaluate(ProcedureCode.Parse("M0076"), p).ToString()""", """PolicyEvaluator.Evaluate(Codes.HcpcsM0076, p).ToString()""")]
    [InlineData("""new ServiceLine("M0076", p).ToString()""", """new ServiceLine(CodeText.HcpcsM0076, p).ToString()""")]
    // Not routed (PCB1001).
    [InlineData("""Send("M0076")""", """Send(CodeText.HcpcsM0076)""")]
    [InlineData("""(p == Payer.Medicare ? "M0076" : "99213")""", """(p == Payer.Medicare ? CodeText.HcpcsM0076 : "99213")""")]
    [InlineData("""(code is "M0076" ? Send(code) : "")""", """(code is CodeText.HcpcsM0076 ? Send(code) : "")""")]
    [InlineData("""code switch { "M0076" => Send(code), _ => "" }""", """code switch { CodeText.HcpcsM0076 => Send(code), _ => "" }""")]
    public async Task Replaces(string before, string after)
    {
        var run = Open(before);
        var diagnostic = (await run.DiagnosticsAsync())[0];

        var action = (await run.ActionsAsync(new LiteralToConstantFix(), diagnostic))[0];
        var fixedRun = await run.ApplyAsync(action);

        Assert.Equal("ProloCodebook.UseConstant", action.EquivalenceKey);
        Assert.Equal(Source(after), await fixedRun.TextAsync());
        Assert.Empty(await fixedRun.ErrorsAsync());
    }

    [Theory]
    [InlineData("""Send("M0076")""", "Use CodeText.HcpcsM0076")]
    [InlineData("""PolicyEvaluator.Evaluate("M0076", p).ToString()""", "Use CodeText.HcpcsM0076|Use Codes.HcpcsM0076")]
    [InlineData("""PolicyEvaluator.Evaluate(payer: p, code: "M0076").ToString()""", "Use CodeText.HcpcsM0076|Use Codes.HcpcsM0076")]
    [InlineData("""new ServiceLine("M0076", p).ToString()""", "Use CodeText.HcpcsM0076|Use Codes.HcpcsM0076")]
    [InlineData("""PolicyEvaluator.Evaluate(ProcedureCode.Parse("M0076"), p).ToString()""", "Use Codes.HcpcsM0076")]
    [InlineData("""Send("m0076 ")""", "Use CodeText.HcpcsM0076 (changes 'm0076 ' to 'M0076')")]
    public async Task The_titles_say_what_is_written_and_what_changes(string expression, string titles)
    {
        var run = Open(expression);

        var actions = await run.ActionsAsync(new LiteralToConstantFix(), (await run.DiagnosticsAsync())[0]);

        Assert.Equal(titles, string.Join("|", actions.Select(a => a.Title)));
        foreach (var action in actions)
        {
            Assert.Empty(await (await run.ApplyAsync(action)).ErrorsAsync());
        }
    }

    [Theory]
    [InlineData("""Send("M0076-25")""")] // modifiers
    [InlineData("""Send("HC:M0076")""")] // a qualifier
    [InlineData("""Send("SV1*HC:M0076*180*UN*1***1~")""")] // a longer text
    [InlineData("""Send(CodeText.HcpcsM0076)""")] // already
    [InlineData("""Send(Prolotherapy)""")] // a name of the file's own
    [InlineData("""Send(20999)""")] // a number
    [InlineData("""Send("M0076"u8)""")] // no string
    [InlineData("""Send($"{code}HC:M0076")""")] // part of a text
    public async Task Offers_nothing_where_the_constant_would_say_something_else(string expression)
    {
        var run = Open(expression);

        Assert.Empty(await run.ActionsAsync(new LiteralToConstantFix(), Assert.Single(await run.DiagnosticsAsync())));
    }

    [Fact]
    public async Task Constants_where_the_language_wants_one()
    {
        const string source = """
            using ProloCodebook;
            class Claims
            {
                private void Send(string code = "M0076") => System.IO.File.WriteAllText("claims", code);
                public void Go(string code) { switch (code) { case "M0076": Send(); break; } }
            }
            """;

        var after = await FixRun.Open(new TestProject(source)).FixAllAsync(new LiteralToConstantFix(), null, "PCB1001");

        Assert.Equal(source.Replace("\"M0076\"", "CodeText.HcpcsM0076"), await after.TextAsync());
        Assert.Empty(await after.ErrorsAsync());
    }

    [Fact]
    public async Task A_call_that_may_not_happen_is_looked_at_like_any_other()
    {
        var run = FixRun.Open(new TestProject("using ProloCodebook; public class Claims { public System.Action<string> Sent; public void Send() => Sent?.Invoke(\"M0076\"); }"));

        var action = Assert.Single(await run.ActionsAsync(new LiteralToConstantFix(), Assert.Single(await run.DiagnosticsAsync())));

        Assert.Contains("Sent?.Invoke(CodeText.HcpcsM0076)", await (await run.ApplyAsync(action)).TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_using_is_added()
    {
        var run = FixRun.Open(new TestProject("class Claims { public string Code = \"M0076\"; }\n"));

        var after = await run.ApplyAsync(Assert.Single(await run.ActionsAsync(new LiteralToConstantFix(), Assert.Single(await run.DiagnosticsAsync()))));

        Assert.Equal("using ProloCodebook;\n\nclass Claims { public string Code = CodeText.HcpcsM0076; }\n", await after.TextAsync());
        Assert.Empty(await after.ErrorsAsync());
    }

    [Fact]
    public async Task Offers_nothing_where_the_policy_has_no_such_constant()
    {
        var run = FixRun.Open(new TestProject("public class Claims { public string Code = \"M0076\"; }") { Contract = ContractStub.Source.Replace("HcpcsM0076", "Other") });

        Assert.Empty(await run.ActionsAsync(new LiteralToConstantFix(), Assert.Single(await run.DiagnosticsAsync())));
    }

    [Fact]
    public async Task Fix_All_replaces_every_literal_whose_value_stays()
    {
        var run = Open("""Send("M0076") + PolicyEvaluator.Evaluate("20999", p) + PolicyEvaluator.Evaluate(ProcedureCode.Parse("M0076"), p) + PolicyEvaluator.Evaluate("M0076-59", p) + PolicyEvaluator.Evaluate("m0076", p)""");

        var after = await run.FixAllAsync(new LiteralToConstantFix(), null, "PCB1003");

        Assert.Equal(
            Source("""Send("M0076") + PolicyEvaluator.Evaluate(CodeText.Cpt20999, p) + PolicyEvaluator.Evaluate(Codes.HcpcsM0076, p) + PolicyEvaluator.Evaluate("M0076-59", p) + PolicyEvaluator.Evaluate("m0076", p)"""),
            await after.TextAsync());
        Assert.Empty(await after.ErrorsAsync());
    }

    private static FixRun Open(string expression) => FixRun.Open(new TestProject(Source(expression)));

    private static string Source(string expression) => $$"""
        using ProloCodebook;
        public class Claims
        {
            private const string Prolotherapy = "M0076";
            internal static string Value(string code, Payer p) => {{expression}};
            private static extern string Send(string code);
            private static extern string Send(int cptCode);
            private static extern string Send(System.ReadOnlySpan<byte> code);
        }
        """;
}
