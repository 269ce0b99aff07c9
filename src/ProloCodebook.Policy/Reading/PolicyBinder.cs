using ProloCodebook.Policy.Yaml;

namespace ProloCodebook.Policy;

/// <summary>Turns the YAML tree into a draft. Looks at each value on its own; what values mean to each other is for the checks.</summary>
internal sealed partial class PolicyBinder
{
    private readonly PolicyDraft _draft = new();
    private readonly ProblemList _problems;
    private bool _hasTooManyQuotes;
    private readonly Dictionary<string, PolicyStatement> _statements = new(StringComparer.Ordinal);

    private PolicyBinder(ProblemList problems) => _problems = problems;

    /// <summary>Null where the file is no policy of a version that can be read.</summary>
    public static PolicyDraft? Bind(YamlNode root, ProblemList problems)
    {
        if (root is not YamlMapping mapping)
        {
            problems.Add(PolicyProblemKinds.WrongKind, root.Span, "A policy is a mapping of keys to values; it begins with 'schemaVersion: 1'.");
            return null;
        }

        // A file of another version has other keys; reporting each of them would be noise.
        var version = mapping.Entries.FirstOrDefault(entry => entry.Key.Text == "schemaVersion");
        if (version is { Value: YamlScalar { Text: not PolicyFormat.SchemaVersion } text })
        {
            problems.Add(PolicyProblemKinds.SchemaVersion, text.IsEmpty ? version.Key.Span : text.Span, $"Schema version '{ShortText.Of(text.Text)}' is not supported; this package reads version {PolicyFormat.SchemaVersion}.");
            return null;
        }

        var isOverlay = mapping.Entries.Any(entry => entry.Key.Text == "refines");
        var reader = MappingReader.Open(mapping, isOverlay ? PolicyFormat.Overlay : PolicyFormat.Policy, problems);
        return reader is null ? null : new PolicyBinder(problems).BindPolicy(reader);
    }

    private PolicyDraft BindPolicy(MappingReader policy)
    {
        foreach (var key in PolicyFormat.Policy.Keys)
        {
            _draft.Mark(key.Name, policy.ValueSpan(key.Name));
            _draft.Mark(key.Name + ":", policy.KeySpan(key.Name));
        }

        policy.Text("schemaVersion");
        _draft.Id = policy.Text("id", TextShape.Id);
        _draft.Title = policy.Text("title");
        _draft.Revision = policy.Text("revision");
        _draft.Refines = policy.Text("refines", TextShape.Id);
        _draft.EffectiveFrom = policy.Text("effectiveFrom", TextShape.Date);
        _draft.EffectiveTo = policy.Text("effectiveTo", TextShape.Date);
        policy.Choice("hitPolicy", PolicyFormat.HitPolicies);
        if (policy.Node("source") is { } source && MappingReader.Open(source, PolicyFormat.Source, _problems) is { } sourceReader)
        {
            _draft.SourceFile = sourceReader.Text("file");
            _draft.Mark("source/file", sourceReader.ValueSpan("file"));
        }

        BindEach(policy, "sections", PolicyFormat.Section, BindSection);
        BindEach(policy, "statements", PolicyFormat.Statement, BindStatement);
        BindEach(policy, "codes", PolicyFormat.Code, BindCode);
        BindEach(policy, "services", PolicyFormat.Service, BindService);
        BindEach(policy, "payers", PolicyFormat.Payer, BindPayer);
        BindEach(policy, "agents", PolicyFormat.Agent, BindAgent);
        BindEach(policy, "products", PolicyFormat.Product, BindProduct);
        BindEach(policy, "notStated", PolicyFormat.Absence, BindAbsence);
        BindEach(policy, "rules", PolicyFormat.Rule, BindRule);
        BindEach(policy, "examples", PolicyFormat.Example, BindExample);
        MarkMissingLists(policy);
        return _draft;
    }

    /// <summary>Where a list is not there, which has been reported, everything that refers to it would dangle.</summary>
    private void MarkMissingLists(MappingReader policy)
    {
        var lists = new[]
        {
            ("sections", DefinitionKind.Section), ("statements", DefinitionKind.Statement), ("codes", DefinitionKind.Code), ("services", DefinitionKind.Service),
            ("payers", DefinitionKind.Payer), ("agents", DefinitionKind.Agent), ("products", DefinitionKind.Product), ("rules", DefinitionKind.Rule),
        };
        foreach (var (key, kind) in lists)
        {
            var isRequired = PolicyFormat.Policy.Keys.Any(format => format.Name == key && format.IsRequired);
            if (policy.Has(key) ? policy.Node(key) is not YamlSequence { Items.Count: > 0 } : isRequired)
            {
                _draft.Declared.MarkIncomplete(kind);
            }
        }
    }

    private void BindEach(MappingReader parent, string key, MappingFormat format, Action<MappingReader> bind)
    {
        foreach (var item in parent.Items(key))
        {
            if (MappingReader.Open(item, format, _problems) is { } reader)
            {
                bind(reader);
            }
        }
    }

    /// <summary>Reads the id of a definition, and reports one that is taken.</summary>
    private string? DeclareId(MappingReader reader, DefinitionKind kind, string key, TextShape shape, string folder)
    {
        var id = reader.Text(key, shape);
        if (id is null)
        {
            _draft.Declared.MarkIncomplete(kind);
            return null;
        }

        return Declare(reader, kind, key, id, folder) ? id : null;
    }

    private bool Declare(MappingReader reader, DefinitionKind kind, string key, string id, string folder)
    {
        var span = reader.ValueSpan(key);
        _draft.Mark($"{folder}/{id}", span);
        if (_draft.Declared.Add(kind, id))
        {
            return true;
        }

        // One of the two was to have another id, which references may use.
        _draft.Declared.MarkIncomplete(kind);
        _problems.Add(PolicyProblemKinds.Duplicate, span, $"'{id}' is defined twice in '{folder}', first in line {_draft.At($"{folder}/{id}").StartLine + 1}. Give one of them another {key}.");
        return false;
    }

    private void Refer(string text, PolicySpan span, string what, params DefinitionKind[] kinds)
        => _draft.References.Add(new DraftReference(text, span, what, kinds));

    /// <summary>The quotes of a definition. An empty list where there are none.</summary>
    private EquatableArray<PolicyCitation> BindCitations(MappingReader reader)
    {
        var citations = new List<PolicyCitation>();
        foreach (var item in reader.Items("citations"))
        {
            if (MappingReader.Open(item, PolicyFormat.Citation, _problems) is not { } citation)
            {
                continue;
            }

            var section = citation.Text("section", TextShape.Id);
            var quote = citation.Text("quote");
            if (section is not null && quote is not null && _draft.Citations.Count == PolicyLimits.Quotes)
            {
                if (!_hasTooManyQuotes)
                {
                    _problems.Add(PolicyProblemKinds.Limit, item.Span, $"The file has more than {PolicyLimits.Quotes} quotes; only those before this one are checked.");
                }

                _hasTooManyQuotes = true;
                break;
            }

            if (section is not null && quote is not null)
            {
                var bound = new PolicyCitation(section, quote);
                citations.Add(bound);
                _draft.Citations.Add(new DraftCitation(bound, citation.ValueSpan("section"), citation.ValueSpan("quote")));
                Refer(section, citation.ValueSpan("section"), "section", DefinitionKind.Section);
            }
        }

        return citations.ToEquatableArray();
    }

    /// <summary>The quotes of a definition and those of the statements that it names under <c>cites</c>; without any it is reported.</summary>
    private EquatableArray<PolicyCitation> BindSupport(MappingReader reader, bool isRequired)
    {
        var own = BindCitations(reader);
        var cites = reader.Texts("cites");
        foreach (var cite in cites)
        {
            Refer(cite.Text, cite.Span, "statement", DefinitionKind.Statement);
        }

        if (isRequired && !reader.Has("citations") && !reader.Has("cites"))
        {
            _problems.Add(PolicyProblemKinds.MissingKey, reader.Span, "This says something about the policy without a quote. Add 'citations' (quotes) or 'cites' (ids of statements).");
        }

        var cited = cites.SelectMany(cite => _statements.TryGetValue(cite.Text, out var statement) ? statement.Citations : EquatableArray<PolicyCitation>.Empty);
        return own.Concat(cited).Distinct().ToEquatableArray();
    }
}
