using System.Globalization;
using ProloCodebook.Policy;
using ProloCodebook.Tool.Terminals;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ProloCodebook.Tool.Explaining;

/// <summary>A decision as people read it: the outcome, what it rests on, and why no other rule decided.</summary>
internal sealed class ExplanationText(IAnsiConsole console)
{
    private const int Indent = 2;

    /// <summary>Where there is less room beside the ids of the rules, reasons stand below them.</summary>
    private const int LeastReasonWidth = 60;

    private static readonly Style s_strong = new(decoration: Decoration.Bold);
    private static readonly Style s_quiet = new(decoration: Decoration.Dim);

    public void Write(ExplainedLine line)
    {
        WriteOutcome(line.Decision);
        if (line.NearestCode is { } nearest)
        {
            Paragraph(0, new Text($"Did you mean {nearest}?"));
        }

        WriteFacts(line);
        if (line.Policy is { } policy)
        {
            WriteQuotes("What it rests on", policy, line.Decision.Citations);
            WriteContrary(policy, line.Decision.Contrary);
            WriteAgents(line.Agents);
            WriteRules(line.Trace, policy);
        }
    }

    /// <summary>The reason and the quotes alone, for a decision that many lines share.</summary>
    public void WriteGrounds(InterpretedDecision decision)
    {
        Paragraph(Indent, new Text(SafeText.Of(decision.Reason)));
        WriteMissing(decision, Indent);
        if (decision.Policy is not { } policy)
        {
            return;
        }

        WriteQuotes(policy, decision.Citations, Indent);
        foreach (var statement in decision.Contrary)
        {
            Paragraph(Indent, new Paragraph().Append("Against it: ", s_strong).Append(WithPopulation(statement)));
            WriteQuotes(policy, statement.Citations, Indent);
        }
    }

    private void WriteOutcome(InterpretedDecision decision)
    {
        Paragraph(0, new Text(PolicyWording.OfOutcome(decision.Outcome), new Style(PolicyWording.ColorOf(decision.Outcome), decoration: Decoration.Bold)));
        Paragraph(0, new Text(SafeText.Of(decision.Reason)));
        WriteMissing(decision, 0);
    }

    private void WriteMissing(InterpretedDecision decision, int indent)
    {
        foreach (var missing in decision.Missing)
        {
            Paragraph(indent, new Paragraph().Append("Missing: ", s_strong).Append($"{PolicyWording.OfMissing(missing)}."));
        }
    }

    private void WriteFacts(ExplainedLine line)
    {
        var (trace, decision) = (line.Trace, line.Decision);
        Heading("How it was decided");
        var facts = Columns();
        Row(facts, "Code", trace.Listed is { } listed ? $"{listed.Value} ({listed.System}): {listed.Description}" : trace.Code);
        if (line.Policy is { } policy && trace.Service is { } service)
        {
            Row(facts, "Service", $"{Capital(PolicyWording.OfService(policy, service))}{HowKnown(trace)}");
        }

        Row(facts, "Payer", trace.Payer == line.Payer ? line.Payer : $"{line.Payer}, who is {trace.Payer} to this policy");
        if (line.ServiceDate is { } date)
        {
            Row(facts, "Date", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        foreach (var revision in trace.Revisions.Where(revision => revision.Policy.EffectiveFrom is not null || revision.Policy.EffectiveTo is not null))
        {
            Row(facts, "Revision", $"{revision.Policy.Revision}, {Dates(revision.Policy)}: {(revision.Governs switch { true => "in effect on that date", false => "not in effect on that date", null => "the date is not known" })}");
        }

        Row(facts, "Rule", decision.DecidingRule is null ? $"none of a policy ({decision.Rule})" : decision.Rule);
        if (decision.Policy is { } deciding)
        {
            Row(facts, "Policy", $"{deciding.Id} {deciding.Revision}");
            facts.AddRow(new Text("SHA-256", s_quiet), new Text(deciding.Hash, s_quiet));
        }

        console.Write(new Padder(facts, new Padding(Indent, 0, 0, 0)));
    }

    private static string HowKnown(DecisionTrace trace)
    {
        if (trace.Listed is { Service: not null })
        {
            return ", by the code alone";
        }

        var counted = Quoted(trace.Mentions.Where(mention => mention.Service == trace.Service && !mention.IsNegated));
        var others = Quoted(trace.Mentions.Where(mention => mention.Service != trace.Service && !mention.IsNegated));
        var denied = Quoted(trace.Mentions.Where(mention => mention.IsNegated));
        return string.Concat(
            counted.Length > 0 ? $", by {counted} in the description" : "",
            others.Length > 0 ? $"; {others} comes later in the policy's order of services" : "",
            denied.Length > 0 ? $"; {denied} is denied there and does not count" : "");
    }

    private static string Quoted(IEnumerable<DescriptionMention> mentions)
        => string.Join(" and ", mentions.Select(mention => $"“{mention.Name}”").Distinct());

    private static string Dates(PayerPolicy policy) => (policy.EffectiveFrom, policy.EffectiveTo) switch
    {
        ({ } from, { } to) => $"{from} to {to}",
        ({ } from, null) => $"from {from}",
        (null, { } to) => $"until {to}",
        _ => "undated",
    };

    private void WriteQuotes(string heading, PayerPolicy policy, EquatableArray<PolicyCitation> citations)
    {
        if (citations.Count > 0)
        {
            Heading(heading);
            WriteQuotes(policy, citations, Indent);
        }
    }

    private void WriteQuotes(PayerPolicy policy, EquatableArray<PolicyCitation> citations, int indent)
    {
        string? last = null;
        foreach (var citation in citations)
        {
            if (citation.Section != last)
            {
                last = citation.Section;
                Paragraph(indent, new Text(SafeText.Of(policy.Sections.FirstOrDefault(section => section.Id == last)?.Heading ?? last), s_quiet));
            }

            Paragraph(indent + Indent, new Text($"“{SafeText.Of(citation.Quote)}”", new Style(decoration: Decoration.Italic)));
        }
    }

    private void WriteContrary(PayerPolicy policy, EquatableArray<PolicyStatement> statements)
    {
        if (statements.Count > 0)
        {
            Heading("What speaks against it");
        }

        foreach (var statement in statements)
        {
            Paragraph(Indent, new Text(WithPopulation(statement)));
            WriteQuotes(policy, statement.Citations, 2 * Indent);
        }
    }

    private void WriteAgents(IReadOnlyList<PolicyAgent> agents)
    {
        if (agents.Count == 0)
        {
            return;
        }

        Heading("Agents (what the policy states of them)");
        var table = Columns();
        foreach (var agent in agents)
        {
            Row(table, agent.Name, $"{Capital(PolicyWording.OfRole(agent))}. {PolicyWording.OfFdaStatus(agent.FdaStatus)}.");
            foreach (var absent in agent.CombinedWith.Where(other => !agents.Any(given => given.Id == other)))
            {
                Row(table, "", $"{absent} is not among the agents here.");
            }
        }

        console.Write(new Padder(table, new Padding(Indent, 0, 0, 0)));
    }

    private void WriteRules(DecisionTrace trace, PayerPolicy policy)
    {
        if (trace.Rules.Count == 0)
        {
            return;
        }

        Heading("Rules that were tried");
        var idWidth = trace.Rules.Max(trial => trial.Rule.Id.Length);
        var isWide = console.Profile.Width >= idWidth + LeastReasonWidth;
        foreach (var trial in trace.Rules)
        {
            var style = trial.Decides ? new Style(PolicyWording.ColorOf(trial.Rule.Outcome), decoration: Decoration.Bold) : Style.Plain;
            var why = new Text(
                SafeText.Of(trial.Decides ? $"decides: {PolicyWording.OfOutcome(trial.Rule.Outcome)}" : WhyNot.Of(trial, trace, policy)),
                trial.Decides ? style : s_quiet);
            var id = new Text($"{(trial.Decides ? '✓' : '·')} {trial.Rule.Id}", style);
            if (isWide)
            {
                Paragraph(Indent, new Grid()
                    .AddColumn(new GridColumn { Width = idWidth + Indent }.NoWrap().PadLeft(0).PadRight(2))
                    .AddColumn(new GridColumn().PadLeft(0).PadRight(0))
                    .AddRow(id, why));
            }
            else
            {
                Paragraph(Indent, id);
                Paragraph(3 * Indent, why);
            }
        }
    }

    private static string WithPopulation(PolicyStatement statement)
        => SafeText.Of(statement.Population is null ? statement.Text : $"{statement.Text} (About: {statement.Population}.)");

    private void Heading(string text)
    {
        console.WriteLine();
        Paragraph(0, new Text(text, s_strong));
    }

    private void Paragraph(int indent, IRenderable text) => console.Write(new Padder(text, new Padding(indent, 0, 0, 0)));

    private static Grid Columns() => new Grid()
        .AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(2))
        .AddColumn(new GridColumn().PadLeft(0).PadRight(0));

    private static void Row(Grid table, string name, string text) => table.AddRow(new Text(SafeText.Of(name)), new Text(SafeText.Of(text)));

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
