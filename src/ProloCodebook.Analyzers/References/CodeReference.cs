using Microsoft.CodeAnalysis;

namespace ProloCodebook.References;

/// <summary>How sure it is that an expression bills (see "How sure must it be?" in the page of PCB1001).</summary>
internal enum ReferenceCertainty
{
    /// <summary>A reference: PCB1001 unless routed.</summary>
    Reference,

    /// <summary>An all-digit string without a billing signal: PCB1004, never PCB1001.</summary>
    NoBillingSignal,
}

/// <summary>An expression whose compile-time value is, or holds, a guarded code.</summary>
/// <param name="Operation">The outermost constant expression.</param>
/// <param name="IsWholeValue">The value is the code itself (perhaps with modifiers or white space), not a longer text that holds it.</param>
/// <param name="IsCarrier">It is a use of a carrier or a generated constant, not a raw literal.</param>
internal sealed record CodeReference(IOperation Operation, GuardedCode Code, ReferenceCertainty Certainty, bool IsWholeValue, bool IsCarrier)
{
    /// <summary>A text written out that is the code and nothing more (no modifiers, no qualifier), so that the generated constant could stand for it.</summary>
    public bool IsReplaceableText
        => !IsCarrier && Operation.ConstantValue is { HasValue: true, Value: string text } && text.Trim().Equals(Code.Value, StringComparison.OrdinalIgnoreCase);
}
