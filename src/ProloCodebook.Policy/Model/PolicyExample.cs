namespace ProloCodebook.Policy;

/// <summary>A service line and what the policy must decide about it; run whenever the policy is read.</summary>
/// <param name="Payer">The id of a payer, or <c>Unknown</c>.</param>
/// <param name="ServiceDate"><c>yyyy-MM-dd</c>, or null where it is not known.</param>
/// <param name="Rule">The rule that must decide; null: any.</param>
/// <param name="Missing">The missing information that must be named; null: any.</param>
/// <param name="Agents">Ids of agents, or <c>Other</c>; empty: not known.</param>
/// <param name="Products">Ids of products; empty: not known.</param>
public sealed record PolicyExample(
    string Code,
    string Payer,
    string? Description,
    string? ServiceDate,
    string Outcome,
    string? Rule,
    EquatableArray<string>? Missing,
    EquatableArray<string> Agents = default,
    EquatableArray<string> Products = default);
