using ProloCodebook.Package.Tests.Infrastructure;

namespace ProloCodebook.Package.Tests;

/// <summary>The compiler runs again when a policy changed, and only then.</summary>
[Collection(PackedPackageCollection.Name)]
public sealed class IncrementalBuildTests(PackedPackage package)
{
    [Fact]
    public void An_unchanged_project_is_not_compiled_again_and_a_changed_policy_is()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj", """
            <PropertyGroup><ProloCodebookUseDefaultPolicy>false</ProloCodebookUseDefaultPolicy></PropertyGroup>
            <ItemGroup><ProloCodebookPolicy Include="payer/prolotherapy.yaml" /></ItemGroup>
            """)
            .Write("Clinic.cs", "namespace Clinic; public class Clinician;");
        Directory.CreateDirectory(consumer.PathOf("payer"));
        File.Copy(Workplace.InRepository("policy", "prolotherapy.yaml"), consumer.PathOf("payer/prolotherapy.yaml"));
        File.Copy(Workplace.InRepository("policy", "prolotherapy.txt"), consumer.PathOf("payer/prolotherapy.txt"));

        Assert.True(Compiles(consumer));
        Assert.False(Compiles(consumer));

        File.AppendAllText(consumer.PathOf("payer/prolotherapy.yaml"), "\n# A remark.\n");
        Assert.True(Compiles(consumer));
        Assert.False(Compiles(consumer));

        File.AppendAllText(consumer.PathOf("payer/prolotherapy.txt"), "\n");
        Assert.True(Compiles(consumer));
        Assert.False(Compiles(consumer));
    }

    [Fact]
    public void A_changed_option_compiles_again()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj").Write("Clinic.cs", "namespace Clinic; public class Clinician;");

        Assert.True(Compiles(consumer));
        Assert.False(Compiles(consumer));
        Assert.True(Compiles(consumer, "-p:ProloCodebookNamespace=Contoso.Policy"));
        Assert.False(Compiles(consumer, "-p:ProloCodebookNamespace=Contoso.Policy"));
    }

    private static bool Compiles(Consumer consumer, params string[] more)
    {
        string assembly = consumer.PathOf(Path.Combine("obj", "Debug", "net10.0", "Clinic.dll"));
        DateTime before = File.Exists(assembly) ? File.GetLastWriteTimeUtc(assembly) : default;
        ConsumerBuild build = consumer.Build(".", more);
        Assert.True(build.Succeeded, build.Output);
        return File.GetLastWriteTimeUtc(assembly) != before;
    }
}
