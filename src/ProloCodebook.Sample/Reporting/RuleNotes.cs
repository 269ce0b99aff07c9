using ProloCodebook;
using Spectre.Console;

namespace ClaimScrubber.Reporting;

/// <summary>What the policy says in full, once for each rule that decided a line: every quotation, and what speaks against the outcome.</summary>
internal sealed class RuleNotes
{
    /// <summary>How the table refers to the notes.</summary>
    public const string Place = "see the rule below";

    private const int Indent = 2;

    private readonly SortedDictionary<string, PolicyReason> reasons = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<PolicyStatement>> contraryEvidence = [];

    public void Add(PolicyDecision decision)
    {
        foreach (var reason in decision.Reasons.Where(r => r.Citations.Count > 0))
        {
            reasons.TryAdd(reason.RuleId, reason);
            contraryEvidence.TryAdd(reason.RuleId, decision.ContraryEvidence);
        }
    }

    public void WriteTo(IAnsiConsole console)
    {
        foreach (var (rule, reason) in reasons)
        {
            console.WriteLine();
            Write(console, $"[{rule}] {reason.Text}", 0);
            Write(console, reason.Citations, Indent);
            foreach (var statement in contraryEvidence[rule])
            {
                Write(console, Wording.Of(statement), Indent);
                Write(console, statement.Citations, 2 * Indent);
            }
        }
    }

    private static void Write(IAnsiConsole console, IEnumerable<PolicyCitation> citations, int indent)
    {
        foreach (var citation in citations)
        {
            Write(console, Wording.Of(citation), indent);
        }
    }

    private static void Write(IAnsiConsole console, string text, int indent)
        => console.Write(new Padder(new Text(text), new Padding(indent, 0, 0, 0)));
}
