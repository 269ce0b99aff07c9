using System.Globalization;

namespace ProloCodebook.Policy.Tests;

/// <summary>policy/README.md, policy.schema.json and the reader describe one format.</summary>
public class ReadmeTests
{
    public static TheoryData<string> Mappings => [.. PolicyFormat.Mappings.Where(mapping => mapping != PolicyFormat.Overlay).Select(mapping => mapping.Name)];

    [Fact]
    public void The_example_has_no_problems() => Expect.Problems(Readme.Yaml);

    [Fact]
    public void The_overlay_refines_the_packaged_policy() => Expect.ProblemsBetween([PackagedPolicy.Yaml, Readme.Overlay]);

    [Theory]
    [MemberData(nameof(Mappings))]
    public void Lists_the_keys_of_the_format(string mapping)
    {
        var format = PolicyFormat.Mappings.Single(candidate => candidate.Name == mapping);
        Assert.Equal(format.Keys.Select(key => (key.Name, key.IsRequired)), Readme.Keys(mapping));
    }

    [Fact]
    public void Shows_an_example_of_each_key()
        => Assert.All(Readme.Rows, row => Assert.True(row.Example.StartsWith($"`{row.Key}:", StringComparison.Ordinal) || Readme.Text.Contains($"\n### {row.Example.Trim('[').Split(']')[0]}\n", StringComparison.Ordinal), $"{row.Key}: {row.Example}"));

    [Fact]
    public void The_limits_are_those_of_the_reader()
        => Assert.All(
            new[] { PolicyLimits.FileLength, PolicyLimits.ScalarLength, PolicyLimits.Depth, PolicyLimits.Nodes, PolicyLimits.Items, PolicyLimits.Quotes, PolicyLimits.Names, ProblemList.Most },
            limit => Assert.Contains($"| {limit.ToString("N0", CultureInfo.InvariantCulture)} |", Readme.Text));

    [Fact]
    public void Names_every_value_of_the_enumerations()
    {
        var values = PolicyFormat.Outcomes.Concat(PolicyFormat.Roles).Concat(PolicyFormat.FdaStatuses).Concat(PolicyFormat.Stances)
            .Concat(PolicyFormat.StatementKinds).Concat(PolicyFormat.MissingInformation).Concat(PolicyFormat.CodeSystems).Concat(PolicyFormat.HitPolicies);
        Assert.All(values, value => Assert.Contains($"`{value}`", Readme.Text));
    }

    [Fact]
    public void Names_the_keys_that_an_overlay_lacks_and_needs()
    {
        var overlay = Readme.Text[Readme.Text.IndexOf("### Overlays", StringComparison.Ordinal)..];
        overlay = overlay[..overlay.IndexOf("```yaml", StringComparison.Ordinal)];
        var (lacking, needing) = (overlay[..overlay.IndexOf("only `schemaVersion`", StringComparison.Ordinal)], overlay[overlay.IndexOf("only `schemaVersion`", StringComparison.Ordinal)..]);
        var lacks = PolicyFormat.Policy.Keys.Select(key => key.Name).Except(PolicyFormat.Overlay.Keys.Select(key => key.Name));
        Assert.All(lacks, key => Assert.Contains($"`{key}`", lacking));
        Assert.All(PolicyFormat.Overlay.Keys.Where(key => key.IsRequired), key => Assert.Contains($"`{key.Name}`", needing));
    }
}
