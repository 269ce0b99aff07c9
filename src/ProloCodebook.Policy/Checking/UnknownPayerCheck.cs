namespace ProloCodebook.Policy;

/// <summary>Where the payer decides, a payer that is not known is missing information; any other outcome would be a guess.</summary>
internal static class UnknownPayerCheck
{
    /// <summary>The rules that decide although the payer is not known, and what to do instead.</summary>
    /// <param name="rules">The first that applies decides.</param>
    public static IEnumerable<(PolicyRule Rule, string Message)> Find(IReadOnlyList<PolicyRule> rules, IReadOnlyList<string> services, IReadOnlyList<string> payers)
    {
        foreach (var service in services)
        {
            var applying = rules.Where(rule => rule.Services.Count == 0 || rule.Services.Contains(service)).ToList();
            var guess = applying.FirstOrDefault(rule => rule.Payers.Count == 0 || rule.Payers.Contains(Payer.Unknown));
            if (guess is null || guess.Missing.Contains(Missing.Payer))
            {
                continue;
            }

            var open = new HashSet<string>(payers, StringComparer.Ordinal);
            foreach (var rule in applying)
            {
                var taken = rule.Payers.Count == 0 ? open.ToList() : rule.Payers.Where(open.Contains).ToList();
                if (taken.Count > 0 && rule.Outcome != guess.Outcome)
                {
                    yield return (guess, $"Rule '{guess.Id}' decides {guess.Outcome} for service '{service}' although the payer is 'Unknown', and payer '{taken[0]}' gets {rule.Outcome}. Where the payer decides, 'Unknown' must get InformationNeeded with 'missing: [payer]': add a rule for it.");
                    break;
                }

                open.ExceptWith(taken);
            }
        }
    }
}
