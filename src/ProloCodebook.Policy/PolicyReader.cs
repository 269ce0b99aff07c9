namespace ProloCodebook.Policy;

/// <summary>A text that the policy file names as its source.</summary>
/// <param name="Path">As the host knows it; compared by file name.</param>
public sealed record PolicySourceText(string Path, string Text);

/// <summary>What reading gave. <paramref name="Policy"/> is null only where nothing usable was left; it may be incomplete where there are problems.</summary>
public sealed record PolicyReading(PayerPolicy? Policy, EquatableArray<PolicyProblem> Problems);

/// <summary>The one way from text to a policy. Pure, and it never throws, whatever the text is.</summary>
public static class PolicyReader
{
    /// <summary>Reads and checks one policy file.</summary>
    public static PolicyReading Read(string text, IReadOnlyList<PolicySourceText> sources, CancellationToken cancellationToken = default)
        => throw new NotImplementedException();
}
