namespace ProloCodebook.Policy.Tests;

/// <summary>The hash stands for the meaning and the source text; the model for the meaning alone. Neither knows about layout.</summary>
public class PolicyHashTests
{
    private static readonly string Hash = Read(Readme.Yaml).Hash;

    [Fact]
    public void Is_lower_case_hexadecimal() => Assert.Matches("^[0-9a-f]{64}$", Hash);

    [Fact]
    public void Is_the_same_every_time() => Assert.Equal(Hash, Read(Readme.Yaml).Hash);

    [Theory]
    [InlineData("codes:\n", "# a comment\ncodes:\n")]
    [InlineData("codes:\n", "\n\ncodes:   # here\n")]
    [InlineData("title: Dry needling", "title:   \"Dry needling\"")]
    [InlineData("payers: [Medicare]", "payers: [ \"Medicare\" ]")]
    [InlineData("{ id: codes, heading: Codes }", "{ heading: Codes, id: codes }")]
    [InlineData("examples:\n", "examples:\n  - { code: \"20560\", payer: Unknown, outcome: InformationNeeded }\n")]
    public void Comments_layout_and_examples_change_nothing(string old, string @new)
    {
        var edited = Read(Expect.Example((old, @new)));
        Assert.Equal(Read(Readme.Yaml), edited);
        Assert.Equal(Hash, edited.Hash);
    }

    [Fact]
    public void Windows_line_ends_change_nothing()
        => Assert.Equal(Hash, PolicyReader.Read(Readme.Yaml.ReplaceLineEndings("\r\n"), [new PolicySourceText("needling.txt", Readme.Source.ReplaceLineEndings("\r\n"))]).Policy!.Hash);

    [Fact]
    public void Byte_order_marks_change_nothing()
        => Assert.Equal(Hash, PolicyReader.Read("\uFEFF" + Readme.Yaml, [new PolicySourceText("needling.txt", "\uFEFF" + Readme.Source)]).Policy!.Hash);

    [Theory]
    [InlineData("title: Dry needling", "title: Needling")]
    [InlineData("name: intramuscular stimulation", "name: trigger point needling")]
    [InlineData("reason: The evidence is not sufficient.", "reason: The evidence is too thin.")]
    [InlineData("outcome: NotGoverned", "outcome: InformationNeeded\n    missing: [description]")]
    [InlineData("criteria: false", "criteria: true")]
    [InlineData("population: chronic neck pain", "population: neck pain")]
    [InlineData("quote: Dry needling is not covered.", "quote: is not covered.")]
    [InlineData("revision: \"2026-01\"", "revision: \"2026-02\"")]
    [InlineData("hitPolicy", "effectiveFrom: 2026-01-01\nhitPolicy")]
    [InlineData("hitPolicy", "effectiveTo: 2026-01-01\nhitPolicy")]
    public void A_change_of_meaning_changes_it(string old, string @new) => Assert.NotEqual(Hash, Read(Expect.Example((old, @new))).Hash);

    [Fact]
    public void A_change_of_the_source_text_changes_it()
        => Assert.NotEqual(Hash, PolicyReader.Read(Readme.Yaml, [new PolicySourceText("needling.txt", Readme.Source + " ")]).Policy!.Hash);

    [Fact]
    public void Every_value_of_the_model_counts()
    {
        // A new property of the model that the hash forgets fails here: each record is changed in each of its properties.
        var policy = PackagedPolicy.Policy;
        var seen = new HashSet<string> { PolicyHash.Of(policy, null) };
        foreach (var changed in ModelChanges.Of(policy))
        {
            Assert.True(seen.Add(PolicyHash.Of(changed.Policy, null)), $"{changed.What} does not count.");
        }
    }

    private static PayerPolicy Read(string yaml) => PolicyReader.Read(yaml, [new PolicySourceText("needling.txt", Readme.Source)]).Policy!;
}
