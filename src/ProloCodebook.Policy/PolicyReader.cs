using ProloCodebook.Policy.Yaml;

namespace ProloCodebook.Policy;

/// <summary>A text that a policy file may name as its source.</summary>
/// <param name="Path">As the host knows it; compared by file name.</param>
public sealed record PolicySourceText(string Path, string Text);

/// <summary>What reading gave. <paramref name="Policy"/> is null only where nothing usable was left; it may be incomplete where there are problems.</summary>
/// <remarks>Cache <see cref="Policy"/>, not the reading: the reading holds positions, which every edit moves.</remarks>
public sealed record PolicyReading(PayerPolicy? Policy, EquatableArray<PolicyProblem> Problems)
{
    /// <summary>The examples of the file. No part of the policy's meaning, so no part of the model.</summary>
    public EquatableArray<PolicyExample> Examples { get; init; }

    /// <summary>The source text and where the quotes stand in it; null where it could not be used, which is among the problems.</summary>
    public SourceTextReading? Source { get; init; }

    /// <summary>Where things stand in the file, by anchor (<c>id</c>, <c>codes/M0076</c>, <c>rules/medicare-prolotherapy</c>).</summary>
    public IReadOnlyDictionary<string, PolicySpan> Positions { get; init; } = new Dictionary<string, PolicySpan>();
}

/// <summary>The one way from text to a policy. Pure, and it never throws, whatever the text is.</summary>
public static class PolicyReader
{
    /// <summary>Reads and checks one policy file. What concerns several files is for <see cref="PolicySet"/>.</summary>
    /// <param name="text">The file, or null or nothing where it could not be read.</param>
    /// <param name="sources">The source texts of the compilation.</param>
    /// <exception cref="OperationCanceledException">The host asked to stop.</exception>
    public static PolicyReading Read(string? text, IReadOnlyList<PolicySourceText> sources, CancellationToken cancellationToken = default)
        => Read(text, path: null, sources, cancellationToken);

    /// <inheritdoc cref="Read(string, IReadOnlyList{PolicySourceText}, CancellationToken)"/>
    /// <param name="path">Of the policy file, as the host knows it: of several source texts with the name that the policy gives, the one beside it is meant.</param>
    public static PolicyReading Read(string? text, string? path, IReadOnlyList<PolicySourceText> sources, CancellationToken cancellationToken = default)
    {
        var problems = new ProblemList();
        var draft = ReadDraft(text ?? string.Empty, problems, cancellationToken);
        if (draft is null)
        {
            return new PolicyReading(null, problems.ToEquatableArray());
        }

        var source = SourceTextCheck.Find(draft, path, sources, problems);
        var sourceReading = QuoteCheck.Check(draft, source, problems, cancellationToken);
        ReferenceCheck.Check(draft, problems);
        NameCheck.Check(draft, problems);
        HeaderCheck.Check(draft, problems);
        var policy = Build(draft, source);
        if (draft.IsOverlay)
        {
            RuleCheck.CheckCriteria(draft, problems);
        }
        else
        {
            CheckRules(draft, policy, problems, cancellationToken);
        }

        if (!problems.HasErrors)
        {
            ReferenceCheck.CheckUnused(draft, problems);
        }

        return new PolicyReading(policy, problems.ToEquatableArray())
        {
            Examples = draft.Examples.ToEquatableArray(),
            Source = sourceReading,
            Positions = draft.Positions,
        };
    }

    private static PolicyDraft? ReadDraft(string text, ProblemList problems, CancellationToken cancellation)
    {
        var replaced = text.IndexOf('\uFFFD');
        if (replaced >= 0)
        {
            var before = TextLines.Split(text.Substring(0, replaced));
            var (line, column) = (before.Count - 1, before[before.Count - 1].Length);
            problems.Add(PolicyProblemKinds.Empty, new PolicySpan(line, column, line, column + 1), "The file is not UTF-8: a character here could not be read. Save it as UTF-8.");
            return null;
        }

        return YamlTreeReader.Read(text, problems, cancellation) is { } root ? PolicyBinder.Bind(root, problems) : null;
    }

    /// <summary>Proves the table and runs the examples, where every condition could be read: what follows from another mistake is no news.</summary>
    private static void CheckRules(PolicyDraft draft, PayerPolicy policy, ProblemList problems, CancellationToken cancellation)
    {
        var references = ReferenceCheck.OfRules(draft).ToList();
        references.Concat(ReferenceCheck.OfExamples(draft)).ToList().ForEach(reference => ReferenceCheck.CheckReference(draft, problems, reference));
        RuleCheck.CheckCriteria(draft, problems);

        var isTableKnown = !draft.HasBrokenRule
            && draft.Rules.Count > 0
            && new[] { DefinitionKind.Service, DefinitionKind.Payer, DefinitionKind.Code, DefinitionKind.Agent, DefinitionKind.Product }.All(kind => draft.Declared.IsWhole(kind))
            && draft.Codes.Count == draft.Declared.Sorted(DefinitionKind.Code).Count
            && draft.Services.Count == draft.Declared.Sorted(DefinitionKind.Service).Count
            && draft.Payers.Count == draft.Declared.Sorted(DefinitionKind.Payer).Count
            && draft.Agents.Count == draft.Declared.Sorted(DefinitionKind.Agent).Count
            && draft.Products.Count == draft.Declared.Sorted(DefinitionKind.Product).Count
            && draft.Payers.Exists(payer => payer.Id == Payer.Other)
            && draft.References.Concat(references).All(reference => !IsOfTable(reference) || reference.Kinds.Any(kind => draft.Declared.Contains(kind, reference.Text)));
        if (!isTableKnown)
        {
            return;
        }

        RuleCheck.CheckTable(draft, problems, cancellation);
        var isDecidable = !draft.HasBrokenName
            && !new[] { PolicyProblemKinds.Conflict, PolicyProblemKinds.Gap, PolicyProblemKinds.Rule, PolicyProblemKinds.NameCollision, PolicyProblemKinds.Revisions }.Any(problems.Has);
        if (isDecidable)
        {
            ExampleCheck.Check(draft, policy, problems, cancellation);
        }
    }

    private static bool IsOfTable(DraftReference reference) => reference.Kinds[0] is DefinitionKind.Service or DefinitionKind.Payer or DefinitionKind.Agent or DefinitionKind.Product;

    private static PayerPolicy Build(PolicyDraft draft, string? source)
    {
        var policy = new PayerPolicy(
            draft.Id ?? string.Empty,
            draft.Title ?? string.Empty,
            draft.Revision ?? string.Empty,
            Hash: string.Empty,
            draft.Sections.ToEquatableArray(),
            draft.Codes.ToEquatableArray(),
            draft.Services.ToEquatableArray(),
            draft.Payers.ToEquatableArray(),
            draft.Agents.ToEquatableArray(),
            draft.Products.ToEquatableArray(),
            draft.Statements.ToEquatableArray(),
            draft.NotStated.ToEquatableArray(),
            draft.Rules.ToEquatableArray(),
            draft.Refines,
            draft.EffectiveFrom,
            draft.EffectiveTo);
        return policy with { Hash = PolicyHash.Of(policy, source) };
    }
}
