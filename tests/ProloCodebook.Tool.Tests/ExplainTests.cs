using System.Text.Json.Nodes;
using ProloCodebook.Tool.Tests.Infrastructure;

namespace ProloCodebook.Tool.Tests;

/// <summary>explain: the decision about one line, and the way to it.</summary>
public sealed class ExplainTests
{
    [Fact]
    public void The_decision_comes_with_its_grounds_and_with_why_no_other_rule_decided()
    {
        var text = ToolProcess.Run("explain", "--code", "HC:20999:59", "--payer", "medicare", "--description", "not PRP; Prolotherapy of the left knee", "--agents", "phenol").Succeeded().Output;

        Assert.StartsWith("Not covered\nMedicare does not cover prolotherapy (Coverage Issues Manual 35-13) and kept\nthat decision in 1999.\n", text, StringComparison.Ordinal);
        Assert.Contains("  Service  Prolotherapy, by “prolotherapy” in the description; “PRP” is denied\n           there and does not count\n", text, StringComparison.Ordinal);
        Assert.Contains("What it rests on\n  Medicare National Coverage\n    “The Coverage Issues Manual #35 – 13 states that prolotherapy, joint\n", text, StringComparison.Ordinal);
        Assert.Contains("  phenol  Used in combination with Dextrose and Glycerin; of its use alone the\n          policy states nothing. FDA status: not stated.\n          Dextrose is not among the agents here.\n", text, StringComparison.Ordinal);
        Assert.Contains("  ✓ medicare-prolotherapy\n      decides: Not covered\n  · other-payer-prolotherapy\n      only where any other payer pays\n", text, StringComparison.Ordinal);
        Assert.Contains("  · platelet-rich-plasma\n      only for Platelet-rich plasma (PRP)\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain(" \n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_speaks_against_it_and_what_is_missing_is_said()
    {
        Assert.Contains(
            "What speaks against it\n  The American Association of Orthopaedic Medicine recommends prolotherapy for\n",
            ToolProcess.Run("explain", "--code", "m0076", "--payer", "Any other payer").Succeeded().Output,
            StringComparison.Ordinal);
        Assert.Contains(
            "Missing: a description of the service: the code is unlisted and says nothing by\nitself.\nMissing: who pays.\n",
            ToolProcess.Run("explain", "--code", "20999", "--payer", "unknown").Succeeded().Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_that_no_policy_lists_may_be_a_slip()
        => Assert.StartsWith("Not governed\nNo policy lists this code.\nDid you mean M0076?\n", ToolProcess.Run("explain", "--code", "M0067", "--payer", "other").Succeeded().Output, StringComparison.Ordinal);

    [Fact]
    public void Json_has_the_ids_of_the_policy_file()
    {
        var decision = JsonNode.Parse(ToolProcess.Run("explain", "--code", "20999", "--payer", "other", "--description", "prolo", "--agents", "Dextrose", "--format", "json").Succeeded().Output)!;

        Assert.Equal(("20999", "Other", "prolo"), ((string)decision["code"]!, (string)decision["payer"]!, (string)decision["description"]!));
        Assert.Equal(("EvidenceInsufficient", "other-payer-prolotherapy"), ((string)decision["outcome"]!, (string)decision["rule"]!));
        Assert.Equal("Summary of Evidence", (string)decision["citations"]![0]!["heading"]!);
        Assert.Equal("aaom-position", (string)decision["contraryEvidence"]![0]!["id"]!);
        Assert.Equal(("prolotherapy", "prolo", false), ((string)decision["mentions"]![0]!["service"]!, (string)decision["mentions"]![0]!["name"]!, (bool)decision["mentions"]![0]!["isNegated"]!));
        Assert.Equal("ProlotherapyAgent", (string)decision["agents"]![0]!["role"]!);
        var rules = decision["rules"]!.AsArray();
        Assert.Equal("other-payer-prolotherapy", (string)rules.Single(rule => (bool)rule!["decides"]!)!["id"]!);
        Assert.Equal("only where Medicare pays", (string)rules.Single(rule => (string)rule!["id"]! == "medicare-prolotherapy")!["why"]!);
    }

    [Fact]
    public void The_service_date_picks_the_revision()
    {
        using var folder = WorkFolder.WithPackagedPolicy(text => Revision(text, "1", "effectiveTo: 2026-06-30"))
            .Write("second.yaml", Revision(WorkFolder.PackagedPolicy, "2", "effectiveFrom: 2026-07-01"));
        string[] question = ["explain", "--code", "M0076", "--payer", "medicare", "--policy", "prolotherapy.yaml", "--policy", "second.yaml", "--source-text", "prolotherapy.txt"];

        var known = folder.Run([.. question, "--date", "2026-07-01"]).Succeeded().Output;
        Assert.Contains("  Revision  1, until 2026-06-30: not in effect on that date\n  Revision  2, from 2026-07-01: in effect on that date\n", known, StringComparison.Ordinal);
        Assert.Contains("  Policy    prolotherapy 2\n", known, StringComparison.Ordinal);

        var unknown = folder.Run(question).Succeeded().Output;
        Assert.StartsWith("Information needed\n", unknown, StringComparison.Ordinal);
        Assert.Contains("Missing: the date of service: it decides which revision", unknown, StringComparison.Ordinal);
    }

    /// <summary>The packaged policy as a dated revision, without its undated examples.</summary>
    internal static string Revision(string policy, string revision, string dates)
        => policy[..policy.IndexOf("# Run whenever a project is compiled.", StringComparison.Ordinal)]
            .Replace("revision: \"1\"", $"revision: \"{revision}\"\n{dates}", StringComparison.Ordinal);
}
