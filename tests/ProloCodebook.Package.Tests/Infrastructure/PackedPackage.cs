using System.IO.Compression;
using System.Xml.Linq;

namespace ProloCodebook.Package.Tests.Infrastructure;

/// <summary>The package, packed once for the whole run with the command that a release uses.</summary>
public sealed class PackedPackage : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public PackedPackage()
    {
        Folder = _root.Create("packed");
        PackagesFolder = _root.Create("packages");
        DotNetRun run = Pack(Folder);
        Assert.True(run.ExitCode == 0, run.Output);
    }

    private PackedPackage(string folder)
    {
        Folder = folder;
        PackagesFolder = _root.Create("packages");
    }

    /// <summary>Where dotnet pack left the package; a package source for the consumers.</summary>
    public string Folder { get; }

    /// <summary>The consumers' packages folder, empty at first, so that no other build of the package is found.</summary>
    public string PackagesFolder { get; }

    public string Path => Directory.GetFiles(Folder).Single(file => System.IO.Path.GetFileName(file).StartsWith("ProloCodebook.", StringComparison.Ordinal));

    /// <summary>The package of the command-line tool, which is packed with it.</summary>
    public string ToolPath => Directory.GetFiles(Folder).Single(file => System.IO.Path.GetFileName(file).StartsWith("prolocodebook.tool.", StringComparison.Ordinal));

    public string Version => (string)Nuspec().Descendants().Single(e => e.Name.LocalName == "version");

    /// <summary>A package that a test packed itself.</summary>
    internal static PackedPackage Open(string folder) => new(folder);

    /// <summary>Packs the solution as it was built; the build itself came with building this test project.</summary>
    internal static DotNetRun Pack(string folder, params string[] more)
        => DotNet.Run(
            Workplace.RepositoryFolder,
            packagesFolder: null,
            ["pack", "ProloCodebook.sln", "-c", Workplace.Configuration, "-o", folder, "--no-build", "-v", "quiet", .. more]);

    /// <summary>The files that the package's author put in, without those of the package format itself.</summary>
    public IReadOnlyList<string> Entries()
    {
        using ZipArchive archive = ZipFile.OpenRead(Path);
        return archive.Entries
            .Select(e => e.FullName)
            .Where(name => name != "[Content_Types].xml" && !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList();
    }

    public byte[] Read(string entry)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path);
        using Stream stream = archive.GetEntry(entry)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>Puts the assemblies of a language's compiler into a folder, as a package cache has them.</summary>
    /// <param name="language"><c>cs</c> or <c>vb</c>.</param>
    public void UnpackAnalyzers(string folder, string language = "cs")
    {
        foreach (string entry in Entries().Where(e => e.StartsWith($"analyzers/dotnet/{language}/", StringComparison.Ordinal)))
        {
            File.WriteAllBytes(System.IO.Path.Combine(folder, System.IO.Path.GetFileName(entry)), Read(entry));
        }
    }

    public XDocument Nuspec() => XDocument.Load(new MemoryStream(Read("ProloCodebook.nuspec")));

    public void Dispose() => _root.Dispose();
}

/// <summary>Tests that share the one packed package. They run one after another: each builds projects on all cores.</summary>
[CollectionDefinition(Name)]
public sealed class PackedPackageCollection : ICollectionFixture<PackedPackage>
{
    public const string Name = "packed package";
}
