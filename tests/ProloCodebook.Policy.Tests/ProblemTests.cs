namespace ProloCodebook.Policy.Tests;

/// <summary>Each kind of problem, at its place and in its words, and nothing that merely follows from it.</summary>
public class ProblemTests
{
    private static readonly string Deep = string.Concat(Enumerable.Repeat("[", 20)) + string.Concat(Enumerable.Repeat("]", 20));

    /// <summary>Per case: what is wrong, what stands in the small policy, what stands there instead, and the problems as (line,column) id: message.</summary>
    public static TheoryData<string, string, string, string> Cases { get; } = new()
    {
        { "a value with a colon", "title: Dry needling", "title: Dry: needling",
            "(3,11) PCB2001: This is not valid YAML: a text with ': ' in it, or a line that is indented too far. Put the text in quotation marks, or align the line with its neighbours." },
        { "a bracket that is not closed", "cites: [not-covered]", "cites: [not-covered",
            "(46,12) PCB2001: This is not valid YAML: it breaks off after this. Look for a '[', '{' or quotation mark that is not closed." },
        { "an anchor", "title: Dry needling", "title: &a Dry needling",
            "(3,8) PCB2002: A policy file does not use anchors ('&a'). Remove it; nothing can refer to it." },
        { "a tag", "title: Dry needling", "title: !!str Dry needling",
            "(3,8) PCB2002: A policy file does not use tags ('!…'). Remove it; every value is text." },
        { "a second document", "        ", "---",
            "(91,1) PCB2002: A policy file does not use a second document ('---'). Put the second policy into a file of its own." },
        { "deep nesting", "title: Dry needling", "title: " + Deep,
            "(3,24) PCB2003: Lists and mappings are nested more than 16 deep here; the format needs fewer." },
        { "a long value", "title: Dry needling", "title: " + new string('x', 8_001),
            "(3,8) PCB2003: This value has 8001 characters; one value may have 8000." },
        { "a misspelled key", "title: Dry needling", "titel: Dry needling",
            "(3,1) PCB2005: Unknown key 'titel' in this policy. Did you mean 'title'? The keys are 'schemaVersion', 'id', 'title', 'revision', 'effectiveFrom', 'effectiveTo', 'refines', 'hitPolicy', 'source', 'sections', 'statements', 'codes', 'services', 'payers', 'agents', 'products', 'notStated', 'rules', 'examples'." },
        { "a key of another mapping", "    kind: medicare\n", "    kind: medicare\n    outcome: NotCovered\n",
            "(15,5) PCB2005: Unknown key 'outcome' in this statement. The keys are 'id', 'kind', 'text', 'population', 'citations'." },
        { "a missing key", "    reason: Medicare does not cover it.\n", "",
            "(64,5) PCB2006: The key 'reason' is missing in this rule." },
        { "an empty value", "title: Dry needling", "title:",
            "(3,1) PCB2006: 'title' has no value. Write one, or remove the key." },
        { "a text for a list", "cites: [not-covered]", "cites: not-covered",
            "(46,12) PCB2007: 'cites' is a list: write '[a, b]', or lines that begin with '- '." },
        { "a list for a text", "title: Dry needling", "title: [Dry, needling]",
            "(3,9) PCB2007: 'title' is a text, not a list." },
        { "a misspelled outcome", "outcome: NotCovered", "outcome: NotCoverd",
            "(66,14) PCB2008: 'NotCoverd' is no value of 'outcome'. Did you mean 'NotCovered'? It is one of 'NotGoverned', 'NotCovered', 'EvidenceInsufficient', 'InformationNeeded', 'RelatedPolicy'." },
        { "another hit policy", "hitPolicy: unique", "hitPolicy: first",
            "(5,12) PCB2008: 'first' is no value of 'hitPolicy'. It is one of 'unique'." },
        { "a code of another system", "code: M1234", "code: \"12345\"",
            "(26,11) PCB2008: '12345' does not fit system HCPCS: expected an HCPCS code: a letter and four digits, as 'M0076'." },
        { "a key that stands twice", "title: Dry needling", "title: Dry needling\ntitle: Dry needling",
            "(4,1) PCB2009: The key 'title' stands twice in one mapping. Keep one of them." },
        { "an id that stands twice", "- id: thin", "- id: not-covered",
            "(21,9) PCB2009: 'not-covered' is defined twice in 'statements', first in line 13. Give one of them another id." },
        { "a code that stands twice", "code: \"20999\"\n    system: CPT", "code: M1234\n    system: HCPCS",
            "(31,11) PCB2009: 'M1234' is defined twice in 'codes', first in line 26. Give one of them another code." },
        { "a misspelled service of a code", "service: needling", "service: needlin",
            "(29,14) PCB2010: 'needlin' is no service of this policy. Did you mean 'needling'? There are 'needling', 'other', 'undescribed'." },
        { "a misspelled payer of a rule", "payers: [Medicare]", "payers: [Medicar]",
            "(65,44) PCB2010: 'Medicar' is no payer of this policy. Did you mean 'Medicare'? There are 'Medicare', 'Other', 'Unknown'." },
        { "a misspelled statement of a rule", "cites: [thin]", "cites: [thn]",
            "(73,13) PCB2010: 'thn' is no statement, service or code of this policy. Did you mean 'thin'? There are 'fashion', 'not-covered', 'thin', 'needling', '20999', 'M1234'." },
        { "a misspelled payer of an example", "payer: Medicare, outcome", "payer: Medicar, outcome",
            "(89,27) PCB2010: 'Medicar' is no payer of this policy. Did you mean 'Medicare'? There are 'Medicare', 'Other', 'Unknown'." },
        { "a misspelled rule of an example", "rule: medicare", "rule: medicar",
            "(89,64) PCB2010: 'medicar' is no rule of this policy. Did you mean 'medicare'? There are 'medicare', 'others', 'payer-unknown', 'something-else', 'undescribed'." },
        { "a misspelled section", "section: intro,", "section: intr,",
            "(20,28) PCB2010: 'intr' is no section of this policy. Did you mean 'intro'? There are 'coding', 'coverage', 'intro'." },
        { "another schema version", "schemaVersion: 1", "schemaVersion: 2",
            "(1,16) PCB2011: Schema version '2' is not supported; this package reads version 1." },
        { "a quote that is not in the text", "quote: The evidence is thin.", "quote: The evidence is strong.",
            "(24,45) PCB2012: This quote is not in the source text. The nearest passage is \"Medicare. The evidence is\"." },
        { "a quote from another section", "section: coverage, quote: The evidence", "section: coding, quote: The evidence",
            "(24,28) PCB2012: This quote is not in section 'coding'; it stands in 'coverage'." },
        { "a section that is not in the text", "heading: Coverage", "heading: Coverages",
            "(11,30) PCB2013: 'Coverages' is not in the source text. Write in 'startsWith' the words that the section begins with. Nothing there is like it." },
        { "sections out of order", "heading: Coding", "heading: Coding, startsWith: Introduction",
            "(10,48) PCB2013: 'Introduction' stands in the source text before the section that is listed before it. List the sections in the order of the text." },
        { "a rule on a section without criteria", "cites: [thin]", "cites: [thin, fashion]",
            "(73,19) PCB2014: 'fashion' quotes section 'intro', which is no coverage criteria ('criteria: false'). A rule must rest on other sections." },
        { "a combination without a rule", "payers: [Unknown]", "payers: [Other]",
            "(63,1) PCB2015: No rule applies to service 'needling' with payer 'Unknown'. Add a rule, or widen the condition of one.\n" +
            "(74,9) PCB2016: Rules 'payer-unknown' (InformationNeeded) and 'others' (EvidenceInsufficient, line 69) both apply to service 'needling' with payer 'Other'. Narrow the condition of one of them." },
        { "a gap", "services: [undescribed]", "services: [undescribed], payers: [Medicare]",
            "(63,1) PCB2015: No rule applies to service 'undescribed' with payer 'Other', nor to 1 other combination. Add a rule, or widen the condition of one." },
        { "two rules for a combination", "services: [needling], payers: [Other]", "services: [needling], payers: [Other, Medicare]",
            "(69,9) PCB2016: Rules 'others' (EvidenceInsufficient) and 'medicare' (NotCovered, line 64) both apply to service 'needling' with payer 'Medicare'. Narrow the condition of one of them." },
        { "an example that fails", "payer: Medicare, outcome: NotCovered, rule: medicare", "payer: Other, outcome: NotCovered",
            "(89,43) PCB2017: This example gives EvidenceInsufficient (rule 'others'), not NotCovered. Correct the example or the rules." },
        { "an example that another rule decides", "rule: medicare }", "rule: others }",
            "(89,64) PCB2017: Rule 'medicare' decides this example, not 'others'." },
        { "an example with other missing information", "missing: [description] }", "missing: [payer] }",
            "(90,74) PCB2017: In this example 'description' is missing." },
        { "a statement that nothing cites", "cites: [thin]", "cites: [needling]",
            "(21,9) PCB2018: No rule and no definition cites statement 'thin'. Cite it, remove it, or make it 'kind: background'." },
        { "a payer that is always there", "- id: Other\n", "- id: Unknown\n    title: Unknown\n  - id: Other\n",
            "(47,9) PCB2019: 'Unknown' is always there, for a line whose payer is not known. Remove it from 'payers'." },
        { "payers that differ in case alone", "- id: Other\n", "- id: MEDICARE\n    title: Medicare\n  - id: Other\n",
            "(47,9) PCB2019: 'MEDICARE' and 'Medicare' differ in case alone; in the generated code they would be mistaken for each other. Rename one.\n" +
            "(65,1) PCB2015: No rule applies to service 'needling' with payer 'MEDICARE'. Add a rule, or widen the condition of one." },
        { "a source text that is not there", "file: dry.txt", "file: dri.txt",
            "(7,9) PCB2020: The source text 'dri.txt' is not among the compiler's additional files. Did you mean 'dry.txt'? Put it beside the policy file, under the same name with the extension .txt." },
        { "a source text elsewhere", "file: dry.txt", "file: ../dry.txt",
            "(7,9) PCB2020: Write the file name alone; the source text stands beside the policy file." },
        { "two names that are the same", "      - name: dry needling\n", "      - name: Dry-Needlings\n        citations: [{ section: coding, quote: Dry needling }]\n      - name: dry needling\n",
            "(42,15) PCB2021: 'dry needling' is the same name as 'Dry-Needlings' of service 'needling' in line 40: names are compared without case, spacing, hyphens and plural. Remove one of them." },
        { "dates that are reversed", "hitPolicy: unique", "hitPolicy: unique\neffectiveFrom: 2024-02-01\neffectiveTo: 2024-01-31",
            "(7,14) PCB2024: The revision ends on 2024-01-31, before it begins on 2024-02-01. Exchange the dates." },
        { "'loosens' without a policy to loosen", "    missing: [payer]\n", "    missing: [payer]\n    loosens: true\n",
            "(79,5) PCB2025: Only a rule of an overlay 'loosens' another policy's outcome. Remove the key." },
        { "missing information that is not said", "    missing: [payer]\n", "",
            "(76,14) PCB2026: The outcome InformationNeeded has to say what is missing: add 'missing' with one or more of 'description', 'payer', 'serviceDate'." },
        { "a decision that rests on nothing", "    cites: [thin]\n", "",
            "(71,14) PCB2026: The outcome EvidenceInsufficient has to rest on the text: add 'cites' with the ids of statements, services or codes." },
        { "a line separator", "title: Dry needling", "title: \"Dry\\Lneedling\"",
            "(3,8) PCB2027: This value contains a line separator (U+2028). Remove it, or write a space." },
        { "a character that changes the direction of writing", "title: Dry needling", "title: \"Dry \\u202Eneedling\"",
            "(3,8) PCB2027: This value contains an invisible character that changes the direction of writing (U+202E). Remove it, or write a space." },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Problem_of_one_file(string what, string written, string instead, string problems)
        => Assert.Equal(problems, Read(what == "a second document" ? SmallPolicy.Yaml + "---\na: b\n" : SmallPolicy.With(written, instead)));

    /// <summary>Per case: what is wrong between the small policy and a second file, the second file, and the problems with the index of their file.</summary>
    public static TheoryData<string, string, string> Pairs { get; } = new()
    {
        { "the same policy twice", SmallPolicy.Yaml,
            "0(2,5) PCB2022: Two policy files define 'dry-needling'. If one is your own copy of the packaged policy, set the property ProloCodebookUseDefaultPolicy to false, or give your policy another id. If they are revisions, add 'effectiveFrom' and 'effectiveTo' to both.\n" +
            "1(2,5) PCB2022: Two policy files define 'dry-needling'. If one is your own copy of the packaged policy, set the property ProloCodebookUseDefaultPolicy to false, or give your policy another id. If they are revisions, add 'effectiveFrom' and 'effectiveTo' to both." },
        { "two policies with the same code", SmallPolicy.With("id: dry-needling", "id: wet-needling"),
            "0(26,11) PCB2023: The policies 'dry-needling' and 'wet-needling' both list the code M1234; a line with it would have two decisions. Remove it from one, or make one an overlay ('refines') of the other.\n" +
            "1(26,11) PCB2023: The policies 'dry-needling' and 'wet-needling' both list the code M1234; a line with it would have two decisions. Remove it from one, or make one an overlay ('refines') of the other.\n" +
            "0(31,11) PCB2023: The policies 'dry-needling' and 'wet-needling' both list the code 20999; a line with it would have two decisions. Remove it from one, or make one an overlay ('refines') of the other.\n" +
            "1(31,11) PCB2023: The policies 'dry-needling' and 'wet-needling' both list the code 20999; a line with it would have two decisions. Remove it from one, or make one an overlay ('refines') of the other." },
        { "a revision with dates and one without", SmallPolicy.With("hitPolicy: unique", "hitPolicy: unique\neffectiveFrom: 2024-01-01").Replace(", rule: medicare }", ", serviceDate: 2024-01-01 }").Replace("missing: [description] }", "serviceDate: 2024-01-01 }"),
            "0(2,5) PCB2024: Revisions '1' (no dates) and '1' (2024-01-01 to no end) of policy 'dry-needling' are in effect at the same time. Correct 'effectiveFrom' and 'effectiveTo', so that each date has one revision.\n" +
            "1(2,5) PCB2024: Revisions '1' (no dates) and '1' (2024-01-01 to no end) of policy 'dry-needling' are in effect at the same time. Correct 'effectiveFrom' and 'effectiveTo', so that each date has one revision." },
        { "an overlay of no policy", SmallPolicy.Replace(SmallPolicy.Overlay, "refines: dry-needling", "refines: dry-needing"),
            "1(5,10) PCB2025: There is no policy 'dry-needing' to refine in this compilation. Did you mean 'dry-needling'? There are 'dry-needling'." },
        { "an overlay that loosens silently", SmallPolicy.Replace(SmallPolicy.Overlay, "payers: [MyPlan]", "payers: [MyPlan, Medicare]").Replace("outcome: NotCovered", "outcome: EvidenceInsufficient"),
            "1(10,9) PCB2025: Rule 'my-plan' (EvidenceInsufficient) loosens 'medicare' (NotCovered) of policy 'dry-needling'. Where that is meant, say so: 'loosens: true'." },
        { "an overlay whose example fails", SmallPolicy.Replace(SmallPolicy.Overlay, "outcome: NotCovered, rule: my-plan", "outcome: NotGoverned"),
            "1(16,44) PCB2017: This example gives NotCovered (rule 'my-plan'), not NotGoverned. Correct the example or the rules." },
        { "an overlay with a misspelled payer", SmallPolicy.Replace(SmallPolicy.Overlay, "payers: [MyPlan]", "payers: [MyPlann]"),
            "1(11,44) PCB2010: 'MyPlann' is no payer of this overlay or of policy 'dry-needling'. Did you mean 'MyPlan'? There are 'Medicare', 'Other', 'MyPlan', 'Unknown'." },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Problem_between_files(string what, string second, string problems)
    {
        Assert.NotEmpty(what);
        Assert.Equal(problems, ReadPair(second));
    }

    /// <summary>PCB2003, PCB2004 and others that a small edit does not show are in <see cref="HostileFileTests"/>; no id is without a test.</summary>
    [Fact]
    public void Every_kind_has_a_case()
    {
        var expected = string.Concat(Cases.Select(row => (string)row[3]).Concat(Pairs.Select(row => (string)row[2])));
        Assert.Equal(["PCB2004"], PolicyProblemKinds.All.Select(kind => kind.Id).Where(id => !expected.Contains(id, StringComparison.Ordinal)));
    }

    private static string ReadPair(string second)
    {
        var readings = new[] { SmallPolicy.Read(SmallPolicy.Yaml), SmallPolicy.Read(second) };
        Assert.Empty(readings.SelectMany(reading => reading.Problems).Select(SmallPolicy.Show));
        return string.Join("\n", PolicySet.Check(readings).Select(problem => $"{problem.File}{SmallPolicy.Show(problem.Problem)}"));
    }

    private static string Read(string yaml) => string.Join("\n", SmallPolicy.Read(yaml).Problems.Select(SmallPolicy.Show));
}
