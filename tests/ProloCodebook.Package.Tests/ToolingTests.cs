using System.Text.Json;
using ProloCodebook.Package.Tests.Infrastructure;

namespace ProloCodebook.Package.Tests;

/// <summary>What continuous integration does with the rules: apply fixes from the command line, read the SARIF log.</summary>
[Collection(PackedPackageCollection.Name)]
public sealed class ToolingTests(PackedPackage package)
{
    [Fact]
    public void Dotnet_format_applies_the_fixes()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj")
            .Write("Claims.cs", """
                using ProloCodebook;

                namespace Clinic;

                internal static class Claims
                {
                    public static bool Ask() => PolicyEvaluator.Evaluate("M0076", Payer.Medicare).IsGoverned;

                    public static void Add(Payer payer)
                    {
                        Bill("M0076");
                    }

                    private static void Bill(string code) => File.AppendAllText("claims.txt", code);
                }
                """);
        // Twice: a code that has just been routed is only then a literal that could be the constant.
        for (var pass = 0; pass < 2; pass++)
        {
            DotNetRun format = consumer.Run("format", "analyzers", "--diagnostics", "PCB1001", "PCB1003", "--severity", "info");
            Assert.True(format.ExitCode == 0, format.Output);
        }

        string text = File.ReadAllText(consumer.PathOf("Claims.cs"));
        Assert.Contains("PolicyEvaluator.Evaluate(CodeText.HcpcsM0076, Payer.Medicare)", text, StringComparison.Ordinal);
        ConsumerBuild build = consumer.Build();
        Assert.True(build.Succeeded, build.Output);
        Assert.DoesNotContain(build.Diagnostics, d => d.Id is "PCB1001" or "PCB1003");
    }

    [Fact]
    public void The_SARIF_log_has_the_rule_and_where_the_value_gets_away()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj").Write("Claims.cs", BillingCode.Unrouted);

        consumer.BuildAndExpectMarks(more: "-p:ErrorLog=build.sarif%2Cversion=2.1");

        using JsonDocument sarif = JsonDocument.Parse(File.ReadAllText(consumer.PathOf("build.sarif")));
        JsonElement run = sarif.RootElement.GetProperty("runs")[0];
        JsonElement result = run.GetProperty("results").EnumerateArray().Single(r => r.GetProperty("ruleId").GetString() == "PCB1001");
        Assert.Equal("warning", result.GetProperty("level").GetString());
        Assert.EndsWith("Claims.cs", result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(result.GetProperty("relatedLocations").EnumerateArray());

        JsonElement rule = run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[result.GetProperty("ruleIndex").GetInt32()];
        Assert.Equal("PCB1001", rule.GetProperty("id").GetString());
        Assert.False(string.IsNullOrWhiteSpace(rule.GetProperty("shortDescription").GetProperty("text").GetString()));
        Assert.False(string.IsNullOrWhiteSpace(rule.GetProperty("fullDescription").GetProperty("text").GetString()));
        Assert.Equal("Billing", rule.GetProperty("properties").GetProperty("category").GetString());
    }
}
