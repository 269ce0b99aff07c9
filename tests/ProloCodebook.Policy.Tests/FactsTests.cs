namespace ProloCodebook.Policy.Tests;

/// <summary>Every fact of the text that is policy stands in the packaged policy, with its exact quote, in its section. Data/policy-facts.tsv lists the facts.</summary>
public class FactsTests
{
    private static readonly Dictionary<string, string> SectionOf = new()
    {
        ["Introduction"] = "introduction",
        ["Coding"] = "coding",
        ["HCPCS description"] = "hcpcs",
        ["Background"] = "background",
        ["Summary of Evidence"] = "summary-of-evidence",
        ["Practice Guidelines"] = "practice-guidelines",
        ["Medicare National Coverage"] = "medicare",
        ["Regulatory Status"] = "regulatory-status",
    };

    private static readonly string[][] Rows = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Data", "policy-facts.tsv")).Skip(1).Select(line => line.Split('\t')).ToArray();

    /// <summary>The Introduction is no policy (I13), but for the lay name and for saying so; rows X describe the layout of the document.</summary>
    public static TheoryData<string, string, string> Quoted { get; } = ToData(Rows.Where(row => SectionOf.ContainsKey(row[1]) && (row[1] != "Introduction" || row[0] is "I01" or "I13")));

    public static TheoryData<string, string, string> NotPolicy { get; } = ToData(Rows.Where(row => row[1] == "Introduction" && row[0] is not ("I01" or "I13")));

    private static IEnumerable<PolicyCitation> AllCitations
    {
        get
        {
            var policy = PackagedPolicy.Policy;
            return policy.Codes.SelectMany(code => code.Citations)
                .Concat(policy.Services.SelectMany(service => service.Citations.Concat(service.Names.SelectMany(name => name.Citations))))
                .Concat(policy.Payers.SelectMany(payer => payer.Citations))
                .Concat(policy.Agents.SelectMany(agent => agent.Citations))
                .Concat(policy.Products.SelectMany(product => product.Citations))
                .Concat(policy.Statements.SelectMany(statement => statement.Citations));
        }
    }

    [Fact]
    public void The_table_of_facts_is_whole() => Assert.Equal((106, 65, 10), (Rows.Length, Quoted.Count, Rows.Count(row => row[0].StartsWith('A'))));

    [Theory]
    [MemberData(nameof(Quoted))]
    public void A_fact_is_quoted_in_its_section(string fact, string section, string quote)
    {
        Assert.Contains(quote, PackagedPolicy.Source, StringComparison.Ordinal);
        Assert.Contains(AllCitations, citation => citation.Section == SectionOf[section] && citation.Quote.Contains(quote, StringComparison.Ordinal));
        Assert.False(string.IsNullOrEmpty(fact));
    }

    [Theory]
    [MemberData(nameof(NotPolicy))]
    public void Nothing_else_of_the_Introduction_is_quoted(string fact, string section, string quote)
    {
        Assert.False(string.IsNullOrEmpty(fact + section));
        Assert.DoesNotContain(AllCitations, citation => citation.Quote.Contains(quote, StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_text_does_not_state_is_listed()
        => Assert.Equal(
            ["coverage-criteria", "policy-data", "billing-rules", "status-of-codes", "fda-status-of-other-agents", "glycerin-or-phenol-alone", "use-of-vein-sclerosants", "claim-adjustment", "ncd-number", "other-programs"],
            PackagedPolicy.Policy.NotStated.Select(absence => absence.Id));

    [Fact]
    public void Codes() => Assert.Equal(["HCPCS M0076 prolotherapy", "CPT 20999 "], PackagedPolicy.Policy.Codes.Select(code => $"{code.System} {code.Value} {code.Service}"));

    [Fact]
    public void Names_of_prolotherapy()
        => Assert.Equal(
            ["prolotherapy", "proliferant injection", "prolo", "joint sclerotherapy", "regenerative injection therapy", "growth factor stimulation injection", "nonsurgical tendon, ligament, and joint reconstruction", "proliferative therapy"],
            PackagedPolicy.Policy.Services[0].Names.Select(name => name.Text));

    [Fact]
    public void Agents()
        => Assert.Equal(
            [
                "zinc sulfate: ProlotherapyAgent, FDA NotStated",
                "psyllium seed oil: ProlotherapyAgent, FDA NotStated",
                "dextrose: ProlotherapyAgent, FDA NotStated",
                "glycerin: CombinationAgent, FDA NotStated",
                "phenol: CombinationAgent, FDA NotStated",
                "local anesthetic: Adjunct, FDA NotStated",
                "polidocanol: TendinopathySclerosant, FDA ApprovedForOtherUse",
                "sodium morrhuate: TendinopathySclerosant, FDA ApprovedForOtherUse",
                "sodium tetradecyl sulfate: NotStated, FDA ApprovedForOtherUse",
                "ethanolamine oleate: NotStated, FDA ApprovedForOtherUse",
            ],
            PackagedPolicy.Policy.Agents.Select(agent => $"{agent.Name}: {agent.Role}, FDA {agent.FdaStatus}"));

    [Fact]
    public void Products()
        => Assert.Equal(
            ["Asclera® Polidocanol ", "Varithena® Polidocanol injectable foam", "Sotradecol® SodiumTetradecylSulfate ", "Ethamolin® EthanolamineOleate ", "Scleromate® SodiumMorrhuate "],
            PackagedPolicy.Policy.Products.Select(product => $"{product.Name} {product.Agent} {product.Form}"));

    [Fact]
    public void The_position_of_the_AAOM_is_contrary_evidence_for_other_payers()
    {
        var rule = Assert.Single(PackagedPolicy.Policy.Rules, rule => rule.Contrary.Count > 0);
        Assert.Equal("other-payer-prolotherapy: aaom-position", $"{rule.Id}: {string.Join(' ', rule.Contrary)}");
    }

    private static TheoryData<string, string, string> ToData(IEnumerable<string[]> rows)
    {
        var data = new TheoryData<string, string, string>();
        foreach (var row in rows)
        {
            data.Add(row[0], row[1], row[3]);
        }

        return data;
    }
}
