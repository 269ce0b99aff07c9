namespace ProloCodebook.Policy;

/// <summary>What a policy says about a service line.</summary>
/// <param name="Rule">The rule that decided, or one of <see cref="PolicyInterpreter.NoPolicy"/>, <see cref="PolicyInterpreter.NoRevision"/>, <see cref="PolicyInterpreter.ServiceDateMissing"/>.</param>
/// <param name="Policy">The policy that decided; null where none lists the code, or where it is open which revision decides.</param>
/// <param name="PolicyId">The id of the policy that lists the code; null where none does.</param>
public sealed record InterpretedDecision(
    string Outcome,
    string Rule,
    string Reason,
    string? PolicyId,
    PayerPolicy? Policy,
    PolicyRule? DecidingRule,
    EquatableArray<string> Missing)
{
    /// <summary>The quotes that the decision rests on: those of what the rule cites, in its order, each once.</summary>
    public EquatableArray<PolicyCitation> Citations
        => Policy is null || DecidingRule is null ? EquatableArray<PolicyCitation>.Empty : PolicyInterpreter.CitationsOf(Policy, DecidingRule);

    /// <summary>The statements that speak against the outcome.</summary>
    public EquatableArray<PolicyStatement> Contrary
        => Policy is null || DecidingRule is null
            ? EquatableArray<PolicyStatement>.Empty
            : DecidingRule.Contrary.SelectMany(id => Policy.Statements.Where(statement => statement.Id == id)).ToEquatableArray();
}

/// <summary>Decides by the policy itself, without the generated code. Runs the examples at compile time, and is what the generated evaluator is tested against.</summary>
public static class PolicyInterpreter
{
    /// <summary>The rule id of a decision about a code that no policy lists.</summary>
    public const string NoPolicy = "no-policy";

    /// <summary>The rule id of a decision about a service date that no revision governs.</summary>
    public const string NoRevision = "no-revision";

    /// <summary>The rule id of a decision that lacks the service date.</summary>
    public const string ServiceDateMissing = "service-date-missing";

    /// <summary>Whether <paramref name="rule"/> is none of a policy file.</summary>
    internal static bool IsBuiltIn(string rule) => rule is NoPolicy or NoRevision or ServiceDateMissing;

    /// <summary>Decides about one service line by the policies of a compilation.</summary>
    /// <param name="code">In any form that <see cref="ProcedureCodeText.Normalize"/> reads.</param>
    /// <param name="payer">The id of a payer, or <c>Unknown</c>. One that the policy does not list is <c>Other</c> to it.</param>
    /// <param name="serviceDate">Null where it is not known. Decides only where a policy has effective dates.</param>
    /// <param name="agents">Ids of agents, or <see cref="AgentMatcher.Other"/>; none: not known.</param>
    /// <param name="products">Ids of products; none: not known.</param>
    public static InterpretedDecision Decide(
        PolicySet policies,
        string? code,
        string payer,
        string? description = null,
        DateTime? serviceDate = null,
        IReadOnlyCollection<string>? agents = null,
        IReadOnlyCollection<string>? products = null)
    {
        var value = ProcedureCodeText.Normalize(code);
        var listing = policies.Policies.Where(policy => policy.Codes.Any(listed => listed.Value == value)).ToList();
        if (listing.Count == 0)
        {
            return WithoutRule(Policy.Outcome.NotGoverned, NoPolicy, "No policy lists this code.", policyId: null);
        }

        var id = listing[0].Id;
        if (listing.Count > 1 || listing[0].EffectiveFrom is not null || listing[0].EffectiveTo is not null)
        {
            if (serviceDate is not { } date)
            {
                return WithoutRule(Policy.Outcome.InformationNeeded, ServiceDateMissing, $"The service date decides which revision of policy '{id}' governs the line.", id, Policy.Missing.ServiceDate);
            }

            listing.RemoveAll(policy => !Governs(policy, date));
            if (listing.Count == 0)
            {
                return WithoutRule(Policy.Outcome.NotGoverned, NoRevision, $"No revision of policy '{id}' that lists this code is in effect on the service date.", id);
            }
        }

        return Decide(listing[0], value, payer, description, agents, products);
    }

    /// <summary>Decides by one policy, whatever its effective dates.</summary>
    public static InterpretedDecision Decide(
        PayerPolicy policy,
        string? code,
        string payer,
        string? description = null,
        IReadOnlyCollection<string>? agents = null,
        IReadOnlyCollection<string>? products = null)
    {
        var value = ProcedureCodeText.Normalize(code);
        if (policy.Codes.FirstOrDefault(listed => listed.Value == value) is not { } listed)
        {
            return WithoutRule(Policy.Outcome.NotGoverned, NoPolicy, "No policy lists this code.", policyId: null);
        }

        var service = listed.Service ?? DescriptionMatcher.Match(policy.Services, listed, description);
        var rule = RuleFor(policy, service, payer, AgentMatcher.Match(policy, agents ?? [], products ?? []));

        // A policy with a gap has been reported; its lines are nobody's until it is filled.
        return rule is null
            ? WithoutRule(Policy.Outcome.NotGoverned, NoPolicy, "No rule applies.", policy.Id)
            : new InterpretedDecision(
                rule.Outcome,
                rule.Id,
                rule.Reason,
                policy.Id,
                policy,
                rule,
                rule.Missing);
    }

    /// <summary>Null where the table has a gap.</summary>
    private static PolicyRule? RuleFor(PayerPolicy policy, string service, string payer, LineAgent injected)
    {
        var known = AsKnownTo(policy, payer);
        return policy.Rules.FirstOrDefault(rule => Applies(rule.Services, service) && Applies(rule.Payers, known) && AgentMatcher.Applies(rule, injected));
    }

    /// <summary>The citations that a decision by <paramref name="rule"/> carries: those of what the rule cites, in its order, each once.</summary>
    public static EquatableArray<PolicyCitation> CitationsOf(PayerPolicy policy, PolicyRule rule)
        => rule.Cites
            .SelectMany(id => policy.Statements.Where(statement => statement.Id == id).SelectMany(statement => statement.Citations)
                .Concat(policy.Services.Where(service => service.Id == id).SelectMany(service => service.Citations))
                .Concat(policy.Codes.Where(code => code.Value == id).SelectMany(code => code.Citations)))
            .Distinct()
            .ToEquatableArray();

    /// <summary>The payer as the policy tells it apart.</summary>
    internal static string AsKnownTo(PayerPolicy policy, string payer)
        => payer == Payer.Unknown || policy.Payers.Any(candidate => candidate.Id == payer) ? payer : Payer.Other;

    internal static bool Applies(EquatableArray<string> condition, string value)
        => condition.Count == 0 || condition.Contains(value, StringComparer.Ordinal);

    internal static bool Governs(PayerPolicy policy, DateTime date)
    {
        // ISO dates sort as text.
        var day = date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return string.CompareOrdinal(policy.EffectiveFrom ?? day, day) <= 0 && string.CompareOrdinal(day, policy.EffectiveTo ?? day) <= 0;
    }

    private static InterpretedDecision WithoutRule(string outcome, string rule, string reason, string? policyId, params string[] missing)
        => new(outcome, rule, reason, policyId, Policy: null, DecidingRule: null, missing.ToEquatableArray());
}
