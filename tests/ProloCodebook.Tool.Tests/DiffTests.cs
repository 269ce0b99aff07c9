using System.Text.Json.Nodes;
using ProloCodebook.Tool.Tests.Infrastructure;

namespace ProloCodebook.Tool.Tests;

/// <summary>diff: what changed, and for whom.</summary>
public sealed class DiffTests
{
    private static readonly string[] s_arguments = ["diff", "prolotherapy.yaml", "new.yaml", "--source-text", "prolotherapy.txt"];

    [Fact]
    public void The_same_file_changes_nothing()
    {
        using var folder = With(text => text);

        Assert.Equal("prolotherapy 1 → prolotherapy 1\n\nNo line has another outcome.\n", folder.Run(s_arguments).Succeeded().Output);
    }

    [Fact]
    public void Comments_and_layout_change_nothing()
    {
        using var folder = With(text => "# reviewed\n" + text.Replace("title: Prolotherapy\n", "title:   'Prolotherapy' # the title\n", StringComparison.Ordinal));

        Assert.EndsWith("\n\nNo line has another outcome.\n", folder.Run(s_arguments).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_outcome_is_told_with_the_lines_that_have_it_and_fails()
    {
        using var folder = With(text => WithoutExamples(text).Replace("outcome: EvidenceInsufficient", "outcome: NotCovered", StringComparison.Ordinal));

        var run = folder.Run(s_arguments);

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Contains(
            """

            Lines with another outcome

              Evidence insufficient → Not covered
                M0076; any other payer
                20999; any other payer; “prolotherapy” or “proliferant injection” or “prolo”
                or 5 other names
                before  other-payer-prolotherapy: The evidence is insufficient to determine

            """.ReplaceLineEndings("\n"),
            run.Output,
            StringComparison.Ordinal);
        Assert.Contains("  ~ rule other-payer-prolotherapy outcome: EvidenceInsufficient → NotCovered\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("\n2 groups of lines have another outcome.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_reason_is_told_and_does_not_fail()
    {
        using var folder = With(text => text.Replace("reason: Medicare does not cover prolotherapy (", "reason: Medicare never covers prolotherapy (", StringComparison.Ordinal));

        var run = folder.Run(s_arguments).Succeeded();

        Assert.Contains("Lines with the same outcome on other grounds\n\n  Not covered\n    M0076; Medicare\n    20999; Medicare; ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("any other payer", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_gone_changes_the_lines_that_it_described()
    {
        using var folder = With(text => WithoutExamples(text).Replace(NameOf(text, "proliferative therapy"), "", StringComparison.Ordinal));

        var json = JsonNode.Parse(folder.Run([.. s_arguments, "--format", "json"]).Output)!;

        Assert.True((bool)json["hasOtherOutcomes"]!);
        var change = json["changes"]!.AsArray().Single(change => (string)change!["before"]!["outcome"]! == "NotCovered" && (string)change["after"]!["outcome"]! == "NotGoverned")!;
        var line = change["lines"]!.AsArray().Single()!;
        Assert.Equal(["20999"], line["codes"]!.AsArray().Select(code => (string)code!));
        Assert.Equal(["Medicare"], line["payers"]!.AsArray().Select(payer => (string)payer!));
        Assert.Equal("“proliferative therapy”", (string)line["descriptions"]!);
        // M0076 needs no description, so none of its lines changed.
        Assert.All(json["changes"]!.AsArray(), other => Assert.All(other!["lines"]!.AsArray(), lines => Assert.DoesNotContain("M0076", lines!["codes"]!.ToJsonString(), StringComparison.Ordinal)));
        var fact = json["facts"]!.AsArray().Single()!;
        Assert.Equal(("name of prolotherapy", "proliferative therapy"), ((string)fact["kind"]!, (string)fact["id"]!));
    }

    [Fact]
    public void Another_order_of_services_changes_descriptions_that_name_two()
    {
        using var folder = With(text =>
        {
            var (first, second, third) = (text.IndexOf("  - id: prolotherapy\n    title", StringComparison.Ordinal), text.IndexOf("  - id: platelet-rich-plasma\n    title", StringComparison.Ordinal), text.IndexOf("  # Medicare's decision names these", StringComparison.Ordinal));
            return WithoutExamples(text[..first] + text[second..third] + text[first..second] + text[third..]);
        });

        var run = folder.Run(s_arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("  Not covered → Related policy\n    20999; Medicare; “prolotherapy” and “platelet-rich plasma” together\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_that_is_gone_changes_every_line_that_was_governed()
    {
        using var folder = With(text =>
        {
            var (first, second) = (text.IndexOf("  - code: M0076", StringComparison.Ordinal), text.IndexOf("  # Unlisted: it says nothing", StringComparison.Ordinal));
            return WithoutExamples(text[..first] + text[second..]);
        });

        var run = folder.Run(s_arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("  Not covered → Not governed\n    M0076; Medicare\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("  − code M0076: Prolotherapy\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("20999", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Dates_are_told_where_they_matter()
    {
        using var folder = With(text => ExplainTests.Revision(text, "1", "effectiveFrom: 2026-07-01"));

        var run = folder.Run(s_arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("    M0076; Medicare; until 2026-06-30\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("    M0076; Medicare; date not known\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("from 2026-07-01", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_stated_of_an_agent_is_told_though_it_decides_nothing()
    {
        using var folder = With(text => text.Replace("    role: Adjunct\n", "    role: NotStated\n", StringComparison.Ordinal));

        var run = folder.Run(s_arguments).Succeeded();

        Assert.Contains("  ~ agent LocalAnesthetic role: Adjunct → NotStated\n", run.Output, StringComparison.Ordinal);
    }

    private static WorkFolder With(Func<string, string> change) => WorkFolder.WithPackagedPolicy().Write("new.yaml", change(WorkFolder.PackagedPolicy));

    private static string WithoutExamples(string policy) => policy[..policy.IndexOf("# Run whenever a project is compiled.", StringComparison.Ordinal)];

    private static string NameOf(string policy, string name)
    {
        var start = policy.IndexOf($"      - name: {name}\n", StringComparison.Ordinal);
        return policy[start..(policy.IndexOf('\n', policy.IndexOf('\n', start) + 1) + 1)];
    }
}
