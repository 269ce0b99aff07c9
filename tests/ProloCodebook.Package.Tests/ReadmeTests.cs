using System.Text.RegularExpressions;
using System.Xml.Linq;
using ProloCodebook.Package.Tests.Infrastructure;

namespace ProloCodebook.Package.Tests;

/// <summary>
/// The badges of the README, which is the package's page, say what is so. They are words and no pictures: a picture comes from somebody
/// else's server, and says what that server knows.
/// </summary>
[Collection(PackedPackageCollection.Name)]
public sealed partial class ReadmeTests(PackedPackage package)
{
    private static readonly string s_readme = File.ReadAllText(Workplace.InRepository("README.md"));

    private static string[] Badges => Badge().Matches(s_readme.Split('\n').First(line => line.StartsWith('`'))).Select(m => m.Groups["text"].Value).ToArray();

    [Fact]
    public void Version_and_licence_are_those_of_the_package()
    {
        Assert.Contains("version " + package.Version, Badges);
        Assert.Contains("licence " + package.Nuspec().Descendants().Single(e => e.Name.LocalName == "license").Value, Badges);
        Assert.Contains($"<PackageReference Include=\"ProloCodebook\" Version=\"{package.Version}\"", s_readme, StringComparison.Ordinal);
    }

    [Fact]
    public void The_compilers_are_those_that_the_package_is_tried_in()
    {
        string[] versions = XDocument.Load(Workplace.InRepository("tests", "ProloCodebook.Package.Tests", "ProloCodebook.Package.Tests.csproj"))
            .Descendants("CompilerVersion").Single().Attribute("Include")!.Value.Split(';');

        Assert.Contains($"Roslyn {versions[0]} to {versions[^1]}", Badges);
    }

    [Fact]
    public void The_languages_are_those_that_the_package_has_analyzers_for()
    {
        IEnumerable<string> folders = package.Entries().Where(e => e.StartsWith("analyzers/dotnet/", StringComparison.Ordinal)).Select(e => e.Split('/')[2]).Distinct();

        Assert.Equal(["cs", "vb"], folders);
        Assert.Contains(Badges, badge => badge.StartsWith("C# ", StringComparison.Ordinal));
        Assert.Contains("Visual Basic", Badges);
    }

    [Fact]
    public void Nothing_of_the_package_is_needed_at_run_time()
    {
        Assert.Contains("no run-time dependencies", Badges);
        Assert.DoesNotContain(package.Entries(), e => e.StartsWith("lib/", StringComparison.Ordinal));
        Assert.DoesNotContain(package.Nuspec().Descendants(), e => e.Name.LocalName == "dependency");
    }

    [Fact]
    public void The_notices_are_there()
    {
        Assert.Contains("CPT is a registered trademark of the American Medical Association.", s_readme, StringComparison.Ordinal);
        string notices = System.Text.Encoding.UTF8.GetString(package.Read("THIRD-PARTY-NOTICES.txt"));
        Assert.Contains("CPT is a registered trademark of the American Medical Association.", notices, StringComparison.Ordinal);
        Assert.All(
            package.Entries().Where(e => e.StartsWith("analyzers/", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension).Where(name => !name!.StartsWith("ProloCodebook", StringComparison.Ordinal)),
            name => Assert.Contains(name!, notices, StringComparison.Ordinal));
    }

    [GeneratedRegex("`(?<text>[^`]+)`")]
    private static partial Regex Badge();
}
