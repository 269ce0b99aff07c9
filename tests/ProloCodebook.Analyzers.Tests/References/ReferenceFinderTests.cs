using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.References;

/// <summary>The case tables in References/Cases: what is a reference and how sure it is.</summary>
public sealed class ReferenceFinderTests
{
    private static readonly Dictionary<string, RoutingCase> s_cases = CaseFile.ReadFolder("References/Cases").ToDictionary(c => c.ToString());

    public static TheoryData<string> Names => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Case(string name) => s_cases[name].Project.VerifyAsync([new ReferenceProbe()]);
}
