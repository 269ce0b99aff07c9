using ProloCodebook.Policy;

namespace ProloCodebook.Generation.Emission;

/// <summary>PolicyTable.Description: which service a description speaks of. The same rules as <see cref="DescriptionMatcher"/>, without making strings.</summary>
internal static class DescriptionMatcherEmitter
{
    public static string Emit(Target target) => target.TablePart(writer =>
    {
        var phrases = DescriptionMatcher.Negators.Select(negator => negator.Split(' ')).ToList();
        writer.Write($$"""
            /// <summary>A description as words: lower case, singular. "How to write a policy" in the package tells the rules.</summary>
            {{target.GeneratedType}}
            private sealed class Description
            {
                internal const int Other = -1;
                internal const int Undescribed = -2;

                private const byte NoBreak = 0;
                private const byte Clause = 1;
                private const byte Sentence = 2;
                private const byte Break = 3;
                private const byte NegatedNameEnds = 4;

                // A thread keeps one for its next description, unless it grew large.
                private const int LargestKept = 4096;

                // Sorted by their characters' values.
                private static readonly string[] Negators = {{Array(phrases.Where(phrase => phrase.Length == 1).Select(phrase => phrase[0]))}};
                private static readonly string[] WordsBetween = {{Array(DescriptionMatcher.WordsBetween)}};
                private static readonly string[] Placeholders = {{Array(DescriptionMatcher.Placeholders.Select(DescriptionWords.Join))}};

                private static readonly string[][] NegatorPhrases = new string[][]
                {
            {{string.Join("\n", phrases.Where(phrase => phrase.Length > 1).Select(phrase => "        new string[] { " + string.Join(", ", phrase.Select(Literal.Of)) + " },"))}}
                };

                [global::System.ThreadStatic]
                private static Description{{target.Q}} _kept;

                // The letters of all words, where in them each word starts, and what stands before it.
                private char[] _letters;
                private int[] _starts;
                private byte[] _marks;
                private int _letterCount;
                private int _count;

                private Description(int length)
                {
                    _letters = new char[length];
                    _starts = new int[length + 1];
                    _marks = new byte[length + 1];
                }

                /// <summary>The number of the service that <paramref name="text"/> speaks of, or <see cref="Other"/>, or <see cref="Undescribed"/>.</summary>
                /// <param name="text">The description.</param>
                /// <param name="names">The services' names: the letters of their words, sorted by their values.</param>
                /// <param name="services">The number of the service that each name belongs to.</param>
                /// <param name="ownWords">The words of the code's own description, between blanks.</param>
                internal static int Match(string{{target.Q}} text, string[] names, int[] services, string ownWords)
                {
                    if (string.IsNullOrEmpty(text) || text == null)
                    {
                        return Undescribed;
                    }

                    // Each "&" makes three letters.
                    int length = text.Length;
                    for (int i = 0; i < text.Length; i++)
                    {
                        if (text[i] == '&')
                        {
                            length += 2;
                        }
                    }

                    Description{{target.Q}} words = _kept;
                    _kept = null;
                    if (words == null || words._letters.Length < length)
                    {
                        words = new Description(global::System.Math.Max(length, 256));
                    }

                    words.Read(text);
                    int service = words.FindService(names, services, ownWords);
                    if (words._letters.Length <= LargestKept)
                    {
                        _kept = words;
                    }

                    return service;
                }

                private void Read(string text)
                {
                    _letterCount = 0;
                    _count = 0;
                    _starts[0] = 0;
                    byte before = NoBreak;
                    for (int i = 0; i < text.Length; i++)
                    {
                        char c = text[i];
                        if (c < 128 ? IsAsciiLetterOrDigit(c) : char.IsLetterOrDigit(c))
                        {
                            _letters[_letterCount++] = c < 128 ? (c <= 'Z' && c >= 'A' ? (char)(c | 0x20) : c) : char.ToLowerInvariant(c);
                        }
                        else if (IsInvisible(c) || (IsApostrophe(c) && _letterCount > _starts[_count] && i + 1 < text.Length && char.IsLetter(text[i + 1])))
                        {
                            continue;
                        }
                        else
                        {
                            EndWord(ref before);
                            if (c == '&')
                            {
                                _letters[_letterCount++] = 'a';
                                _letters[_letterCount++] = 'n';
                                _letters[_letterCount++] = 'd';
                                EndWord(ref before);
                            }
                            else if (c != ' ')
                            {
                                byte separator = BreakAt(text, i);
                                if (separator > before)
                                {
                                    before = separator;
                                }
                            }
                        }
                    }

                    EndWord(ref before);
                }

                private void EndWord(ref byte before)
                {
                    int start = _starts[_count];
                    if (_letterCount == start)
                    {
                        return;
                    }

                    Fold(start);
                    _marks[_count] = _count == 0 ? NoBreak : before;
                    _starts[++_count] = _letterCount;
                    before = NoBreak;
                }

                // Makes an English plural singular, roughly but the same way for names and descriptions.
                private void Fold(int start)
                {
                    int length = _letterCount - start;
                    if (length < 4 || _letters[_letterCount - 1] != 's')
                    {
                        return;
                    }

                    char previous = _letters[_letterCount - 2];
                    if (length >= 5 && previous == 'e' && _letters[_letterCount - 3] == 'i')
                    {
                        _letters[_letterCount - 3] = 'y';
                        _letterCount -= 2;
                    }
                    else if (previous != 's' && previous != 'i' && previous != 'u')
                    {
                        _letterCount--;
                    }
                }

                private byte BreakAt(string text, int i)
                {
                    switch (text[i])
                    {
                        case ';':
                        case ':':
                        case '!':
                        case '?':
                            return Sentence;
                        case '.':
                            return i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]) ? Sentence : NoBreak;
                        case ',':
                        case '(':
                        case ')':
                        case '[':
                        case ']':
                        case '{':
                        case '}':
                            return Clause;
                        default:
                            return IsDash(text[i])
                                && i > 0 && char.IsWhiteSpace(text[i - 1])
                                && i + 1 < text.Length && char.IsWhiteSpace(text[i + 1])
                                && !(_count > 0 && Is(_count - 1, "non")) ? Clause : NoBreak;
                    }
                }

                private int FindService(string[] names, int[] services, string ownWords)
                {
                    int found = int.MaxValue;
                    bool isNamed = false;
                    int reach = 0;
                    for (int word = 0; word < _count; word++)
                    {
                        int name;
                        int end = EndOfLongestName(word, names, out name);
                        if (end < 0)
                        {
                            continue;
                        }

                        isNamed = true;
                        if (end <= reach)
                        {
                            // Part of a longer name that began earlier.
                            continue;
                        }

                        reach = end;
                        if (IsNegated(word))
                        {
                            _marks[end] |= NegatedNameEnds;
                        }
                        else if (services[name] < found)
                        {
                            found = services[name];
                        }
                    }

                    if (found != int.MaxValue)
                    {
                        return found;
                    }

                    return !isNamed && SaysNoMore(ownWords) ? Undescribed : Other;
                }

                // Narrows the sorted names letter by letter, so that many names cost no more than few.
                private int EndOfLongestName(int word, string[] names, out int name)
                {
                    name = -1;
                    int longest = -1;
                    int low = 0;
                    int high = names.Length;
                    int matched = 0;
                    for (int i = word; i < _count; i++)
                    {
                        if (i > word && (_marks[i] & Break) == Sentence)
                        {
                            break;
                        }

                        for (int letter = _starts[i]; letter < _starts[i + 1]; letter++, matched++)
                        {
                            char c = _letters[letter];
                            low = FirstNotBelow(names, low, high, matched, c);
                            high = FirstNotBelow(names, low, high, matched, c + 1);
                            if (low >= high)
                            {
                                return longest;
                            }
                        }

                        if (names[low].Length == matched)
                        {
                            name = low;
                            longest = i + 1;
                        }
                    }

                    return longest;
                }

                private static int FirstNotBelow(string[] names, int low, int high, int position, int c)
                {
                    while (low < high)
                    {
                        int middle = (low + high) / 2;
                        string name = names[middle];
                        if (name.Length <= position || name[position] < c)
                        {
                            low = middle + 1;
                        }
                        else
                        {
                            high = middle;
                        }
                    }

                    return low;
                }

                private bool IsNegated(int word)
                {
                    // "not A or B" negates B as well.
                    if (word >= 2
                        && (Is(word - 1, "or") || Is(word - 1, "nor"))
                        && (_marks[word] & Break) == NoBreak
                        && (_marks[word - 1] & Break) != Sentence
                        && (_marks[word - 1] & NegatedNameEnds) != 0)
                    {
                        return true;
                    }

                    int last = word - 1;
                    for (int between = 0; between <= {{Literal.Of(DescriptionMatcher.MaxWordsBetween)}} && last >= 0 && (_marks[last + 1] & Break) == NoBreak; between++, last--)
                    {
                        int negator = StartOfNegator(last);
                        if (negator >= 0)
                        {
                            // "not without": two negators side by side cancel out.
                            return !(negator > 0 && (_marks[negator] & Break) == NoBreak && StartOfNegator(negator - 1) >= 0);
                        }

                        if (!IsOneOf(last, WordsBetween))
                        {
                            return false;
                        }
                    }

                    return false;
                }

                private int StartOfNegator(int last)
                {
                    if (IsOneOf(last, Negators))
                    {
                        return last;
                    }

                    foreach (string[] phrase in NegatorPhrases)
                    {
                        int first = last - phrase.Length + 1;
                        bool matches = first >= 0;
                        for (int i = phrase.Length - 1; matches && i >= 0; i--)
                        {
                            matches = Is(first + i, phrase[i]) && (i == 0 || (_marks[first + i] & Break) == NoBreak);
                        }

                        if (matches)
                        {
                            return first;
                        }
                    }

                    return -1;
                }

                private bool SaysNoMore(string ownWords)
                {
                    int word = 0;
                    while (word < _count && IsOneOf(word, ownWords))
                    {
                        word++;
                    }

                    return word == _count || Find(0, _letterCount, Placeholders);
                }

                private bool Is(int word, string text)
                {
                    return Compare(_starts[word], _starts[word + 1], text) == 0;
                }

                private bool IsOneOf(int word, string[] sorted)
                {
                    return Find(_starts[word], _starts[word + 1], sorted);
                }

                private bool IsOneOf(int word, string spaced)
                {
                    int start = _starts[word];
                    int length = _starts[word + 1] - start;
                    for (int i = 0; i + length + 1 < spaced.Length; i++)
                    {
                        if (spaced[i] == ' ' && spaced[i + length + 1] == ' ')
                        {
                            int same = 0;
                            while (same < length && spaced[i + 1 + same] == _letters[start + same])
                            {
                                same++;
                            }

                            if (same == length)
                            {
                                return true;
                            }
                        }
                    }

                    return false;
                }

                private bool Find(int start, int end, string[] sorted)
                {
                    int low = 0;
                    int high = sorted.Length - 1;
                    while (low <= high)
                    {
                        int middle = (low + high) / 2;
                        int comparison = Compare(start, end, sorted[middle]);
                        if (comparison == 0)
                        {
                            return true;
                        }

                        if (comparison < 0)
                        {
                            high = middle - 1;
                        }
                        else
                        {
                            low = middle + 1;
                        }
                    }

                    return false;
                }

                private int Compare(int start, int end, string text)
                {
                    int length = end - start;
                    for (int i = 0; i < length && i < text.Length; i++)
                    {
                        int difference = _letters[start + i] - text[i];
                        if (difference != 0)
                        {
                            return difference;
                        }
                    }

                    return length - text.Length;
                }

                private static bool IsAsciiLetterOrDigit(char c)
                {
                    return (uint)(c - '0') <= 9 || (uint)((c | 0x20) - 'a') <= 'z' - 'a';
                }

                private static bool IsDash(char c)
                {
                    return c == '-' || (c >= 128 && (c == '\u2212' || char.GetUnicodeCategory(c) == global::System.Globalization.UnicodeCategory.DashPunctuation));
                }

                private static bool IsApostrophe(char c)
                {
                    return c == '\'' || c == '\u2019' || c == '\u02BC';
                }

                private static bool IsInvisible(char c)
                {
                    return c == '\u00AD' || (c >= '\u200B' && c <= '\u200D') || c == '\u2060' || c == '\uFEFF';
                }
            }
            """);
    });

    private static string Array(IEnumerable<string> words)
        => "new string[] { " + string.Join(", ", words.OrderBy(word => word, StringComparer.Ordinal).Select(Literal.Of)) + " }";
}
