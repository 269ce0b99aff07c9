namespace ProloCodebook.Policy.Tests;

/// <summary>A policy that is in effect for a time only: one bound is enough for the service date to matter.</summary>
public class EffectiveDateTests
{
    private static readonly DateTime s_before = new(2025, 12, 31);
    private static readonly DateTime s_within = new(2026, 1, 15);

    [Theory]
    [InlineData("2026-01-01", null)]
    [InlineData(null, "2026-01-31")]
    [InlineData("2026-01-01", "2026-01-31")]
    public void Without_a_service_date_it_is_asked_for(string? from, string? to)
    {
        var decision = Decide(from, to, null);

        Assert.Equal(Outcome.InformationNeeded, decision.Outcome);
        Assert.Equal([Missing.ServiceDate], decision.Missing);
        Assert.Equal("The service date decides which revision of policy 'prolotherapy' governs the line.", decision.Reason);
        Assert.Empty(decision.Citations);
        Assert.Empty(decision.Contrary);
    }

    [Fact]
    public void Outside_of_the_time_it_does_not_govern()
    {
        var decision = Decide("2026-01-01", null, s_before);

        Assert.Equal(Outcome.NotGoverned, decision.Outcome);
        Assert.Equal("No revision of policy 'prolotherapy' that lists this code is in effect on the service date.", decision.Reason);
    }

    [Fact]
    public void Within_it_does() => Assert.Equal(Decide(null, null, null).Rule, Decide("2026-01-01", "2026-01-31", s_within).Rule);

    [Fact]
    public void A_code_of_no_policy_is_not_governed()
        => Assert.Equal("No policy lists this code.", PolicyInterpreter.Decide(PolicySet.Merge([PackagedPolicy.Policy]), "99213", "Medicare").Reason);

    private static InterpretedDecision Decide(string? from, string? to, DateTime? date)
        => PolicyInterpreter.Decide(PolicySet.Merge([PackagedPolicy.Policy with { EffectiveFrom = from, EffectiveTo = to }]), "M0076", "Medicare", serviceDate: date);
}
