using CsCheck;
using ProloCodebook.Policy;

namespace ProloCodebook.Generation.Tests.Harness;

/// <summary>Random policies that are free of problems, and random service lines that come near to what the policies speak of.</summary>
internal static class PolicyGen
{
    private static readonly string[] NameWords =
        ["prolo", "therapy", "prolotherapy", "joint", "injection", "injections", "of", "plasma", "rich", "growth", "bodies", "non", "surgical", "or", "and", "PRP", "é", "mass", "us", "flies", "fly", "ties", "tie"];

    private static readonly string[] OtherWords =
        ["knee", "the", "bill", "M0076", "20999", "unlisted", "procedure", "general", "none", "n/a", "see", "note", "proloterol", "isn't", "wasn’t", "&", "Prolo\u00ADtherapy", "x", "ÉTÉ", "\ud83d\ude00", "ſ"];

    private static readonly string[] Separators =
        [" ", "  ", "-", " - ", " – ", "–", ", ", ",", ". ", ".", "; ", ": ", " (", ") ", "/", "\t", "\u00A0", "\u200B", "'", "’", " & ", "! ", "\n"];

    private static readonly string[] Outcomes =
        [Outcome.NotGoverned, Outcome.NotCovered, Outcome.EvidenceInsufficient, Outcome.InformationNeeded, Outcome.RelatedPolicy];

    private static readonly string[] CodePool = ["M0076", "20999", "0042T", "A1234", "99213", "Q", "ZZZZZZZZZZZZ"];

    private static readonly string[] AgentPool = ["Dextrose", "Phenol", "Polidocanol", "Saline", "Zinc"];

    private static readonly string[] PayerPool = ["Medicare", "Medicaid", "Tricare", "AcmeHealth"];

    public static Gen<PayerPolicy> Policy(string id) =>
        from names in Gen.Select(AnyOf(NameWords).Array[1, 4], AnyOf(" ", "-", ", ")).Select(pair => string.Join(pair.Item2, pair.Item1)).List[1, 12]
        from services in Gen.Int[1, 4]
        from codes in Gen.Shuffle(CodePool).Select(all => all.Take(4).ToArray())
        from tied in Gen.Int[0, 3].Array[4]
        from payers in Gen.Shuffle(PayerPool).SelectMany(all => Gen.Int[0, 4].Select(count => all.Take(count).ToArray()))
        from cells in Gen.Int[0, 5].Array[40]
        from agents in Gen.Shuffle(AgentPool).SelectMany(all => Gen.Int[0, 4].Select(count => all.Take(count).ToArray()))
        from agentCells in Gen.Int[0, 3].Array[40]
        select WithAgents(Build(id, names, services, codes, tied, payers, cells), agents, agentCells);

    /// <summary>Agents and products of a line: those of the policies, another one, none, and what no enum defines.</summary>
    public static Gen<(string[]? Agents, string[]? Products)> Injected(PolicySet policies)
        => Gen.Select(
            Some([.. policies.Policies.SelectMany(policy => policy.Agents).Select(agent => agent.Id).Distinct(), AgentMatcher.Other, AgentMatcher.Unknown, "999", "-1"]),
            Some([.. policies.Policies.SelectMany(policy => policy.Products).Select(product => product.Id).Distinct(), AgentMatcher.Unknown, "999", "-1"]));

    /// <summary>Several policies; the first has two revisions with a gap between them, or one that begins some day.</summary>
    public static Gen<PolicySet> Set { get; } =
        from first in Policy("first")
        from second in Policy("first")
        from third in Policy("second")
        from isRevised in Gen.Bool
        select PolicySet.Merge(
            isRevised
                ? [first with { EffectiveTo = "2023-12-31" }, second with { Revision = "2", EffectiveFrom = "2024-02-01" }, third]
                : [first with { EffectiveFrom = "2024-01-15", EffectiveTo = "2024-02-29" }, third]);

    /// <summary>The days around which the revisions of <see cref="Set"/> change.</summary>
    public static Gen<DateTime?> Date { get; } = Gen.Int[0, 13].Select(number => number switch
    {
        0 or 1 => default(DateTime?),
        2 => new DateTime(2023, 12, 31, 23, 59, 59),
        3 => new DateTime(2024, 1, 1),
        4 => new DateTime(2024, 1, 14),
        5 => new DateTime(2024, 1, 15),
        6 => new DateTime(2024, 1, 31),
        7 => new DateTime(2024, 2, 1),
        8 => new DateTime(2024, 2, 29, 12, 0, 0),
        9 => new DateTime(2024, 3, 1),
        10 => DateTime.MinValue,
        11 => new DateTime(2025, 12, 31),
        12 => new DateTime(2026, 1, 1),
        _ => DateTime.MaxValue,
    });

    /// <summary>Lines whose descriptions are made of the policy's own names, of negations, and of what else stands in descriptions.</summary>
    public static Gen<(string Code, string Payer, string Description)> Line(PolicySet policies)
    {
        string[] payers = [Payer.Unknown, .. policies.Policies.SelectMany(policy => policy.Payers).Select(payer => payer.Id).Distinct()];
        string[] codes = [.. policies.Policies.SelectMany(policy => policy.Codes).Select(code => code.Value)];
        return
            from code in Gen.Frequency(
                (6, AnyOf(codes)),
                (2, Gen.Select(AnyOf("", " ", "HC:", "hc*", "HC^ ", "HC-", "CPT:"), AnyOf(codes), AnyOf("", " ", "-59", ":59:LT", " -25", "x", "--", "_"))
                    .Select(parts => parts.Item1 + parts.Item2 + parts.Item3)),
                (1, AnyOf("m0076", "0042t", "", "   ", "-", "HC:", "HC", "hc:-", "M007", "M00766", "Ｍ0076", "M0076\u200B", "99999")),
                (1, Gen.String[0, 8]))
            from payer in AnyOf(payers)
            from description in Description([.. policies.Policies.SelectMany(policy => policy.Services).SelectMany(service => service.Names).Select(name => name.Text)])
            select (code, payer, description);
    }

    private static Gen<string> Description(string[] names)
    {
        var name = Gen.Select(AnyOf([.. names, "prolo"]), Gen.Int[0, 8], AnyOf(Separators))
            .Select(pair => pair.Item2 switch
            {
                0 => pair.Item1.Replace(' ', '-'),
                1 => pair.Item1.Replace(" ", pair.Item3),
                2 => pair.Item1 + "s",
                3 => pair.Item1.ToUpperInvariant(),
                4 => pair.Item1.Replace(",", ""),
                5 => "x" + pair.Item1,
                _ => pair.Item1,
            });
        var word = Gen.Frequency(
            (4, name),
            (3, AnyOf([.. DescriptionMatcher.Negators])),
            (4, AnyOf([.. DescriptionMatcher.WordsBetween])),
            (1, AnyOf("or", "nor", "and")),
            (1, AnyOf(NameWords)),
            (1, AnyOf(OtherWords)));
        var separator = Gen.Frequency((5, Gen.Const(" ")), (1, AnyOf(Separators)));
        var sentence = Gen.Select(word, separator, (text, end) => text + end).Array[0, 9].Select(parts => string.Concat(parts));
        return Gen.Frequency(
            (8, sentence),
            (1, AnyOf("", "  ", "n/a", "None.", "Unlisted procedure", "GENERAL procedures", "see  note", "general 20999", "unlisted procedure of the knee")));
    }

    private static Gen<string[]?> Some(string[] values)
        => Gen.Frequency((1, Gen.Const(default(string[]))), (3, AnyOf(values).Array[0, 3].Select(names => (string[]?)names)));

    /// <summary>Gives the policy agents and products, and splits some of its rules by them.</summary>
    private static PayerPolicy WithAgents(PayerPolicy policy, string[] agents, int[] cells)
    {
        var products = agents.SelectMany((agent, place) => Enumerable.Range(0, place % 3).Select(number => new PolicyProduct($"{agent}Product{number}", agent, agent, null, "NotStated", default))).ToEquatableArray();
        var described = policy with { Agents = agents.Select(agent => new PolicyAgent(agent, agent, "NotStated", default, "NotStated", default)).ToEquatableArray(), Products = products };
        string[] agentsAndOthers = [.. agents, AgentMatcher.Other, AgentMatcher.Unknown];
        var rules = new List<PolicyRule>();
        for (var i = 0; i < policy.Rules.Count; i++)
        {
            var rule = policy.Rules[i];
            switch (cells[i % cells.Length])
            {
                case 0:
                    // One part by agents, the other by the rest of them.
                    var part = agentsAndOthers.Where((_, place) => cells[(i + place) % cells.Length] < 2).ToEquatableArray();
                    if (part.Count is 0 || part.Count == agentsAndOthers.Length)
                    {
                        goto default;
                    }

                    rules.Add(rule with { Agents = part });
                    rules.Add(rule with { Id = rule.Id + "-rest", Agents = agentsAndOthers.Except(part).ToEquatableArray(), Outcome = Outcomes[i % Outcomes.Length] });
                    break;
                case 1 when products.Count > 0:
                    rules.Add(rule with { Products = new([products[0].Id]) });
                    rules.Add(rule with { Id = rule.Id + "-rest", Products = products.Skip(1).Select(product => product.Id).Append(AgentMatcher.Unknown).ToEquatableArray(), Outcome = Outcomes[i % Outcomes.Length] });
                    break;
                default:
                    rules.Add(rule);
                    break;
            }
        }

        return described with { Rules = rules.ToEquatableArray() };
    }

    private static Gen<string> AnyOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static PayerPolicy Build(string id, List<string> names, int serviceCount, string[] codes, int[] tied, string[] payers, int[] cells)
    {
        // The reader refuses names that cannot be told apart.
        var distinct = names.Concat(names.Select(name => name.Split(' ', '-', ',').Last())).GroupBy(DescriptionWords.Join).Where(group => group.Key.Length > 0).Select(group => group.First()).ToList();
        var services = Enumerable.Range(0, serviceCount)
            .Select(number => new PolicyService(
                "service-" + number,
                "Service " + number,
                IsRelated: false,
                distinct.Where((_, place) => place % serviceCount == number).Select(name => new PolicyTerm(name, default)).ToEquatableArray(),
                default))
            .ToEquatableArray();
        List<string> rows = [.. services.Select(service => service.Id), DescriptionMatcher.Undescribed, DescriptionMatcher.Other];
        List<string> columns = [Payer.Unknown, .. payers, Payer.Other];
        var rules = new List<PolicyRule>();
        for (var outcome = 0; outcome < 6; outcome++)
        {
            for (var row = 0; row < rows.Count; row++)
            {
                var here = columns.Where((_, column) => cells[((row * columns.Count) + column) % cells.Length] == outcome).ToEquatableArray();
                if (here.Count > 0)
                {
                    rules.Add(new PolicyRule($"rule-{rules.Count}", new([rows[row]]), here, Outcomes[outcome % Outcomes.Length], $"Reason {rules.Count}.", new(["M0076", "statement", "service-0"]), outcome == 1 ? new(["statement"]) : default, outcome == 3 ? new([Missing.Payer, Missing.Description]) : default));
                }
            }
        }

        return new PayerPolicy(
            id,
            "Policy " + id,
            "1",
            new string('0', 64),
            new([new PolicySection("section", "Section", IsCriteria: true)]),
            codes.Select((code, place) => new PolicyCode(code, "HCPCS", "Unlisted procedure, general", tied[place] < serviceCount ? "service-" + tied[place] : null, new([new PolicyCitation("section", code)]))).ToEquatableArray(),
            services,
            payers.Append(Payer.Other).Select(payer => new PolicyPayer(payer, payer, "NotStated", default)).ToEquatableArray(),
            default,
            default,
            new([new PolicyStatement("statement", "evidence", "Statement.", null, new([new PolicyCitation("section", "Statement")]))]),
            default,
            rules.ToEquatableArray());
    }
}
