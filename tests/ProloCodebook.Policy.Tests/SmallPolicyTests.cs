namespace ProloCodebook.Policy.Tests;

public class SmallPolicyTests
{
    [Fact]
    public void Has_no_problems() => Assert.Empty(SmallPolicy.Read(SmallPolicy.Yaml).Problems.Select(SmallPolicy.Show));

    [Fact]
    public void Its_overlay_has_no_problems()
    {
        var readings = new[] { SmallPolicy.Read(SmallPolicy.Yaml), SmallPolicy.Read(SmallPolicy.Overlay) };
        Assert.Empty(readings.SelectMany(reading => reading.Problems).Select(SmallPolicy.Show));
        Assert.Empty(PolicySet.Check(readings).Select(problem => SmallPolicy.Show(problem.Problem)));
    }
}
