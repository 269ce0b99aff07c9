using ClaimScrubber.Loops;
using ClaimScrubber.Scrubbing;
using ClaimScrubber.Segments;
using ProloCodebook;

namespace ClaimScrubber.Tests;

/// <summary>The file that comes with the program, line by line.</summary>
public sealed class BundledFileTests
{
    private const string NotEvaluated = "not evaluated";

    private static readonly ClaimFileEntry[] Entries = Read();

    public static TheoryData<string, int, string, string, string> ExpectedLines => new()
    {
        { "RSS-1001", 1, "99213", nameof(Payer.Medicare), nameof(Outcome.NotGoverned) },
        { "RSS-1001", 2, "M0076", nameof(Payer.Medicare), nameof(Outcome.NotCovered) },
        { "RSS-1002", 1, "20999", nameof(Payer.Medicare), nameof(Outcome.NotCovered) },
        { "RSS-1002", 2, "20610", nameof(Payer.Medicare), nameof(Outcome.NotGoverned) },
        { "RSS-1002", 3, "J3301", nameof(Payer.Medicare), nameof(Outcome.NotGoverned) },
        { "RSS-1003", 1, "M0076", nameof(Payer.Other), nameof(Outcome.EvidenceInsufficient) },
        { "RSS-1003", 2, "M0076", nameof(Payer.Other), nameof(Outcome.EvidenceInsufficient) },
        { "RSS-1004", 1, "20999", nameof(Payer.Other), nameof(Outcome.EvidenceInsufficient) },
        { "RSS-1005", 1, "20999", nameof(Payer.Other), nameof(Outcome.InformationNeeded) },
        { "RSS-1005", 2, "99214", nameof(Payer.Other), nameof(Outcome.NotGoverned) },
        { "RSS-1006", 1, "20999", nameof(Payer.Other), nameof(Outcome.EvidenceInsufficient) },
        { "RSS-1007", 1, "20999", nameof(Payer.Other), nameof(Outcome.RelatedPolicy) },
        { "RSS-1008", 1, "20999", nameof(Payer.Other), nameof(Outcome.NotGoverned) },
        { "RSS-1009", 1, "M0076", nameof(Payer.Unknown), nameof(Outcome.InformationNeeded) },
        { "RSS-1010", 1, "99203", nameof(Payer.Unknown), nameof(Outcome.NotGoverned) },
        { "RSS-1010", 2, "20999", nameof(Payer.Unknown), nameof(Outcome.InformationNeeded) },
        { "RSS-1011", 1, "M0076", nameof(Payer.Other), nameof(Outcome.EvidenceInsufficient) },
        { "RSS-1012", 1, "20999", nameof(Payer.Other), nameof(Outcome.EvidenceInsufficient) },
        { "RSS-1013", 1, "99213", nameof(Payer.Medicare), nameof(Outcome.NotGoverned) },
        { "RSS-1013", 2, "", nameof(Payer.Medicare), NotEvaluated },
        { "RSS-1014", 1, "M0076", nameof(Payer.Medicare), nameof(Outcome.NotCovered) },
        { "RSS-1015", 1, "97110", nameof(Payer.Other), nameof(Outcome.NotGoverned) },
        { "RSS-1015", 2, "20999", nameof(Payer.Other), nameof(Outcome.EvidenceInsufficient) },
    };

    [Theory]
    [MemberData(nameof(ExpectedLines))]
    public void Every_line_has_its_outcome(string claim, int number, string code, string payer, string outcome)
    {
        var line = Entries.OfType<ClaimServiceLine>().Single(l => l.Claim.Id == claim && l.Number == number);

        var scrubbed = new Scrubber(PolicyEvaluator.Instance).Scrub(line);

        Assert.Equal(code, line.Code);
        Assert.Equal(payer, scrubbed.Payer.ToString());
        Assert.Equal(outcome, scrubbed.Decision?.Outcome.ToString() ?? NotEvaluated);
    }

    [Fact]
    public void There_are_no_other_lines() => Assert.Equal(ExpectedLines.Count, Entries.OfType<ClaimServiceLine>().Count());

    [Fact]
    public void One_segment_is_damaged()
    {
        var problem = Assert.Single(Entries.OfType<FileProblem>());

        Assert.Contains("SV#", problem.Message);
        Assert.StartsWith("SV#", File.ReadLines(BundledFile.Path).ElementAt(problem.SegmentNumber - 1));
    }

    [Fact]
    public void Every_governed_line_cites_the_policy()
    {
        var scrubber = new Scrubber(PolicyEvaluator.Instance);
        var governed = Entries.OfType<ClaimServiceLine>().Select(scrubber.Scrub).Where(s => s.NeedsAttention).ToList();

        Assert.NotEmpty(governed);
        Assert.All(governed, s => Assert.Contains(s.Decision!.Value.Reasons, r => r.Text.Length > 0 && r.RuleId.Length > 0));
        Assert.All(
            governed.Where(s => s.Decision!.Value.Outcome is Outcome.NotCovered or Outcome.EvidenceInsufficient),
            s => Assert.NotEmpty(s.Decision!.Value.Reasons.SelectMany(r => r.Citations)));
        Assert.DoesNotContain(governed.SelectMany(s => s.Decision!.Value.Reasons).SelectMany(r => r.Citations), c => c.Section == "Introduction");
    }

    private static ClaimFileEntry[] Read()
    {
        using var file = new StreamReader(BundledFile.Path);
        return [.. new ClaimReader().Read(new SegmentReader(file).ReadAll())];
    }
}
