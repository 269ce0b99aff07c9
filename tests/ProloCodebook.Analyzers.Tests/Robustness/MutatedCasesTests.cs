using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.Robustness;

/// <summary>
/// The case tables, changed at random and mixed with one another. Longer:
/// <code>PROLOCODEBOOK_MUTANTS=100000 dotnet test tests/ProloCodebook.Analyzers.Tests --filter MutatedCases</code>
/// which prints the number of the mutant that failed; <c>PROLOCODEBOOK_FIRST_MUTANT=number</c> begins with that one.
/// </summary>
public sealed class MutatedCasesTests
{
    private const int MutantsByDefault = 160;

    private static readonly IReadOnlyList<string> s_sources =
        [.. new[] { "Routing/Cases", "References/Cases", "Exemptions/Cases", "Rules/Cases" }.SelectMany(CaseFile.ReadFolder).Select(item => item.Project.Marked.Text)];

    [Fact]
    public async Task Nothing_throws_hangs_or_depends_on_threads_and_order()
    {
        var first = Setting("PROLOCODEBOOK_FIRST_MUTANT", 1);
        var count = Setting("PROLOCODEBOOK_MUTANTS", MutantsByDefault);
        var reported = 0;
        for (var number = first; number < first + count; number++)
        {
            var random = new Random(number);
            var mutant = new CodeMutator(s_sources, random).Next();
            var compilation = RobustnessRun.Compile(mutant);
            switch (random.Next(12))
            {
                case 0:
                    // Packages not restored yet.
                    compilation = compilation.WithReferences();
                    break;
                case 1:
                    // The generator has not run, or had nothing to read.
                    compilation = compilation.RemoveSyntaxTrees(compilation.SyntaxTrees.Single(tree => tree.FilePath.EndsWith(ContractStub.FileName, StringComparison.Ordinal)));
                    break;
            }

            try
            {
                reported += (await RobustnessRun.CheckAsync(compilation)).Count;
            }
            catch (Exception exception) when (exception is Xunit.Sdk.XunitException)
            {
                Assert.Fail($"Mutant {number}: {exception.Message}\n{mutant}");
            }
        }

        // Mutants of which none is analysed to the end would show nothing.
        Assert.True(reported > count / 4, $"Only {reported} diagnostics in {count} mutants.");
    }

    [Fact]
    public void Some_mutants_compile_and_some_do_not()
    {
        var broken = Enumerable.Range(1, 40).Count(number => CSharpSyntaxTree.ParseText(new CodeMutator(s_sources, new Random(number)).Next()).GetDiagnostics().Any());

        Assert.InRange(broken, 5, 35);
    }

    private static int Setting(string name, int otherwise)
        => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
