namespace ProloCodebook.Policy.Tests;

/// <summary>What the file says is in the model; what it says badly is not.</summary>
public class ModelTests
{
    private const string Citation = "citations: [{ section: codes, quote: Dry needling }]";

    [Fact]
    public void Optional_keys()
    {
        var policy = Expect.Problems(Expect.Example(
            ("    title: Dry needling\n", "    title: Dry needling\n    related: true\n"),
            ("rules:\n", "agents:\n"
                + $"  - {{ id: Dextrose, name: dextrose, role: ProlotherapyAgent, fdaStatus: NotStated, {Citation} }}\n"
                + $"  - {{ id: Phenol, name: phenol, role: CombinationAgent, combinedWith: [Dextrose], fdaStatus: ApprovedForOtherUse, {Citation} }}\n"
                + $"products:\n  - {{ id: Sweet, name: Sweet®, agent: Dextrose, form: foam, fdaStatus: ApprovedForOtherUse, {Citation} }}\n"
                + "notStated:\n  - { id: ncd-number, text: The number of an NCD. }\nrules:\n"))).Policy!;

        Assert.True(Assert.Single(policy.Services).IsRelated);
        Assert.Equal([new PolicyAbsence("ncd-number", "The number of an NCD.")], policy.NotStated);
        Assert.Equal(("Phenol", "phenol", "CombinationAgent", "ApprovedForOtherUse"), (policy.Agents[1].Id, policy.Agents[1].Name, policy.Agents[1].Role, policy.Agents[1].FdaStatus));
        Assert.Equal(["Dextrose"], policy.Agents[1].CombinedWith);
        var product = Assert.Single(policy.Products);
        Assert.Equal(("Sweet®", "Dextrose", "foam", "ApprovedForOtherUse"), (product.Name, product.Agent, product.Form, product.FdaStatus));
    }

    [Fact]
    public void A_service_is_its_own_policys_unless_it_says_otherwise() => Assert.False(Assert.Single(Expect.Problems(Readme.Yaml).Policy!.Services).IsRelated);

    [Theory]
    [InlineData("name: foam, role: Adjunct, fdaStatus: Approved")]
    [InlineData("name: foam, role: Foam, fdaStatus: NotStated")]
    [InlineData("role: Adjunct, fdaStatus: NotStated")]
    public void An_agent_of_which_a_part_cannot_be_read_is_left_out(string keys)
        => Assert.Empty(Read(("rules:\n", $"agents:\n  - {{ id: Foam, {keys}, {Citation} }}\nrules:\n")).Agents);

    [Theory]
    [InlineData("name: foam, agent: Foam, fdaStatus: Approved")]
    [InlineData("name: foam, fdaStatus: NotStated")]
    [InlineData("agent: Foam, fdaStatus: NotStated")]
    public void Nor_a_product(string keys)
        => Assert.Empty(Read(("rules:\n", $"products:\n  - {{ id: Foam, {keys}, {Citation} }}\nrules:\n")).Products);

    [Theory]
    [InlineData("{ id: ncd-number }")]
    [InlineData("{ id: NCD, text: x }")]
    public void Nor_what_is_not_stated(string item) => Assert.Empty(Read(("rules:\n", $"notStated:\n  - {item}\nrules:\n")).NotStated);

    [Theory]
    [InlineData("    description: Unlisted physical medicine service\n", "")]
    [InlineData("code: \"97799\"\n    system: CPT", "code: \"97799\"\n    system: ICD")]
    [InlineData("code: \"97799\"", "code: x")]
    public void Nor_a_code(string old, string @new) => Assert.Equal(["20560"], Read((old, @new)).Codes.Select(code => code.Value));

    [Fact]
    public void Nor_a_service() => Assert.Empty(Read(("    title: Dry needling\n    citations", "    citations")).Services);

    [Theory]
    [InlineData("payer: Medicare, outcome: NotCovered, rule: medicare", "outcome: NotCovered")]
    [InlineData("payer: Medicare, outcome: NotCovered, rule: medicare", "payer: Medicare")]
    [InlineData("code: \"20560\", payer: Medicare", "payer: Medicare")]
    public void Nor_an_example(string old, string @new)
        => Assert.Equal(2, PolicyReader.Read(Expect.Example((old, @new)), Sources).Examples.Count);

    [Fact]
    public void What_is_missing_at_the_top_is_empty()
    {
        var policy = Read(("id: dry-needling\ntitle: Dry needling\nrevision: \"2026-01\"\n", ""));
        Assert.Equal(("", "", ""), (policy.Id, policy.Title, policy.Revision));
    }

    private static PolicySourceText[] Sources => [new("needling.txt", Readme.Source)];

    private static PayerPolicy Read(params (string Old, string New)[] edits) => PolicyReader.Read(Expect.Example(edits), Sources).Policy!;
}
