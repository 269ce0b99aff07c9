namespace ProloCodebook.Policy;

/// <summary>Searches every quote in the section of the source text that it names.</summary>
internal static class QuoteCheck
{
    /// <summary>The nearest passage is looked for this often; in a file with more wrong quotes something else is wrong.</summary>
    private const int MostPassages = 20;

    public static void Check(PolicyDraft draft, IReadOnlyList<PolicySourceText> sources, ProblemList problems, CancellationToken cancellation)
    {
        if (draft.SourceFile is not { } file)
        {
            return;
        }

        if (FindSource(draft, file, sources, problems) is { } text)
        {
            var index = new SourceTextIndex(text);
            CheckQuotes(draft, index, FindSections(draft, index, problems, cancellation), problems, cancellation);
        }
    }

    /// <summary>The text of the file that the policy names, or null, which is then reported.</summary>
    private static string? FindSource(PolicyDraft draft, string file, IReadOnlyList<PolicySourceText> sources, ProblemList problems)
    {
        var span = draft.At("source/file");
        if (file.IndexOfAny(['/', '\\']) >= 0)
        {
            problems.Add(PolicyProblemKinds.SourceText, span, "Write the file name alone; the source text stands beside the policy file.");
            return null;
        }

        if (FindSource(file, sources) is not { } source)
        {
            var names = sources.Select(candidate => FileName(candidate.Path)).ToList();
            problems.Add(PolicyProblemKinds.SourceText, span, $"The source text '{ShortText.Of(file)}' is not among the compiler's additional files.{Suggestion.For(file, names)} Put it beside the policy file, under the same name with the extension .txt.");
            return null;
        }

        if (source.Text.Trim().Length == 0)
        {
            problems.Add(PolicyProblemKinds.SourceText, span, $"The source text '{ShortText.Of(file)}' is empty. Paste the policy's text into it.");
            return null;
        }

        if (source.Text.Length > PolicyLimits.FileLength)
        {
            problems.Add(PolicyProblemKinds.SourceText, span, $"The source text has {source.Text.Length} characters; it may have {PolicyLimits.FileLength}.");
            return null;
        }

        return source.Text;
    }

    /// <summary>The source text with that file name.</summary>
    public static PolicySourceText? FindSource(string file, IReadOnlyList<PolicySourceText> sources)
        => sources.FirstOrDefault(source => string.Equals(FileName(source.Path), file, StringComparison.OrdinalIgnoreCase));

    private static string FileName(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);

    /// <summary>By section id, where it begins and ends. Each begins after the one before it and ends where the next begins.</summary>
    private static Dictionary<string, (int Start, int End)> FindSections(PolicyDraft draft, SourceTextIndex index, ProblemList problems, CancellationToken cancellation)
    {
        var found = new List<(string Id, int Start)>();
        var from = 0;
        foreach (var section in draft.Sections)
        {
            var words = draft.SectionStarts[section.Id];
            var start = index.FindSection(words, from, cancellation);
            if (start >= 0)
            {
                found.Add((section.Id, start));
                from = start + 1;
                continue;
            }

            var span = draft.At($"sections/{section.Id}/startsWith");
            problems.Add(PolicyProblemKinds.Section, span, index.Find(words, 0, cancellation) >= 0
                ? $"'{ShortText.Of(words)}' stands in the source text before the section that is listed before it. List the sections in the order of the text."
                : $"'{ShortText.Of(words)}' is not in the source text. Write in 'startsWith' the words that the section begins with.{Nearest(index, words)}");
        }

        return found
            .Select((section, i) => (section.Id, section.Start, End: i + 1 < found.Count ? found[i + 1].Start : index.Length))
            .ToDictionary(section => section.Id, section => (section.Start, section.End), StringComparer.Ordinal);
    }

    private static void CheckQuotes(
        PolicyDraft draft,
        SourceTextIndex index,
        Dictionary<string, (int Start, int End)> sections,
        ProblemList problems,
        CancellationToken cancellation)
    {
        var passages = 0;
        foreach (var (citation, sectionSpan, quoteSpan) in draft.Citations)
        {
            if (!sections.TryGetValue(citation.Section, out var section))
            {
                continue;
            }

            var length = SourceTextIndex.LengthOf(citation.Quote);
            var at = index.Find(citation.Quote, section.Start, cancellation);
            if (at >= 0 && at + length <= section.End)
            {
                continue;
            }

            at = index.Find(citation.Quote, 0, cancellation);
            if (at < 0)
            {
                var nearest = passages++ < MostPassages ? Nearest(index, citation.Quote) : string.Empty;
                problems.Add(PolicyProblemKinds.Quote, quoteSpan, $"This quote is not in the source text.{nearest}");
            }
            else
            {
                var actual = sections.Where(candidate => candidate.Value.Start <= at && at + length <= candidate.Value.End).Select(candidate => candidate.Key).FirstOrDefault();
                problems.Add(PolicyProblemKinds.Quote, sectionSpan, actual is null
                    ? $"This quote is not in section '{citation.Section}', nor within any other section."
                    : $"This quote is not in section '{citation.Section}'; it stands in '{actual}'.");
            }
        }
    }

    private static string Nearest(SourceTextIndex index, string quote)
        => index.NearestPassage(quote) is { } passage ? $" The nearest passage is \"{ShortText.Of(passage, 160)}\"." : " Nothing there is like it.";
}
