using Microsoft.CodeAnalysis.CSharp;
using ProloCodebook.Tests.Harness;
using Xunit.Sdk;

namespace ProloCodebook.Tests.Robustness;

/// <summary>
/// The case tables, changed at random and mixed with one another. Longer:
/// <code>PROLOCODEBOOK_MUTANTS=100000 dotnet test tests/ProloCodebook.Analyzers.Tests --filter MutatedCases</code>
/// which prints the number of the mutant that failed; <c>PROLOCODEBOOK_FIRST_MUTANT=number</c> begins with that one.
/// </summary>
public sealed class MutatedCasesTests
{
    private const int MutantsByDefault = 160;
    private const int MostFailures = 10;

    internal static readonly IReadOnlyList<string> Sources =
        [.. new[] { "Routing/Cases", "References/Cases", "Exemptions/Cases", "Rules/Cases" }.SelectMany(folder => CaseFile.ReadFolder(folder)).Select(item => item.Project.Marked.Text)];

    [Fact]
    public async Task Nothing_throws_hangs_or_depends_on_threads_and_order()
    {
        var first = RobustnessRun.Setting("PROLOCODEBOOK_FIRST_MUTANT", 1);
        var count = RobustnessRun.Setting("PROLOCODEBOOK_MUTANTS", MutantsByDefault);
        var reported = 0;
        var skipped = 0;
        var failures = new List<string>();
        for (var number = first; number < first + count && failures.Count < MostFailures; number++)
        {
            var mutant = new CodeMutator(Sources, new Random(number)).Next();
            var compilation = Without(RobustnessRun.Compile(mutant), number);
            if (!IsFitForTheCompiler(compilation))
            {
                skipped++;
                continue;
            }

            try
            {
                reported += (await RobustnessRun.CheckAsync(compilation)).Count;
            }
            catch (XunitException exception)
            {
                failures.Add($"Mutant {number}: {exception.Message}\n{mutant}");
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));

        // Mutants of which none is analysed to the end would show nothing.
        Assert.True(reported > count / 4, $"Only {reported} diagnostics in {count} mutants.");
        Assert.True(skipped <= count / 20, $"{skipped} of {count} mutants are too much for the compiler itself.");
    }

    [Fact]
    public void Some_mutants_compile_and_some_do_not()
    {
        var broken = Enumerable.Range(1, 40).Count(number => CSharpSyntaxTree.ParseText(new CodeMutator(Sources, new Random(number)).Next()).GetDiagnostics().Any());

        Assert.InRange(broken, 5, 35);
    }

    /// <summary>Now and then something else that has to be there is missing.</summary>
    private static CSharpCompilation Without(CSharpCompilation compilation, int number) => (number % 12) switch
    {
        // Packages not restored yet.
        0 => compilation.WithReferences(),

        // The generator has not run, or had nothing to read.
        1 => compilation.RemoveSyntaxTrees(compilation.SyntaxTrees.Single(tree => tree.FilePath.EndsWith(ContractStub.FileName, StringComparison.Ordinal))),
        _ => compilation,
    };

    /// <summary>The compiler has mistakes of its own in broken code; where it throws without us, nothing can be said of us.</summary>
    internal static bool IsFitForTheCompiler(CSharpCompilation compilation)
    {
        try
        {
            // On a copy: what has been bound stays bound, and the analyzers are to meet it unbound.
            compilation.Clone().GetDiagnostics();
            return true;
        }
        catch (Exception exception) when (exception is AggregateException or NullReferenceException or InvalidCastException or ArgumentException or IndexOutOfRangeException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }
}
