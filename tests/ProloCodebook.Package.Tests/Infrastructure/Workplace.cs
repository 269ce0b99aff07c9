using System.Reflection;

namespace ProloCodebook.Package.Tests.Infrastructure;

/// <summary>Where the things stand that the tests start from; the project file writes them into this assembly.</summary>
internal static class Workplace
{
    public static string RepositoryFolder { get; } = Metadata("RepositoryFolder");

    /// <summary>The configuration this test project was built in, and with it the package project.</summary>
    public static string Configuration { get; } = Metadata("Configuration");

    /// <summary>The packages folder that the restore of this repository filled.</summary>
    public static string PackageFolder { get; } = Metadata("PackageFolder");

    /// <summary>The assembly that compiler versions are driven with.</summary>
    public static string CompilerHost { get; } = Metadata("CompilerHost");

    /// <summary>Of this machine, as packages are named: <c>linux-x64</c>.</summary>
    public static string RuntimeIdentifier { get; } = Metadata("RuntimeIdentifier");

    public static string InRepository(params string[] path) => Path.Combine([RepositoryFolder, .. path]);

    private static string Metadata(string key)
        => typeof(Workplace).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
