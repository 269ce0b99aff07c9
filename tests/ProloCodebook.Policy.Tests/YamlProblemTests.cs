namespace ProloCodebook.Policy.Tests;

/// <summary>Files that are no YAML, or more YAML than a policy uses: PCB2001 to PCB2004, PCB2027.</summary>
public class YamlProblemTests
{
    [Theory]
    [InlineData("", "schemaVersion: 1")]
    [InlineData("# nothing but a comment\n", "empty")]
    [InlineData("   \n\n", "empty")]
    public void An_empty_file(string text, string message) => Expect.Problems("{|PCB2004:|}" + text, message);

    [Fact]
    public void A_file_that_could_not_be_read()
    {
        var reading = PolicyReader.Read(null, []);
        Assert.Equal("PCB2004", Assert.Single(reading.Problems).Id);
        Assert.Null(reading.Policy);
    }

    [Fact]
    public void A_file_that_is_not_utf8()
        => Expect.Problems("schemaVersion: 1\ntitle: Proth{|PCB2004:\uFFFD|}se\n", "Save it as UTF-8");

    [Theory]
    [InlineData("id: a\ntitle: b{|PCB2001::|} c\n", "quotation marks")]
    [InlineData("id: a\nsections:\n{|PCB2001:\t|}- id: b\n", "Indent with spaces")]
    [InlineData("id: {|PCB2001:@|}a\n", "quotation marks")]
    [InlineData("id: a\nsections: {|PCB2001:[|}a, b\ntitle: c\n", "this bracket is not closed")]
    public void Broken_yaml(string text, string message) => Expect.Problems(text, message);

    [Fact]
    public void A_quotation_mark_that_is_not_closed() => Expect.Problems("id: a\ntitle: {|PCB2001:'|}b\n", "not valid YAML");

    [Fact]
    public void Nothing_else_is_reported_about_a_broken_file()
        => Assert.Single(PolicyReader.Read("sevices: []\nid: [", []).Problems);

    [Fact]
    public void An_anchor_and_an_alias_are_refused_at_their_places_and_nothing_follows_from_it()
        => Expect.Problems(
            Expect.Example(("title: Dry needling", "title: {|PCB2002:&title Dry needling|}"), ("    title: Dry needling", "    title: {|PCB2002:*title|}")),
            "anchors ('&title')",
            "aliases ('*title')",
            "Write the value out");

    [Fact]
    public void A_tag_is_refused() => Expect.Problems(Expect.Example(("title: Dry needling", "title: {|PCB2002:!!str Dry needling|}")), "every value is text");

    [Fact]
    public void A_merge_key_is_refused()
        => Expect.Problems(Expect.Example(("  - id: Medicare\n", "  - {|PCB2002:<<|}: {}\n    id: Medicare\n")), "merge keys");

    [Fact]
    public void A_second_document_is_refused()
        => Expect.Problems(Readme.Yaml + "{|PCB2002:---|}\nid: other\n", "a file of its own");

    [Fact]
    public void A_directive_is_refused()
        => Assert.Contains(PolicyReader.Read("%TAG ! tag:example.com,2026:\n---\n" + Readme.Yaml, []).Problems, problem => problem.Id == "PCB2002");

    [Fact]
    public void A_document_start_alone_is_fine() => Expect.Problems("---\n" + Readme.Yaml);

    [Theory]
    [InlineData("\\u0007", "a control character (U+0007)")]
    [InlineData("\\u2028", "a line separator (U+2028)")]
    [InlineData("\\u202E", "direction of writing (U+202E)")]
    public void A_character_that_nobody_sees(string escape, string message)
        => Expect.Problems(Expect.Example(("title: Dry needling", $"title: {{|PCB2027:\"Dry{escape}needling\"|}}")), message);

    [Fact]
    public void A_value_that_is_too_long()
        => Expect.Problems(Expect.Example(("title: Dry needling", $"title: {{|PCB2003:{new string('a', 8_001)}|}}")), "8000");

    [Fact]
    public void A_file_that_is_too_long()
        => Expect.Problems("{|PCB2003:|}" + new string('#', 1_048_577), "1048576");

    [Fact]
    public void Nesting_that_is_too_deep() => Expect.Problems($"id: {new string('[', 16)}{{|PCB2003:|}}[]{new string(']', 16)}", "16");

    [Fact]
    public void A_list_that_is_too_long()
    {
        var names = string.Concat(Enumerable.Range(0, 999).Select(i => $"      - {{ name: name{i}x, citations: [{{ section: codes, quote: Dry needling }}] }}\n"));
        var problems = PolicyReader.Read(Expect.Example(("      - name: dry needling\n", names + "      - name: dry needling\n")), [new PolicySourceText("needling.txt", Readme.Source)]).Problems;
        Assert.Contains(problems, problem => problem.Id == "PCB2003" && problem.Message.Contains("1001 items", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Id == "PCB2003" && problem.Message.Contains("500 names", StringComparison.Ordinal));
    }

    [Fact]
    public void So_many_problems_that_nobody_reads_them()
    {
        var problems = PolicyReader.Read(string.Concat(Enumerable.Range(0, 5_000).Select(i => $"key{i}: x\n")), []).Problems;
        Assert.Equal(101, problems.Count);
        Assert.Contains(problems, problem => problem.Id == "PCB2003");
    }

    [Fact]
    public void Positions_are_right_behind_a_byte_order_mark_and_windows_line_ends()
    {
        var (text, expected) = Expect.Unmark("\uFEFF{|PCB2005:sevices|}: 1\r\n");
        Assert.Equal("PCB2005 (1,2)-(1,9)", Assert.Single(expected));
        var problem = PolicyReader.Read(text, []).Problems.Single(problem => problem.Id == "PCB2005");
        Assert.Equal(new PolicySpan(0, 1, 0, 8), problem.Span);

        var windows = Expect.Example(("    title: Medicare", "    titel: Medicare")).ReplaceLineEndings("\r\n");
        var unix = windows.ReplaceLineEndings("\n");
        Assert.Equal(PolicyReader.Read(unix, []).Problems, PolicyReader.Read(windows, []).Problems);
    }
}
