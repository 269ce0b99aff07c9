namespace ProloCodebook.Policy.Yaml;

/// <summary>A piece of a YAML document and where it stands.</summary>
/// <param name="Span">Of a mapping, its first key; of a list, its first item: the place a reader looks at.</param>
internal abstract record YamlNode(PolicySpan Span);

/// <summary>A value as it was written: <c>20999</c>, <c>0042T</c> and <c>NO</c> are text like any other.</summary>
internal sealed record YamlScalar(string Text, bool IsPlain, PolicySpan Span) : YamlNode(Span)
{
    /// <summary>Nothing was written (<c>key:</c>), or YAML's word for it.</summary>
    public bool IsEmpty => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";
}

internal sealed record YamlSequence(IReadOnlyList<YamlNode> Items, PolicySpan Span) : YamlNode(Span);

internal sealed record YamlMapping(IReadOnlyList<YamlEntry> Entries, PolicySpan Span) : YamlNode(Span);

/// <summary>Something that was refused and reported. Whoever meets it says nothing more about it.</summary>
internal sealed record YamlRefused(PolicySpan Span) : YamlNode(Span);

internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);
