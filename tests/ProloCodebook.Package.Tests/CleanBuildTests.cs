using Microsoft.CodeAnalysis;
using ProloCodebook.Package.Tests.Infrastructure;

namespace ProloCodebook.Package.Tests;

/// <summary>A release build from nothing, with the properties that a release sets.</summary>
public sealed class CleanBuildTests
{
    private const string Home = "https://example.org/billing/prolocodebook";

    [Fact]
    public void Version_and_home_are_build_properties()
    {
        using var folder = new TemporaryFolder();
        string packed = folder.Create("packed");

        DotNetRun run = DotNet.Run(
            Workplace.RepositoryFolder,
            packagesFolder: null,
            "pack", Path.Combine("src", "ProloCodebook", "ProloCodebook.csproj"), "-c", "Release", "-o", packed, "--artifacts-path", folder.Create("artifacts"),
            "-p:Version=7.8.9-rc.1", $"-p:RepositoryUrl={Home}", "-p:UseSharedCompilation=false", "-v", "quiet");

        Assert.True(run.ExitCode == 0, run.Output);
        using PackedPackage package = PackedPackage.Open(packed);
        Assert.Equal("ProloCodebook.7.8.9-rc.1.nupkg", Path.GetFileName(package.Path));
        Assert.Equal("7.8.9-rc.1", package.Version);
        var repository = package.Nuspec().Descendants().Single(e => e.Name.LocalName == "repository");
        Assert.Equal(Home, (string?)repository.Attribute("url"));
        Assert.All(PackedAnalyzers.Rules(package), rule => Assert.Equal($"{Home}/blob/main/src/ProloCodebook/rules/{rule.Id}.md", rule.HelpLinkUri));
        Assert.NotEmpty(PackedAnalyzers.Rules(package));
        Assert.All(["cs/ProloCodebook.Analyzers", "cs/ProloCodebook.CodeFixes", "cs/ProloCodebook.Policy", "vb/ProloCodebook.Analyzers.VisualBasic"], name =>
            Assert.DoesNotContain(
                Workplace.RepositoryFolder.TrimEnd(Path.DirectorySeparatorChar),
                System.Text.Encoding.Latin1.GetString(package.Read($"analyzers/dotnet/{name}.dll")),
                StringComparison.Ordinal));
    }
}
