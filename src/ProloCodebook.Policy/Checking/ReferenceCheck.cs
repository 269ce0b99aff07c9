namespace ProloCodebook.Policy;

/// <summary>Every id that is used must be defined, and what is defined should be used.</summary>
internal static class ReferenceCheck
{
    public static void Check(PolicyDraft draft, ProblemList problems)
    {
        foreach (var reference in draft.References)
        {
            CheckReference(draft, problems, reference);
        }
    }

    /// <summary>The references of the rules; those of an overlay mean things of the refined policy, so <see cref="PolicySet"/> looks at them.</summary>
    public static IEnumerable<DraftReference> OfRules(PolicyDraft draft)
    {
        foreach (var rule in draft.Rules)
        {
            foreach (var reference in OfCondition(draft, $"rules/{rule.Id}", rule))
            {
                yield return reference;
            }

            foreach (var cite in rule.Cites)
            {
                yield return new DraftReference(cite, draft.At($"rules/{rule.Id}/cites/{cite}"), "statement, service or code", [DefinitionKind.Statement, DefinitionKind.Service, DefinitionKind.Code]);
            }

            foreach (var statement in rule.Contrary)
            {
                yield return new DraftReference(statement, draft.At($"rules/{rule.Id}/contrary/{statement}"), "statement", [DefinitionKind.Statement]);
            }
        }
    }

    /// <summary>The references of the examples.</summary>
    public static IEnumerable<DraftReference> OfExamples(PolicyDraft draft)
    {
        for (var i = 0; i < draft.Examples.Count; i++)
        {
            if (draft.Examples[i].Payer is not Payer.Unknown and var payer)
            {
                yield return new DraftReference(payer, draft.At($"examples/{i}/payer"), "payer", [DefinitionKind.Payer]) { AlwaysThere = [Payer.Unknown] };
            }

            foreach (var reference in OfInjected(draft, $"examples/{i}", draft.Examples[i].Agents, draft.Examples[i].Products))
            {
                yield return reference;
            }

            if (draft.Examples[i].Rule is { } rule && !PolicyInterpreter.IsBuiltIn(rule))
            {
                yield return new DraftReference(rule, draft.At($"examples/{i}/rule"), "rule", [DefinitionKind.Rule]);
            }
        }
    }

    /// <summary>Reports <paramref name="reference"/> where it dangles.</summary>
    public static void CheckReference(PolicyDraft draft, ProblemList problems, DraftReference reference)
    {
        // One that could not be read may be the one that is meant.
        if (reference.Kinds.Any(kind => draft.Declared.Contains(kind, reference.Text) || draft.Declared.IsIncomplete(kind)))
        {
            return;
        }

        var known = reference.Kinds.SelectMany(draft.Declared.Sorted).Concat(reference.AlwaysThere).ToList();
        var list = known.Count == 0 ? " The file defines none." : $" There are {ShortText.List(known)}.";
        problems.Add(PolicyProblemKinds.DanglingReference, reference.Span, $"'{ShortText.Of(reference.Text)}' is no {reference.What} of this policy.{Suggestion.For(reference.Text, known)}{list}");
    }

    private static IEnumerable<DraftReference> OfCondition(PolicyDraft draft, string anchor, PolicyRule rule)
    {
        string[] services = [DescriptionMatcher.Other, DescriptionMatcher.Undescribed];
        foreach (var service in rule.Services.Except(services))
        {
            yield return new DraftReference(service, draft.At($"{anchor}/services/{service}"), "service", [DefinitionKind.Service]) { AlwaysThere = services };
        }

        foreach (var payer in rule.Payers.Where(payer => payer != Payer.Unknown))
        {
            yield return new DraftReference(payer, draft.At($"{anchor}/payers/{payer}"), "payer", [DefinitionKind.Payer]) { AlwaysThere = [Payer.Unknown] };
        }

        foreach (var reference in OfInjected(draft, anchor, rule.Agents, rule.Products))
        {
            yield return reference;
        }
    }

    private static IEnumerable<DraftReference> OfInjected(PolicyDraft draft, string anchor, EquatableArray<string> agents, EquatableArray<string> products)
    {
        string[] always = [AgentMatcher.Other, AgentMatcher.Unknown];
        foreach (var agent in agents.Except(always))
        {
            yield return new DraftReference(agent, draft.At($"{anchor}/agents/{agent}"), "agent", [DefinitionKind.Agent]) { AlwaysThere = always };
        }

        foreach (var product in products.Where(product => product != AgentMatcher.Unknown))
        {
            yield return new DraftReference(product, draft.At($"{anchor}/products/{product}"), "product", [DefinitionKind.Product]) { AlwaysThere = [AgentMatcher.Unknown] };
        }
    }

    /// <summary>Warns of what nothing uses. To be called where there are no errors: what is misspelled where it is used seems unused.</summary>
    public static void CheckUnused(PolicyDraft draft, ProblemList problems)
    {
        var quoted = new HashSet<string>(draft.Citations.Select(citation => citation.Citation.Section), StringComparer.Ordinal);
        foreach (var section in draft.Sections.Where(section => section.IsCriteria && !quoted.Contains(section.Id)))
        {
            Report("sections", section.Id, $"No quote is from section '{section.Id}'. Remove it, or quote it where it matters.");
        }

        var used = new HashSet<string>(
            draft.References.Select(reference => reference.Text).Concat(draft.Rules.SelectMany(rule => rule.Cites.Concat(rule.Contrary))),
            StringComparer.Ordinal);
        foreach (var statement in draft.Statements.Where(statement => statement.Kind != "background" && !used.Contains(statement.Id)))
        {
            Report("statements", statement.Id, $"No rule and no definition cites statement '{statement.Id}'. Cite it, remove it, or make it 'kind: background'.");
        }

        var identified = new HashSet<string>(draft.Codes.Select(code => code.Service).OfType<string>(), StringComparer.Ordinal);
        foreach (var service in draft.Services.Where(service => service.Names.Count == 0 && !identified.Contains(service.Id)))
        {
            Report("services", service.Id, $"Nothing leads to service '{service.Id}': no code is tied to it and it has no names.");
        }

        void Report(string folder, string id, string message) => problems.Add(PolicyProblemKinds.Unused, draft.At($"{folder}/{id}"), message);
    }
}
