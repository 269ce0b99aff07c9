using System.Globalization;
using ProloCodebook.Policy;
using ProloCodebook.Tool.Explaining;
using ProloCodebook.Tool.Reporting.Html;
using static ProloCodebook.Tool.Reporting.Html.Elements;

namespace ProloCodebook.Tool.Reporting;

/// <summary>The small things that every section is put together from.</summary>
internal sealed class Components(PolicyPage page, Icons icons)
{
    public PolicyPage Page => page;

    public Icons Icons => icons;

    /// <summary>A section of the page under its heading.</summary>
    /// <param name="lead">What the section is, in a sentence.</param>
    public Node Part(string name, string title, Node lead, params Node[] contents)
    {
        var heading = page.Part(name + " heading");
        return Section(
        [
            Id(page.Part(name)),
            Class("part part-" + name),
            LabelledBy(heading),
            page.Heading(0, Id(heading), Class("part-heading"), title),
            P(Class("lead"), lead),
            .. contents,
        ]);
    }

    public Node OutcomeBadge(string outcome) => Span(Class("outcome " + OutcomeClass(outcome)), icons.OfOutcome(outcome), PolicyWording.OfOutcome(outcome));

    /// <summary>What would have to be known; nothing where nothing is missing.</summary>
    public static Node Needs(IReadOnlyCollection<string> missing)
        => missing.Count == 0 ? Nothing : Span(Class("needs"), $"needs the {string.Join(" and the ", missing.Select(Wording.Missing))}");

    /// <summary>Never a guess: where the text is silent the page says so.</summary>
    public static Node NotStatedMark() => Span(Class("not-stated"), Wording.NotStated);

    public static Node NoCriteriaMark() => Span(Class("tag no-criteria"), "no criteria");

    /// <summary>The name in the policy file.</summary>
    public static Node IdText(string id) => Code(Class("id"), id);

    public Node RuleLink(string rule) => page.HasRule(rule) ? A(Class("rule-link"), Href(page.OfRule(rule)), rule) : IdText(rule);

    public Node ServiceLink(string id)
        => page.Policy.Services.Any(service => service.Id == id) ? A(Href(page.OfService(id)), page.ServiceTitle(id)) : IdText(id);

    public Node PayerLink(string id)
        => page.Policy.Payers.Any(payer => payer.Id == id) ? A(Href(page.OfPayer(id)), page.PayerTitle(id)) : IdText(id);

    /// <summary>What is injected where the rule decides.</summary>
    public string InjectedWords(PolicyRule rule)
        => (rule.Agents.Count, rule.Products.Count) is (0, 0) ? "anything" : Wording.Or([.. rule.Agents.Concat(rule.Products).Select(page.InjectedTitle)]);

    public Node StatementLink(string id) => A(Class("statement-link"), Href(page.OfStatement(id)), id);

    /// <summary>What a rule cites, by its id: a statement, a service or a code.</summary>
    public Node CitedLink(string id)
    {
        var policy = page.Policy;
        return policy.Statements.Any(statement => statement.Id == id) ? StatementLink(id)
            : policy.Services.Any(service => service.Id == id) ? A(Class("statement-link"), Href(page.OfService(id)), id)
            : policy.Codes.Any(code => code.Value == id) ? A(Class("statement-link"), Href(page.OfCode(id)), id)
            : IdText(id);
    }

    /// <summary>The quotes in full, each with a link to its passage.</summary>
    public Node Quotes(IReadOnlyCollection<PolicyCitation> citations)
        => citations.Count == 0 ? Nothing : Ul(Class("quotes"), Each(citations.Distinct(), citation => Li(Q(citation.Quote), " ", Source(citation))));

    /// <summary>The numbers of the passages alone.</summary>
    public Node Numbers(IReadOnlyCollection<PolicyCitation> citations)
        => citations.Count == 0
            ? Nothing
            : Span(Class("numbers"), Join(" ", citations.Select(citation => (Citation: citation, Passage: page.Passages.Of(citation))).DistinctBy(item => (object?)item.Passage ?? item.Citation)
                .Select(item => item.Passage is { } passage ? Number(passage, item.Citation) : NotFound())));

    public static string NumberOf(Passage passage) => passage.Number.ToString(CultureInfo.InvariantCulture);

    public static string OutcomeClass(string outcome) => outcome switch
    {
        Outcome.NotCovered => "not-covered",
        Outcome.EvidenceInsufficient => "evidence-insufficient",
        Outcome.InformationNeeded => "information-needed",
        Outcome.RelatedPolicy => "related-policy",
        _ => "not-governed",
    };

    private Node Source(PolicyCitation citation)
    {
        var heading = page.SectionHeading(citation.Section);
        var mark = When(!page.IsCriteria(citation.Section), () => Group(" ", NoCriteriaMark()));
        return page.Passages.Of(citation) is { } passage
            ? Group(A(Class("source"), Href(page.OfPassage(passage)), heading, " ", Span(Class("number"), Span(Class("for-readers"), "passage "), NumberOf(passage))), mark)
            : Group(Span(Class("source"), heading), " ", NotFound(), mark);
    }

    private Node Number(Passage passage, PolicyCitation citation)
        => A(
            Class(page.IsCriteria(citation.Section) ? "number" : "number no-criteria"),
            Href(page.OfPassage(passage)),
            Span(Class("for-readers"), "passage "),
            NumberOf(passage));

    private Node NotFound() => Span(Class("not-found"), icons.Warning, "not found in the source text");
}
