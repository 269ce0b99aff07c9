using ProloCodebook.Generation.Tests.Harness;

namespace ProloCodebook.Generation.Tests;

public class CompilationTests
{
    public static TheoryData<ConsumerTarget, bool> Consumers()
    {
        var data = new TheoryData<ConsumerTarget, bool>();
        foreach (var consumer in ConsumerTarget.All)
        {
            data.Add(consumer, false);
            data.Add(consumer, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Consumers), DisableDiscoveryEnumeration = true)]
    public void Generated_code_compiles_without_a_warning(ConsumerTarget consumer, bool isPublic)
    {
        var files = GeneratedCode.Emit([TestPolicies.Prolotherapy], consumer, isPublic: isPublic);
        var compilation = consumer.Compile("Consumer", files);
        var diagnostics = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity > Microsoft.CodeAnalysis.DiagnosticSeverity.Hidden);
        Assert.Empty(diagnostics.Select(diagnostic => diagnostic.ToString()));
    }

}
