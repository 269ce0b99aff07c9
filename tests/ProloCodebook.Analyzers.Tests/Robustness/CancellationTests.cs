using System.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics;
using ProloCodebook.Rules;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.Robustness;

/// <summary>
/// An editor cancels at every key stroke and asks again. Nothing but the cancellation may come out of it, and what was kept of the cancelled
/// run (the same compilation, the same analyzers with their state, the same tokens long dead) must not change a later answer. Longer:
/// <code>PROLOCODEBOOK_CANCELLATIONS=2000 dotnet test tests/ProloCodebook.Analyzers.Tests --filter CancellationTests</code>
/// </summary>
public sealed class CancellationTests
{
    private static readonly int s_rounds = RobustnessRun.Setting("PROLOCODEBOOK_CANCELLATIONS", 10);

    private static readonly AllCases s_cases = AllCases.Create(every: 40);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task At_any_time(bool isConcurrent)
    {
        var expected = await s_cases.AnalyzeAsync(isConcurrent: false);
        AllCases.AssertTells(expected);
        var watch = Stopwatch.StartNew();
        await s_cases.AnalyzeAsync(isConcurrent);
        var whole = watch.Elapsed;

        var random = new Random(7);
        var cancelled = 0;
        for (var round = 0; round < s_rounds; round++)
        {
            var analysis = s_cases.Analysis(isConcurrent);

            // Several times, one after another: each leaves more behind, and the first reaches furthest into what is kept.
            var times = random.Next(1, 4);
            for (var time = 0; time < times; time++)
            {
                watch.Restart();
                if (await IsCancelledAsync(analysis, whole * random.NextDouble(), expected))
                {
                    cancelled++;
                }
                else if (time == 0 && watch.Elapsed < whole)
                {
                    // Others were at work on the machine when it was measured, and are not any more.
                    whole = watch.Elapsed;
                }
            }

            Assert.Equal(expected, await AllCases.AnswerAsync(analysis));
        }

        Assert.True(cancelled >= s_rounds / 2, $"Only {cancelled} of {s_rounds} runs were cancelled.");
    }

    [Fact]
    public async Task At_any_question_to_the_host()
    {
        var expected = await s_cases.AnalyzeAsync(isConcurrent: false);
        var questions = 0;
        AllCases.AssertTells(await s_cases.AskedThrough(() => questions++).AnalyzeAsync(isConcurrent: false));

        // Each of the first, where the policies are read and the settings are; then here and there.
        var cancelled = 0;
        for (var at = 1; at <= questions; at += at < 10 ? 1 : Math.Max(1, questions / s_rounds))
        {
            using var source = new CancellationTokenSource();
            var count = 0;
            var analysis = s_cases
                .AskedThrough(() => { if (Interlocked.Increment(ref count) == at) { source.Cancel(); } })
                .Analysis(isConcurrent: false);
            try
            {
                Assert.Equal(expected, await AllCases.AnswerAsync(analysis, source.Token));
            }
            catch (OperationCanceledException)
            {
                cancelled++;
            }

            Assert.Equal(expected, await AllCases.AnswerAsync(analysis));
        }

        Assert.True(cancelled > 5, $"Only {cancelled} were cancelled.");
    }

    /// <summary>The token dies after the answer: what was kept of it is asked again under another.</summary>
    [Fact]
    public async Task After_a_file_was_analysed_the_others_are_all_the_same()
    {
        var expected = await s_cases.AnalyzeAsync(isConcurrent: false);
        var analysis = s_cases.Analysis(isConcurrent: false);
        foreach (var tree in s_cases.Compilation.SyntaxTrees.Take(10))
        {
            using var source = new CancellationTokenSource();
            await analysis.GetAnalyzerSemanticDiagnosticsAsync(s_cases.Compilation.GetSemanticModel(tree), filterSpan: null, source.Token);
            await source.CancelAsync();
        }

        Assert.Equal(expected, await AllCases.AnswerAsync(analysis));
    }

    /// <summary>A method is followed for its own file, and what callers need to know of it is made under the token of who asks for that.</summary>
    [Fact]
    public async Task A_method_that_was_followed_before_is_asked_about_from_another_file()
    {
        var project = new TestProject("public class Sender { internal void Send(string code) { Take(\"M0076\"); Bill(code); } internal string Pick(bool first) => first ? \"M0076\" : \"99213\"; }")
        {
            OtherFiles =
            [
                (CasePrelude.FileName, CasePrelude.Source),
                ("Caller.cs", "public class Caller { public void M(Sender sender) { sender.Send(\"M0076\"); Bill(sender.Pick(true)); } }"),
            ],
        };
        var compilation = project.Compile();
        var analysis = compilation.WithAnalyzers([new UnroutedReferenceAnalyzer(PolicyCodes.All)]);
        var caller = compilation.SyntaxTrees.Single(tree => tree.FilePath.EndsWith("Caller.cs", StringComparison.Ordinal));
        foreach (var tree in compilation.SyntaxTrees.Where(tree => tree != caller))
        {
            using var source = new CancellationTokenSource();
            await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), filterSpan: null, source.Token);
            await source.CancelAsync();
        }

        var reported = await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(caller), filterSpan: null, CancellationToken.None);
        Assert.Equal(RuleIdentifiers.UnroutedReference, Assert.Single(reported).Id);
    }

    /// <summary>A start action outlives the request that ran it: what it left for later must not hang on that request's token.</summary>
    [Fact]
    public async Task A_policy_file_is_read_under_the_token_of_who_asks_for_it()
    {
        var cancelled = 0;
        var isOver = false;
        for (var at = 1; !isOver; at++)
        {
            using var source = new CancellationTokenSource();
            var count = 0;

            // Its own each time: a text that was read is remembered.
            var analysis = AllCases.Create(every: 800)
                .AskedThrough(() => { if (Interlocked.Increment(ref count) == at) { source.Cancel(); } })
                .Analysis(isConcurrent: false, new PolicyFileAnalyzer());
            try
            {
                await AllCases.AnswerAsync(analysis, source.Token);
            }
            catch (OperationCanceledException)
            {
                cancelled++;
            }

            isOver = !source.IsCancellationRequested;
            var answer = await AllCases.AnswerAsync(analysis);
            Assert.Contains(answer, line => line.Contains("PCB2", StringComparison.Ordinal));
            Assert.DoesNotContain(answer, line => line.Contains("AD0001", StringComparison.Ordinal));
        }

        Assert.True(cancelled > 3, $"Only {cancelled} were cancelled.");
    }

    private static async Task<bool> IsCancelledAsync(CompilationWithAnalyzers analysis, TimeSpan after, IReadOnlyList<string> expected)
    {
        using var source = new CancellationTokenSource();
        // Finer than a timer is. Awaited and not joined: what follows a cancellation may run on the very thread that cancels.
        var canceller = Task.Factory.StartNew(
            () =>
            {
                var watch = Stopwatch.StartNew();
                while (watch.Elapsed < after)
                {
                    Thread.Sleep(after - watch.Elapsed > TimeSpan.FromMilliseconds(20) ? 1 : 0);
                }

                source.Cancel();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            Assert.Equal(expected, await Task.Run(() => AllCases.AnswerAsync(analysis, source.Token)));
            return false;
        }
        catch (OperationCanceledException exception)
        {
            Assert.True(source.IsCancellationRequested, $"Cancelled by another token: {exception}");
            return true;
        }
        finally
        {
            await canceller;
        }
    }
}
