using Microsoft.CodeAnalysis;
using ProloCodebook.Rules;
using ProloCodebook.Tests.Harness;
using ProloCodebook.Tests.References;

namespace ProloCodebook.Tests.Routing;

/// <summary>What is used in another file than the one it stands in, where that does not write its name: a case is one file.</summary>
public sealed class SeveralFilesTests
{
    [Theory]
    [InlineData("class Coded { public IEnumerator<string> GetEnumerator() { yield return \"M0076\"; } }", "class C { void M() { foreach (var c in new Coded()) Bill(c); } }", true)]
    [InlineData("class Coded { public IEnumerator<string> GetEnumerator() { yield return \"M0076\"; } }", "class C { void M(Payer p) { foreach (var c in new Coded()) Keep(PolicyEvaluator.Evaluate(c, p)); } }", false)]
    [InlineData("class Coded { public string this[int i] => \"M0076\"; }", "class C { void M() => Bill(new Coded()[0]); }", true)]
    [InlineData("class Coded { public string this[int i] => \"M0076\"; }", "class C { void M(Payer p) => Keep(PolicyEvaluator.Evaluate(new Coded()[0], p)); }", false)]
    [InlineData("class Coded { public Coded(string c = \"M0076\") => Bill(c); }", "class C { void M() { Coded c = new(); } }", true)]
    [InlineData("class Coded { public Coded(string c = \"M0076\") => Keep(PolicyEvaluator.Evaluate(c, AnyPayer())); }", "class C { void M() { Coded c = new(); } }", false)]
    [InlineData("class Coded { public void Send(string c) => Bill(c); }", "class C { void M() => new Coded().Send(\"99213\"); }", false)]
    public async Task A_code_is_followed_into_the_file_that_uses_it(string source, string other, bool isReported)
    {
        var project = new TestProject(source) { OtherFiles = [(CasePrelude.FileName, CasePrelude.Source), ("Other.cs", other)] };

        var reported = await project.AnalyzeAsync(new UnroutedReferenceAnalyzer(PolicyCodes.All));

        Assert.Equal(isReported ? 1 : 0, reported.Count(diagnostic => diagnostic.Id == RuleIdentifiers.UnroutedReference));
    }
}
