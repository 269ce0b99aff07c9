using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProloCodebook.Rules;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.References;

/// <summary>An editor has broken code most of the time: nothing may throw on it.</summary>
public sealed class BrokenCodeTests
{
    private const int MutantsPerFile = 60;

    [Theory]
    [InlineData("References/Cases")]
    [InlineData("Exemptions/Cases")]
    [InlineData("Rules/Cases")]
    public async Task Tokens_that_are_missing_doubled_or_swapped_make_nothing_throw(string folder)
    {
        // Always the same mutants, so that a failure can be repeated.
        var random = new Random(20999);
        var sources = CaseFile.ReadFolder(folder).Select(c => c.Project.Marked.Text).ToList();
        for (var i = 0; i < MutantsPerFile; i++)
        {
            var mutant = Mutate(sources[random.Next(sources.Count)], random);
            var project = new TestProject("") { OtherFiles = [("Mutant.cs", mutant), (CasePrelude.FileName, CasePrelude.Source)] };
            try
            {
                await project.AnalyzeAsync(
                    project.CompileWithErrors(), new ReferenceProbe(exceptExempt: true), new IgnoredDecisionAnalyzer(), new PossibleReferenceAnalyzer(ReferenceProbe.Codes), new ExemptionWithoutReasonAnalyzer());
            }
            catch (Exception exception) when (exception is Xunit.Sdk.XunitException)
            {
                Assert.Fail(exception.Message + "\nin:\n" + mutant);
            }
        }
    }

    private static string Mutate(string source, Random random)
    {
        var tokens = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Select(t => t.ToFullString()).ToList();
        for (var changes = random.Next(1, 5); changes > 0 && tokens.Count > 1; changes--)
        {
            var at = random.Next(tokens.Count);
            switch (random.Next(3))
            {
                case 0:
                    tokens.RemoveAt(at);
                    break;
                case 1:
                    tokens.Insert(at, tokens[random.Next(tokens.Count)]);
                    break;
                default:
                    var other = random.Next(tokens.Count);
                    (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                    break;
            }
        }

        return string.Concat(tokens);
    }
}
