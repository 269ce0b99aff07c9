using System.Text;
using CsCheck;

namespace ProloCodebook.Policy.Tests;

/// <summary>A policy file is untrusted: whatever it holds gives problems or harmless data, soon, and never an exception.</summary>
public class HostileFileTests
{
    /// <summary>Far more than any of them needs, and far less than an attack that works takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static TheoryData<string, string> Refused { get; } = new()
    {
        { "an alias bomb", AliasBomb() },
        { "a cycle", "schemaVersion: 1\nid: &a [*a]\n" },
        { "nested lists", "schemaVersion: 1\nid: " + new string('[', 100_000) },
        { "nested lists, closed", "schemaVersion: 1\nid: " + new string('[', 100_000) + new string(']', 100_000) },
        { "nested mappings", "schemaVersion: 1\nid: " + string.Concat(Enumerable.Repeat("{a: ", 100_000)) },
        { "nested block lists", "schemaVersion: 1\nid:\n  " + string.Concat(Enumerable.Repeat("- ", 100_000)) + "x" },
        { "nested keys", string.Concat(Enumerable.Repeat("? ", 100_000)) + "x" },
        { "a huge value", "schemaVersion: 1\nid: " + new string('x', 900_000) },
        { "a huge file", new string('#', 2_000_000) },
        { "many values", "schemaVersion: 1\nid: [" + string.Concat(Enumerable.Repeat("a,", 200_000)) + "a]" },
        { "many unknown keys", string.Concat(Enumerable.Range(0, 30_000).Select(i => $"k{i}: v\n")) },
        { "a control character", "schemaVersion: 1\ntitle: \"a\\0b\"\n" },
        { "a raw control character", "schemaVersion: 1\ntitle: a\u0001b\n" },
        { "a bell in a comment", "# \u0007\nschemaVersion: 1\n" },
        { "a character that could not be read", "schemaVersion: 1\ntitle: caf\uFFFD\n" },
        { "half a surrogate pair", "schemaVersion: 1\ntitle: \"\uD800\"\n" },
        { "nothing", "" },
        { "white space", " \n\t\n" },
        { "a byte order mark alone", "\uFEFF" },
        { "a comment alone", "# nothing" },
        { "a null character alone", "\0" },
        { "a scalar", "policy" },
        { "a list", "- a\n- b\n" },
        { "a document end", "...\n" },
        { "a directive", "%YAML 1.1\n---\nschemaVersion: 1\n" },
        { "a tag of a type", "!!python/object/apply:os.system [ls]\n" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Gives_problems(string what, string text)
    {
        var reading = await Task.Run(() => SmallPolicy.Read(text)).WaitAsync(Patience);
        Assert.False(reading.Problems.Count == 0, what);
        Assert.All(reading.Problems, problem => Assert.InRange(problem.Message.Length, 1, 2_000));
        Assert.InRange(reading.Problems.Count, 1, 101);
    }

    [Fact]
    public void A_missing_file_is_a_problem() => Assert.Equal("PCB2004", Assert.Single(SmallPolicy.Read(null).Problems).Id);

    [Theory]
    [InlineData('\u2028')]
    [InlineData('\u2029')]
    [InlineData('\u0085')]
    public void A_line_separator_in_a_value_is_no_silent_part_of_it(char separator)
    {
        var reading = SmallPolicy.Read(SmallPolicy.With("title: Dry needling", $"title: \"Dry{separator}needling\""));
        Assert.True(reading.Problems.Count > 0 || reading.Policy!.Title == "Dry needling", reading.Policy?.Title);
    }

    [Theory]
    [InlineData("*/")]
    [InlineData("</summary>")]
    [InlineData("{{0}} {")]
    [InlineData("#endif #line 1")]
    [InlineData("\"\"\" \\u0022")]
    [InlineData("😀 é")]
    public void Text_of_other_languages_is_text(string title)
    {
        var reading = SmallPolicy.Read(SmallPolicy.With("title: Dry needling", $"title: '{title}'"));
        Assert.Empty(reading.Problems.Select(SmallPolicy.Show));
        Assert.Equal(title, reading.Policy!.Title);
    }

    [Fact]
    public void Line_ends_and_a_byte_order_mark_mean_nothing()
    {
        var plain = PackagedPolicy.Read(PackagedPolicy.Yaml.ReplaceLineEndings("\n"));
        foreach (var same in new[] { PackagedPolicy.Yaml.ReplaceLineEndings("\r\n"), "\uFEFF" + PackagedPolicy.Yaml })
        {
            var reading = PackagedPolicy.Read(same);
            Assert.Empty(reading.Problems.Select(SmallPolicy.Show));
            Assert.Equal(plain.Policy, reading.Policy);
        }
    }

    [Fact]
    public void Whatever_is_done_to_the_packaged_policy_never_throws_and_points_into_the_file()
    {
        string[] pieces = ["", "\n", "\t", " ", ":", "- ", "[", "]", "{", "}", "\"", "'", "&a ", "*a", "!!x ", "|", ">", "%", "---\n", "...\n", "#", "? ", "<<: ", "\0", "\u2028", "\uFEFF", "\uD800", "\r", "20999", "true", ","];
        var edit = Gen.Select(Gen.Int[0, PackagedPolicy.Yaml.Length], Gen.Int[0, 40], Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]));
        edit.List[1, 4].Sample(edits =>
        {
            var text = new StringBuilder(PackagedPolicy.Yaml);
            foreach (var (at, length, piece) in edits)
            {
                var start = Math.Min(at, text.Length);
                text.Remove(start, Math.Min(length, text.Length - start)).Insert(start, piece);
            }

            var written = text.ToString();
            var lines = written.Split(["\r\n", "\n", "\r", "\u0085", "\u2028", "\u2029"], StringSplitOptions.None).Length;
            foreach (var problem in PackagedPolicy.Read(written).Problems)
            {
                Assert.InRange(problem.Span.StartLine, 0, lines);
                Assert.InRange(problem.Span.StartColumn, 0, written.Length);
                Assert.True((problem.Span.EndLine, problem.Span.EndColumn).CompareTo((problem.Span.StartLine, problem.Span.StartColumn)) >= 0, SmallPolicy.Show(problem));
                Assert.NotEmpty(problem.Message);
            }
        }, iter: 300);
    }

    private static string AliasBomb()
    {
        var bomb = new StringBuilder("schemaVersion: 1\na0: &a0 [x, x]\n");
        for (var i = 1; i < 60; i++)
        {
            bomb.Append($"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n");
        }

        return bomb.ToString();
    }
}
