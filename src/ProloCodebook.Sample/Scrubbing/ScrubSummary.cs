using ClaimScrubber.Loops;
using ProloCodebook;

namespace ClaimScrubber.Scrubbing;

/// <summary>Counts what a file held. Keeps no lines, so that a file of any size can be summed up.</summary>
internal sealed class ScrubSummary
{
    private readonly SortedDictionary<Outcome, OutcomeTotal> totals = [];
    private Claim? lastClaim;

    public int Claims { get; private set; }

    public int Lines { get; private set; }

    public int Problems { get; private set; }

    public OutcomeTotal NotEvaluated { get; private set; }

    public IReadOnlyDictionary<Outcome, OutcomeTotal> Totals => totals;

    /// <summary>The policy that decided, for the record; null where nothing was evaluated.</summary>
    public PolicyDecision? AnyDecision { get; private set; }

    public bool HasLinesThatNeedAttention { get; private set; }

    public void Add(ScrubbedLine scrubbed)
    {
        var line = scrubbed.Line;
        Lines++;
        if (!ReferenceEquals(line.Claim, lastClaim))
        {
            Claims++;
            lastClaim = line.Claim;
        }

        HasLinesThatNeedAttention |= scrubbed.NeedsAttention;
        if (scrubbed.Decision is { } decision)
        {
            AnyDecision ??= decision;
            totals[decision.Outcome] = totals.GetValueOrDefault(decision.Outcome).Plus(line.Charge);
        }
        else
        {
            NotEvaluated = NotEvaluated.Plus(line.Charge);
        }
    }

    public void Add(FileProblem problem) => Problems++;
}

/// <param name="Charge">The sum of SV102.</param>
internal readonly record struct OutcomeTotal(int Lines, decimal Charge)
{
    public OutcomeTotal Plus(decimal charge) => new(Lines + 1, Charge + charge);
}
