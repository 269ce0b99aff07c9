using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProloCodebook.References;
using ProloCodebook.Rules;
using ProloCodebook.Tests.Harness;
using CallExemptions = ProloCodebook.Exemptions.Exemptions;

namespace ProloCodebook.Tests.References;

#pragma warning disable RS1001, RS1036, RS1038, RS1041, RS2008 // It is no analyzer that a host will load.

/// <summary>Reports what the finder finds: REF and PART (of a longer text) are references, MAYBE are digits without a billing signal.</summary>
/// <param name="exceptExempt">Leaves out what cannot bill.</param>
internal sealed class ReferenceProbe(bool exceptExempt = false) : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor s_whole = Descriptor("REF");
    private static readonly DiagnosticDescriptor s_part = Descriptor("PART");
    private static readonly DiagnosticDescriptor s_maybe = Descriptor("MAYBE");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [s_whole, s_part, s_maybe];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var symbols = new PolicySymbols(start.Options.AnalyzerConfigOptionsProvider);
            var exemptions = new CallExemptions(symbols, start.Options.AnalyzerConfigOptionsProvider);
            var finder = new ReferenceFinder(start.Compilation, new GuardedCodeIndex(PolicyCodes.All), symbols);
            finder.RegisterBlockAction(start, block =>
            {
                foreach (var root in block.OperationBlocks)
                {
                    foreach (var reference in finder.Find(root, block.CancellationToken))
                    {
                        if (exceptExempt && exemptions.IsExempt(reference.Operation, block.OwningSymbol))
                        {
                            continue;
                        }

                        var rule = reference.Certainty == ReferenceCertainty.NoBillingSignal ? s_maybe : reference.IsWholeValue ? s_whole : s_part;
                        block.ReportDiagnostic(Diagnostic.Create(rule, reference.Operation.Syntax.GetLocation(), reference.Code.Value, reference.IsCarrier ? "carrier" : "written"));
                    }
                }
            });
        });
    }

    private static DiagnosticDescriptor Descriptor(string id) => new(id, id, "{0} {1}", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);
}
