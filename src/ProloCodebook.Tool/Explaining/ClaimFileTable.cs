using System.Globalization;
using ClaimScrubber.Loops;
using ProloCodebook.Policy;
using ProloCodebook.Tool.Terminals;
using Spectre.Console;

namespace ProloCodebook.Tool.Explaining;

/// <summary>A row for each service line, and at the end each rule that decided, once, with all it rests on.</summary>
/// <remarks>Rows have fixed columns and no frame: a table that is still growing has no widths to draw one by.</remarks>
internal sealed class ClaimFileTable(Terminal terminal, PolicySet policies, string path) : IClaimFileFormat
{
    private const string NotEvaluated = "Not evaluated";
    private const int ClaimWidth = 14;
    private const int LineWidth = 4;
    private const int CodeWidth = 6;
    private const int PayerWidth = 10;
    private const int OutcomeWidth = 21;
    private const int BeforeRule = ClaimWidth + LineWidth + CodeWidth + PayerWidth + OutcomeWidth + 10;

    private static readonly Style s_strong = new(decoration: Decoration.Bold);
    private static readonly Style s_quiet = new(decoration: Decoration.Dim);
    private static readonly Style s_error = new(Color.Red);

    private readonly Dictionary<(string? Policy, string Rule), (InterpretedDecision Decision, Total Total)> _rules = [];
    private Total _notEvaluated;
    private long _claims;
    private long _problems;
    private Claim? _lastClaim;
    private bool _hasHeader;

    public void Add(ClaimServiceLine line, ExplainedLine explained)
    {
        var decision = explained.Decision;
        var rule = (decision.PolicyId, decision.Rule);
        _rules[rule] = (decision, _rules.GetValueOrDefault(rule).Total.Plus(line.Charge));
        var style = decision.Outcome == Outcome.NotGoverned ? s_quiet : new Style(PolicyWording.ColorOf(decision.Outcome));
        Row(line, explained.Payer, PolicyWording.OfOutcome(decision.Outcome), decision.Rule, style);
    }

    public void Add(ClaimServiceLine line, string notEvaluated)
    {
        _notEvaluated = _notEvaluated.Plus(line.Charge);
        Row(line, "", NotEvaluated, notEvaluated, s_error);
    }

    public void Add(FileProblem problem)
    {
        _problems++;
        var place = problem.SegmentNumber > 0 ? string.Create(CultureInfo.InvariantCulture, $"Segment {problem.SegmentNumber}: ") : "";
        terminal.Console.WriteLine(SafeText.Of(place + problem.Message), s_error);
    }

    public void End()
    {
        WriteRules();
        WriteSum();
    }

    public void Dispose()
    {
        // The terminal outlives the file.
    }

    private void Row(ClaimServiceLine line, string payer, string outcome, string rule, Style style)
    {
        if (!ReferenceEquals(line.Claim, _lastClaim))
        {
            _claims++;
            _lastClaim = line.Claim;
        }

        if (!_hasHeader)
        {
            _hasHeader = true;
            WriteLine(string.Concat(Cell("Claim", ClaimWidth), Number("Line"), Cell("Code", CodeWidth), Cell("Payer", PayerWidth), Cell("Outcome", OutcomeWidth), "Rule"), s_strong);
        }

        var start = string.Concat(
            Cell(line.Claim.Id, ClaimWidth),
            Number(line.Number.ToString(CultureInfo.InvariantCulture)),
            Cell(line.Code, CodeWidth),
            Cell(payer, PayerWidth));
        var room = terminal.IsWindow ? Math.Max(10, terminal.Width - BeforeRule) : int.MaxValue;
        if (terminal.IsWindow)
        {
            terminal.Console.Write(new Paragraph().Append(start).Append(Cell(outcome, OutcomeWidth), style).Append(Fit(SafeText.Of(rule), room), s_quiet));
            terminal.Console.WriteLine();
        }
        else
        {
            terminal.Output.WriteLine(start + Cell(outcome, OutcomeWidth) + SafeText.Of(rule));
        }
    }

    private void WriteRules()
    {
        var text = new ExplanationText(terminal.Console);
        foreach (var (decision, total) in _rules.Values.OrderBy(item => PolicyWording.StrictnessOf(item.Decision.Outcome)).ThenBy(item => item.Decision.Rule, StringComparer.Ordinal))
        {
            terminal.Console.WriteLine();
            terminal.Console.Write(new Paragraph()
                .Append(PolicyWording.OfOutcome(decision.Outcome), new Style(PolicyWording.ColorOf(decision.Outcome), decoration: Decoration.Bold))
                .Append($"  {decision.Rule}", s_strong)
                .Append($"  {total}", s_quiet));
            terminal.Console.WriteLine();
            text.WriteGrounds(decision);
        }
    }

    private void WriteSum()
    {
        var lines = _notEvaluated.Lines + _rules.Values.Sum(rule => rule.Total.Lines);
        terminal.Console.WriteLine();
        if (_notEvaluated.Lines > 0)
        {
            WriteLine($"{NotEvaluated}: {_notEvaluated}", s_error);
        }

        WriteLine($"{SafeText.Of(Path.GetFileName(path))}: {Count.Of(_claims, "claim")}, {Count.Of(lines, "service line")}, {Count.Of(_problems, "problem")}.", _problems > 0 ? s_error : s_strong);
        foreach (var policy in policies.Policies)
        {
            WriteLine($"Policy {policy.Id} {SafeText.Of(policy.Revision)}", s_quiet);
            WriteLine($"SHA-256 {policy.Hash}", s_quiet);
        }
    }

    private void WriteLine(string text, Style style)
    {
        terminal.Console.Write(new Text(text, style));
        terminal.Console.WriteLine();
    }

    private static string Cell(string text, int width) => Fit(SafeText.Of(text), width).PadRight(width) + "  ";

    private static string Number(string text) => text.PadLeft(LineWidth) + "  ";

    private static string Fit(string text, int width) => text.Length <= width ? text : text[..(width - 1)] + "…";

    /// <param name="Charge">The sum of SV102.</param>
    private readonly record struct Total(long Lines, decimal Charge)
    {
        public Total Plus(decimal charge) => new(Lines + 1, Charge + charge);

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count.Of(Lines, "line")}, {Charge:N2} charged");
    }
}
