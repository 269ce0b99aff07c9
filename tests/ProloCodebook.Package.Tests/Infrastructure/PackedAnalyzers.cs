using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProloCodebook.Package.Tests.Infrastructure;

/// <summary>The analyzers in the package, loaded as a compiler loads them.</summary>
internal static class PackedAnalyzers
{
    private const string Folder = "analyzers/dotnet/cs/";

    /// <summary>Every rule that an analyzer of the package can report.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> Rules(PackedPackage package)
    {
        var context = new PackageLoadContext(package);
        return context.LoadFromAssemblyName(new AssemblyName("ProloCodebook.Analyzers"))
            .GetTypes()
            .Where(t => !t.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(t) && t.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is not null)
            .SelectMany(t => ((DiagnosticAnalyzer)Activator.CreateInstance(t)!).SupportedDiagnostics)
            .DistinctBy(d => d.Id)
            .OrderBy(d => d.Id, StringComparer.Ordinal)
            .ToList();
    }

    private sealed class PackageLoadContext(PackedPackage package) : AssemblyLoadContext("package")
    {
        protected override Assembly? Load(AssemblyName name)
        {
            string entry = $"{Folder}{name.Name}.dll";
            return package.Entries().Contains(entry) ? LoadFromStream(new MemoryStream(package.Read(entry))) : null;
        }
    }
}
