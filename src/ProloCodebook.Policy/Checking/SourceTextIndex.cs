using System.Globalization;
using System.Text;

namespace ProloCodebook.Policy;

/// <summary>
/// A source text in the form in which quotes are compared: without white space, which mends split words, run-together words and spaced dashes,
/// and with one kind of dash, quotation mark and apostrophe. Remembers where each character came from.
/// </summary>
internal sealed class SourceTextIndex
{
    /// <summary>So many places are looked at for one text; words that stand more often identify nothing.</summary>
    private const int MostPlaces = 10_000;

    private readonly string _source;
    private readonly string _characters;
    private readonly List<int> _origins = [];
    private readonly List<Word> _words = [];

    public SourceTextIndex(string source)
    {
        _source = source;
        _characters = Normalize(source, _origins);
        CollectWords();
    }

    /// <summary>How many characters the normalized text has.</summary>
    public int Length => _characters.Length;

    /// <summary>Where in the source the normalized character at <paramref name="at"/> came from; the source's length for the end.</summary>
    public int OriginOf(int at) => at < _origins.Count ? _origins[at] : _source.Length;

    /// <summary>Where <paramref name="quote"/> stands at or after <paramref name="from"/>; negative where it does not. It begins and ends at the border of a word.</summary>
    public int Find(string quote, int from, CancellationToken cancellation = default)
    {
        var sought = Normalize(quote, origins: null);
        if (sought.Length == 0)
        {
            return -1;
        }

        var at = from;
        for (var places = 0; places < MostPlaces && at + sought.Length <= _characters.Length; places++, at++)
        {
            cancellation.ThrowIfCancellationRequested();
            at = _characters.IndexOf(sought, at, StringComparison.Ordinal);
            if (at < 0)
            {
                return -1;
            }

            if (IsBorder(at) && IsBorder(at + sought.Length))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Where <paramref name="start"/> stands at or after <paramref name="from"/>: alone in a line if it does somewhere, else at the beginning of one, else anywhere.</summary>
    public int FindSection(string start, int from, CancellationToken cancellation = default)
    {
        int anywhere = -1, atLine = -1;
        var length = Normalize(start, origins: null).Length;
        var at = Find(start, from, cancellation);
        for (var places = 0; places < MostPlaces && at >= 0; places++, at = Find(start, at + 1, cancellation))
        {
            var beginsLine = at == 0 || HasLineBreak(_origins[at - 1] + 1, _origins[at]);
            if (beginsLine && (at + length == _characters.Length || HasLineBreak(_origins[at + length - 1] + 1, _origins[at + length])))
            {
                return at;
            }

            anywhere = anywhere < 0 ? at : anywhere;
            atLine = atLine < 0 && beginsLine ? at : atLine;
        }

        return atLine >= 0 ? atLine : anywhere;
    }

    /// <summary>How many characters a quote has when it is compared.</summary>
    public static int LengthOf(string quote) => Normalize(quote, origins: null).Length;

    /// <summary>The passage that shares most words with <paramref name="quote"/>, as it stands in the source; null where none is like it.</summary>
    public string? NearestPassage(string quote)
    {
        var sought = SplitWords(quote).ToList();
        if (sought.Count == 0 || _words.Count == 0)
        {
            return null;
        }

        // As long as the quote, or a little longer where that finds more of it: the text may have a word that the quote lacks.
        var best = (Shared: 0, First: 0, Last: 0);
        for (var more = 0; more <= 2; more++)
        {
            var (shared, first, last) = BestWindow(sought, Math.Min(sought.Count + more, _words.Count));
            best = shared > best.Shared ? (shared, first, last) : best;
        }

        return best.Shared * 5 < sought.Count * 2 ? null : Passage(sought, best.First, best.Last);
    }

    /// <summary>The first run of so many words that shares most words with those sought.</summary>
    private (int Shared, int First, int Last) BestWindow(IReadOnlyList<string> sought, int length)
    {
        // How many of each word the window lacks; negative: how many it has too many.
        var lacking = Count(sought);
        var best = (Shared: 0, First: 0, Last: 0);
        var shared = 0;
        for (var last = 0; last < _words.Count; last++)
        {
            if (lacking.TryGetValue(_words[last].Text, out var left))
            {
                lacking[_words[last].Text] = left - 1;
                shared += left > 0 ? 1 : 0;
            }

            var dropped = last - length;
            if (dropped >= 0 && lacking.TryGetValue(_words[dropped].Text, out left))
            {
                lacking[_words[dropped].Text] = left + 1;
                shared -= left >= 0 ? 1 : 0;
            }

            if (shared > best.Shared)
            {
                best = (shared, Math.Max(0, dropped + 1), last);
            }
        }

        return best;
    }

    /// <summary>The words from <paramref name="first"/> to <paramref name="last"/> without those at either end that the quote does not need, and with those that stand in its place.</summary>
    private string Passage(IReadOnlyList<string> sought, int first, int last)
    {
        var spare = Count(sought);
        for (var i = first; i <= last; i++)
        {
            spare[_words[i].Text] = (spare.TryGetValue(_words[i].Text, out var count) ? count : 0) - 1;
        }

        // Negative: the passage has more of the word than the quote.
        while (first < last && spare[_words[first].Text]++ < 0)
        {
            first++;
        }

        while (first < last && spare[_words[last].Text]++ < 0)
        {
            last--;
        }

        // What differs at either end of the quote is shown as the text has it.
        var core = new HashSet<string>(_words.Skip(first).Take(last - first + 1).Select(word => word.Text), StringComparer.Ordinal);
        first = Math.Max(0, first - sought.TakeWhile(word => !core.Contains(word)).Count());
        last = Math.Min(_words.Count - 1, last + sought.Reverse().TakeWhile(word => !core.Contains(word)).Count());
        return _source.Substring(_words[first].Start, _words[last].Start + _words[last].Length - _words[first].Start);
    }

    private static Dictionary<string, int> Count(IEnumerable<string> words)
        => words.GroupBy(word => word, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    private bool IsBorder(int at)
        => at == 0
            || at == _characters.Length
            || !char.IsLetterOrDigit(_characters[at - 1])
            || !char.IsLetterOrDigit(_characters[at])
            || HasWhiteSpace(_origins[at - 1] + 1, _origins[at]);

    private bool HasWhiteSpace(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (char.IsWhiteSpace(_source[i]))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasLineBreak(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (_source[i] is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029')
            {
                return true;
            }
        }

        return false;
    }

    private void CollectWords()
    {
        var start = -1;
        for (var i = 0; i <= _source.Length; i++)
        {
            if (i < _source.Length && char.IsLetterOrDigit(_source[i]))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                _words.Add(new Word(_source.Substring(start, i - start).ToLowerInvariant(), start, i - start));
                start = -1;
            }
        }
    }

    private static IEnumerable<string> SplitWords(string text)
    {
        var word = new StringBuilder();
        foreach (var c in text + " ")
        {
            if (char.IsLetterOrDigit(c))
            {
                word.Append(char.ToLowerInvariant(c));
            }
            else if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }
    }

    private static string Normalize(string text, List<int>? origins)
    {
        var normalized = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c) || c is '\u00AD' or (>= '\u200B' and <= '\u200D') or '\u2060' or '\uFEFF')
            {
                continue;
            }

            var written = c switch
            {
                '\u2026' => "...",
                '\uFB00' => "ff",
                '\uFB01' => "fi",
                '\uFB02' => "fl",
                '\uFB03' => "ffi",
                '\uFB04' => "ffl",
                '\u201C' or '\u201D' or '\u201E' or '\u201F' or '\u00AB' or '\u00BB' => "\"",
                '\u2018' or '\u2019' or '\u201A' or '\u201B' or '`' or '\u00B4' => "'",
                '\u2212' => "-",
                _ => null,
            };
            if (written is null)
            {
                normalized.Append(CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation ? '-' : c);
                origins?.Add(i);
            }
            else
            {
                normalized.Append(written);
                for (var k = 0; k < written.Length; k++)
                {
                    origins?.Add(i);
                }
            }
        }

        return normalized.ToString();
    }

    private readonly record struct Word(string Text, int Start, int Length);
}
