using ProloCodebook.Policy;

namespace ProloCodebook.Generation.Emission;

/// <summary>A policy and the names that its generated class uses.</summary>
internal sealed class PolicyClass
{
    private const string NoRuleName = "WithoutRule";

    private readonly Dictionary<string, PolicyRow> _rowOfService = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _statements = new(StringComparer.Ordinal);
    private readonly Dictionary<PolicyRule, string> _rules = [];
    private readonly PolicyRule _noRule;

    public PolicyClass(PayerPolicy policy, string name, IReadOnlyDictionary<string, int> codeNumbers)
    {
        Policy = policy;
        Name = name;
        Agents = AgentMatcher.Values(policy.Agents, policy.Products);

        // The prefix keeps the names apart from those of the types that the rulings are made of.
        var ruleNames = new UniqueNames();
        foreach (var rule in policy.Rules.Where(rule => !_rules.ContainsKey(rule)))
        {
            _rules.Add(rule, ruleNames.Add(rule.Id, prefix: "By"));
        }

        // Only where a policy has a gap, which is an error in the build.
        _noRule = new PolicyRule(PolicyInterpreter.NoPolicy, [], [], Outcome.NotGoverned, "No rule applies.", [], [], []);
        _rules[_noRule] = NoRuleName;
        AddRows();

        var statementNames = new UniqueNames("All", "Statements");
        foreach (var statement in policy.Statements.Where(statement => !_statements.ContainsKey(statement.Id)))
        {
            _statements.Add(statement.Id, statementNames.Add(statement.Id));
        }

        UnlistedCodes = [.. policy.Codes
            .Where(code => code.Service is null && codeNumbers.ContainsKey(code.Value))
            .GroupBy(code => codeNumbers[code.Value])
            .OrderBy(group => group.Key)
            .Select(group => (group.Key, Literal.Of(OwnWords(group.First()))))];
    }

    public PayerPolicy Policy { get; }

    /// <summary>Of the generated class.</summary>
    public string Name { get; }

    /// <summary>What a line can inject; the generated code knows each by its place.</summary>
    public IReadOnlyList<LineAgent> Agents { get; }

    /// <summary>The unlisted codes by number, each with the words of its own description: between blanks, as a literal.</summary>
    public IReadOnlyList<(int Number, string OwnWords)> UnlistedCodes { get; }

    /// <summary>Services with the same rules share one.</summary>
    public List<PolicyRow> Rows { get; } = [];

    public bool AsksForAgents => Rows.Exists(row => row.AsksForAgents);

    public IEnumerable<(PolicyRule Rule, string Name)> UsedRules
    {
        get
        {
            var used = new HashSet<string>(Rows.SelectMany(row => row.Columns).SelectMany(column => column.Rulings).Select(ruling => ruling.Name), StringComparer.Ordinal);
            return Policy.Rules.Append(_noRule)
                .Distinct()
                .Select(rule => (rule, _rules[rule]))
                .Where(item => used.Contains(item.Item2));
        }
    }

    /// <summary>The call that decides about a service.</summary>
    public string Row(string service) => _rowOfService[service].Call;

    /// <summary>The call that decides by the description.</summary>
    public string ForDescription(string number) => $"ForDescription({number}, payer, description{(AsksForAgents ? ", injected" : "")})";

    public string? Statement(string id) => _statements.TryGetValue(id, out var name) ? name : null;

    public IEnumerable<Quote> Citations(PolicyRule rule) => Codebook.Quotes(Policy, PolicyInterpreter.CitationsOf(Policy, rule));

    private void AddRows()
    {
        List<string> payers = [.. Policy.Payers.Select(payer => payer.Id).Prepend(Payer.Unknown).Append(Payer.Other).Distinct(StringComparer.Ordinal)];
        var grids = new RuleGrids(Policy.Rules, payers, Agents);
        var rows = new Dictionary<RuleGrid, PolicyRow>();
        var names = new UniqueNames("ForDescription");
        List<string> services = [.. Policy.Services.Select(service => service.Id), DescriptionMatcher.Undescribed, DescriptionMatcher.Other];
        foreach (var service in services.Distinct(StringComparer.Ordinal))
        {
            var grid = grids.Of(service);
            if (!rows.TryGetValue(grid, out var row))
            {
                row = new PolicyRow(names.Add(service, prefix: "For"), Columns(grid));
                rows.Add(grid, row);
                Rows.Add(row);
            }

            row.Services.Add(service);
            _rowOfService.Add(service, row);
        }
    }

    /// <summary>What is injected, grouped by who gets which ruling then; the largest group last.</summary>
    private List<PolicyColumn> Columns(RuleGrid grid)
    {
        var rulings = Enumerable.Range(0, grid.Agents.Count)
            .Select(column => Enumerable.Range(0, grid.Payers.Count).Select(row => _rules[grid.Rule(row, column) ?? _noRule]).ToList())
            .ToList();
        var places = Enumerable.Range(0, Agents.Count).ToDictionary(place => Agents[place]);
        return [.. Enumerable.Range(0, grid.Agents.Count)
            .GroupBy(column => string.Join(",", rulings[column]), StringComparer.Ordinal)
            .Select(same => new PolicyColumn(
                [.. same.SelectMany(column => grid.Agents[column]).Select(agent => places[agent]).OrderBy(place => place)],
                [.. rulings[same.First()].Select((name, row) => (name, grid.Payers[row])).GroupBy(ruling => ruling.name).Select(ruling => (ruling.Key, (IReadOnlyList<string>)[.. ruling.SelectMany(row => row.Item2)]))]))
            .OrderBy(column => column.Agents.Count)
            .ThenBy(column => column.Agents[0])];
    }

    private static string OwnWords(PolicyCode code)
        => " " + string.Join(" ", DescriptionWords.Split(code.Value + " " + code.Description).Select(word => word.Text)) + " ";
}

/// <summary>The rules for a service, or for several that have the same.</summary>
/// <param name="Method">The generated method.</param>
/// <param name="Columns">One where it does not matter what is injected.</param>
internal sealed record PolicyRow(string Method, IReadOnlyList<PolicyColumn> Columns)
{
    public List<string> Services { get; } = [];

    public bool AsksForAgents => Columns.Count > 1;

    public string Call => AsksForAgents ? $"{Method}(payer, injected)" : $"{Method}(payer)";
}

/// <summary>What may be injected for the same rulings to hold.</summary>
/// <param name="Agents">Places in <see cref="PolicyClass.Agents"/>.</param>
/// <param name="Rulings">Each with the payers that get it; of all together every payer is one.</param>
internal sealed record PolicyColumn(IReadOnlyList<int> Agents, IReadOnlyList<(string Name, IReadOnlyList<string> Payers)> Rulings);
