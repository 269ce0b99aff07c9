using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Rules;

/// <summary>PCB1005: <c>[PolicyExempt]</c> gives no reason.</summary>
[DiagnosticAnalyzer(SourceLanguage.Name)]
public sealed class ExemptionWithoutReasonAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(DiagnosticDescriptors.ExemptionWithoutReason);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var symbols = new PolicySymbols(start.Options.AnalyzerConfigOptionsProvider);
            start.RegisterOperationAction(attribute => Analyze(attribute, symbols), OperationKind.Attribute);

            // Those of local functions and lambdas are in no operation tree.
            start.RegisterOperationAction(function => AnalyzeFunction(function, symbols), OperationKind.LocalFunction, OperationKind.AnonymousFunction);
        });
    }

    private static void Analyze(OperationAnalysisContext context, PolicySymbols symbols)
    {
        if (((IAttributeOperation)context.Operation).Operation is IObjectCreationOperation creation
            && symbols.TypeOf(creation.Type) == PolicyType.PolicyExemptAttribute
            && !GivesReason(creation))
        {
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.ExemptionWithoutReason, context.Operation.Syntax.GetLocation()));
        }
    }

    private static void AnalyzeFunction(OperationAnalysisContext context, PolicySymbols symbols)
    {
        foreach (var (attribute, arguments) in SourceLanguage.AttributesOfFunction(context.Operation.Syntax))
        {
            if (context.Operation.SemanticModel is { } model
                && symbols.TypeOf(model.GetTypeInfo(attribute, context.CancellationToken).Type) == PolicyType.PolicyExemptAttribute
                && !GivesReason(arguments, model, context.CancellationToken))
            {
                context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.ExemptionWithoutReason, attribute.GetLocation()));
            }
        }
    }

    private static bool GivesReason(IEnumerable<SyntaxNode> arguments, SemanticModel model, CancellationToken cancellationToken)
        => arguments.Any(argument => IsReason(model.GetConstantValue(argument, cancellationToken)));

    private static bool GivesReason(IObjectCreationOperation creation)
    {
        foreach (var argument in creation.Arguments)
        {
            if (IsReason(argument.Value.ConstantValue))
            {
                return true;
            }
        }

        foreach (var assignment in creation.Initializer?.Initializers ?? ImmutableArray<IOperation>.Empty)
        {
            if (assignment is ISimpleAssignmentOperation { Value: var value } && IsReason(value.ConstantValue))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsReason(Optional<object?> constant) => constant is { HasValue: true, Value: string text } && text.Any(char.IsLetterOrDigit);
}
