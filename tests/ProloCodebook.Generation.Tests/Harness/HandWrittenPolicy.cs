using ProloCodebook.Policy;

namespace ProloCodebook.Generation.Tests.Harness;

/// <summary>The prolotherapy policy in short, as the reader would return it.</summary>
internal static class HandWrittenPolicy
{
    public static PayerPolicy Prolotherapy { get; } = new(
        "prolotherapy",
        "Prolotherapy",
        "1",
        new string('a', 64),
        List<PolicySection>(
            new("introduction", "Introduction", IsCriteria: false),
            new("coding", "Coding", IsCriteria: true),
            new("hcpcs", "HCPCS description", IsCriteria: true),
            new("background", "Background", IsCriteria: true),
            new("evidence", "Summary of Evidence", IsCriteria: true),
            new("guidelines", "Practice Guidelines", IsCriteria: true),
            new("medicare", "Medicare National Coverage", IsCriteria: true),
            new("regulatory", "Regulatory Status", IsCriteria: true)),
        List<PolicyCode>(
            new("M0076", "HCPCS", "Prolotherapy", "prolotherapy", Cites(("hcpcs", "M0076 Prolotherapy"))),
            new("20999", "CPT", "Unlisted procedure, musculoskeletal system, general", null, Cites(("coding", "CPT 20999"), ("coding", "Unlisted procedure, musculoskeletal system, general")))),
        List<PolicyService>(
            new(
                "prolotherapy",
                "Prolotherapy",
                IsRelated: false,
                List<PolicyTerm>(Term("prolotherapy"), Term("proliferant injection"), Term("prolo"), Term("joint sclerotherapy"), Term("regenerative injection therapy"), Term("growth factor stimulation injection"), Term("nonsurgical tendon, ligament, and joint reconstruction")),
                Cites(("hcpcs", "a procedure intended for healing and strengthening ligaments and tendons"))),
            new(
                "platelet-rich-plasma",
                "Platelet-rich plasma",
                IsRelated: true,
                List<PolicyTerm>(Term("platelet-rich plasma"), Term("PRP")),
                Cites(("background", "with PRP is discussed in a sepa rate policy")))),
        List<PolicyPayer>(
            new("Medicare", "Medicare", "NotCovered", Cites(("medicare", "ligamentous injections with sclerosing agents are not covered"))),
            new("Other", "Any other payer", "NotStated", default)),
        List<PolicyAgent>(
            new("Dextrose", "dextrose", "Proliferant", default, "NotStated", Cites(("background", "or dextrose alone"))),
            new("Polidocanol", "polidocanol", "VascularSclerosant", default, "ApprovedForOtherUse", Cites(("background", "Polidocanol and sodium morrhuate, vascular sclerosants")))),
        List<PolicyProduct>(
            new("Asclera", "Asclera®", "Polidocanol", null, "ApprovedForOtherUse", Cites(("regulatory", "Asclera® (polidocanol)"))),
            new("Varithena", "Varithena®", "Polidocanol", "injectable foam", "ApprovedForOtherUse", Cites(("regulatory", "Varithena® (an injectable polidocanol foam)")))),
        List<PolicyStatement>(
            new("medicare-noncoverage", "medicare", "Medicare does not cover prolotherapy.", null, Cites(("medicare", "The Coverage Issues Manual #35 – 13"), ("medicare", "ligamentous injections with sclerosing agents are not covered"))),
            new("evidence-insufficient", "evidence", "The evidence is insufficient.", null, Cites(("evidence", "The evidence is insufficient to determine the effects of the technology on health outcomes"))),
            new("aaom-position", "position", "The AAOM considers prolotherapy a valid option.", "selected patients with chronic low back pain", Cites(("guidelines", "prolotherapy should be considered a valid treatment option in a selected group of chronic low back pain patients.")))),
        default,
        List<PolicyRule>(
            new("medicare", List<string>("prolotherapy"), List<string>("Medicare"), "NotCovered", "Medicare does not cover prolotherapy.", List<string>("medicare-noncoverage"), default, default),
            new("other-payer", List<string>("prolotherapy"), List<string>("Other"), "EvidenceInsufficient", "The evidence is insufficient.", List<string>("evidence-insufficient"), List<string>("aaom-position"), default),
            new("unknown-payer", List<string>("prolotherapy"), List<string>("Unknown"), "InformationNeeded", "The payer decides.", default, default, List<string>("payer")),
            new("undescribed", List<string>("undescribed"), default, "InformationNeeded", "20999 says nothing by itself.", List<string>("20999"), default, List<string>("description")),
            new("related", List<string>("platelet-rich-plasma"), default, "RelatedPolicy", "PRP has a policy of its own.", List<string>("platelet-rich-plasma"), default, default),
            new("something-else", List<string>("other"), default, "NotGoverned", "The description speaks of something else.", default, default, default)));

    private static PolicyTerm Term(string text) => new(text, default);

    private static EquatableArray<PolicyCitation> Cites(params (string Section, string Quote)[] citations)
        => citations.Select(citation => new PolicyCitation(citation.Section, citation.Quote)).ToEquatableArray();

    private static EquatableArray<T> List<T>(params T[] items)
        where T : IEquatable<T>
        => new(items);
}
