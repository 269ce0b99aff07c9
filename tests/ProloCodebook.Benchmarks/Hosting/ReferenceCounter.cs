using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<SyntaxNode, bool> _all = new();
    private readonly ConcurrentDictionary<SyntaxNode, bool> _candidates = new();

    public int Count => _all.Count;

    /// <summary>References in blocks that the quick look at operations passes over: there must be none.</summary>
    public IReadOnlyList<Location> Missed => [.. _all.Keys.Except(_candidates.Keys).Select(node => node.GetLocation())];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [DiagnosticDescriptors.UnroutedReference];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var finder = new ReferenceFinder(start.Compilation, codes);
            start.RegisterOperationBlockAction(block => AddTo(finder, block, _all));
            finder.RegisterBlockAction(start, block => AddTo(finder, block, _candidates));
        });
    }

    private static void AddTo(ReferenceFinder finder, OperationBlockAnalysisContext block, ConcurrentDictionary<SyntaxNode, bool> all)
    {
        foreach (var reference in block.OperationBlocks.SelectMany(operation => finder.Find(operation, block.CancellationToken)))
        {
            if (reference.Certainty == ReferenceCertainty.Reference)
            {
                all[reference.Operation.Syntax] = true;
            }
        }
    }
}
