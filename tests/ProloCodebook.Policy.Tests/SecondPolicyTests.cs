namespace ProloCodebook.Policy.Tests;

/// <summary>A made-up payer's policy for other codes, written from policy/README.md alone: two revisions, agents and products, and an overlay for a line of business.</summary>
public class SecondPolicyTests
{
    private static readonly IReadOnlyList<(string Path, string Text)> Files
        = [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Data", "lakeside")).Order(StringComparer.Ordinal).Select(path => (path, File.ReadAllText(path)))];

    private static readonly List<PolicyReading> Readings
        = [PackagedPolicy.Read(), .. Files.Where(file => file.Path.EndsWith(".yaml", StringComparison.Ordinal)).Select(file => PolicyReader.Read(file.Text, file.Path, Sources))];

    private static List<PolicySourceText> Sources => [.. Files.Where(file => file.Path.EndsWith(".txt", StringComparison.Ordinal)).Select(file => new PolicySourceText(file.Path, file.Text))];

    private static readonly PolicySet Set = PolicySet.Merge([.. Readings.Select(reading => reading.Policy!)]);

    [Fact]
    public void Has_no_problems_beside_the_packaged_policy()
    {
        Assert.Equal(4, Readings.Count);
        Assert.All(Readings, reading => Assert.Empty(reading.Problems));
        Assert.Empty(PolicySet.Check(Readings));
    }

    [Theory]
    [InlineData("0232T", "Medicare", null, "2025-05-01", "", "NotCovered", "medicare")]
    [InlineData("0232T", "Medicare", null, null, "", "InformationNeeded", "service-date-missing")]
    [InlineData("0232T", "Medicare", null, "2024-12-31", "", "NotGoverned", "no-revision")]
    [InlineData("0232T", "Other", null, "2025-05-01", "", "InformationNeeded", "which-preparation")]
    [InlineData("0232T", "Other", null, "2025-05-01", "LeukocyteRichPrp", "EvidenceInsufficient", "leukocyte-rich")]
    [InlineData("27599", "Other", "platelet gel, knee", "2025-05-01", "LeukocytePoorPrp", "EvidenceInsufficient", "leukocyte-poor")]
    [InlineData("27599", "Other", "platelet gel, knee", "2025-05-01", "Dextrose", "NotGoverned", "another-preparation")]
    [InlineData("27599", "Other", "arthroscopy", "2025-05-01", "", "NotGoverned", "something-else")]
    [InlineData("0232T", "LakesideMedicaid", null, "2025-05-01", "", "NotCovered", "medicaid")]
    [InlineData("0232T", "LakesideMedicaid", null, "2026-05-01", "", "NotCovered", "medicaid")]
    [InlineData("27599", "LakesideMedicaid", null, "2026-05-01", "", "InformationNeeded", "not-described")]
    [InlineData("M0076", "LakesideMedicaid", null, null, "", "EvidenceInsufficient", "other-payer-prolotherapy")]
    public void Decides(string code, string payer, string? description, string? date, string agent, string outcome, string rule)
    {
        var day = date is null ? (DateTime?)null : DateTime.Parse(date, System.Globalization.CultureInfo.InvariantCulture);
        var decision = PolicyInterpreter.Decide(Set, code, payer, description, day, agent.Length == 0 ? [] : [agent]);
        Assert.Equal((outcome, rule), (decision.Outcome, decision.Rule));
    }

    [Fact]
    public void The_revision_of_2026_no_longer_lists_the_position_that_was_withdrawn()
    {
        Assert.Equal(["society"], Decide(2025).Contrary.Select(statement => statement.Id));
        Assert.Empty(Decide(2026).Contrary);
        Assert.Equal(("7.21+lakeside-medicaid@1", "7.22+lakeside-medicaid@1"), (Decide(2025).Policy!.Revision, Decide(2026).Policy!.Revision));
        Assert.NotEqual(Decide(2025).Policy!.Hash, Decide(2026).Policy!.Hash);

        static InterpretedDecision Decide(int year) => PolicyInterpreter.Decide(Set, "0232T", "Other", null, new DateTime(year, 6, 1), ["LeukocyteRichPrp"]);
    }
}
