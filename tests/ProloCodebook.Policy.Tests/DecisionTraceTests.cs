namespace ProloCodebook.Policy.Tests;

/// <summary>The way to a decision, told apart from the decision itself, must lead to it.</summary>
public sealed class DecisionTraceTests
{
    [Fact]
    public void The_trace_of_every_example_leads_to_its_decision()
    {
        var reading = PackagedPolicy.Read();
        var policies = PolicySet.Merge([reading.Policy!]);

        Assert.NotEmpty(reading.Examples);
        foreach (var example in reading.Examples)
        {
            var trace = DecisionTrace.Of(policies, example.Code, example.Payer, example.Description, agents: example.Agents, products: example.Products);

            Assert.Equal(PolicyInterpreter.Decide(policies, example.Code, example.Payer, example.Description, agents: example.Agents, products: example.Products), trace.Decision);
            if (trace.Decision.PolicyId is null)
            {
                Assert.Empty(trace.Rules);
                continue;
            }

            var deciding = Assert.Single(trace.Rules, trial => trial.TakesService && trial.TakesPayer && trial.TakesAgent);
            Assert.True(deciding.Decides);
            Assert.Equal(trace.Decision.Rule, deciding.Rule.Id);
            Assert.Equal(reading.Policy!.Rules.Count, trace.Rules.Count);
        }
    }

    [Fact]
    public void Mentions_are_the_names_in_the_description_denied_ones_marked()
    {
        var policies = PolicySet.Merge([PackagedPolicy.Read().Policy!]);

        var trace = DecisionTrace.Of(policies, "20999", Payer.Other, "no PRP, but Prolo-therapy");

        Assert.Equal("prolotherapy", trace.Service);
        Assert.Equal(
            [new DescriptionMention("platelet-rich-plasma", "PRP", IsNegated: true), new DescriptionMention("prolotherapy", "prolotherapy", IsNegated: false)],
            trace.Mentions);
    }

    [Fact]
    public void Without_a_policy_there_is_nothing_to_try()
    {
        var trace = DecisionTrace.Of(PolicySet.Merge([PackagedPolicy.Read().Policy!]), "99213", "Medicare");

        Assert.Equal(PolicyInterpreter.NoPolicy, trace.Decision.Rule);
        Assert.Empty(trace.Rules);
        Assert.Null(trace.Service);
    }

    [Fact]
    public void While_the_service_date_is_not_known_no_rule_is_tried()
    {
        var dated = PackagedPolicy.Policy with { EffectiveFrom = "2026-01-01" };
        var trace = DecisionTrace.Of(PolicySet.Merge([dated]), "M0076", "Medicare");

        Assert.Equal(PolicyInterpreter.ServiceDateMissing, trace.Decision.Rule);
        Assert.Equal([new RevisionTrial(dated, null)], trace.Revisions);
        Assert.Empty(trace.Rules);
    }

    [Fact]
    public void Where_a_policy_has_a_gap_its_rules_were_tried_all_the_same()
    {
        var gap = PackagedPolicy.Policy with { Rules = PackagedPolicy.Policy.Rules.Where(rule => rule.Id != "medicare-prolotherapy").ToEquatableArray() };
        var trace = DecisionTrace.Of(PolicySet.Merge([gap, PackagedPolicy.Policy with { Id = "other", Codes = [] }]), "M0076", "Medicare");

        Assert.Equal((PolicyInterpreter.NoPolicy, "No rule applies."), (trace.Decision.Rule, trace.Decision.Reason));
        Assert.Equal("prolotherapy", trace.Service);
        Assert.Equal(gap.Rules.Count, trace.Rules.Count);
        Assert.DoesNotContain(trace.Rules, trial => trial.Decides);
        Assert.Equal(["prolotherapy"], trace.Revisions.Select(trial => trial.Policy.Id));
    }

    [Fact]
    public void Of_several_revisions_the_one_on_the_service_date_governs()
    {
        PayerPolicy[] revisions = [PackagedPolicy.Policy with { Revision = "1", EffectiveTo = "2025-12-31" }, PackagedPolicy.Policy with { Revision = "2", EffectiveFrom = "2026-01-01" }];
        var trace = DecisionTrace.Of(PolicySet.Merge(revisions), "M0076", "Medicare", serviceDate: new DateTime(2026, 2, 3));

        Assert.Equal([("1", false), ("2", true)], trace.Revisions.Select(trial => (trial.Policy.Revision, trial.Governs!.Value)));
        Assert.Single(trace.Rules, trial => trial.Decides);
    }
}
