namespace ProloCodebook.Policy.Tests;

/// <summary>Several policy files in one compilation: PCB2022 to PCB2025, and what comes out of the merge.</summary>
public class PolicySetTests
{
    private const string Citation = "citations: [{ section: codes, quote: Dry needling }]";

    [Theory]
    [InlineData("payer: NorthfieldHmo,", "payer: {|PCB2010:NorthfieldHMO|},", "Did you mean 'NorthfieldHmo'?")]
    [InlineData("outcome: NotCovered }", "outcome: NotCovered, rule: {|PCB2010:northfield-prolo|} }", "'northfield-prolo' is no rule of this overlay or of policy 'prolotherapy'")]
    [InlineData("payer: NorthfieldHmo,", "payer: NorthfieldHmo, agents: [{|PCB2010:Dextros|}],", "Did you mean 'Dextrose'?")]
    [InlineData("payer: NorthfieldHmo,", "payer: NorthfieldHmo, products: [{|PCB2010:Ascelra|}],", "Did you mean 'Asclera'?")]
    public void A_misspelled_id_in_an_example_of_an_overlay_is_none_of_the_others(string old, string @new, string message)
        => Expect.ProblemsBetween([PackagedPolicy.Yaml, Expect.Edit(Readme.Overlay, (old, @new))], message);

    [Fact]
    public void Two_policies_side_by_side()
    {
        Expect.ProblemsBetween([Readme.Yaml, PackagedPolicy.Yaml]);
        var set = Merge(PackagedPolicy.Yaml, Readme.Yaml);
        Assert.Equal(["dry-needling", "prolotherapy"], set.Policies.Select(policy => policy.Id));
        Assert.Equal("dry-needling", PolicyInterpreter.Decide(set, "20560", "Medicare").PolicyId);
        Assert.Equal("prolotherapy", PolicyInterpreter.Decide(set, "M0076", "Medicare").PolicyId);
        Assert.Null(PolicyInterpreter.Decide(set, "99213", "Medicare").PolicyId);
    }

    [Fact]
    public void The_order_of_the_files_does_not_matter()
        => Assert.Equal(Merge(PackagedPolicy.Yaml, Readme.Yaml, Readme.Overlay), Merge(Readme.Overlay, Readme.Yaml, PackagedPolicy.Yaml));

    [Fact]
    public void A_copy_of_the_packaged_policy_says_how_to_leave_one_out()
        => Expect.ProblemsBetween(
            [Marked(PackagedPolicy.Yaml), Marked(PackagedPolicy.Yaml)],
            "set the property ProloCodebookUseDefaultPolicy to false, or give your policy another id");

    [Fact]
    public void Of_two_copies_one_is_kept_so_that_nothing_else_breaks()
        => Assert.Single(Merge(PackagedPolicy.Yaml, PackagedPolicy.Yaml).Policies);

    [Fact]
    public void A_code_of_two_policies()
    {
        var other = Expect.Edit(
            Readme.Yaml,
            ("code: \"97799\"", "code: {|PCB2023:20999|}"),
            ("code: \"97799\"", "code: \"20999\""),
            ("code: \"97799\"", "code: \"20999\""));
        Expect.ProblemsBetween([Expect.Edit(PackagedPolicy.Yaml, ("code: \"20999\"", "code: {|PCB2023:\"20999\"|}")), other], "The policies 'dry-needling' and 'prolotherapy' both list the code 20999", "'refines'");
    }

    [Fact]
    public void An_agent_that_two_policies_describe_differently()
    {
        var agents = "agents:\n  - { id: {|PCB2019:Dextrose|}, name: dextrose, role: NotStated, fdaStatus: ApprovedForOtherUse, " + Citation + " }\n  - { id: Phenol, name: phenol, role: Adjunct, fdaStatus: NotStated, " + Citation + " }\n";
        Expect.ProblemsBetween(
            [Expect.Example(("rules:", agents + "rules:"), ("id: dry-needling", "id: z-needling")), PackagedPolicy.Yaml],
            "'Dextrose' is dextrose, FDA status ApprovedForOtherUse here, but dextrose, FDA status NotStated in policy 'prolotherapy'");
    }

    [Fact]
    public void Policies_that_would_have_one_name_in_the_generated_code()
        => Expect.ProblemsBetween(
            [Readme.Yaml, Expect.Edit(Readme.Yaml, ("id: dry-needling", "id: {|PCB2019:dryneedling|}"))],
            "The policies 'dry-needling' and 'dryneedling' differ in hyphens alone");

    [Fact]
    public void Revisions_are_picked_by_the_service_date()
    {
        var (first, second) = Revisions("2025-01-01", "2025-12-31", "2026-01-01", null);
        Expect.ProblemsBetween([second, first]);
        var set = Merge(second, first);
        Assert.Equal(["2025", "2026"], set.Policies.Select(policy => policy.Revision));

        Assert.Equal("NotCovered", Decide(set, "2025-12-31").Outcome);
        Assert.Equal("2025", Decide(set, "2025-12-31").Policy!.Revision);
        Assert.Equal("EvidenceInsufficient", Decide(set, "2026-01-01").Outcome);
        Assert.Equal("2026", Decide(set, "2031-07-01").Policy!.Revision);
        Assert.NotEqual(Decide(set, "2025-12-31").Policy!.Hash, Decide(set, "2026-01-01").Policy!.Hash);
    }

    [Fact]
    public void Without_a_service_date_the_date_is_missing_information_and_never_today()
    {
        var (first, second) = Revisions("2025-01-01", "2025-12-31", "2026-01-01", null);
        var decision = PolicyInterpreter.Decide(Merge(first, second), "20560", "Medicare");
        Assert.Equal(("InformationNeeded", PolicyInterpreter.ServiceDateMissing), (decision.Outcome, decision.Rule));
        Assert.Equal(["serviceDate"], decision.Missing);
        Assert.Equal("dry-needling", decision.PolicyId);
    }

    [Fact]
    public void A_single_policy_with_dates_needs_the_service_date_as_well()
    {
        var set = Merge(Dated(Readme.Yaml, "2025", "2025-01-01", "2025-12-31"));
        Assert.Equal("InformationNeeded", PolicyInterpreter.Decide(set, "20560", "Medicare").Outcome);
        Assert.Equal("NotCovered", Decide(set, "2025-06-01").Outcome);
    }

    [Theory]
    [InlineData("2024-12-31")]
    [InlineData("2026-01-01")]
    public void On_a_date_without_a_revision_nothing_governs(string date)
    {
        var decision = Decide(Merge(Dated(Readme.Yaml, "2025", "2025-01-01", "2025-12-31")), date);
        Assert.Equal(("NotGoverned", PolicyInterpreter.NoRevision), (decision.Outcome, decision.Rule));
    }

    [Theory]
    [InlineData("2025-01-01", "2026-01-01", "2026-01-01", null)]
    [InlineData("2025-01-01", null, "2026-01-01", null)]
    [InlineData(null, "2025-12-31", null, "2026-12-31")]
    public void Revisions_that_are_in_effect_at_the_same_time(string? from, string? to, string? from2, string? to2)
    {
        var (first, second) = Revisions(from, to, from2, to2);
        Expect.ProblemsBetween([Needling("PCB2024", first), Needling("PCB2024", second)], "are in effect at the same time");
    }

    [Fact]
    public void A_dated_and_an_undated_policy()
        => Expect.ProblemsBetween([Needling("PCB2024", Readme.Yaml), Needling("PCB2024", Dated(Readme.Yaml, "2026", "2026-01-01", null))], "(no dates)");

    [Fact]
    public void Revisions_with_one_name()
    {
        var (first, second) = Revisions("2025-01-01", "2025-12-31", "2026-01-01", null);
        Expect.ProblemsBetween([Expect.Edit(first, ("\"2025\"", "{|PCB2024:\"2025\"|}")), Expect.Edit(second, ("\"2026\"", "{|PCB2024:\"2025\"|}"))], "both called '2025'");
    }

    [Fact]
    public void Dates_in_the_wrong_order()
        => Expect.Problems(Expect.Edit(Dated(Readme.Yaml, "2026", "2026-01-01", "2025-01-01"), ("effectiveTo: 2025-01-01", "effectiveTo: {|PCB2024:2025-01-01|}")), "Exchange the dates");

    [Fact]
    public void An_overlay_of_a_policy_that_is_not_there()
        => Expect.ProblemsBetween([PackagedPolicy.Yaml, Expect.Edit(Readme.Overlay, ("refines: prolotherapy", "refines: {|PCB2025:prolotherpy|}"))], "There is no policy 'prolotherpy' to refine in this compilation. Did you mean 'prolotherapy'?");

    [Fact]
    public void Nothing_is_said_about_it_where_the_policy_may_be_in_a_broken_file()
        => Expect.ProblemsBetween(["id: {|PCB2001:@|}a", Readme.Overlay]);

    [Fact]
    public void An_overlay_with_the_id_of_another_file()
        => Expect.ProblemsBetween([PackagedPolicy.Yaml, Expect.Edit(Readme.Overlay, ("id: northfield-hmo", "id: {|PCB2022:prolotherapy|}"))], "Give the overlay an id of its own");

    [Fact]
    public void An_overlay_has_no_codes_and_no_dates()
        => Expect.ProblemsBetween(
            [PackagedPolicy.Yaml, Expect.Edit(Readme.Overlay, ("hitPolicy", "{|PCB2025:codes|}: []\n{|PCB2025:effectiveFrom|}: 2026-01-01\nhitPolicy"))]);

    [Fact]
    public void An_overlay_with_sections_needs_their_text()
        => Expect.ProblemsBetween(
            [PackagedPolicy.Yaml, Expect.Edit(Readme.Overlay, ("source:\n  file: northfield-hmo.txt\n", string.Empty), ("sections:", "{|PCB2006:sections|}:"))]);

    [Fact]
    public void An_overlay_comes_first_and_the_rest_is_inherited()
    {
        var set = Merge(PackagedPolicy.Yaml, Readme.Overlay);
        Assert.Empty(set.Problems);
        var policy = Assert.Single(set.Policies);
        Assert.Null(policy.Refines);
        Assert.Equal("1+northfield-hmo@3", policy.Revision);
        Assert.NotEqual(PackagedPolicy.Policy.Hash, policy.Hash);

        Assert.Equal("northfield-prolotherapy", PolicyInterpreter.Decide(set, "M0076", "NorthfieldHmo").Rule);
        Assert.Equal("prolotherapy is excluded", Assert.Single(PolicyInterpreter.Decide(set, "M0076", "NorthfieldHmo").Citations).Quote);

        // Like Other in what the overlay does not speak of; everybody else is as before.
        Assert.Equal("other-payer-ligamentous-sclerosing-injections", PolicyInterpreter.Decide(set, "20999", "NorthfieldHmo", "ligamentous injections with sclerosing agents").Rule);
        Assert.Equal("medicare-prolotherapy", PolicyInterpreter.Decide(set, "M0076", "Medicare").Rule);
        Assert.Equal("other-payer-prolotherapy", PolicyInterpreter.Decide(set, "M0076", "Other").Rule);
        Assert.Equal("prolotherapy-payer-unknown", PolicyInterpreter.Decide(set, "M0076", "Unknown").Rule);
    }

    [Fact]
    public void A_loosened_outcome_says_so()
    {
        var decision = PolicyInterpreter.Decide(Merge(PackagedPolicy.Yaml, Readme.Overlay), "20999", "NorthfieldHmo");
        Assert.Equal("NotGoverned", decision.Outcome);
        Assert.True(decision.DecidingRule!.Loosens);
        Assert.Contains("(The overlay 'northfield-hmo' loosens 'not-described' (InformationNeeded) of policy 'prolotherapy'.)", decision.Reason);
    }

    [Fact]
    public void A_loosened_outcome_that_does_not_say_so()
        => Expect.ProblemsBetween(
            [PackagedPolicy.Yaml, Expect.Edit(Readme.Overlay, ("id: northfield-not-described", "id: {|PCB2025:northfield-not-described|}"), ("    loosens: true\n", string.Empty))],
            "Rule 'northfield-not-described' (NotGoverned) loosens 'not-described' (InformationNeeded) of policy 'prolotherapy'. Where that is meant, say so: 'loosens: true'.");

    [Fact]
    public void A_rule_that_says_so_and_loosens_nothing()
        => Expect.ProblemsBetween(
            [PackagedPolicy.Yaml, Expect.Edit(Readme.Overlay, ("id: northfield-prolotherapy", "id: {|PCB2025:northfield-prolotherapy|}"), ("    cites: [northfield-exclusion]", "    cites: [northfield-exclusion]\n    loosens: true"))],
            "Remove 'loosens'");

    [Theory]
    [InlineData("services: [prolotherapy]", "services: [{|PCB2010:prolotherpy|}]", "Did you mean 'prolotherapy'?")]
    [InlineData("payers: [NorthfieldHmo]", "payers: [{|PCB2010:Northfield|}]", "of this overlay or of policy 'prolotherapy'")]
    [InlineData("cites: [northfield-exclusion]", "cites: [northfield-exclusion, {|PCB2010:medicare-1998|}]", "Did you mean 'medicare-1999'?")]
    [InlineData("like: Other", "like: {|PCB2010:Medicaid|}", "'Medicaid' is no payer")]
    [InlineData("cites: [northfield-exclusion]", "cites: [northfield-exclusion, {|PCB2014:introduction-is-no-criteria|}]", "no coverage criteria")]
    [InlineData("id: northfield-prolotherapy", "id: {|PCB2009:something-else|}", "already in its 'rules'")]
    [InlineData("  - id: NorthfieldHmo", "  - id: {|PCB2009:Medicare|}\n    title: Medicare\n  - id: NorthfieldHmo", "Do not list it again")]
    [InlineData("id: northfield-not-described", "id: {|PCB2016:northfield-again|}\n    when: { services: [prolotherapy], payers: [NorthfieldHmo] }\n    outcome: NotCovered\n    reason: x\n    cites: [northfield-exclusion]\n  - id: northfield-not-described", "both apply to service 'prolotherapy' with payer 'NorthfieldHmo'")]
    public void An_overlay_that_does_not_fit(string old, string @new, string message)
        => Expect.ProblemsBetween([PackagedPolicy.Yaml, Expect.Edit(Readme.Overlay, (old, @new))], message);

    [Fact]
    public void An_overlay_may_make_the_payer_decide_only_where_an_unknown_payer_is_missing_information()
        => Expect.ProblemsBetween(
            [PackagedPolicy.Yaml, Expect.Edit(Readme.Overlay, ("services: [prolotherapy], payers: [NorthfieldHmo]", "services: [platelet-rich-plasma], payers: [NorthfieldHmo]"), ("rules:", "{|PCB2026:rules|}:"))],
            "Where the payer decides, 'Unknown' must get InformationNeeded");

    [Fact]
    public void An_example_of_an_overlay_runs_on_the_merged_policy()
        => Expect.ProblemsBetween(
            [PackagedPolicy.Yaml, Expect.Edit(Readme.Overlay, ("payer: NorthfieldHmo, outcome: NotCovered", "payer: NorthfieldHmo, outcome: {|PCB2017:EvidenceInsufficient|}"))],
            "This example gives NotCovered (rule 'northfield-prolotherapy')");

    [Fact]
    public void An_overlay_refines_every_revision()
    {
        var overlay = "schemaVersion: 1\nid: strict\ntitle: Strict\nrevision: \"1\"\nrefines: dry-needling\nhitPolicy: unique\nrules:\n"
            + "  - id: strict-other\n    when: { services: [dry-needling], payers: [Other] }\n    outcome: NotCovered\n    reason: x\n    cites: [evidence]\n";
        var (first, second) = Revisions("2025-01-01", "2025-12-31", "2026-01-01", null);
        var set = Merge(first, second, overlay);
        Assert.Empty(set.Problems);
        Assert.Equal(["2025+strict@1", "2026+strict@1"], set.Policies.Select(policy => policy.Revision));
        Assert.All(set.Policies, policy => Assert.Equal("strict-other", PolicyInterpreter.Decide(policy, "20560", "Other").Rule));
    }

    [Fact]
    public void Two_overlays_of_one_policy_apply_together_and_may_not_conflict()
    {
        var second = Expect.Edit(Readme.Overlay, ("id: northfield-hmo", "id: southfield"), ("revision: \"3\"", "revision: \"1\""), ("northfield-letter", "southfield-letter"), ("northfield-letter", "southfield-letter"),
            ("NorthfieldHmo", "Southfield"), ("northfield-exclusion", "southfield-exclusion"), ("northfield-exclusion", "southfield-exclusion"), ("northfield-prolotherapy", "southfield-prolotherapy"), ("northfield-not-described", "southfield-not-described"));
        var apart = second.Replace("NorthfieldHmo", "Southfield", StringComparison.Ordinal);
        Expect.ProblemsBetween([PackagedPolicy.Yaml, Readme.Overlay, apart]);
        Assert.Equal("1+northfield-hmo@3+southfield@1", Assert.Single(Merge(PackagedPolicy.Yaml, Readme.Overlay, apart).Policies).Revision);

        var conflict = Expect.Edit(apart, ("id: southfield-prolotherapy", "id: {|PCB2016:southfield-prolotherapy|}"), ("payers: [Southfield]", "payers: [Southfield, NorthfieldHmo]"));
        Expect.ProblemsBetween([PackagedPolicy.Yaml, Readme.Overlay, conflict], "Rules 'southfield-prolotherapy' (NotCovered) and 'northfield-prolotherapy' (NotCovered) both apply");
    }

    [Fact]
    public void A_payer_of_another_policy_is_other_to_this_one()
    {
        var needling = Expect.Example(("  - id: Other\n", "  - id: Northfield\n    title: Northfield\n  - id: Other\n"), ("payers: [Medicare]", "payers: [Medicare, Northfield]"));
        Assert.Equal("other-payer-prolotherapy", PolicyInterpreter.Decide(Merge(PackagedPolicy.Yaml, needling), "M0076", "Northfield").Rule);
    }

    private static InterpretedDecision Decide(PolicySet set, string date)
        => PolicyInterpreter.Decide(set, "20560", "Medicare", null, DateTime.Parse(date, System.Globalization.CultureInfo.InvariantCulture));

    private static PolicySet Merge(params string[] yaml)
        => PolicySet.Merge([.. yaml.Select(text => PolicyReader.Read(text, [new PolicySourceText("needling.txt", Readme.Source), new PolicySourceText("prolotherapy.txt", PackagedPolicy.Source), new PolicySourceText("northfield-hmo.txt", "Letter of 2 March\nprolotherapy is excluded")]).Policy!)]);

    /// <summary>The example of the README as two revisions; in the second one Medicare is as any other payer.</summary>
    private static (string First, string Second) Revisions(string? from, string? to, string? from2, string? to2)
        => (Dated(Readme.Yaml, "2025", from, to),
            Expect.Edit(Dated(Readme.Yaml, "2026", from2, to2), ("outcome: NotCovered\n    reason", "outcome: EvidenceInsufficient\n    reason")));

    private static string Dated(string yaml, string revision, string? from, string? to)
        => Expect.Edit(yaml, ("revision: \"2026-01\"", $"revision: \"{revision}\"{(from is null ? string.Empty : $"\neffectiveFrom: {from}")}{(to is null ? string.Empty : $"\neffectiveTo: {to}")}"))
            .Split("\nexamples:")[0] + "\n";

    private static string Marked(string yaml) => Expect.Edit(yaml, ("id: prolotherapy", "id: {|PCB2022:prolotherapy|}"));

    private static string Needling(string id, string yaml) => Expect.Edit(yaml, ("id: dry-needling", $"id: {{|{id}:dry-needling|}}"));
}
