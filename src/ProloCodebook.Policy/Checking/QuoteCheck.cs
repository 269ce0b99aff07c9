namespace ProloCodebook.Policy;

/// <summary>Searches every quote in the section of the source text that it names.</summary>
internal static class QuoteCheck
{
    /// <summary>The nearest passage is looked for this often; in a file with more wrong quotes something else is wrong.</summary>
    private const int MostPassages = 20;

    /// <param name="source">Null where it is not there; the quotes are then not judged.</param>
    /// <returns>Where the sections and quotes stand in the source; null where it is not there.</returns>
    public static SourceTextReading? Check(PolicyDraft draft, string? source, ProblemList problems, CancellationToken cancellation)
    {
        if (source is null)
        {
            return null;
        }

        var index = new SourceTextIndex(source);
        var sections = FindSections(draft, index, problems, cancellation);
        var quotes = CheckQuotes(draft, index, sections, problems, cancellation);
        return new SourceTextReading(
            source,
            sections.OrderBy(section => section.Value.Start).Select(section => new SectionPlace(section.Key, index.OriginOf(section.Value.Start), index.OriginOf(section.Value.End))).ToEquatableArray(),
            quotes.Distinct().ToEquatableArray());
    }

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

    private static List<QuotePlace> CheckQuotes(
        PolicyDraft draft,
        SourceTextIndex index,
        Dictionary<string, (int Start, int End)> sections,
        ProblemList problems,
        CancellationToken cancellation)
    {
        var found = new List<QuotePlace>();
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
                found.Add(new QuotePlace(citation, index.OriginOf(at), index.OriginOf(at + length - 1) + 1));
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

        return found;
    }

    private static string Nearest(SourceTextIndex index, string quote)
        => index.NearestPassage(quote) is { } passage ? $" The nearest passage is \"{ShortText.Of(passage, 160)}\"." : " Nothing there is like it.";
}
