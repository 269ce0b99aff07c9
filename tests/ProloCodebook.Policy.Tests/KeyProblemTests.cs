namespace ProloCodebook.Policy.Tests;

/// <summary>Keys and values on their own: PCB2005 to PCB2008, PCB2011.</summary>
public class KeyProblemTests
{
    [Fact]
    public void An_unknown_key_with_the_nearest_one()
        => Expect.Problems(Expect.Example(("    outcome: NotCovered", "    {|PCB2005:outcomes|}: NotCovered\n    outcome: NotCovered")), "Did you mean 'outcome'?");

    [Fact]
    public void An_unknown_key_of_the_policy_itself()
        => Expect.Problems(Readme.Yaml + "{|PCB2005:notes|}: none\n", "Unknown key 'notes' in this policy.", "'schemaVersion'");

    [Fact]
    public void A_misspelled_key_is_one_problem_and_not_missing_as_well()
        => Expect.Problems(Expect.Example(("    reason: Medicare does not cover dry needling.", "    {|PCB2005:reasn|}: Medicare.")), "Did you mean 'reason'?");

    [Fact]
    public void A_missing_key_of_a_definition_stands_at_its_beginning()
        => Expect.Problems(
            Expect.Example(("    reason: Medicare does not cover dry needling.\n", string.Empty), ("  - id: medicare\n    when", "  - {|PCB2006:id|}: medicare\n    when")),
            "The key 'reason' is missing in this rule.");

    [Fact]
    public void A_missing_key_of_the_policy_stands_at_its_beginning()
        => Expect.Problems(Expect.Example(("schemaVersion", "{|PCB2006:schemaVersion|}"), ("revision: \"2026-01\"\n", string.Empty)), "The key 'revision' is missing in this policy.");

    [Theory]
    [InlineData("title: Dry needling", "{|PCB2006:title|}:")]
    [InlineData("title: Dry needling", "title: {|PCB2006:\"\"|}")]
    [InlineData("title: Dry needling", "title: {|PCB2006:' '|}")]
    [InlineData("    cites: [medicare]\n  - id: Other", "    {|PCB2006:cites|}:\n  - id: Other")]
    public void A_key_without_a_value(string old, string @new) => Expect.Problems(Expect.Example((old, @new)), "has no value");

    [Fact]
    public void A_list_that_must_not_be_empty()
        => Expect.Problems(Expect.Example(("        citations: [{ section: codes, quote: Dry needling }]", "        {|PCB2006:citations|}: []")), "at least one item");

    [Theory]
    [InlineData("title: Dry needling", "title: [{|PCB2007:a|}]", "'title' is a text, not a list.")]
    [InlineData("title: Dry needling", "title: { {|PCB2007:a|}: b }", "'title' is a text, not a mapping.")]
    [InlineData("    cites: [medicare]\n  - id: Other", "    cites: {|PCB2007:medicare|}\n  - id: Other", "'cites' is a list")]
    [InlineData("  - id: Other\n", "  - {|PCB2007:Unknown|}\n  - id: Other\n", "a payer with the keys 'id', 'title'")]
    [InlineData("title: Dry needling", "? [{|PCB2007:a|}]\n: b\ntitle: Dry needling", "A key is a word")]
    public void The_wrong_kind_of_value(string old, string @new, string message) => Expect.Problems(Expect.Example((old, @new)), message);

    [Fact]
    public void A_file_that_is_no_mapping() => Expect.Problems("- {|PCB2007:a|}\n- b\n", "begins with 'schemaVersion: 1'");

    [Theory]
    [InlineData("payers: [Medicare] }", "{|PCB2005:payer|}: [Medicare] }", "Did you mean 'payers'?")]
    [InlineData("payers: [Medicare] }", "payers: {|PCB2007:Medicare|} }", "'payers' is a list")]
    [InlineData("payers: [Medicare] }", "{|PCB2006:payers|}: }", "has no value")]
    [InlineData("payers: [Medicare] }", "payers: [Medicare, {|PCB2009:Medicare|}] }", "stands twice")]
    public void A_condition_of_which_a_part_cannot_be_read_leaves_the_table_alone(string old, string @new, string message)
        => Expect.Problems(Expect.Example((old, @new)), message);

    [Fact]
    public void A_condition_of_the_wrong_kind_leaves_the_table_alone()
        => Expect.Problems(Expect.Example(("when: { services: [dry-needling], payers: [Medicare] }", "when: {|PCB2007:always|}")), "a condition with the keys 'services', 'payers'");

    [Theory]
    [InlineData("outcome: EvidenceInsufficient", "outcome: {|PCB2008:EvidenceInsuficient|}", "Did you mean 'EvidenceInsufficient'?")]
    [InlineData("hitPolicy: unique", "hitPolicy: {|PCB2008:first|}", "It is one of 'unique'.")]
    [InlineData("criteria: false", "criteria: {|PCB2008:no|}", "'true', 'false'")]
    [InlineData("stance: NotCovered", "stance: {|PCB2008:notcovered|}", "Did you mean 'NotCovered'?")]
    [InlineData("kind: medicare", "kind: {|PCB2008:cms|}", "'regulatory'")]
    [InlineData("missing: [payer]", "missing: [payer, {|PCB2008:payor|}]", "Did you mean 'payer'?")]
    [InlineData("id: dry-needling", "id: {|PCB2008:Dry Needling|}", "an id in lower case")]
    [InlineData("id: dry-needling", "id: {|PCB2008:dry--needling|}", "single hyphens")]
    [InlineData("revision: \"2026-01\"", "revision: \"2026-01\"\neffectiveFrom: {|PCB2008:2026-02-30|}", "a date such as '2024-01-31'")]
    public void A_wrong_value(string old, string @new, string message) => Expect.Problems(Expect.Example((old, @new)), message);

    [Theory]
    [InlineData("code: \"20560\"", "code: {|PCB2008:205|}", "five digits")]
    [InlineData("system: CPT", "system: HCPCS", "a letter and four digits")]
    public void A_code_that_is_none_of_its_system(string old, string @new, string message)
    {
        var marked = Expect.Example((old, @new));
        marked = marked.Contains("HCPCS", StringComparison.Ordinal) ? Expect.Edit(marked, ("\"20560\"", "{|PCB2008:\"20560\"|}")) : marked;
        Expect.Problems(marked, message);
    }

    [Fact]
    public void A_payer_that_is_no_name_for_generated_code()
        => Expect.Problems(Expect.Example(("  - id: Other\n", "  - id: {|PCB2008:north-field|}\n    title: Northfield\n  - id: Other\n")), "a capital letter");

    [Theory]
    [InlineData("other")]
    [InlineData("undescribed")]
    public void A_service_with_an_id_that_is_taken(string id)
        => Expect.Problems(Expect.Example(("services:\n  - id: dry-needling", $"services:\n  - id: {{|PCB2008:{id}|}}\n    title: x\n    citations: [{{ section: codes, quote: Dry needling }}]\n  - id: dry-needling")), "is taken");

    [Fact]
    public void A_name_that_no_description_can_contain()
        => Expect.Problems(Expect.Example(("- name: dry needling", "- name: {|PCB2008:\"--\"|}\n        citations: [{ section: codes, quote: Dry needling }]\n      - name: dry needling")), "no letter or digit");

    [Theory]
    [InlineData("schemaVersion: {|PCB2011:2|}", "this package reads version 1")]
    [InlineData("schemaVersion: {|PCB2011:1.0|}", "'1.0'")]
    [InlineData("{|PCB2011:schemaVersion|}:", "''")]
    public void Another_schema_version_and_nothing_else(string version, string message)
        => Expect.Problems(Expect.Example(("schemaVersion: 1", version), ("title:", "titel:")), message);

    [Fact]
    public void Several_problems_are_reported_at_once()
        => Expect.Problems(
            Expect.Example(
                ("kind: medicare", "kind: {|PCB2008:medicaid|}"),
                ("    population: chronic neck pain", "    {|PCB2005:populaton|}: chronic neck pain"),
                ("outcome: NotGoverned", "outcome: {|PCB2008:Ungoverned|}")));

    [Fact]
    public void Values_stay_what_was_written()
    {
        var policy = Expect.Problems(Expect.Example(("revision: \"2026-01\"", "revision: 010"), ("title: Dry needling", "title: NO"))).Policy!;
        Assert.Equal(("010", "NO"), (policy.Revision, policy.Title));
        Assert.Equal(["20560", "97799"], policy.Codes.Select(code => code.Value));
    }

    [Fact]
    public void Category_iii_codes_are_text_and_not_numbers()
    {
        var policy = Expect.Problems(
            Expect.Example(
                ("code: \"20560\"", "code: 0042t"),
                ("examples:\n  - { code: \"20560\"", "examples:\n  - { code: 0042T")));
        Assert.Equal("0042T", policy.Policy!.Codes[0].Value);
    }
}
