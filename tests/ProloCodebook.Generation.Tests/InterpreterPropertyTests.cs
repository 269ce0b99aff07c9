using CsCheck;
using ProloCodebook.Generation.Tests.Harness;
using ProloCodebook.Policy;

namespace ProloCodebook.Generation.Tests;

/// <summary>The generated evaluator and the interpreter of policies, written apart from each other, decide the same.</summary>
public class InterpreterPropertyTests
{
    [Fact]
    public void Generated_evaluator_decides_as_the_interpreter_does_on_random_policies_and_lines()
        => PolicyGen.Policy("random").Sample(
            policy => AssertAgree([policy], iterations: 3_000),
            iter: 8,
            threads: 1);

    [Fact]
    public void Generated_evaluator_decides_as_the_interpreter_does_by_the_prolotherapy_policy()
        => AssertAgree([TestPolicies.Prolotherapy], iterations: 20_000);

    private static void AssertAgree(IReadOnlyList<PayerPolicy> policies, int iterations)
    {
        var code = GeneratedCode.Load(policies);
        var set = PolicySet.Merge(policies);
        PolicyGen.Line(policies[0]).Sample(
            line =>
            {
                var expected = PolicyInterpreter.Decide(set, line.Code, line.Payer, line.Description);
                var actual = code.Evaluate(line.Code, line.Payer, line.Description);
                Assert.Equal(
                    (expected.Outcome, expected.Rule, expected.Reason, string.Join("|", expected.Missing), string.Join("|", expected.Contrary.Select(statement => statement.Id))),
                    (actual.Outcome, actual.Rule, actual.Reason, actual.Missing.ToLowerInvariant(), actual.Contrary));
                Assert.Equal(
                    expected.Citations.Select(citation => citation.Quote),
                    actual.CitationList.Select(citation => citation.Quote));
            },
            iter: iterations,
            threads: 1,
            print: line => $"{line.Code} | {line.Payer} | {System.Text.Json.JsonSerializer.Serialize(line.Description)}");
    }
}
