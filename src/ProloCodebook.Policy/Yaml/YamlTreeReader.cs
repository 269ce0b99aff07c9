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
    private const string NotClosed = "this bracket is not closed in its line. Close it; a text with ' #' in it needs quotation marks, because a comment begins there.";

    private readonly string _text;
    private readonly ProblemList _problems;
    private readonly CancellationToken _cancellation;
    private readonly IParser _parser;
    private readonly int _byteOrderMark;
    private readonly Stack<PolicySpan> _openBrackets = new();
    private int _nodes;
    private int _refusedLine = -1;
    private PolicySpan _lastSpan;
    private (PolicySpan Span, bool IsQuoted)? _lastScalar;

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
            var (span, what) = Explain(exception);
            if (_refusedLine == span.StartLine)
            {
                // "*Dry needling*" is refused as an alias; that something follows it is no news.
                return null;
            }

            _problems.Add(PolicyProblemKinds.Syntax, span, $"This is not valid YAML: {what}");
            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The parser throws what it should not on some damaged texts, an unclosed '[' among them.
            var bracket = _openBrackets.Count > 0 ? _openBrackets.Peek() : FindOpenBracket(_lastSpan.StartLine);
            var (span, what) = bracket is { } open ? (open, NotClosed) : (_lastSpan, "it breaks off after this. Look for a quotation mark that is not closed.");
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
            _lastScalar = current is Scalar scalar ? (_lastSpan, scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted) : null;
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
            Refuse(SpanOf(current), $"aliases ('*{Shorten(alias.Value.Value)}')", "Write the value out, so that a reviewer sees it where it counts; a text that begins with '*' needs quotation marks.");
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
            Refuse(SpanOf(node), $"anchors ('&{Shorten(node.Anchor.Value)}')", "Remove it; a text that begins with '&' needs quotation marks.");
        }

        if (!node.Tag.IsEmpty)
        {
            Refuse(SpanOf(node), "tags ('!…')", "Remove it, every value is text; one that begins with '!' needs quotation marks.");
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
    {
        _refusedLine = span.EndLine;
        _problems.Add(PolicyProblemKinds.YamlFeature, span, $"A policy file does not use {what}. {advice}");
    }

    private YamlStopException Stop(ParsingEvent current, string message)
    {
        _problems.Add(PolicyProblemKinds.Limit, SpanOf(current), message);
        return new YamlStopException();
    }

    /// <summary>Where the mistake is rather than where the parser noticed it, and what to do about it in the words of somebody who writes YAML once a year.</summary>
    private (PolicySpan Span, string What) Explain(YamlException exception)
    {
        var message = exception.Message;
        var start = SpanOf(exception.Start, exception.Start);
        var noticed = start with { EndColumn = start.StartColumn + 1 };
        if (FindInIndentation('\t', noticed.StartLine) is { } tab && Says("tab"))
        {
            return (tab, "a tab as indentation. Indent with spaces.");
        }

        if (FindInIndentation('\u00A0', 0) is { } space && space.StartLine <= noticed.StartLine)
        {
            return (space, "a no-break space (U+00A0) as indentation. Indent with plain spaces.");
        }

        if (_lastScalar is { IsQuoted: true } last && last.Span.EndLine > last.Span.StartLine)
        {
            return (last.Span with { EndLine = last.Span.StartLine, EndColumn = last.Span.StartColumn + 1 }, $"this quotation mark is closed only in line {last.Span.EndLine + 1}. Close it where the text ends; within single quotation marks an apostrophe is written twice.");
        }

        if (_openBrackets.Count > 0 && _openBrackets.Peek() is var bracket && Says("',' or"))
        {
            return bracket.StartLine == noticed.StartLine
                ? (noticed, "a comma, or the end of the bracket, is missing before this. A text with a comma, a bracket or ': ' in it needs quotation marks here.")
                : (bracket, NotClosed);
        }

        return (noticed, true switch
        {
            _ when Says("found invalid mapping") => "a text with ': ' in it, which needs quotation marks, or a line that is indented too far. Align it with its neighbours; look at the line before as well.",
            _ when Says("cannot start any token") => "a text cannot begin with this character. Put it in quotation marks.",
            _ when Says("escape character") => "a backslash within double quotation marks. Write it twice, or use single quotation marks.",
            _ when Says("double-quoted scalar") || Says("quoted scalar") => "a quotation mark that is not closed. Close it where the text ends.",
            _ when Says("entries are not allowed") => "a text cannot begin with '- '. Put it in quotation marks, or begin a new line for the list.",
            _ when Says("block scalar") => "a text cannot begin with '|' or '>'. Put it in quotation marks.",
            _ when Says("did not find expected key") || Says("expected '-' indicator") || Says("could not find expected ':'")
                => "'key: value' or '- item' is expected here. Look for a missing colon or the space after it, a missing '- ', a line that is not aligned with its neighbours, or a text with quotation marks in it.",
            _ => message.TrimEnd('.') + ".",
        });

        bool Says(string words) => message.IndexOf(words, StringComparison.OrdinalIgnoreCase) >= 0;
    }

    /// <summary>The first bracket after <paramref name="from"/> that its line does not close.</summary>
    private PolicySpan? FindOpenBracket(int from)
    {
        var lines = TextLines.Split(_text);
        for (var line = from; line < lines.Count; line++)
        {
            var open = new Stack<int>();
            var quotation = '\0';
            for (var i = 0; i < lines[line].Length; i++)
            {
                var c = lines[line][i];
                var isStart = i == 0 || lines[line][i - 1] is ' ' or '[' or '{' or ',';
                if (quotation != '\0')
                {
                    quotation = c == quotation ? '\0' : quotation;
                }
                else if (c is '"' or '\'' && isStart)
                {
                    quotation = c;
                }
                else if (c == '#' && isStart)
                {
                    break;
                }
                else if (c is '[' or '{' && isStart)
                {
                    open.Push(i);
                }
                else if (c is ']' or '}' && open.Count > 0)
                {
                    open.Pop();
                }
            }

            if (open.Count > 0)
            {
                return new PolicySpan(line, open.Peek(), line, open.Peek() + 1);
            }
        }

        return null;
    }

    /// <summary>The first <paramref name="character"/> in the indentation of a line at or after <paramref name="from"/>.</summary>
    private PolicySpan? FindInIndentation(char character, int from)
    {
        var lines = TextLines.Split(_text);
        for (var line = from; line < lines.Count; line++)
        {
            var content = lines[line];
            var indentation = content.Length - content.TrimStart(' ', '\t', '\u00A0').Length;
            var at = content.IndexOf(character, 0, indentation);
            if (at >= 0)
            {
                return new PolicySpan(line, at, line, at + 1);
            }
        }

        return null;
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
