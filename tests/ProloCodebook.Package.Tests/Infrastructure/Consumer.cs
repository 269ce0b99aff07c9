using System.Xml.Linq;

namespace ProloCodebook.Package.Tests.Infrastructure;

/// <summary>
/// A user's folder outside the repository: projects that reference the packed package, restored from the folder it was
/// packed into and from nothing else.
/// </summary>
internal sealed class Consumer : IDisposable
{
    private readonly PackedPackage _package;
    private readonly TemporaryFolder _root = new();
    private readonly List<(string File, MarkedSource Source)> _marked = [];

    /// <param name="furtherPackages">
    /// Packages that a consumer may take beside ProloCodebook and what the SDK ships; the restore of this repository has fetched them.
    /// </param>
    public Consumer(PackedPackage package, params string[] furtherPackages)
    {
        _package = package;
        var sources = new XElement("packageSources", new XElement("clear"), Add("packed", package.Folder));
        var mapping = new XElement("packageSourceMapping", new XElement("clear"), Patterns("packed", ["ProloCodebook"]));
        if (furtherPackages.Length > 0)
        {
            sources.Add(Add("fetched", Workplace.PackageFolder));
            mapping.Add(Patterns("fetched", furtherPackages));
        }

        Write("nuget.config", new XElement("configuration",
            sources,
            new XElement("auditSources", new XElement("clear")),
            new XElement("fallbackPackageFolders", new XElement("clear")),
            mapping).ToString());
    }

    public string Folder => _root.Path;

    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>Writes a file; marks in it say which diagnostics the build must report in it.</summary>
    public Consumer Write(string file, string content)
    {
        MarkedSource source = MarkedSource.Parse(content);
        _marked.RemoveAll(m => m.File == file);
        _marked.Add((file, source));
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), source.Text);
        return this;
    }

    /// <summary>Writes a project that references the package.</summary>
    /// <param name="file">Its path in the folder.</param>
    /// <param name="body">The properties and items it has besides.</param>
    /// <param name="reference">The reference's metadata; <c>dotnet add package</c> writes the default for a development dependency.</param>
    public Consumer Project(string file, string body = "", string targetFramework = "net10.0", string? reference = "<PrivateAssets>all</PrivateAssets>")
        => Write(file, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>{targetFramework}</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              {body}
              <ItemGroup>
                {(reference is null ? "" : $"""<PackageReference Include="ProloCodebook" Version="{_package.Version}">{reference}</PackageReference>""")}
              </ItemGroup>
            </Project>
            """);

    /// <summary>Builds, and returns what the build reported.</summary>
    public ConsumerBuild Build(string project = ".", params string[] more)
    {
        // No compiler server, which would outlive the test.
        DotNetRun run = DotNet.Run(Folder, _package.PackagesFolder,
            ["build", project, "-tl:off", "-clp:NoSummary;ForceNoAlign;DisableConsoleColor", "-p:UseSharedCompilation=false", .. more]);
        return new ConsumerBuild(run, BuildDiagnostic.Parse(run.Output));
    }

    /// <summary>Runs another dotnet command in the folder.</summary>
    public DotNetRun Run(params string[] arguments) => DotNet.Run(Folder, _package.PackagesFolder, arguments);

    /// <summary>Builds, and asserts that the marked places were reported, as warnings where not said otherwise, and nothing else.</summary>
    public ConsumerBuild BuildAndExpectMarks(string project = ".", string severity = "warning", params string[] more)
    {
        ConsumerBuild build = Build(project, more);
        IEnumerable<string> expected = _marked
            .SelectMany(m => m.Source.Marks.Select(mark => $"{Path.GetFileName(m.File)}({mark.Line},{mark.Column}): {severity} {mark.Id}"));
        Assert.True(
            expected.Order(StringComparer.Ordinal).SequenceEqual(build.Diagnostics.Select(d => d.ToString()).Distinct().Order(StringComparer.Ordinal)),
            $"Expected:\n{string.Join("\n", expected)}\n\nBuild:\n{build.Output}");
        return build;
    }

    public void Dispose() => _root.Dispose();

    private static XElement Add(string key, string value) => new("add", new XAttribute("key", key), new XAttribute("value", value));

    private static XElement Patterns(string source, IEnumerable<string> ids)
        => new("packageSource", new XAttribute("key", source), ids.Select(id => new XElement("package", new XAttribute("pattern", id))));
}

/// <summary>What a consumer's build did and reported.</summary>
internal sealed record ConsumerBuild(DotNetRun Run, IReadOnlyList<BuildDiagnostic> Diagnostics)
{
    public string Output => Run.Output;

    public bool Succeeded => Run.ExitCode == 0;
}
