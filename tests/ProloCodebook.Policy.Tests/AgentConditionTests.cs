namespace ProloCodebook.Policy.Tests;

/// <summary>Conditions on what is injected: which agent a line means, what the proof tells apart, and that what is not known is asked for.</summary>
public class AgentConditionTests
{
    private const string Agents = """
        agents:
          - { id: Polidocanol, name: polidocanol, role: NotStated, fdaStatus: NotStated, citations: [{ section: codes, quote: Dry needling }] }
          - { id: SodiumMorrhuate, name: sodium morrhuate, role: NotStated, fdaStatus: NotStated, citations: [{ section: codes, quote: Dry needling }] }
        products:
          - { id: Asclera, name: Asclera, agent: Polidocanol, fdaStatus: NotStated, citations: [{ section: codes, quote: Dry needling }] }
          - { id: Varithena, name: Varithena, agent: Polidocanol, fdaStatus: NotStated, citations: [{ section: codes, quote: Dry needling }] }

        """;

    private const string OtherPayer = "    when: { services: [dry-needling], payers: [Other] }\n    outcome: EvidenceInsufficient\n    reason: The evidence is not sufficient.\n    cites: [evidence]\n";

    /// <summary>Another payer decides by the agent.</summary>
    private static string ByAgent(string rules) => Expect.Example(("rules:", Agents + "rules:"), ("  - id: other-payer\n" + OtherPayer, rules), ("description: dry needling of the neck,", "description: dry needling of the neck, agents: [Polidocanol],"));

    private static string Rule(string id, string condition, string outcome, string more = "")
        => $"  - id: {id}\n    when: {{ services: [dry-needling], payers: [Other], {condition} }}\n    outcome: {outcome}\n    reason: x\n{more}";

    private static readonly string Whole
        = Rule("foam", "products: [Varithena]", "NotCovered", "    cites: [evidence]\n")
        + Rule("polidocanol", "agents: [Polidocanol], products: [Asclera, Unknown]", "EvidenceInsufficient", "    cites: [evidence]\n")
        + Rule("another-agent", "agents: [SodiumMorrhuate, Other]", "NotGoverned")
        + Rule("agent-unknown", "agents: [Unknown]", "InformationNeeded", "    missing: [agents]\n");

    [Theory]
    [InlineData("", "", "agent-unknown")]
    [InlineData("Unknown", "", "agent-unknown")]
    [InlineData("", "Unknown", "agent-unknown")]
    [InlineData("Polidocanol", "", "polidocanol")]
    [InlineData("Polidocanol", "Unknown", "polidocanol")]
    [InlineData("", "Asclera", "polidocanol")]
    [InlineData("", "Varithena", "foam")]
    [InlineData("Polidocanol", "Varithena", "foam")]
    [InlineData("SodiumMorrhuate", "", "another-agent")]
    [InlineData("Other", "", "another-agent")]
    // An agent or a product of another policy is another substance to this one.
    [InlineData("ZincSulfate", "", "another-agent")]
    [InlineData("", "Ethamolin", "another-agent")]
    [InlineData("Unknown Other", "", "another-agent")]
    // Of several the first in the file's order is meant, in whatever order the line has them.
    [InlineData("SodiumMorrhuate Polidocanol", "", "polidocanol")]
    [InlineData("Other SodiumMorrhuate", "Varithena", "foam")]
    [InlineData("", "Varithena Asclera", "polidocanol")]
    public void The_agent_decides(string agents, string products, string rule)
    {
        var policy = Expect.Problems(ByAgent(Whole)).Policy!;
        var decision = PolicyInterpreter.Decide(policy, "20560", "Other", agents: agents.Split(' ', StringSplitOptions.RemoveEmptyEntries), products: products.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(rule, decision.Rule);
        Assert.Equal(rule == "agent-unknown" ? ["agents"] : [], decision.Missing);
        Assert.Equal("medicare", PolicyInterpreter.Decide(policy, "20560", "Medicare").Rule);
    }

    [Fact]
    public void The_conditions_that_the_readme_shows_are_proved()
    {
        var bodies = new Dictionary<string, string> { ["foam"] = "NotGoverned", ["polidocanol-that-is-no-foam"] = "NotGoverned", ["another-agent"] = "NotGoverned", ["agent-unknown"] = "InformationNeeded\n    missing: [agents]" };
        var rules = string.Join('\n', Readme.AgentRules.TrimEnd('\n').Replace("vein-ablation", "dry-needling", StringComparison.Ordinal).Replace(" }", ", payers: [Other] }", StringComparison.Ordinal).Split("  - id: ", StringSplitOptions.RemoveEmptyEntries)
            .Select(rule => $"  - id: {rule.TrimEnd('\n')}\n    outcome: {bodies[rule.Split('\n')[0]]}\n    reason: x"));
        Expect.Problems(ByAgent(rules + "\n").Replace("outcome: EvidenceInsufficient }", "outcome: NotGoverned }", StringComparison.Ordinal).Replace("kind: evidence", "kind: background", StringComparison.Ordinal));
    }

    [Fact]
    public void A_product_without_a_rule()
        => Expect.Problems(
            ByAgent(Whole).Replace("rules:", "{|PCB2015:rules|}:", StringComparison.Ordinal).Replace("products: [Asclera, Unknown]", "products: [Unknown]", StringComparison.Ordinal),
            "No rule applies to service 'dry-needling' with payer 'Other' and product 'Asclera'. Add a rule");

    [Fact]
    public void An_agent_without_a_rule()
        => Expect.Problems(
            ByAgent(Whole).Replace("rules:", "{|PCB2015:rules|}:", StringComparison.Ordinal).Replace("[SodiumMorrhuate, Other]", "[SodiumMorrhuate]", StringComparison.Ordinal),
            "with payer 'Other' and agent 'Other'. Add a rule");

    [Fact]
    public void Two_rules_for_one_product()
        => Expect.Problems(
            ByAgent(Whole).Replace("products: [Asclera, Unknown]", "products: [Asclera, Varithena, Unknown]", StringComparison.Ordinal).Replace("id: polidocanol\n", "id: {|PCB2016:polidocanol|}\n", StringComparison.Ordinal),
            "both apply to service 'dry-needling' with payer 'Other' and product 'Varithena'");

    [Fact]
    public void A_rule_whose_product_contains_another_agent_can_never_apply()
        => Expect.Problems(
            ByAgent(Whole + Rule("{|PCB2026:never|}", "agents: [SodiumMorrhuate], products: [Asclera]", "NotGoverned")),
            "Rule 'never' can never apply: no product in its condition contains an agent in its condition.");

    [Fact]
    public void Where_the_agent_decides_unknown_is_missing_information()
        => Expect.Problems(
            ByAgent(Rule("polidocanol", "agents: [Polidocanol]", "EvidenceInsufficient", "    cites: [evidence]\n") + Rule("{|PCB2026:rest|}", "agents: [SodiumMorrhuate, Other, Unknown]", "NotGoverned")),
            "Rule 'rest' decides NotGoverned for service 'dry-needling' with payer 'Other' although no agent is known, and product 'Asclera' gets EvidenceInsufficient. Where the agent decides, 'Unknown' must get InformationNeeded with 'missing: [agents]'");

    [Fact]
    public void And_the_agents_have_to_be_named_as_missing()
        => Expect.Problems(ByAgent(Whole).Replace("missing: [agents]", "missing: [description]", StringComparison.Ordinal).Replace("id: agent-unknown", "id: {|PCB2026:agent-unknown|}", StringComparison.Ordinal), "'missing: [agents]'");

    [Fact]
    public void Where_both_decide_both_are_missing()
    {
        var payerUnknown = "when: { services: [dry-needling], payers: [Unknown] }";
        Expect.Problems(ByAgent(Whole), []);
        Expect.Problems(
            ByAgent(Whole).Replace(payerUnknown, "when: { services: [dry-needling], payers: [Unknown], agents: [Polidocanol, Unknown] }", StringComparison.Ordinal)
                .Replace("id: payer-unknown\n", "id: {|PCB2026:payer-unknown|}\n", StringComparison.Ordinal)
                .Replace("  - id: something-else", "  - id: {|PCB2026:payer-unknown-other-agent|}\n    when: { services: [dry-needling], payers: [Unknown], agents: [SodiumMorrhuate, Other] }\n    outcome: NotGoverned\n    reason: x\n  - id: something-else", StringComparison.Ordinal),
            "although no agent is known", "although the payer is 'Unknown'");
    }

    [Theory]
    [InlineData("agents: [SodiumMorrhuate, Other]", "agents: [{|PCB2010:SodiumMorhuate|}, Other]", "'SodiumMorhuate' is no agent of this policy. Did you mean 'SodiumMorrhuate'? There are 'Polidocanol', 'SodiumMorrhuate', 'Other', 'Unknown'.")]
    [InlineData("products: [Varithena]", "products: [{|PCB2010:Polidocanol|}]", "'Polidocanol' is no product of this policy. There are 'Asclera', 'Varithena', 'Unknown'.")]
    [InlineData("products: [Varithena]", "products: [{|PCB2010:Other|}]", "is no product of this policy")]
    [InlineData("agents: [Polidocanol],", "agents: [{|PCB2010:polidocanol|}],", "Did you mean 'Polidocanol'?", "neck, ")]
    [InlineData("agents: [Polidocanol],", "products: [{|PCB2010:Ascelra|}],", "Did you mean 'Asclera'?", "neck, ")]
    [InlineData("agent: Polidocanol, fdaStatus: NotStated, citations: [{ section: codes, quote: Dry needling }] }\n  - { id: V", "agent: {|PCB2010:Polidocanl|}, fdaStatus: NotStated, citations: [{ section: codes, quote: Dry needling }] }\n  - { id: V", "There are 'Polidocanol', 'SodiumMorrhuate'.")]
    [InlineData("agents: [Unknown]", "agents: {|PCB2007:Unknown|}", "'agents' is a list")]
    public void A_condition_that_cannot_be_read_leaves_the_table_alone(string old, string @new, string message, string before = "")
        => Expect.Problems(Expect.Edit(ByAgent(Whole), (before + old, before + @new)), message);

    [Theory]
    [InlineData("id: SodiumMorrhuate", "id: {|PCB2019:Other|}")]
    [InlineData("id: SodiumMorrhuate", "id: {|PCB2019:Unknown|}")]
    [InlineData("id: Asclera", "id: {|PCB2019:Unknown|}")]
    public void An_id_that_is_taken(string old, string @new) => Expect.Problems(Expect.Edit(ByAgent(Whole), (old, @new)), "is taken");

    [Fact]
    public void An_overlay_may_decide_by_the_agents_of_the_policy_it_refines()
    {
        var overlay = Expect.Edit(
            Readme.Overlay,
            ("payers: [NorthfieldHmo] }", "payers: [NorthfieldHmo], agents: [Dextrose] }"),
            ("  - id: northfield-not", Overlay("northfield-prolotherapy-agent-unknown", "agents: [Unknown]") + "  - id: northfield-not"),
            ("  - { code: M0076, payer: NorthfieldHmo,", "  - { code: M0076, payer: NorthfieldHmo, agents: [Dextrose],"));
        Expect.ProblemsBetween([PackagedPolicy.Yaml, overlay]);
        var set = PolicySet.Merge([PackagedPolicy.Policy, PolicyReader.Read(overlay, [new("northfield-hmo.txt", "Letter of 2 March\nprolotherapy is excluded")]).Policy!]);
        Assert.Equal("NotCovered", PolicyInterpreter.Decide(set, "M0076", "NorthfieldHmo", agents: ["Dextrose"]).Outcome);
        Assert.Equal(["agents"], PolicyInterpreter.Decide(set, "M0076", "NorthfieldHmo").Missing);
        Assert.Equal("other-payer-prolotherapy", PolicyInterpreter.Decide(set, "M0076", "NorthfieldHmo", agents: ["Phenol"]).Rule);
        Assert.Equal("other-payer-prolotherapy", PolicyInterpreter.Decide(set, "M0076", "Other", agents: ["Dextrose"]).Rule);

        Expect.ProblemsBetween([PackagedPolicy.Yaml, Expect.Edit(overlay, ("agents: [Dextrose] }", "agents: [{|PCB2010:Dextros|}] }"))], "Did you mean 'Dextrose'?");
        Expect.ProblemsBetween(
            [PackagedPolicy.Yaml, Expect.Edit(overlay, (Overlay("northfield-prolotherapy-agent-unknown", "agents: [Unknown]"), string.Empty), ("rules:", "{|PCB2026:rules|}:"))],
            "Rule 'other-payer-prolotherapy' decides EvidenceInsufficient for service 'prolotherapy' with payer 'NorthfieldHmo' although no agent is known");

        static string Overlay(string id, string condition)
            => $"  - id: {id}\n    when: {{ services: [prolotherapy], payers: [NorthfieldHmo], {condition} }}\n    outcome: InformationNeeded\n    reason: x\n    missing: [agents]\n    loosens: true\n";
    }
}
