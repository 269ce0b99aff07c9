using ProloCodebook.Policy;

namespace ProloCodebook.Generation.Emission;

/// <summary>A policy and the names that its generated class uses.</summary>
internal sealed class PolicyClass
{
    private const string NoRuleName = "WithoutRule";

    private readonly Dictionary<string, string> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _statements = new(StringComparer.Ordinal);
    private readonly Dictionary<PolicyRule, string> _rules = [];
    private readonly PolicyRule _noRule;

    public PolicyClass(PayerPolicy policy, string name, IReadOnlyDictionary<string, int> codeNumbers)
    {
        Policy = policy;
        Name = name;
        Payers = ["Unknown", .. policy.Payers.Select(payer => payer.Id).Where(id => id != "Unknown").Distinct()];

        var rowNames = new UniqueNames("ForDescription");
        List<string> services = [.. policy.Services.Select(service => service.Id), DescriptionMatcher.Undescribed, DescriptionMatcher.Other];
        foreach (var service in services.Distinct())
        {
            _rows.Add(service, rowNames.Add(service, prefix: "For"));
        }

        var statementNames = new UniqueNames("All", "Statements");
        foreach (var statement in policy.Statements.Where(statement => !_statements.ContainsKey(statement.Id)))
        {
            _statements.Add(statement.Id, statementNames.Add(statement.Id));
        }

        // The prefix keeps the names apart from those of the types that the rulings are made of.
        var ruleNames = new UniqueNames();
        foreach (var rule in policy.Rules.Where(rule => !_rules.ContainsKey(rule)))
        {
            _rules.Add(rule, ruleNames.Add(rule.Id, prefix: "By"));
        }

        // Only where a policy has a gap, which is an error in the build.
        _noRule = new PolicyRule(PolicyInterpreter.NoPolicy, [], [], Outcome.NotGoverned, "No rule applies.", [], [], []);
        _rules[_noRule] = NoRuleName;

        UnlistedCodes = [.. policy.Codes
            .Where(code => code.Service is null && codeNumbers.ContainsKey(code.Value))
            .GroupBy(code => codeNumbers[code.Value])
            .OrderBy(group => group.Key)
            .Select(group => (group.Key, Literal.Of(OwnWords(group.First()))))];
    }

    public PayerPolicy Policy { get; }

    /// <summary>Of the generated class.</summary>
    public string Name { get; }

    /// <summary><c>Unknown</c>, then those that the policy tells apart.</summary>
    public IReadOnlyList<string> Payers { get; }

    /// <summary>The unlisted codes by number, each with the words of its own description: between blanks, as a literal.</summary>
    public IReadOnlyList<(int Number, string OwnWords)> UnlistedCodes { get; }

    public IEnumerable<(string Service, string Method)> Rows => _rows.Select(row => (row.Key, row.Value));

    public IEnumerable<(PolicyRule Rule, string Name)> UsedRules
    {
        get
        {
            var used = new HashSet<string>(
                _rows.Keys.SelectMany(service => Payers.Append("Other").Select(payer => Ruling(service, payer))), StringComparer.Ordinal);
            return Policy.Rules.Append(_noRule)
                .Distinct()
                .Select(rule => (rule, _rules[rule]))
                .Where(item => used.Contains(item.Item2));
        }
    }

    public string Row(string service) => _rows[service];

    public string? Statement(string id) => _statements.TryGetValue(id, out var name) ? name : null;

    /// <summary>The name of the ruling for a service and a payer: that of the first rule that applies.</summary>
    public string Ruling(string service, string payer)
    {
        var rule = Policy.Rules.FirstOrDefault(rule =>
            (rule.Services.Count == 0 || rule.Services.Contains(service))
            && (rule.Payers.Count == 0 || rule.Payers.Contains(payer)));
        return _rules[rule ?? _noRule];
    }

    public IEnumerable<Quote> Citations(PolicyRule rule) => Codebook.Quotes(Policy, PolicyInterpreter.CitationsOf(Policy, rule));

    private static string OwnWords(PolicyCode code)
        => " " + string.Join(" ", DescriptionWords.Split(code.Value + " " + code.Description).Select(word => word.Text)) + " ";
}
