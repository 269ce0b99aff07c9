using ProloCodebook.Package.Tests.Infrastructure;

namespace ProloCodebook.Package.Tests;

/// <summary>Policy files of the project's own, good and bad.</summary>
[Collection(PackedPackageCollection.Name)]
public sealed class PolicyFileTests(PackedPackage package)
{
    private const string OwnPolicy = """<ItemGroup><ProloCodebookPolicy Include="payers/chelation.yaml" /></ItemGroup>""";

    private static readonly string s_policy = File.ReadAllText(Workplace.InRepository("tests", "ProloCodebook.Package.Tests", "Policies", "chelation.yaml"));
    private static readonly string s_source = File.ReadAllText(Workplace.InRepository("tests", "ProloCodebook.Package.Tests", "Policies", "chelation.txt"));

    private const string BillsBoth = """
        using ProloCodebook;

        namespace Clinic;

        public static class Claims
        {
            public static string Ask() => PolicyEvaluator.Evaluate(Codes.HcpcsM0300, Payer.Medicare).PolicyId;

            public static void Add()
            {
                Bill({|PCB1001:"M0300"|});
                Bill({|PCB1001:"M0076"|});
            }

            private static void Bill(string code) => File.AppendAllText("claims.txt", code);
        }
        """;

    [Fact]
    public void A_policy_of_the_project_is_used_beside_the_packaged_one()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj", "<PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>" + OwnPolicy)
            .Write("payers/chelation.yaml", s_policy)
            .Write("payers/chelation.txt", s_source)
            .Write("Claims.cs", BillsBoth)
            .Write("Program.cs", "Console.WriteLine(Clinic.Claims.Ask());");

        consumer.BuildAndExpectMarks();

        Assert.Equal("chelation", consumer.Run("run", "--no-build").Output.Trim());
    }

    [Fact]
    public void A_policy_of_the_project_alone_guards_its_codes_alone()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj", "<PropertyGroup><ProloCodebookUseDefaultPolicy>false</ProloCodebookUseDefaultPolicy></PropertyGroup>" + OwnPolicy)
            .Write("payers/chelation.yaml", s_policy)
            .Write("payers/chelation.txt", s_source)
            .Write("Claims.cs", BillsBoth.Replace("{|PCB1001:\"M0076\"|}", "\"M0076\"", StringComparison.Ordinal));

        Assert.True(consumer.BuildAndExpectMarks().Succeeded);
    }

    [Theory]
    [InlineData("      - { section: evidence, quote: The evidence is insufficient", "      - { section: evidence, quote: {|PCB2012:The evidence is plentiful")]
    [InlineData("    outcome: NotGoverned", "    outcome: {|PCB2008:Covered")]
    [InlineData("    stance: NotCovered\n    cites: [medicare-noncoverage]", "    stance: NotCovered\n    cites: [{|PCB2010:medicare]")]
    public void A_mistake_is_an_error_at_its_line_and_column_in_the_policy_file(string right, string wrong)
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj", OwnPolicy)
            .Write("payers/chelation.yaml", s_policy.Replace(right, wrong, StringComparison.Ordinal))
            .Write("payers/chelation.txt", s_source)
            .Write("Clinic.cs", "namespace Clinic; public class Clinician;");

        Assert.False(consumer.BuildAndExpectMarks(severity: "error").Succeeded);
    }

    [Fact]
    public void A_mistake_between_two_files_is_an_error_in_both()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj", """<ItemGroup><ProloCodebookPolicy Include="payers/*.yaml" /></ItemGroup>""")
            .Write("payers/chelation.yaml", s_policy.Replace("\nid: chelation\n", "\nid: {|PCB2022:chelation\n", StringComparison.Ordinal))
            .Write("payers/chelation.txt", s_source)
            .Write("payers/copy.yaml", s_policy.Replace("\nid: chelation\n", "\nid: {|PCB2022:chelation\n", StringComparison.Ordinal))
            .Write("Clinic.cs", "namespace Clinic; public class Clinician;");

        Assert.False(consumer.BuildAndExpectMarks(severity: "error").Succeeded);
    }

    [Fact]
    public void A_globalconfig_sets_the_severity_of_a_mistake()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj", OwnPolicy)
            .Write("payers/chelation.yaml", s_policy.Replace("is insufficient to determine", "is plentiful and determines", StringComparison.Ordinal).Replace("quote: The evidence is plentiful", "quote: {|PCB2012:The evidence is plentiful", StringComparison.Ordinal))
            .Write("payers/chelation.txt", s_source)
            .Write(".globalconfig", "is_global = true\ndotnet_diagnostic.PCB2012.severity = warning\n")
            .Write("Clinic.cs", "namespace Clinic; public class Clinician;");

        Assert.True(consumer.BuildAndExpectMarks().Succeeded);
    }

    [Fact]
    public void The_source_text_may_stand_elsewhere()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj", """<ItemGroup><ProloCodebookPolicy Include="payers/chelation.yaml" SourceText="texts/2025/chelation.txt" /></ItemGroup>""")
            .Write("payers/chelation.yaml", s_policy)
            .Write("texts/2025/chelation.txt", s_source)
            .Write("Claims.cs", BillsBoth);

        Assert.True(consumer.BuildAndExpectMarks().Succeeded);
    }

    [Fact]
    public void A_file_that_is_listed_twice_or_for_another_analyzer_too_counts_once()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj", """
            <ItemGroup>
              <AdditionalFiles Include="payers/*.*" />
              <ProloCodebookPolicy Include="payers/chelation.yaml" />
              <ProloCodebookPolicy Include="payers/../payers/*.yaml" />
            </ItemGroup>
            """)
            .Write("payers/chelation.yaml", s_policy)
            .Write("payers/chelation.txt", s_source)
            .Write("Claims.cs", BillsBoth);

        Assert.True(consumer.BuildAndExpectMarks().Succeeded);
    }

    [Fact]
    public void A_missing_policy_file_is_an_error_that_names_it()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj", OwnPolicy).Write("Clinic.cs", "namespace Clinic; public class Clinician;");

        ConsumerBuild build = consumer.Build();

        Assert.False(build.Succeeded);
        BuildDiagnostic error = Assert.Single(build.Diagnostics);
        Assert.Equal("Clinic.csproj", error.File);
        Assert.Contains($"'{consumer.PathOf(Path.Combine("payers", "chelation.yaml"))}' does not exist", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_source_text_is_an_error_that_names_it()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj", """<ItemGroup><ProloCodebookPolicy Include="payers/chelation.yaml" SourceText="payers/other.txt" /></ItemGroup>""")
            .Write("payers/chelation.yaml", s_policy)
            .Write("Clinic.cs", "namespace Clinic; public class Clinician;");

        ConsumerBuild build = consumer.Build();

        Assert.False(build.Succeeded);
        BuildDiagnostic error = Assert.Single(build.Diagnostics);
        Assert.Contains("'payers/other.txt'", error.Message, StringComparison.Ordinal);
        Assert.Contains("chelation.yaml", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_policy_file_does_not_stop_an_editor()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj", OwnPolicy).Write("Clinic.cs", "namespace Clinic; public class Clinician;");

        ConsumerBuild build = consumer.Build(".", "-p:DesignTimeBuild=true");

        Assert.True(build.Succeeded, build.Output);
    }
}
