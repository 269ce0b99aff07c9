using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProloCodebook.References;
using CallExemptions = ProloCodebook.Exemptions.Exemptions;

namespace ProloCodebook.Rules;

/// <summary>PCB1004: an all-digit text equals a guarded code, but nothing around it says that it bills.</summary>
[DiagnosticAnalyzer(SourceLanguage.Name)]
public sealed class PossibleReferenceAnalyzer : DiagnosticAnalyzer
{
    private readonly IReadOnlyList<GuardedCode>? _codes;

    /// <summary>Guards the codes of the compilation's policy files.</summary>
    public PossibleReferenceAnalyzer()
    {
    }

    /// <summary>Guards the given codes, whatever policy files there are.</summary>
    internal PossibleReferenceAnalyzer(IReadOnlyList<GuardedCode> codes) => _codes = codes;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(DiagnosticDescriptors.PossibleReference);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // Generated code is analysed where .editorconfig says so; that is asked for each tree.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(Start);
    }

    private void Start(CompilationStartAnalysisContext context)
    {
        var codes = _codes ?? GuardedCodes.Get(context);
        if (!codes.Any(code => code.IsAllDigits))
        {
            return;
        }

        var options = context.Options.AnalyzerConfigOptionsProvider;
        var symbols = new PolicySymbols(options);
        var exemptions = new CallExemptions(symbols, options);
        if (exemptions.IsTestProject)
        {
            return;
        }

        var finder = new ReferenceFinder(context.Compilation, new GuardedCodeIndex(codes), symbols);
        finder.RegisterBlockAction(context, block => Analyze(block, finder, exemptions));
    }

    private static void Analyze(OperationBlockAnalysisContext context, ReferenceFinder finder, CallExemptions exemptions)
    {
        foreach (var block in context.OperationBlocks)
        {
            if (context.IsGeneratedCode && !exemptions.AnalyzesGeneratedCode(block.Syntax.SyntaxTree))
            {
                continue;
            }

            foreach (var reference in finder.Find(block, context.CancellationToken))
            {
                if (reference.Certainty == ReferenceCertainty.NoBillingSignal && !exemptions.IsExempt(reference.Operation, context.OwningSymbol))
                {
                    context.ReportDiagnostic(Diagnostic.Create(
                        DiagnosticDescriptors.PossibleReference, reference.Operation.Syntax.GetLocation(), reference.Code.Value, reference.Code.Description));
                }
            }
        }
    }
}
