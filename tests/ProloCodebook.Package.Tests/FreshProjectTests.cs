using ProloCodebook.Package.Tests.Infrastructure;

namespace ProloCodebook.Package.Tests;

/// <summary>A new project that references the package and does nothing else.</summary>
[Collection(PackedPackageCollection.Name)]
public sealed class FreshProjectTests(PackedPackage package)
{
    private const string Console = "<PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>";

    [Fact]
    public void An_unrouted_code_is_reported_at_its_place_and_nothing_else_is()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj", Console).Write("Claims.cs", BillingCode.Unrouted).Write("Program.cs", """
            Clinic.Billing.Claims.Add();
            """);

        ConsumerBuild build = consumer.BuildAndExpectMarks();

        Assert.True(build.Succeeded);
        BuildDiagnostic warning = Assert.Single(build.Diagnostics);
        Assert.Equal(7, warning.Line);
        Assert.Contains("M0076", warning.Message, StringComparison.Ordinal);
        Assert.Contains("'AppendAllText'", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_routed_code_is_not_reported_and_the_program_decides_by_the_policy()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj", Console).Write("Claims.cs", BillingCode.RoutedIn("ProloCodebook")).Write("Program.cs", """
            Console.WriteLine(Clinic.Billing.Claims.Add("medicare"));
            """);

        consumer.BuildAndExpectMarks();

        DotNetRun run = consumer.Run("run", "--no-build");
        Assert.Equal("NotCovered", run.Output.Trim());
    }

    [Fact]
    public void Nothing_of_the_package_is_deployed_with_the_program()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj", Console).Write("Program.cs", "Console.WriteLine();");

        consumer.BuildAndExpectMarks();

        string output = consumer.PathOf(Path.Combine("bin", "Debug", "net10.0"));
        Assert.DoesNotContain(
            Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories).Select(Path.GetFileName),
            file => file!.Contains("Prolo", StringComparison.OrdinalIgnoreCase) || file.Contains("Yaml", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("ProloCodebook", File.ReadAllText(Path.Combine(output, "Clinic.deps.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_bills_nothing_builds_without_a_warning()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj").Write("Clinic.cs", "namespace Clinic; public class Clinician;");

        Assert.True(consumer.BuildAndExpectMarks().Succeeded);
    }

    [Fact]
    public void Analyzers_and_policy_flow_to_a_project_that_references_the_referencing_one()
    {
        using var consumer = new Consumer(package);
        consumer
            .Project("Core/Core.csproj", reference: "<PrivateAssets>none</PrivateAssets>")
            .Write("Core/Core.cs", "namespace Clinic; public class Core;")
            .Project("App/App.csproj", """<ItemGroup><ProjectReference Include="../Core/Core.csproj" /></ItemGroup>""", reference: null)
            .Write("App/Claims.cs", BillingCode.Unrouted);

        Assert.True(consumer.BuildAndExpectMarks("App").Succeeded);
    }

    [Fact]
    public void A_project_with_packages_config_gets_the_analyzers_too()
    {
        using var consumer = new Consumer(package);
        string unpacked = consumer.PathOf("packages/ProloCodebook");
        System.IO.Compression.ZipFile.ExtractToDirectory(package.Path, unpacked);
        // What the editor's package manager writes into such a project is these two imports.
        consumer.Write("App/App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <Import Project="../packages/ProloCodebook/build/ProloCodebook.props" />
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <Import Project="../packages/ProloCodebook/build/ProloCodebook.targets" />
            </Project>
            """)
            .Write("App/packages.config", $"""<packages><package id="ProloCodebook" version="{package.Version}" developmentDependency="true" /></packages>""")
            .Write("App/Claims.cs", BillingCode.Unrouted);

        Assert.True(consumer.BuildAndExpectMarks("App").Succeeded);
    }
}
