namespace ProloCodebook.Policy;

/// <summary>A decision and the way to it: what the interpreter looked at, in its order.</summary>
/// <param name="Code">As it is compared: bare, in upper case.</param>
/// <param name="Revisions">Every policy that lists the code; several only where it has revisions.</param>
/// <param name="Listed">The code in the policy that decided; null where none did.</param>
/// <param name="Service">The id of the service that the line is about, <see cref="DescriptionMatcher.Other"/> or <see cref="DescriptionMatcher.Undescribed"/>; null where no policy decided.</param>
/// <param name="Mentions">The names that stand in the description; none where the code alone identifies the service.</param>
/// <param name="Payer">As the policy that decided tells it apart.</param>
/// <param name="Rules">Every rule of the policy that decided, in the order in which they are tried.</param>
public sealed record DecisionTrace(
    InterpretedDecision Decision,
    string Code,
    EquatableArray<RevisionTrial> Revisions,
    PolicyCode? Listed,
    string? Service,
    EquatableArray<DescriptionMention> Mentions,
    string Payer,
    EquatableArray<RuleTrial> Rules)
{
    /// <summary>Decides as <see cref="PolicyInterpreter.Decide(PolicySet, string, string, string, DateTime?, IReadOnlyCollection{string}, IReadOnlyCollection{string})"/> does, and tells how.</summary>
    public static DecisionTrace Of(PolicySet policies, string? code, string payer, string? description = null, DateTime? serviceDate = null, IReadOnlyCollection<string>? agents = null, IReadOnlyCollection<string>? products = null)
    {
        var decision = PolicyInterpreter.Decide(policies, code, payer, description, serviceDate, agents, products);
        var value = ProcedureCodeText.Normalize(code);
        var revisions = policies.Policies
            .Where(policy => policy.Codes.Any(listed => listed.Value == value))
            .Select(policy => new RevisionTrial(policy, serviceDate is { } date ? PolicyInterpreter.Governs(policy, date) : null))
            .ToEquatableArray();

        // Where a policy with a gap gave no rule, it was tried all the same.
        var deciding = decision.Policy ?? (decision is { PolicyId: not null, Rule: PolicyInterpreter.NoPolicy } ? GoverningOf(revisions) : null);
        if (deciding?.Codes.FirstOrDefault(listed => listed.Value == value) is not { } listed)
        {
            return new DecisionTrace(decision, value, revisions, Listed: null, Service: null, EquatableArray<DescriptionMention>.Empty, payer, EquatableArray<RuleTrial>.Empty);
        }

        var service = listed.Service ?? DescriptionMatcher.Match(deciding.Services, listed, description);
        var known = PolicyInterpreter.AsKnownTo(deciding, payer);
        var injected = AgentMatcher.Match(deciding, agents ?? [], products ?? []);
        return new DecisionTrace(
            decision,
            value,
            revisions,
            listed,
            service,
            (listed.Service is null ? DescriptionMatcher.MentionsIn(deciding.Services, description) : []).ToEquatableArray(),
            known,
            deciding.Rules
                .Select(rule => new RuleTrial(rule, PolicyInterpreter.Applies(rule.Services, service), PolicyInterpreter.Applies(rule.Payers, known), AgentMatcher.Applies(rule, injected), rule == decision.DecidingRule))
                .ToEquatableArray());
    }

    private static PayerPolicy? GoverningOf(EquatableArray<RevisionTrial> revisions)
        => revisions.Count == 1 ? revisions[0].Policy : revisions.FirstOrDefault(trial => trial.Governs == true)?.Policy;
}

/// <summary>A revision that lists the code.</summary>
/// <param name="Governs">Whether it is in effect on the service date; null where the date is not known.</param>
public sealed record RevisionTrial(PayerPolicy Policy, bool? Governs);

/// <summary>A rule and why it did or did not decide.</summary>
/// <param name="TakesService">Whether its condition takes the service.</param>
/// <param name="TakesPayer">Whether its condition takes the payer.</param>
/// <param name="TakesAgent">Whether its condition takes what is injected.</param>
/// <param name="Decides">It is the first whose whole condition holds.</param>
public sealed record RuleTrial(PolicyRule Rule, bool TakesService, bool TakesPayer, bool TakesAgent, bool Decides);
