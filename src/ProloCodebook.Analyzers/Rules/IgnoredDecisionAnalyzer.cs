using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.References;
using CallExemptions = ProloCodebook.Exemptions.Exemptions;

namespace ProloCodebook.Rules;

/// <summary>PCB1002: a decision is ignored: dropped, assigned and never read, or its task is never awaited.</summary>
/// <remarks>
/// Every call whose result is a decision counts, not only the evaluator's: a helper that hands its decision to a caller who drops it
/// has evaluated for nothing. Not where the type comes from a type argument (<c>cache.GetOrAdd(…)</c>): there the decision is kept elsewhere.
/// </remarks>
[DiagnosticAnalyzer(SourceLanguage.Name)]
public sealed class IgnoredDecisionAnalyzer : DiagnosticAnalyzer
{
    private const string Dropped = "is dropped";
    private const string NeverAwaited = "is never awaited";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(DiagnosticDescriptors.IgnoredDecision);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // Generated code is analysed where .editorconfig says so; that is asked for each tree.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            var options = start.Options.AnalyzerConfigOptionsProvider;
            var symbols = new PolicySymbols(options);
            var exemptions = new CallExemptions(symbols, options);
            if (!exemptions.IsTestProject)
            {
                start.RegisterOperationAction(call => Analyze(call, symbols, exemptions), OperationKind.Invocation);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, PolicySymbols symbols, CallExemptions exemptions)
    {
        var call = (IInvocationOperation)context.Operation;
        if (HowIgnored(call, symbols, context.CancellationToken) is { } how
            && !(context.IsGeneratedCode && !exemptions.AnalyzesGeneratedCode(call.Syntax.SyntaxTree))
            && !exemptions.IsExempt(call, context.ContainingSymbol))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                DiagnosticDescriptors.IgnoredDecision, call.Syntax.GetLocation(), call.TargetMethod.ContainingType.Name + "." + call.TargetMethod.Name, how));
        }
    }

    private static string? HowIgnored(IInvocationOperation call, PolicySymbols symbols, CancellationToken cancellationToken)
    {
        // This is asked of every call of a program, so what the operation itself says comes before what its method does.
        if (symbols.IsDecision(call.Type) && call.TargetMethod.OriginalDefinition.ReturnType.TypeKind != TypeKind.TypeParameter)
        {
            return HowIgnored(call, isTask: false, cancellationToken);
        }

        if (symbols.IsDecisionTask(call.Type))
        {
            return IsTaskPlumbing(call.TargetMethod) ? null : HowIgnored(call, isTask: true, cancellationToken);
        }

        // out PolicyDecision: counts as returned.
        foreach (var argument in call.Arguments)
        {
            if (argument is { Value: var value, Parameter: { RefKind: RefKind.Out } parameter } && symbols.IsDecision(parameter.Type) && parameter.OriginalDefinition.Type.TypeKind != TypeKind.TypeParameter)
            {
                return value is IDiscardOperation ? Dropped
                    : value is IDeclarationExpressionOperation { Expression: ILocalReferenceOperation { Local: var local } } && !IsRead(local, call) ? NeverRead(local)
                    : null;
            }
        }

        return null;
    }

    /// <summary>Follows the result to where it ends up. Only what surely ignores it is named; passed, stored, returned or tested is not ignored.</summary>
    private static string? HowIgnored(IOperation call, bool isTask, CancellationToken cancellationToken)
    {
        var awaited = !isTask;
        for (IOperation current = call, parent; current.Parent is not null; current = parent)
        {
            cancellationToken.ThrowIfCancellationRequested();
            parent = current.Parent;
            switch (parent)
            {
                case IConversionOperation or IParenthesizedOperation:
                case IConditionalAccessOperation access when access.WhenNotNull == current:
                case ICoalesceOperation coalesce when coalesce.WhenNull == current:
                case IConditionalOperation { Type: not null } conditional when conditional.Condition != current:
                case ISwitchExpressionArmOperation arm when arm.Value == current:
                case ISwitchExpressionOperation choice when choice.Value != current:
                    break;
                case IPropertyReferenceOperation { Property.Name: "Result" } result when result.Instance == current && !awaited:
                    awaited = true;
                    break;
                case IPropertyReferenceOperation property when property.Instance == current && awaited:
                case IUnaryOperation { OperatorMethod: null } or IBinaryOperation { OperatorMethod: null } when awaited && current.Type is { SpecialType: not SpecialType.None } or { TypeKind: TypeKind.Enum }:
                    // What is read off a decision is ignored like the decision itself.
                    break;
                case ITupleOperation tuple when TargetOf(tuple, current) is { } target:
                    return target is IDiscardOperation ? (awaited ? Dropped : NeverAwaited)
                        : target is ILocalReferenceOperation { IsDeclaration: true, Local: var part } && !IsRead(part, tuple) ? (awaited ? NeverRead(part) : NeverAwaited)
                        : null;
                case IAwaitOperation:
                    awaited = true;
                    break;
                case IInvocationOperation { TargetMethod: { Name: var name } plumbing } outer when outer.Instance == current && IsTaskPlumbing(plumbing):
                    // ConfigureAwait, AsTask, GetAwaiter hand the task on; GetResult and Wait complete it.
                    awaited |= name is "GetResult" or "Wait";
                    break;
                case IExpressionStatementOperation:
                    return awaited ? Dropped : NeverAwaited;
                case ISimpleAssignmentOperation { Target: IDiscardOperation } assignment when assignment.Value == current && assignment.Parent is IExpressionStatementOperation:
                    return awaited ? Dropped : NeverAwaited;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var declared } declarator }:
                    return IsUsing(parent) ? null : HowLocalIgnored(declared, declarator, awaited);
                case IVariableInitializerOperation { Parent: IVariableDeclarationOperation { Declarators: [var only] } declaration }:
                    // Visual Basic: the value belongs to all that are declared together.
                    return IsUsing(parent) ? null : HowLocalIgnored(only.Symbol, declaration, awaited);
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var assigned } } assignment
                    when assignment.Value == current && assignment.Parent is IExpressionStatementOperation:
                    return HowLocalIgnored(assigned, assignment, awaited);
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>What an element of a tuple is deconstructed into: <c>var (decision, units) = (Evaluate(…), 1)</c>; null where the tuple is kept.</summary>
    private static IOperation? TargetOf(ITupleOperation tuple, IOperation element)
    {
        IOperation value = tuple;
        while (value.Parent is IConversionOperation or IParenthesizedOperation)
        {
            value = value.Parent;
        }

        if (value.Parent is not IDeconstructionAssignmentOperation { Parent: IExpressionStatementOperation } deconstruction || deconstruction.Value != value)
        {
            return null;
        }

        var into = deconstruction.Target is IDeclarationExpressionOperation { Expression: var declared } ? declared : deconstruction.Target;
        var at = tuple.Elements.IndexOf(element);
        var target = into is ITupleOperation { Elements: var targets } && at >= 0 && at < targets.Length ? targets[at] : null;
        return target is IDeclarationExpressionOperation { Expression: var local } ? local : target;
    }

    private static string? HowLocalIgnored(ILocalSymbol local, IOperation assignment, bool awaited)
        => local.RefKind != RefKind.None || local.IsStatic || local.IsFunctionValue ? null
            : !IsRead(local, assignment) ? (awaited ? NeverRead(local) : NeverAwaited)
            : IsOverwritten(local, assignment) ? $"is assigned to '{local.Name}', which is overwritten before it is read"
            : null;

    private static string NeverRead(ILocalSymbol local) => $"is assigned to '{local.Name}', which is never read";

    /// <summary>using var _ = …: disposing reads it.</summary>
    private static bool IsUsing(IOperation operation)
    {
        for (var current = operation.Parent; current is IVariableDeclaratorOperation or IVariableDeclarationOperation or IVariableDeclarationGroupOperation or IUsingOperation or IUsingDeclarationOperation; current = current.Parent)
        {
            if (current is IUsingOperation or IUsingDeclarationOperation)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRead(ILocalSymbol local, IOperation within)
    {
        var pending = new Stack<IOperation>();
        pending.Push(within.Root());
        while (pending.Count > 0)
        {
            var operation = pending.Pop();
            if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local) && !IsWrite(reference))
            {
                return true;
            }

            if (operation is INameOfOperation)
            {
                continue;
            }

            foreach (var child in operation.ChildOperations)
            {
                pending.Push(child);
            }

            if (operation is { Kind: OperationKind.None, SemanticModel: { } model } && SourceLanguage.HiddenReads(operation.Syntax, model, cancellationToken: default).Contains(local, SymbolEqualityComparer.Default))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWrite(ILocalReferenceOperation reference)
        => reference.IsDeclaration
            || (reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference && assignment.Parent is IExpressionStatementOperation)
            || (reference.Parent is IArgumentOperation { Parameter.RefKind: RefKind.Out });

    /// <summary>
    /// The next statement of the same block that speaks of the local assigns it anew. Only in straight-line code outside of <c>try</c>, where nothing
    /// in between can reach a read.
    /// </summary>
    private static bool IsOverwritten(ILocalSymbol local, IOperation assignment)
    {
        var statement = assignment;
        while (statement.Parent is not (null or IBlockOperation))
        {
            statement = statement.Parent;
        }

        if (statement.Parent is not IBlockOperation block || IsIn<ITryOperation>(block) || IsCaptured(local, block))
        {
            return false;
        }

        var index = block.Operations.IndexOf(statement);
        for (var i = index + 1; i < block.Operations.Length; i++)
        {
            var next = block.Operations[i];
            if (next is IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: ILocalReferenceOperation target, Value: var value } }
                && SymbolEqualityComparer.Default.Equals(target.Local, local))
            {
                return !Mentions(value, local);
            }

            if (Mentions(next, local))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Speaks of the local, or jumps to where that may happen.</summary>
    private static bool Mentions(IOperation root, ILocalSymbol local)
    {
        foreach (var operation in root.DescendantsAndSelf())
        {
            switch (operation)
            {
                case ILocalReferenceOperation reference when SymbolEqualityComparer.Default.Equals(reference.Local, local):
                case IBranchOperation or ILabeledOperation:
                    return true;
            }
        }

        return false;
    }

    private static bool IsCaptured(ILocalSymbol local, IOperation within)
    {
        foreach (var operation in within.Root().DescendantsAndSelf())
        {
            if (operation is ILocalReferenceOperation reference
                && SymbolEqualityComparer.Default.Equals(reference.Local, local)
                && FunctionAround(reference) is { } function
                && !SymbolEqualityComparer.Default.Equals(function, local.ContainingSymbol))
            {
                return true;
            }
        }

        return false;
    }

    private static IMethodSymbol? FunctionAround(IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case IAnonymousFunctionOperation lambda:
                    return lambda.Symbol;
                case ILocalFunctionOperation function:
                    return function.Symbol;
            }
        }

        return null;
    }

    private static bool IsIn<T>(IOperation operation)
        where T : IOperation
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is T)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTaskPlumbing(IMethodSymbol method)
        => method.Name is "ConfigureAwait" or "AsTask" or "GetAwaiter" or "GetResult" or "Wait" or "Preserve"
            && (method.ContainingNamespace.IsNamed("System.Threading.Tasks") || method.ContainingNamespace.IsNamed("System.Runtime.CompilerServices"));
}
