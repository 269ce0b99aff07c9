using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using System.Xml.Linq;
using ProloCodebook.Package.Tests.Infrastructure;

namespace ProloCodebook.Package.Tests;

/// <summary>What the package may do in the build of whoever references it, and what it is itself built from.</summary>
[Collection(PackedPackageCollection.Name)]
public sealed class SupplyChainTests(PackedPackage package)
{
    /// <summary>Everything that may stand in a file that MSBuild reads. Tasks that run, write, copy or download are not among them.</summary>
    private static readonly string[] s_harmless = ["Project", "PropertyGroup", "ItemGroup", "ItemDefinitionGroup", "Target", "Error", "Warning", "Import"];

    [Fact]
    public void The_package_brings_data_and_compiler_assemblies_and_nothing_that_can_be_run()
        => Assert.Equal(
            [".dll", ".globalconfig", ".json", ".md", ".nuspec", ".png", ".props", ".targets", ".txt", ".yaml"],
            package.Entries().Select(Path.GetExtension).Where(extension => extension!.Length > 0).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Assemblies_go_into_the_compiler_and_nowhere_else()
        => Assert.All(
            package.Entries().Where(entry => entry.EndsWith(".dll", StringComparison.Ordinal)),
            entry => Assert.StartsWith("analyzers/dotnet/", entry, StringComparison.Ordinal));

    [Fact]
    public void Nothing_is_run_in_the_build_of_a_consumer()
    {
        var files = package.Entries().Where(entry => Path.GetExtension(entry) is ".props" or ".targets").ToList();
        Assert.NotEmpty(files);
        foreach (string file in files)
        {
            Assert.Empty(FindHarm(XDocument.Load(new MemoryStream(package.Read(file)))).Select(harm => $"{file}: {harm}"));
        }
    }

    /// <summary>The look at the files above must see what it is there to see.</summary>
    [Theory]
    [InlineData("<Target Name='T'><Exec Command='calc' /></Target>")]
    [InlineData("<Target Name='T'><Copy SourceFiles='a' DestinationFolder='b' /></Target>")]
    [InlineData("<Target Name='T'><DownloadFile SourceUrl='x' /></Target>")]
    [InlineData("<UsingTask TaskName='T' TaskFactory='RoslynCodeTaskFactory' AssemblyFile='x' />")]
    [InlineData("<Import Project='../../elsewhere.targets' />")]
    [InlineData("<PropertyGroup><P>$([System.IO.File]::ReadAllText('x'))</P></PropertyGroup>")]
    [InlineData("<ItemGroup><C Include='$([System.Environment]::GetEnvironmentVariable(TOKEN))' /></ItemGroup>")]
    [InlineData("<PropertyGroup><PreBuildEvent>calc</PreBuildEvent></PropertyGroup>")]
    public void What_would_run_is_found(string element)
        => Assert.NotEmpty(FindHarm(XDocument.Parse($"<Project>{element}</Project>")));

    [Fact]
    public void The_assemblies_name_no_folder_of_the_machine_that_built_them()
    {
        // Only a release is built with mapped paths; a debugger wants the real ones.
        if (Workplace.Configuration != "Release")
        {
            return;
        }

        foreach (string entry in package.Entries().Where(entry => Path.GetFileName(entry).StartsWith("ProloCodebook.", StringComparison.Ordinal) && entry.EndsWith(".dll", StringComparison.Ordinal)))
        {
            using var image = new PEReader(new MemoryStream(package.Read(entry)));
            DebugDirectoryEntry symbols = image.ReadDebugDirectory().Single(directory => directory.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
            using MetadataReaderProvider provider = image.ReadEmbeddedPortablePdbDebugDirectoryData(symbols);
            MetadataReader reader = provider.GetMetadataReader();
            Assert.NotEmpty(reader.Documents);
            Assert.All(reader.Documents, document => Assert.StartsWith("/_/", reader.GetString(reader.GetDocument(document).Name), StringComparison.Ordinal));
            Assert.Contains(image.ReadDebugDirectory(), directory => directory.Type == DebugDirectoryEntryType.Reproducible);
        }
    }

    [Fact]
    public void Every_project_has_its_packages_locked_by_version_and_content()
    {
        var projects = new[] { "src", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Workplace.InRepository(folder), "*.*proj", SearchOption.AllDirectories))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .ToList();
        Assert.NotEmpty(projects);
        foreach (string project in projects)
        {
            string file = Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json");
            Assert.True(File.Exists(file), $"{file} is missing. Run 'dotnet restore --force-evaluate' and commit it.");
            string text = File.ReadAllText(file);
            Assert.DoesNotContain("://", text, StringComparison.Ordinal);

            using JsonDocument locked = JsonDocument.Parse(text);
            foreach (JsonProperty entry in locked.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject()))
            {
                if (entry.Value.GetProperty("type").GetString() != "Project")
                {
                    Assert.True(entry.Value.TryGetProperty("resolved", out _) && entry.Value.TryGetProperty("contentHash", out _), $"{file}: {entry.Name} is not locked.");
                }
            }
        }
    }

    private static IEnumerable<string> FindHarm(XDocument file)
    {
        foreach (XElement element in file.Descendants())
        {
            // Below a group stand properties, items and metadata, whose names are free.
            bool isData = element.Ancestors().Any(ancestor => ancestor.Name.LocalName is "PropertyGroup" or "ItemGroup" or "ItemDefinitionGroup");
            if (!isData && !s_harmless.Contains(element.Name.LocalName))
            {
                yield return $"the element {element.Name.LocalName}";
            }

            if (element.Name.LocalName is "PreBuildEvent" or "PostBuildEvent" or "RunCommand")
            {
                yield return $"the property {element.Name.LocalName}";
            }

            if (element.Name.LocalName == "Import" && (string?)element.Attribute("Project") is not ("../buildTransitive/ProloCodebook.props" or "../buildTransitive/ProloCodebook.targets"))
            {
                yield return $"the import of {(string?)element.Attribute("Project")}";
            }

            foreach (string value in element.Attributes().Select(attribute => attribute.Value).Append(element.HasElements ? "" : element.Value))
            {
                if (value.Replace("$([MSBuild]::Normalize", "", StringComparison.Ordinal).Contains("$([", StringComparison.Ordinal))
                {
                    yield return $"the function in {value}";
                }
            }
        }
    }
}
