using ProloCodebook.Package.Tests.Infrastructure;

namespace ProloCodebook.Package.Tests;

/// <summary>Several projects, one evaluator: where a referenced assembly offers one, no second is generated.</summary>
[Collection(PackedPackageCollection.Name)]
public sealed class SharedEvaluatorTests(PackedPackage package)
{
    /// <summary>A decision made in one project is tested in another: that compiles only where both have the same types. The attribute says what the analysis cannot see.</summary>
    private const string DecidesElsewhere = """
        using ProloCodebook;

        namespace Clinic.Front
        {
            internal static class Desk
            {
                public static void Take(string payer)
                {
                    PolicyDecision decision = Clinic.Core.Decider.Decide(Codes.HcpcsM0076, Payer.Medicare);
                    if (decision.Outcome == Outcome.NotCovered)
                    {
                        return;
                    }

                    Send(PolicyEvaluator.Evaluate(CodeText.HcpcsM0076, Payer.Unknown));
                    Write({|PCB1001:"20999"|}, "code");
                }

                private static void Send(PolicyDecision decision)
                {
                    System.IO.File.AppendAllText("claims.txt", decision.Code.Value);
                }

                private static void Write(string code, string label)
                {
                    System.IO.File.AppendAllText("claims.txt", code + label);
                }
            }
        }
        """;

    private static string Decider(string visibility) => $$"""
        using ProloCodebook;

        namespace Clinic.Core
        {
            {{visibility}} static class Decider
            {
                public static PolicyDecision Decide([RoutesToPolicy] ProcedureCode code, Payer payer)
                {
                    return PolicyEvaluator.Evaluate(code, payer);
                }
            }
        }
        """;

    [Fact]
    public void InternalsVisibleTo_reuses_the_evaluator_without_CS0436()
    {
        using var consumer = new Consumer(package);
        consumer
            .Project("Core/Core.csproj", """<ItemGroup><InternalsVisibleTo Include="Front" /></ItemGroup>""")
            .Write("Core/Decider.cs", Decider("internal"))
            .Project("Front/Front.csproj", """<ItemGroup><ProjectReference Include="../Core/Core.csproj" /></ItemGroup>""")
            .Write("Front/Desk.cs", DecidesElsewhere);

        Assert.True(consumer.BuildAndExpectMarks("Front").Succeeded);
    }

    [Fact]
    public void One_project_generates_publicly_and_two_only_analyze()
    {
        using var consumer = new Consumer(package);
        const string analyzeOnly = "<PropertyGroup><ProloCodebookGenerate>false</ProloCodebookGenerate></PropertyGroup>";
        consumer
            .Project("Core/Core.csproj", "<PropertyGroup><ProloCodebookVisibility>public</ProloCodebookVisibility></PropertyGroup>")
            .Write("Core/Decider.cs", Decider("public"))
            .Project("Front/Front.csproj", $"""{analyzeOnly}<ItemGroup><ProjectReference Include="../Core/Core.csproj" /></ItemGroup>""")
            .Write("Front/Desk.cs", DecidesElsewhere)
            .Project("Back/Back.csproj", $"""
                {analyzeOnly}
                <ItemGroup>
                  <ProjectReference Include="../Core/Core.csproj" />
                  <ProjectReference Include="../Front/Front.csproj" />
                </ItemGroup>
                """)
            .Write("Back/Office.cs", BillingCode.Unrouted);

        Assert.True(consumer.BuildAndExpectMarks("Back").Succeeded);
    }

    [Fact]
    public void A_public_evaluator_is_reused_without_being_told_to()
    {
        using var consumer = new Consumer(package);
        consumer
            .Project("Core/Core.csproj", "<PropertyGroup><ProloCodebookVisibility>public</ProloCodebookVisibility></PropertyGroup>")
            .Write("Core/Decider.cs", Decider("public"))
            .Project("Front/Front.csproj", """<ItemGroup><ProjectReference Include="../Core/Core.csproj" /></ItemGroup>""")
            .Write("Front/Desk.cs", DecidesElsewhere);

        Assert.True(consumer.BuildAndExpectMarks("Front").Succeeded);
    }

    [Fact]
    public void Two_projects_that_each_generate_internally_do_not_meet()
    {
        using var consumer = new Consumer(package);
        consumer
            .Project("Core/Core.csproj")
            .Write("Core/Claims.cs", BillingCode.RoutedIn("ProloCodebook"))
            .Project("Front/Front.csproj", """<ItemGroup><ProjectReference Include="../Core/Core.csproj" /></ItemGroup>""")
            .Write("Front/Claims.cs", BillingCode.RoutedIn("ProloCodebook"));

        Assert.True(consumer.BuildAndExpectMarks("Front").Succeeded);
    }
}
