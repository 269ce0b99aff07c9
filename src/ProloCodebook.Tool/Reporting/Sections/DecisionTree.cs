using ProloCodebook.Policy;
using ProloCodebook.Tool.Reporting.Html;
using static ProloCodebook.Tool.Reporting.Html.Elements;

namespace ProloCodebook.Tool.Reporting.Sections;

/// <summary>The way from a service line to its outcome, as lists within lists that the style sheet draws as a tree.</summary>
internal sealed class DecisionTree(Components parts)
{
    /// <summary>Beyond so many leaves the drawing is of no use.</summary>
    private const int MostLeaves = 300;

    public Node Draw()
    {
        // What the grid finds too many would take long to ask for.
        var branches = OutcomeGrid.IsTooLarge(parts.Page) ? null : Branches();
        return Group(
            parts.Page.Heading(1, Class("group-heading"), "The way to an outcome"),
            branches is null || branches.Sum(branch => branch.Leaves.Sum(leaf => leaf.Rules.Count)) > MostLeaves
                ? P(Class("quiet"), "The tree has too many branches to draw; see the rules.")
                : Div(Class("scroll tree-frame"), Role("region"), Label("Decision tree"), Focusable, Tree(branches)));
    }

    private Node Tree(IReadOnlyList<Branch> branches)
    {
        var policy = parts.Page.Policy;
        var codes = Wording.Or([.. policy.Codes.Select(code => code.Value)]);
        var services = Ul(Each(branches, BranchNode));
        return Ul(
            Class("tree"),
            Li(
                Question("A service line", "Which code?"),
                Ul(
                    Wording.Dates(policy) is { } dates
                        ? Li(
                            Question(codes, "Which service date?"),
                            Ul(
                                Li(Question(dates, "Which service?"), services),
                                Li(Leaf("another date", Outcome.NotGoverned, IdNode("another revision’s, or no-revision"), [])),
                                Li(Leaf("not known", Outcome.InformationNeeded, IdNode(PolicyInterpreter.ServiceDateMissing), [Missing.ServiceDate]))))
                        : Li(Question(codes, "Which service?"), services),
                    Li(Leaf("any other code", Outcome.NotGoverned, IdNode(PolicyInterpreter.NoPolicy), [])))));
    }

    private Node BranchNode(Branch branch)
    {
        var title = Wording.Or([.. branch.Services.Select(parts.Page.ServiceTitle)]);
        return branch.Leaves is [var only]
            ? Li(Question(title, "whoever pays"), Ul(OutletNode("any payer", only)))
            : Li(Question(title, "Who pays?"), Ul(Each(branch.Leaves, leaf => OutletNode(Wording.Or([.. leaf.Payers.Select(parts.Page.PayerTitle)]), leaf))));
    }

    private Node OutletNode(string payers, Outlet outlet) => outlet.Rules is [var only]
        ? Li(RuleLeaf(payers, only))
        : Li(Question(payers, "What is injected?"), Ul(Each(outlet.Rules, rule => Li(RuleLeaf(rule is null ? "otherwise" : parts.InjectedWords(rule), rule)))));

    private static Node Question(string answer, string question) => Div(Class("tree-node"), Span(Class("answer isolated"), answer), Span(Class("question"), question));

    private Node RuleLeaf(string answer, PolicyRule? rule) => rule is null
        ? Div(Class("tree-node leaf"), Span(Class("answer"), answer), Span(Class("not-found"), parts.Icons.Warning, "no rule applies"))
        : Leaf(answer, rule.Outcome, parts.RuleLink(rule.Id), rule.Missing);

    private Node Leaf(string answer, string outcome, Node rule, IReadOnlyCollection<string> missing) => Div(
        Class("tree-node leaf " + Components.OutcomeClass(outcome)),
        Span(Class("answer isolated"), answer),
        parts.OutcomeBadge(outcome),
        Components.Needs(missing),
        rule);

    private static Node IdNode(string id) => Components.IdText(id);

    /// <summary>Services that come out alike for every payer share a branch.</summary>
    private IReadOnlyList<Branch> Branches()
    {
        var branches = new List<Branch>();
        foreach (var service in parts.Page.Services)
        {
            var leaves = parts.Page.Payers
                .Select(payer => (Payer: payer, Rules: parts.Page.RulesFor(service, payer)))
                .GroupBy(item => string.Join(" ", item.Rules.Select(rule => rule?.Id)), StringComparer.Ordinal)
                .Select(group => new Outlet([.. group.Select(item => item.Payer)], group.First().Rules))
                .ToList();
            var alike = branches.Find(branch => branch.Leaves.Count == leaves.Count
                && branch.Leaves.Zip(leaves).All(pair => pair.First.Rules.SequenceEqual(pair.Second.Rules) && pair.First.Payers.SequenceEqual(pair.Second.Payers)));
            if (alike is null)
            {
                branches.Add(new Branch([service], leaves));
            }
            else
            {
                alike.Services.Add(service);
            }
        }

        return branches;
    }

    private sealed record Branch(List<string> Services, IReadOnlyList<Outlet> Leaves);

    private sealed record Outlet(IReadOnlyList<string> Payers, IReadOnlyList<PolicyRule?> Rules);
}
