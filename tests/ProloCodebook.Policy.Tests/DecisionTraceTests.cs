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
}
