using ProloCodebook.Policy;

namespace ProloCodebook.Generation.Emission;

/// <summary>All policies of the compilation as one vocabulary: what the generated enums and constants are made of.</summary>
internal sealed class Codebook
{
    // So many codes make a switch that is faster than a table and still compiled at once.
    private const int LargestSwitch = 32;

    public Codebook(EquatableArray<PayerPolicy> policies)
    {
        Policies = policies;
        var entries = policies
            .SelectMany(policy => policy.Codes.Select(code => (policy, code)))
            .GroupBy(pair => pair.code.Value, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (Group: group, Key: CodeKey.TryPack(group.Key, out var key) ? key : 0))
            .Where(entry => entry.Key != 0)
            .ToList();
        Buckets = entries.Count > LargestSwitch ? new CodeBuckets([.. entries.Select(entry => entry.Key)]) : null;
        var numbers = (Buckets?.Keys ?? entries.Select(entry => entry.Key)).Select((key, number) => (key, number)).ToDictionary(item => item.key, item => item.number);
        Codes = [.. entries.Select(entry => new CodeEntry(
            entry.Group.First().code,
            numbers[entry.Key],
            entry.Key,
            ConstantNames.For(entry.Group.First().code.System, entry.Group.Key),
            Quotes(entry.Group.Select(pair => (pair.policy, pair.code.Citations)))))];
        ByNumber = [.. Codes.OrderBy(code => code.Number)];
        Payers = Members(policies.SelectMany(policy => policy.Payers.Select(payer => (policy, payer.Id, payer.Title, payer.Citations))), "Unknown");
        Agents = Members(policies.SelectMany(policy => policy.Agents.Select(agent => (policy, agent.Id, agent.Name, agent.Citations))), "Unknown", "Other");
        Products = Members(policies.SelectMany(policy => policy.Products.Select(product => (policy, product.Id, product.Name, product.Citations))), "Unknown");
    }

    /// <summary>Ordered by id, then by date, as the policy set has them.</summary>
    public EquatableArray<PayerPolicy> Policies { get; }

    /// <summary>Ordered by value.</summary>
    public IReadOnlyList<CodeEntry> Codes { get; }

    /// <summary>The same codes by number.</summary>
    public IReadOnlyList<CodeEntry> ByNumber { get; }

    /// <summary>The hash table of a codebook that is too large for a switch; else null.</summary>
    public CodeBuckets? Buckets { get; }

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
        IEnumerable<(PayerPolicy Policy, string Id, string Title, EquatableArray<PolicyCitation> Citations)> all, params string[] taken)
        => [.. all
            .Where(item => !taken.Contains(item.Id) && Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier(item.Id))
            .GroupBy(item => item.Id, StringComparer.Ordinal)
            .Select(group => new Member(group.Key, group.First().Title, Quotes(group.Select(item => (item.Policy, item.Citations)))))];
}

/// <summary>A guarded code.</summary>
/// <param name="Number">By which the generated tables know it.</param>
/// <param name="Key">See <see cref="CodeKey"/>.</param>
/// <param name="Name">Of its constant.</param>
internal sealed record CodeEntry(PolicyCode Code, int Number, ulong Key, string Name, IReadOnlyList<Quote> Quotes);

/// <summary>A member of a generated enum.</summary>
internal sealed record Member(string Id, string Title, IReadOnlyList<Quote> Quotes);
