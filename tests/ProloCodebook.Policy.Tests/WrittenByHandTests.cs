namespace ProloCodebook.Policy.Tests;

/// <summary>Mistakes as people make them who write YAML once a year: each is one problem, where the mistake is, and says what to write instead.</summary>
public class WrittenByHandTests
{
    [Theory]
    // Indentation
    [InlineData("    system: CPT\n    description: Needle", "{|PCB2001:\t|}system: CPT\n    description: Needle", "Indent with spaces")]
    [InlineData("    system: CPT\n    description: Needle", "  {|PCB2001:\t|}system: CPT\n    description: Needle", "Indent with spaces")]
    [InlineData("    system: CPT\n    description: Needle", "{|PCB2001:\u00A0|}\u00A0\u00A0\u00A0system: CPT\n    description: Needle", "no-break space")]
    [InlineData("    system: CPT\n    description: Needle", "     {|PCB2001:s|}ystem: CPT\n    description: Needle", "not aligned")]
    [InlineData("    system: CPT\n    description: Needle", "   {|PCB2001:s|}ystem: CPT\n    description: Needle", "not aligned with its neighbours")]
    // Colons and dashes
    [InlineData("title: Dry needling\nrev", "{|PCB2001:t|}itle Dry needling\nrev", "a missing colon")]
    [InlineData("title: Dry needling\nrev", "{|PCB2001:t|}itle:Dry needling\nrev", "or the space after it")]
    [InlineData("    kind: medicare", "    {|PCB2001:k|}ind medicare", "a missing colon")]
    [InlineData("reason: Medicare does", "reason: Note{|PCB2001::|} Medicare does", "quotation marks")]
    [InlineData("  - id: evidence\n    kind", "  {|PCB2001:i|}d: evidence\n    kind", "a missing '- '")]
    [InlineData("title: Dry needling\nrev", "title: {|PCB2001:-|} Dry needling\nrev", "cannot begin with '- '")]
    // Quotation marks
    [InlineData("title: Dry needling\nrev", "title: \"Dry \"{|PCB2001:n|}eedling\"\"\nrev", "a text with quotation marks in it")]
    [InlineData("title: Dry needling\nrev", "title: {|PCB2001:\"|}Dry needling\nrev", "not closed")]
    [InlineData("title: Dry needling\nrev", "title: 'Medicare'{|PCB2001:s|}'\nrev", "a text with quotation marks in it")]
    [InlineData("file: needling.txt", "file: {|PCB2001:\"|}C:\\docs\\needling.txt\"", "a backslash")]
    [InlineData("revision: \"2026-01\"", "revision: {|PCB2008:\u201C2026-01\u201D|}", "Write straight ones: \"2026-01\"")]
    [InlineData("title: Any other payer", "title: {|PCB2008:\u2018Any other payer\u2019|}", "Write straight ones")]
    // Brackets
    [InlineData("section: codes, quote: 97799 Unlisted", "section: codes quote{|PCB2001::|} 97799 Unlisted", "a comma, or the end of the bracket, is missing")]
    [InlineData("{ section: codes, quote: Dry needling is also called intramuscular stimulation. }", "{|PCB2001:{|} section: codes, quote: Dry needling is also called intramuscular stimulation.", "not closed in its line")]
    [InlineData("{ section: codes, quote: 97799 Unlisted", "{|PCB2001:{|} section: codes, quote: the code #97799 is not #97799 Unlisted", "a comment begins there")]
    [InlineData("cites: [evidence]", "cites: {|PCB2001:[|}evidence", "not closed in its line")]
    [InlineData("quote: For chronic neck pain the evidence is not sufficient. }", "quote: For chronic neck pain the evidence is not sufficient., {|PCB2005:or so|} }", "a text with a comma needs quotation marks")]
    [InlineData("title: Dry needling\nrev", "title: [Dry] {|PCB2001:n|}eedling\nrev", "'key: value'")]
    // Words that YAML knows
    [InlineData("title: Dry needling\nrev", "{|PCB2006:title|}: ~\nrev", "has no value")]
    [InlineData("title: Dry needling\nrev", "{|PCB2006:title|}: null\nrev", "has no value")]
    [InlineData("    population: chronic neck pain", "    {|PCB2006:population|}: null", "Write one, or remove the key.")]
    [InlineData("criteria: false", "criteria: {|PCB2008:off|}", "'true', 'false'")]
    [InlineData("criteria: false", "criteria: {|PCB2008:False|}", "Did you mean 'false'?")]
    [InlineData("title: Dry needling\nrev", "title: {|PCB2002:*Dry|} needling*\nrev", "a text that begins with '*' needs quotation marks")]
    [InlineData("title: Dry needling\nrev", "title: {|PCB2002:!Dry needling|}\nrev", "one that begins with '!' needs quotation marks")]
    [InlineData("title: Dry needling\nrev", "title: {|PCB2001:%|} of needling\nrev", "cannot begin with this character")]
    // Values
    [InlineData("outcome: NotCovered\n", "outcome: {|PCB2008:Not Covered|}\n", "Did you mean 'NotCovered'?")]
    [InlineData("outcome: NotCovered\n", "outcome: {|PCB2008:Denied|}\n", "It is one of 'NotGoverned'")]
    [InlineData("code: \"20560\"\n", "code: {|PCB2008:20560-59|}\n", "five digits")]
    [InlineData("code: \"20560\"\n", "code: {|PCB2008:2O560|}\n", "five digits")]
    [InlineData("system: CPT\n    description: Needle", "system: {|PCB2008:cpt|}\n    description: Needle", "Did you mean 'CPT'?")]
    [InlineData("revision: \"2026-01\"", "revision: \"2026-01\"\neffectiveFrom: {|PCB2008:2020-13-40|}", "a date such as '2024-01-31'")]
    [InlineData("revision: \"2026-01\"", "revision: \"2026-01\"\neffectiveFrom: {|PCB2008:01/31/2026|}", "a date such as '2024-01-31'")]
    [InlineData("revision: \"2026-01\"", "revision: \"2026-01\"\neffectiveFrom: {|PCB2008:2026-1-5|}", "a date such as '2024-01-31'")]
    [InlineData("file: needling.txt", "file: {|PCB2020:texts/needling.txt|}", "the file name alone")]
    [InlineData("  - id: evidence\n    kind", "  - id: {|PCB2008:the\u200Bevidence|}\n    kind", "'the<U+200B>evidence'")]
    // References
    [InlineData("service: dry-needling", "service: {|PCB2010:dry-needeling|}", "Did you mean 'dry-needling'? There are 'dry-needling'.")]
    [InlineData("payers: [Medicare] }", "payers: [{|PCB2010:Medicare; Other|}] }", "There are 'Medicare', 'Other', 'Unknown'.")]
    public void Is_one_problem_at_its_place(string old, string @new, string message) => Expect.Problems(Expect.Example((old, @new)), message);

    [Theory]
    [InlineData("Dear Sir,\nplease find attached the policy.\n", "{|PCB2007:Dear Sir,\nplease find attached the policy.|}\n", "schemaVersion: 1")]
    [InlineData("", "{ {|PCB2006:\"schemaVersion\"|}: 1, \"id\": \"x\" }", "The keys 'title', 'revision', 'hitPolicy', 'source', 'sections', 'codes', 'services', 'payers', 'rules' are missing in this policy.")]
    [InlineData("", "{|PCB2001:||} id | title |\n", "cannot begin with '|' or '>'")]
    public void A_file_that_is_no_policy(string what, string marked, string message)
    {
        _ = what;
        Expect.Problems(marked, message);
    }

    [Fact]
    public void A_single_quotation_mark_that_another_one_closes_much_later_is_shown_where_it_opens()
        => Expect.Problems(Expect.Example(("title: Dry needling\nrev", "title: {|PCB2001:'|}Dry needling\nrev"), ("    population: chronic neck pain", "    population: the patient's")), "this quotation mark is closed only in line");

    [Fact]
    public void A_list_that_is_empty_is_one_problem()
    {
        var payers = "payers:\n  - id: Medicare\n    title: Medicare\n    stance: NotCovered\n    cites: [medicare]\n  - id: Other\n    title: Any other payer\n";
        Expect.Problems(Expect.Example((payers, "{|PCB2006:payers|}: []\n")), "at least one item");
        Expect.Problems(Expect.Example((payers, "{|PCB2006:payers|}:\n")), "at least one item");
        Expect.Problems(Expect.Example((payers, string.Empty), ("schemaVersion", "{|PCB2006:schemaVersion|}")), "The key 'payers' is missing");
    }
}
