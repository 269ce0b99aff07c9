namespace ProloCodebook.Policy;

/// <summary>The policies of one compilation, overlays merged into what they refine. Compared by value and free of positions.</summary>
/// <param name="Policies">Ordered by id, then by the first effective date. Several with the same id are revisions: the service date picks one.</param>
/// <param name="Problems">What is wrong between the files; see <see cref="PolicySetProblem"/>.</param>
public sealed partial record PolicySet(EquatableArray<PayerPolicy> Policies, EquatableArray<PolicySetProblem> Problems);

/// <summary>Something wrong between policy files.</summary>
/// <param name="Policy">Index, in the list that was merged, of the policy whose file the problem is reported in.</param>
/// <param name="Anchor">What it is about in that file, as <c>codes/M0076</c>: a key of <see cref="PolicyReading.Positions"/>.</param>
public sealed record PolicySetProblem(string Id, string Message, int Policy, string Anchor, bool IsWarning = false);
