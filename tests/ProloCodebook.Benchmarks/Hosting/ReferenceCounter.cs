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
    private int _countOfCandidates;

    public int Count => _count;

    /// <summary>References in blocks that the quick look at operations passes over: there must be none.</summary>
    public int Missed => _count - _countOfCandidates;

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [DiagnosticDescriptors.UnroutedReference];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var finder = new ReferenceFinder(start.Compilation, codes);
            start.RegisterOperationBlockAction(block => AddTo(finder, block, ref _count));
            finder.RegisterBlockAction(start, block => AddTo(finder, block, ref _countOfCandidates));
        });
    }

    private static void AddTo(ReferenceFinder finder, OperationBlockAnalysisContext block, ref int count)
    {
        foreach (var operation in block.OperationBlocks)
        {
            Interlocked.Add(ref count, finder.Find(operation, block.CancellationToken).Count(reference => reference.Certainty == ReferenceCertainty.Reference));
        }
    }
}
