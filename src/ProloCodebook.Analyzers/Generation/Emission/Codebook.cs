using ProloCodebook.Policy;

namespace ProloCodebook.Generation.Emission;

/// <summary>All policies of the compilation as one vocabulary: what the generated enums and constants are made of.</summary>
internal sealed class Codebook
{
    public Codebook(EquatableArray<PayerPolicy> policies)
    {
        Policies = policies;
        Codes = [.. policies
            .SelectMany(policy => policy.Codes.Select(code => (policy, code)))
            .GroupBy(pair => pair.code.Value, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Where(group => CodeKey.TryPack(group.Key, out _))
            .Select(group => new CodeEntry(
                group.First().code,
                ConstantNames.For(group.First().code.System, group.Key),
                Quotes(group.Select(pair => (pair.policy, pair.code.Citations)))))];
        Payers = Members(policies.SelectMany(policy => policy.Payers.Select(payer => (policy, payer.Id, payer.Title, payer.Citations))), "Unknown");
        Agents = Members(policies.SelectMany(policy => policy.Agents.Select(agent => (policy, agent.Id, agent.Name, agent.Citations))), "Unknown");
        Products = Members(policies.SelectMany(policy => policy.Products.Select(product => (policy, product.Id, product.Name, product.Citations))), "Unknown");
    }

    /// <summary>Ordered by id, then by date, as the policy set has them.</summary>
    public EquatableArray<PayerPolicy> Policies { get; }

    /// <summary>Ordered by value; a code's number is its place here.</summary>
    public IReadOnlyList<CodeEntry> Codes { get; }

    public IReadOnlyList<Member> Payers { get; }

    public IReadOnlyList<Member> Agents { get; }

    public IReadOnlyList<Member> Products { get; }

    public static IEnumerable<Quote> Quotes(PayerPolicy policy, EquatableArray<PolicyCitation> citations)
        => citations.Select(citation => new Quote(
            policy.Sections.FirstOrDefault(section => section.Id == citation.Section)?.Heading ?? citation.Section,
            citation.Quote));

    private static IReadOnlyList<Quote> Quotes(IEnumerable<(PayerPolicy Policy, EquatableArray<PolicyCitation> Citations)> places)
        => [.. places.SelectMany(place => Quotes(place.Policy, place.Citations)).Distinct()];

    // The same id in several policies is the same thing: one member, which quotes them all.
    private static IReadOnlyList<Member> Members(
        IEnumerable<(PayerPolicy Policy, string Id, string Title, EquatableArray<PolicyCitation> Citations)> all, string zero)
        => [.. all
            .Where(item => item.Id != zero && Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier(item.Id))
            .GroupBy(item => item.Id, StringComparer.Ordinal)
            .Select(group => new Member(group.Key, group.First().Title, Quotes(group.Select(item => (item.Policy, item.Citations)))))];
}

/// <summary>A guarded code.</summary>
/// <param name="Name">Of its constant.</param>
internal sealed record CodeEntry(PolicyCode Code, string Name, IReadOnlyList<Quote> Quotes);

/// <summary>A member of a generated enum.</summary>
internal sealed record Member(string Id, string Title, IReadOnlyList<Quote> Quotes);
