using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ProloCodebook.Routing;
using ProloCodebook.Rules;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.Robustness;

/// <summary>
/// Runs every analyzer over code in whatever state, twice: on many threads, then on one with the files in reverse order. Neither may
/// throw or hang, and both must say the same.
/// </summary>
internal static class RobustnessRun
{
    /// <summary>No measure of speed: whatever takes this long is taken to hang.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <returns>What was reported.</returns>
    public static async Task<IReadOnlyList<string>> CheckAsync(CSharpCompilation compilation)
    {
        var first = await AnalyzeAsync(compilation, isConcurrent: true);
        var reversed = compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees.Reverse());
        var second = await AnalyzeAsync(reversed, isConcurrent: false);
        Assert.Equal(first, second);
        return first;
    }

    /// <summary>A file as the only one of a project, with what every case is compiled with.</summary>
    public static CSharpCompilation Compile(string source)
        => new TestProject(string.Empty) { OtherFiles = [("Robustness.cs", source), (CasePrelude.FileName, CasePrelude.Source)] }.CompileWithErrors();

    /// <summary>How long a test goes on, where the environment says so.</summary>
    public static int Setting(string name, int otherwise)
        => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    private static async Task<IReadOnlyList<string>> AnalyzeAsync(CSharpCompilation compilation, bool isConcurrent)
    {
        Exception? thrown = null;
        var analysis = compilation.WithAnalyzers(
            [new UnroutedReferenceAnalyzer(PolicyCodes.All), new IgnoredDecisionAnalyzer(), new ExemptionWithoutReasonAnalyzer()],
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]),
                onAnalyzerException: (exception, _, _) => thrown ??= exception,
                concurrentAnalysis: isConcurrent,
                logAnalyzerExecutionTime: false,
                reportSuppressedDiagnostics: true));
        ImmutableArray<Diagnostic> diagnostics;
        try
        {
            // Not by cancelling: what hangs may not look at the token.
            diagnostics = await Task.Run(() => analysis.GetAnalyzerDiagnosticsAsync(CancellationToken.None)).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The analyzers did not come to an end within {Patience}.");
            throw;
        }

        Assert.True(thrown is null, $"An analyzer threw: {thrown}");
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.GetMessage().Contains(RoutingAnalysis.InternalError, StringComparison.Ordinal));
        return [.. diagnostics.Select(diagnostic => $"{diagnostic} [{string.Join(", ", diagnostic.AdditionalLocations)}]").Order(StringComparer.Ordinal)];
    }
}
