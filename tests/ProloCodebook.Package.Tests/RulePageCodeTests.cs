using System.Text.RegularExpressions;
using ProloCodebook.Package.Tests.Infrastructure;

namespace ProloCodebook.Package.Tests;

/// <summary>The page of PCB1001 shows code: the violation is one and its fixes are none, out of the package.</summary>
[Collection(PackedPackageCollection.Name)]
public sealed partial class RulePageCodeTests(PackedPackage package)
{
    /// <summary>The user's own types that the page speaks of. What <c>Bill</c> gets ends in a file.</summary>
    private const string Claim = """
        using ProloCodebook;

        namespace Clinic;

        internal sealed class Claim
        {
            public Payer Payer { get; init; }

            public void Bill(string code, decimal amount) => File.AppendAllText("claims.txt", $"{code} {amount}");

            public void Bill(string code, PolicyDecision decision) => File.AppendAllText("claims.txt", $"{code} {decision.Outcome}");

            public void Hold(object reasons) => File.AppendAllText("held.txt", $"{reasons}");
        }
        """;

    [Fact]
    public void The_violation_is_reported_and_the_fixes_are_not()
    {
        string page = File.ReadAllText(Workplace.InRepository("src", "ProloCodebook", "rules", "PCB1001.md"));
        string[] code = CSharp().Matches(page).Select(m => m.Groups["code"].Value).ToArray();
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj")
            .Write("Claim.cs", Claim)
            .Write("Violation.cs", Class("Violation", code[0].Replace("\"M0076\"", "{|PCB1001:\"M0076\"|}", StringComparison.Ordinal)))
            .Write("Fix.cs", Class("Fix", code[1]))
            .Write("OtherFix.cs", Class("OtherFix", $"public void Add(Claim claim)\n{{\n{code[2]}}}"));

        Assert.True(consumer.BuildAndExpectMarks().Succeeded);
    }

    [Fact]
    public void Every_option_is_on_the_page()
    {
        string page = File.ReadAllText(Workplace.InRepository("src", "ProloCodebook", "rules", "PCB1001.md"));
        IEnumerable<string> options = Directory.GetFiles(Workplace.InRepository("src", "ProloCodebook.Analyzers"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Option().Matches(File.ReadAllText(file)).Select(m => m.Groups["option"].Value))
            .Distinct();

        Assert.NotEmpty(options);
        Assert.All(options, option => Assert.Contains($"\n{option} = ", page, StringComparison.Ordinal));
    }

    private static string Class(string name, string members)
        => $"using ProloCodebook;\n\nnamespace Clinic;\n\ninternal static class {name}\n{{\n{members.Replace("public void", "public static void", StringComparison.Ordinal)}\n}}\n";

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharp();

    [GeneratedRegex("\"(?<option>prolocodebook\\.[a-z_]+)\"")]
    private static partial Regex Option();
}
