namespace ProloCodebook.Policy.Tests;

/// <summary>policy/prolotherapy.yaml against the facts of its text.</summary>
public class PackagedPolicyTests
{
    /// <summary>Sections of the facts, and where their quotes stand in the file.</summary>
    private static readonly Dictionary<string, string> Sections = new()
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

    private static PayerPolicy Policy => PackagedPolicy.Policy;

    private static IReadOnlyList<string[]> Facts { get; }
        = [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Data", "policy-facts.tsv")).Skip(1).Select(line => line.Split('\t'))];

    /// <summary>The facts that are policy: all of the text's but the Introduction, which is general knowledge (its lay name and its disclaimer excepted).</summary>
    public static TheoryData<string> PolicyFacts
        => [.. Facts.Where(fact => Sections.ContainsKey(fact[1]) && (fact[1] != "Introduction" || fact[0] is "I01" or "I13")).Select(fact => fact[0])];

    [Fact]
    public void Has_no_problems() => Assert.Empty(PackagedPolicy.Read().Problems.Select(problem => $"{problem.Span.StartLine + 1}: {problem.Id} {problem.Message}"));

    [Theory]
    [MemberData(nameof(PolicyFacts))]
    public void Each_fact_is_quoted_from_its_section(string id)
    {
        var fact = Facts.Single(candidate => candidate[0] == id);
        Assert.Contains(Citations(), citation => citation.Section == Sections[fact[1]] && citation.Quote.Contains(fact[3], StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_text_does_not_state_is_listed() => Assert.Equal(Facts.Count(fact => fact[1] == "Absent from seed"), Policy.NotStated.Count);

    [Fact]
    public void Of_the_introduction_only_the_lay_name_and_the_disclaimer_are_quoted()
        => Assert.Equal(
            ["Prolotherapy therapy (proliferative therapy)", "is not to be taken as policy coverage criteria"],
            Citations().Where(citation => citation.Section == "introduction").Select(citation => citation.Quote).Order(StringComparer.Ordinal));

    [Fact]
    public void No_decision_cites_the_introduction()
        => Assert.All(Policy.Rules, rule => Assert.DoesNotContain(PolicyInterpreter.CitationsOf(Policy, rule), citation => citation.Section is "introduction" or "page-chrome"));

    [Fact]
    public void Codes_are_those_of_the_text_and_the_unlisted_one_means_no_service()
        => Assert.Equal(["HCPCS M0076 prolotherapy", "CPT 20999 "], Policy.Codes.Select(code => $"{code.System} {code.Value} {code.Service}"));

    [Fact]
    public void Names_of_prolotherapy_are_those_of_the_text()
        => Assert.Equal(
            [
                "prolotherapy", "proliferant injection", "prolo", "joint sclerotherapy", "regenerative injection therapy", "growth factor stimulation injection",
                "nonsurgical tendon, ligament, and joint reconstruction", "proliferative therapy",
            ],
            Policy.Services[0].Names.Select(name => name.Text));

    [Fact]
    public void Roles_are_those_of_the_text()
        => Assert.Equal(
            [
                "Dextrose ProlotherapyAgent", "EthanolamineOleate NotStated", "Glycerin CombinationAgent", "LocalAnesthetic Adjunct", "Phenol CombinationAgent",
                "Polidocanol TendinopathySclerosant", "PsylliumSeedOil ProlotherapyAgent", "SodiumMorrhuate TendinopathySclerosant", "SodiumTetradecylSulfate NotStated", "ZincSulfate ProlotherapyAgent",
            ],
            Policy.Agents.Select(agent => $"{agent.Id} {agent.Role}").Order(StringComparer.Ordinal));

    [Fact]
    public void The_fda_status_is_stated_of_the_vein_sclerosants_alone()
    {
        string[] stated = ["Polidocanol", "SodiumMorrhuate", "SodiumTetradecylSulfate", "EthanolamineOleate"];
        Assert.All(Policy.Agents, agent => Assert.Equal(stated.Contains(agent.Id) ? "ApprovedForOtherUse" : "NotStated", agent.FdaStatus));
        Assert.All(Policy.Products, product => Assert.Equal("ApprovedForOtherUse", product.FdaStatus));
        Assert.All(Policy.Products, product => Assert.Contains(product.Citations, citation => citation.Quote.Contains("not currently approved as joint", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Asclera", "Polidocanol", null)]
    [InlineData("Varithena", "Polidocanol", "injectable foam")]
    [InlineData("Sotradecol", "SodiumTetradecylSulfate", null)]
    [InlineData("Ethamolin", "EthanolamineOleate", null)]
    [InlineData("Scleromate", "SodiumMorrhuate", null)]
    public void Products_have_the_agent_and_form_of_the_text(string id, string agent, string? form)
    {
        var product = Policy.Products.Single(candidate => candidate.Id == id);
        Assert.Equal((agent, form), (product.Agent, product.Form));
    }

    [Fact]
    public void Medicare_cites_the_coverage_issues_manual_and_1999()
    {
        var decision = PolicyInterpreter.Decide(Policy, "M0076", "Medicare");
        Assert.Equal("NotCovered", decision.Outcome);
        Assert.Contains(decision.Citations, citation => citation.Quote.StartsWith("The Coverage Issues Manual #35", StringComparison.Ordinal));
        Assert.Contains(decision.Citations, citation => citation.Quote.StartsWith("In 1999", StringComparison.Ordinal));
        Assert.All(decision.Citations, citation => Assert.Equal("medicare", citation.Section));
    }

    [Fact]
    public void Another_payer_cites_the_evidence_and_lists_the_contrary_position()
    {
        var decision = PolicyInterpreter.Decide(Policy, "M0076", "Other");
        Assert.Equal("EvidenceInsufficient", decision.Outcome);
        Assert.All(decision.Citations, citation => Assert.Equal("summary-of-evidence", citation.Section));
        var contrary = Assert.Single(decision.Contrary);
        Assert.Equal(("position", "a selected group of chronic low back pain patients"), (contrary.Kind, contrary.Population));
    }

    [Fact]
    public void The_source_text_is_the_payers_to_the_byte()
        => Assert.Equal(
            "279f833cc5519f5f7c6dcf6bdcc6c74133d196860e5a18b8a860fbbf6d9473be",
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(PackagedPolicy.Folder, "prolotherapy.txt")))));

    private static IEnumerable<PolicyCitation> Citations()
        => Policy.Codes.SelectMany(code => code.Citations)
            .Concat(Policy.Services.SelectMany(service => service.Citations.Concat(service.Names.SelectMany(name => name.Citations))))
            .Concat(Policy.Payers.SelectMany(payer => payer.Citations))
            .Concat(Policy.Agents.SelectMany(agent => agent.Citations))
            .Concat(Policy.Products.SelectMany(product => product.Citations))
            .Concat(Policy.Statements.SelectMany(statement => statement.Citations));
}
