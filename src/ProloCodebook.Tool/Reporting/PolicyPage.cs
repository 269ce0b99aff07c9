using System.Collections.ObjectModel;
using ProloCodebook.Policy;
using ProloCodebook.Tool.Explaining;
using ProloCodebook.Tool.Reporting.Html;

namespace ProloCodebook.Tool.Reporting;

/// <summary>What the parts of a policy's page share: the policy, its passages, the ids of what can be linked to, and who quotes what.</summary>
internal sealed class PolicyPage
{
    private readonly Anchors _anchors;
    private readonly string _scope;
    private readonly Dictionary<Passage, List<Mention>> _uses = [];
    private readonly List<PolicyCitation> _citations = [];
    private readonly Dictionary<string, PolicySection> _sections;
    private readonly int _topLevel;
    private readonly RuleGrids _grids;

    /// <param name="scope">Tells the ids of this policy from those of others on the page.</param>
    /// <param name="topLevel">The level of the headings of its sections.</param>
    public PolicyPage(ReportedPolicy reported, Anchors anchors, string scope, int topLevel)
    {
        Reported = reported;
        _anchors = anchors;
        _scope = scope;
        _topLevel = topLevel;
        Passages = new PassageList(reported.Files);
        _sections = Policy.Sections.DistinctBy(section => section.Id).ToDictionary(section => section.Id, StringComparer.Ordinal);
        _grids = new RuleGrids(Policy.Rules, [.. Payers.Distinct(StringComparer.Ordinal)], AgentMatcher.Values(Policy.Agents, Policy.Products));
        CollectUses();
    }

    public ReportedPolicy Reported { get; }

    public PayerPolicy Policy => Reported.Policy;

    public PassageList Passages { get; }

    /// <summary>What a rule may ask for the service: those of the policy, and the two that are always there.</summary>
    public IReadOnlyList<string> Services => RuleTable.Services(Policy.Services);

    /// <summary>Who may pay: the payers of the policy, and nobody known.</summary>
    public IReadOnlyList<string> Payers => [.. Policy.Payers.Select(payer => payer.Id), Payer.Unknown];

    /// <param name="depth">0 for a section of the page.</param>
    public Node Heading(int depth, params Content[] contents) => Elements.Heading(_topLevel + depth, contents);

    public Anchor Part(string name) => At("part", name);

    public Anchor OfCode(string code) => At("code", code);

    public Anchor OfService(string id) => At("service", id);

    public Anchor OfPayer(string id) => At("payer", id);

    public Anchor OfAgent(string id) => At("agent", id);

    public Anchor OfProduct(string id) => At("product", id);

    public Anchor OfStatement(string id) => At("statement", id);

    public Anchor OfRule(string id) => At("rule", id);

    public Anchor OfPassage(Passage passage) => At("passage", passage.Number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public Anchor OfUses(Passage passage) => At("uses", passage.Number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public string SectionHeading(string id) => _sections.TryGetValue(id, out var section) ? section.Heading : id;

    public bool IsCriteria(string section) => !_sections.TryGetValue(section, out var found) || found.IsCriteria;

    public string ServiceTitle(string id) => id switch
    {
        DescriptionMatcher.Other => "Another service",
        DescriptionMatcher.Undescribed => "Not described",
        _ => Policy.Services.FirstOrDefault(service => service.Id == id)?.Title ?? id,
    };

    public string PayerTitle(string id) => id == Payer.Unknown ? "Payer unknown" : Policy.Payers.FirstOrDefault(payer => payer.Id == id)?.Title ?? id;

    /// <summary>An agent, a product, or what stands for none of them in a rule's condition.</summary>
    public string InjectedTitle(string id)
        => Policy.Agents.FirstOrDefault(agent => agent.Id == id)?.Name ?? Policy.Products.FirstOrDefault(product => product.Id == id)?.Name ?? PolicyWording.OfInjected(id);

    /// <summary>Some rule depends on agents or products.</summary>
    public bool AsksWhatIsInjected => Policy.Rules.Any(RuleTable.HasAgents);

    /// <summary>The rules that can decide about a service, by what is injected, each once; null among them where the table has a gap.</summary>
    public IReadOnlyList<PolicyRule?> RulesFor(string service, string payer)
    {
        var grid = _grids.Of(service);
        var row = grid.RowOf(payer);
        return [.. Enumerable.Range(0, grid.Agents.Count).Select(column => grid.Rule(row, column)).Distinct()];
    }

    public bool HasRule(string id) => Policy.Rules.Any(rule => rule.Id == id);

    /// <summary>Every citation of the policy.</summary>
    public IReadOnlyList<PolicyCitation> Citations => _citations;

    /// <summary>What quotes the passage, in the order of the page.</summary>
    public IReadOnlyList<Mention> UsesOf(Passage passage) => _uses.TryGetValue(passage, out var uses) ? uses : ReadOnlyCollection<Mention>.Empty;

    private Anchor At(string kind, string name) => _anchors.Of(_scope, kind, name);

    private void CollectUses()
    {
        foreach (var code in Policy.Codes)
        {
            Add(code.Citations, new Mention("Code", code.Value, OfCode(code.Value)));
        }

        foreach (var service in Policy.Services)
        {
            Add(service.Citations, new Mention("Service", service.Title, OfService(service.Id)));
            foreach (var name in service.Names)
            {
                Add(name.Citations, new Mention("Name", name.Text, OfService(service.Id)));
            }
        }

        foreach (var payer in Policy.Payers)
        {
            Add(payer.Citations, new Mention("Payer", payer.Title, OfPayer(payer.Id)));
        }

        foreach (var statement in Policy.Statements)
        {
            Add(statement.Citations, new Mention("Statement", statement.Id, OfStatement(statement.Id)));
        }

        foreach (var agent in Policy.Agents)
        {
            Add(agent.Citations, new Mention("Agent", agent.Name, OfAgent(agent.Id)));
        }

        foreach (var product in Policy.Products)
        {
            Add(product.Citations, new Mention("Product", product.Name, OfProduct(product.Id)));
        }
    }

    private void Add(IReadOnlyCollection<PolicyCitation> citations, Mention mention)
    {
        _citations.AddRange(citations);
        foreach (var passage in citations.Select(Passages.Of).OfType<Passage>().Distinct())
        {
            if (!_uses.TryGetValue(passage, out var uses))
            {
                _uses.Add(passage, uses = []);
            }

            if (!uses.Contains(mention))
            {
                uses.Add(mention);
            }
        }
    }
}

/// <summary>Something on the page that quotes a passage.</summary>
/// <param name="Kind">Such as <c>Code</c>.</param>
internal sealed record Mention(string Kind, string Name, Anchor Anchor);
