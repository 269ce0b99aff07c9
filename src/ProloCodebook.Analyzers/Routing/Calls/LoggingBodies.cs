using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.Rules;
using CallExemptions = ProloCodebook.Exemptions.Exemptions;

namespace ProloCodebook.Routing;

/// <summary>Finds the methods of the compilation that do nothing but log: what is passed to one is logged, and not handed on.</summary>
internal sealed class LoggingBodies(BodyFinder bodies, PolicySymbols symbols, CallExemptions exemptions)
{
    /// <summary>Helpers of helpers deeper than this are not looked into.</summary>
    private const int MaxDepth = 4;

    private enum Effect
    {
        None,
        Logs,
        Other,
    }

    private readonly ConcurrentDictionary<IMethodSymbol, bool> _known = new(SymbolEqualityComparer.Default);

    public bool Contains(IMethodSymbol method, CancellationToken cancellationToken) => OnlyLogs(method, 0, cancellationToken);

    private bool OnlyLogs(IMethodSymbol method, int depth, CancellationToken cancellationToken)
    {
        if (depth > MaxDepth || method.IsVirtual || method.IsOverride || method.IsAbstract || method.ContainingType.TypeKind == TypeKind.Interface
            || method.MethodKind is not (MethodKind.Ordinary or MethodKind.ReducedExtension or MethodKind.LocalFunction) || method.Parameters.Any(parameter => parameter.RefKind is RefKind.Out or RefKind.Ref))
        {
            return false;
        }

        return _known.TryGetValue(method, out var known) ? known : _known.GetOrAdd(method, Look(method, depth, cancellationToken));
    }

    private bool Look(IMethodSymbol method, int depth, CancellationToken cancellationToken)
    {
        var logs = false;
        var isLocal = method.MethodKind == MethodKind.LocalFunction;
        foreach (var node in isLocal ? method.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellationToken)) : bodies.ReferencesOf(method).Select(body => body.Node))
        {
            if (bodies.ModelOf(node.SyntaxTree).GetOperation(node, cancellationToken) is not { } root)
            {
                return false;
            }

            foreach (var operation in root.Descendants())
            {
                if (isLocal && operation is IAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } && !SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, method))
                {
                    // A variable of the method around it.
                    return false;
                }

                switch (WhatDoes(operation, depth, cancellationToken))
                {
                    case Effect.Logs:
                        logs = true;
                        break;
                    case Effect.Other:
                        return false;
                }
            }
        }

        return logs;
    }

    /// <summary>Nothing is done but logging, if anything. Variables may be assigned.</summary>
    public bool DoNoMore(IEnumerable<IOperation> operations, CancellationToken cancellationToken)
        => operations.All(operation => WhatDoes(operation, 0, cancellationToken) != Effect.Other);

    private Effect WhatDoes(IOperation operation, int depth, CancellationToken cancellationToken)
    {
        switch (operation)
        {
            case IInvocationOperation call when exemptions.IsLoggingCall(call.TargetMethod) || FlowAnalysis.IsConsoleWriter(call) || OnlyLogs(call.TargetMethod.OriginalDefinition, depth + 1, cancellationToken):
                return Effect.Logs;
            case IInvocationOperation call when IsHarmless(call.TargetMethod) || symbols.IsDecision(call.TargetMethod.ContainingType) || symbols.IsProcedureCode(call.TargetMethod.ContainingType):
            case IObjectCreationOperation { Type: INamedTypeSymbol type } when KnownLibrary.IsLibrary(type):
            case IAssignmentOperation { Target: ILocalReferenceOperation or IDiscardOperation }:
                return Effect.None;
            case IInvocationOperation or IObjectCreationOperation or IAssignmentOperation or IThrowOperation or IAnonymousFunctionOperation or ILocalFunctionOperation
                or IReturnOperation { ReturnedValue: not null } or IEventAssignmentOperation or IInvalidOperation or { Kind: OperationKind.None }
                or IDynamicInvocationOperation or IDynamicObjectCreationOperation or IFunctionPointerInvocationOperation:
                return Effect.Other;
            default:
                return Effect.None;
        }
    }

    /// <summary>Makes something of what it is given, and keeps it nowhere but in a text.</summary>
    private static bool IsHarmless(IMethodSymbol method)
        => KnownLibrary.Classify(method) is not (LibraryCall.Unknown or LibraryCall.Store or LibraryCall.StoreKeyed) || method.ContainingType is { Name: "StringBuilder", ContainingNamespace.Name: "Text" };
}
