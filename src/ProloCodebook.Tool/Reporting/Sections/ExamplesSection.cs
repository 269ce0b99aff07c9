using ProloCodebook.Policy;
using ProloCodebook.Tool.Explaining;
using ProloCodebook.Tool.Policies;
using ProloCodebook.Tool.Reporting.Html;
using static ProloCodebook.Tool.Reporting.Html.Elements;

namespace ProloCodebook.Tool.Reporting.Sections;

/// <summary>The examples, and what the interpreter decided about each.</summary>
internal sealed class ExamplesSection(Components parts, IReadOnlyList<(PolicyFile File, IReadOnlyList<ExampleOutcome> Outcomes)> examples)
{
    public Node Draw() => parts.Part(
        "examples",
        "Examples",
        "Lines as they stand in claims, decided for this page by the same interpreter that the build runs.",
        Each(examples.Where(item => item.Outcomes.Count > 0), item => Group(
            When(examples.Count > 1, () => parts.Page.Heading(1, Class("group-heading"), $"Of {item.File.Reading.Policy!.Id}, revision {item.File.Reading.Policy!.Revision}")),
            StackedTable.Draw(
                "examples",
                $"Examples of {item.File.Reading.Policy!.Id}",
                [new("Line"), new("Payer"), new("Must come out"), new("Comes out"), new("Decided by"), new("Holds")],
                item.Outcomes.Select(Row)))),
        When(examples.All(item => item.Outcomes.Count == 0), () => P(Class("quiet"), "The policy file has no examples.")));

    private StackedRow Row(ExampleOutcome outcome) => new(
        Anchor: null,
        outcome.Failure is null ? "example" : "example fails",
        [
            Group(
                Code(Class("raw"), outcome.Example.Code),
                When(outcome.Example.Description is not null, () => Group(" ", Span(Class("described isolated"), outcome.Example.Description!))),
                When(outcome.Example.ServiceDate is not null, () => Group(" ", Span(Class("tag"), outcome.Example.ServiceDate!)))),
            parts.Page.PayerTitle(outcome.Example.Payer),
            Group(
                PolicyWording.OfOutcome(outcome.Example.Outcome),
                When(outcome.Example.Missing is { Count: > 0 }, () => Span(Class("quiet below"), $"missing: {string.Join(", ", outcome.Example.Missing!.Value.Select(Wording.Missing))}"))),
            Group(
                parts.OutcomeBadge(outcome.Decision.Outcome),
                Components.Needs(outcome.Decision.Missing)),
            parts.RuleLink(outcome.Decision.Rule),
            outcome.Failure is null
                ? Span(Class("holds-mark"), parts.Icons.Check, "holds")
                : Group(Span(Class("fails-mark"), parts.Icons.Cross, "fails"), Span(Class("failure"), outcome.Failure)),
        ]);
}
