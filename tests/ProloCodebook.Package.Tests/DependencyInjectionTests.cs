using ProloCodebook.Package.Tests.Infrastructure;

namespace ProloCodebook.Package.Tests;

/// <summary>The evaluator as a service of the user's container: one line registers it, and the analyzer knows it by its interface.</summary>
[Collection(PackedPackageCollection.Name)]
public sealed class DependencyInjectionTests(PackedPackage package)
{
    [Fact]
    public void An_injected_evaluator_routes()
    {
        using var consumer = new Consumer(package, "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.DependencyInjection.Abstractions");
        consumer.Project("Clinic.csproj", """
            <PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>
            <ItemGroup><PackageReference Include="Microsoft.Extensions.DependencyInjection" Version="10.0.10" /></ItemGroup>
            """)
            .Write("Program.cs", """
                using Clinic;
                using Microsoft.Extensions.DependencyInjection;
                using ProloCodebook;

                using ServiceProvider services = new ServiceCollection()
                    .AddSingleton(PolicyEvaluator.Instance)
                    .AddSingleton<Scrubber>()
                    .BuildServiceProvider();
                Console.WriteLine(services.GetRequiredService<Scrubber>().Add(Payer.Medicare));
                """)
            .Write("Scrubber.cs", """
                using ProloCodebook;

                namespace Clinic;

                internal sealed class Scrubber(IPolicyEvaluator evaluator)
                {
                    public string Add(Payer payer)
                    {
                        PolicyDecision decision = evaluator.Evaluate(CodeText.HcpcsM0076, payer);
                        if (decision.IsGoverned)
                        {
                            return decision.Outcome.ToString();
                        }

                        Bill(CodeText.HcpcsM0076);
                        return "billed";
                    }

                    public void AddUnasked() => Bill({|PCB1001:CodeText.HcpcsM0076|});

                    private static void Bill(string code) => File.AppendAllText("claims.txt", code);
                }
                """);

        consumer.BuildAndExpectMarks();

        Assert.Equal("NotCovered", consumer.Run("run", "--no-build").Output.Trim());
    }

    [Fact]
    public void The_interface_can_be_implemented_for_a_test()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.csproj")
            .Write("AskEverything.cs", """
                using ProloCodebook;

                namespace Clinic;

                /// <summary>Counts what is asked, and asks the real one.</summary>
                internal sealed class CountingEvaluator : IPolicyEvaluator
                {
                    public int Count { get; private set; }

                    public PolicyDecision Evaluate(ServiceLine line)
                    {
                        Count++;
                        return PolicyEvaluator.Evaluate(line);
                    }

                    public PolicyDecision Evaluate(string? code, Payer payer, string? description = null) => Evaluate(new ServiceLine(code, payer, description));

                    public PolicyDecision Evaluate(ProcedureCode code, Payer payer, string? description = null) => Evaluate(new ServiceLine(code, payer, description));
                }
                """);

        Assert.True(consumer.BuildAndExpectMarks().Succeeded);
    }
}
