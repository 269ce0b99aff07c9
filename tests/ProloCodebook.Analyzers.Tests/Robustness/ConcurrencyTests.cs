namespace ProloCodebook.Tests.Robustness;

/// <summary>Compilers and editors analyse on as many threads as they have, and the same compilation more than once at a time.</summary>
public sealed class ConcurrencyTests
{
    private const int Threads = 8;

    private static readonly AllCases s_cases = AllCases.Create(every: 12);

    [Fact]
    public async Task Many_analyses_of_one_compilation_at_a_time_say_the_same()
    {
        var expected = await AllCases.Create(every: 12).AnalyzeAsync(isConcurrent: false);
        AllCases.AssertTells(expected);

        var answers = await Task.WhenAll(Enumerable.Range(0, Threads).Select(number => Task.Run(() => s_cases.AnalyzeAsync(isConcurrent: number % 2 == 0))));

        Assert.All(answers, answer => Assert.Equal(expected, answer));
    }

    [Fact]
    public async Task One_analysis_asked_by_many_threads_file_by_file_says_the_same()
    {
        var expected = await s_cases.AnalyzeAsync(isConcurrent: false);
        var analysis = s_cases.Analysis(isConcurrent: true);

        // In another order on each thread, as an editor asks for the files that are open.
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 4).SelectMany(number => Shuffled(s_cases.Compilation.SyntaxTrees, number)),
            new ParallelOptions { MaxDegreeOfParallelism = Threads },
            async (tree, cancellationToken) => await analysis.GetAnalyzerSemanticDiagnosticsAsync(s_cases.Compilation.GetSemanticModel(tree), filterSpan: null, cancellationToken));

        Assert.Equal(expected, await AllCases.AnswerAsync(analysis));
    }

    private static T[] Shuffled<T>(IReadOnlyCollection<T> items, int seed)
    {
        var shuffled = items.ToArray();
        new Random(seed).Shuffle(shuffled);
        return shuffled;
    }
}
