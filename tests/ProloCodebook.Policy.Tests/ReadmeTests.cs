using System.Globalization;
using System.Text.RegularExpressions;

namespace ProloCodebook.Policy.Tests;

/// <summary>policy/README.md says what the reader does.</summary>
public partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(PackagedPolicy.Folder, "README.md")).ReplaceLineEndings("\n");

    [Theory]
    [InlineData("the file", "policy")]
    [InlineData("`source`", "source")]
    [InlineData("`sections`", "section")]
    [InlineData("`citations`", "citation")]
    [InlineData("`statements`", "statement")]
    [InlineData("`codes`", "code")]
    [InlineData("`services`", "service")]
    [InlineData("`names`", "name")]
    [InlineData("`payers`", "payer")]
    [InlineData("`agents`", "agent")]
    [InlineData("`products`", "product")]
    [InlineData("`notStated`", "absence")]
    [InlineData("`rules`", "rule")]
    [InlineData("`when`", "condition")]
    [InlineData("`examples`", "example")]
    public void A_row_has_the_keys_of_the_reader_and_marks_the_required_ones(string row, string format)
    {
        var keys = PolicyFormat.Mappings.Single(mapping => mapping.Name == format).Keys;
        var line = Readme.Split('\n').Single(line => line.StartsWith($"| {row} |", StringComparison.Ordinal));
        Assert.All(keys, key => Assert.Contains($"`{key.Name}`", line, StringComparison.Ordinal));
        Assert.Equal(keys.Where(key => key.IsRequired).Select(key => key.Name).Order(), Required().Matches(line).Select(match => match.Groups[1].Value).Order());
    }

    [Fact]
    public void Each_key_of_an_overlay_is_named()
    {
        var section = Readme[Readme.IndexOf("## Overlays", StringComparison.Ordinal)..Readme.IndexOf("## YAML", StringComparison.Ordinal)];
        Assert.All(PolicyFormat.Overlay.Keys, key => Assert.Contains($"`{key.Name}`", section, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_key_has_an_example()
    {
        var examples = string.Join('\n', Blocks().Matches(Readme).Select(match => match.Groups[1].Value));
        var without = PolicyFormat.Mappings.SelectMany(mapping => mapping.Keys).Select(key => key.Name).Distinct().Where(key => !Regex.IsMatch(examples, $@"(^|[\s{{]){key}:"));
        Assert.Empty(without);
    }

    [Fact]
    public void Its_policy_and_overlay_are_those_of_the_tests()
    {
        Assert.Contains(SmallPolicy.Source.ReplaceLineEndings("\n   "), Readme, StringComparison.Ordinal);
        var blocks = Blocks().Matches(Readme).Select(match => match.Groups[1].Value).ToList();
        Assert.Contains(SmallPolicy.Yaml.ReplaceLineEndings("\n").TrimEnd(), blocks);
        Assert.Contains(SmallPolicy.Overlay.ReplaceLineEndings("\n").TrimEnd(), blocks);
    }

    [Fact]
    public void The_limits_are_those_of_the_reader()
        => Assert.All(
            new[] { 1_048_576, 8_000, 16, 100_000, 1_000, 2_000, 500, 100 },
            limit => Assert.Contains($"| {limit.ToString("N0", CultureInfo.InvariantCulture)} |", Readme, StringComparison.Ordinal));

    [GeneratedRegex(@"\*\*`(\w+)`\*\*")]
    private static partial Regex Required();

    [GeneratedRegex(@"```yaml\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
