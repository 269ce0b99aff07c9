using ProloCodebook.Policy.Yaml;

namespace ProloCodebook.Policy;

internal sealed partial class PolicyBinder
{
    private void BindRule(MappingReader rule)
    {
        var id = DeclareId(rule, DefinitionKind.Rule, "id", TextShape.Id, "rules");
        var before = _problems.Count;
        var condition = rule.Node("when") is { } when ? MappingReader.Open(when, PolicyFormat.Condition, _problems) : null;
        var services = condition?.Texts("services") ?? [];
        var payers = condition?.Texts("payers") ?? [];
        var agents = condition?.Texts("agents") ?? [];
        var products = condition?.Texts("products") ?? [];

        // A condition of which a part could not be read takes too much.
        _draft.HasBrokenRule |= _problems.Count > before;
        var outcome = rule.Choice("outcome", PolicyFormat.Outcomes);
        var reason = rule.Text("reason");
        var cites = rule.Texts("cites");
        var contrary = rule.Texts("contrary");
        var missing = rule.Choices("missing", PolicyFormat.MissingInformation);
        var loosens = rule.Flag("loosens") ?? false;

        if (condition is null || id is null || outcome is null || reason is null)
        {
            _draft.HasBrokenRule = true;
            return;
        }

        MarkTexts(id, "services", services);
        MarkTexts(id, "payers", payers);
        MarkTexts(id, "agents", agents);
        MarkTexts(id, "products", products);
        MarkTexts(id, "cites", cites);
        MarkTexts(id, "contrary", contrary);
        _draft.Mark($"rules/{id}/outcome", rule.ValueSpan("outcome"));
        if (loosens && !_draft.IsOverlay)
        {
            _problems.Add(PolicyProblemKinds.Overlay, rule.KeySpan("loosens"), "Only a rule of an overlay 'loosens' another policy's outcome. Remove the key.");
        }

        if ((outcome == Outcome.InformationNeeded) != (rule.Items("missing").Count > 0))
        {
            _problems.Add(PolicyProblemKinds.Rule, rule.ValueSpan(rule.Has("missing") ? "missing" : "outcome"), outcome == Outcome.InformationNeeded
                ? $"The outcome InformationNeeded has to say what is missing: add 'missing' with one or more of {ShortText.List(PolicyFormat.MissingInformation)}."
                : $"'missing' goes with the outcome InformationNeeded, not with {outcome}. Remove one of the two.");
        }

        if (outcome is Outcome.NotCovered or Outcome.EvidenceInsufficient or Outcome.RelatedPolicy && rule.Items("cites").Count == 0)
        {
            _problems.Add(PolicyProblemKinds.Rule, rule.ValueSpan("outcome"), $"The outcome {outcome} has to rest on the text: add 'cites' with the ids of statements, services or codes.");
        }

        _draft.Rules.Add(new PolicyRule(
            id,
            Texts(services),
            Texts(payers),
            outcome,
            reason,
            Texts(cites),
            Texts(contrary),
            missing.ToEquatableArray(),
            loosens,
            Texts(agents),
            Texts(products)));
    }

    private void BindExample(MappingReader example)
    {
        var code = example.Text("code");
        var payer = example.Text("payer");
        var description = example.Node("description") is YamlScalar { IsPlain: false } written && written.Text.Trim().Length == 0
            ? written.Text
            : example.Text("description");
        var serviceDate = example.Text("serviceDate", TextShape.Date);
        var agents = example.Texts("agents");
        var products = example.Texts("products");
        var outcome = example.Choice("outcome", PolicyFormat.Outcomes);
        var rule = example.Text("rule");
        var missing = example.Has("missing") ? example.Choices("missing", PolicyFormat.MissingInformation).ToEquatableArray() : (EquatableArray<string>?)null;
        if (code is null || payer is null || outcome is null)
        {
            return;
        }

        var index = _draft.Examples.Count;
        _draft.Mark($"examples/{index}", example.Span);
        _draft.Mark($"examples/{index}/outcome", example.ValueSpan("outcome"));
        _draft.Mark($"examples/{index}/payer", example.ValueSpan("payer"));
        _draft.Mark($"examples/{index}/rule", example.ValueSpan("rule"));
        _draft.Mark($"examples/{index}/missing", example.ValueSpan("missing"));
        foreach (var text in agents)
        {
            _draft.Mark($"examples/{index}/agents/{text.Text}", text.Span);
        }

        foreach (var text in products)
        {
            _draft.Mark($"examples/{index}/products/{text.Text}", text.Span);
        }

        _draft.Examples.Add(new PolicyExample(code, payer, description, serviceDate, outcome, rule, missing, Texts(agents), Texts(products)));
    }

    private void MarkTexts(string rule, string key, IReadOnlyList<YamlScalar> texts)
    {
        foreach (var text in texts)
        {
            _draft.Mark($"rules/{rule}/{key}/{text.Text}", text.Span);
        }
    }

    private static EquatableArray<string> Texts(IReadOnlyList<YamlScalar> texts) => texts.Select(text => text.Text).ToEquatableArray();
}
