using ProloCodebook.Policy.Yaml;

namespace ProloCodebook.Policy.Tests;

/// <summary>The small parts that messages are made of.</summary>
public class MessageTests
{
    [Theory]
    [InlineData("medicare", "mdeicare", "medicare")] // two neighbours swapped
    [InlineData("payer", "apyer", "payer")]
    [InlineData("ab", "ba", "ab")]
    [InlineData("abcdef", "abdcfe", "abcdef")]
    [InlineData("abc", "xyz", null)]
    [InlineData("abc", "abxc", "abc")]
    [InlineData("abc", "abcyz", null)]
    [InlineData("abcdef", "abcdxy", "abcdef")]
    [InlineData("abcdef", "abcxyz", null)]
    [InlineData("ABC", "abc", "ABC")]
    [InlineData("abc", "", null)]
    public void The_nearest_value(string valid, string written, string? nearest) => Assert.Equal(nearest, Suggestion.Nearest(written, [valid]));

    [Fact]
    public void The_first_of_the_nearest_values() => Assert.Equal("abd", Suggestion.Nearest("abc", ["xyz", "abd", "abe", "ab"]));

    [Fact]
    public void Long_texts_are_not_compared()
    {
        var (longest, longer) = (new string('a', 64), new string('a', 65));
        Assert.Equal(longest, Suggestion.Nearest(longest, [longest]));
        Assert.Null(Suggestion.Nearest(longer, [longest]));
        Assert.Null(Suggestion.Nearest(longest, [longer]));
    }

    [Theory]
    [InlineData("a\tb\nc\u0001d", "a b c d")]
    [InlineData("a\u200Db", "a<U+200D>b")]
    [InlineData("a\uD83D\uDE00b", "a??b")]
    public void What_cannot_be_seen_in_a_message(string text, string shown) => Assert.Equal(shown, ShortText.Of(text));

    [Fact]
    public void A_long_text_is_cut()
    {
        Assert.Equal(new string('a', 60), ShortText.Of(new string('a', 60)));
        Assert.Equal(new string('a', 60) + "…", ShortText.Of(new string('a', 61)));
    }

    [Fact]
    public void A_long_list_is_counted()
    {
        Assert.Equal("'1', '2'", ShortText.List(["1", "2"], most: 2));
        Assert.Equal("'1', '2' and 2 more", ShortText.List(["1", "2", "3", "4"], most: 2));
    }

    [Fact]
    public void Problems_come_in_the_order_of_the_file()
    {
        var problems = new ProblemList();
        problems.Add(PolicyProblemKinds.Quote, new PolicySpan(2, 1, 2, 2), "d");
        problems.Add(PolicyProblemKinds.Section, new PolicySpan(1, 5, 1, 6), "c");
        problems.Add(PolicyProblemKinds.Quote, new PolicySpan(1, 5, 1, 6), "b");
        problems.Add(PolicyProblemKinds.Quote, new PolicySpan(1, 1, 1, 2), "a");
        problems.Add(PolicyProblemKinds.Quote, new PolicySpan(1, 1, 1, 2), "a");
        Assert.Equal("abcd", string.Concat(problems.ToEquatableArray().Select(problem => problem.Message)));
    }

    [Theory]
    [InlineData(false, false, "PCB2018")]
    [InlineData(true, false, "PCB2003")]
    [InlineData(true, true, "PCB2003")]
    public void More_problems_than_are_shown_are_a_problem_and_warnings_alone_a_warning(bool beginsWithError, bool endsWithError, string last)
    {
        var problems = new ProblemList();
        for (var i = 0; i < ProblemList.Most; i++)
        {
            problems.Add(i == 0 && beginsWithError ? PolicyProblemKinds.Quote : PolicyProblemKinds.Unused, new PolicySpan(i, 0, i, 1), "x");
        }

        Assert.Equal(beginsWithError, problems.HasErrors);
        problems.Add(endsWithError ? PolicyProblemKinds.Quote : PolicyProblemKinds.Unused, new PolicySpan(900, 0, 900, 1), "x");
        problems.Add(PolicyProblemKinds.Unused, new PolicySpan(901, 0, 901, 1), "x");
        Assert.Equal(ProblemList.Most + 1, problems.Count);
        var added = problems.ToEquatableArray().Last();
        Assert.Equal((last, "More than 100 problems were found; the first 100 are shown."), (added.Id, added.Message));
    }

    [Theory]
    [InlineData("a\tb\r\nc", null)]
    [InlineData("\uD83D\uDE00", null)]
    [InlineData("\uFFFD\uFDCF\uFDF0\u2065\u206A\u2029", "a line separator (U+2029)")]
    [InlineData("\u0085", "a line separator (U+0085)")]
    [InlineData("\u0000", "a control character (U+0000)")]
    [InlineData("\u202A", "an invisible character that changes the direction of writing (U+202A)")]
    [InlineData("\u202E", "an invisible character that changes the direction of writing (U+202E)")]
    [InlineData("\u2066", "an invisible character that changes the direction of writing (U+2066)")]
    [InlineData("\u2069", "an invisible character that changes the direction of writing (U+2069)")]
    [InlineData("\u200E", "an invisible character that changes the direction of writing (U+200E)")]
    [InlineData("\u200F", "an invisible character that changes the direction of writing (U+200F)")]
    [InlineData("\u061C", "an invisible character that changes the direction of writing (U+061C)")]
    [InlineData("\uFFFE", "a character that Unicode reserves (U+FFFE)")]
    [InlineData("\uFFFF", "a character that Unicode reserves (U+FFFF)")]
    [InlineData("\uFDD0", "a character that Unicode reserves (U+FDD0)")]
    [InlineData("\uFDEF", "a character that Unicode reserves (U+FDEF)")]
    public void Characters_that_a_policy_does_not_use(string text, string? found) => Assert.Equal(found, ForbiddenCharacters.Find(text));

    [Fact]
    public void Half_of_a_surrogate_pair()
    {
        Assert.Equal("half of a surrogate pair (U+D83D)", ForbiddenCharacters.Find("a\uD83D"));
        Assert.Equal("half of a surrogate pair (U+DE00)", ForbiddenCharacters.Find("\uDE00a"));
    }

    [Theory]
    [InlineData("a\nb", 2)]
    [InlineData("a\r\nb\rc", 3)]
    [InlineData("a\u0085b\u2028c\u2029d", 4)]
    [InlineData("a\n", 2)]
    [InlineData("a\r", 2)]
    [InlineData("", 1)]
    public void Lines(string text, int count) => Assert.Equal(count, TextLines.Split(text).Count);

    [Theory]
    [InlineData("medicare-1999", true)]
    [InlineData("a", true)]
    [InlineData("1a", false)]
    [InlineData("a-", false)]
    [InlineData("-a", false)]
    [InlineData("a--b", false)]
    [InlineData("aB", false)]
    [InlineData("a_b", false)]
    public void Ids(string text, bool matches) => Assert.Equal(matches, TextShape.Id.Matches(text));

    [Theory]
    [InlineData("A", true)]
    [InlineData("Z9", true)]
    [InlineData("ZincSulfate", true)]
    [InlineData("zinc", false)]
    [InlineData("9A", false)]
    [InlineData("Zinc-Sulfate", false)]
    [InlineData("Zinc_", false)]
    [InlineData("Ärzte", false)]
    public void Members(string text, bool matches) => Assert.Equal(matches, TextShape.Member.Matches(text));

    [Fact]
    public void Neither_is_longer_than_64()
    {
        Assert.True(TextShape.Id.Matches(new string('a', 64)));
        Assert.False(TextShape.Id.Matches(new string('a', 65)));
        Assert.True(TextShape.Member.Matches(new string('A', 64)));
        Assert.False(TextShape.Member.Matches(new string('A', 65)));
    }

    [Theory]
    [InlineData("A0076", true, false)]
    [InlineData("Z0076", true, false)]
    [InlineData("M00A6", false, false)]
    [InlineData("M00761", false, false)]
    [InlineData("20999", false, true)]
    [InlineData("0042A", false, true)]
    [InlineData("0042Z", false, true)]
    [InlineData("0042a", false, false)]
    [InlineData("00A2T", false, false)]
    [InlineData("0042", false, false)]
    public void Codes(string text, bool isHcpcs, bool isCpt) => Assert.Equal((isHcpcs, isCpt), (TextShape.HcpcsCode.Matches(text), TextShape.CptCode.Matches(text)));
}
