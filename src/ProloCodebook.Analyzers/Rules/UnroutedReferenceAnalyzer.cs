using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProloCodebook.References;
using ProloCodebook.Routing;
using CallExemptions = ProloCodebook.Exemptions.Exemptions;

namespace ProloCodebook.Rules;

/// <summary>
/// PCB1001: a guarded code is not routed through the evaluator. PCB1003: a routed raw literal could be the generated
/// constant. PCB1004: an all-digit text equals a guarded code, but nothing around it says that it bills.
/// One analyzer, since all rest on the same look at every literal of the program.
/// </summary>
[DiagnosticAnalyzer(SourceLanguage.Name)]
public sealed class UnroutedReferenceAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The property of a diagnostic that holds the guarded code.</summary>
    public const string CodeProperty = "Code";

    /// <summary>The property of a diagnostic that holds the generated constant's name.</summary>
    public const string ConstantProperty = "Constant";

    private readonly IReadOnlyList<GuardedCode>? _codes;

    /// <summary>Guards the codes of the compilation's policy files.</summary>
    public UnroutedReferenceAnalyzer()
    {
    }

    /// <summary>Guards the given codes, whatever policy files there are.</summary>
    internal UnroutedReferenceAnalyzer(IReadOnlyList<GuardedCode> codes) => _codes = codes;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }
        = ImmutableArray.Create(DiagnosticDescriptors.UnroutedReference, DiagnosticDescriptors.LiteralInsteadOfConstant, DiagnosticDescriptors.PossibleReference);

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
        if (codes.Count == 0)
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

        var index = new GuardedCodeIndex(codes);
        var finder = new ReferenceFinder(context.Compilation, index, symbols);
        var analysis = new RoutingAnalysis(context.Compilation, index, finder, symbols, exemptions);
        var constants = new GeneratedConstants(context.Compilation, symbols);
        finder.RegisterBlockAction(context, block => Analyze(block, finder, exemptions, analysis, constants));
    }

    private static void Analyze(OperationBlockAnalysisContext context, ReferenceFinder finder, CallExemptions exemptions, RoutingAnalysis analysis, GeneratedConstants constants)
    {
        foreach (var block in context.OperationBlocks)
        {
            if (context.IsGeneratedCode && !exemptions.AnalyzesGeneratedCode(block.Syntax.SyntaxTree))
            {
                continue;
            }

            List<CodeReference>? judged = null;
            foreach (var reference in finder.Find(block, context.CancellationToken))
            {
                if (exemptions.IsExempt(reference.Operation, context.OwningSymbol))
                {
                    continue;
                }

                if (reference.Certainty == ReferenceCertainty.Reference)
                {
                    (judged ??= []).Add(reference);
                }
                else
                {
                    context.ReportDiagnostic(Diagnostic.Create(
                        DiagnosticDescriptors.PossibleReference, reference.Operation.Syntax.GetLocation(), reference.Code.Value, reference.Code.Description));
                }
            }

            if (judged is not null || analysis.ReadsCodeOfLine(block))
            {
                Judge(context, block, judged ?? [], exemptions, analysis, constants);
            }
        }
    }

    private static void Judge(OperationBlockAnalysisContext context, IOperation block, List<CodeReference> references, CallExemptions exemptions, RoutingAnalysis analysis, GeneratedConstants constants)
    {
        var session = new RoutingSession(context.CancellationToken);
        if (block.SemanticModel is { } model)
        {
            analysis.Bodies.Use(model);
        }

        if (analysis.Bodies.Around(block.Syntax) is not { } body)
        {
            return;
        }

        if (body.Owner is IParameterSymbol parameter)
        {
            foreach (var reference in references)
            {
                Report(context, constants, reference, new RoutingVerdicts(analysis, session, reference.Code).JudgeParameter(parameter, reference.Operation.Syntax));
            }

            return;
        }

        var flow = analysis.FlowOf(body, session);
        foreach (var reference in references)
        {
            Report(context, constants, reference, new RoutingVerdicts(analysis, session, reference.Code).Judge(flow, reference.Operation.Syntax));
        }

        JudgeReadBacks(context, block, flow, session, exemptions, analysis);
    }

    /// <summary>A service line's code read back is a reference of its own, where the line was built from a guarded code, here or in another body.</summary>
    private static void JudgeReadBacks(OperationBlockAnalysisContext context, IOperation block, BodyFlow flow, RoutingSession session, CallExemptions exemptions, RoutingAnalysis analysis)
    {
        foreach (var derived in flow.Record.DerivedReferences.Distinct())
        {
            if (IsInBlock(derived.Syntax) && new RoutingVerdicts(analysis, session, derived.Code).Judge(flow, derived.Syntax) is { } leak)
            {
                ReportLeak(context, derived.Syntax, derived.Code, leak);
            }
        }

        foreach (var readBack in flow.Record.ReadBacks.GroupBy(readBack => readBack.Syntax).OrderBy(readBack => readBack.Key.SpanStart))
        {
            if (!IsInBlock(readBack.Key))
            {
                continue;
            }

            var from = IncomingSource.InOrder(readBack.Select(read => read.From).Distinct()).ToList();
            var here = flow.Record.DerivedReferences.Where(derived => derived.Syntax == readBack.Key).Select(derived => derived.Code).ToList();
            foreach (var code in analysis.CodesOfLines(flow.Body, from, session).Except(here))
            {
                if (new RoutingVerdicts(analysis, session, code).JudgeReadBack(flow, readBack.Key, from) is { } leak)
                {
                    ReportLeak(context, readBack.Key, code, leak);
                }
            }
        }

        bool IsInBlock(SyntaxNode syntax)
            => block.Syntax.Span.Contains(syntax.Span) && !(block.SemanticModel?.GetOperation(syntax, context.CancellationToken) is { } operation && exemptions.IsExempt(operation, context.OwningSymbol));
    }

    private static void Report(OperationBlockAnalysisContext context, GeneratedConstants constants, CodeReference reference, Leak? leak)
    {
        if (leak is not null)
        {
            ReportLeak(context, reference.Operation.Syntax, reference.Code, leak);
        }
        else if (reference.IsReplaceableText && constants.Contains(reference.Code))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                DiagnosticDescriptors.LiteralInsteadOfConstant,
                reference.Operation.Syntax.GetLocation(),
                PropertiesOf(reference.Code),
                reference.Code.Value,
                reference.Code.ConstantName));
        }
    }

    private static void ReportLeak(OperationBlockAnalysisContext context, SyntaxNode syntax, GuardedCode code, Leak leak)
        => context.ReportDiagnostic(Diagnostic.Create(
            DiagnosticDescriptors.UnroutedReference,
            syntax.GetLocation(),
            WayOf(leak, syntax).Select(node => node.GetLocation()).Distinct(),
            PropertiesOf(code),
            code.Value,
            code.Description,
            leak.GaveUp ? "cannot be followed to its end" : leak.How,
            leak.GaveUp ? $" (the analysis gave up: {leak.How})" : string.Empty));

    /// <summary>First the place where the value gets away, be it where it stands, then the way there, backwards.</summary>
    private static IEnumerable<SyntaxNode> WayOf(Leak leak, SyntaxNode reference)
        => [leak.Way.LastOrDefault() ?? reference, .. leak.Way.Reverse().Where(node => node != reference)];

    private static ImmutableDictionary<string, string?> PropertiesOf(GuardedCode code)
        => ImmutableDictionary<string, string?>.Empty.Add(CodeProperty, code.Value).Add(ConstantProperty, code.ConstantName);
}
