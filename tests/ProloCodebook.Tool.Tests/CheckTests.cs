using System.Text.Json;
using System.Text.Json.Nodes;
using ProloCodebook.Policy;
using ProloCodebook.Tool.Tests.Infrastructure;

namespace ProloCodebook.Tool.Tests;

/// <summary>check: what the build says, for people without a compiler.</summary>
public sealed class CheckTests
{
    private static readonly string s_misspelledPayer = WorkFolder.PackagedPolicy.Replace("services: [prolotherapy], payers: [Medicare]", "services: [prolotherapy], payers: [Medicar]", StringComparison.Ordinal);

    private const string Overlay = """
        schemaVersion: 1
        id: northfield-hmo
        title: Northfield HMO on prolotherapy
        revision: "3"
        refines: prolotherapy
        hitPolicy: unique
        payers:
          - { id: NorthfieldHmo, title: Northfield HMO, like: Other }
        rules:
          - id: northfield-prolotherapy
            when: { services: [prolotherapy], payers: [NorthfieldHmo] }
            outcome: RelatedPolicy
            reason: Northfield HMO has a policy of its own.
            cites: [prolotherapy]
            loosens: true
        examples:
          - { code: M0076, payer: NorthfieldHmo, outcome: RelatedPolicy }

        """;

    [Fact]
    public void A_good_file_is_summed_up()
    {
        using var folder = WorkFolder.WithPackagedPolicy();

        var run = folder.Run("check", "prolotherapy.yaml").Succeeded();

        Assert.Matches(
            """
            ^✓ prolotherapy\.yaml  prolotherapy 1: 2 codes, 4 services, 17 rules, \d+ examples
              SHA-256 [0-9a-f]{64}
            No problems\.
            $
            """.ReplaceLineEndings("\n"),
            run.Output);
    }

    [Fact]
    public void A_problem_is_shown_with_its_line_and_its_place()
    {
        using var folder = WorkFolder.WithPackagedPolicy(_ => s_misspelledPayer);
        var line = s_misspelledPayer.ReplaceLineEndings("\n").Split('\n').TakeWhile(text => !text.Contains("Medicar]", StringComparison.Ordinal)).Count() + 1;

        var run = folder.Run("check", "prolotherapy.yaml");

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            $"""
            prolotherapy.yaml({line},48): error PCB2010: 'Medicar' is no payer of this policy. Did you mean 'Medicare'? There are 'Medicare', 'Other', 'Unknown'.

              {line} │     when: {"{"} services: [prolotherapy], payers: [Medicar] {"}"}
                  │                                                ~~~~~~~

            1 error.

            """.ReplaceLineEndings("\n"),
            run.Output);
    }

    /// <summary>The same ids, messages, severities and places, for problems of every stage and between files.</summary>
    [Fact]
    public void It_reports_what_the_build_reports()
    {
        var good = WorkFolder.PackagedPolicy;
        (string Name, string Policy, string? Overlay)[] cases =
        [
            ("payer", s_misspelledPayer, null),
            ("syntax", good + "\n  - [", null),
            ("alias", good.Replace("title: Prolotherapy", "title: &a Prolotherapy", StringComparison.Ordinal), null),
            ("key", good.Replace("hitPolicy: unique", "hitpolicy: unique", StringComparison.Ordinal), null),
            ("quote", good.Replace("quote: proliferant injection ", "quote: proliferating injections ", StringComparison.Ordinal), null),
            ("gap", good.Replace("payers: [Unknown] }\n    outcome: InformationNeeded\n    reason: Medicare and", "payers: [Medicare] }\n    outcome: InformationNeeded\n    reason: Medicare and", StringComparison.Ordinal), null),
            ("example", good.Replace("payer: Other, outcome: EvidenceInsufficient, rule", "payer: Other, outcome: NotCovered, rule", StringComparison.Ordinal), null),
            ("unused", good.Replace("statements:\n", "statements:\n  - { id: nobody, kind: evidence, text: Nobody cites it., citations: [{ section: hcpcs, quote: M0076 Prolotherapy }] }\n", StringComparison.Ordinal), null),
            ("overlay", good, Overlay.Replace("    loosens: true\n", "", StringComparison.Ordinal)),
            ("overlay-example", good, Overlay.Replace("outcome: RelatedPolicy }", "outcome: NotCovered }", StringComparison.Ordinal)),
            ("refines", good, Overlay.Replace("refines: prolotherapy", "refines: prolotherapi", StringComparison.Ordinal)),
            ("same-id", good, good),
            ("same-code", good, good.Replace("id: prolotherapy\ntitle", "id: proliferation\ntitle", StringComparison.Ordinal)),
            ("empty", "", null),
            ("tab", good.Replace("title: Prolotherapy", "title:\tPrologue \u202E", StringComparison.Ordinal), null),
        ];
        foreach (var (name, policy, overlay) in cases)
        {
            using var folder = WorkFolder.WithPackagedPolicy(_ => policy);
            string[] files = overlay is null ? ["prolotherapy.yaml"] : ["prolotherapy.yaml", "second.yaml"];
            if (overlay is not null)
            {
                folder.Write("second.yaml", overlay);
            }

            var run = folder.Run(["check", "--format", "json", "--no-default-policy", .. files]);

            var expected = BuildDiagnostics.Of([.. files.Select(folder.PathOf), folder.PathOf("prolotherapy.txt")]);
            var found = JsonNode.Parse(run.Output)!["problems"]!.AsArray().Select(problem => new Finding(
                (string)problem!["id"]!,
                (string)problem["severity"]!,
                (string)problem["message"]!,
                folder.PathOf((string)problem["path"]!),
                (int)problem["startLine"]!,
                (int)problem["startColumn"]!,
                (int)problem["endLine"]!,
                (int)problem["endColumn"]!));
            Assert.True(expected.Count > 0, $"{name}: the build finds nothing.");
            Assert.Equal(Sorted(expected), Sorted(found));
            Assert.Equal(expected.Any(problem => problem.Severity == "error") ? 1 : 0, run.ExitCode);
        }

        static List<Finding> Sorted(IEnumerable<Finding> findings) => [.. findings.OrderBy(finding => finding.ToString(), StringComparer.Ordinal)];
    }

    [Fact]
    public void An_overlay_refines_the_policy_that_comes_with_the_tool()
    {
        using var folder = new WorkFolder().Write("northfield.yaml", Overlay);

        Assert.Contains("✓ packaged policy  prolotherapy 1: ", folder.Run("check", "northfield.yaml").Succeeded().Output, StringComparison.Ordinal);

        var alone = folder.Run("check", "northfield.yaml", "--no-default-policy");
        Assert.Equal(1, alone.ExitCode);
        Assert.Contains("northfield.yaml(5,10): error PCB2025: There is no policy 'prolotherapy' to refine", alone.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_text_elsewhere_is_named_on_the_command_line()
    {
        using var folder = new WorkFolder().Write("a/policy.yaml", WorkFolder.PackagedPolicy).Write("b/prolotherapy.txt", WorkFolder.PackagedText);

        Assert.Contains("error PCB2020: ", folder.Run("check", "a/policy.yaml").Output, StringComparison.Ordinal);
        folder.Run("check", "a/policy.yaml", "--source-text", "b/prolotherapy.txt").Succeeded();
    }

    [Fact]
    public void Of_a_long_line_the_part_around_the_place_is_shown()
    {
        var (run, excerpt, mark) = ExcerptOf(
            $"  - {{ id: introduction, heading: Introduction, {new string(' ', 300)} criteria: perhaps }} # {new string('y', 300)}",
            "'perhaps'");

        Assert.True(excerpt.Length <= 80, excerpt);
        Assert.Matches(@"^  \d+ │ … +criteria: perhaps \} # y+…$", excerpt);
        Assert.Equal((excerpt.IndexOf("perhaps", StringComparison.Ordinal), "~~~~~~~"), (mark.IndexOf('~'), mark.Trim(' ', '│')));
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public void A_terminal_does_not_get_to_obey_what_stands_in_a_file()
    {
        using var folder = WorkFolder.WithPackagedPolicy(text => text.Replace("revision: \"1\"", "revision: \"\u001B[2J\u202Eevil\"", StringComparison.Ordinal));

        var run = folder.Run("check", "prolotherapy.yaml");

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain('\u001B', run.Output);
        Assert.DoesNotContain('\u202E', run.Output);
    }

    [Fact]
    public void Wide_characters_do_not_move_the_mark()
    {
        var (_, excerpt, mark) = ExcerptOf("  - { id: introduction, heading: 増殖療法, criteria: perhaps }", "'perhaps'");

        // Each of the four takes two cells.
        Assert.Equal(excerpt.IndexOf("perhaps", StringComparison.Ordinal) + 4, mark.IndexOf('~'));
    }

    [Fact]
    public void What_is_missing_at_one_place_is_said_once_with_its_excerpt()
    {
        using var folder = new WorkFolder().Write("small.yaml", "title: Small\n");

        var run = folder.Run("check", "small.yaml");

        Assert.Single(run.Output.Split('\n'), line => line.Contains("error PCB2006", StringComparison.Ordinal) && line.Contains("'codes'", StringComparison.Ordinal) && line.Contains("'rules'", StringComparison.Ordinal));
        Assert.Single(run.Output.Split('\n'), line => line.Contains("│ title: Small", StringComparison.Ordinal));
    }

    /// <summary>What is shown below the problem whose message contains <paramref name="message"/>, with the first section of the packaged policy changed.</summary>
    private static (ToolRun Run, string Excerpt, string Mark) ExcerptOf(string firstSection, string message)
    {
        var old = WorkFolder.PackagedPolicy.Split('\n').Single(line => line.StartsWith("  - { id: introduction", StringComparison.Ordinal));
        using var folder = WorkFolder.WithPackagedPolicy(text => text.Replace(old, firstSection, StringComparison.Ordinal));

        var run = folder.Run("check", "prolotherapy.yaml");

        string[] shown = [.. run.Output.Split('\n').SkipWhile(line => !line.Contains(message, StringComparison.Ordinal)).Where(line => line.Contains('│'))];
        return (run, shown[0], shown[1]);
    }

    [Fact]
    public void Sarif_has_every_rule_and_a_place_for_each_problem()
    {
        using var folder = new WorkFolder().Write("my policies/bad one.yaml", s_misspelledPayer).Write("my policies/prolotherapy.txt", WorkFolder.PackagedText);

        var run = folder.Run("check", "my policies/bad one.yaml", "--source-text", "my policies/prolotherapy.txt", "--format", "sarif");

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        var log = JsonNode.Parse(run.Output)!;
        Assert.Equal("2.1.0", (string)log["version"]!);
        var logged = log["runs"]!.AsArray().Single()!;
        var rules = logged["tool"]!["driver"]!["rules"]!.AsArray();
        Assert.Equal(PolicyProblemKinds.All.Select(kind => kind.Id), rules.Select(rule => (string)rule!["id"]!));
        var result = logged["results"]!.AsArray().Single()!;
        Assert.Equal("PCB2010", (string)result["ruleId"]!);
        Assert.Equal("PCB2010", (string)rules[(int)result["ruleIndex"]!]!["id"]!);
        Assert.Equal("error", (string)result["level"]!);
        var place = result["locations"]![0]!["physicalLocation"]!;
        Assert.Equal("my%20policies/bad%20one.yaml", (string)place["artifactLocation"]!["uri"]!);
        Assert.Equal((48, 55), ((int)place["region"]!["startColumn"]!, (int)place["region"]!["endColumn"]!));
    }

    [Fact]
    public void Warnings_alone_do_not_fail()
    {
        using var folder = WorkFolder.WithPackagedPolicy(text => text.Replace(
            "statements:\n",
            "statements:\n  - { id: nobody, kind: evidence, text: Nobody cites it., citations: [{ section: hcpcs, quote: M0076 Prolotherapy }] }\n",
            StringComparison.Ordinal));

        var run = folder.Run("check", "prolotherapy.yaml").Succeeded();

        Assert.Contains(": warning PCB2018: ", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("\n1 warning.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_one_document_and_nothing_else()
    {
        using var folder = WorkFolder.WithPackagedPolicy();

        using var document = JsonDocument.Parse(folder.Run("check", "prolotherapy.yaml", "--format", "json").Succeeded().Output);

        var file = document.RootElement.GetProperty("files").EnumerateArray().Single();
        Assert.Equal("prolotherapy", file.GetProperty("policy").GetString());
        Assert.Equal(64, file.GetProperty("hash").GetString()!.Length);
        Assert.Empty(document.RootElement.GetProperty("problems").EnumerateArray());
    }
}
