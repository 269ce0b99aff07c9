using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProloCodebook.Benchmarks.Hosting;

/// <summary>What one member cost.</summary>
internal sealed record BlockCost(ISymbol Member, Location Place, TimeSpan Elapsed, long AllocatedBytes);

#pragma warning disable CS0618, RS1001, RS1012, RS1013, RS1022, RS1025, RS1026, RS1030, RS1036, RS1038, RS1041 // No host loads it; it hands on what another analyzer registers.

/// <summary>Measures each member that another analyzer looks at, to find those that take long.</summary>
internal sealed class TimedAnalyzer(DiagnosticAnalyzer analyzer, TimeSpan threshold) : DiagnosticAnalyzer
{
    private readonly ConcurrentQueue<BlockCost> _costs = new();
    private readonly ConcurrentDictionary<int, BlockCost> _underWay = new();

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => analyzer.SupportedDiagnostics;

    /// <summary>The members that took longer than the threshold.</summary>
    public IReadOnlyCollection<BlockCost> Costs => _costs;

    /// <summary>The members that have not come to an end.</summary>
    public IReadOnlyCollection<BlockCost> UnderWay => [.. _underWay.Values];

    public override void Initialize(AnalysisContext context) => analyzer.Initialize(new Context(context, this));

    private void Measure(OperationBlockAnalysisContext context, Action<OperationBlockAnalysisContext> action)
    {
        var thread = Environment.CurrentManagedThreadId;
        var cost = new BlockCost(context.OwningSymbol, context.OperationBlocks[0].Syntax.GetLocation(), TimeSpan.Zero, 0);
        _underWay[thread] = cost;
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        try
        {
            action(context);
        }
        finally
        {
            var elapsed = Stopwatch.GetElapsedTime(start);
            _underWay.TryRemove(thread, out _);
            if (elapsed > threshold)
            {
                _costs.Enqueue(cost with { Elapsed = elapsed, AllocatedBytes = GC.GetAllocatedBytesForCurrentThread() - bytes });
            }
        }
    }

    private sealed class Context(AnalysisContext context, TimedAnalyzer owner) : AnalysisContext
    {
        public override void EnableConcurrentExecution() => context.EnableConcurrentExecution();

        public override void ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags analysisMode) => context.ConfigureGeneratedCodeAnalysis(analysisMode);

        public override void RegisterCompilationStartAction(Action<CompilationStartAnalysisContext> action)
            => context.RegisterCompilationStartAction(start => action(new StartContext(start, owner)));

        public override void RegisterOperationBlockAction(Action<OperationBlockAnalysisContext> action)
            => context.RegisterOperationBlockAction(block => owner.Measure(block, action));

        public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterCodeBlockStartAction<TLanguageKindEnum>(Action<CodeBlockStartAnalysisContext<TLanguageKindEnum>> action) => throw new NotSupportedException();

        public override void RegisterCompilationAction(Action<CompilationAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> symbolKinds) => throw new NotSupportedException();

        public override void RegisterSyntaxNodeAction<TLanguageKindEnum>(Action<SyntaxNodeAnalysisContext> action, ImmutableArray<TLanguageKindEnum> syntaxKinds) => throw new NotSupportedException();

        public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => throw new NotSupportedException();
    }

    private sealed class StartContext(CompilationStartAnalysisContext context, TimedAnalyzer owner)
        : CompilationStartAnalysisContext(context.Compilation, context.Options, context.CancellationToken)
    {
        public override void RegisterOperationBlockAction(Action<OperationBlockAnalysisContext> action)
            => context.RegisterOperationBlockAction(block => owner.Measure(block, action));

        public override void RegisterOperationBlockStartAction(Action<OperationBlockStartAnalysisContext> action)
            => context.RegisterOperationBlockStartAction(block => action(new BlockContext(block, owner)));

        public override void RegisterOperationAction(Action<OperationAnalysisContext> action, ImmutableArray<OperationKind> operationKinds)
            => context.RegisterOperationAction(action, operationKinds);

        public override void RegisterCompilationEndAction(Action<CompilationAnalysisContext> action) => context.RegisterCompilationEndAction(action);

        public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterCodeBlockStartAction<TLanguageKindEnum>(Action<CodeBlockStartAnalysisContext<TLanguageKindEnum>> action) => throw new NotSupportedException();

        public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> symbolKinds) => throw new NotSupportedException();

        public override void RegisterSyntaxNodeAction<TLanguageKindEnum>(Action<SyntaxNodeAnalysisContext> action, ImmutableArray<TLanguageKindEnum> syntaxKinds) => throw new NotSupportedException();

        public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => throw new NotSupportedException();
    }

    private sealed class BlockContext(OperationBlockStartAnalysisContext context, TimedAnalyzer owner)
        : OperationBlockStartAnalysisContext(context.OperationBlocks, context.OwningSymbol, context.Compilation, context.Options, context.CancellationToken)
    {
        public override void RegisterOperationAction(Action<OperationAnalysisContext> action, ImmutableArray<OperationKind> operationKinds)
            => context.RegisterOperationAction(action, operationKinds);

        public override void RegisterOperationBlockEndAction(Action<OperationBlockAnalysisContext> action)
            => context.RegisterOperationBlockEndAction(block => owner.Measure(block, action));
    }
}
