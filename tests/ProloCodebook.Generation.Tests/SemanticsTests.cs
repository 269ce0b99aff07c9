using ProloCodebook.Generation.Tests.Harness;

namespace ProloCodebook.Generation.Tests;

/// <summary>What the evaluator generated from the packaged policy decides, case by case.</summary>
public sealed class SemanticsTests(PackagedCode packaged) : IClassFixture<PackagedCode>
{
    private const string Medicare = "medicare-prolotherapy";
    private const string Other = "other-payer-prolotherapy";
    private const string PayerUnknown = "prolotherapy-payer-unknown";
    private const string Prp = "platelet-rich-plasma";
    private const string SomethingElse = "something-else";
    private const string NotDescribed = "not-described";
    private const string NotListed = "no-policy";

    [Theory]
    // The code alone
    [InlineData("M0076", "Medicare", null, "NotCovered", Medicare)]
    [InlineData("M0076", "Other", null, "EvidenceInsufficient", Other)]
    [InlineData("M0076", "Unknown", null, "InformationNeeded", PayerUnknown)]
    [InlineData("20999", "Medicare", null, "InformationNeeded", NotDescribed)]
    [InlineData("20999", "Other", null, "InformationNeeded", NotDescribed)]
    [InlineData("20999", "Unknown", null, "InformationNeeded", "not-described-payer-unknown")]
    [InlineData("99213", "Medicare", null, "NotGoverned", NotListed)]
    [InlineData("99213", "Unknown", "prolotherapy", "NotGoverned", NotListed)]
    [InlineData("J3490", "Other", "prolotherapy solution", "NotGoverned", NotListed)]
    // How a code may be written
    [InlineData("m0076", "Medicare", null, "NotCovered", Medicare)]
    [InlineData("  M0076\t", "Medicare", null, "NotCovered", Medicare)]
    [InlineData("M0076\r\n", "Medicare", null, "NotCovered", Medicare)]
    [InlineData("\u00A0M0076\u00A0", "Medicare", null, "NotCovered", Medicare)]
    [InlineData("M0076-59", "Medicare", null, "NotCovered", Medicare)]
    [InlineData("M0076:59", "Medicare", null, "NotCovered", Medicare)]
    [InlineData("M0076 -59", "Medicare", null, "NotCovered", Medicare)]
    [InlineData("M0076-59-LT", "Medicare", null, "NotCovered", Medicare)]
    [InlineData("HC:M0076", "Medicare", null, "NotCovered", Medicare)]
    [InlineData("HC:M0076:59", "Medicare", null, "NotCovered", Medicare)]
    [InlineData("hc:m0076:59:LT", "Medicare", null, "NotCovered", Medicare)]
    [InlineData("HC*M0076", "Medicare", null, "NotCovered", Medicare)]
    [InlineData("HC^M0076^59", "Medicare", null, "NotCovered", Medicare)]
    [InlineData("HC>M0076>59", "Medicare", null, "NotCovered", Medicare)]
    [InlineData("HC:20999:::::::PROLOTHERAPY", "Medicare", null, "InformationNeeded", NotDescribed)]
    [InlineData("20999-59", "Medicare", "prolotherapy", "NotCovered", Medicare)]
    // What is no code is not governed, and never thrown at
    [InlineData(null, "Medicare", "prolotherapy", "NotGoverned", NotListed)]
    [InlineData("", "Medicare", "prolotherapy", "NotGoverned", NotListed)]
    [InlineData("   ", "Medicare", "prolotherapy", "NotGoverned", NotListed)]
    [InlineData("-", "Medicare", null, "NotGoverned", NotListed)]
    [InlineData("HC:", "Medicare", null, "NotGoverned", NotListed)]
    [InlineData("HC", "Medicare", null, "NotGoverned", NotListed)]
    [InlineData("M007", "Medicare", null, "NotGoverned", NotListed)]
    [InlineData("M00766", "Medicare", null, "NotGoverned", NotListed)]
    [InlineData("XM0076", "Medicare", null, "NotGoverned", NotListed)]
    [InlineData("MOO76", "Medicare", null, "NotGoverned", NotListed)]
    [InlineData("209990", "Medicare", "prolotherapy", "NotGoverned", NotListed)]
    [InlineData("020999", "Medicare", "prolotherapy", "NotGoverned", NotListed)]
    [InlineData("-20999", "Medicare", "prolotherapy", "NotGoverned", NotListed)]
    [InlineData("２０９９９", "Medicare", "prolotherapy", "NotGoverned", NotListed)]
    [InlineData("\u0000\uD800", "Medicare", "prolotherapy", "NotGoverned", NotListed)]
    [InlineData("a code that is far longer than any code of any system of codes", "Medicare", null, "NotGoverned", NotListed)]
    // M0076 is prolotherapy whatever the description says
    [InlineData("M0076", "Medicare", "platelet-rich plasma", "NotCovered", Medicare)]
    [InlineData("M0076", "Medicare", "not prolotherapy", "NotCovered", Medicare)]
    [InlineData("M0076", "Other", "removal of a foreign body", "EvidenceInsufficient", Other)]
    // Each name of the service
    [InlineData("20999", "Medicare", "prolotherapy", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "proliferant injection", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "prolo", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "joint sclerotherapy", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "regenerative injection therapy", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "growth factor stimulation injection", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "nonsurgical tendon, ligament, and joint reconstruction", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "proliferative therapy", "NotCovered", Medicare)]
    [InlineData("20999", "Other", "prolotherapy", "EvidenceInsufficient", Other)]
    [InlineData("20999", "Unknown", "prolotherapy", "InformationNeeded", PayerUnknown)]
    // Spelling: case, spacing, hyphens and dashes, plural, commas
    [InlineData("20999", "Medicare", "PROLOTHERAPY, LEFT KNEE", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "Prolotherapy injections of the SI joint x4", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "prolo-therapy", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "pro\u00ADlo\u200Btherapy", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "joint   sclerotherapy", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "joint\u00A0sclerotherapy", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "joint-sclerotherapy", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "joint – sclerotherapy", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "joint/sclerotherapy", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "joint\nsclerotherapy", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "proliferant injections", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "regenerative injection therapies", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "growth factors stimulation injections", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "nonsurgical tendon ligament and joint reconstruction", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "Non-surgical tendon, ligament & joint reconstruction", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "non surgical tendons, ligaments, and joints reconstruction", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "(prolotherapy)", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "\"prolotherapy\"", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "prolotherapy.", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "pt's prolotherapy", "NotCovered", Medicare)]
    // Whole words, and whole names
    [InlineData("20999", "Medicare", "proloterol injection", "NotGoverned", SomethingElse)]
    [InlineData("20999", "Medicare", "superprolotherapy", "NotGoverned", SomethingElse)]
    [InlineData("20999", "Medicare", "prolong the incision", "NotGoverned", SomethingElse)]
    [InlineData("20999", "Medicare", "tendon reconstruction", "NotGoverned", SomethingElse)]
    [InlineData("20999", "Medicare", "surgical tendon, ligament, and joint reconstruction", "NotGoverned", SomethingElse)]
    [InlineData("20999", "Medicare", "sclerotherapy of a varicose vein", "NotGoverned", SomethingElse)]
    [InlineData("20999", "Medicare", "growth factor injection", "NotGoverned", SomethingElse)]
    [InlineData("20999", "Medicare", "injection of the joint. Sclerotherapy later", "NotGoverned", SomethingElse)]
    [InlineData("20999", "Medicare", "removal of a foreign body", "NotGoverned", SomethingElse)]
    [InlineData("20999", "Unknown", "removal of a foreign body", "NotGoverned", SomethingElse)]
    // Negation
    [InlineData("20999", "Medicare", "not prolotherapy", "NotGoverned", SomethingElse)]
    [InlineData("20999", "Medicare", "This is not prolotherapy", "NotGoverned", SomethingElse)]
    [InlineData("20999", "Medicare", "no prolotherapy was performed", "NotGoverned", SomethingElse)]
    [InlineData("20999", "Medicare", "non-prolotherapy injection", "NotGoverned", SomethingElse)]
    [InlineData("20999", "Medicare", "non – prolotherapy injection", "NotGoverned", SomethingElse)]
    [InlineData("20999", "Medicare", "none – prolotherapy injection", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "patient wasn't treated with prolotherapy", "NotGoverned", SomethingElse)]
    [InlineData("20999", "Medicare", "patient wasn’t treated with prolotherapy", "NotGoverned", SomethingElse)]
    [InlineData("20999", "Medicare", "arthroscopy rather than prolotherapy", "NotGoverned", SomethingElse)]
    [InlineData("20999", "Medicare", "steroid injection w/o prolotherapy", "NotGoverned", SomethingElse)]
    [InlineData("20999", "Medicare", "neither prolotherapy nor joint sclerotherapy", "NotGoverned", SomethingElse)]
    [InlineData("20999", "Medicare", "not without prolotherapy", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "not surgery, prolotherapy", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "no improvement; prolotherapy given", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "prolotherapy, not PRP", "NotCovered", Medicare)]
    [InlineData("20999", "Medicare", "PRP, not prolotherapy", "RelatedPolicy", Prp)]
    [InlineData("20999", "Medicare", "not prolotherapy but PRP", "RelatedPolicy", Prp)]
    // Platelet-rich plasma, and the two together
    [InlineData("20999", "Medicare", "platelet-rich plasma", "RelatedPolicy", Prp)]
    [InlineData("20999", "Other", "platelet rich plasma injection", "RelatedPolicy", Prp)]
    [InlineData("20999", "Unknown", "Platelet – Rich Plasma", "RelatedPolicy", Prp)]
    [InlineData("20999", "Other", "autologous PRP", "RelatedPolicy", Prp)]
    [InlineData("20999", "Other", "PRPs", "RelatedPolicy", Prp)]
    [InlineData("20999", "Other", "corpro", "NotGoverned", SomethingElse)]
    [InlineData("20999", "Medicare", "prolotherapy with PRP", "NotCovered", Medicare)]
    [InlineData("20999", "Other", "PRP and prolotherapy", "EvidenceInsufficient", Other)]
    // Medicare's decision alone names these
    [InlineData("20999", "Medicare", "ligamentous injection with sclerosing agent", "NotCovered", "medicare-ligamentous-sclerosing-injections")]
    [InlineData("20999", "Other", "ligamentous injections with sclerosing agents", "NotGoverned", "other-payer-ligamentous-sclerosing-injections")]
    [InlineData("20999", "Unknown", "ligamentous injections with sclerosing agents", "InformationNeeded", "ligamentous-sclerosing-injections-payer-unknown")]
    // A description that says nothing
    [InlineData("20999", "Medicare", "", "InformationNeeded", NotDescribed)]
    [InlineData("20999", "Medicare", "   \t", "InformationNeeded", NotDescribed)]
    [InlineData("20999", "Medicare", "-- . --", "InformationNeeded", NotDescribed)]
    [InlineData("20999", "Medicare", "Unlisted procedure, musculoskeletal system, general", "InformationNeeded", NotDescribed)]
    [InlineData("20999", "Medicare", "20999 UNLISTED PROCEDURE", "InformationNeeded", NotDescribed)]
    [InlineData("20999", "Medicare", "see note", "InformationNeeded", NotDescribed)]
    [InlineData("20999", "Medicare", "N/A", "InformationNeeded", NotDescribed)]
    [InlineData("20999", "Medicare", "unlisted procedure of the spine", "NotGoverned", SomethingElse)]
    // A payer that is none of the enum's is not known
    [InlineData("M0076", "99", null, "InformationNeeded", PayerUnknown)]
    [InlineData("M0076", "-1", null, "InformationNeeded", PayerUnknown)]
    [InlineData("20999", "99", "PRP", "RelatedPolicy", Prp)]
    public void Decides(string? code, string payer, string? description, string outcome, string rule)
    {
        var decision = packaged.Code.Evaluate(code, payer, description);
        Assert.Equal((outcome, rule), (decision.Outcome, decision.Rule));
        Assert.NotEqual("", decision.Reason);
        Assert.Equal(decision, packaged.Code.EvaluateLine(code, payer, description, serviceDate: null) with { CitationList = decision.CitationList });
    }

    [Fact]
    public void Medicare_cites_the_manual_and_the_decision_of_1999()
        => Assert.Equal(
            [
                ("Medicare National Coverage", "The Coverage Issues Manual #35 – 13 states that prolotherapy, joint sclerother apy, and ligamentous injections with sclerosing agents are not covered"),
                ("Medicare National Coverage", "has not been verified by scientifically controlled studies"),
                ("Medicare National Coverage", "In 1999, on request for reconsideration of coverage of prolotherapy for treatment for chronic low back pain"),
                ("Medicare National Coverage", "Medicare retained its noncoverage decision for prolotherapy"),
                ("Medicare National Coverage", "citing a lack of scientific eviden ce on which to base a decision"),
            ],
            packaged.Code.Evaluate("M0076", "Medicare").CitationList);

    [Fact]
    public void Another_payer_cites_the_summary_of_evidence_and_lists_the_contrary_position()
    {
        var decision = packaged.Code.Evaluate("M0076", "Other");
        Assert.Equal(("Summary of Evidence", "The evidence is insufficient to determine the effects of the technology on health outcomes"), decision.CitationList[0]);
        Assert.All(decision.CitationList, citation => Assert.Equal("Summary of Evidence", citation.Section));
        Assert.Equal("aaom-position", decision.Contrary);
    }

    [Fact]
    public void Only_the_other_payer_decision_has_contrary_evidence()
    {
        Assert.Equal("", packaged.Code.Evaluate("M0076", "Medicare").Contrary);
        Assert.Equal("", packaged.Code.Evaluate("M0076", "Unknown").Contrary);
        Assert.Equal("", packaged.Code.Evaluate("20999", "Other").Contrary);
        Assert.Equal("", packaged.Code.Evaluate("20999", "Other", "PRP").Contrary);
    }

    [Theory]
    [InlineData("M0076", "Unknown", null, "Payer")]
    [InlineData("20999", "Medicare", null, "Description")]
    [InlineData("20999", "Unknown", null, "Description|Payer")]
    [InlineData("M0076", "Medicare", null, "")]
    [InlineData("99213", "Unknown", null, "")]
    public void Says_what_is_missing(string code, string payer, string? description, string missing)
        => Assert.Equal(missing, packaged.Code.Evaluate(code, payer, description).Missing);

    [Fact]
    public void No_decision_cites_the_Introduction_or_calls_the_service_investigational()
    {
        string?[] descriptions = [null, "prolotherapy", "PRP", "proliferative therapy", "knee", "ligamentous injections with sclerosing agents"];
        foreach (var decision in from code in new[] { "M0076", "20999", "99213" }
                                 from payer in new[] { "Medicare", "Other", "Unknown" }
                                 from description in descriptions
                                 select packaged.Code.Evaluate(code, payer, description))
        {
            Assert.All(decision.CitationList, citation => Assert.NotEqual("Introduction", citation.Section));
            Assert.DoesNotContain("investigational", decision.Text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Decisions_carry_the_hash_of_the_policy_that_decided()
    {
        Assert.Matches("^[0-9a-f]{64}$", TestPolicies.Prolotherapy.Hash);
        foreach (var code in new[] { "M0076", "20999", "99213" })
        {
            var decision = packaged.Code.Evaluate(code, "Medicare");
            Assert.Equal(("prolotherapy", TestPolicies.Prolotherapy.Hash), (decision.PolicyId, decision.PolicyHash));
        }
    }
}
