namespace ProloCodebook.References;

/// <summary>A code that a policy in the compilation lists.</summary>
/// <param name="Value">Upper case, without white space: <c>M0076</c>.</param>
/// <param name="Description">The policy's line for it.</param>
/// <param name="ConstantName">The generated constant's name in CodeText and Codes: <c>HcpcsM0076</c>.</param>
internal sealed record GuardedCode(string Value, string Description, string ConstantName)
{
    /// <summary>All-digit codes (20999) may be any number, and need a billing signal to count as a reference.</summary>
    public bool IsAllDigits { get; } = Value.All(c => c is >= '0' and <= '9');
}
