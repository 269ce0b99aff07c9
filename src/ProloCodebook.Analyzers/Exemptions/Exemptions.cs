using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.Routing;
using ProloCodebook.Rules;

namespace ProloCodebook.Exemptions;

/// <summary>
/// What cannot bill (R4). <c>nameof</c> and attribute arguments are not asked about here: the finder does not return them.
/// One per compilation.
/// </summary>
internal sealed class Exemptions
{
    /// <summary>The .editorconfig option that names calls whose arguments cannot bill.</summary>
    public const string ExemptCallsOption = "prolocodebook.exempt_calls";

    /// <summary>The .editorconfig option that has generated code analysed too.</summary>
    public const string AnalyzeGeneratedCodeOption = "prolocodebook.analyze_generated_code";

    private readonly PolicySymbols _symbols;
    private readonly AnalyzerConfigOptionsProvider? _options;
    private readonly ConfiguredMethods _exemptCalls;
    private readonly ConcurrentDictionary<ISymbol, bool> _exemptSymbols = new(SymbolEqualityComparer.Default);

    public Exemptions(PolicySymbols symbols, AnalyzerConfigOptionsProvider? options = null)
    {
        _symbols = symbols;
        _options = options;
        _exemptCalls = new ConfiguredMethods(options, ExemptCallsOption);
        IsTestProject = options is not null
            && options.GlobalOptions.TryGetValue("build_property.IsTestProject", out var value)
            && value.Trim().Equals("true", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Nothing in this project bills.</summary>
    public bool IsTestProject { get; }

    /// <summary>Generated code in this tree is to be analysed like any other.</summary>
    public bool AnalyzesGeneratedCode(SyntaxTree tree)
        => _options is not null
            && _options.GetOptions(tree).TryGetValue(AnalyzeGeneratedCodeOption, out var value)
            && value.Trim().Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// A reference at <paramref name="operation"/> cannot bill: <c>[PolicyExempt]</c> around it, or it stands in the argument of an exempt call.
    /// </summary>
    /// <param name="containingSymbol">The member whose block the operation is in.</param>
    public bool IsExempt(IOperation operation, ISymbol containingSymbol)
        => IsTestProject || IsExemptSymbol(containingSymbol) || IsInExemptFunction(operation) || IsInExemptCall(operation);

    /// <summary><paramref name="symbol"/> or something around it carries <c>[PolicyExempt]</c>.</summary>
    public bool IsExemptSymbol(ISymbol? symbol)
    {
        if (symbol is null or INamespaceSymbol)
        {
            return false;
        }

        return _exemptSymbols.TryGetValue(symbol, out var known) ? known : _exemptSymbols.GetOrAdd(symbol, Resolve(symbol));
    }

    /// <summary>
    /// The arguments of a call of <paramref name="method"/> cannot bill: the constructor of an exception (or a throw helper on its type), a
    /// call of a logger, of <c>Trace</c> or <c>Debug</c>, and what <c>prolocodebook.exempt_calls</c> names.
    /// </summary>
    /// <remarks>Not <c>Console</c>: standard output may well be the claim file.</remarks>
    public bool IsExemptCall(IMethodSymbol method, SyntaxTree? tree)
        => IsExceptionMember(method) || LoggingCalls.IsLogger(method) || LoggingCalls.IsLoggingDelegate(method) || LoggingCalls.IsTraceOrDebug(method) || _exemptCalls.Contains(method, tree);

    /// <summary>A call of <paramref name="method"/> logs: to pass a decision to it is not to hand it on.</summary>
    public bool IsLoggingCall(IMethodSymbol method)
        => LoggingCalls.IsLogger(method) || LoggingCalls.IsTraceOrDebug(method) || LoggingCalls.IsConsole(method);

    /// <summary>A call of <paramref name="method"/> is one of a delegate made by <c>LoggerMessage.Define</c>.</summary>
    public bool IsLoggingDelegate(IMethodSymbol method) => LoggingCalls.IsLoggingDelegate(method);

    private bool Resolve(ISymbol symbol)
    {
        if (_symbols.HasAttribute(symbol, PolicyType.PolicyExemptAttribute))
        {
            return true;
        }

        return symbol switch
        {
            IMethodSymbol method => IsExemptSymbol(method.AssociatedSymbol)
                || (method.PartialDefinitionPart is { } definition && _symbols.HasAttribute(definition, PolicyType.PolicyExemptAttribute))
                || (method.PartialImplementationPart is { } implementation && _symbols.HasAttribute(implementation, PolicyType.PolicyExemptAttribute))
                || IsExemptSymbol(method.ContainingSymbol),
            IModuleSymbol module => IsExemptSymbol(module.ContainingAssembly),
            IAssemblySymbol => false,
            // What the generator writes about a code bills nothing, also where generated code is analysed.
            INamedTypeSymbol { ContainingType: null } type => PolicySymbols.IsSigned(type) || IsExemptSymbol(type.ContainingModule),
            _ => IsExemptSymbol(symbol.ContainingSymbol),
        };
    }

    private bool IsInExemptFunction(IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            var inner = current switch
            {
                ILocalFunctionOperation function => function.Symbol,
                IAnonymousFunctionOperation lambda => lambda.Symbol,
                IParameterInitializerOperation parameter => parameter.Parameter,
                _ => (ISymbol?)null,
            };
            if (inner is not null && _symbols.HasAttribute(inner, PolicyType.PolicyExemptAttribute))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Climbs from the reference to the call it is an argument of. Calls that only make text or compare are passed by;
    /// at the first one that could do something with the code the climb ends.
    /// </summary>
    private bool IsInExemptCall(IOperation operation)
    {
        var tree = operation.Syntax.SyntaxTree;
        for (var current = operation; current.Parent is { } parent; current = parent)
        {
            switch (parent)
            {
                case IArgumentOperation { Parent: IInvocationOperation { Parent: IInterpolatedStringAppendOperation } }:
                case IInvocationOperation { Parent: IInterpolatedStringAppendOperation }:
                    // The parts of an interpolated string that a handler takes.
                    break;
                case IArgumentOperation { Parent: IInvocationOperation call }:
                    if (IsExemptCall(call.TargetMethod, tree))
                    {
                        return true;
                    }

                    if (!CannotBill(call.TargetMethod))
                    {
                        return false;
                    }

                    break;
                case IArgumentOperation { Parent: IObjectCreationOperation { Constructor: { } constructor } }:
                    if (IsExemptCall(constructor, tree))
                    {
                        return true;
                    }

                    if (!CannotBill(constructor))
                    {
                        return false;
                    }

                    break;
                case IArgumentOperation { Parent: IPropertyReferenceOperation property }:
                    if ((property.Property.GetMethod ?? property.Property.SetMethod) is { } accessor && IsExemptCall(accessor, tree))
                    {
                        return true;
                    }

                    break;
                case IInvocationOperation call when !CannotBill(call.TargetMethod):
                    // The receiver of a call of unknown effect.
                    return IsExemptCall(call.TargetMethod, tree);
                case ISimpleAssignmentOperation assignment when assignment.Value == current:
                    // new SomeException { Data = … } and exempt property setters, but no variable.
                    if (assignment.Target is IPropertyReferenceOperation { Property.SetMethod: { } setter } && IsExemptCall(setter, tree))
                    {
                        return true;
                    }

                    if (assignment.Parent is not IObjectOrCollectionInitializerOperation)
                    {
                        return false;
                    }

                    break;
                case IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation { Constructor: { } created } }:
                    if (IsExceptionMember(created))
                    {
                        return true;
                    }

                    break;
                case IAssignmentOperation or IVariableInitializerOperation or IReturnOperation or IAnonymousFunctionOperation or ILocalFunctionOperation
                    or IBlockOperation or ISymbolInitializerOperation:
                    return false;
            }
        }

        return false;
    }

    private static bool IsExceptionMember(IMethodSymbol method)
        => (method.MethodKind == MethodKind.Constructor || method.IsStatic) && method.ContainingType.IsOrInherits("Exception", "System") && !KnownLibrary.GoesOnWhereEqual(method);

    /// <summary>Text building, comparison and look-up in the base library: whatever it is given stays inside the surrounding expression.</summary>
    private static bool CannotBill(IMethodSymbol method)
    {
        if (method.MethodKind is MethodKind.DelegateInvoke or MethodKind.LocalFunction)
        {
            return false;
        }

        var type = method.ContainingType;
        return type is { TypeKind: not TypeKind.Delegate, Name: not "Console" }
            && !(method.ReturnsVoid && method.MethodKind == MethodKind.Ordinary)
            && (type.ContainingNamespace.IsNamed("System")
                || type.ContainingNamespace.IsNamed("System.Text")
                || type.ContainingNamespace.IsNamed("System.Linq")
                || type.ContainingNamespace.IsNamed("System.Runtime.CompilerServices")
                || type.ContainingNamespace.IsNamed("System.Collections.Generic"));
    }
}
