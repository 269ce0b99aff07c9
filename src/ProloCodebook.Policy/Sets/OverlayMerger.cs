namespace ProloCodebook.Policy;

/// <summary>Merges overlays into the policies that they refine: their payers and statements are added, their rules come first.</summary>
internal static class OverlayMerger
{
    /// <summary>From the outcome that keeps most from being billed to the one that keeps nothing.</summary>
    private static readonly string[] FromStrictest =
        [Outcome.NotCovered, Outcome.EvidenceInsufficient, Outcome.InformationNeeded, Outcome.RelatedPolicy, Outcome.NotGoverned];

    public static IReadOnlyList<PayerPolicy> Merge(IReadOnlyList<PayerPolicy> files, IReadOnlyList<PayerPolicy> own, List<PolicySetProblem> problems)
    {
        var overlays = files
            .Select((policy, index) => (Policy: policy, Index: index))
            .Where(item => item.Policy.Refines is not null)
            .OrderBy(item => item.Policy.Id, StringComparer.Ordinal)
            .ToList();
        var merged = own.ToList();
        var applied = new HashSet<string>(own.Select(policy => policy.Id), StringComparer.Ordinal);
        foreach (var (overlay, index) in overlays)
        {
            if (!applied.Add(overlay.Id))
            {
                problems.Add(new PolicySetProblem(PolicyProblemKinds.RepeatedPolicy.Id, $"Another policy file has the id '{overlay.Id}' as well. Give the overlay an id of its own; 'refines' names the policy it belongs to.", index, "id"));
                continue;
            }

            if (!own.Any(policy => policy.Id == overlay.Refines))
            {
                var ids = own.Select(policy => policy.Id).Distinct().ToList();
                problems.Add(new PolicySetProblem(PolicyProblemKinds.Overlay.Id, $"There is no policy '{overlay.Refines}' to refine in this compilation.{Suggestion.For(overlay.Refines!, ids)} There are {(ids.Count == 0 ? "none" : ShortText.List(ids))}.", index, "refines")
                {
                    IsAboutMissingPolicy = true,
                });
                continue;
            }

            for (var i = 0; i < merged.Count; i++)
            {
                if (merged[i].Id == overlay.Refines)
                {
                    merged[i] = new Application(merged[i], overlay, index, own.Single(policy => policy.Id == merged[i].Id && policy.EffectiveFrom == merged[i].EffectiveFrom), problems).Apply();
                }
            }
        }

        return merged;
    }

    /// <summary>One overlay on one policy.</summary>
    /// <param name="target">The policy, with the overlays that came before.</param>
    /// <param name="original">The policy without any overlay: what a rule loosens is measured by it.</param>
    private sealed class Application(PayerPolicy target, PayerPolicy overlay, int index, PayerPolicy original, List<PolicySetProblem> problems)
    {
        private readonly int _before = problems.Count;

        public PayerPolicy Apply()
        {
            CheckIds();
            var like = LikeOf();
            var payers = target.Payers.Concat(overlay.Payers).ToEquatableArray();
            CheckReferences(payers);
            if (problems.Count > _before)
            {
                return target;
            }

            var inherited = target.Rules.Select(rule => Widen(rule, like)).ToList();
            var originals = original.Rules.Select(rule => Widen(rule, like)).ToList();
            var services = RuleTable.Services(target.Services);
            var refined = overlay.Rules.Select(rule => Refine(rule, originals, services, payers)).ToList();
            CheckConflicts(refined, services, payers);
            CheckUnknown(refined.Concat(inherited).ToList(), payers);
            if (problems.Count > _before)
            {
                return target;
            }

            return target with
            {
                Revision = $"{target.Revision}+{overlay.Id}@{overlay.Revision}",
                Hash = PolicyHash.Of([target.Hash, overlay.Hash]),
                Sections = target.Sections.Concat(overlay.Sections).ToEquatableArray(),
                Payers = payers,
                Statements = target.Statements.Concat(overlay.Statements).ToEquatableArray(),
                Rules = refined.Concat(inherited).ToEquatableArray(),
            };
        }

        private void CheckIds()
        {
            CheckFolder("sections", target.Sections.Select(section => section.Id), overlay.Sections.Select(section => section.Id));
            CheckFolder("statements", target.Statements.Select(statement => statement.Id).Concat(target.Services.Select(service => service.Id)), overlay.Statements.Select(statement => statement.Id));
            CheckFolder("payers", target.Payers.Select(payer => payer.Id), overlay.Payers.Select(payer => payer.Id));
            CheckFolder("rules", target.Rules.Select(rule => rule.Id), overlay.Rules.Select(rule => rule.Id));

            void CheckFolder(string folder, IEnumerable<string> taken, IEnumerable<string> added)
            {
                var ids = new HashSet<string>(taken, StringComparer.OrdinalIgnoreCase);
                foreach (var id in added.Where(ids.Contains))
                {
                    Report(PolicyProblemKinds.Duplicate, $"{folder}/{id}", folder == "payers"
                        ? $"The refined policy has a payer '{id}' already. Do not list it again; use it in the rules."
                        : $"The refined policy has '{id}' already in its '{folder}'. Choose another id.");
                }
            }
        }

        /// <summary>By payer of the overlay, the payer whose rules hold for it otherwise.</summary>
        private Dictionary<string, string> LikeOf()
        {
            var like = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var payer in overlay.Payers)
            {
                var model = payer.Like ?? Payer.Other;
                if (!target.Payers.Any(candidate => candidate.Id == model))
                {
                    Dangling(model, $"payers/{payer.Id}/like", "payer", target.Payers.Select(candidate => candidate.Id));
                }

                like[payer.Id] = model;
            }

            return like;
        }

        private void CheckReferences(EquatableArray<PolicyPayer> payers)
        {
            var services = target.Services.Select(service => service.Id).Concat([DescriptionMatcher.Other, DescriptionMatcher.Undescribed]).ToList();
            var payerIds = payers.Select(payer => payer.Id).Concat([Payer.Unknown]).ToList();
            var agentIds = target.Agents.Select(agent => agent.Id).Concat([AgentMatcher.Other, AgentMatcher.Unknown]).ToList();
            var productIds = target.Products.Select(product => product.Id).Concat([AgentMatcher.Unknown]).ToList();
            var statements = target.Statements.Concat(overlay.Statements).ToList();
            var statementIds = statements.Select(statement => statement.Id).ToList();
            var citable = statementIds.Concat(target.Services.Select(service => service.Id)).Concat(target.Codes.Select(code => code.Value)).ToList();
            var noCriteria = new HashSet<string>(
                target.Sections.Concat(overlay.Sections).Where(section => !section.IsCriteria).Select(section => section.Id),
                StringComparer.Ordinal);
            foreach (var rule in overlay.Rules)
            {
                CheckEach(rule, "services", rule.Services, services, "service");
                CheckEach(rule, "payers", rule.Payers, payerIds, "payer");
                CheckEach(rule, "agents", rule.Agents, agentIds, "agent");
                CheckEach(rule, "products", rule.Products, productIds, "product");
                CheckEach(rule, "cites", rule.Cites, citable, "statement, service or code");
                CheckEach(rule, "contrary", rule.Contrary, statementIds, "statement");
                foreach (var id in rule.Cites.Where(id => target.Statements.Any(statement => statement.Id == id && statement.Citations.Any(citation => noCriteria.Contains(citation.Section)))))
                {
                    Report(PolicyProblemKinds.NoCriteria, $"rules/{rule.Id}/cites/{id}", $"'{id}' quotes a section that is no coverage criteria ('criteria: false'). A rule must rest on other sections.");
                }
            }

            void CheckEach(PolicyRule rule, string key, EquatableArray<string> used, List<string> known, string what)
            {
                foreach (var id in used.Where(id => !known.Contains(id)))
                {
                    Dangling(id, $"rules/{rule.Id}/{key}/{id}", what, known);
                }
            }
        }

        /// <summary>Reports a rule that loosens without saying so, or says so and does not; one that loosens says in its reason what.</summary>
        private PolicyRule Refine(PolicyRule rule, List<PolicyRule> originals, List<string> services, EquatableArray<PolicyPayer> payers)
        {
            var table = RuleTable.Of([rule, .. originals], services, payers, target.Agents, target.Products);
            var loosened = originals.Where((inherited, i) => IsLooser(rule.Outcome, inherited.Outcome) && table.Overlaps(0, i + 1)).ToList();
            if (loosened.Count == 0)
            {
                if (rule.Loosens)
                {
                    Report(PolicyProblemKinds.Overlay, $"rules/{rule.Id}", $"Rule '{rule.Id}' says that it loosens, but its outcome is nowhere less strict than the refined policy's. Remove 'loosens'.");
                }

                return rule;
            }

            var what = string.Join(", ", loosened.Select(inherited => $"'{inherited.Id}' ({inherited.Outcome})"));
            if (!rule.Loosens)
            {
                Report(PolicyProblemKinds.Overlay, $"rules/{rule.Id}", $"Rule '{rule.Id}' ({rule.Outcome}) loosens {what} of policy '{target.Id}'. Where that is meant, say so: 'loosens: true'.");
            }

            return rule with { Reason = $"{rule.Reason} (The overlay '{overlay.Id}' loosens {what} of policy '{target.Id}'.)" };
        }

        private void CheckConflicts(List<PolicyRule> refined, List<string> services, EquatableArray<PolicyPayer> payers)
        {
            // The rules of earlier overlays are in the target, and not in the original.
            var earlier = target.Rules.Where(rule => !original.Rules.Any(inherited => inherited.Id == rule.Id)).ToList();
            var rules = earlier.Concat(refined).ToList();
            foreach (var (first, second, combination) in RuleTable.Of(rules, services, payers, target.Agents, target.Products).Conflicts().Where(conflict => conflict.Later >= earlier.Count))
            {
                Report(PolicyProblemKinds.Conflict, $"rules/{rules[second].Id}", $"Rules '{rules[second].Id}' ({rules[second].Outcome}) and '{rules[first].Id}' ({rules[first].Outcome}) both apply to {RuleTable.Describe(combination, rules[first], rules[second])}. Narrow the condition of one of them.");
            }
        }

        private void CheckUnknown(List<PolicyRule> rules, EquatableArray<PolicyPayer> payers)
        {
            foreach (var (rule, message) in UnknownCheck.Find(rules, RuleTable.Services(target.Services), payers.Select(payer => payer.Id).ToList(), AgentMatcher.Values(target.Agents, target.Products)))
            {
                // The rule to blame may be the refined policy's; the one to add is the overlay's.
                var anchor = overlay.Rules.Any(own => own.Id == rule.Id) ? $"rules/{rule.Id}" : "rules:";
                Report(PolicyProblemKinds.Rule, anchor, message);
            }
        }

        private static PolicyRule Widen(PolicyRule rule, Dictionary<string, string> like)
            => rule.Payers.Count == 0
                ? rule
                : rule with { Payers = rule.Payers.Concat(like.Where(pair => rule.Payers.Contains(pair.Value) && !rule.Payers.Contains(pair.Key)).Select(pair => pair.Key).OrderBy(id => id, StringComparer.Ordinal)).ToEquatableArray() };

        private static bool IsLooser(string outcome, string than) => Array.IndexOf(FromStrictest, outcome) > Array.IndexOf(FromStrictest, than);

        private void Dangling(string id, string anchor, string what, IEnumerable<string> known)
        {
            var ids = known.Distinct().ToList();
            Report(PolicyProblemKinds.DanglingReference, anchor, $"'{ShortText.Of(id)}' is no {what} of this overlay or of policy '{target.Id}'.{Suggestion.For(id, ids)} There are {ShortText.List(ids)}.");
        }

        private void Report(PolicyProblemKind kind, string anchor, string message)
            => problems.Add(new PolicySetProblem(kind.Id, message, index, anchor));
    }
}
