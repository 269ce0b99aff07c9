using ClaimScrubber.Loops;
using ClaimScrubber.Reporting;
using ClaimScrubber.Scrubbing;
using ProloCodebook;
using Spectre.Console.Testing;

namespace ClaimScrubber.Tests.Reporting;

public sealed class ReportTests
{
    private static readonly Scrubber Scrubber = new(PolicyEvaluator.Instance);

    [Fact]
    public void A_redirected_report_is_plain_text_of_one_width()
    {
        var text = Write(Line("M0076"), Line("99213"));

        Assert.DoesNotContain('\u001b', text);
        Assert.All(text.Split('\n').TakeWhile(l => !l.StartsWith('╰')), l => Assert.Equal(ReportConsole.RedirectedWidth, l.Length));
    }

    [Fact]
    public void Nothing_of_a_decision_is_cut_off()
    {
        var scrubbed = Scrubber.Scrub(Line("M0076"));
        var decision = scrubbed.Decision!.Value;

        var text = Write(scrubbed.Line);

        var cells = CellsOf(text);
        var report = Squeeze(text);
        Assert.Contains(Squeeze(decision.Reasons[0].Text), cells[5]);
        Assert.Contains(decision.Reasons[0].RuleId, cells[5]);
        Assert.Contains(Squeeze(decision.Reasons[0].Citations[0].Quote), cells[6]);
        Assert.True(decision.Reasons[0].Citations.Count > 1);
        Assert.NotEmpty(decision.ContraryEvidence);
        Assert.All(decision.Reasons, r => Assert.Contains(Squeeze(r.Text), report));
        Assert.All(decision.ContraryEvidence, e => Assert.Contains(Squeeze(e.Text), report));
        Assert.All(
            decision.Reasons.SelectMany(r => r.Citations).Concat(decision.ContraryEvidence.SelectMany(e => e.Citations)),
            c => Assert.Contains(Squeeze($"{c.Section}: “{c.Quote}”"), report));
    }

    [Fact]
    public void What_a_rule_says_in_full_is_written_once()
    {
        var quote = Scrubber.Scrub(Line("M0076")).Decision!.Value.Reasons[0].Citations[^1].Quote;

        var text = Squeeze(Write(Line("M0076"), Line("M0076"), Line("M0076")));

        Assert.Equal(2, text.Split(Squeeze(quote)).Length);
    }

    [Fact]
    public void Words_that_are_longer_than_their_column_go_on_in_the_next_line()
    {
        var claim = new string('9', 38);
        var payer = "[bold]" + new string('W', 54);

        var cells = CellsOf(Write(Line("99213", claim, payer)));

        Assert.Equal(claim, cells[0]);
        Assert.EndsWith(payer, cells[3]);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(120)]
    [InlineData(250)]
    public void A_window_of_any_width_loses_nothing(int width)
    {
        var console = new TestConsole().Width(Math.Max(width, ReportConsole.MinimumWidth));
        var scrubbed = Scrubber.Scrub(Line("M0076"));
        var report = new Report(console, "x.837");
        report.Add(scrubbed);
        report.End(new ScrubSummary());

        var cells = CellsOf(console.Output);

        Assert.Contains(Squeeze(scrubbed.Decision!.Value.Reasons[0].Citations[0].Quote), cells[6]);
    }

    [Fact]
    public void Missing_information_says_where_it_belongs()
    {
        var cells = CellsOf(Write(Line("20999")));

        Assert.Contains("SV101-7orNTE", cells[5]);
    }

    [Fact]
    public void Pages_of_a_long_report_line_up_and_hold_every_line()
    {
        var lines = Enumerable.Range(1, (2 * Report.PageLength) + 1).Select(i => Line(i % 2 == 0 ? "M0076" : "99213", $"C{i:0000}")).ToArray();

        var text = Write(lines);

        Assert.All(lines, l => Assert.Contains(l.Claim.Id, text));
        var borders = text.Split('\n').Where(l => l.StartsWith('╭') && l.Length == ReportConsole.RedirectedWidth).ToList();
        Assert.Equal(3, borders.Count);
        Assert.Single(borders.Distinct());
    }

    [Fact]
    public void Problems_name_their_segment()
    {
        var output = new StringWriter();
        var report = new Report(ReportConsole.Plain(output), "x.837");
        var summary = new ScrubSummary();
        foreach (var problem in new FileProblem[] { new(17, "it is damaged"), new(0, "the file is empty") })
        {
            report.Add(problem);
            summary.Add(problem);
        }

        report.End(summary);

        Assert.Contains("Segment 17: it is damaged", output.ToString());
        Assert.Contains("the file is empty", output.ToString());
        Assert.Contains("x.837: 0 claims, 0 service lines, 2 problems.", output.ToString());
    }

    [Fact]
    public void The_summary_counts_lines_and_charges_by_outcome_and_names_the_policy()
    {
        var text = Write(
            Line("M0076") with { Charge = 180.5m }, Line("M0076") with { Charge = 1000m }, Line("99213") with { Charge = 130m },
            Line("M0076") with { DamagedAt = 9 });

        Assert.Matches(@"Evidence insufficient +│ +2 │ +1,180\.50", text);
        Assert.Matches(@"Not governed +│ +1 │ +130\.00", text);
        Assert.Matches(@"Not evaluated +│ +1 │ +0\.00", text);
        Assert.Contains(PolicyEvaluator.Evaluate("M0076", Payer.Other).PolicyHash, text);
    }

    private static ClaimServiceLine Line(string code, string claim = "A", string payer = "CASCADE MUTUAL HEALTH PLAN") => new()
    {
        Claim = new Claim { Id = claim, Payer = new DestinationPayer(payer, "CI") },
        Number = 1,
        CodeQualifier = "HC",
        Code = code,
    };

    private static string Write(params ClaimServiceLine[] lines)
    {
        var output = new StringWriter { NewLine = "\n" };
        var report = new Report(ReportConsole.Plain(output), "x.837");
        var summary = new ScrubSummary();
        foreach (var line in lines)
        {
            var scrubbed = Scrubber.Scrub(line);
            report.Add(scrubbed);
            summary.Add(scrubbed);
        }

        report.End(summary);
        return output.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>The text of each column of a report of one line, without white space: put back together where it was wrapped.</summary>
    private static string[] CellsOf(string report)
    {
        var rows = report.Split('\n').SkipWhile(l => !l.StartsWith('├')).TakeWhile(l => !l.StartsWith('╰')).Where(l => l.StartsWith('│')).Select(l => l.Split('│')).ToList();
        return [.. Enumerable.Range(1, 7).Select(column => Squeeze(string.Concat(rows.Select(r => r[column]))))];
    }

    private static string Squeeze(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
