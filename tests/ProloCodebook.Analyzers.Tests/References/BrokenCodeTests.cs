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
                    project.CompileWithErrors(), new ReferenceProbe(exceptExempt: true), new IgnoredDecisionAnalyzer(), new UnroutedReferenceAnalyzer(PolicyCodes.All), new ExemptionWithoutReasonAnalyzer());
            }
            catch (Exception exception) when (exception is Xunit.Sdk.XunitException)
            {
                Assert.Fail(exception.Message + "\nin:\n" + mutant);
            }
        }
    }

    [Fact]
    public async Task Where_the_compiler_fails_to_make_a_control_flow_graph_the_message_says_so()
    {
        const string source = """
            using System.Runtime.CompilerServices;
            [InterpolatedStringHandler]
            public ref struct Seg { public Seg(int l, int f, out bool go) { go = true; } public Seg(int l, int f, out bool go) { go = true; } public bool AppendLiteral(string s) => true; public bool AppendFormatted(string s) => true; }
            public class L { void Write(ref Seg s) { } void M() { Write($"x {"M0076"}"); } }
            """;
        var project = new TestProject("") { OtherFiles = [("Broken.cs", source), (CasePrelude.FileName, CasePrelude.Source)] };

        var reported = await project.AnalyzeAsync(project.CompileWithErrors(), new UnroutedReferenceAnalyzer(PolicyCodes.All));

        Assert.Contains("(the analysis gave up: the compiler fails to make its control-flow graph)", Assert.Single(reported, diagnostic => diagnostic.Id == RuleIdentifiers.UnroutedReference).GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("class C { void M() { var a = new[] { \"x\" }.Select(x => a); Take(a == \"20999\"); } }")]
    [InlineData("class C { void M() { var a = b; var b = a; a = b; b = \"20999\"; a = \"20999\"; } }")]
    [InlineData("class C { static readonly string A = A; void M() { Bill(A); } }")]
    [InlineData("class C { const string A = A + \"M0076\"; void M() { Bill(A); } }")]
    [InlineData("enum E { M0076 = M0076 } class C { void M(E e = E.M0076) { } }")]
    [InlineData("class C { void M() { foreach (var c in c) Take(c == \"20999\"); } }")]
    public async Task What_is_defined_by_itself_ends(string source)
    {
        var project = new TestProject("") { OtherFiles = [("Broken.cs", source), (CasePrelude.FileName, CasePrelude.Source)] };

        await project.AnalyzeAsync(project.CompileWithErrors(), new ReferenceProbe(exceptExempt: true));
    }

    [Fact]
    public async Task A_concatenation_of_thousands_of_terms_is_read_to_its_end()
    {
        var terms = string.Join(" + ", Enumerable.Repeat("x", 5000));
        await new TestProject($"class C {{ string M(string x) => {terms} + {{|REF:\"M0076\"|}} + {terms}; }}").VerifyAsync([new ReferenceProbe(exceptExempt: true)]);
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
