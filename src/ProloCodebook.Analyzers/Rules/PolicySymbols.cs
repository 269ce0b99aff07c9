using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProloCodebook.References;

namespace ProloCodebook.Rules;

/// <summary>The types of the contract that the rules know.</summary>
internal enum PolicyType
{
    None,
    Evaluator,
    EvaluatorInterface,
    Decision,
    ServiceLine,
    ProcedureCode,
    Codes,
    CodeText,
    RoutesToPolicyAttribute,
    PolicyExemptAttribute,
}

/// <summary>
/// Recognizes the generated types, wherever they were generated: by name, and either by the configured namespace or by their
/// <c>[GeneratedCode("ProloCodebook", …)]</c>. One per compilation; what it had to look up is kept.
/// </summary>
internal sealed class PolicySymbols
{
    public const string DefaultNamespace = "ProloCodebook";

    /// <summary>What the generator signs its types with.</summary>
    public const string GeneratorName = "ProloCodebook";

    /// <summary>The .editorconfig option that names evaluators of the user's own.</summary>
    public const string EvaluatorsOption = "prolocodebook.evaluators";

    private readonly ConfiguredMethods _evaluators;
    private readonly ConcurrentDictionary<IMethodSymbol, Routing> _routing = new(SymbolEqualityComparer.Default);

    public PolicySymbols(AnalyzerConfigOptionsProvider? options = null)
    {
        Namespace = options is not null
            && options.GlobalOptions.TryGetValue("build_property.ProloCodebookNamespace", out var name)
            && name.Trim() is { Length: > 0 } trimmed
            ? trimmed
            : DefaultNamespace;
        _evaluators = new ConfiguredMethods(options, EvaluatorsOption);
    }

    /// <summary>The namespace that the project generates into.</summary>
    public string Namespace { get; }

    /// <summary>Which of the contract's types <paramref name="type"/> is.</summary>
    public PolicyType TypeOf(ITypeSymbol? type)
    {
        // The names first: nearly every type in the world ends here.
        var candidate = type?.Name switch
        {
            "PolicyEvaluator" => PolicyType.Evaluator,
            "IPolicyEvaluator" => PolicyType.EvaluatorInterface,
            "PolicyDecision" => PolicyType.Decision,
            "ServiceLine" => PolicyType.ServiceLine,
            "ProcedureCode" => PolicyType.ProcedureCode,
            "Codes" => PolicyType.Codes,
            "CodeText" => PolicyType.CodeText,
            "RoutesToPolicyAttribute" => PolicyType.RoutesToPolicyAttribute,
            "PolicyExemptAttribute" => PolicyType.PolicyExemptAttribute,
            _ => PolicyType.None,
        };
        return candidate != PolicyType.None && type!.ContainingType is null && (type.ContainingNamespace.IsNamed(Namespace) || IsSigned(type))
            ? candidate
            : PolicyType.None;
    }

    /// <summary>A <c>PolicyDecision</c>, also as <c>PolicyDecision?</c>.</summary>
    public bool IsDecision(ITypeSymbol? type) => type?.Name switch
    {
        // The names first: this is asked of every call of a program.
        "PolicyDecision" => TypeOf(type) == PolicyType.Decision,
        "Nullable" => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] } && TypeOf(value) == PolicyType.Decision,
        _ => false,
    };

    /// <summary>One of the generated types, of those that a decision is made of, too: its reasons and their citations.</summary>
    public static bool IsOfContract(ITypeSymbol? type) => type is INamedTypeSymbol { ContainingType: null } && IsSigned(type);

    /// <summary>A task that gives a decision once awaited.</summary>
    public bool IsDecisionTask(ITypeSymbol? type)
        => type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } && IsDecision(result);

    /// <summary>
    /// A call of <paramref name="method"/> evaluates a code: <c>Evaluate…</c> of the evaluator, of its interface or of an implementation of it,
    /// a method with <c>[RoutesToPolicy]</c> on itself or on a parameter (inherited from what it overrides or implements),
    /// or one that <c>prolocodebook.evaluators</c> names.
    /// </summary>
    /// <param name="tree">Where the call stands; its .editorconfig counts.</param>
    public bool IsEvaluatorCall(IMethodSymbol method, SyntaxTree? tree = null)
        => RoutingOf(method).Any || _evaluators.Contains(method, tree);

    /// <summary>The names, without their types, of the methods that <c>prolocodebook.evaluators</c> names somewhere.</summary>
    public ISet<string> ConfiguredEvaluatorNames(IEnumerable<SyntaxTree> trees) => _evaluators.LastWords(trees);

    /// <summary>
    /// What is passed for <paramref name="parameter"/> is what gets evaluated: the code or the line of an evaluator call, and the code
    /// that a <c>ServiceLine</c> is built from.
    /// </summary>
    /// <param name="tree">Where the call stands; its .editorconfig counts.</param>
    public bool IsCodeParameter(IParameterSymbol parameter, SyntaxTree? tree = null)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method)
        {
            return false;
        }

        if (method.MethodKind == MethodKind.Constructor && TypeOf(method.ContainingType) == PolicyType.ServiceLine)
        {
            return IsCodeByMeaning(parameter);
        }

        var routing = RoutingOf(method);
        var ordinal = parameter.Ordinal + (method.ReducedFrom is null ? 0 : 1);
        return routing.Any
            ? routing.Parameters[ordinal]
            : _evaluators.Contains(method, tree) && IsCodeByMeaning(parameter);
    }

    /// <summary>The parameter, or its method, carries <c>[RoutesToPolicy]</c>, or overrides or implements one that does.</summary>
    public bool RoutesToPolicy(IParameterSymbol parameter)
        => parameter.ContainingSymbol is IMethodSymbol method && RoutingOf(method) is { IsMarked: true } routing
            && routing.Parameters[parameter.Ordinal + (method.ReducedFrom is null ? 0 : 1)];

    public bool HasAttribute(ISymbol symbol, PolicyType attribute)
    {
        foreach (var data in symbol.GetAttributes())
        {
            if (TypeOf(data.AttributeClass) == attribute)
            {
                return true;
            }
        }

        return false;
    }

    private Routing RoutingOf(IMethodSymbol method)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        return _routing.TryGetValue(definition, out var known) ? known : _routing.GetOrAdd(definition, Resolve(definition));
    }

    private Routing Resolve(IMethodSymbol method)
    {
        bool[]? parameters = null;
        var marked = false;
        foreach (var declaration in method.AndWhatItStandsFor())
        {
            var original = declaration.OriginalDefinition;
            var isEvaluator = IsEvaluateMethod(original);

            // On the method: each of its parameters.
            var isMarked = HasAttribute(original, PolicyType.RoutesToPolicyAttribute);
            for (var i = 0; i < original.Parameters.Length && i < method.Parameters.Length; i++)
            {
                var parameterIsMarked = isMarked || HasAttribute(original.Parameters[i], PolicyType.RoutesToPolicyAttribute);
                if (parameterIsMarked || (isEvaluator && IsCodeByMeaning(original.Parameters[i])))
                {
                    (parameters ??= new bool[method.Parameters.Length])[i] = true;
                    marked |= parameterIsMarked;
                }
            }

            if (isEvaluator || isMarked)
            {
                parameters ??= new bool[method.Parameters.Length];
                marked |= isMarked;
            }
        }

        return parameters is null ? Routing.None : new Routing(parameters, marked);
    }

    private bool IsEvaluateMethod(IMethodSymbol method)
        => method.Name.StartsWith("Evaluate", StringComparison.Ordinal)
            && TypeOf(method.ContainingType) is PolicyType.Evaluator or PolicyType.EvaluatorInterface;

    /// <summary>Which parameter is the code where only the method is known to evaluate.</summary>
    private bool IsCodeByMeaning(IParameterSymbol parameter)
    {
        if (CanBeCode(parameter) is not { } certain)
        {
            return false;
        }

        if (certain)
        {
            return true;
        }

        // Where none is called so, the first text.
        return parameter.ContainingSymbol is IMethodSymbol method
            && method.Parameters.All(p => CanBeCode(p) != true)
            && SymbolEqualityComparer.Default.Equals(method.Parameters.FirstOrDefault(p => CanBeCode(p) == false), parameter);
    }

    /// <summary>True: surely; false: perhaps; null: no.</summary>
    private bool? CanBeCode(IParameterSymbol parameter)
    {
        var type = parameter.Type;
        if (TypeOf(type) is PolicyType.ServiceLine or PolicyType.ProcedureCode)
        {
            return true;
        }

        if (type.SpecialType == SpecialType.System_String)
        {
            return IsCalledCode(parameter.Name);
        }

        // Integers, spans, lists of codes, the user's own line type: by name only.
        return IsCalledCode(parameter.Name) ? true : null;
    }

    private static bool IsCalledCode(string name)
        => NameWords.Judge(name) == NameVerdict.Billing
            || name.EndsWith("line", StringComparison.OrdinalIgnoreCase) || name.EndsWith("lines", StringComparison.OrdinalIgnoreCase);

    /// <summary>The generator wrote <paramref name="type"/>.</summary>
    public static bool IsSigned(ITypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass?.Name == "GeneratedCodeAttribute"
                && attribute.ConstructorArguments is [{ Value: GeneratorName }, ..])
            {
                return true;
            }
        }

        return false;
    }

    /// <param name="Parameters">By ordinal: what is passed here is evaluated.</param>
    private sealed record Routing(bool[] Parameters, bool IsMarked)
    {
        public static Routing None { get; } = new([], false);

        public bool Any => !ReferenceEquals(this, None);
    }
}
