namespace ProloCodebook.Policy;

/// <summary>The rules for one service as a grid. Payers that its rules do not tell apart share a row, and what is injected a column, so that a large table has a small grid.</summary>
public sealed class RuleGrid
{
    private readonly PolicyRule?[][] _rules;

    internal RuleGrid(IReadOnlyList<IReadOnlyList<string>> payers, IReadOnlyList<IReadOnlyList<LineAgent>> agents, PolicyRule?[][] rules)
    {
        Payers = payers;
        Agents = agents;
        _rules = rules;
    }

    /// <summary>The rows.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Payers { get; }

    /// <summary>The columns.</summary>
    public IReadOnlyList<IReadOnlyList<LineAgent>> Agents { get; }

    /// <summary>The row of a payer.</summary>
    public int RowOf(string payer) => IndexOf(Payers, payer);

    /// <summary>The column of what is injected.</summary>
    public int ColumnOf(LineAgent agent) => IndexOf(Agents, agent);

    private static int IndexOf<T>(IReadOnlyList<IReadOnlyList<T>> groups, T value) => Enumerable.Range(0, groups.Count).First(group => groups[group].Contains(value));

    /// <summary>The first rule that applies; null in a gap.</summary>
    public PolicyRule? Rule(int row, int column) => _rules[row][column];
}

/// <summary>Makes the <see cref="RuleGrid"/> of each service.</summary>
public sealed class RuleGrids
{
    private readonly IReadOnlyList<string> _payers;
    private readonly IReadOnlyList<LineAgent> _agents;
    private readonly List<Condition> _conditions;
    private readonly Dictionary<string, RuleGrid> _grids = new(StringComparer.Ordinal);

    /// <param name="rules">The first that applies decides.</param>
    /// <param name="payers">All of them, <c>Unknown</c> included.</param>
    /// <param name="agents">As <see cref="AgentMatcher.Values"/> gives them.</param>
    public RuleGrids(IEnumerable<PolicyRule> rules, IReadOnlyList<string> payers, IReadOnlyList<LineAgent> agents)
    {
        _payers = payers;
        _agents = agents;
        var places = Enumerable.Range(0, payers.Count).ToDictionary(place => payers[place], StringComparer.Ordinal);
        _conditions = rules.Select(rule => new Condition(
            rule,
            rule.Services.Count == 0 ? null : new HashSet<string>(rule.Services, StringComparer.Ordinal),
            rule.Payers.Count == 0 ? null : rule.Payers.Where(places.ContainsKey).Select(payer => places[payer]).ToList(),
            rule.Agents.Count == 0 && rule.Products.Count == 0 ? null : new HashSet<int>(Enumerable.Range(0, agents.Count).Where(place => AgentMatcher.Applies(rule, agents[place]))))).ToList();
    }

    /// <summary>The grid of <paramref name="service"/>. Services with the same rules have the same one.</summary>
    public RuleGrid Of(string service)
    {
        var applying = Enumerable.Range(0, _conditions.Count).Where(rule => _conditions[rule].Services?.Contains(service) != false).ToList();
        var key = string.Join(",", applying);
        if (!_grids.TryGetValue(key, out var grid))
        {
            _grids.Add(key, grid = Make(applying));
        }

        return grid;
    }

    private RuleGrid Make(List<int> applying)
    {
        // Per payer the rules that can decide: after one that takes whatever is injected no other comes to be asked.
        var rulesOf = _payers.Select(_ => new List<int>()).ToArray();
        foreach (var rule in applying)
        {
            foreach (var payer in _conditions[rule].Payers ?? Enumerable.Range(0, _payers.Count))
            {
                var rules = rulesOf[payer];
                if (rules.Count == 0 || _conditions[rules[rules.Count - 1]].Agents is not null)
                {
                    rules.Add(rule);
                }
            }
        }

        var rows = Enumerable.Range(0, _payers.Count).GroupBy(payer => string.Join(",", rulesOf[payer])).Select(row => row.ToList()).ToList();
        var telling = rows.SelectMany(row => rulesOf[row[0]]).Distinct().Where(rule => _conditions[rule].Agents is not null).ToList();
        var columns = Enumerable.Range(0, _agents.Count).GroupBy(agent => string.Join(",", telling.Where(rule => _conditions[rule].Agents!.Contains(agent)))).Select(column => column.ToList()).ToList();
        var cells = rows
            .Select(row => columns.Select(column => rulesOf[row[0]].Where(rule => _conditions[rule].Agents?.Contains(column[0]) != false).Select(rule => _conditions[rule].Rule).FirstOrDefault()).ToArray())
            .ToArray();
        return new RuleGrid(
            rows.ConvertAll(row => (IReadOnlyList<string>)row.ConvertAll(payer => _payers[payer])),
            columns.ConvertAll(column => (IReadOnlyList<LineAgent>)column.ConvertAll(agent => _agents[agent])),
            cells);
    }

    /// <summary>A rule and the places of what it takes; null: any.</summary>
    private sealed record Condition(PolicyRule Rule, HashSet<string>? Services, IReadOnlyList<int>? Payers, HashSet<int>? Agents);
}
