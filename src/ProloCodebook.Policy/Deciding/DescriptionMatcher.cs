namespace ProloCodebook.Policy;

/// <summary>
/// Tells which service a description speaks of. The rules are those of "Descriptions" in policy/README.md;
/// the generated evaluator follows the same ones, and a test holds the two together.
/// </summary>
public static class DescriptionMatcher
{
    /// <summary>A description that names none of the services.</summary>
    public const string Other = "other";

    /// <summary>No description, or one that says no more than the code does.</summary>
    public const string Undescribed = "undescribed";

    /// <summary>How many words may stand between a negator and the name it negates.</summary>
    public const int MaxWordsBetween = 3;

    /// <summary>A name directly after one of these is not made. Folded words, separated by single spaces.</summary>
    public static IReadOnlyList<string> Negators { get; } =
    [
        "not", "no", "non", "never", "without", "neither", "nor", "cannot", "w o",
        "isnt", "arent", "wasnt", "werent", "dont", "doesnt", "didnt", "cant", "couldnt", "wont", "wouldnt", "hasnt", "havent", "hadnt",
        "deny", "denied", "decline", "declined", "refuse", "refused", "exclude", "excluded", "excluding", "except", "unlike",
        "other than", "rather than", "instead of", "in lieu of", "in place of", "opposed to",
    ];

    /// <summary>The only words that may stand between a negator and the name it negates ("not treated with prolotherapy"). Folded.</summary>
    public static IReadOnlyList<string> WordsBetween { get; } =
    [
        "a", "an", "the", "any", "this", "that", "as", "by", "for", "of", "to", "in", "with", "via", "from",
        "be", "been", "being", "is", "are", "was", "were", "have", "having", "had",
        "use", "used", "using", "include", "included", "including", "involve", "involved", "involving", "constitute", "represent",
        "treat", "treated", "treatment", "receive", "received", "receiving", "undergo", "perform", "performed", "given", "done",
        "bill", "billed", "billing", "code", "coded", "consider", "considered", "type", "kind", "form", "sort",
        "further", "more", "additional", "prior", "previous", "repeat",
    ];

    /// <summary>Descriptions that stand in for one.</summary>
    public static IReadOnlyList<string> Placeholders { get; } =
        ["n/a", "none", "no description", "unknown", "tbd", "see note", "see attached", "unlisted", "unlisted procedure"];

    private static readonly string[][] NegatorPhrases = Negators.Select(negator => negator.Split(' ')).ToArray();

    private static readonly HashSet<string> FillerWords = new(WordsBetween, StringComparer.Ordinal);

    private static readonly HashSet<string> PlaceholderWords = new(Placeholders.Select(DescriptionWords.Join), StringComparer.Ordinal);

    /// <summary>The id of the service that <paramref name="description"/> speaks of, <see cref="Other"/>, or <see cref="Undescribed"/>.</summary>
    /// <param name="code">The unlisted code that is described; its own description, repeated, describes nothing.</param>
    public static string Match(IReadOnlyList<PolicyService> services, PolicyCode code, string? description)
    {
        var words = DescriptionWords.Split(description);
        if (words.Count == 0)
        {
            return Undescribed;
        }

        var mentions = FindMentions(services, words);
        for (var service = 0; service < services.Count; service++)
        {
            if (mentions.Exists(mention => mention.Service == service && !mention.IsNegated))
            {
                return services[service].Id;
            }
        }

        return mentions.Count == 0 && SaysNoMoreThan(code, words) ? Undescribed : Other;
    }

    private static bool SaysNoMoreThan(PolicyCode code, IReadOnlyList<DescriptionWord> words)
    {
        var own = new HashSet<string>(DescriptionWords.Split(code.Value + " " + code.Description).Select(word => word.Text), StringComparer.Ordinal);
        return words.All(word => own.Contains(word.Text)) || PlaceholderWords.Contains(string.Concat(words.Select(word => word.Text)));
    }

    private static List<Mention> FindMentions(IReadOnlyList<PolicyService> services, IReadOnlyList<DescriptionWord> words)
    {
        var found = new List<Mention>();
        for (var service = 0; service < services.Count; service++)
        {
            foreach (var name in services[service].Names)
            {
                var letters = DescriptionWords.Join(name.Text);
                for (var start = 0; start < words.Count; start++)
                {
                    var end = EndOfName(words, start, letters);
                    if (end > start)
                    {
                        found.Add(new Mention(service, start, end, IsNegated: false));
                    }
                }
            }
        }

        // A name within a longer one is not a mention of its own. In text order, so that "not A or B" negates B as well.
        var mentions = found
            .Where(mention => !found.Exists(other => other.Contains(mention)))
            .Distinct()
            .OrderBy(mention => mention.Start)
            .ToList();
        for (var i = 0; i < mentions.Count; i++)
        {
            var mention = mentions[i];
            var negated = IsNegatedAt(words, mention.Start) || ContinuesNegated(words, mention.Start, mentions.Take(i));
            mentions[i] = mention with { IsNegated = negated };
        }

        return mentions;
    }

    private static int EndOfName(IReadOnlyList<DescriptionWord> words, int start, string letters)
    {
        var matched = 0;
        for (var i = start; i < words.Count; i++)
        {
            var word = words[i];
            if ((i > start && word.Before == WordBreak.Sentence)
                || string.CompareOrdinal(letters, matched, word.Text, 0, word.Text.Length) != 0)
            {
                return -1;
            }

            matched += word.Text.Length;
            if (matched == letters.Length)
            {
                return i + 1;
            }
        }

        return -1;
    }

    private static bool IsNegatedAt(IReadOnlyList<DescriptionWord> words, int start)
    {
        var last = start - 1;
        for (var between = 0; between <= MaxWordsBetween && last >= 0 && words[last + 1].Before == WordBreak.None; between++, last--)
        {
            var negator = StartOfNegator(words, last);
            if (negator >= 0)
            {
                // "not without": two negators side by side cancel out.
                return !(negator > 0 && words[negator].Before == WordBreak.None && StartOfNegator(words, negator - 1) >= 0);
            }

            if (!FillerWords.Contains(words[last].Text))
            {
                return false;
            }
        }

        return false;
    }

    private static bool ContinuesNegated(IReadOnlyList<DescriptionWord> words, int start, IEnumerable<Mention> earlier)
        => start >= 2
            && words[start - 1].Text is "or" or "nor"
            && words[start].Before == WordBreak.None
            && words[start - 1].Before != WordBreak.Sentence
            && earlier.Any(mention => mention.IsNegated && mention.End == start - 1);

    /// <summary>Where the negator starts whose last word is <paramref name="last"/>; negative where there is none.</summary>
    private static int StartOfNegator(IReadOnlyList<DescriptionWord> words, int last)
    {
        foreach (var phrase in NegatorPhrases)
        {
            var first = last - phrase.Length + 1;
            var matches = first >= 0;
            for (var i = 0; matches && i < phrase.Length; i++)
            {
                matches = words[first + i].Text == phrase[i] && (i == 0 || words[first + i].Before == WordBreak.None);
            }

            if (matches)
            {
                return first;
            }
        }

        return -1;
    }

    private readonly record struct Mention(int Service, int Start, int End, bool IsNegated)
    {
        public bool Contains(Mention other)
            => Start <= other.Start && other.End <= End && End - Start > other.End - other.Start;
    }
}
