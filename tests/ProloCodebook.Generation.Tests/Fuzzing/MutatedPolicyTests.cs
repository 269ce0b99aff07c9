using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProloCodebook.Generation.Tests.Harness;
using ProloCodebook.Policy;

namespace ProloCodebook.Generation.Tests.Fuzzing;

/// <summary>
/// Policy texts changed at random, through the reader, the generator and the C# compiler: no exception; what is generated compiles, has the shape that it
/// has for harmless texts, and holds every text as it was. Each input has a number, which is all it is made of. Longer:
/// <code>PROLOCODEBOOK_POLICIES=100000 dotnet test tests/ProloCodebook.Generation.Tests --filter MutatedPolicy</code>
/// which prints the numbers that failed; <c>PROLOCODEBOOK_FIRST_POLICY=number</c> begins with that one.
/// </summary>
public sealed class MutatedPolicyTests
{
    private const int MostFailures = 10;

    /// <summary>Compiling takes a hundred times what all else does.</summary>
    private const int CompiledOneOf = 60;

    private static readonly int s_first = Setting("PROLOCODEBOOK_FIRST_POLICY", 1);
    private static readonly int s_count = Setting("PROLOCODEBOOK_POLICIES", 120);

    private static readonly string[] s_files = [TestPolicies.ProlotherapyYaml];

    [Fact]
    public void Texts_of_any_kind_are_data_in_the_generated_code()
        => ForEach("text", (number, mutator) =>
        {
            var policy = PolicyTexts.Replace(TestPolicies.Prolotherapy, _ => mutator.Text(), inNames: false);
            AssertHoldsAsData(policy);
            if (number % CompiledOneOf == 0)
            {
                AssertComesBack(PolicyTexts.Replace(policy, text => text, inNames: true));
            }

            return true;
        });

    [Fact]
    public void Policies_with_other_texts_are_read_and_generated()
    {
        var accepted = ForEach("other text", (number, mutator) => Generate(mutator.WithOtherTexts(TestPolicies.ProlotherapyYaml), number));

        Assert.True(accepted * 2 > s_count, $"Only {accepted} of {s_count} were accepted; the others show little.");
    }

    [Fact]
    public void Damaged_policies_are_refused_or_generated()
    {
        var accepted = ForEach("damage", (number, mutator) => Generate(mutator.Damaged(s_files), number));

        Assert.InRange(accepted, 1, s_count - 1);
    }

    [Fact]
    public void Bytes_are_no_policy()
        => Assert.Equal(0, ForEach("bytes", (number, mutator) => Generate(mutator.RandomBytes(), number)));

    /// <returns>How many inputs the test says yes of.</returns>
    private static int ForEach(string what, Func<int, PolicyMutator, bool> test)
    {
        var yes = 0;
        var failures = new List<string>();
        for (var number = s_first; number < s_first + s_count && failures.Count < MostFailures; number++)
        {
            try
            {
                yes += test(number, new PolicyMutator(new Random(number))) ? 1 : 0;
            }
            catch (Exception exception)
            {
                // Whatever it is: nothing may come out of here.
                failures.Add($"{what} {number}: {exception}");
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        return yes;
    }

    /// <returns>Something was generated for the file.</returns>
    private static bool Generate(string yaml, int number)
    {
        var run = GeneratorRun.Start([AdditionalFile.Policy("/policies/prolotherapy.yaml", yaml), AdditionalFile.Source("/policies/prolotherapy.txt", TestPolicies.ProlotherapySource)]);
        var reading = PolicyReader.Read(yaml, [new PolicySourceText("prolotherapy.txt", TestPolicies.ProlotherapySource)]);
        if (reading.Policy is null)
        {
            Assert.NotEmpty(reading.Problems);
        }

        Assert.Empty(run.Files.SelectMany(file => file.SyntaxTree.GetDiagnostics()));
        if (reading.Policy is not { } policy || reading.Problems.Count > 0)
        {
            return false;
        }

        AssertHoldsAsData(policy);
        if (number % CompiledOneOf == 0)
        {
            Assert.Empty(run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden).Select(diagnostic => diagnostic.ToString()));
        }

        return true;
    }

    /// <summary>The tokens are those of the policy with harmless texts, literals apart; and among the literals each text stands as it was.</summary>
    private static void AssertHoldsAsData(PayerPolicy policy)
    {
        // Texts that are equal stay so: one constant may serve for all of them.
        var harmless = new Dictionary<string, string>(StringComparer.Ordinal);
        var expected = Parse(PolicyTexts.Replace(policy, text => harmless.TryGetValue(text, out var known) ? known : harmless[text] = $"t{harmless.Count.ToString(CultureInfo.InvariantCulture)}", inNames: false));
        var actual = Parse(policy);
        Assert.Equal(Shape(expected), Shape(actual));

        var literals = actual.SelectMany(root => root.DescendantTokens()).Where(token => token.Value is string).Select(token => token.ValueText).ToHashSet(StringComparer.Ordinal);
        foreach (var text in policy.Rules.Select(rule => rule.Reason).Concat(policy.Codes.Select(code => code.Description)).Distinct())
        {
            Assert.True(literals.Contains(text) || literals.Any(literal => literal.Contains(text, StringComparison.Ordinal)), $"Lost: {Literal(text)}");
        }
    }

    private static void AssertComesBack(PayerPolicy policy)
    {
        var decision = GeneratedCode.Load([policy]).Evaluate("M0076", "Medicare");
        var rule = policy.Rules.Single(rule => rule.Id == decision.Rule);
        Assert.Equal(rule.Reason, decision.Reason);
        Assert.All(decision.CitationList, citation => Assert.Contains(policy.Sections, section => section.Heading == citation.Section));
        Assert.NotEmpty(decision.CitationList);
        Assert.DoesNotContain(decision.Text, c => char.IsControl(c) || c is '\u2028' or '\u2029');
    }

    private static List<CompilationUnitSyntax> Parse(PayerPolicy policy)
        => [.. GeneratedCode.Emit([policy]).Where(file => file.Path.StartsWith("Policy.", StringComparison.Ordinal) || file.Path.StartsWith("Code", StringComparison.Ordinal))
            .Select(file => CSharpSyntaxTree.ParseText(file.Text))
            .Select(tree =>
            {
                Assert.Empty(tree.GetDiagnostics());
                return (CompilationUnitSyntax)tree.GetRoot();
            })];

    private static string Shape(List<CompilationUnitSyntax> files)
        => string.Join(" ", files.SelectMany(root => root.DescendantTokens()).Select(token => token.Value is string ? "\"…\"" : token.Text));

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static int Setting(string name, int otherwise)
        => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
