using System.IO.Compression;
using System.Xml.Linq;
using ProloCodebook.Package.Tests.Infrastructure;

namespace ProloCodebook.Package.Tests;

/// <summary>The command-line tool, installed out of its package into a folder of its own and run there.</summary>
[Collection(PackedPackageCollection.Name)]
public sealed class ToolPackageTests(PackedPackage package)
{
    [Fact]
    public void The_tool_installs_into_a_fresh_folder_and_runs_there()
    {
        using var folder = new TemporaryFolder();
        string tools = folder.Create("tools");
        string work = folder.Create("work");
        // Only the packed package is to be found, and nothing that was restored before.
        File.WriteAllText(Path.Combine(work, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{package.Folder}" />
              </packageSources>
            </configuration>
            """);
        DotNetRun installed = DotNet.Run(work, folder.Create("packages"), "tool", "install", "prolocodebook.tool", "--tool-path", tools, "--version", package.Version);
        Assert.True(installed.ExitCode == 0, installed.Output);

        string tool = Path.Combine(tools, OperatingSystem.IsWindows() ? "prolocodebook.exe" : "prolocodebook");
        Assert.Equal($"{package.Version}", DotNet.RunProgram(tool, work, "--version").Output.Trim().Split('+')[0]);

        DotNetRun made = DotNet.RunProgram(tool, work, "new", "needling");
        Assert.Equal(0, made.ExitCode);
        DotNetRun checkedBlanks = DotNet.RunProgram(tool, work, "check", "needling.yaml");
        Assert.Equal(1, checkedBlanks.ExitCode);
        Assert.Contains("needling.yaml(12,1): error PCB2006: ", checkedBlanks.Output, StringComparison.Ordinal);

        // The packaged policy came along.
        DotNetRun explained = DotNet.RunProgram(tool, work, "explain", "--code", "M0076", "--payer", "medicare");
        Assert.True(explained.ExitCode == 0, explained.Output);
        Assert.StartsWith("Not covered", explained.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_package_runs_on_every_runtime_since_net8_and_carries_what_it_must()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.ToolPath);
        string[] entries = [.. archive.Entries.Select(entry => entry.FullName)];

        string[] expected =
        [
            "LICENSE", "README.md", "THIRD-PARTY-NOTICES.txt", "icon.png",
            .. new[] { "net8.0", "net10.0" }.SelectMany(framework => new[]
            {
                $"tools/{framework}/any/prolocodebook.dll",
                $"tools/{framework}/any/policy/prolotherapy.yaml",
                $"tools/{framework}/any/policy/prolotherapy.txt",
            }),
        ];
        Assert.Empty(expected.Except(entries));
        Assert.DoesNotContain(entries, entry => entry.EndsWith("ProloCodebook.Policy.xml", StringComparison.Ordinal));

        // Built for the oldest runtime, it rolls forward to the one that is here.
        using var folder = new TemporaryFolder();
        archive.ExtractToDirectory(folder.Path);
        DotNetRun run = DotNet.Run(folder.Path, packagesFolder: null, Path.Combine("tools", "net8.0", "any", "prolocodebook.dll"), "explain", "--code", "M0076", "--payer", "other");
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.StartsWith("Evidence insufficient", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_what_it_is()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.ToolPath);
        using Stream nuspec = archive.GetEntry("prolocodebook.tool.nuspec")!.Open();
        var metadata = XDocument.Load(nuspec).Root!.Elements().Single().Elements().ToDictionary(e => e.Name.LocalName);

        Assert.Equal("prolocodebook.tool", metadata["id"].Value);
        Assert.Equal(package.Version, metadata["version"].Value);
        Assert.Equal("MIT", metadata["license"].Value);
        Assert.Equal("DotnetTool", (string?)metadata["packageTypes"].Elements().Single().Attribute("name"));
    }
}
