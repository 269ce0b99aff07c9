using ProloCodebook.Policy;
using ProloCodebook.Tool.Reporting.Html;
using static ProloCodebook.Tool.Reporting.Html.Elements;

namespace ProloCodebook.Tool.Reporting.Sections;

/// <summary>Who pays, and what stance the text says they take; Medicare's with its history.</summary>
internal sealed class PayersSection(Components parts, StatementCards statements)
{
    public Node Draw() => parts.Part(
        "payers",
        "Payers and Medicare’s stance",
        "The payers that the policy tells apart. Who pays is never guessed: where it is not known and matters, information is needed.",
        Div(Class("cards"), Each(parts.Page.Policy.Payers, Card)),
        statements.Draw("medicare"));

    private Node Card(PolicyPayer payer) => Div(
        Id(parts.Page.OfPayer(payer.Id)),
        Class("card payer-card"),
        Div(Class("card-head"), parts.Page.Heading(1, Class("card-heading"), payer.Title), Components.IdText(payer.Id)),
        P(Class("stance"), Span(Class("quiet"), "Stance: "), Stance(payer.Stance)),
        When(payer.Like is not null, () => P(Class("quiet"), "What holds for ", parts.PayerLink(payer.Like!), " holds for this payer too, except where its own rules apply.")),
        When(payer.Id == Payer.Other, () => P(Class("quiet"), "Every payer that this policy does not tell apart.")),
        parts.Quotes(payer.Citations));

    private Node Stance(string stance) => stance switch
    {
        "NotCovered" => parts.OutcomeBadge(Outcome.NotCovered),
        "NotStated" => Components.NotStatedMark(),
        _ => Wording.Stance(stance),
    };
}
