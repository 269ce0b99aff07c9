using System.Text.RegularExpressions;
using ProloCodebook.Generation.Tests.Harness;
using ProloCodebook.Tests;

namespace ProloCodebook.Generation.Tests;

/// <summary>The generated files of the packaged policy, as a reviewer sees them change.</summary>
public sealed partial class SnapshotTests
{
    public static TheoryData<string> Files() => [.. GeneratedCode.Emit([TestPolicies.Prolotherapy]).Select(file => file.Path)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Generated_file(string name)
    {
        var text = GeneratedCode.Emit([TestPolicies.Prolotherapy]).Single(file => file.Path == name).Text;
        Verify.Text(Version().Replace(text, "\"ProloCodebook\", \"version\""), name);
    }

    [Fact]
    public void The_oldest_language_gets_the_same_without_annotations()
    {
        static string Plain(string text) => Annotations().Replace(text.Replace("#nullable enable\n\n", "", StringComparison.Ordinal), "$1");

        var newest = GeneratedCode.Emit([TestPolicies.Prolotherapy], ConsumerTarget.Net100).ToDictionary(file => file.Path, file => file.Text);
        foreach (var (path, text) in GeneratedCode.Emit([TestPolicies.Prolotherapy], ConsumerTarget.NetStandard20))
        {
            if (path != "PolicyDecision.g.cs")
            {
                Assert.Equal(Plain(newest[path]), text);
            }
        }
    }

    [GeneratedRegex("\"ProloCodebook\", \"[^\"]+\"")]
    private static partial Regex Version();

    [GeneratedRegex(@"(string|object|Ruling|Description|Injected|IReadOnlyList<\w+>|IEnumerable<\w+>)\?")]
    private static partial Regex Annotations();
}
