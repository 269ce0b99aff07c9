using System.Reflection;

namespace ProloCodebook.Policy.Tests;

public class ProblemKindTests
{
    public static TheoryData<string> Ids => [.. PolicyProblemKinds.All.Select(kind => kind.Id)];

    [Fact]
    public void Are_numbered_without_gaps()
        => Assert.Equal(Enumerable.Range(2001, PolicyProblemKinds.All.Count).Select(number => $"PCB{number}"), PolicyProblemKinds.All.Select(kind => kind.Id));

    [Fact]
    public void Are_all_listed()
        => Assert.Equal(
            typeof(PolicyProblemKinds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (PolicyProblemKind)field.GetValue(null)!),
            PolicyProblemKinds.All);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_has_a_test_of_its_exact_position(string id)
    {
        var assembly = typeof(ProblemKindTests).Assembly;
        var sources = assembly.GetManifestResourceNames().Where(name => name.EndsWith("Tests.cs", StringComparison.Ordinal)).Select(name => new StreamReader(assembly.GetManifestResourceStream(name)!).ReadToEnd());
        Assert.Contains(sources, source => source.Contains("{|" + id + ":", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_says_what_it_is(string id)
    {
        var kind = PolicyProblemKinds.All.Single(candidate => candidate.Id == id);
        Assert.NotEmpty(kind.Title);
        Assert.False(kind.Title.EndsWith('.'));
        Assert.EndsWith(".", kind.Description);
    }
}
