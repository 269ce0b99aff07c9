using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProloCodebook.References;
using ProloCodebook.Rules;

namespace ProloCodebook.Benchmarks.Hosting;

#pragma warning disable RS1001, RS1030, RS1036, RS1038, RS1041 // No host loads it.

/// <summary>Counts the references to guarded codes that there are to judge.</summary>
internal sealed class ReferenceCounter(IReadOnlyList<GuardedCode> codes) : DiagnosticAnalyzer
{
    private int _count;

    public int Count => _count;

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [DiagnosticDescriptors.UnroutedReference];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var finder = new ReferenceFinder(start.Compilation, codes);
            start.RegisterOperationBlockAction(block =>
            {
                foreach (var operation in block.OperationBlocks)
                {
                    Interlocked.Add(ref _count, finder.Find(operation, block.CancellationToken).Count(reference => reference.Certainty == ReferenceCertainty.Reference));
                }
            });
        });
    }
}
