using ProloCodebook.Package.Tests.Infrastructure;

namespace ProloCodebook.Package.Tests;

/// <summary>Every rule about billing code, out of the package. (Those about policy files are in PolicyFileTests.)</summary>
[Collection(PackedPackageCollection.Name)]
public sealed class EveryRuleTests(PackedPackage package)
{
    [Fact]
    public void Each_rule_reports_at_its_place()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj")
            .Write(".editorconfig", """
                root = true
                [*.cs]
                dotnet_diagnostic.PCB1003.severity = warning
                dotnet_diagnostic.PCB1004.severity = warning
                """)
            .Write("Claims.cs", """
                using ProloCodebook;

                namespace Clinic;

                internal static class Claims
                {
                    public static void Unrouted() => Bill({|PCB1001:"M0076"|});

                    public static void Ignored(Payer payer)
                    {
                        {|PCB1002:PolicyEvaluator.Evaluate(CodeText.HcpcsM0076, payer)|};
                    }

                    public static bool Literal(Payer payer) => PolicyEvaluator.Evaluate({|PCB1003:"M0076"|}, payer).IsGoverned;

                    [{|PCB1005:PolicyExempt("")|}]
                    public static void Exempt() => Bill("M0076");

                    private static void Bill(string code) => File.AppendAllText("claims.txt", code);
                }

                internal static class Numbers
                {
                    public static void Digits() => File.AppendAllText("numbers.txt", {|PCB1004:"20999"|});
                }
                """);

        Assert.True(consumer.BuildAndExpectMarks().Succeeded);
    }

    [Fact]
    public void A_test_project_may_name_codes()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.Tests.csproj", "<PropertyGroup><IsTestProject>true</IsTestProject></PropertyGroup>")
            .Write("Claims.cs", BillingCode.Unrouted.Replace("{|PCB1001:\"M0076\"|}", "\"M0076\"", StringComparison.Ordinal));

        Assert.True(consumer.BuildAndExpectMarks().Succeeded);
    }

    [Fact]
    public void Calls_that_an_editorconfig_names_do_not_bill()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj")
            .Write(".editorconfig", """
                root = true
                [*.cs]
                prolocodebook.exempt_calls = Ledger.Note
                """)
            .Write("Claims.cs", """
                namespace Clinic;

                internal static class Claims
                {
                    public static void Unrouted() => Ledger.Bill({|PCB1001:"M0076"|});

                    public static void Noted() => Ledger.Note("M0076");
                }

                public static class Ledger
                {
                    public static void Bill(string code) => File.AppendAllText("claims.txt", code);

                    public static void Note(string code) => File.AppendAllText("notes.txt", code);
                }
                """);

        Assert.True(consumer.BuildAndExpectMarks().Succeeded);
    }
}
