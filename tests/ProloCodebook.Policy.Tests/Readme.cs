using System.Text.RegularExpressions;

namespace ProloCodebook.Policy.Tests;

/// <summary>What policy/README.md shows. The tests build on its example, so that it always works.</summary>
internal static partial class Readme
{
    public static string Text { get; } = File.ReadAllText(Path.Combine(PackagedPolicy.Folder, "README.md")).ReplaceLineEndings("\n");

    /// <summary>The text of the first example.</summary>
    public static string Source { get; } = Blocks("text")[0];

    /// <summary>The policy of the first example.</summary>
    public static string Yaml { get; } = Blocks("yaml")[0];

    /// <summary>The overlay.</summary>
    public static string Overlay { get; } = Blocks("yaml").Single(block => block.Contains("refines:", StringComparison.Ordinal));

    /// <summary>The conditions on agents and products, which are no whole policy.</summary>
    public static string AgentRules { get; } = Blocks("yaml")[1];

    /// <summary>The keys that the table under the heading <paramref name="mapping"/> lists; bold ones are required.</summary>
    public static IReadOnlyList<(string Key, bool IsRequired)> Keys(string mapping)
    {
        var section = Regex.Match(Text, $@"^### {mapping}\n(.*?)(?=^##)", RegexOptions.Multiline | RegexOptions.Singleline);
        return [.. KeyRow().Matches(section.Value).Select(row => (row.Groups["key"].Value, row.Groups["bold"].Success))];
    }

    /// <summary>Every row of every table of keys.</summary>
    public static IReadOnlyList<(string Key, string Example)> Rows
        => [.. KeyRow().Matches(Text).Select(row => (row.Groups["key"].Value, row.Groups["example"].Value))];

    private static List<string> Blocks(string language)
        => [.. Regex.Matches(Text, $@"^```{language}\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline).Select(block => block.Groups[1].Value)];

    [GeneratedRegex(@"^\| (?<bold>\*\*)?(?<key>[a-zA-Z]+)(\*\*)? \|(?! meaning)[^\n]*\| (?<example>[^|\n]*) \|$", RegexOptions.Multiline)]
    private static partial Regex KeyRow();
}
