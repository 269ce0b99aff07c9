using ProloCodebook.Policy;

namespace ProloCodebook.Tool.Comparing;

/// <summary>Codes that no policy of either side tells apart, and what can be told apart about their lines.</summary>
internal sealed record Cases(IReadOnlyList<string> Codes, IReadOnlyList<IReadOnlyList<string>> Payers, IReadOnlyList<Descriptions> Descriptions, IReadOnlyList<ServiceDates> Dates, IReadOnlyList<InjectedAgents> Agents)
{
    /// <summary>Every line that could be billed, told apart as finely as the two sides do and no finer: finitely many, however many lines there are.</summary>
    public static IReadOnlyList<Cases> Of(PolicySet before, PolicySet after)
    {
        List<PayerPolicy> policies = [.. before.Policies, .. after.Policies];
        var payers = PayersOf(policies);
        return
        [
            .. policies.SelectMany(policy => policy.Codes).Select(code => code.Value).Distinct(StringComparer.Ordinal)
                .Select(code => (Code: code, Listings: ListingsOf(policies, code)))
                .GroupBy(item => KeyOf(policies, item.Listings), item => item, StringComparer.Ordinal)
                .Select(group =>
                {
                    var listings = group.First().Listings;
                    return new Cases(
                        [.. group.Select(item => item.Code)],
                        payers,
                        Comparing.Descriptions.Of(listings),
                        ServiceDates.Of(listings.Select(listing => listing.Policy)),
                        InjectedAgents.Of([.. listings.Select(listing => listing.Policy)]));
                }),
        ];
    }

    private static List<(PayerPolicy Policy, PolicyCode Code)> ListingsOf(List<PayerPolicy> policies, string code)
        => [.. policies.SelectMany(policy => policy.Codes.Where(listed => listed.Value == code).Select(listed => (policy, listed)))];

    /// <summary>The words of an unlisted code count too: a description that repeats them describes nothing.</summary>
    private static string KeyOf(List<PayerPolicy> policies, List<(PayerPolicy Policy, PolicyCode Code)> listings)
        => string.Join('\n', listings.Select(listing => $"{policies.FindIndex(policy => ReferenceEquals(policy, listing.Policy))} {listing.Code.Service ?? listing.Code.Value + listing.Code.Description}"));

    /// <summary>Payers in groups that every rule of both sides treats alike.</summary>
    private static List<IReadOnlyList<string>> PayersOf(List<PayerPolicy> policies)
        =>
        [
            .. policies.SelectMany(policy => policy.Payers).Select(payer => payer.Id).Append(Payer.Other).Append(Payer.Unknown)
                .Distinct(StringComparer.Ordinal)
                .GroupBy(payer => string.Concat(policies.SelectMany(policy => policy.Rules.Select(rule => PolicyInterpreter.Applies(rule.Payers, PolicyInterpreter.AsKnownTo(policy, payer)) ? '1' : '0'))), StringComparer.Ordinal)
                .Select(group => (IReadOnlyList<string>)[.. group]),
        ];
}
