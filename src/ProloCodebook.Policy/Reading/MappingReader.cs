using System.Text;
using ProloCodebook.Policy.Yaml;

namespace ProloCodebook.Policy;

/// <summary>Reads the keys of one mapping, and reports what is unknown, missing or of the wrong kind. Each mistake is reported once.</summary>
internal sealed class MappingReader
{
    private readonly Dictionary<string, YamlEntry> _entries = new(StringComparer.Ordinal);
    private readonly MappingFormat _format;
    private readonly ProblemList _problems;

    private MappingReader(YamlMapping mapping, MappingFormat format, ProblemList problems)
    {
        _format = format;
        _problems = problems;
        Span = mapping.Span;
        foreach (var entry in mapping.Entries)
        {
            if (format.Keys.Any(key => key.Name == entry.Key.Text))
            {
                _entries.Add(entry.Key.Text, entry);
            }
            else
            {
                ReportUnknown(entry);
            }
        }

        // A misspelled key is not missing as well.
        var names = format.Keys.Select(key => key.Name).ToList();
        var meant = new HashSet<string>(
            mapping.Entries.Select(entry => entry.Key.Text).Where(text => !_entries.ContainsKey(text)).Take(PolicyLimits.Items).Select(text => Suggestion.Nearest(text, names)).OfType<string>(),
            StringComparer.Ordinal);
        var missing = format.Keys.Where(key => key.IsRequired && !_entries.ContainsKey(key.Name) && !meant.Contains(key.Name)).Select(key => key.Name).ToList();
        if (missing.Count > 0)
        {
            problems.Add(PolicyProblemKinds.MissingKey, mapping.Span, missing.Count == 1 ? $"The key '{missing[0]}' is missing in this {format.Name}." : $"The keys {ShortText.List(missing)} are missing in this {format.Name}.");
        }
    }

    /// <summary>Where the mapping begins.</summary>
    public PolicySpan Span { get; }

    /// <summary>Null where <paramref name="node"/> is no mapping, which is then reported.</summary>
    public static MappingReader? Open(YamlNode node, MappingFormat format, ProblemList problems)
    {
        switch (node)
        {
            case YamlMapping mapping:
                return new MappingReader(mapping, format, problems);
            case YamlRefused:
                return null;
            default:
                problems.Add(PolicyProblemKinds.WrongKind, node.Span, $"A mapping is expected here: a {format.Name} with the keys {ShortText.List(format.Keys.Select(key => key.Name))}.");
                return null;
        }
    }

    public bool Has(string key) => _entries.ContainsKey(key);

    /// <summary>Where the value of <paramref name="key"/> stands, or else the mapping.</summary>
    public PolicySpan ValueSpan(string key) => _entries.TryGetValue(key, out var entry) ? entry.Value.Span : Span;

    /// <summary>Where <paramref name="key"/> itself stands, or else the mapping.</summary>
    public PolicySpan KeySpan(string key) => _entries.TryGetValue(key, out var entry) ? entry.Key.Span : Span;

    public YamlNode? Node(string key) => _entries.TryGetValue(key, out var entry) ? entry.Value : null;

    /// <summary>The text of <paramref name="key"/> on one line; null where there is none (reported if it had to be there).</summary>
    public string? Text(string key) => _entries.TryGetValue(key, out var entry) ? Text(entry.Value, entry.Key) : null;

    /// <summary>A text of the form <paramref name="shape"/>.</summary>
    public string? Text(string key, TextShape shape)
    {
        var text = Text(key);
        if (text is null || shape.Matches(text))
        {
            return text;
        }

        _problems.Add(PolicyProblemKinds.WrongValue, ValueSpan(key), $"'{ShortText.Of(text)}' does not fit '{key}': expected {shape.Expected}.");
        return null;
    }

    /// <summary>One of <paramref name="values"/>.</summary>
    public string? Choice(string key, IReadOnlyList<string> values)
    {
        var text = Text(key);
        return text is null ? null : Choice(text, ValueSpan(key), key, values);
    }

    /// <summary><c>true</c> or <c>false</c>; null where the key is not there or wrong.</summary>
    public bool? Flag(string key) => Choice(key, ["true", "false"]) is { } text ? text == "true" : null;

    /// <summary>The items of a list; none where the key is not there or is no list.</summary>
    public IReadOnlyList<YamlNode> Items(string key)
    {
        if (!_entries.TryGetValue(key, out var entry))
        {
            return [];
        }

        switch (entry.Value)
        {
            case YamlSequence { Items.Count: > PolicyLimits.Items } sequence:
                _problems.Add(PolicyProblemKinds.Limit, entry.Key.Span, $"'{key}' has {sequence.Items.Count} items; a list may have {PolicyLimits.Items}.");
                return sequence.Items.Take(PolicyLimits.Items).ToList();
            case YamlSequence { Items.Count: > 0 } sequence:
                return sequence.Items;
            case YamlSequence or YamlScalar { IsEmpty: true }:
                if (_format.Keys.Any(format => format.Name == key && format.IsRequired))
                {
                    _problems.Add(PolicyProblemKinds.MissingKey, entry.Key.Span, $"'{key}' is empty; at least one item is needed.");
                }
                else if (entry.Value is YamlScalar)
                {
                    _problems.Add(PolicyProblemKinds.MissingKey, entry.Key.Span, $"'{key}' has no value. Write one, or remove the key.");
                }

                return [];
            case YamlRefused:
                return [];
            default:
                _problems.Add(PolicyProblemKinds.WrongKind, entry.Value.Span, $"'{key}' is a list: write '[a, b]', or lines that begin with '- '.");
                return [];
        }
    }

    /// <summary>The texts of a list and where each stands; what is no text is reported and left out, and so is a repetition.</summary>
    public IReadOnlyList<YamlScalar> Texts(string key)
    {
        var texts = new List<YamlScalar>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in Items(key))
        {
            if (Text(item, _entries[key].Key) is not { } text)
            {
                continue;
            }

            if (!seen.Add(text))
            {
                _problems.Add(PolicyProblemKinds.Duplicate, item.Span, $"'{ShortText.Of(text)}' stands twice in '{key}'.");
            }
            else
            {
                texts.Add(new YamlScalar(text, IsPlain: false, item.Span));
            }
        }

        return texts;
    }

    /// <summary>The texts of a list, each one of <paramref name="values"/>.</summary>
    public IReadOnlyList<string> Choices(string key, IReadOnlyList<string> values)
        => Texts(key).Select(text => Choice(text.Text, text.Span, key, values)).OfType<string>().ToList();

    private string? Choice(string text, PolicySpan span, string key, IReadOnlyList<string> values)
    {
        if (values.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }

        _problems.Add(PolicyProblemKinds.WrongValue, span, $"'{ShortText.Of(text)}' is no value of '{key}'.{Suggestion.For(text, values)} It is one of {ShortText.List(values)}.");
        return null;
    }

    private string? Text(YamlNode node, YamlScalar key)
    {
        switch (node)
        {
            case YamlScalar scalar:
                var text = scalar.IsEmpty ? string.Empty : OneLine(scalar.Text);
                if (text.Length > 0 && IsCurled(scalar, text) && key.Text != "quote")
                {
                    _problems.Add(PolicyProblemKinds.WrongValue, scalar.Span, $"The quotation marks of {ShortText.Of(text)} would be part of the text. Write straight ones: \"{ShortText.Of(text.Substring(1, text.Length - 2))}\".");
                    return null;
                }

                if (text.Length > 0)
                {
                    return text;
                }

                _problems.Add(PolicyProblemKinds.MissingKey, scalar.IsEmpty ? key.Span : scalar.Span, $"'{key.Text}' has no value. Write one, or remove the key.");
                return null;
            case YamlRefused:
                return null;
            default:
                _problems.Add(PolicyProblemKinds.WrongKind, node.Span, $"'{key.Text}' is a text, not a {(node is YamlSequence ? "list" : "mapping")}.");
                return null;
        }
    }

    /// <summary>A word processor's quotation marks around a text, which YAML takes for letters.</summary>
    private static bool IsCurled(YamlScalar scalar, string text)
        => scalar.IsPlain && text.Length > 1 && text[0] is '\u201C' or '\u201D' or '\u201E' or '\u2018' or '\u2019' && text[text.Length - 1] is '\u201C' or '\u201D' or '\u2018' or '\u2019';

    private void ReportUnknown(YamlEntry entry)
    {
        var key = entry.Key;
        if (_format == PolicyFormat.Overlay && PolicyFormat.Policy.Keys.Any(known => known.Name == key.Text))
        {
            _problems.Add(PolicyProblemKinds.Overlay, key.Span, $"An overlay has no '{key.Text}': it refines rules and payers of a policy. Remove the key, or remove 'refines' and write a policy of its own.");
            return;
        }

        var names = _format.Keys.Select(known => known.Name).ToList();
        var hint = entry.Value is YamlScalar { IsEmpty: true } && Suggestion.Nearest(key.Text, names) is null ? " If it belongs to the text before it: within '{ }' a text with a comma needs quotation marks." : string.Empty;
        _problems.Add(PolicyProblemKinds.UnknownKey, key.Span, $"Unknown key '{ShortText.Of(key.Text)}' in this {_format.Name}.{Suggestion.For(key.Text, names)}{hint} The keys are {ShortText.List(names, most: 20)}.");
    }

    /// <summary>Line breaks and runs of white space read as one space, as in a folded paragraph.</summary>
    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c))
            {
                line.Append(c);
            }
            else if (line.Length > 0 && line[line.Length - 1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd(' ');
    }
}
