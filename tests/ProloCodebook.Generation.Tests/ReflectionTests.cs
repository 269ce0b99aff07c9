using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ProloCodebook.Generation.Tests.Harness;

namespace ProloCodebook.Generation.Tests;

/// <summary>Generated code asks nothing of the runtime's type information, so a trimmed or natively compiled program behaves the same.</summary>
public class ReflectionTests
{
    [Fact]
    public void Generated_code_calls_no_member_of_reflection()
        => Assert.Empty(MembersOfReflection("namespace Consumer { public class Clinic { } }"));

    [Fact]
    public void A_call_of_reflection_would_be_found()
        => Assert.Equal(["Activator.CreateInstance", "Type.GetTypeFromHandle"], MembersOfReflection("namespace Consumer { public class Clinic { public object? New() => System.Activator.CreateInstance(typeof(Clinic)); } }"));

    /// <summary>What the compiled code calls, by the metadata: arguments of attributes are not among it.</summary>
    private static IEnumerable<string> MembersOfReflection(string userCode)
    {
        var files = GeneratedCode.Emit([TestPolicies.Prolotherapy]).Append(("User.cs", userCode));
        var compilation = ConsumerTarget.Net100.Compile("Consumer", files);
        using var image = new MemoryStream();
        var options = compilation.Options.WithGeneralDiagnosticOption(Microsoft.CodeAnalysis.ReportDiagnostic.Default);
        Assert.True(compilation.WithOptions(options).Emit(image).Success);
        image.Position = 0;
        using var portable = new PEReader(image);
        var metadata = portable.GetMetadataReader();
        return metadata.MemberReferences
            .Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference)
            .Select(member => (Member: metadata.GetString(member.Name), Type: metadata.GetTypeReference((TypeReferenceHandle)member.Parent)))
            .Select(pair => (pair.Member, Type: metadata.GetString(pair.Type.Name), Namespace: metadata.GetString(pair.Type.Namespace)))
            .Where(pair => pair.Namespace.StartsWith("System.Reflection", StringComparison.Ordinal)
                || pair.Namespace.StartsWith("System.Linq.Expressions", StringComparison.Ordinal)
                || pair.Namespace.StartsWith("Microsoft.CSharp", StringComparison.Ordinal)
                || (pair.Namespace == "System" && pair.Type is "Type" or "Activator"))
            .Select(pair => $"{pair.Type}.{pair.Member}")
            .Order(StringComparer.Ordinal)
            .ToList();
    }
}
