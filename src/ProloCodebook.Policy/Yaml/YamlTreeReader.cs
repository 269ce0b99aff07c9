using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Core.Tokens;
using Scalar = YamlDotNet.Core.Events.Scalar;
using DocumentStart = YamlDotNet.Core.Events.DocumentStart;
using AnchorAlias = YamlDotNet.Core.Events.AnchorAlias;

namespace ProloCodebook.Policy.Yaml;

/// <summary>
/// Reads the part of YAML that a policy is written in: mappings, lists and text. Anchors, aliases, tags, merge keys,
/// directives and further documents are refused, so that what a reviewer reads is what there is.
/// </summary>
internal sealed class YamlTreeReader
{
    private readonly string _text;
    private readonly ProblemList _problems;
    private readonly CancellationToken _cancellation;
    private readonly IParser _parser;
    private readonly int _byteOrderMark;
    private readonly Stack<PolicySpan> _openBrackets = new();
    private int _nodes;
    private PolicySpan _lastSpan;

    private YamlTreeReader(string text, ProblemList problems, CancellationToken cancellation)
    {
        _byteOrderMark = text.Length > 0 && text[0] == '\uFEFF' ? 1 : 0;
        _text = text.Substring(_byteOrderMark);
        _problems = problems;
        _cancellation = cancellation;
        _parser = new Parser(new StringReader(_text));
    }

    /// <summary>The document, or null where it is none; the reason is then among <paramref name="problems"/>.</summary>
    public static YamlNode? Read(string text, ProblemList problems, CancellationToken cancellation)
    {
        if (text.Length > PolicyLimits.FileLength)
        {
            problems.Add(PolicyProblemKinds.Limit, default, $"The file has {text.Length} characters; a policy file may have {PolicyLimits.FileLength}. Split it into several policies, or move the long texts to the source text.");
            return null;
        }

        return new YamlTreeReader(text, problems, cancellation).ReadDocument();
    }

    private YamlNode? ReadDocument()
    {
        try
        {
            Next();
            if (Next() is not DocumentStart start)
            {
                _problems.Add(PolicyProblemKinds.Empty, default, "The file is empty. A policy begins with 'schemaVersion: 1'; policy/README.md shows a whole one.");
                return null;
            }

            if (start.Version is not null || start.Tags?.Any(tag => !IsDefault(tag)) == true)
            {
                Refuse(SpanOf(start), "directives ('%YAML', '%TAG')", "Remove the line.");
            }

            var root = ReadNode(Next(), depth: 0);
            Next();
            if (Next() is DocumentStart second)
            {
                Refuse(SpanOf(second), "a second document ('---')", "Put the second policy into a file of its own.");
            }

            return root;
        }
        catch (YamlStopException)
        {
            return null;
        }
        catch (YamlException exception)
        {
            _problems.Add(PolicyProblemKinds.Syntax, SpanOf(exception), $"This is not valid YAML: {Explain(exception)}");
            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The parser throws what it should not on some damaged texts, an unclosed '[' among them.
            var (span, what) = _openBrackets.Count > 0 ? (_openBrackets.Peek(), "this bracket is not closed. Close it.") : (_lastSpan, "it breaks off after this. Look for a quotation mark that is not closed.");
            _problems.Add(PolicyProblemKinds.Syntax, span, $"This is not valid YAML: {what}");
            return null;
        }
    }

    private ParsingEvent Next()
    {
        _cancellation.ThrowIfCancellationRequested();
        if (!_parser.MoveNext() || _parser.Current is not { } current)
        {
            throw new YamlStopException();
        }

        if (current is NodeEvent)
        {
            _lastSpan = SpanOf(current);
        }

        TrackBrackets(current);

        return current;
    }

    private void TrackBrackets(ParsingEvent current)
    {
        if (current is SequenceStart { Style: SequenceStyle.Flow } or MappingStart { Style: MappingStyle.Flow })
        {
            var span = SpanOf(current);
            _openBrackets.Push(span with { EndLine = span.StartLine, EndColumn = span.StartColumn + 1 });
        }
        else if (current is SequenceEnd or MappingEnd && _openBrackets.Count > 0)
        {
            // Within brackets everything is in brackets, so the innermost one ends first.
            _openBrackets.Pop();
        }
    }

    private YamlNode ReadNode(ParsingEvent current, int depth)
    {
        if (++_nodes > PolicyLimits.Nodes)
        {
            throw Stop(current, $"The file has more than {PolicyLimits.Nodes} values.");
        }

        if (depth > PolicyLimits.Depth)
        {
            throw Stop(current, $"Lists and mappings are nested more than {PolicyLimits.Depth} deep here; the format needs fewer.");
        }

        if (current is AnchorAlias alias)
        {
            Refuse(SpanOf(current), $"aliases ('*{Shorten(alias.Value.Value)}')", "Write the value out, so that a reviewer sees it where it counts.");
            return new YamlRefused(SpanOf(current));
        }

        if (current is NodeEvent node)
        {
            RefuseProperties(node);
        }

        return current switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart => ReadSequence(current, depth),
            MappingStart => ReadMapping(current, depth),
            _ => throw Stop(current, "Something else than a value stands here."),
        };
    }

    /// <summary>Reports an anchor or a tag. The value itself is read, so that its own mistakes show as well.</summary>
    private void RefuseProperties(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
        {
            Refuse(SpanOf(node), $"anchors ('&{Shorten(node.Anchor.Value)}')", "Remove it; nothing can refer to it.");
        }

        if (!node.Tag.IsEmpty)
        {
            Refuse(SpanOf(node), "tags ('!…')", "Remove it; every value is text.");
        }
    }

    private YamlNode ReadScalar(Scalar scalar)
    {
        var span = SpanOf(scalar);
        if (scalar.Value.Length > PolicyLimits.ScalarLength)
        {
            _problems.Add(PolicyProblemKinds.Limit, span, $"This value has {scalar.Value.Length} characters; one value may have {PolicyLimits.ScalarLength}.");
            return new YamlRefused(span);
        }

        if (ForbiddenCharacters.Find(scalar.Value) is { } found)
        {
            _problems.Add(PolicyProblemKinds.Character, span, $"This value contains {found}. Remove it, or write a space.");
            return new YamlRefused(span);
        }

        return new YamlScalar(scalar.Value, scalar.Style == ScalarStyle.Plain, span);
    }

    private YamlSequence ReadSequence(ParsingEvent start, int depth)
    {
        var items = new List<YamlNode>();
        for (var current = Next(); current is not SequenceEnd; current = Next())
        {
            items.Add(ReadNode(current, depth + 1));
        }

        return new YamlSequence(items, items.Count > 0 ? items[0].Span : SpanOf(start));
    }

    private YamlMapping ReadMapping(ParsingEvent start, int depth)
    {
        var entries = new List<YamlEntry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var current = Next(); current is not MappingEnd; current = Next())
        {
            var key = ReadNode(current, depth + 1);
            var value = ReadNode(Next(), depth + 1);
            if (key is not YamlScalar name)
            {
                if (key is not YamlRefused)
                {
                    _problems.Add(PolicyProblemKinds.WrongKind, key.Span, "A key is a word, not a list or a mapping.");
                }
            }
            else if (name is { IsPlain: true, Text: "<<" })
            {
                Refuse(name.Span, "merge keys ('<<')", "Write the keys out.");
            }
            else if (!seen.Add(name.Text))
            {
                _problems.Add(PolicyProblemKinds.Duplicate, name.Span, $"The key '{Shorten(name.Text)}' stands twice in one mapping. Keep one of them.");
            }
            else
            {
                entries.Add(new YamlEntry(name, value));
            }
        }

        return new YamlMapping(entries, entries.Count > 0 ? entries[0].Key.Span : SpanOf(start));
    }

    private void Refuse(PolicySpan span, string what, string advice)
        => _problems.Add(PolicyProblemKinds.YamlFeature, span, $"A policy file does not use {what}. {advice}");

    private YamlStopException Stop(ParsingEvent current, string message)
    {
        _problems.Add(PolicyProblemKinds.Limit, SpanOf(current), message);
        return new YamlStopException();
    }

    private string Explain(YamlException exception)
    {
        var message = exception.Message;
        if (message.IndexOf("found invalid mapping", StringComparison.Ordinal) >= 0)
        {
            return "a text with ': ' in it, or a line that is indented too far. Put the text in quotation marks, or align the line with its neighbours.";
        }

        if (message.IndexOf("tab", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            return "a tab as indentation. Indent with spaces.";
        }

        if (message.IndexOf("cannot start any token", StringComparison.Ordinal) >= 0)
        {
            return "a text cannot begin with this character. Put it in quotation marks.";
        }

        return message.TrimEnd('.') + ".";
    }

    private PolicySpan SpanOf(YamlException exception)
    {
        var start = SpanOf(exception.Start, exception.Start);
        if (exception.Message.IndexOf("tab", StringComparison.OrdinalIgnoreCase) < 0)
        {
            return start with { EndColumn = start.StartColumn + 1 };
        }

        // The parser points at the mapping; the reader looks for the tab.
        var lines = TextLines.Split(_text);
        for (var line = start.StartLine; line < lines.Count; line++)
        {
            var content = lines[line];
            var indentation = content.Length - content.TrimStart(' ', '\t').Length;
            var tab = content.IndexOf('\t', 0, indentation);
            if (tab >= 0)
            {
                return new PolicySpan(line, tab, line, tab + 1);
            }
        }

        return start;
    }

    private PolicySpan SpanOf(ParsingEvent current)
    {
        var span = SpanOf(current.Start, current.End);
        if (current is Scalar { Style: ScalarStyle.Literal or ScalarStyle.Folded })
        {
            // The end of a block scalar is the beginning of what follows it; its indicator is the place to show.
            return span with { EndLine = span.StartLine, EndColumn = span.StartColumn + 1 };
        }

        return span;
    }

    private PolicySpan SpanOf(Mark start, Mark end)
        => new(Line(start), Column(start), Line(end), Column(end));

    /// <summary>The parser reports the two that every document has as if they were written.</summary>
    private static bool IsDefault(TagDirective tag) => (tag.Handle, tag.Prefix) is ("!", "!") or ("!!", "tag:yaml.org,2002:");

    private static int Line(Mark mark) => Math.Max(0, (int)mark.Line - 1);

    private int Column(Mark mark) => Math.Max(0, (int)mark.Column - 1) + (mark.Line <= 1 ? _byteOrderMark : 0);

    private static string Shorten(string text) => ShortText.Of(text);

    /// <summary>Ends the reading; what led to it has been reported.</summary>
    private sealed class YamlStopException : Exception;
}
