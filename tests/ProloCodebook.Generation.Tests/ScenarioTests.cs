using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using ProloCodebook.Generation.Tests.Harness;

namespace ProloCodebook.Generation.Tests;

/// <summary>Code as users write it (Scenarios/*.cs.txt), compiled together with the generated code of the packaged policy and run.</summary>
public sealed partial class ScenarioTests(ScenarioTests.CompiledScenarios scenarios) : IClassFixture<ScenarioTests.CompiledScenarios>
{
    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var (type, text) in Files())
        {
            foreach (Match method in MethodName().Matches(text))
            {
                cases.Add(type, method.Groups[1].Value);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Scenario(string type, string method)
    {
        try
        {
            scenarios.Assembly.GetType(type, throwOnError: true)!.GetMethod(method)!.Invoke(null, null);
        }
        catch (TargetInvocationException exception)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.InnerException!);
        }
    }

    private static IEnumerable<(string Type, string Text)> Files()
        => Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Scenarios"), "*.cs.txt")
            .Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileName(path).Split('.')[0], File.ReadAllText(path)));

    [GeneratedRegex(@"public static void (\w+)\(\)")]
    private static partial Regex MethodName();

    public sealed class CompiledScenarios
    {
        public Assembly Assembly { get; } = GeneratedCode.Load(
            ConsumerTarget.Net100.Compile(
                "Scenarios",
                GeneratedCode.Emit([TestPolicies.Prolotherapy]).Concat(Files().Select(file => (file.Type + ".cs", "#pragma warning disable CS1591 // Tests need no documentation.\n" + file.Text))),
                [.. new[] { typeof(Assert), typeof(FactAttribute) }.Select(type => MetadataReference.CreateFromFile(type.Assembly.Location))])).Assembly;
    }
}
