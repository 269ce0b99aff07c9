namespace ProloCodebook.Policy;

/// <summary>A text that the policy file names as its source.</summary>
/// <param name="Path">As the host knows it; compared by file name.</param>
public sealed record PolicySourceText(string Path, string Text);

/// <summary>What reading gave. <paramref name="Policy"/> is null only where nothing usable was left; it may be incomplete where there are problems.</summary>
/// <remarks>Cache <see cref="Policy"/>, not the reading: the reading holds positions, which every edit moves.</remarks>
public sealed record PolicyReading(PayerPolicy? Policy, EquatableArray<PolicyProblem> Problems)
{
    /// <summary>The examples of the file. No part of the policy's meaning, so no part of the model.</summary>
    public EquatableArray<PolicyExample> Examples { get; init; }

    /// <summary>Where things stand in the file, by anchor (<c>id</c>, <c>codes/M0076</c>, <c>rules/medicare-prolotherapy</c>).</summary>
    public IReadOnlyDictionary<string, PolicySpan> Positions { get; init; } = new Dictionary<string, PolicySpan>();
}

/// <summary>The one way from text to a policy. Pure, and it never throws, whatever the text is.</summary>
public static class PolicyReader
{
    /// <summary>Reads and checks one policy file.</summary>
    public static PolicyReading Read(string text, IReadOnlyList<PolicySourceText> sources, CancellationToken cancellationToken = default)
        => throw new NotImplementedException();
}
