namespace ProloCodebook.Policy;

public sealed partial record PolicySet
{
    /// <summary>Puts the policies of one compilation together. Pure; shared by the generator (which emits <see cref="Policies"/>) and the analyzer (which reports <see cref="Problems"/>).</summary>
    public static PolicySet Merge(IReadOnlyList<PayerPolicy> policies)
        => new(policies.OrderBy(policy => policy.Id, StringComparer.Ordinal).ToEquatableArray(), EquatableArray<PolicySetProblem>.Empty);
}
