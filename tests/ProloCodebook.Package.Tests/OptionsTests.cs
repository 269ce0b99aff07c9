using ProloCodebook.Package.Tests.Infrastructure;

namespace ProloCodebook.Package.Tests;

/// <summary>The MSBuild properties, in the project file or for all projects of a folder.</summary>
[Collection(PackedPackageCollection.Name)]
public sealed class OptionsTests(PackedPackage package)
{
    [Theory]
    [InlineData("Directory.Build.props")]
    [InlineData("Directory.Build.targets")]
    [InlineData("Clinic.csproj")]
    public void Without_the_default_policy_no_code_is_guarded(string file)
    {
        using var consumer = new Consumer(package);
        const string property = "<PropertyGroup><ProloCodebookUseDefaultPolicy>false</ProloCodebookUseDefaultPolicy></PropertyGroup>";
        consumer.Project("Clinic.csproj", file == "Clinic.csproj" ? property : "").Write("Claims.cs", BillingCode.Unrouted.Replace("{|PCB1001:\"M0076\"|}", "\"M0076\"", StringComparison.Ordinal));
        if (file != "Clinic.csproj")
        {
            consumer.Write(file, $"<Project>{property}</Project>");
        }

        Assert.True(consumer.BuildAndExpectMarks().Succeeded);
    }

    [Fact]
    public void Types_are_generated_in_the_namespace_that_the_project_names()
    {
        using var consumer = new Consumer(package);
        consumer
            .Project("Clinic.csproj", "<PropertyGroup><ProloCodebookNamespace>Contoso.Payers.Rules</ProloCodebookNamespace></PropertyGroup>")
            .Write("Claims.cs", BillingCode.RoutedIn("Contoso.Payers.Rules"));

        Assert.True(consumer.BuildAndExpectMarks().Succeeded);
    }

    [Fact]
    public void Analyze_only_reports_and_generates_nothing()
    {
        using var consumer = new Consumer(package);
        consumer
            .Project("Clinic.csproj", "<PropertyGroup><ProloCodebookGenerate>false</ProloCodebookGenerate></PropertyGroup>")
            .Write("Claims.cs", BillingCode.Unrouted)
            .Write("Own.cs", """
                // The names are free.
                namespace ProloCodebook { internal static class PolicyEvaluator { } }
                """);

        Assert.True(consumer.BuildAndExpectMarks().Succeeded);
    }

    [Theory]
    [InlineData("ProloCodebookUseDefaultPolicy", "0", "'true' or 'false'")]
    [InlineData("ProloCodebookMode", "Strickt", "'Default', 'Strict' or 'Off'")]
    public void A_wrong_value_is_an_error_in_the_project_that_says_what_to_write(string property, string value, string allowed)
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj", $"<PropertyGroup><{property}>{value}</{property}></PropertyGroup>");

        ConsumerBuild build = consumer.Build();

        Assert.False(build.Succeeded);
        BuildDiagnostic error = Assert.Single(build.Diagnostics);
        Assert.Equal("Clinic.csproj", error.File);
        Assert.Equal($"The property {property} is '{value}'. Write {allowed}.", error.Message);
    }

    [Theory]
    [InlineData("ProloCodebookVisibility", "protected")]
    [InlineData("ProloCodebookGenerate", "no")]
    [InlineData("ProloCodebookNamespace", "Acme.class")]
    [InlineData("ProloCodebookNamespace", "1 } class Injected {")]
    public void A_wrong_value_for_the_generator_is_PCB2028_and_nothing_else(string property, string value)
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj", $"<PropertyGroup><{property}>{value}</{property}></PropertyGroup>")
            .Write("Clinic.cs", "namespace Clinic; public class Clinician;");

        ConsumerBuild build = consumer.Build();

        Assert.False(build.Succeeded);
        BuildDiagnostic error = Assert.Single(build.Diagnostics);
        Assert.Equal("PCB2028", error.Id);
        Assert.Contains($"{property} is '{value}'", error.Message, StringComparison.Ordinal);
    }
}
