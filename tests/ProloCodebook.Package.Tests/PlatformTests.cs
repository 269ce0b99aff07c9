using ProloCodebook.Package.Tests.Infrastructure;

namespace ProloCodebook.Package.Tests;

/// <summary>The frameworks, languages and settings that billing software is built with.</summary>
[Collection(PackedPackageCollection.Name)]
public sealed class PlatformTests(PackedPackage package)
{
    private static readonly string[] s_referencePackages =
    [
        "Microsoft.NETCore.App.Ref",
        "Microsoft.NETCore.Platforms",
        "Microsoft.NETFramework.ReferenceAssemblies",
        "Microsoft.NETFramework.ReferenceAssemblies.net48",
        "NETStandard.Library",
    ];

    /// <summary>What old projects look like, and what must not hide a warning that the generated code gives.</summary>
    private const string OldProject = """
        <PropertyGroup>
          <LangVersion>7.3</LangVersion>
          <Nullable>disable</Nullable>
          <ImplicitUsings>disable</ImplicitUsings>
          <WarningLevel>9999</WarningLevel>
        </PropertyGroup>
        """;

    [Theory]
    [InlineData("net10.0", "")]
    [InlineData("net8.0", """
        <PropertyGroup>
          <DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
        </PropertyGroup>
        <ItemGroup>
          <FrameworkReference Update="Microsoft.NETCore.App" TargetingPackVersion="8.0.31" />
        </ItemGroup>
        """)]
    [InlineData("netstandard2.0", OldProject)]
    [InlineData("net48", OldProject)]
    public void Builds_and_reports_on(string targetFramework, string body)
    {
        using var consumer = new Consumer(package, s_referencePackages);
        consumer.Project("Clinic.csproj", body, targetFramework)
            .Write("Claims.cs", BillingCode.Unrouted)
            .Write("Routed.cs", BillingCode.RoutedIn("ProloCodebook").Replace("class Claims", "class RoutedClaims", StringComparison.Ordinal));

        Assert.True(consumer.BuildAndExpectMarks().Succeeded);
    }

    [Theory]
    [InlineData("internal")]
    [InlineData("public")]
    public void Generated_code_gives_no_warning_where_warnings_are_errors_and_documentation_is_on(string visibility)
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj", $"""
            <PropertyGroup>
              <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              <WarningLevel>9999</WarningLevel>
              <AnalysisLevel>latest-all</AnalysisLevel>
              <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
              <GenerateDocumentationFile>true</GenerateDocumentationFile>
              <ProloCodebookVisibility>{visibility}</ProloCodebookVisibility>
            </PropertyGroup>
            """)
            .Write("Clinic.cs", """
                namespace Clinic;

                /// <summary>Documented, as the generated types are.</summary>
                public static class Clinician;
                """);

        ConsumerBuild build = consumer.BuildAndExpectMarks();

        Assert.True(build.Succeeded);
        if (visibility == "public")
        {
            string documentation = File.ReadAllText(consumer.PathOf(Path.Combine("bin", "Debug", "net10.0", "Clinic.xml")));
            Assert.Contains("T:ProloCodebook.PolicyEvaluator", documentation, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Warnings_as_errors_stops_the_build_at_an_unrouted_code()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj", "<PropertyGroup><TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup>")
            .Write("Claims.cs", BillingCode.Unrouted);

        Assert.False(consumer.BuildAndExpectMarks(severity: "error").Succeeded);
    }

    [Fact]
    public void Builds_without_implicit_usings_and_nullable()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj", "<PropertyGroup><ImplicitUsings>disable</ImplicitUsings><Nullable>disable</Nullable></PropertyGroup>")
            .Write("Claims.cs", BillingCode.RoutedIn("ProloCodebook"));

        Assert.True(consumer.BuildAndExpectMarks().Succeeded);
    }

    /// <summary>The user's own names must not get between the generated types.</summary>
    [Theory]
    [InlineData("ProloCodebook")]
    [InlineData("ProloCodebook.Codes.Payer")]
    [InlineData("Codes")]
    [InlineData("Payer")]
    [InlineData("System.PolicyDecision")]
    public void Builds_under_a_root_namespace_named(string rootNamespace)
    {
        // ProloCodebook.Codes cannot be a namespace and a type at once; the type moves, as a user would have it.
        string body = rootNamespace.StartsWith("ProloCodebook.", StringComparison.Ordinal) ? "<ProloCodebookNamespace>Contoso.Policy</ProloCodebookNamespace>" : "";
        string types = body.Length > 0 ? "Contoso.Policy" : "ProloCodebook";
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj", $"<PropertyGroup><RootNamespace>{rootNamespace}</RootNamespace>{body}</PropertyGroup>")
            .Write("Claims.cs", $$"""
                namespace {{rootNamespace}}
                {
                    internal static class Claims
                    {
                        public static bool Ask() => global::{{types}}.PolicyEvaluator.Evaluate(global::{{types}}.Codes.HcpcsM0076, global::{{types}}.Payer.Medicare).IsGoverned;

                        public static void Bill() => Write({|PCB1001:"M0076"|});

                        private static void Write(string code) => File.AppendAllText("claims.txt", code);
                    }
                }
                """);

        Assert.True(consumer.BuildAndExpectMarks().Succeeded);
    }

    /// <summary>It carries another version of YamlDotNet, and is loaded by the same compiler.</summary>
    [Fact]
    public void Builds_beside_an_analyzer_that_brings_another_YamlDotNet()
    {
        using var consumer = new Consumer(package, "SecurityCodeScan.VS2019");
        consumer.Project("Clinic.csproj", """<ItemGroup><PackageReference Include="SecurityCodeScan.VS2019" Version="5.6.7" PrivateAssets="all" /></ItemGroup>""")
            .Write("Claims.cs", BillingCode.Unrouted)
            .Write("Hash.cs", """
                namespace Clinic;

                public static class Hash
                {
                    public static byte[] Of(byte[] data)
                    {
                        using var weak = {|SCS0006:System.Security.Cryptography.MD5.Create()|};
                        return weak.ComputeHash(data);
                    }
                }
                """);

        Assert.True(consumer.BuildAndExpectMarks().Succeeded);
    }
}
