using Microsoft.CodeAnalysis;
using ProloCodebook.Policy;

namespace ProloCodebook.Rules;

/// <summary>The rules about billing code. Each has a page of the same name in src/ProloCodebook/rules.</summary>
internal static class DiagnosticDescriptors
{
    public const string Category = "Billing";

    /// <summary>{0} code, {1} its description, {2} where it gets away (a phrase such as "reaches 'Bill'"), {3} empty or why the analysis gave up.</summary>
    public static readonly DiagnosticDescriptor UnroutedReference = Create(
        RuleIdentifiers.UnroutedReference,
        "Guarded code is not routed through the policy evaluator",
        "{0} ({1}) {2} without the policy evaluator; evaluate it first (PolicyEvaluator.Evaluate) and act on the decision{3}",
        DiagnosticSeverity.Warning,
        "A payer's policy governs this procedure code. Code that bills it without asking the policy evaluator sends out claims that the policy may deny.");

    /// <summary>{0} the call.</summary>
    public static readonly DiagnosticDescriptor IgnoredDecision = Create(
        RuleIdentifiers.IgnoredDecision,
        "Policy decision is ignored",
        "The decision of '{0}' {1}; act on it or hand it on",
        DiagnosticSeverity.Warning,
        "An evaluation that nobody looks at changes nothing: the decision was dropped, assigned to something that is never read, or its task was never awaited.");

    /// <summary>{0} code, {1} the constant.</summary>
    public static readonly DiagnosticDescriptor LiteralInsteadOfConstant = Create(
        RuleIdentifiers.LiteralInsteadOfConstant,
        "Guarded code is written out where a generated constant exists",
        "'{0}' could be {1}",
        DiagnosticSeverity.Info,
        "The generated constant carries the policy's words as documentation, is found by a search for references, and disappears when the policy no longer lists the code.");

    /// <summary>{0} code, {1} its description.</summary>
    public static readonly DiagnosticDescriptor PossibleReference = Create(
        RuleIdentifiers.PossibleReference,
        "Text equals a guarded code but nothing says that it bills",
        "'{0}' equals a guarded code ({1}), but no name nearby says that it is one; if it is, give it a name that does",
        DiagnosticSeverity.Info,
        "An all-digit code may be any number. Where the names around it speak of codes, procedures, bills or fees, it is treated as the code; here they do not.");

    /// <summary>No arguments.</summary>
    public static readonly DiagnosticDescriptor ExemptionWithoutReason = Create(
        RuleIdentifiers.ExemptionWithoutReason,
        "[PolicyExempt] gives no reason",
        "State why the guarded codes here cannot bill: [PolicyExempt(\"…\")]",
        DiagnosticSeverity.Warning,
        "An exemption switches the check off. Whoever reviews it must be able to read why.");

    private static DiagnosticDescriptor Create(string id, string title, string messageFormat, DiagnosticSeverity severity, string description)
        => new(id, title, messageFormat, Category, severity, isEnabledByDefault: true, description, RuleLinks.Of(id));
}
