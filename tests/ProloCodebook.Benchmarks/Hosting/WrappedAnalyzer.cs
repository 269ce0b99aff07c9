using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProloCodebook.Benchmarks.Hosting;

#pragma warning disable CS0618, RS1001, RS1012, RS1013, RS1022, RS1025, RS1026, RS1030, RS1036, RS1038, RS1041 // No host loads it; it hands on what another analyzer registers.

/// <summary>Stands between the compiler and another analyzer: every call of what that one registered goes through <see cref="Run"/>.</summary>
internal abstract class WrappedAnalyzer(DiagnosticAnalyzer analyzer) : DiagnosticAnalyzer
{
    public DiagnosticAnalyzer Wrapped => analyzer;

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => analyzer.SupportedDiagnostics;

    public override void Initialize(AnalysisContext context) => analyzer.Initialize(new Context(context, this));

    /// <summary>Calls <paramref name="action"/>.</summary>
    protected abstract void Run<TContext>(Action<TContext> action, TContext context);

    private sealed class Context(AnalysisContext context, WrappedAnalyzer owner) : AnalysisContext
    {
        public override void EnableConcurrentExecution() => context.EnableConcurrentExecution();

        public override void ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags analysisMode) => context.ConfigureGeneratedCodeAnalysis(analysisMode);

        public override void RegisterCompilationStartAction(Action<CompilationStartAnalysisContext> action)
            => context.RegisterCompilationStartAction(start => owner.Run(action, new StartContext(start, owner)));

        public override void RegisterCompilationAction(Action<CompilationAnalysisContext> action) => context.RegisterCompilationAction(end => owner.Run(action, end));

        public override void RegisterAdditionalFileAction(Action<AdditionalFileAnalysisContext> action) => context.RegisterAdditionalFileAction(file => owner.Run(action, file));

        public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => context.RegisterSemanticModelAction(model => owner.Run(action, model));

        public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => context.RegisterSyntaxTreeAction(tree => owner.Run(action, tree));

        public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> symbolKinds)
            => context.RegisterSymbolAction(symbol => owner.Run(action, symbol), symbolKinds);

        public override void RegisterOperationAction(Action<OperationAnalysisContext> action, ImmutableArray<OperationKind> operationKinds)
            => context.RegisterOperationAction(operation => owner.Run(action, operation), operationKinds);

        public override void RegisterOperationBlockAction(Action<OperationBlockAnalysisContext> action) => context.RegisterOperationBlockAction(block => owner.Run(action, block));

        public override void RegisterOperationBlockStartAction(Action<OperationBlockStartAnalysisContext> action)
            => context.RegisterOperationBlockStartAction(block => owner.Run(action, new BlockContext(block, owner)));

        public override void RegisterSyntaxNodeAction<TLanguageKindEnum>(Action<SyntaxNodeAnalysisContext> action, ImmutableArray<TLanguageKindEnum> syntaxKinds)
            => context.RegisterSyntaxNodeAction(node => owner.Run(action, node), syntaxKinds);

        public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterCodeBlockStartAction<TLanguageKindEnum>(Action<CodeBlockStartAnalysisContext<TLanguageKindEnum>> action) => throw new NotSupportedException();
    }

    private sealed class StartContext(CompilationStartAnalysisContext context, WrappedAnalyzer owner)
        : CompilationStartAnalysisContext(context.Compilation, context.Options, context.CancellationToken)
    {
        public override void RegisterCompilationEndAction(Action<CompilationAnalysisContext> action) => context.RegisterCompilationEndAction(end => owner.Run(action, end));

        public override void RegisterAdditionalFileAction(Action<AdditionalFileAnalysisContext> action) => context.RegisterAdditionalFileAction(file => owner.Run(action, file));

        public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => context.RegisterSemanticModelAction(model => owner.Run(action, model));

        public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => context.RegisterSyntaxTreeAction(tree => owner.Run(action, tree));

        public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> symbolKinds)
            => context.RegisterSymbolAction(symbol => owner.Run(action, symbol), symbolKinds);

        public override void RegisterOperationAction(Action<OperationAnalysisContext> action, ImmutableArray<OperationKind> operationKinds)
            => context.RegisterOperationAction(operation => owner.Run(action, operation), operationKinds);

        public override void RegisterOperationBlockAction(Action<OperationBlockAnalysisContext> action) => context.RegisterOperationBlockAction(block => owner.Run(action, block));

        public override void RegisterOperationBlockStartAction(Action<OperationBlockStartAnalysisContext> action)
            => context.RegisterOperationBlockStartAction(block => owner.Run(action, new BlockContext(block, owner)));

        public override void RegisterSyntaxNodeAction<TLanguageKindEnum>(Action<SyntaxNodeAnalysisContext> action, ImmutableArray<TLanguageKindEnum> syntaxKinds)
            => context.RegisterSyntaxNodeAction(node => owner.Run(action, node), syntaxKinds);

        public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterCodeBlockStartAction<TLanguageKindEnum>(Action<CodeBlockStartAnalysisContext<TLanguageKindEnum>> action) => throw new NotSupportedException();
    }

    private sealed class BlockContext(OperationBlockStartAnalysisContext context, WrappedAnalyzer owner)
        : OperationBlockStartAnalysisContext(context.OperationBlocks, context.OwningSymbol, context.Compilation, context.Options, context.CancellationToken)
    {
        public override void RegisterOperationAction(Action<OperationAnalysisContext> action, ImmutableArray<OperationKind> operationKinds)
            => context.RegisterOperationAction(operation => owner.Run(action, operation), operationKinds);

        public override void RegisterOperationBlockEndAction(Action<OperationBlockAnalysisContext> action)
            => context.RegisterOperationBlockEndAction(block => owner.Run(action, block));
    }
}
