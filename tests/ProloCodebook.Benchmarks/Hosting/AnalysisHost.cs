using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProloCodebook.Benchmarks.Hosting;

/// <summary>What analyzers made of a compilation.</summary>
/// <param name="Elapsed">By the clock, the compiler's own work included, which the analyzers ask for.</param>
/// <param name="Times">The compiler's own count of the time spent in each analyzer's code, all threads added up.</param>
/// <param name="TimedOut">It did not end in time. Where <paramref name="Hung"/>, it did not heed the cancellation either.</param>
internal sealed record AnalysisRun(
    TimeSpan Elapsed,
    ImmutableDictionary<DiagnosticAnalyzer, TimeSpan> Times,
    ImmutableArray<Diagnostic> Diagnostics,
    IReadOnlyCollection<Exception> Exceptions,
    bool TimedOut,
    bool Hung)
{
    /// <summary>A time counts only where the work was done.</summary>
    public AnalysisRun Checked()
        => !TimedOut && Exceptions.Count == 0 ? this : throw new InvalidOperationException("An analyzer hung or threw: " + Exceptions.FirstOrDefault());
}

/// <summary>Runs analyzers as the compiler does and keeps its own times of them.</summary>
internal static class AnalysisHost
{
    // How long an analyzer may take to notice that it was cancelled.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public static async Task<AnalysisRun> RunAsync(
        Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, ImmutableArray<AdditionalText> files, bool isConcurrent, TimeSpan timeout)
    {
        var exceptions = new ConcurrentQueue<Exception>();
        var withAnalyzers = compilation.WithAnalyzers(
            analyzers,
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions(files, HostOptions.Instance),
                onAnalyzerException: (exception, _, _) => exceptions.Enqueue(exception),
                concurrentAnalysis: isConcurrent,
                logAnalyzerExecutionTime: true,
                reportSuppressedDiagnostics: false));
        using var cancellation = new CancellationTokenSource();
        var watch = Stopwatch.StartNew();
        var work = Task.Run(() => withAnalyzers.GetAnalyzerDiagnosticsAsync(cancellation.Token));
        if (await Task.WhenAny(work, Task.Delay(timeout)) != work)
        {
            await cancellation.CancelAsync();
            var ended = await Task.WhenAny(work, Task.Delay(s_patience)) == work;
            return new AnalysisRun(watch.Elapsed, ImmutableDictionary<DiagnosticAnalyzer, TimeSpan>.Empty, [], exceptions, TimedOut: true, Hung: !ended);
        }

        var diagnostics = await work;
        watch.Stop();
        var times = ImmutableDictionary.CreateBuilder<DiagnosticAnalyzer, TimeSpan>();
        foreach (var analyzer in analyzers)
        {
            times[analyzer] = (await withAnalyzers.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None)).ExecutionTime;
        }

        return new AnalysisRun(watch.Elapsed, times.ToImmutable(), diagnostics, exceptions, TimedOut: false, Hung: false);
    }
}
