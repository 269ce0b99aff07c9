namespace ProloCodebook.Generation.Tests.Harness;

/// <summary>The code generated for the packaged policy, loaded once for all tests of a class.</summary>
public sealed class PackagedCode
{
    internal GeneratedCode Code { get; } = GeneratedCode.Load([TestPolicies.Prolotherapy]);
}
