using ProloCodebook.Policy;
using ProloCodebook.Tool.Explaining;
using ProloCodebook.Tool.Terminals;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ProloCodebook.Tool.Comparing;

/// <summary>A comparison as people read it: for whom the outcome is another, why on either side, and then what else the files say differently.</summary>
internal sealed class ComparisonText(IAnsiConsole console)
{
    private const int Indent = 2;

    private static readonly Style s_strong = new(decoration: Decoration.Bold);
    private static readonly Style s_quiet = new(decoration: Decoration.Dim);
    private static readonly Style s_gone = new(Color.Red);
    private static readonly Style s_new = new(Color.Green);

    public void Write(Comparison comparison)
    {
        Paragraph(0, new Text(SafeText.Of($"{comparison.Before.Id} {comparison.Before.Revision} → {comparison.After.Id} {comparison.After.Revision}"), s_strong));
        Write("Lines with another outcome", [.. comparison.Changes.Where(change => change.IsOfOutcome)]);
        Write("Lines with the same outcome on other grounds", [.. comparison.Changes.Where(change => !change.IsOfOutcome)]);
        Write(comparison.Facts);
        console.WriteLine();
        var outcomes = comparison.Changes.Where(change => change.IsOfOutcome).Sum(change => change.Groups.Count);
        Paragraph(0, outcomes > 0
            ? new Text($"{Count.Of(outcomes, "group")} of lines {(outcomes == 1 ? "has" : "have")} another outcome.", new Style(Color.Red, decoration: Decoration.Bold))
            : new Text("No line has another outcome.", new Style(Color.Green)));
    }

    private void Write(string heading, List<Change> changes)
    {
        if (changes.Count > 0)
        {
            console.WriteLine();
            Paragraph(0, new Text(heading, s_strong));
        }

        foreach (var change in changes)
        {
            console.WriteLine();
            Paragraph(Indent, change.IsOfOutcome
                ? new Paragraph().Append(PolicyWording.OfOutcome(change.Before.Outcome), Strong(change.Before)).Append(" → ").Append(PolicyWording.OfOutcome(change.After.Outcome), Strong(change.After))
                : new Paragraph(PolicyWording.OfOutcome(change.After.Outcome), Strong(change.After)));
            foreach (var group in change.Groups)
            {
                Paragraph(2 * Indent, new Text(Describe(group)));
            }

            Side("before", change.Before, change.After, s_gone);
            Side("now", change.After, change.Before, s_new);
        }
    }

    private static Style Strong(InterpretedDecision decision) => new(PolicyWording.ColorOf(decision.Outcome), decoration: Decoration.Bold);

    private static string Describe(LineGroup group) => SafeText.Of(string.Join("; ", new[]
    {
        string.Join(", ", group.Codes),
        string.Join(", ", group.Payers.Select(PolicyWording.OfPayer)),
        group.Descriptions,
        group.Agents,
        group.Dates,
    }.Where(part => part.Length > 0)));

    private void Side(string when, InterpretedDecision decision, InterpretedDecision other, Style style)
    {
        Row(when, new Paragraph().Append(decision.Rule, style).Append($": {SafeText.Of(decision.Reason)}"));
        foreach (var missing in decision.Missing.Except(other.Missing))
        {
            Row("", new Text($"Missing: {PolicyWording.OfMissing(missing)}."));
        }

        // Another rule has other quotes; where it is the same one, they may be all that changed.
        if (decision.Rule != other.Rule)
        {
            return;
        }

        foreach (var quote in decision.Citations.Except(other.Citations).Select(citation => citation.Quote))
        {
            Row("", new Text($"“{SafeText.Of(quote)}”", new Style(decoration: Decoration.Italic)));
        }

        foreach (var statement in decision.Contrary.Where(statement => !other.Contrary.Any(known => known.Text == statement.Text)))
        {
            Row("", new Text($"Against it: {SafeText.Of(statement.Text)}"));
        }
    }

    private void Row(string name, IRenderable text) => Paragraph(2 * Indent, new Grid()
        .AddColumn(new GridColumn { Width = "before".Length }.PadLeft(0).PadRight(2))
        .AddColumn(new GridColumn().PadLeft(0).PadRight(0))
        .AddRow(new Text(name, s_quiet), text));

    private void Write(IReadOnlyList<FactChange> facts)
    {
        if (facts.Count > 0)
        {
            console.WriteLine();
            Paragraph(0, new Text("What the files state", s_strong));
        }

        foreach (var fact in facts)
        {
            var name = SafeText.Of($"{fact.Kind} {fact.Id}".TrimEnd());
            switch (fact)
            {
                case { Before: null }:
                    Fact("+", s_new, new Paragraph().Append(name, s_strong).Append(WithColon(fact.After)));
                    break;
                case { After: null }:
                    Fact("−", s_gone, new Paragraph().Append(name, s_strong).Append(WithColon(fact.Before)));
                    break;
                default:
                    Fact("~", Style.Plain, new Paragraph().Append(name, s_strong).Append($" {fact.Key}: ").Append(OrNothing(fact.Before), s_gone).Append(" → ").Append(OrNothing(fact.After), s_new));
                    break;
            }
        }
    }

    private void Fact(string mark, Style style, Paragraph text) => Paragraph(Indent, new Grid()
        .AddColumn(new GridColumn { Width = 1 }.PadLeft(0).PadRight(1))
        .AddColumn(new GridColumn().PadLeft(0).PadRight(0))
        .AddRow(new Text(mark, style), text));

    private static string WithColon(string? text) => string.IsNullOrEmpty(text) ? "" : $": {SafeText.Of(text)}";

    private static string OrNothing(string text) => text.Length == 0 ? "(nothing)" : SafeText.Of(text);

    private void Paragraph(int indent, IRenderable text) => console.Write(new Padder(text, new Padding(indent, 0, 0, 0)));
}
