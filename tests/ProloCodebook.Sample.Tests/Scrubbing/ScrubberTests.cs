using ClaimScrubber.Loops;
using ClaimScrubber.Scrubbing;
using ProloCodebook;

namespace ClaimScrubber.Tests.Scrubbing;

public sealed class ScrubberTests
{
    private static readonly Scrubber Scrubber = new(PolicyEvaluator.Instance);

    private static ClaimServiceLine Line(string code, string indicator = "CI", string claimNote = "", int? claimDamagedAt = null) => new()
    {
        Claim = new Claim { Id = "A", Payer = new DestinationPayer("PLAN", indicator), Note = claimNote, DamagedAt = claimDamagedAt },
        Number = 1,
        CodeQualifier = "HC",
        Code = code,
    };

    private static Outcome? OutcomeOf(ClaimServiceLine line) => Scrubber.Scrub(line).Decision?.Outcome;

    [Theory]
    [InlineData("M0076", "MB", nameof(Outcome.NotCovered))]
    [InlineData("M0076", "CI", nameof(Outcome.EvidenceInsufficient))]
    [InlineData("M0076", "ZZ", nameof(Outcome.InformationNeeded))]
    [InlineData("m0076", "MB", nameof(Outcome.NotCovered))]
    [InlineData("99213", "MB", nameof(Outcome.NotGoverned))]
    [InlineData("20610", "CI", nameof(Outcome.NotGoverned))]
    [InlineData("J3301", "", nameof(Outcome.NotGoverned))]
    public void The_code_and_the_payer_decide(string code, string indicator, string expected) => Assert.Equal(expected, OutcomeOf(Line(code, indicator)).ToString());

    [Theory]
    [InlineData("PROLOTHERAPY", "", "")]
    [InlineData("", "PROLOTHERAPY", "")]
    [InlineData("", "", "PROLOTHERAPY")]
    [InlineData("INJECTION", "PROLOTHERAPY", "")]
    [InlineData("UNLISTED PROCEDURE", "", "PROLOTHERAPY")]
    [InlineData("UNLISTED PROCEDURE", "SEE NOTE", "PROLOTHERAPY")]
    public void An_unlisted_code_is_known_by_SV101_7_then_by_the_lines_note_then_by_the_claims(string description, string note, string claimNote)
        => Assert.Equal(Outcome.EvidenceInsufficient, OutcomeOf(Line("20999", claimNote: claimNote) with { Description = description, Note = note }));

    [Fact]
    public void A_claims_note_does_not_override_what_the_line_says_itself()
        => Assert.Equal(Outcome.NotGoverned, OutcomeOf(Line("20999", claimNote: "LINE 2 IS PROLOTHERAPY") with { Description = "REMOVAL OF SUTURE ANCHOR" }));

    [Fact]
    public void A_text_that_ends_in_not_does_not_deny_the_next()
        => Assert.Equal(Outcome.EvidenceInsufficient, OutcomeOf(Line("20999") with { Description = "STEROID NOT", Note = "PROLOTHERAPY" }));

    [Fact]
    public void An_unlisted_code_without_words_needs_a_description()
    {
        var decision = Scrubber.Scrub(Line("20999")).Decision;

        Assert.Equal(Outcome.InformationNeeded, decision?.Outcome);
        Assert.Contains(MissingInformation.Description, decision!.Value.MissingInformation);
    }

    [Fact]
    public void A_line_that_is_damaged_is_not_evaluated()
    {
        var scrubbed = Scrubber.Scrub(Line("M0076") with { DamagedAt = 17 });

        Assert.Null(scrubbed.Decision);
        Assert.Contains("Segment 17 of this line", scrubbed.NotEvaluatedBecause);
        Assert.False(scrubbed.NeedsAttention);
    }

    [Fact]
    public void A_line_of_a_damaged_claim_is_not_evaluated()
    {
        var scrubbed = Scrubber.Scrub(Line("M0076", claimDamagedAt: 12));

        Assert.Null(scrubbed.Decision);
        Assert.Contains("Segment 12 of this claim", scrubbed.NotEvaluatedBecause);
    }

    [Theory]
    [InlineData("ER")]
    [InlineData("IV")]
    [InlineData("WK")]
    public void A_code_of_another_code_set_is_not_evaluated(string qualifier)
    {
        var scrubbed = Scrubber.Scrub(Line("20999") with { CodeQualifier = qualifier });

        Assert.Null(scrubbed.Decision);
        Assert.Contains(qualifier, scrubbed.NotEvaluatedBecause);
    }

    [Fact]
    public void Only_governed_lines_need_attention()
    {
        Assert.True(Scrubber.Scrub(Line("M0076")).NeedsAttention);
        Assert.True(Scrubber.Scrub(Line("20999") with { Description = "PLATELET-RICH PLASMA" }).NeedsAttention);
        Assert.False(Scrubber.Scrub(Line("99213")).NeedsAttention);
    }
}
