using System.Diagnostics;
using System.Text;
using CsCheck;

namespace ProloCodebook.Policy.Tests;

/// <summary>Files that mean harm or are damaged: a problem with a place in the file, never an exception, in bounded time.</summary>
public class HostileFileTests
{
    /// <summary>For the slowest of them on a busy machine; most take milliseconds.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static TheoryData<string, string> Files => new()
    {
        { "alias bomb", "a: &a [x, x]\n" + string.Concat(Enumerable.Range(0, 25).Select(i => $"{(char)('b' + i)}: &{(char)('b' + i)} [*{(char)('a' + i)}, *{(char)('a' + i)}]\n")) },
        { "cycle", "a: &a [*a]\n" },
        { "cycle of keys", "? &a { b: *a }\n: *a\n" },
        { "many aliases", "a: &a x\nb: [" + string.Concat(Enumerable.Repeat("*a, ", 50_000)) + "*a]\n" },
        { "brackets", new string('[', 100_000) },
        { "braces", new string('{', 100_000) },
        { "closed brackets", new string('[', 100_000) + new string(']', 100_000) },
        { "keys in braces", string.Concat(Enumerable.Repeat("{a: ", 100_000)) },
        { "list in list", string.Concat(Enumerable.Repeat("- ", 100_000)) + "a" },
        { "key in key", string.Concat(Enumerable.Repeat("? ", 100_000)) + "a" },
        { "steps", string.Concat(Enumerable.Range(0, 1_000).Select(i => new string(' ', i) + "a:\n")) },
        { "huge value", "id: " + new string('a', 1_000_000) },
        { "huge quoted value", "id: \"" + new string('a', 1_000_000) + "\"" },
        { "huge key", new string('a', 1_000_000) + ": b" },
        { "huge block", "id: |\n" + string.Concat(Enumerable.Repeat("  a\n", 200_000)) },
        { "huge comment", "#" + new string('a', 1_000_000) },
        { "blank lines", new string('\n', 1_000_000) },
        { "spaces", new string(' ', 1_000_000) + "a: b" },
        { "tabs", new string('\t', 1_000_000) },
        { "huge file", new string('a', 10_000_000) },
        { "many keys", string.Concat(Enumerable.Range(0, 90_000).Select(i => $"k{i}: \n")) },
        { "one key many times", string.Concat(Enumerable.Repeat("id: a\n", 90_000)) },
        { "many documents", string.Concat(Enumerable.Repeat("---\na\n", 90_000)) },
        { "directives", string.Concat(Enumerable.Range(0, 20_000).Select(i => $"%TAG !{i}! x\n")) + "---\na: b\n" },
        { "tags", "id: " + string.Concat(Enumerable.Repeat("!a ", 100_000)) },
        { "huge tag", "id: !<" + new string('a', 900_000) + "> b" },
        { "huge anchor", "id: &" + new string('a', 900_000) + " b" },
        { "indicators", "!!!!&&&&****%%%%@@@@````||||>>>>''''\"\"\"\"" },
        { "byte order mark", "\uFEFF" },
        { "document end", "...\n" },
        { "scalar", "policy" },
        { "tag of a type", "!!python/object/apply:os.system [ls]\n" },
        { "nul", "id: a\0b" },
        { "only controls", string.Concat(Enumerable.Range(0, 32).Select(i => (char)i)) },
        { "half a pair", "id: \uD800\ntitle: \uDFFF" },
        { "separators", "id: a\u2028title: b\u2029revision: c\u0085hitPolicy: d" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Gives_a_problem_in_bounded_time(string what, string text)
    {
        var watch = Stopwatch.StartNew();
        var reading = PolicyReader.Read(text, []);
        Assert.True(watch.Elapsed < Limit, $"{what} took {watch.Elapsed}");
        Assert.NotEmpty(reading.Problems);
        Assert.All(reading.Problems, problem => Assert.True(problem.Message.Length < 2_000 && !problem.Message.Any(char.IsControl), problem.Id));
    }

    [Theory]
    [InlineData("'*/ </summary> {0} #if X \\ \"'")]
    [InlineData("'*/ // -->]]> $\"{x}\" @\"\"'")]
    [InlineData("\"{{}} } ) ; System.Environment.Exit(1); //\"")]
    [InlineData("\"line one\\n#error line two\"")]
    public void What_looks_like_code_is_text_like_any_other(string written)
    {
        var policy = Expect.Problems(Expect.Example(("    reason: The evidence is not sufficient.", $"    reason: {written}"))).Policy!;
        var reason = policy.Rules.Single(rule => rule.Id == "other-payer").Reason;
        Assert.DoesNotContain('\n', reason);
        Assert.Contains(written.Contains("#error", StringComparison.Ordinal) ? "line one #error line two" : " ", reason);
    }

    [Fact]
    public void Large_tables_many_names_examples_and_quotes_take_bounded_time()
    {
        // Each part at its limit, in a file near the limit of size.
        var watch = Stopwatch.StartNew();
        var yaml = new StringBuilder(Readme.Yaml.Split("\nexamples:")[0]).Append("\nexamples:\n");
        for (var i = 0; i < 1_000; i++)
        {
            yaml.Append("  - { code: \"97799\", payer: Other, description: ").Append(string.Concat(Enumerable.Repeat("n a ", 170))).Append("x, outcome: NotGoverned }\n");
        }

        var names = string.Concat(Enumerable.Range(0, 498).Select(i => $"      - {{ name: {string.Concat(Enumerable.Repeat("na", (i % 90) + 1))}{i}, citations: [{{ section: codes, quote: Dry needling }}] }}\n"));
        var text = Expect.Edit(yaml.ToString(), ("      - name: intramuscular", names + "      - name: intramuscular"));
        var reading = PolicyReader.Read(text, [new PolicySourceText("needling.txt", Readme.Source)]);
        Assert.Empty(reading.Problems);
        Assert.True(watch.Elapsed < Limit, $"took {watch.Elapsed}");
    }

    [Fact]
    public void Quotes_in_a_large_source_text_take_bounded_time()
    {
        var watch = Stopwatch.StartNew();
        var quotes = string.Concat(Enumerable.Range(0, 950).Select(i => $"      - {{ section: codes, quote: aa aa aa aa b{i} }}\n"));
        var text = Expect.Example(("      - { section: codes, quote: 97799 Unlisted", quotes + "      - { section: codes, quote: 97799 Unlisted"));
        var source = Readme.Source + string.Concat(Enumerable.Repeat("aa ", 300_000));
        Assert.NotEmpty(PolicyReader.Read(text, [new PolicySourceText("needling.txt", source)]).Problems);
        Assert.True(watch.Elapsed < Limit, $"took {watch.Elapsed}");
    }

    [Fact]
    public void A_thousand_rules_services_and_payers_are_proved_in_bounded_time()
    {
        var watch = Stopwatch.StartNew();
        string Each(int count, Func<int, string> line) => string.Concat(Enumerable.Range(0, count).Select(line));
        var text = Expect.Example(
            ("payers:\n", Each(900, i => $"  - {{ id: s{i}, title: x, citations: [{{ section: codes, quote: Dry needling }}] }}\n") + "payers:\n"),
            ("  - id: Other\n", Each(900, i => $"  - {{ id: P{i}, title: x }}\n") + "  - id: Other\n"),
            ("  - id: something-else", Each(900, i => $"  - {{ id: r{i}, when: {{ services: [s{i}] }}, outcome: NotGoverned, reason: x }}\n") + "  - id: something-else"));
        var problems = PolicyReader.Read(text, [new PolicySourceText("needling.txt", Readme.Source)]).Problems;
        Assert.Contains(problems, problem => problem.Id == "PCB2015" && problem.Message.Contains("service 'dry-needling' with payer 'P0', nor to 899 other combinations", StringComparison.Ordinal));
        Assert.True(watch.Elapsed < Limit, $"took {watch.Elapsed}");
    }

    [Fact]
    public void Two_hundred_million_combinations_of_service_payer_and_agent_are_proved_in_bounded_time()
    {
        var watch = Stopwatch.StartNew();
        string Each(Func<int, string> line, string separator = "") => string.Join(separator, Enumerable.Range(0, 600).Select(line));
        const string Citations = "citations: [{ section: codes, quote: Dry needling }]";
        var unlisted = Expect.Example(
            ("    service: dry-needling\n", string.Empty),
            ("payers:\n", Each(i => $"  - {{ id: s{i}, title: x, {Citations}, names: [{(i < 400 ? $"{{ name: n{i}x, {Citations} }}" : string.Empty)}] }}\n") + "payers:\n"),
            ("  - id: Other\n", Each(i => $"  - {{ id: P{i}, title: x }}\n") + "  - id: Other\n"));
        var head = unlisted[..unlisted.IndexOf("rules:", StringComparison.Ordinal)];
        var agents = "agents:\n" + Each(i => $"  - {{ id: A{i}, name: x, role: NotStated, fdaStatus: NotStated, {Citations} }}\n");
        var rules = "rules:\n" + Each(i => $"  - {{ id: r{i}, when: {{ agents: [A{i}] }}, outcome: NotGoverned, reason: x }}\n");
        var last = "  - { id: other-agent, when: { agents: [Other] }, outcome: NotGoverned, reason: x }\n  - { id: agent-unknown, when: { agents: [Unknown] }, outcome: InformationNeeded, reason: x, missing: [agents] }\n";

        // 200 services that nothing leads to: warnings, of which 100 are shown, and no error for their number.
        var warnings = Read(head + agents + rules + last).ToList();
        Assert.All(warnings, problem => Assert.True(problem.IsWarning, problem.Message));
        Assert.Equal(101, warnings.Count);
        Assert.Contains(Read(head + agents + rules + last.Replace("agents: [Unknown]", "agents: [Unknown], payers: [Other]", StringComparison.Ordinal)), problem => problem.Id == "PCB2015" && problem.Message.Contains("and agent 'Unknown', nor to others", StringComparison.Ordinal));
        Assert.Contains(Read(head + agents + rules + last.Replace("outcome: InformationNeeded, reason: x, missing: [agents]", "outcome: NotGoverned, reason: x, contrary: [evidence]", StringComparison.Ordinal).Replace("agents: [Other]", "agents: [Other, A7], services: [s5], payers: [P3]", StringComparison.Ordinal)), problem => problem.Id == "PCB2016" && problem.Message.Contains("service 's5' with payer 'P3' and agent 'A7'", StringComparison.Ordinal));
        Assert.True(watch.Elapsed < Limit, $"took {watch.Elapsed}");

        static IEnumerable<PolicyProblem> Read(string text) => PolicyReader.Read(text, [new PolicySourceText("needling.txt", Readme.Source)]).Problems;
    }

    [Fact]
    public void Too_many_quotes_are_one_problem()
    {
        const string Citations = "citations: [{ section: codes, quote: Dry needling }]";
        var agents = string.Concat(Enumerable.Range(0, 990).Select(i => $"  - {{ id: A{i}, name: x, role: NotStated, fdaStatus: NotStated, {Citations} }}\n"));
        var products = string.Concat(Enumerable.Range(0, 990).Select(i => $"  - {{ id: P{i}, name: x, agent: A{i}, fdaStatus: NotStated, {Citations} }}\n"));
        var absences = string.Concat(Enumerable.Range(0, 490).Select(i => $"      - {{ name: n{i}x, {Citations} }}\n"));
        var text = Expect.Example(("rules:\n", "agents:\n" + agents + "products:\n" + products + "rules:\n"), ("      - name: intramuscular", absences + "      - name: intramuscular"));
        Assert.Equal("PCB2003", Assert.Single(PolicyReader.Read(text, [new PolicySourceText("needling.txt", Readme.Source)]).Problems).Id);
    }

    [Fact]
    public void Cut_off_anywhere_it_is_read_or_refused()
    {
        for (var length = 0; length < Readme.Yaml.Length; length += 7)
        {
            Read(Readme.Yaml[..length]);
        }
    }

    [Fact]
    public void Damaged_anywhere_it_is_read_or_refused()
    {
        string[] pieces = ["[", "]", "{", "}", ": ", "- ", "\n", "\n  ", "\t", "#", "'", "\"", "&a ", "*a", "!!x ", "|", ">", "---\n", "%", "@", "`", "?", ",", "\0", "\uFFFE", "\uD83D", "0", "<<: "];
        Gen.Select(Gen.Int[0, Readme.Yaml.Length - 1], Gen.Int[0, 40], Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]))
            .List[1, 4]
            .Sample(
                edits => Read(edits.Aggregate(Readme.Yaml, (text, edit) =>
                {
                    var at = Math.Min(edit.Item1, text.Length);
                    return text[..at] + edit.Item3 + text[Math.Min(at + edit.Item2, text.Length)..];
                })),
                iter: 3_000);
    }

    [Fact]
    public void A_cancelled_reading_stops()
        => Assert.Throws<OperationCanceledException>(() => PolicyReader.Read(Readme.Yaml, [], new CancellationToken(canceled: true)));

    /// <summary>Reads it together with what it may be merged with; places must lie in the text.</summary>
    private static void Read(string text)
    {
        var reading = PolicyReader.Read(text, [new PolicySourceText("needling.txt", Readme.Source)]);
        var lines = Yaml.TextLines.Split(text);
        Assert.All(reading.Problems, problem =>
        {
            Assert.InRange(problem.Span.StartLine, 0, lines.Count);
            Assert.True(problem.Span.StartLine < problem.Span.EndLine || (problem.Span.StartLine == problem.Span.EndLine && problem.Span.StartColumn <= problem.Span.EndColumn), $"{problem}");
        });
        PolicySet.Check([reading, PackagedPolicy.Read()]);
        if (reading.Policy is { } policy)
        {
            PolicyInterpreter.Decide(PolicySet.Merge([policy]), "20560", "Medicare", "dry needling", new DateTime(2026, 1, 1));
        }
    }
}
