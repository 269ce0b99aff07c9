using ProloCodebook.Package.Tests.Infrastructure;

namespace ProloCodebook.Package.Tests;

/// <summary>What is in the package, and what is not.</summary>
[Collection(PackedPackageCollection.Name)]
public sealed class PackageEntriesTests(PackedPackage package)
{
    [Fact]
    public void Packing_the_solution_leaves_exactly_two_files()
        => Assert.Equal(
            [$"ProloCodebook.{package.Version}.nupkg", $"prolocodebook.tool.{package.Version}.nupkg"],
            Directory.GetFileSystemEntries(package.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void The_package_has_exactly_these_entries()
        => Assert.Equal(
            [
                "LICENSE",
                "ProloCodebook.nuspec",
                "README.md",
                "THIRD-PARTY-NOTICES.txt",
                "analyzers/dotnet/cs/ProloCodebook.Analyzers.dll",
                "analyzers/dotnet/cs/ProloCodebook.CodeFixes.dll",
                "analyzers/dotnet/cs/ProloCodebook.Policy.dll",
                "analyzers/dotnet/cs/YamlDotNet.dll",
                "analyzers/dotnet/vb/ProloCodebook.Analyzers.VisualBasic.dll",
                "analyzers/dotnet/vb/ProloCodebook.Policy.dll",
                "analyzers/dotnet/vb/YamlDotNet.dll",
                "build/ProloCodebook.props",
                "build/ProloCodebook.targets",
                "buildTransitive/ProloCodebook.props",
                "buildTransitive/ProloCodebook.targets",
                "config/ProloCodebook.Off.globalconfig",
                "config/ProloCodebook.Strict.globalconfig",
                "icon.png",
                "policy/policy.schema.json",
                "policy/prolotherapy.txt",
                "policy/prolotherapy.yaml",
                .. RulePages(),
            ],
            package.Entries());

    /// <summary>RulePagesTests holds these to the rules that there are.</summary>
    private static IEnumerable<string> RulePages()
        => Directory.GetFiles(Workplace.InRepository("src", "ProloCodebook", "rules"), "*.md")
            .Select(file => "rules/" + Path.GetFileName(file))
            .Order(StringComparer.Ordinal);

    [Theory]
    [InlineData("LICENSE", "LICENSE")]
    [InlineData("README.md", "README.md")]
    [InlineData("policy/prolotherapy.yaml", "policy/prolotherapy.yaml")]
    [InlineData("policy/prolotherapy.txt", "policy/prolotherapy.txt")]
    [InlineData("policy/policy.schema.json", "policy/policy.schema.json")]
    public void Files_are_packed_as_they_are(string entry, string file)
        => Assert.Equal(File.ReadAllBytes(Workplace.InRepository(file.Split('/'))), package.Read(entry));

    [Fact]
    public void It_is_a_development_dependency_without_dependencies()
    {
        var metadata = package.Nuspec().Root!.Elements().Single().Elements().ToDictionary(e => e.Name.LocalName);

        Assert.Equal("true", metadata["developmentDependency"].Value);
        Assert.Equal("MIT", metadata["license"].Value);
        Assert.Equal("icon.png", metadata["icon"].Value);
        Assert.Equal("README.md", metadata["readme"].Value);
        Assert.DoesNotContain("dependencies", metadata.Keys);
        Assert.DoesNotContain("frameworkAssemblies", metadata.Keys);
    }

    [Fact]
    public void The_icon_is_a_png_of_128_by_128()
    {
        byte[] icon = package.Read("icon.png");

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], icon[..8]);
        Assert.Equal([0, 0, 0, 128, 0, 0, 0, 128], icon[16..24]);
    }

    [Fact]
    public void Packing_again_gives_the_same_bytes()
    {
        using var folder = new TemporaryFolder();

        DotNetRun run = PackedPackage.Pack(folder.Path);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.All(
            Directory.GetFiles(package.Folder),
            file => Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(folder.Path, Path.GetFileName(file)))));
    }
}
