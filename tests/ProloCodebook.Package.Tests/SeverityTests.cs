using ProloCodebook.Package.Tests.Infrastructure;

namespace ProloCodebook.Package.Tests;

/// <summary>Severities: the presets of ProloCodebookMode, and .editorconfig, which has the last word.</summary>
[Collection(PackedPackageCollection.Name)]
public sealed class SeverityTests(PackedPackage package)
{
    [Fact]
    public void Strict_makes_an_unrouted_code_an_error()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj", Mode("Strict")).Write("Claims.cs", BillingCode.Unrouted);

        Assert.False(consumer.BuildAndExpectMarks(severity: "error").Succeeded);
    }

    [Fact]
    public void Strict_shows_what_is_a_hint_by_default()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj", Mode("Strict")).Write("Claims.cs", """
            using ProloCodebook;

            namespace Clinic;

            public static class Claims
            {
                public static string Ask() => PolicyEvaluator.Evaluate({|PCB1003:"M0076"|}, Payer.Medicare).Outcome.ToString();
            }

            public static class Numbers
            {
                public static void Digits() => File.AppendAllText("numbers.txt", {|PCB1004:"20999"|});
            }
            """);

        Assert.True(consumer.BuildAndExpectMarks().Succeeded);
    }

    [Fact]
    public void Off_is_silent_and_still_generates()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj", Mode("off")).Write("Claims.cs", """
            using ProloCodebook;

            namespace Clinic;

            public static class Claims
            {
                public static void Bill() => File.AppendAllText("claims.txt", CodeText.HcpcsM0076);
            }
            """);

        Assert.True(consumer.BuildAndExpectMarks().Succeeded);
    }

    [Fact]
    public void An_editorconfig_decides_for_its_folder()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj", Mode("Strict"))
            .Write("Claims.cs", BillingCode.Unrouted)
            .Write("Legacy/OldClaims.cs", BillingCode.Unrouted.Replace("{|PCB1001:\"M0076\"|}", "\"M0076\"", StringComparison.Ordinal).Replace("Claims", "OldClaims", StringComparison.Ordinal))
            .Write("Legacy/.editorconfig", """
                [*.cs]
                dotnet_diagnostic.PCB1001.severity = none
                """);

        Assert.False(consumer.BuildAndExpectMarks(severity: "error").Succeeded);
    }

    [Fact]
    public void The_presets_name_every_rule_about_billing_code()
    {
        foreach (string preset in new[] { "Strict", "Off" })
        {
            string text = System.Text.Encoding.UTF8.GetString(package.Read($"config/ProloCodebook.{preset}.globalconfig"));
            Assert.All(PackedAnalyzers.Rules(package).Where(r => r.Id.StartsWith("PCB1", StringComparison.Ordinal)), rule =>
                Assert.Contains($"dotnet_diagnostic.{rule.Id}.severity = ", text, StringComparison.Ordinal));
        }
    }

    private static string Mode(string mode) => $"<PropertyGroup><ProloCodebookMode>{mode}</ProloCodebookMode></PropertyGroup>";
}
