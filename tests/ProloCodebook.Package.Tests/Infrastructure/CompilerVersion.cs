using System.Reflection;
using System.Runtime.Loader;

namespace ProloCodebook.Package.Tests.Infrastructure;

/// <summary>
/// One version of the compiler, loaded beside the others: its own assemblies from the package that restore fetched, what these
/// need besides from ProloCodebook.CompilerHost, and the analyzers from the packed package.
/// </summary>
/// <remarks>
/// It is never unloaded. A collectible context cannot use the code that comes compiled with the compilers, which makes them many
/// times slower, and the runtime crashed in such contexts, in code of the compiler that had run well a moment ago.
/// </remarks>
internal sealed class CompilerVersion : AssemblyLoadContext
{
    private static readonly string s_hostFolder = Path.GetDirectoryName(Workplace.CompilerHost)!;

    private readonly string _version;
    private readonly string _analyzerFolder;

    public CompilerVersion(string version, string analyzerFolder)
        : base("compiler " + version)
    {
        _version = version;
        _analyzerFolder = analyzerFolder;
    }

    /// <summary>Calls <c>Host.Run</c>, or that of <c>VisualBasicHost</c>, in this version; see there.</summary>
    public IReadOnlyList<string> Run(string host, string source, string policyFile, string sourceTextFile)
    {
        string[] references = Directory.GetFiles(Path.Combine(Workplace.PackageFolder, "netstandard.library", "2.0.3", "build", "netstandard2.0", "ref"), "*.dll");
        string[] analyzers = Directory.GetFiles(_analyzerFolder, "ProloCodebook.*.dll");
        MethodInfo run = LoadFromAssemblyPath(Workplace.CompilerHost).GetType("ProloCodebook.CompilerHost." + host, throwOnError: true)!.GetMethod("Run")!;
        return (string[])run.Invoke(null, [analyzers, references, source, policyFile, sourceTextFile])!;
    }

    protected override Assembly? Load(AssemblyName name)
    {
        string file = name.Name + ".dll";
        string[] candidates = name.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
            ? [Path.Combine(CompilerFolder(name.Name), file)]
            : [Path.Combine(_analyzerFolder, file), Path.Combine(s_hostFolder, file)];
        return candidates.FirstOrDefault(File.Exists) is { } found ? LoadFromAssemblyPath(found) : null;
    }

    /// <summary>The newest build of the assembly for .NET in its package.</summary>
    private string CompilerFolder(string assembly)
    {
        string package = assembly switch
        {
            "Microsoft.CodeAnalysis" => "microsoft.codeanalysis.common",
            "Microsoft.CodeAnalysis.Workspaces" => "microsoft.codeanalysis.workspaces.common",
            _ => assembly.ToLowerInvariant(),
        };
        return Directory.GetDirectories(Path.Combine(Workplace.PackageFolder, package, _version, "lib"), "net*.0")
            .Where(folder => !folder.Contains("netstandard", StringComparison.Ordinal))
            .OrderByDescending(folder => Version.Parse(Path.GetFileName(folder)["net".Length..]))
            .First(folder => Version.Parse(Path.GetFileName(folder)["net".Length..]) <= Environment.Version);
    }
}
