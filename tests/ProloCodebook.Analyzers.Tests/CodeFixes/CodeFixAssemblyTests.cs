using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis.CodeFixes;
using ProloCodebook.CodeFixes;

namespace ProloCodebook.Tests.CodeFixes;

/// <summary>What the assembly of the code fixes asks of its hosts.</summary>
public sealed class CodeFixAssemblyTests
{
    private static Assembly FixAssembly => typeof(RouteThroughEvaluatorFix).Assembly;

    [Fact]
    public void It_does_not_refer_to_the_composition_library_of_which_hosts_carry_different_versions()
    {
        Assert.DoesNotContain(FixAssembly.GetReferencedAssemblies(), name => name.Name!.StartsWith("System.Composition", StringComparison.Ordinal));

        using var file = new PEReader(File.OpenRead(FixAssembly.Location));
        var metadata = file.GetMetadataReader();
        Assert.DoesNotContain(metadata.TypeReferences, handle => metadata.GetString(metadata.GetTypeReference(handle).Namespace).StartsWith("System.Composition", StringComparison.Ordinal));
    }

    [Fact]
    public void It_refers_to_the_oldest_compiler_that_the_package_supports()
        => Assert.All(
            FixAssembly.GetReferencedAssemblies().Where(name => name.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)),
            name => Assert.Equal(new Version(4, 8, 0, 0), name.Version));

    [Fact]
    public void Every_fix_is_exported_for_CSharp_and_can_fix_all()
    {
        var fixes = FixAssembly.GetTypes().Where(type => typeof(CodeFixProvider).IsAssignableFrom(type)).ToList();

        Assert.Equal(2, fixes.Count);
        Assert.All(fixes, type =>
        {
            Assert.Equal(["C#"], type.GetCustomAttribute<ExportCodeFixProviderAttribute>()!.Languages);
            var provider = (CodeFixProvider)Activator.CreateInstance(type)!;
            Assert.NotEmpty(provider.FixableDiagnosticIds);
            Assert.Contains(FixAllScope.Solution, provider.GetFixAllProvider()!.GetSupportedFixAllScopes());
        });
    }
}
