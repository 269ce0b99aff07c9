using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProloCodebook.Policy;

namespace ProloCodebook.Rules;

/// <summary>PCB2xxx: what is wrong in a policy file, or between several, at its line and column.</summary>
/// <remarks>An analyzer and not the generator reports it, so that an editor shows it in the policy file while it is being written.</remarks>
[DiagnosticAnalyzer(SourceLanguage.Name)]
public sealed class PolicyFileAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => PolicyFileDescriptors.OfFiles;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (!PolicyFiles.Policies(start.Options).Any())
            {
                return;
            }

            // Once for all files, since some problems lie between them. Not by the token of the start, which may be over when a file is asked for.
            ILookup<string, PolicyProblem>? known = null;
            start.RegisterAdditionalFileAction(file =>
            {
                if (!PolicyFiles.IsPolicy(file.AdditionalFile, file.Options.AnalyzerConfigOptionsProvider))
                {
                    return;
                }

                var problems = Volatile.Read(ref known) ?? Check(file.Options, file.CancellationToken);
                Volatile.Write(ref known, problems);
                foreach (var problem in problems[file.AdditionalFile.Path])
                {
                    var location = LocationOf(problem.Span, file.AdditionalFile, file.CancellationToken);
                    file.ReportDiagnostic(Diagnostic.Create(PolicyFileDescriptors.Of(problem), location, problem.Message));
                }
            });
        });
    }

    /// <summary>The problems of all policy files, by path.</summary>
    private static ILookup<string, PolicyProblem> Check(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var files = PolicyReadings.Of(options, cancellationToken);
        List<PolicyReading> readings = [.. files.Select(file => file.Reading)];
        return readings
            .SelectMany((reading, file) => reading.Problems.Select(problem => new PolicyFileProblem(file, problem)))
            .Concat(PolicySet.Check(readings, cancellationToken))
            .ToLookup(problem => files[problem.File].File.Path, problem => problem.Problem, StringComparer.Ordinal);
    }

    private static Location LocationOf(PolicySpan span, AdditionalText file, CancellationToken cancellationToken)
    {
        var start = new LinePosition(span.StartLine, span.StartColumn);
        var end = new LinePosition(span.EndLine, span.EndColumn);
        var offsets = file.GetText(cancellationToken)?.Lines is { } lines
            ? TextSpan.FromBounds(OffsetOf(lines, start), Math.Max(OffsetOf(lines, start), OffsetOf(lines, end)))
            : default;
        return Location.Create(file.Path, offsets, new LinePositionSpan(start, end));
    }

    // The reader's lines are YAML's, the compiler's end in more characters; an offset must lie in the text all the same.
    private static int OffsetOf(TextLineCollection lines, LinePosition position)
    {
        var line = lines[Math.Min(position.Line, lines.Count - 1)];
        return Math.Min(line.Start + position.Character, line.End);
    }
}
