using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProloCodebook.Policy;

namespace ProloCodebook.Rules;

/// <summary>PCB2xxx: what is wrong in a policy file, or between several, at the line and column in the file.</summary>
/// <remarks>An analyzer and not the generator reports it, so that an editor shows it in the policy file while it is being written.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PolicyFileAnalyzer : DiagnosticAnalyzer
{
    private const string Category = "Policy";

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> s_descriptors =
        PolicyProblemKinds.All.ToImmutableDictionary(kind => kind.Id, CreateDescriptor, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        s_descriptors.Values.OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal).ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var files = PolicyFiles.Policies(start.Options).ToImmutableArray();
            if (files.IsEmpty)
            {
                return;
            }

            // Once for all files, since some problems lie between them. Not kept where it was cancelled.
            var problems = new Lazy<ILookup<string, PolicyProblem>>(
                () => Check(files, start.Options, start.CancellationToken),
                LazyThreadSafetyMode.PublicationOnly);
            start.RegisterAdditionalFileAction(file =>
            {
                foreach (var problem in problems.Value[file.AdditionalFile.Path])
                {
                    file.ReportDiagnostic(Diagnostic.Create(
                        s_descriptors[problem.Id], LocationOf(problem.Span, file.AdditionalFile, file.CancellationToken), problem.Message));
                }
            });
        });
    }

    /// <summary>The problems of all policy files, by path.</summary>
    private static ILookup<string, PolicyProblem> Check(ImmutableArray<AdditionalText> files, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var sources = options.AdditionalFiles
            .Where(file => PolicyFiles.IsSource(file, options.AnalyzerConfigOptionsProvider))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => new PolicySourceText(file.Path, file.GetText(cancellationToken)?.ToString() ?? string.Empty))
            .ToList();
        var readings = files
            .Select(file => PolicyReader.Read(file.GetText(cancellationToken)?.ToString(), sources, cancellationToken))
            .ToList();
        return readings
            .SelectMany((reading, file) => reading.Problems.Select(problem => new PolicyFileProblem(file, problem)))
            .Concat(PolicySet.Check(readings, cancellationToken))
            .ToLookup(problem => files[problem.File].Path, problem => problem.Problem, StringComparer.Ordinal);
    }

    private static Location LocationOf(PolicySpan span, AdditionalText file, CancellationToken cancellationToken)
    {
        var start = new LinePosition(span.StartLine, span.StartColumn);
        var end = new LinePosition(span.EndLine, span.EndColumn);
        var lines = file.GetText(cancellationToken)?.Lines;
        var textSpan = lines is null ? default : TextSpan.FromBounds(OffsetOf(lines, start), Math.Max(OffsetOf(lines, start), OffsetOf(lines, end)));
        return Location.Create(file.Path, textSpan, new LinePositionSpan(start, end));
    }

    // The reader counts lines for itself, and the file may end where it does not expect it.
    private static int OffsetOf(TextLineCollection lines, LinePosition position)
    {
        var line = lines[Math.Min(position.Line, lines.Count - 1)];
        return Math.Min(line.Start + position.Character, line.EndIncludingLineBreak);
    }

    private static DiagnosticDescriptor CreateDescriptor(PolicyProblemKind kind)
        => new(
            kind.Id,
            kind.Title,
            "{0}",
            Category,
            kind.IsWarning ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            kind.Description,
            DiagnosticDescriptors.HelpLink(kind.Id));
}
