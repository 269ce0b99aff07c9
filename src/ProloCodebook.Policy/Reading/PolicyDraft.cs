namespace ProloCodebook.Policy;

/// <summary>What was read of a policy file, with positions; the checks work on it.</summary>
internal sealed class PolicyDraft
{
    private readonly Dictionary<string, PolicySpan> _positions = new(StringComparer.Ordinal);

    public string? Id { get; set; }

    public string? Title { get; set; }

    public string? Revision { get; set; }

    public string? Refines { get; set; }

    public string? EffectiveFrom { get; set; }

    public string? EffectiveTo { get; set; }

    /// <summary>The file name of the source text.</summary>
    public string? SourceFile { get; set; }

    public List<PolicySection> Sections { get; } = [];

    /// <summary>By section id, the words that it begins with in the source text.</summary>
    public Dictionary<string, string> SectionStarts { get; } = new(StringComparer.Ordinal);

    public List<PolicyStatement> Statements { get; } = [];

    public List<PolicyCode> Codes { get; } = [];

    public List<PolicyService> Services { get; } = [];

    public List<PolicyPayer> Payers { get; } = [];

    public List<PolicyAgent> Agents { get; } = [];

    public List<PolicyProduct> Products { get; } = [];

    public List<PolicyAbsence> NotStated { get; } = [];

    public List<PolicyRule> Rules { get; } = [];

    public List<PolicyExample> Examples { get; } = [];

    /// <summary>Every citation of the file and where it stands.</summary>
    public List<DraftCitation> Citations { get; } = [];

    /// <summary>Every name of a service and where it stands.</summary>
    public List<DraftName> Names { get; } = [];

    /// <summary>A rule could not be read, so nothing can be proved about the table.</summary>
    public bool HasBrokenRule { get; set; }

    /// <summary>A name of a service could not be used, so examples may fail for it.</summary>
    public bool HasBrokenName { get; set; }

    /// <summary>Every use of an id and where it stands.</summary>
    public List<DraftReference> References { get; } = [];

    /// <summary>The ids that were written, whether or not the rest of their definition could be used; nothing else may be called dangling.</summary>
    public DeclaredIds Declared { get; } = new();

    /// <summary>Where things stand. An anchor that is asked for and was never set stands at the top of the file.</summary>
    public IReadOnlyDictionary<string, PolicySpan> Positions => _positions;

    public bool IsOverlay => Refines is not null;

    /// <summary>Remembers where <paramref name="anchor"/> stands; the first one wins.</summary>
    public void Mark(string anchor, PolicySpan span)
    {
        if (!_positions.ContainsKey(anchor))
        {
            _positions.Add(anchor, span);
        }
    }

    public PolicySpan At(string anchor) => _positions.TryGetValue(anchor, out var span) ? span : default;
}

/// <summary>A quote in the file.</summary>
internal sealed record DraftCitation(PolicyCitation Citation, PolicySpan SectionSpan, PolicySpan QuoteSpan);

/// <summary>A name of a service in the file.</summary>
internal sealed record DraftName(string Text, string Service, PolicySpan Span);

/// <summary>The use of an id: <paramref name="Text"/> names something of the kinds <paramref name="Kinds"/>.</summary>
/// <param name="What">Completes "… is no" in a message.</param>
internal sealed record DraftReference(string Text, PolicySpan Span, string What, IReadOnlyList<DefinitionKind> Kinds)
{
    /// <summary>What may stand there without being defined.</summary>
    public IReadOnlyList<string> AlwaysThere { get; init; } = [];
}

internal enum DefinitionKind
{
    Section,
    Statement,
    Code,
    Service,
    Payer,
    Agent,
    Product,
    Absence,
    Rule,
}

/// <summary>The ids of each kind that the file declares.</summary>
internal sealed class DeclaredIds
{
    private readonly Dictionary<DefinitionKind, HashSet<string>> _ids = [];
    private readonly HashSet<DefinitionKind> _incomplete = [];

    /// <summary>False where the id was declared before.</summary>
    public bool Add(DefinitionKind kind, string id) => Ids(kind).Add(id);

    /// <summary>An id of this kind could not be read: a reference that seems to dangle may mean it.</summary>
    public void MarkIncomplete(DefinitionKind kind) => _incomplete.Add(kind);

    public bool IsIncomplete(DefinitionKind kind) => _incomplete.Contains(kind);

    public bool IsWhole(DefinitionKind kind) => !IsIncomplete(kind);

    public bool Contains(DefinitionKind kind, string id) => Ids(kind).Contains(id);

    /// <summary>All ids of this kind, in ordinal order.</summary>
    public IReadOnlyList<string> Sorted(DefinitionKind kind) => Ids(kind).OrderBy(id => id, StringComparer.Ordinal).ToList();

    private HashSet<string> Ids(DefinitionKind kind)
    {
        if (!_ids.TryGetValue(kind, out var ids))
        {
            _ids.Add(kind, ids = new HashSet<string>(StringComparer.Ordinal));
        }

        return ids;
    }
}
