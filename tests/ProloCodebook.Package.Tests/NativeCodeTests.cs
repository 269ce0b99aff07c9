using ProloCodebook.Package.Tests.Infrastructure;

namespace ProloCodebook.Package.Tests;

/// <summary>
/// A program with the generated code is trimmed and compiled to native code without a warning, and decides as it did before. All warnings are errors, those
/// of the trimmer and of the AOT compiler too, and none is summed up by assembly.
/// </summary>
[Collection(PackedPackageCollection.Name)]
public sealed class NativeCodeTests(PackedPackage package)
{
    private static readonly string s_suffix = OperatingSystem.IsWindows() ? ".exe" : "";

    /// <summary>Needs nothing but the SDK and packages.</summary>
    [Fact]
    public void A_trimmed_program_is_published_without_a_warning_and_decides()
        => PublishAndRun("<PublishTrimmed>true</PublishTrimmed><SelfContained>true</SelfContained><TrimMode>full</TrimMode><EnableAotAnalyzer>true</EnableAotAnalyzer>");

    /// <summary>The AOT compiler leaves the linking to the C compiler of the machine, as the SDK documents.</summary>
    [LinkerFact]
    public void A_native_program_is_published_without_a_warning_and_decides()
        => PublishAndRun("<PublishAot>true</PublishAot><StripSymbols>false</StripSymbols>");

    private void PublishAndRun(string how)
    {
        string runtime = Workplace.RuntimeIdentifier;
        using var consumer = new Consumer(package,
            "Microsoft.DotNet.ILCompiler",
            "Microsoft.NET.ILLink.Tasks",
            "Microsoft.NETCore.App.Runtime." + runtime,
            "Microsoft.NETCore.App.Runtime.NativeAOT." + runtime,
            "runtime." + runtime + ".Microsoft.DotNet.ILCompiler");
        consumer.Project("Clinic.csproj", $"""
            <PropertyGroup>
              <OutputType>Exe</OutputType>
              <RuntimeIdentifier>{runtime}</RuntimeIdentifier>
              {how}
              <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              <TrimmerSingleWarn>false</TrimmerSingleWarn>
              <InvariantGlobalization>true</InvariantGlobalization>
              <DebugType>none</DebugType>
              <DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
            </PropertyGroup>
            """)
            .Write("Program.cs", """
                using ProloCodebook;

                // What a user may touch: codes, a service line, the reasons with their quotes, facts, JSON, the interface.
                Show(PolicyEvaluator.Evaluate("m0076-59", Payer.Medicare));
                Show(PolicyEvaluator.Instance.Evaluate(new ServiceLine(Codes.Cpt20999, Payer.Unknown, "regenerative injection therapy")));
                Show(PolicyEvaluator.Evaluate("99213", Payer.Medicare));
                Console.WriteLine(PolicyFacts.FdaStatusOf(Agent.Polidocanol));
                Console.WriteLine(PolicyFacts.CitationsOf(Codes.HcpcsM0076)[0]);
                Console.WriteLine(PolicyEvaluator.Evaluate(CodeText.HcpcsM0076, Payer.Medicare).ToJson().Contains("\"outcome\":\"NotCovered\""));

                static void Show(PolicyDecision decision)
                    => Console.WriteLine($"{decision.Code} {decision.Outcome} {decision.RuleId} {decision.Reasons[0].Citations.Count} {decision.MissingInformation.Count}");
                """);

        DotNetRun publish = consumer.Run("publish", "-o", "published", "-tl:off", "-p:UseSharedCompilation=false");

        Assert.True(publish.ExitCode == 0, publish.Output);
        Assert.DoesNotContain("warning", publish.Output, StringComparison.OrdinalIgnoreCase);
        DotNetRun run = DotNet.RunProgram(consumer.PathOf(Path.Combine("published", "Clinic" + s_suffix)), consumer.Folder);
        Assert.Equal("""
            M0076 NotCovered medicare-prolotherapy 5 0
            20999 InformationNeeded prolotherapy-payer-unknown 0 1
            99213 NotGoverned no-policy 0 0
            ApprovedForOtherUse
            "M0076 Prolotherapy" (HCPCS Description)
            True
            """.ReplaceLineEndings("\n"), run.Output.Trim().ReplaceLineEndings("\n"));
    }
}
