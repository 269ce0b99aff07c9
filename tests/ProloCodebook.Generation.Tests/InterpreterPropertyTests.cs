using CsCheck;
using ProloCodebook.Generation.Tests.Harness;
using ProloCodebook.Policy;

namespace ProloCodebook.Generation.Tests;

/// <summary>The generated evaluator and the interpreter of policies, written apart from each other, decide the same.</summary>
public class InterpreterPropertyTests
{
    [Fact]
    public void On_random_policies_and_lines()
        => PolicyGen.Policy("random").Sample(policy => AssertAgree(PolicySet.Merge([policy]), lines: 2_000), iter: 10, threads: 1);

    [Fact]
    public void On_several_policies_with_revisions_and_service_dates()
        => PolicyGen.Set.Sample(set => AssertAgree(set, lines: 2_000), iter: 6, threads: 1);

    [Fact]
    public void By_the_prolotherapy_policy()
        => AssertAgree(PolicySet.Merge([TestPolicies.Prolotherapy]), lines: 10_000);

    [Fact]
    public void By_a_policy_with_agents_revisions_and_an_overlay()
        => AssertAgree(TestPolicies.Lakeside, lines: 5_000);

    private static void AssertAgree(PolicySet policies, int lines)
    {
        var code = GeneratedCode.Load(policies.Policies);
        Gen.Select(PolicyGen.Line(policies), PolicyGen.Date, PolicyGen.Injected(policies)).Sample(
            (line, date, injected) =>
            {
                var expected = PolicyInterpreter.Decide(policies, line.Code, line.Payer, line.Description, date, Defined(injected.Agents), Defined(injected.Products));
                var actual = code.EvaluateLine(line.Code, line.Payer, line.Description, date, injected.Agents, injected.Products);
                Assert.Equal(
                    (expected.Outcome, expected.Rule, expected.Reason, string.Join("|", expected.Missing), string.Join("|", expected.Contrary.Select(statement => statement.Id))),
                    (actual.Outcome, actual.Rule, actual.Reason, string.Join("|", actual.Missing.Split('|').Select(Key)), actual.Contrary));
                Assert.Equal(expected.Citations.Select(citation => (expected.Policy!.Sections.Single(section => section.Id == citation.Section).Heading, citation.Quote)), actual.CitationList);
                if (expected.PolicyId is not null)
                {
                    Assert.Equal(ProcedureCodeText.Normalize(line.Code), actual.Code);
                }

                if (expected.Policy is not null)
                {
                    Assert.Equal((expected.Policy.Id, expected.Policy.Hash), (actual.PolicyId, actual.PolicyHash));
                }
            },
            iter: lines,
            threads: 1,
            print: pair => $"{pair.Item1.Code} | {pair.Item1.Payer} | {System.Text.Json.JsonSerializer.Serialize(pair.Item1.Description)} | {pair.Item2:O} | {string.Join(",", pair.Item3.Agents ?? ["null"])} | {string.Join(",", pair.Item3.Products ?? ["null"])}");

        // A value that the enum does not define says nothing.
        static string[] Defined(string[]? names) => [.. (names ?? []).Where(name => !int.TryParse(name, out _))];

        static string Key(string missing) => missing.Length == 0 ? missing : char.ToLowerInvariant(missing[0]) + missing[1..];
    }
}
