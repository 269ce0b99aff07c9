using ProloCodebook.Policy;

namespace ProloCodebook.Tool.Comparing;

/// <summary>Everything that two editions of a policy file differ in.</summary>
/// <param name="Changes">For lines: what is decided in another way.</param>
/// <param name="Facts">In the files: what is stated in another way.</param>
internal sealed record Comparison(PayerPolicy Before, PayerPolicy After, IReadOnlyList<Change> Changes, IReadOnlyList<FactChange> Facts)
{
    public bool HasOtherOutcomes => Changes.Any(change => change.IsOfOutcome);
}
