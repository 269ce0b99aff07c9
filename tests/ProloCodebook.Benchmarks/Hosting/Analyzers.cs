using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis.Diagnostics;
using ProloCodebook.Rules;

namespace ProloCodebook.Benchmarks.Hosting;

/// <summary>The analyzers that are compared. New ones each time, since a build starts with new ones.</summary>
internal static class Analyzers
{
    /// <summary>All of ours, as the compiler loads them.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Ours() => Create(typeof(UnroutedReferenceAnalyzer).Assembly);

    /// <summary>Those of Microsoft.CodeAnalysis.BannedApiAnalyzers.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Banned() => [.. s_banned.Value.SelectMany(assembly => Create(assembly))];

    /// <summary>A symbol that the generated code bases do not use, so that nothing is reported.</summary>
    public static HostFile BannedSymbols { get; } = new("/project/BannedSymbols.txt", "T:System.Threading.Barrier; not here\n", kind: null);

    private static readonly Lazy<Assembly[]> s_banned = new(() =>
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "banned"), "*.dll").Order(StringComparer.Ordinal).Select(Assembly.LoadFrom)]);

    private static ImmutableArray<DiagnosticAnalyzer> Create(Assembly assembly)
        => [.. TypesOf(assembly).Where(type => !type.IsAbstract && type.IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false)).Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    // An assembly may hold code fixes, too, whose base types are not here.
    private static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            return exception.Types.OfType<Type>();
        }
    }
}
