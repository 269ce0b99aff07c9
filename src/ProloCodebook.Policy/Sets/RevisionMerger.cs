namespace ProloCodebook.Policy;

/// <summary>Policies of the same id: revisions, told apart by their effective dates, or one too many.</summary>
internal static class RevisionMerger
{
    /// <summary>The policies of their own (no overlays), ordered; of those that get in each other's way the first is kept.</summary>
    public static List<PayerPolicy> Merge(IReadOnlyList<PayerPolicy> policies, List<PolicySetProblem> problems)
    {
        var kept = new List<PayerPolicy>();
        var own = policies.Select((policy, index) => (Policy: policy, Index: index)).Where(item => item.Policy.Refines is null);
        foreach (var revisions in own.GroupBy(item => item.Policy.Id, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var ordered = revisions.OrderBy(item => item.Policy.EffectiveFrom ?? string.Empty, StringComparer.Ordinal).ToList();
            for (var i = 0; i < ordered.Count; i++)
            {
                if (i > 0 && Explain(ordered[i - 1].Policy, ordered[i].Policy) is var (kind, anchor, message))
                {
                    // In both files: one of them may be the packaged one, which nobody opens.
                    problems.Add(new PolicySetProblem(kind.Id, message, ordered[i - 1].Index, anchor));
                    problems.Add(new PolicySetProblem(kind.Id, message, ordered[i].Index, anchor));
                    continue;
                }

                kept.Add(ordered[i].Policy);
            }
        }

        return kept;
    }

    /// <summary>What is wrong with two policies of the same id, the second not beginning before the first; null where they are revisions.</summary>
    private static (PolicyProblemKind Kind, string Anchor, string Message)? Explain(PayerPolicy first, PayerPolicy second)
    {
        if (IsUndated(first) && IsUndated(second))
        {
            return (PolicyProblemKinds.RepeatedPolicy, "id", $"Two policy files define '{first.Id}'. If one is your own copy of the packaged policy, set the property ProloCodebookUseDefaultPolicy to false, or give your policy another id. If they are revisions, add 'effectiveFrom' and 'effectiveTo' to both.");
        }

        if (IsUndated(first) || IsUndated(second) || first.EffectiveTo is null || second.EffectiveFrom is null
            || string.CompareOrdinal(first.EffectiveTo, second.EffectiveFrom) >= 0)
        {
            return (PolicyProblemKinds.Revisions, "id", $"Revisions '{first.Revision}' ({Dates(first)}) and '{second.Revision}' ({Dates(second)}) of policy '{first.Id}' are in effect at the same time. Correct 'effectiveFrom' and 'effectiveTo', so that each date has one revision.");
        }

        return first.Revision == second.Revision
            ? (PolicyProblemKinds.Revisions, "revision", $"Two revisions of policy '{first.Id}' are both called '{first.Revision}'. Give each its own name, so that a decision can be audited.")
            : null;
    }

    private static bool IsUndated(PayerPolicy policy) => policy.EffectiveFrom is null && policy.EffectiveTo is null;

    private static string Dates(PayerPolicy policy)
        => IsUndated(policy) ? "no dates" : $"{policy.EffectiveFrom ?? "no beginning"} to {policy.EffectiveTo ?? "no end"}";
}
