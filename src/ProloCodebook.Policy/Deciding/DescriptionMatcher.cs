namespace ProloCodebook.Policy;

/// <summary>A name of a service that stands in a description.</summary>
/// <param name="Service">The id of the service.</param>
/// <param name="Name">As the policy writes it.</param>
/// <param name="IsNegated">The description denies it ("no prolotherapy"), so it does not count.</param>
public sealed record DescriptionMention(string Service, string Name, bool IsNegated);

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

    /// <summary>The names of services that stand in <paramref name="description"/>, in its order, with those that do not count: what <see cref="Match"/> goes by.</summary>
    public static IReadOnlyList<DescriptionMention> MentionsIn(IReadOnlyList<PolicyService> services, string? description)
        => FindMentions(services, DescriptionWords.Split(description))
            .ConvertAll(mention => new DescriptionMention(services[mention.Service].Id, mention.Name, mention.IsNegated));

    private static bool SaysNoMoreThan(PolicyCode code, IReadOnlyList<DescriptionWord> words)
    {
        var own = new HashSet<string>(DescriptionWords.Split(code.Value + " " + code.Description).Select(word => word.Text), StringComparer.Ordinal);
        return words.All(word => own.Contains(word.Text)) || PlaceholderWords.Contains(string.Concat(words.Select(word => word.Text)));
    }

    private static List<Mention> FindMentions(IReadOnlyList<PolicyService> services, IReadOnlyList<DescriptionWord> words)
    {
        var names = services.SelectMany((service, index) => service.Names.Select(name => (Service: index, name.Text, Letters: DescriptionWords.Join(name.Text)))).ToList();
        var text = new JoinedWords(words);
        var mentions = new List<Mention>();
        var furthest = 0;
        for (var start = 0; start < words.Count; start++)
        {
            var longest = default(Mention);
            foreach (var (service, name, letters) in names)
            {
                var end = text.EndOf(letters, start);
                if (end > longest.End)
                {
                    longest = new Mention(service, name, start, end, IsNegated: false);
                }
            }

            // A name within a longer one is not a mention of its own.
            if (longest.End > furthest)
            {
                furthest = longest.End;
                var isNegated = IsNegatedAt(words, start) || ContinuesNegated(words, start, mentions);
                mentions.Add(longest with { IsNegated = isNegated });
            }
        }

        return mentions;
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

    private static bool ContinuesNegated(IReadOnlyList<DescriptionWord> words, int start, List<Mention> earlier)
        => start >= 2
            && words[start - 1].Text is "or" or "nor"
            && words[start].Before == WordBreak.None
            && words[start - 1].Before != WordBreak.Sentence
            && earlier.Exists(mention => mention.IsNegated && mention.End == start - 1);

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

    /// <summary>A name found in the words from <paramref name="Start"/> to before <paramref name="End"/>.</summary>
    private readonly record struct Mention(int Service, string Name, int Start, int End, bool IsNegated);

    /// <summary>The words as one run of letters, with the places where words begin and end.</summary>
    private sealed class JoinedWords
    {
        private readonly string _letters;
        private readonly int[] _offsets;
        private readonly int[] _sentences;
        private readonly int[] _wordEndingAt;

        public JoinedWords(IReadOnlyList<DescriptionWord> words)
        {
            _letters = string.Concat(words.Select(word => word.Text));
            _offsets = new int[words.Count];
            _sentences = new int[words.Count];
            _wordEndingAt = new int[_letters.Length + 1];
            var offset = 0;
            var sentence = 0;
            for (var i = 0; i < words.Count; i++)
            {
                sentence += words[i].Before == WordBreak.Sentence ? 1 : 0;
                _sentences[i] = sentence;
                _offsets[i] = offset;
                offset += words[i].Text.Length;
                _wordEndingAt[offset] = i + 1;
            }
        }

        /// <summary>Where the name ends that starts at the word <paramref name="start"/>; 0 where it does not stand there.</summary>
        public int EndOf(string name, int start)
        {
            var from = _offsets[start];
            if (name.Length == 0 || from + name.Length > _letters.Length || string.CompareOrdinal(_letters, from, name, 0, name.Length) != 0)
            {
                return 0;
            }

            var end = _wordEndingAt[from + name.Length];
            return end > 0 && _sentences[end - 1] == _sentences[start] ? end : 0;
        }
    }
}
