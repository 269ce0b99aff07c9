using ProloCodebook.Policy;

namespace ProloCodebook.Tool.Explaining;

/// <summary>Why a rule did or did not decide a line, in words.</summary>
internal static class WhyNot
{
    public static string Of(RuleTrial trial, DecisionTrace trace, PayerPolicy policy)
    {
        if (trial.Decides)
        {
            return "decides";
        }

        List<string> conditions = [];
        if (!trial.TakesService)
        {
            conditions.Add($"for {Or(trial.Rule.Services.Select(id => PolicyWording.OfCondition(policy, id)))}");
        }

        if (!trial.TakesPayer)
        {
            conditions.Add($"where {Or(trial.Rule.Payers.Select(id => id switch
            {
                Payer.Unknown => "it is not known who",
                Payer.Other => "any other payer",
                _ => id,
            }))} pays");
        }

        if (!trial.TakesAgent)
        {
            conditions.Add($"where {Or(trial.Rule.Agents.Concat(trial.Rule.Products).Select(id => id == AgentMatcher.Unknown ? $"it is {PolicyWording.OfInjected(id)}" : PolicyWording.OfInjected(id)))} is injected");
        }

        // Only in a policy with overlays, whose rules come first.
        return conditions.Count > 0 ? $"only {string.Join(", and only ", conditions)}" : $"would apply, but '{trace.Decision.Rule}' comes first";
    }

    private static string Or(IEnumerable<string> values) => string.Join(" or ", values);
}
