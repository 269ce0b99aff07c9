using ProloCodebook.Tool.Explaining;
using ProloCodebook.Tool.Reporting.Html;
using static ProloCodebook.Tool.Reporting.Html.Elements;

namespace ProloCodebook.Tool.Reporting.Sections;

/// <summary>The decision table: what comes out for whom, the rules, and the way there as a tree.</summary>
internal sealed class DecisionsSection(Components parts)
{
    public Node Draw()
    {
        var outcomes = parts.Page.Policy.Rules.Select(rule => rule.Outcome).Distinct().OrderBy(PolicyWording.StrictnessOf);
        return parts.Part(
            "decisions",
            "Decisions",
            Group(HitPolicy(), " What each outcome means:"),
            Dl(Class("legend"), Each(outcomes, outcome => Div(Dt(parts.OutcomeBadge(outcome)), Dd(Wording.OutcomeMeaning(outcome))))),
            new OutcomeGrid(parts).Draw(),
            new RuleTable(parts).Draw(),
            new DecisionTree(parts).Draw());
    }

    private string Conditions => parts.Page.AsksWhatIsInjected ? "service, payer and what is injected" : "service and payer";

    private Node HitPolicy() => parts.Page.Reported switch
    {
        { HasErrors: true } => Group(Strong("Hit policy: unique."), $" Exactly one rule must apply to each combination of {Conditions}; with the errors above it is not proved that it does."),
        { Overlays.Count: > 0 } => Group(Strong("Hit policy: unique."), $" Within each file exactly one rule applies to each combination of {Conditions}, which is proved. Where a rule of an overlay applies, it decides."),
        _ => Group(Strong("Hit policy: unique."), $" Exactly one rule applies to each combination of {Conditions}. This is proved, not sampled."),
    };
}
