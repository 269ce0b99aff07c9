using ProloCodebook.Package.Tests.Infrastructure;

namespace ProloCodebook.Package.Tests;

/// <summary>One project checked out twice, into folders with other names: it builds in both, and to the same bytes.</summary>
[Collection(PackedPackageCollection.Name)]
public sealed class TwoCheckoutsTests(PackedPackage package)
{
    private static string Policy(string extension) => File.ReadAllText(Workplace.InRepository("tests", "ProloCodebook.Package.Tests", "Policies", "chelation" + extension));

    [Fact]
    public void Folders_with_blanks_and_letters_of_all_kinds_build_and_leave_no_trace()
    {
        byte[] plain = Build("clinic", text => text);
        byte[] odd = Build("Dr. Müller & Söhne 日本語 100%", text => text);

        Assert.Equal(plain, odd);
    }

    /// <summary>A checkout on Windows, of editors that write byte order marks: the code of the policy is the same.</summary>
    [Fact]
    public void Line_ends_of_Windows_and_byte_order_marks_in_the_policy_leave_no_trace()
        => Assert.Equal(Build("clinic", text => text), Build("clinic", text => "\uFEFF" + text.ReplaceLineEndings("\r\n")));

    private byte[] Build(string folder, Func<string, string> write)
    {
        using var consumer = new Consumer(package);
        string root = folder + "/src";
        consumer.Project(root + "/Clinic.csproj", $"""
            <PropertyGroup>
              <Deterministic>true</Deterministic>
              <PathMap>$(MSBuildProjectDirectory)=/_/</PathMap>
            </PropertyGroup>
            <ItemGroup><ProloCodebookPolicy Include="Payers' policies/chelation.yaml" /></ItemGroup>
            """)
            .Write(root + "/Payers' policies/chelation.yaml", write(Policy(".yaml")))
            .Write(root + "/Payers' policies/chelation.txt", write(Policy(".txt")))
            .Write(root + "/Claims.cs", BillingCode.Unrouted);

        Assert.True(consumer.BuildAndExpectMarks(root).Succeeded);
        return File.ReadAllBytes(consumer.PathOf(Path.Combine(folder, "src", "bin", "Debug", "net10.0", "Clinic.dll")));
    }
}
