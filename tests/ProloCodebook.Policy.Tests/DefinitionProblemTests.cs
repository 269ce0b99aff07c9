namespace ProloCodebook.Policy.Tests;

/// <summary>Definitions and what refers to them: PCB2009, PCB2010, PCB2018, PCB2019, PCB2021.</summary>
public class DefinitionProblemTests
{
    private const string Citation = "citations: [{ section: codes, quote: Dry needling }]";

    private const string Agents = "agents:\n  - { id: Dextrose, name: dextrose, role: NotStated, fdaStatus: NotStated, " + Citation + " }\n";

    [Fact]
    public void A_key_that_stands_twice()
        => Expect.Problems(Expect.Example(("hitPolicy: unique", "hitPolicy: unique\n{|PCB2009:title|}: Again")), "The key 'title' stands twice");

    [Theory]
    [InlineData("  - { id: evidence, heading: Evidence }", "  - { id: evidence, heading: Evidence }\n  - { id: {|PCB2009:evidence|}, heading: Medicare }", "'evidence' is defined twice in 'sections', first in line")]
    [InlineData("  - id: Other\n", "  - id: {|PCB2009:Medicare|}\n    title: Again\n  - id: Other\n", "another id")]
    [InlineData("  - id: evidence\n    kind", "  - id: {|PCB2009:medicare|}\n    kind: background\n    text: x\n    " + Citation + "\n  - id: evidence\n    kind", "'statements'")]
    [InlineData("  - id: other-payer", "  - id: {|PCB2009:medicare|}\n    when: { payers: [Medicare] }\n    outcome: NotGoverned\n    reason: x\n  - id: other-payer", "'rules'")]
    public void An_id_that_is_taken(string old, string @new, string message) => Expect.Problems(Expect.Example((old, @new)), message);

    [Fact]
    public void A_code_that_stands_twice_in_whatever_case()
        => Expect.Problems(
            Expect.Example(("services:\n", "  - { code: {|PCB2009:\"20560\"|}, system: CPT, description: x, " + Citation + " }\nservices:\n")),
            "'20560' is defined twice in 'codes'");

    [Fact]
    public void An_item_that_stands_twice_in_a_list()
        => Expect.Problems(Expect.Example(("payers: [Medicare]", "payers: [Medicare, {|PCB2009:Medicare|}]")), "stands twice in 'payers'");

    [Theory]
    [InlineData("section: evidence,", "section: {|PCB2010:evidense|},", "Did you mean 'evidence'?")]
    [InlineData("    service: dry-needling", "    service: {|PCB2010:dry-needle|}", "Did you mean 'dry-needling'?")]
    [InlineData("    cites: [medicare]\n  - id: Other", "    cites: [medicare, {|PCB2010:medicaid|}]\n  - id: Other", "'medicaid' is no statement of this policy")]
    [InlineData("services: [dry-needling], payers: [Medicare]", "services: [{|PCB2010:needling|}], payers: [Medicare]", "There are 'dry-needling', 'other', 'undescribed'")]
    [InlineData("payers: [Unknown]", "payers: [{|PCB2010:Unkown|}]", "Did you mean 'Unknown'?")]
    [InlineData("    cites: [evidence]", "    cites: [evidence, {|PCB2010:evidnce|}]", "statement, service or code")]
    [InlineData("    cites: [evidence]", "    cites: [evidence]\n    contrary: [{|PCB2010:dry-needling|}]", "is no statement")]
    [InlineData("payer: Other, description", "payer: {|PCB2010:Others|}, description", "Did you mean 'Other'?")]
    [InlineData("rule: medicare }", "rule: {|PCB2010:medicar|} }", "Did you mean 'medicare'?")]
    public void A_reference_to_nothing(string old, string @new, string message)
        => Expect.Problems(Expect.Example((old, @new)), message);

    [Fact]
    public void References_to_an_agent()
        => Expect.Problems(
            Expect.Example(("rules:", Agents + "  - { id: Glycerin, name: glycerin, role: CombinationAgent, combinedWith: [{|PCB2010:Dextrosa|}], fdaStatus: NotStated, " + Citation + " }\n"
                + "products:\n  - { id: Sweet, name: Sweet, agent: {|PCB2010:Glycerine|}, fdaStatus: NotStated, " + Citation + " }\nrules:")),
            "Did you mean 'Dextrose'?",
            "Did you mean 'Glycerin'?");

    [Fact]
    public void A_definition_whose_id_is_wrong_is_not_missed_by_what_refers_to_it()
        => Expect.Problems(Expect.Example(("  - id: evidence\n    kind", "  - id: {|PCB2008:Evidence!|}\n    kind")));

    [Fact]
    public void A_combination_agent_needs_the_others()
        => Expect.Problems(
            Expect.Example(("rules:", "agents:\n  - { id: Phenol, name: phenol, role: {|PCB2006:CombinationAgent|}, fdaStatus: NotStated, " + Citation + " }\nrules:")),
            "'combinedWith'");

    [Fact]
    public void A_stance_or_an_agent_needs_a_quote()
        => Expect.Problems(
            Expect.Example(
                ("  - id: Medicare\n", "  - {|PCB2006:id|}: Medicare\n"),
                ("    cites: [medicare]\n  - id: Other", "  - id: Other"),
                ("rules:", "agents:\n  - { {|PCB2006:id|}: Dextrose, name: dextrose, role: Adjunct, fdaStatus: NotStated }\nrules:")),
            "without a quote");

    [Fact]
    public void Definitions_that_nothing_uses_are_warnings()
    {
        var reading = Expect.Problems(
            Expect.Example(
                ("  - { id: medicare, heading: Medicare }", "  - { id: {|PCB2018:medicare-section|}, heading: Medicare }"),
                ("{ section: medicare, quote: Dry needling is not covered. }", "{ section: codes, quote: Dry needling }"),
                ("statements:\n", "statements:\n  - { id: {|PCB2018:left-over|}, kind: regulatory, text: x, " + Citation + " }\n"),
                ("services:\n", "services:\n  - { id: {|PCB2018:cupping|}, title: Cupping, " + Citation + " }\n"),
                ("services: [other]", "services: [other, cupping]")),
            "No quote is from section 'medicare-section'",
            "'kind: background'",
            "Nothing leads to service 'cupping'");
        Assert.All(reading.Problems, problem => Assert.True(problem.IsWarning));
    }

    [Fact]
    public void The_payer_other_must_be_there()
        => Expect.Problems(Expect.Example(("payers:\n", "{|PCB2006:payers|}:\n"), ("  - id: Other\n    title: Any other payer\n", string.Empty)), "every payer that this policy does not tell apart");

    [Fact]
    public void The_payer_unknown_is_there_anyway()
        => Expect.Problems(Expect.Example(("  - id: Other\n", "  - id: {|PCB2019:Unknown|}\n    title: x\n  - id: Other\n")), "'Unknown' is always there");

    [Fact]
    public void Members_that_differ_in_case_alone()
        => Expect.Problems(
            Expect.Example(("rules:", Agents + "  - { id: {|PCB2019:DEXTROSE|}, name: dextrose, role: NotStated, fdaStatus: NotStated, " + Citation + " }\nrules:")),
            "'DEXTROSE' and 'Dextrose' differ in case alone");

    [Theory]
    [InlineData("Dry-Needlings")]
    [InlineData("dry needling")]
    [InlineData("DRYNEEDLING")]
    public void Names_that_are_the_same_in_a_description(string name)
        => Expect.Problems(Expect.Example(("      - name: intramuscular", "      - name: {|PCB2021:" + name + "|}\n        " + Citation + "\n      - name: intramuscular")), "the same name as 'dry needling'", "Remove one of them.");

    [Fact]
    public void A_name_of_two_services()
        => Expect.Problems(
            Expect.Example(
                ("payers:\n", "  - id: cupping\n    title: Cupping\n    " + Citation + "\n    names: [{ name: {|PCB2021:dry  needling|}, " + Citation + " }]\npayers:\n"),
                ("services: [other]", "services: [other, cupping]")),
            "could mean either service");
}
