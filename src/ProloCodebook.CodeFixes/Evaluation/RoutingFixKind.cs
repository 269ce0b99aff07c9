namespace ProloCodebook.CodeFixes.Evaluation;

/// <summary>The ways to route a reference that are offered. The names are part of the equivalence keys.</summary>
internal enum RoutingFixKind
{
    /// <summary>Evaluate before, and leave (return, continue, throw) when the policy governs the code. What Fix All does where nothing else is said.</summary>
    LeaveWhenGoverned,

    /// <summary>Evaluate before, and skip the one statement when the policy governs the code.</summary>
    SkipWhenGoverned,

    /// <summary>Evaluate before, and use the decision's code instead of the reference.</summary>
    UseDecisionCode,
}
