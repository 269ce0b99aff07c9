namespace ProloCodebook.Policy.Tests;

public class PackagedPolicyTests
{
    [Fact]
    public void Has_no_problems() => Assert.Empty(PackagedPolicy.Read().Problems.Select(problem => $"{problem.Span.StartLine + 1}: {problem.Id} {problem.Message}"));
}
