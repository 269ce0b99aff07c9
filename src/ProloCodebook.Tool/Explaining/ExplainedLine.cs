using ProloCodebook.Policy;

namespace ProloCodebook.Tool.Explaining;

/// <summary>A service line as it was asked about, and the answer.</summary>
internal sealed record ExplainedLine(string Code, string Payer, string? Description, DateTime? ServiceDate, IReadOnlyList<PolicyAgent> Agents, DecisionTrace Trace)
{
    public InterpretedDecision Decision => Trace.Decision;

    /// <summary>The policy that is quoted and whose rules were tried; null where none lists the code.</summary>
    public PayerPolicy? Policy => Decision.Policy ?? Trace.Revisions.Select(trial => trial.Policy).FirstOrDefault();

    /// <summary>Where no policy lists the code: one that a slip of the hand may have been meant for.</summary>
    public string? NearestCode { get; private init; }

    public static ExplainedLine Of(PolicySet policies, string code, string payer, string? description, DateTime? serviceDate, IReadOnlyList<PolicyAgent> agents)
    {
        var trace = DecisionTrace.Of(policies, code, payer, description, serviceDate, [.. agents.Select(agent => agent.Id)]);
        return new ExplainedLine(code, payer, description, serviceDate, agents, trace)
        {
            NearestCode = trace.Revisions.Count > 0 ? null : Suggestion.Nearest(trace.Code, policies.Policies.SelectMany(policy => policy.Codes).Select(listed => listed.Value)),
        };
    }
}
