namespace ProloCodebook.Policy.Tests;

/// <summary>The decision table and the examples: PCB2015, PCB2016, PCB2017, PCB2026.</summary>
public class RuleProblemTests
{
    private const string PayerUnknown = "  - id: payer-unknown\n    when: { services: [dry-needling], payers: [Unknown] }\n    outcome: InformationNeeded\n    reason: Payers are told apart; who pays is not known.\n    missing: [payer]\n";

    [Fact]
    public void A_combination_without_a_rule()
        => Expect.Problems(Expect.Example(("rules:", "{|PCB2015:rules|}:"), (PayerUnknown, string.Empty)), "No rule applies to service 'dry-needling' with payer 'Unknown'. Add a rule");

    [Fact]
    public void Several_combinations_without_a_rule()
        => Expect.Problems(Expect.Example(("rules:", "{|PCB2015:rules|}:"), ("services: [other]", "services: [other], payers: [Medicare]")), "No rule applies to service 'other' with payer 'Other', nor to 1 other combination.");

    [Fact]
    public void More_combinations_without_a_rule_are_counted()
        => Expect.Problems(Expect.Example(("rules:", "{|PCB2015:rules|}:"), ("services: [other]", "services: [other], payers: [Medicare]"), ("services: [undescribed]", "services: [undescribed], payers: [Medicare]")), "No rule applies to service 'other' with payer 'Other', nor to 3 other combinations.");

    [Fact]
    public void Two_rules_for_one_combination_stand_at_the_second()
        => Expect.Problems(
            Expect.Example(("id: other-payer", "id: {|PCB2016:other-payer|}"), ("payers: [Other]", "payers: [Other, Medicare]")),
            "Rules 'other-payer' (EvidenceInsufficient) and 'medicare' (NotCovered, line ",
            "both apply to service 'dry-needling' with payer 'Medicare'");

    [Fact]
    public void Two_rules_with_one_outcome_conflict_as_well()
        => Expect.Problems(Expect.Example(("  - id: something-else", "  - id: {|PCB2016:payer-unknown-again|}\n" + PayerUnknown[(PayerUnknown.IndexOf('\n', StringComparison.Ordinal) + 1)..] + "  - id: something-else")));

    [Fact]
    public void A_gap_beside_a_conflict()
        => Expect.Problems(
            Expect.Example(("rules:", "{|PCB2015:rules|}:"), (PayerUnknown, string.Empty), ("id: other-payer", "id: {|PCB2016:other-payer|}"), ("payers: [Other]", "payers: [Other, Medicare]")));

    [Fact]
    public void A_rule_that_can_never_apply()
        => Expect.Problems(
            Expect.Example(
                ("  - code: \"97799\"\n    system: CPT\n    description: Unlisted physical medicine service\n    citations:\n      - { section: codes, quote: 97799 Unlisted physical medicine service }\n", string.Empty),
                ("id: something-else", "id: {|PCB2026:something-else|}"),
                ("id: not-described", "id: {|PCB2026:not-described|}"),
                ("payer: Other, description: dry needling of the neck, outcome: EvidenceInsufficient", "payer: Other, outcome: NotGoverned"),
                ("payer: Other, outcome: InformationNeeded, missing: [description]", "payer: Other, outcome: NotGoverned")),
            "Rule 'something-else' can never apply");

    [Fact]
    public void Where_the_payer_decides_unknown_is_missing_information()
        => Expect.Problems(
            Expect.Example(("id: other-payer", "id: {|PCB2026:other-payer|}"), ("payers: [Other]", "payers: [Other, Unknown]"), (PayerUnknown, string.Empty)),
            "decides EvidenceInsufficient for service 'dry-needling' although the payer is 'Unknown', and payer 'Medicare' gets NotCovered");

    [Fact]
    public void And_the_payer_has_to_be_named_as_missing()
        => Expect.Problems(Expect.Example(("id: payer-unknown", "id: {|PCB2026:payer-unknown|}"), ("missing: [payer]", "missing: [description]")), "'missing: [payer]'");

    [Theory]
    [InlineData("    missing: [payer]\n", "", "outcome: InformationNeeded\n    reason: Payers", "outcome: {|PCB2026:InformationNeeded|}\n    reason: Payers", "has to say what is missing")]
    [InlineData("    missing: [payer]\n", "    missing: []\n", "outcome: InformationNeeded\n    reason: Payers", "outcome: InformationNeeded\n    reason: Payers", "has to say what is missing")]
    [InlineData("    cites: [evidence]\n", "", "outcome: EvidenceInsufficient\n", "outcome: {|PCB2026:EvidenceInsufficient|}\n", "has to rest on the text")]
    [InlineData("reason: The description names another service.", "reason: x\n    missing: [{|PCB2026:payer|}]", "x", "x", "goes with the outcome InformationNeeded, not with NotGoverned")]
    public void A_rule_that_contradicts_itself(string old, string @new, string old2, string new2, string message)
    {
        var marked = Expect.Example((old2, new2), (old, @new));
        Expect.Problems(marked.Replace("missing: []", "missing: {|PCB2026:|}[]", StringComparison.Ordinal), message);
    }

    [Theory]
    [InlineData("outcome: NotCovered, rule: medicare }", "outcome: {|PCB2017:EvidenceInsufficient|}, rule: medicare }", "This example gives NotCovered (rule 'medicare'), not EvidenceInsufficient.")]
    [InlineData("outcome: NotCovered, rule: medicare }", "outcome: NotCovered, rule: {|PCB2017:other-payer|} }", "Rule 'medicare' decides this example, not 'other-payer'.")]
    [InlineData("missing: [description] }", "missing: [{|PCB2017:payer|}] }", "In this example 'description' is missing.")]
    [InlineData("outcome: EvidenceInsufficient }", "outcome: EvidenceInsufficient, missing: [{|PCB2017:payer|}] }", "Nothing is missing in this example.")]
    public void An_example_that_gives_something_else(string old, string @new, string message) => Expect.Problems(Expect.Example((old, @new)), message);

    [Fact]
    public void Examples_are_not_run_while_the_table_is_wrong()
        => Expect.Problems(Expect.Example(("rules:", "{|PCB2015:rules|}:"), (PayerUnknown, string.Empty), ("outcome: NotCovered, rule: medicare }", "outcome: NotGoverned, rule: medicare }")));

    [Fact]
    public void A_policy_of_its_own_is_like_nobody_and_loosens_nothing()
        => Expect.Problems(
            Expect.Example(("    title: Any other payer", "    title: Any other payer\n    {|PCB2025:like|}: Medicare"), ("    reason: An unlisted", "    {|PCB2025:loosens|}: true\n    reason: An unlisted")),
            "Only a payer of an overlay",
            "Only a rule of an overlay");
}
